// A pseudo-terminal's line discipline (termios(3), canonical mode): keys in, lines out to whoever reads, with echo and
// erasing; Ctrl-C interrupts, Ctrl-Z stops, Ctrl-D ends the input. While a program asked for raw keys they go to it untouched.
// Missing: Ctrl-S and Ctrl-Q (they are echoed and do nothing).

import { type EditSession, type Io, Pipe, type Program, Signal, type Steps, type Terminal } from '../sim/index.ts'
import { Crew } from './crew.ts'
import { runProgram } from './interpreter.ts'
import { graphemes, textWidth } from './text-width.ts'

export interface TtyOptions {
  /** Keys as a terminal sends them. */
  readonly keys: Pipe
  /** Text for the screen, line ends already as a terminal wants them. */
  readonly write: (text: string) => void
  readonly columns: number
  readonly rows: number
  readonly edit?: ((file: { readonly path: string; readonly text: string }) => EditSession) | undefined
}

/** What is written after one of these begins a line: going home and coming back from the other screen are two of them. */
const LINE_BEGINS = ['\n', '\r', '\x1b[H', '\x1b[?1049l']

export class Tty implements Terminal {
  columns: number
  rows: number
  readonly resized = new Signal()
  readonly edit?: (file: { readonly path: string; readonly text: string }) => EditSession
  /** Ctrl-C was typed while a program read lines, or nothing at all. */
  onInterrupt: () => void = () => {}
  /** Ctrl-Z was typed. */
  onStop: () => void = () => {}
  readonly #keys: Pipe
  readonly #write: (text: string) => void
  #raw: Pipe[] = []
  #cooked: Pipe | undefined
  #line = ''
  #waiting = ''
  readonly #unsubscribe: () => void
  #column = 0
  /** How many asked for silence. */
  #hushed = 0

  constructor(options: TtyOptions) {
    this.#keys = options.keys
    this.#write = options.write
    this.columns = options.columns
    this.rows = options.rows
    if (options.edit) this.edit = options.edit
    this.#unsubscribe = options.keys.changed.subscribe(() => this.#pump())
    this.#pump()
  }

  close(): void {
    this.#unsubscribe()
  }

  get keysEnded(): boolean {
    return this.#keys.ended && this.#waiting === ''
  }

  resize(columns: number, rows: number): void {
    this.columns = columns
    this.rows = rows
    this.resized.notify()
  }

  /** How many cells of its line the last thing written has filled. */
  get column(): number {
    return this.#column
  }

  /** Somebody else has written to the screen, and ended the line. */
  lineEnded(): void {
    this.#column = 0
  }

  /** Writes a program's text: a line end becomes what a terminal wants. */
  write(text: string): void {
    if (text === '') return
    this.#write(text.replace(/\r?\n/g, '\r\n'))
    const begins = LINE_BEGINS.map((sign) => (text.includes(sign) ? text.lastIndexOf(sign) + sign.length : -1))
    const last = Math.max(...begins)
    const visible = text.slice(Math.max(last, 0)).replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '')
    const width = visible === '' ? 0 : textWidth(visible)
    this.#column = last >= 0 ? width : this.#column + width
  }

  raw(): { readonly keys: Pipe; close(): void } {
    const keys = new Pipe()
    // Lines that nobody read yet belong to whoever reads keys now.
    this.#waiting = (this.#cooked?.read() ?? '') + this.#line + this.#waiting
    this.#line = ''
    this.#raw.push(keys)
    this.#pump()
    return {
      keys,
      close: () => {
        const at = this.#raw.indexOf(keys)
        if (at < 0) return
        this.#raw.splice(at, 1)
        this.#waiting = keys.read() + this.#waiting
        keys.end()
        this.#pump()
      },
    }
  }

  hush(): () => void {
    this.#hushed++
    let over = false
    return () => {
      if (!over) this.#hushed--
      over = true
    }
  }

  /** Standard input for one command: lines, edited and echoed. */
  openInput(): Pipe {
    const pipe = new Pipe()
    this.#cooked = pipe
    this.#pump()
    return pipe
  }

  /** The command is over: what it did not read is there for whoever is next. */
  closeInput(): void {
    const pipe = this.#cooked
    if (!pipe) return
    this.#cooked = undefined
    this.#waiting = pipe.read() + this.#line + this.#waiting
    this.#line = ''
  }

  #pump(): void {
    this.#waiting += this.#keys.read()
    const raw = this.#raw.at(-1)
    if (raw) {
      const text = this.#waiting
      this.#waiting = ''
      if (text !== '') raw.write(text)
      if (this.#keys.ended) raw.end()
      return
    }
    const cooked = this.#cooked
    if (!cooked) return
    while (this.#waiting !== '' && this.#cooked === cooked && this.#raw.length === 0) {
      // A bracketed paste is only its text here.
      this.#waiting = this.#waiting.replace(/\x1b\[20[01]~/g, '')
      const [char = ''] = this.#waiting
      const key = char === '' ? '' : String.fromCodePoint(this.#waiting.codePointAt(0) ?? 0)
      this.#waiting = this.#waiting.slice(key.length)
      this.#cook(key, cooked)
    }
    if (this.#keys.ended) {
      if (this.#line !== '' && !cooked.ended) cooked.write(this.#line)
      this.#line = ''
      cooked.end()
    }
  }

  #cook(key: string, pipe: Pipe): void {
    switch (key) {
      case '\r':
      case '\n':
        this.#echo('\n')
        if (!pipe.ended) pipe.write(`${this.#line}\n`)
        this.#line = ''
        return
      case '\x03':
        this.#echo('^C')
        this.#line = ''
        this.onInterrupt()
        return
      case '\x1c':
        this.#echo('^\\')
        this.#line = ''
        this.onInterrupt()
        return
      case '\x1a':
        this.#echo('^Z')
        this.#line = ''
        this.onStop()
        return
      case '\x04':
        if (this.#line === '') pipe.end()
        else if (!pipe.ended) pipe.write(this.#line)
        this.#line = ''
        return
      case '\x7f':
      case '\b': {
        const last = graphemes(this.#line).at(-1)
        if (last === undefined) return
        this.#line = this.#line.slice(0, -last.length)
        this.#erase(textWidth(shown(last)))
        return
      }
      case '\x15':
        this.#erase(textWidth(shown(this.#line)))
        this.#line = ''
        return
      case '\x17': {
        const kept = this.#line.replace(/\S+\s*$/, '')
        this.#erase(textWidth(shown(this.#line.slice(kept.length))))
        this.#line = kept
        return
      }
      default:
        this.#line += key
        this.#echo(shown(key))
    }
  }

  #erase(cells: number): void {
    if (cells > 0) this.#echo('\b \b'.repeat(cells))
  }

  #echo(text: string): void {
    if (this.#hushed === 0) this.write(text)
  }
}

/** Control characters as a terminal echoes them. */
const shown = (text: string): string =>
  text.replace(/[\x00-\x08\x0b-\x1f]/g, (char) => `^${String.fromCharCode(char.charCodeAt(0) + 64)}`)

/** Runs a program whose streams are the two ends of a terminal: raw keys in, screen text out. */
export function* onTerminal(program: Program, args: readonly string[], io: Io): Steps<number> {
  const tty = new Tty({
    keys: io.stdin,
    write: (text) => io.stdout.write(text),
    columns: io.terminal?.columns ?? 80,
    rows: io.terminal?.rows ?? 24,
  })
  const sized = io.terminal?.resized.subscribe(() =>
    tty.resize(io.terminal?.columns ?? tty.columns, io.terminal?.rows ?? tty.rows),
  )
  const output = {
    write: (text: string) => {
      tty.write(text)
      return true
    },
  }
  const crew = new Crew(io.host.nowMs)
  const member = crew.add(
    runProgram(program, args, { ...io, stdin: tty.openInput(), stdout: output, stderr: output, terminal: tty }),
  )
  tty.onInterrupt = () => {
    member.interrupt()
    crew.wake()
  }
  try {
    yield* crew.drive(() => member.result !== undefined)
  } finally {
    sized?.()
    crew.end()
    tty.close()
  }
  if (member.result && 'value' in member.result) return member.result.value
  if (member.result?.error !== undefined) throw member.result.error
  tty.write('\n')
  return 130
}
