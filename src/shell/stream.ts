// Reading and writing for programs: text that waits for a slow reader, lines as they come, files and standard input alike.

import { FileError, type Host, type Io, type Output, type Pipe, type Steps } from '../sim/index.ts'
import { fromBytes } from './bytes.ts'
import { resolvePath } from './paths.ts'
import { ShellError } from './state.ts'

/** Nobody reads any more: a program ends with 141, as SIGPIPE would end it. */
export class BrokenPipe extends Error {}

/** Somebody wants to hold, or to try, more than there is room for: the program that does, or else the shell, says so. */
export class MemoryExhausted extends ShellError {
  constructor() {
    super('memory exhausted', 2)
  }
}

const MEMORY_LIMIT = 32 * 2 ** 20

export function* emit(output: Output, text: string): Steps<void> {
  if (text === '') return
  while (output.pipe?.full && !output.pipe.cancelled) yield { signals: [output.pipe.changed] }
  if (!output.write(text)) throw new BrokenPipe('broken pipe')
}

/** The next text, or '' at the end. */
export function* readSome(pipe: Pipe): Steps<string> {
  for (;;) {
    const text = pipe.read()
    if (text !== '') return text
    if (pipe.ended || pipe.cancelled) return ''
    yield { signals: [pipe.changed] }
  }
}

export function* readAll(pipe: Pipe): Steps<string> {
  const chunks: string[] = []
  let size = 0
  for (;;) {
    const text = yield* readSome(pipe)
    if (text === '') return chunks.join('')
    chunks.push(text)
    size += text.length
    if (size > MEMORY_LIMIT) throw new MemoryExhausted()
  }
}

/** Lines of a stream, one by one as they come. */
export class LineReader {
  readonly #pipe: Pipe
  readonly #end: string
  #rest = ''
  #at = 0
  /** The line given last had a newline. */
  terminated = true

  constructor(pipe: Pipe, end = '\n') {
    this.#pipe = pipe
    this.#end = end
  }

  /** The next line without its newline; undefined at the end. */
  *next(): Steps<string | undefined> {
    for (;;) {
      const end = this.#rest.indexOf(this.#end, this.#at)
      if (end >= 0) {
        const line = this.#rest.slice(this.#at, end)
        this.#at = end + 1
        this.terminated = true
        return line
      }
      const more = yield* readSome(this.#pipe)
      this.#rest = this.#rest.slice(this.#at) + more
      this.#at = 0
      if (more !== '') continue
      if (this.#rest === '') return undefined
      const line = this.#rest
      this.#rest = ''
      this.terminated = false
      return line
    }
  }

  /** Gives back what was not used, for whoever reads next. */
  release(): void {
    this.#pipe.unread(this.#rest.slice(this.#at))
    this.#rest = ''
    this.#at = 0
  }
}

/** The lines of a whole text, without newlines. */
export function linesOf(text: string): string[] {
  if (text === '') return []
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** Devices never end; what is read of them here does, after as much as anybody needs. */
export function readDevice(host: Host, path: string, wanted = 65_536): string | undefined {
  const length = Math.min(wanted, MEMORY_LIMIT)
  if (path === '/dev/zero') return '\0'.repeat(length)
  if (path !== '/dev/urandom' && path !== '/dev/random') return undefined
  return fromBytes(Uint8Array.from({ length }, () => host.random.int(256)))
}

/** A whole operand: a file, or standard input for '-'. Undefined when it cannot be read, which was then said. */
export function* readOperand(
  io: Io,
  program: string,
  name: string,
  opening = '',
  bytes?: number,
): Steps<string | undefined> {
  if (name === '-') return yield* readAll(io.stdin)
  if (name === '/dev/stdin') return yield* readAll(io.stdin)
  const device = readDevice(io.host, resolvePath(io.cwd, name), bytes)
  if (device !== undefined) return device
  try {
    return io.host.files.read(resolvePath(io.cwd, name))
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    const shown =
      opening === 'cannot read: '
        ? `${error.fault === 'EISDIR' ? 'read failed' : 'cannot read'}: ${name}:`
        : opening === ''
          ? `${name}:`
          : error.fault === 'EISDIR'
            ? `error reading '${name}':`
            : `${opening}'${name}'${opening.endsWith('open ') ? ' for reading' : ''}:`
    io.stderr.write(`${program}: ${shown} ${error.message}\n`)
    return undefined
  }
}

export function* sleepFor(io: Io, ms: number): Steps<void> {
  const untilMs = io.host.nowMs() + ms
  while (io.host.nowMs() < untilMs) yield { untilMs }
}
