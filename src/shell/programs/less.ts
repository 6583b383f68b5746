// less (version 590) on a terminal; elsewhere it is cat. Keys: space f ^F b ^B d u, Enter j ^N k y ^P, arrows, g G p % with
// counts, / ? n N, :n :p, q Q. Options: -N -S -F -R -r -X -i -I -s -p, +command; the others are read and change nothing.
// Missing: following (F), marks, filters (&), tags, the editor (v), help (h), -e and -E.

import type { Io, Program, Signal, Steps } from '../../sim/index.ts'
import { boundedRegex } from '../bounded-regex.ts'
import { GiveWay } from '../give-way.ts'
import { inverse, KeyReader, openText, type PagedText, plainLine, pour, Rows, type Spot } from '../pages.ts'
import { RegexError, regexSource } from '../regex.ts'
import { graphemes } from '../text-width.ts'
import { ACTIONS, readWish, type Wish } from './less-options.ts'

/** Lines are searched so many at a time. */
const SEARCHED_AT_ONCE = 2000

export const less: Program = {
  name: 'less',
  *run(args, io): Steps<number> {
    const set = (io.env.get('LESS') ?? '').split(/\s+/).filter((word) => word !== '')
    const wish = readWish([...set.map((word) => (/^[-+]/.test(word) ? word : `-${word}`)), ...args])
    if (wish.names.length === 0 && io.stdinIsTty) {
      io.stderr.write('Missing filename ("less --help" for help)\n')
      return 0
    }
    const faults = [...wish.faults]
    const texts: PagedText[] = []
    for (const name of wish.names.length > 0 ? wish.names : ['-']) {
      const opened = openText(io, name, wish.letters.has('s'))
      if ('text' in opened) texts.push(opened.text)
      else faults.push(opened.fault === undefined ? `${name} is a directory` : `${name}: ${opened.fault}`)
    }
    const page = io.stdoutIsTty && io.terminal !== undefined && texts.length > 0
    io.stderr.write(faults.map((fault) => `${fault}\n`).join(''))
    if (texts.length === 0) return 1
    if (page) yield* new Less(io, wish, texts).run(faults.length > 0)
    else for (const { pipe } of texts) yield* pour(pipe, io.stdout)
    return 0
  },
}

class Less {
  readonly #io: Io
  readonly #wish: Wish
  readonly #texts: readonly PagedText[]
  readonly #giveWay: GiveWay
  #keyboard: ReturnType<NonNullable<Io['terminal']>['raw']> | undefined
  #reader: KeyReader | undefined
  /** What to do before the first key. */
  readonly #typed: string[]
  #file = 0
  #top: Spot = { line: 0, row: 0 }
  #shift = 0
  #known: Rows | undefined
  /** The name is shown until the first key. */
  #fresh = true
  /** Rows behind the end are marked once something was drawn. */
  #drawn = false
  #message = ''
  /** What is being typed: a count, or a pattern with the sign before it. */
  #input = ''
  #sought: RegExp | undefined
  #forward = true
  /** How many rows down the next drawing goes, where the screen scrolls. */
  #down = 0

  constructor(io: Io, wish: Wish, texts: readonly PagedText[]) {
    this.#io = io
    this.#wish = wish
    this.#texts = texts
    this.#typed = [...wish.first]
    this.#giveWay = new GiveWay(io.host.nowMs)
  }

  get #text(): PagedText {
    const text = this.#texts[this.#file]
    if (!text) throw new Error('no such text')
    return text
  }

  get #columns(): number {
    return this.#io.terminal?.columns ?? 80
  }

  /** Rows for the text. */
  get #height(): number {
    return Math.max(1, (this.#io.terminal?.rows ?? 24) - 1)
  }

  get #rows(): Rows {
    const has = (letter: string): boolean => this.#wish.letters.has(letter)
    const cut = has('S') || this.#shift > 0 ? this.#shift : undefined
    this.#known ??= new Rows(
      this.#text,
      { columns: this.#columns, cut, colors: has('R') || has('r'), found: this.#sought },
      has('N'),
    )
    return this.#known
  }

  *run(faulty: boolean): Steps<void> {
    const { terminal, stdout } = this.#io
    const { letters } = this.#wish
    if (!terminal) return
    if (letters.has('F') && this.#texts.length === 1 && !faulty) {
      yield* this.#fill(() => this.#fits === false)
      if (this.#fits) {
        stdout.write(
          this.#rows
            .from(this.#top, this.#height)
            .rows.map((row) => `${row}\n`)
            .join(''),
        )
        return
      }
    }
    const keyboard = terminal.raw()
    this.#keyboard = keyboard
    this.#reader = new KeyReader(keyboard.keys)
    const aside = !letters.has('X')
    let resized = false
    const unsubscribe = terminal.resized.subscribe(() => {
      resized = true
    })
    try {
      if (faulty) {
        stdout.write('Press RETURN to continue ')
        while (!keyboard.keys.readable) yield { signals: [keyboard.keys.changed] }
        keyboard.keys.read()
        stdout.write('\n')
      }
      if (aside) stdout.write('\x1b[?1049h')
      for (;;) {
        while (this.#wanting && this.#text.take()) this.#known = undefined
        if (resized) {
          resized = false
          this.#known = undefined
          this.#top = { line: this.#top.line, row: 0 }
        }
        const key = this.#typed.shift() ?? this.#reader?.next()
        if (key === undefined) {
          this.#draw(aside)
          if (keyboard.keys.ended) return
          const signals: Signal[] = [keyboard.keys.changed, terminal.resized]
          if (this.#wanting) signals.push(this.#text.pipe.changed)
          yield { signals }
        } else if (yield* this.#key(key)) return
      }
    } finally {
      unsubscribe()
      stdout.write(aside ? '\x1b[?1049l' : '\r\x1b[K')
      this.#reader.release()
      keyboard.close()
    }
  }

  /** Whether all is on the screen; undefined while more may come. */
  get #fits(): boolean | undefined {
    const { rows, next } = this.#rows.from({ line: 0, row: 0 }, this.#height + 1)
    if (rows.length > this.#height || next.line < this.#text.lines.length) return false
    return this.#text.complete ? true : undefined
  }

  /** More is read than is shown, so that the next screens are there. */
  get #wanting(): boolean {
    return !this.#text.complete && this.#text.lines.length < this.#top.line + 4 * this.#height
  }

  /** Reads on until there is enough; a key ends the waiting, and Ctrl-C the reading too. */
  *#fill(enough: () => boolean): Steps<void> {
    const text = this.#text
    while (!enough() && !text.complete) {
      if (text.take()) {
        this.#known = undefined
        continue
      }
      const keys = this.#keyboard?.keys
      if (keys?.readable) return
      yield { signals: keys ? [text.pipe.changed, keys.changed] : [text.pipe.changed] }
    }
  }

  #draw(aside: boolean): void {
    const { rows, next } = this.#rows.from(this.#top, this.#height)
    const text = this.#text
    const ended = text.complete && next.line >= text.lines.length
    const waiting = rows.length < this.#height && !text.complete
    if (text.overflow && ended && this.#message === '') this.#message = 'Cannot allocate memory'
    // Without a screen of its own it begins where the cursor is, and scrolls.
    if (!aside && !this.#drawn && waiting) return
    while (this.#drawn && !waiting && rows.length < this.#height) rows.push('~')
    const scrolls = !aside && this.#down > 0 && this.#down <= rows.length
    const shown = scrolls ? rows.slice(-this.#down) : rows
    const start = scrolls || (!aside && !this.#drawn) ? '\r\x1b[K' : '\x1b[H\x1b[J'
    this.#drawn ||= !waiting
    this.#down = 0
    this.#io.stdout.write(`${start}${shown.map((row) => `${row}\n`).join('')}${waiting ? '' : this.#status(ended)}`)
  }

  #status(ended: boolean): string {
    if (this.#message !== '') return inverse(`${this.#message}  (press RETURN)`.slice(0, this.#columns - 1))
    if (this.#input !== '') return /^\d/.test(this.#input) ? `:${this.#input}` : this.#input
    const several = this.#texts.length > 1
    const next = this.#texts[this.#file + 1]
    const name = this.#fresh && this.#text.name !== '-' ? this.#text.name : ''
    const parts = [
      name,
      this.#fresh && several ? `(file ${this.#file + 1} of ${this.#texts.length})` : '',
      ended ? '(END)' : '',
      ended && next ? `- Next: ${next.name}` : '',
    ].filter((part) => part !== '')
    return parts.length === 0 ? ':' : inverse(parts.join(' ').slice(0, this.#columns - 1))
  }

  #bell(): void {
    this.#io.stdout.write('\x07')
  }

  /** Does what a key asks for; true when it ends the program. */
  *#key(key: string): Steps<boolean> {
    if (this.#message !== '') {
      this.#message = ''
      if (key === '\r' || key === '\n') return false
    }
    if (/^[/?:]/.test(this.#input)) return yield* this.#typing(key)
    if (/^\d$/.test(key)) {
      this.#input += key
      return false
    }
    if (this.#input !== '' && (key === '\x7f' || key === '\b')) {
      this.#input = this.#input.slice(0, -1)
      return false
    }
    const count = this.#input === '' ? undefined : Math.min(Number(this.#input), 1e9)
    this.#input = ''
    this.#fresh = false
    const page = this.#height
    const half = Math.max(1, Math.floor((page + 1) / 2))
    switch (ACTIONS.get(key)) {
      case 'quit':
        return true
      case 'interrupt':
        if (!this.#text.complete) this.#text.stop()
        this.#known = undefined
        break
      case 'page down':
        yield* this.#move(count ?? page)
        break
      case 'page up':
        yield* this.#move(-(count ?? page))
        break
      case 'half down':
        yield* this.#move(count ?? half)
        break
      case 'half up':
        yield* this.#move(-(count ?? half))
        break
      case 'down':
        yield* this.#move(count ?? 1)
        break
      case 'up':
        yield* this.#move(-(count ?? 1))
        break
      case 'right':
      case 'left':
        this.#shift = Math.max(0, this.#shift + (key.endsWith('C') ? 1 : -1) * Math.floor(this.#columns / 2))
        this.#known = undefined
        break
      case 'first':
        yield* this.#goto((count ?? 1) - 1)
        break
      case 'last':
        yield* this.#goto(count === undefined ? Number.POSITIVE_INFINITY : count - 1)
        break
      case 'percent':
        yield* this.#fill(() => false)
        yield* this.#goto(Math.floor((this.#text.lines.length * Math.min(100, count ?? 0)) / 100))
        break
      case 'input':
        this.#input = key
        break
      case 'again':
        if (this.#sought) yield* this.#search(this.#forward === (key === 'n'), count ?? 1, true)
        else this.#message = 'No previous regular expression'
        break
      case 'follow':
        this.#message = 'this less does not follow; tail -f does'
        break
      case 'redraw':
        break
      default:
        this.#bell()
    }
    return false
  }

  /** A key of a pattern, or of a command that begins with a colon. */
  *#typing(key: string): Steps<boolean> {
    const sign = this.#input[0] ?? ''
    if (sign === ':') {
      this.#input = ''
      const step = key === 'n' ? 1 : key === 'p' ? -1 : 0
      if (key === 'q' || key === 'Q') return true
      if (step === 0) this.#bell()
      else if (this.#texts[this.#file + step]) {
        this.#file += step
        this.#top = { line: 0, row: 0 }
        this.#fresh = true
        this.#drawn = false
        this.#known = undefined
      } else this.#message = step > 0 ? 'No next file' : 'No previous file'
    } else if (key === '\x03' || key === '\x1b' || key === '\x1b\x1b') this.#input = ''
    else if (key === '\x7f' || key === '\b') this.#input = graphemes(this.#input).slice(0, -1).join('')
    else if (key === '\x15') this.#input = sign
    else if (key === '\r' || key === '\n') {
      const pattern = this.#input.slice(1)
      this.#input = ''
      this.#fresh = false
      this.#forward = sign === '/'
      if (pattern !== '' && !this.#compile(pattern)) return false
      if (this.#sought) yield* this.#search(this.#forward, 1, pattern === '')
      else this.#message = 'No previous regular expression'
    } else if (!key.startsWith('\x1b')) this.#input += key
    return false
  }

  #compile(pattern: string): boolean {
    const { letters } = this.#wish
    const ignore = letters.has('I') || (letters.has('i') && !/\p{Lu}/u.test(pattern))
    try {
      this.#sought = boundedRegex(regexSource(pattern, 'extended'), ignore ? 'giu' : 'gu')
    } catch (error) {
      if (!(error instanceof RegexError || error instanceof SyntaxError)) throw error
      this.#message = error instanceof RegexError ? error.message : 'Invalid pattern'
      return false
    }
    this.#known = undefined
    return true
  }

  *#move(rows: number): Steps<void> {
    const from = this.#top
    if (rows < 0) {
      this.#top = this.#rows.before(from, -rows)
      if (this.#top.line === from.line && this.#top.row === from.row) this.#bell()
      return
    }
    yield* this.#fill(() => this.#text.lines.length > from.line + rows + this.#height)
    // As far as there are rows to come into sight.
    const { rows: ahead } = this.#rows.from(from, this.#height + rows)
    const steps = Math.max(0, ahead.length - this.#height)
    if (steps === 0) this.#bell()
    this.#top = this.#rows.from(from, steps).next
    this.#down = steps
  }

  /** A line comes to the top, or the last screen into sight. */
  *#goto(line: number): Steps<void> {
    yield* this.#fill(() => this.#text.lines.length > line + this.#height)
    const { lines } = this.#text
    const last = this.#rows.before({ line: lines.length, row: 0 }, this.#height)
    const wanted = { line: Math.max(0, line), row: 0 }
    this.#top = wanted.line < last.line || (wanted.line === last.line && last.row > 0) ? wanted : last
  }

  /** From the first (or last) line in sight; again, from the line at the top on. */
  *#search(forward: boolean, count: number, again: boolean): Steps<void> {
    const expression = this.#sought
    if (!expression) return
    const colors = this.#wish.letters.has('R') || this.#wish.letters.has('r')
    let left = count
    const below = this.#rows.from(this.#top, this.#height).next.line - 1
    let line = again ? this.#top.line + (forward ? 1 : -1) : forward ? this.#top.line : below
    let turn = 0
    while (line >= 0) {
      if (forward) yield* this.#fill(() => this.#text.lines.length > line)
      const text = this.#text.lines[line]
      if (text === undefined) break
      const found = expression.test(plainLine(text, colors))
      expression.lastIndex = 0
      if (found && --left === 0) {
        this.#top = { line, row: 0 }
        return
      }
      line += forward ? 1 : -1
      if (++turn % SEARCHED_AT_ONCE === 0) {
        yield* this.#giveWay.once()
        if (this.#keyboard?.keys.readable) return
      }
    }
    this.#message = 'Pattern not found'
  }
}
