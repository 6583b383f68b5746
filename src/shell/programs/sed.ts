// sed (GNU sed 4.9): s y p d D a i c q Q n N g G h H x = l b t : r w { }, addresses, -n -e -f -i -E -r -s -z.
// The script is compiled by sed-script.ts; here it is run.

import { FileError, type Io, type Program, type Steps } from '../../sim/index.ts'
import { parseOptions, UsageError } from '../options.ts'
import { resolvePath } from '../paths.ts'
import { pipeOf } from '../redirect.ts'
import { type Address, compileSed, type SedCommand } from '../sed-script.ts'
import { emit, LineReader } from '../stream.ts'

export const sed: Program = {
  name: 'sed',
  summary: 'sed [-nEi] script [file…]: edit lines of text',
  *run(args, io) {
    // `-i` takes its suffix only when glued to it.
    const suffix = args.findLast((arg) => /^-[nEr]*i./.test(arg))?.replace(/^-[nEr]*i/, '')
    const options = parseOptions(
      args.map((arg) => arg.replace(/^(-[nEr]*i).+$/, '$1')),
      {
        flags: 'nErsiuz',
        values: 'ef',
        long: {
          quiet: 'n',
          silent: 'n',
          'regexp-extended': 'E',
          expression: 'e=',
          file: 'f=',
          'in-place': 'i=?',
          separate: 's',
          'null-data': 'z',
          unbuffered: 'u',
        },
      },
    )
    const operands = [...options.operands]
    const scripts = [...options.values('e')]
    for (const name of options.values('f')) {
      try {
        scripts.push(io.host.files.read(resolvePath(io.cwd, name)).replace(/\n$/, ''))
      } catch (error) {
        if (!(error instanceof FileError)) throw error
        throw new UsageError(`couldn't open file ${name}: ${error.message}`, 1, false)
      }
    }
    if (scripts.length === 0) {
      const first = operands.shift()
      if (first === undefined) {
        io.stderr.write('Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n')
        return 1
      }
      scripts.push(first)
    }
    const commands = compileSed(scripts.join('\n'), options.has('E') || options.has('r'))
    const inPlace = options.has('i')
    const names = operands.length > 0 ? operands : ['-']
    let status = 0
    const end = options.has('z') ? '\0' : '\n'
    const editor = new Editor(commands, options.has('n'), end, io)
    const groups = inPlace || options.has('s') ? names.map((name) => [name]) : [names]
    for (const group of groups) {
      const texts: LineReader[] = []
      for (const name of group) {
        if (name === '-' && !inPlace) texts.push(new LineReader(io.stdin, end))
        else {
          try {
            texts.push(new LineReader(pipeOf(io.host.files.read(resolvePath(io.cwd, name))), end))
          } catch (error) {
            if (!(error instanceof FileError)) throw error
            const directory = error.fault === 'EISDIR'
            io.stderr.write(
              directory
                ? `sed: ${inPlace ? `couldn't edit ${name}: not a regular file` : `read error on ${name}: Is a directory`}\n`
                : `sed: can't read ${name}: ${error.message}\n`,
            )
            status = inPlace && directory ? 4 : 2
          }
        }
      }
      if (texts.length === 0) continue
      const [name = ''] = group
      const path = resolvePath(io.cwd, name)
      let text = ''
      yield* editor.edit(texts, inPlace ? (more) => (text += more) : undefined)
      if (inPlace) {
        const given = suffix ?? options.value('i')
        if (given)
          io.host.files.write(
            resolvePath(io.cwd, given.includes('*') ? given.replaceAll('*', name) : name + given),
            io.host.files.read(path),
          )
        io.host.files.write(path, text)
      }
      if (editor.exitCode !== undefined) return editor.exitCode
    }
    return status
  },
}

const STEPS = 20_000

class Editor {
  exitCode: number | undefined
  readonly #commands: readonly SedCommand[]
  readonly #quiet: boolean
  readonly #end: string
  readonly #io: Io
  #pattern = ''
  #hold = ''
  #number = 0
  #inRange = new Map<SedCommand, number | true>()
  #labels = new Map<string, number>()
  #written = new Set<string>()

  constructor(commands: readonly SedCommand[], quiet: boolean, end: string, io: Io) {
    this.#commands = commands
    this.#quiet = quiet
    this.#end = end
    this.#io = io
    for (const [i, command] of commands.entries()) if (command.name === ':') this.#labels.set(command.text, i)
    for (const { name, text } of commands) {
      if ((name === 'b' || name === 't' || name === 'T') && text !== '' && !this.#labels.has(text)) {
        throw new UsageError(`-e expression #1, char 0: can't find label for jump to \`${text}'`, 1, false)
      }
    }
  }

  /** Edits the lines of several inputs as one; `keep` takes the text instead of standard output. */
  *edit(readers: readonly LineReader[], keep?: (text: string) => void): Steps<void> {
    const io = this.#io
    const end = this.#end
    const rest = [...readers]
    this.#number = 0
    let ahead: { readonly line: string; readonly terminated: boolean } | undefined
    const pull = function* (): Steps<typeof ahead> {
      for (;;) {
        const reader = rest[0]
        if (!reader) return undefined
        const line = yield* reader.next()
        if (line !== undefined) return { line, terminated: reader.terminated }
        rest.shift()
      }
    }
    ahead = yield* pull()
    let missingNewline = false
    let terminated = true
    const put = function* (text: string, newline: boolean): Steps<void> {
      const made = `${missingNewline ? end : ''}${text}${newline ? end : ''}`
      missingNewline = !newline
      if (keep) keep(made)
      else yield* emit(io.stdout, made)
    }
    const next = function* (): Steps<string | undefined> {
      const current = ahead
      if (!current) return undefined
      ahead = yield* pull()
      terminated = current.terminated
      return current.line
    }
    for (let line = yield* next(); line !== undefined; line = yield* next()) {
      this.#number++
      this.#pattern = line
      let again = true
      while (again) {
        again = false
        const after: string[] = []
        let substituted = false
        let print = !this.#quiet
        let over = false
        loop: for (let at = 0, steps = 1; at < this.#commands.length; at++, steps++) {
          // A script may jump back for ever: it gives way now and then.
          if (steps % STEPS === 0) yield { untilMs: io.host.nowMs() + 1 }
          const command = this.#commands[at]
          if (!command || !this.#selected(command, ahead === undefined)) {
            if (command?.name === '{') at = command.end
            continue
          }
          switch (command.name) {
            case '{':
            case '}':
            case ':':
            case '#':
              break
            case 's': {
              const made = command.substitute?.(this.#pattern)
              if (made === undefined) break
              this.#pattern = made
              substituted = true
              if (command.flags?.print) yield* put(this.#pattern, true)
              if (command.flags?.file !== undefined) this.#writeTo(command.flags.file)
              break
            }
            case 'y':
              this.#pattern = [...this.#pattern].map((char) => command.map?.get(char) ?? char).join('')
              break
            case 'p':
              yield* put(this.#pattern, true)
              break
            case 'P':
              yield* put(this.#pattern.split('\n')[0] ?? '', true)
              break
            case 'd':
              print = false
              break loop
            case 'D':
              print = false
              if (this.#pattern.includes('\n')) {
                this.#pattern = this.#pattern.slice(this.#pattern.indexOf('\n') + 1)
                again = true
              }
              break loop
            case 'a':
              after.push(`${command.text}\n`)
              break
            case 'i':
              yield* put(command.text, true)
              break
            case 'c':
              print = false
              if (command.second === undefined || command.negated || !this.#inRange.has(command))
                yield* put(command.text, true)
              break loop
            case '=':
              yield* put(String(this.#number), true)
              break
            case 'l':
              yield* put(`${JSON.stringify(this.#pattern).slice(1, -1).replace(/\\"/g, '"')}$`, true)
              break
            case 'q':
              this.exitCode = Number(command.text || 0)
              over = true
              break loop
            case 'Q':
              this.exitCode = Number(command.text || 0)
              print = false
              over = true
              break loop
            case 'n': {
              if (ahead === undefined) {
                over = true
                break loop
              }
              if (print) yield* put(this.#pattern, true)
              this.#pattern = (yield* next()) ?? ''
              this.#number++
              break
            }
            case 'N': {
              if (ahead === undefined) {
                over = true
                break loop
              }
              this.#pattern += `\n${(yield* next()) ?? ''}`
              this.#number++
              break
            }
            case 'g':
              this.#pattern = this.#hold
              break
            case 'G':
              this.#pattern += `\n${this.#hold}`
              break
            case 'h':
              this.#hold = this.#pattern
              break
            case 'H':
              this.#hold += `\n${this.#pattern}`
              break
            case 'x':
              ;[this.#pattern, this.#hold] = [this.#hold, this.#pattern]
              break
            case 'r': {
              const path = resolvePath(io.cwd, command.text)
              if (io.host.files.stat(path)?.kind === 'file') after.push(io.host.files.read(path))
              break
            }
            case 'w':
              this.#writeTo(command.text)
              break
            case 't':
            case 'T':
              if ((command.name === 't') !== substituted) break
              substituted = false
              if (command.text === '') break loop
              at = this.#labels.get(command.text) ?? at
              break
            case 'b':
              if (command.text === '') break loop
              at = this.#labels.get(command.text) ?? at
              break
          }
        }
        if (print) yield* put(this.#pattern, terminated || ahead !== undefined)
        for (const text of after) {
          if (text === '') continue
          yield* put(text.replace(/\n$/, ''), true)
        }
        if (over) {
          if (this.exitCode !== undefined) for (const reader of rest) reader.release()
          return
        }
      }
    }
  }

  #writeTo(name: string): void {
    if (name === '/dev/stdout') {
      this.#io.stdout.write(`${this.#pattern}\n`)
      return
    }
    const path = resolvePath(this.#io.cwd, name)
    this.#io.host.files.write(path, `${this.#pattern}\n`, { append: this.#written.has(path) })
    this.#written.add(path)
  }

  #matches(address: Address, last: boolean): boolean {
    if (address.kind === 'line') return this.#number === address.line
    if (address.kind === 'last') return last
    if (address.kind === 'step') {
      return address.step === 0
        ? this.#number === address.first
        : this.#number >= address.first && (this.#number - address.first) % address.step === 0
    }
    return address.kind === 'match' && address.expression.test(this.#pattern)
  }

  #selected(command: SedCommand, last: boolean): boolean {
    return this.#inAddress(command, last) !== command.negated
  }

  #inAddress(command: SedCommand, last: boolean): boolean {
    const { first, second } = command
    if (!first) return true
    if (!second) return this.#matches(first, last)
    const until = this.#inRange.get(command)
    if (until !== undefined) {
      const ends =
        typeof until === 'number'
          ? this.#number >= until
          : second.kind === 'line'
            ? this.#number >= second.line
            : this.#matches(second, last)
      if (ends) this.#inRange.delete(command)
      // A line number that is already past ends the range before this line.
      return !(ends && second.kind === 'line' && this.#number > second.line)
    }
    const zero = first.kind === 'line' && first.line === 0 && this.#number === 1
    if (!zero && !this.#matches(first, last)) return false
    if (zero && this.#matches(second, last)) return true
    if (second.kind === 'plus') {
      if (second.count > 0) this.#inRange.set(command, this.#number + second.count)
    } else if (second.kind === 'multiple') {
      const end = Math.ceil(this.#number / second.count) * second.count
      if (end > this.#number) this.#inRange.set(command, end)
    } else if (!(second.kind === 'line' && second.line <= this.#number)) this.#inRange.set(command, true)
    return true
  }
}
