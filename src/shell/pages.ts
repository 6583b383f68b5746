// What less and more share: a text that is read as far as it is needed, and how its lines become rows of a screen.

import { FileError, type Io, type Output, type Pipe, type Steps } from '../sim/index.ts'
import { splitKeys } from './line-editor.ts'
import { resolvePath } from './paths.ts'
import { pipeOf } from './redirect.ts'
import { emit, readDevice, readSome } from './stream.ts'
import { charWidth, graphemes } from './text-width.ts'

/** How many characters a pager holds; each line costs some more. */
const ROOM = 16 * 2 ** 20
const LINE_COST = 32

/** The lines of a file or of a pipe, as far as they were read. */
export class PagedText {
  /** As it was given; '-' is standard input. */
  readonly name: string
  readonly lines: string[] = []
  /** Nothing more will be read. */
  complete = false
  /** There was more than there is room for. */
  overflow = false
  readonly pipe: Pipe
  readonly #squeeze: boolean
  #rest = ''
  #size = 0

  constructor(name: string, pipe: Pipe, squeeze: boolean) {
    this.name = name
    this.pipe = pipe
    this.#squeeze = squeeze
  }

  /** Takes what is there; false when nothing was. */
  take(): boolean {
    if (this.complete) return false
    const more = this.pipe.read()
    const lines = (this.#rest + more).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#add(line)
    this.overflow = this.#size + this.#rest.length > ROOM
    if (this.pipe.ended || this.pipe.cancelled || this.overflow) {
      if (this.#rest !== '') this.#add(this.#rest)
      this.#rest = ''
      this.complete = true
    }
    return more !== '' || this.complete
  }

  /** Reads no further: whoever writes finds nobody. */
  stop(): void {
    this.take()
    this.pipe.cancel()
    this.take()
  }

  #add(line: string): void {
    if (this.#squeeze && line === '' && this.lines.at(-1) === '') return
    this.lines.push(line)
    this.#size += line.length + LINE_COST
  }
}

/** Opens an operand, or says what is wrong: `fault` is the operating system's text, undefined for a folder. */
export function openText(
  io: Io,
  name: string,
  squeeze: boolean,
): { readonly text: PagedText } | { readonly fault: string | undefined } {
  if (name === '-') return { text: new PagedText(name, io.stdin, squeeze) }
  const path = resolvePath(io.cwd, name)
  try {
    return { text: new PagedText(name, pipeOf(readDevice(io.host, path) ?? io.host.files.read(path)), squeeze) }
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return { fault: error.fault === 'EISDIR' ? undefined : error.message }
  }
}

export const inverse = (text: string): string => `\x1b[7m${text}\x1b[27m`

export interface Look {
  /** Cells of a row. */
  readonly columns: number
  /** Long lines are cut, not wrapped, and begin at this cell. */
  readonly cut?: number | undefined
  /** Colours pass. */
  readonly colors: boolean
  /** What is shown inverse; a global expression. */
  readonly found?: RegExp | undefined
}

const COLOR = /\x1b\[[0-9;]*m/g

/** A line without its colours. */
export const plainLine = (line: string, colors: boolean): string =>
  colors && line.includes('\x1b') ? line.replace(COLOR, '') : line

/** The rows that a line takes, at least one. */
export function rowsOf(line: string, { columns, cut, colors, found }: Look): string[] {
  const matches = found
    ? [...plainLine(line, colors).matchAll(found)].map(({ index, 0: text }) => [index, index + text.length] as const)
    : []
  if (matches.length === 0 && cut === undefined && /^[\x20-\x7e]*$/.test(line)) {
    const rows: string[] = []
    for (let at = 0; at < line.length || at === 0; at += columns) rows.push(line.slice(at, at + columns))
    return rows
  }
  const rows: string[] = []
  let row = ''
  let width = 0
  let column = 0
  let at = 0
  let lit = false
  let colored = false
  const light = (on: boolean): void => {
    if (on !== lit) row += on ? '\x1b[7m' : '\x1b[27m'
    lit = on
  }
  for (const [unit] of line.matchAll(colors ? /\x1b\[[0-9;]*m|[\s\S]/gu : /[\s\S]/gu)) {
    if (unit.length > 2 && unit.startsWith('\x1b')) {
      row += unit
      colored = true
      continue
    }
    const control = unit !== '\t' && /[\x00-\x1f\x7f]/.test(unit)
    const cells = unit === '\t' ? ' '.repeat(8 - (column % 8)) : control ? caret(unit) : unit
    const size = unit === '\t' || control ? cells.length : charWidth(unit)
    while (matches[0] && matches[0][1] <= at) matches.shift()
    const hit = matches[0] !== undefined && matches[0][0] <= at
    at += unit.length
    column += size
    if (cut !== undefined && column <= cut) continue
    if (width + size > columns) {
      if (cut !== undefined) {
        row = `${cutTo(row, columns - 1)}\x1b[m${inverse('>')}`
        lit = false
        break
      }
      light(false)
      rows.push(row)
      row = ''
      width = 0
    }
    light(hit || control)
    row += cells
    width += size
  }
  light(false)
  rows.push(colored ? `${row}\x1b[m` : row)
  return rows
}

const caret = (char: string): string => (char === '\x1b' ? 'ESC' : `^${String.fromCharCode(char.charCodeAt(0) ^ 64)}`)

/** The first cells of a row, with all that takes no cell. */
function cutTo(row: string, cells: number): string {
  let width = 0
  let result = ''
  for (const [unit] of row.matchAll(/\x1b\[[0-9;]*m|[\s\S]/gu)) {
    width += unit.length > 2 ? 0 : charWidth(unit)
    if (width > cells) break
    result += unit
  }
  return result
}

/** A place in a text: a line, and one of its rows. */
export interface Spot {
  readonly line: number
  readonly row: number
}

/** Places in a text as it looks now. */
export class Rows {
  readonly text: PagedText
  readonly #look: Look
  readonly #numbered: boolean
  readonly #known = new Map<number, readonly string[]>()

  constructor(text: PagedText, look: Look, numbered = false) {
    this.text = text
    this.#numbered = numbered
    this.#look = numbered ? { ...look, columns: Math.max(1, look.columns - 8) } : look
  }

  of(line: number): readonly string[] {
    let rows = this.#known.get(line)
    if (!rows) {
      rows = rowsOf(this.text.lines[line] ?? '', this.#look)
      if (this.#numbered) rows = rows.map((row) => `${String(line + 1).padStart(7)} ${row}`)
      if (this.#known.size > 1000) this.#known.clear()
      this.#known.set(line, rows)
    }
    return rows
  }

  /** The place a row later; the one behind the last line has nothing. */
  after({ line, row }: Spot): Spot {
    return row + 1 < this.of(line).length ? { line, row: row + 1 } : { line: line + 1, row: 0 }
  }

  /** The place so many rows earlier, or the first one. */
  before({ line, row }: Spot, count: number): Spot {
    let spot = { line, row }
    for (let left = count; left > 0; left--) {
      if (spot.row > 0) spot = { line: spot.line, row: spot.row - 1 }
      else if (spot.line === 0) break
      else spot = { line: spot.line - 1, row: this.of(spot.line - 1).length - 1 }
    }
    return spot
  }

  /** So many rows from a place on, as far as there are, and the place behind them. */
  from(start: Spot, count: number): { readonly rows: string[]; readonly next: Spot } {
    const rows: string[] = []
    let next = start
    while (rows.length < count && next.line < this.text.lines.length) {
      rows.push(this.of(next.line)[next.row] ?? '')
      next = this.after(next)
    }
    return { rows, next }
  }
}

/** Copies all that comes. */
export function* pour(pipe: Pipe, output: Output): Steps<void> {
  for (;;) {
    const text = yield* readSome(pipe)
    if (text === '') return
    yield* emit(output, text)
  }
}

/** Raw keys one by one; a lone Escape is a key of its own. */
export class KeyReader {
  readonly #pipe: Pipe
  #keys: string[] = []
  #partial = ''

  constructor(pipe: Pipe) {
    this.#pipe = pipe
  }

  /** The next key that was pressed, if one was. */
  next(): string | undefined {
    const more = this.#pipe.read()
    if (more !== '') {
      const { keys, rest } = splitKeys((this.#partial + more).replace(/\x1b(?=[^[O])/g, '\x1b\x1b'))
      this.#partial = rest
      this.#keys.push(...keys.flatMap((part) => (part.startsWith('\x1b') ? [part] : graphemes(part))))
    } else if (this.#partial === '\x1b' && this.#keys.length === 0) {
      this.#partial = ''
      return '\x1b'
    }
    return this.#keys.shift()
  }

  /** Gives back what was typed ahead, for whoever reads next. */
  release(): void {
    this.#pipe.unread(this.#keys.join('') + this.#partial)
  }
}
