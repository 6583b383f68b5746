// more (util-linux 2.38) on a terminal; elsewhere it is cat. Keys: space f, Enter, d, b (files), /pattern n, q, with
// counts; -N lines at a time, -s, +line, +/pattern. It ends behind the last line, as with -e. Missing: -c, -p, -l, -u, the
// editor (v), help (h).

import type { Io, Program, Steps } from '../../sim/index.ts'
import { boundedRegex } from '../bounded-regex.ts'
import { byteLength } from '../bytes.ts'
import { parseOptions, UsageError } from '../options.ts'
import { inverse, KeyReader, openText, type PagedText, pour, Rows, type Spot } from '../pages.ts'
import { RegexError, regexSource } from '../regex.ts'
import { emit } from '../stream.ts'
import { graphemes } from '../text-width.ts'

export const more: Program = {
  name: 'more',
  *run(args, io): Steps<number> {
    const starts = args.filter((arg) => arg.startsWith('+'))
    const sizes = args.filter((arg) => /^-\d+$/.test(arg))
    const options = parseOptions(
      args.filter((arg) => !starts.includes(arg) && !sizes.includes(arg)),
      {
        flags: 'dflcpsuen',
        values: 'n',
        long: {
          silent: 'd',
          'exit-on-eof': 'e',
          logical: 'f',
          'no-pause': 'l',
          'print-over': 'c',
          'clean-print': 'p',
          squeeze: 's',
          plain: 'u',
          lines: 'n=',
        },
      },
    )
    const names = options.operands
    if (names.length === 0 && io.stdinIsTty) throw new UsageError('bad usage')
    const lines = Number(options.value('n') ?? sizes.at(-1)?.slice(1) ?? 0)
    const pager = io.stdoutIsTty && io.terminal ? new More(io, lines, starts.at(-1)?.slice(1) ?? '') : undefined
    try {
      for (const [at, name] of (names.length > 0 ? names : ['-']).entries()) {
        const opened = openText(io, name, options.has('s'))
        if (!('text' in opened)) {
          if (opened.fault === undefined) io.stdout.write(`\n*** ${name}: directory ***\n\n`)
          else io.stderr.write(`more: cannot open ${name}: ${opened.fault}\n`)
          continue
        }
        if (names.length > 1) io.stdout.write(`::::::::::::::\n${name}\n::::::::::::::\n`)
        if (pager) {
          if (yield* pager.show(opened.text, names.length > 1 ? 3 : 0, names[at + 1])) break
        } else yield* pour(opened.text.pipe, io.stdout)
      }
    } finally {
      pager?.close()
    }
    return 0
  },
}

class More {
  readonly #io: Io
  readonly #lines: number
  #start: string
  #keyboard: ReturnType<NonNullable<Io['terminal']>['raw']> | undefined
  #reader: KeyReader | undefined
  #sought: RegExp | undefined

  constructor(io: Io, lines: number, start: string) {
    this.#io = io
    this.#lines = lines
    this.#start = start
  }

  close(): void {
    this.#reader?.release()
    this.#keyboard?.close()
  }

  get #page(): number {
    return this.#lines > 0 ? this.#lines : Math.max(1, (this.#io.terminal?.rows ?? 24) - 1)
  }

  /** Shows a text to its end; true when the person had enough. `used` rows of the screen are taken; `then` follows. */
  *show(text: PagedText, used: number, then?: string): Steps<boolean> {
    const { terminal, stdout } = this.#io
    if (!terminal) return true
    let next: Spot = { line: Math.max(0, Number(/^\d+$/.exec(this.#start)?.[0] ?? 1) - 1), row: 0 }
    let room = Math.max(1, this.#page - used)
    if (this.#start.startsWith('/')) next = (yield* this.#find(text, next, this.#start.slice(1))) ?? next
    this.#start = ''
    for (;;) {
      while (room > 0) {
        while (text.lines.length <= next.line && !text.complete) {
          if (text.take()) continue
          const keys = this.#keyboard?.keys
          if (keys && /[q\x03]/.test(keys.read())) return true
          yield { signals: keys ? [text.pipe.changed, keys.changed] : [text.pipe.changed] }
        }
        if (next.line >= text.lines.length) return yield* this.#endsAt(text, next, then)
        const rows = new Rows(text, { columns: terminal.columns, colors: true })
        const shown = rows.from(next, room)
        yield* emit(stdout, shown.rows.map((row) => `${row}\n`).join(''))
        room -= shown.rows.length
        next = shown.next
      }
      // The last line may have come without anybody knowing that it was.
      while (text.lines.length <= next.line && !text.complete && text.take());
      if (text.complete && next.line >= text.lines.length) return yield* this.#endsAt(text, next, then)
      const asked = yield* this.#ask(text, next)
      if (asked === undefined) return true
      next = asked.next
      room = asked.rows
    }
  }

  *#endsAt(text: PagedText, next: Spot, then: string | undefined): Steps<boolean> {
    return then !== undefined && (yield* this.#ask(text, next, then)) === undefined
  }

  /** The prompt, until it is known where to go on and for how many rows; undefined when the person has enough. */
  *#ask(text: PagedText, next: Spot, then?: string): Steps<{ readonly next: Spot; readonly rows: number } | undefined> {
    const { stdout } = this.#io
    const percent = (): string => {
      const shown = byteLength(
        text.lines
          .slice(0, next.line)
          .map((line) => `${line}\n`)
          .join(''),
      )
      const all = byteLength(text.lines.map((line) => `${line}\n`).join(''))
      return `(${Math.floor((100 * shown) / Math.max(1, all))}%)`
    }
    const place = text.name === '-' ? '' : percent()
    const prompt = `--More--${then === undefined ? place : `(Next file: ${then})`}`
    let input = ''
    let message = ''
    for (;;) {
      stdout.write(`\r\x1b[K${/^[/:]/.test(input) ? input : inverse(message === '' ? prompt : message)}`)
      const key = yield* this.#nextKey()
      message = ''
      if (key === undefined || key === '\x03' || key === '\x1c') return this.#clear(undefined)
      if (input.startsWith('/')) {
        if (key === '\x7f' || key === '\b') input = graphemes(input).slice(0, -1).join('')
        else if (key !== '\r' && key !== '\n') input += key.startsWith('\x1b') ? '' : key
        else {
          const found = yield* this.#find(text, next, input.slice(1))
          if (typeof found === 'object') {
            this.#clear(undefined)
            stdout.write('...skipping\n')
            return { next: found, rows: this.#page }
          }
          message = this.#fault
          input = ''
        }
        continue
      }
      if (/^\d$/.test(key)) {
        input += key
        continue
      }
      const count = input === '' ? undefined : Math.max(1, Math.min(Number(input), 1e9))
      input = ''
      switch (key) {
        case ' ':
        case 'z':
        case '\x1b[6~':
          return this.#clear({ next, rows: count ?? this.#page })
        case '\r':
        case '\n':
        case 'j':
        case '\x1b[B':
        case '\x1bOB':
          return this.#clear({ next, rows: count ?? 1 })
        case 'd':
        case '\x04':
          return this.#clear({ next, rows: count ?? Math.max(1, Math.floor((this.#page + 1) / 2) - 1) })
        case 'f':
        case '\x06':
        case 's': {
          const lines = key === 's' ? (count ?? 1) : (count ?? 1) * this.#page
          this.#clear(undefined)
          stdout.write(`\n...skipping ${lines} line${lines === 1 ? '' : 's'}\n\n`)
          while (text.lines.length < next.line + lines && !text.complete) {
            if (!text.take()) yield { signals: [text.pipe.changed] }
          }
          return { next: { line: next.line + lines, row: 0 }, rows: this.#page }
        }
        case 'b':
        case '\x02':
        case '\x1b[5~': {
          if (text.name === '-') break
          const rows = new Rows(text, { columns: this.#io.terminal?.columns ?? 80, colors: true })
          const pages = count ?? 1
          this.#clear(undefined)
          stdout.write(`...back ${pages} page${pages === 1 ? '' : 's'}\n`)
          return { next: rows.before(next, (pages + 1) * this.#page), rows: this.#page }
        }
        case 'n': {
          if (!this.#sought) message = 'No previous regular expression'
          else {
            const found = yield* this.#find(text, next, '')
            if (found) {
              this.#clear(undefined)
              stdout.write('...skipping\n')
              return { next: found, rows: this.#page }
            }
            message = this.#fault
          }
          break
        }
        case '/':
          input = '/'
          break
        case '=':
          message = String(next.line)
          break
        case 'q':
        case 'Q':
          return this.#clear(undefined)
        default:
          message = "[Press space to continue, 'q' to quit.]"
      }
    }
  }

  #fault = ''

  /** Takes the prompt away. */
  #clear<T>(answer: T): T {
    this.#io.stdout.write('\r\x1b[K')
    return answer
  }

  *#nextKey(): Steps<string | undefined> {
    this.#keyboard ??= this.#io.terminal?.raw()
    const keys = this.#keyboard?.keys
    if (!keys) return undefined
    this.#reader ??= new KeyReader(keys)
    for (;;) {
      const key = this.#reader.next()
      if (key !== undefined || keys.ended) return key
      yield { signals: [keys.changed] }
    }
  }

  /** Two lines above the next one that matches; '' is the expression of before. */
  *#find(text: PagedText, next: Spot, pattern: string): Steps<Spot | undefined> {
    try {
      if (pattern !== '') this.#sought = boundedRegex(regexSource(pattern, 'basic'), 'u')
    } catch (error) {
      if (!(error instanceof RegexError || error instanceof SyntaxError)) throw error
      this.#fault = error instanceof RegexError ? error.message : 'Invalid pattern'
      return undefined
    }
    for (let line = next.line; ; line++) {
      while (text.lines.length <= line && !text.complete) {
        if (!text.take()) yield { signals: [text.pipe.changed] }
      }
      const found = text.lines[line]
      if (found === undefined) break
      if (this.#sought?.test(found)) return { line: Math.max(0, line - 2), row: 0 }
    }
    this.#fault = 'Pattern not found'
    return undefined
  }
}
