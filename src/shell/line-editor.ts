// Long because every key of a readline belongs to one state. A headless readline (GNU Readline 8.2, emacs mode): keys in,
// screen text out. Rows wrap by the width of what is shown; letters with their marks are one character.
// Missing: vi mode, macros, numeric arguments, the editor (Ctrl-X Ctrl-E).

import { columns as inColumns } from './columns.ts'
import { graphemes, textWidth } from './text-width.ts'

export interface Candidate {
  /** What the word becomes. */
  readonly text: string
  /** What is listed; default the text. */
  readonly shown?: string
  /** Put a blank behind it, and its quote, when it is the only one. */
  readonly final: boolean
  readonly quote?: string
}

export interface Completions {
  /** How many characters before the cursor are replaced. */
  readonly replace: number
  readonly candidates: readonly Candidate[]
}

export type LineEvent =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'interrupt' }
  | { readonly kind: 'end' }

/** What an editor of lines knows from one line to the next. */
export interface EditorMemory {
  /** What was cut, the newest last. */
  kills: string[]
  /** The line of the history that comes next (Ctrl-O). */
  next?: number | undefined
}

export interface LineEditorOptions {
  readonly columns: number
  readonly write: (text: string) => void
  readonly history: readonly string[]
  readonly memory: EditorMemory
  readonly complete: (before: string) => Completions
}

interface Moment {
  readonly chars: readonly string[]
  readonly cursor: number
}

interface Search {
  /** Towards newer lines (Ctrl-S). */
  forward: boolean
  text: string
  at: number
  failed: boolean
  readonly before: Moment
}

const UNDO_LIMIT = 200
const KILLS_LIMIT = 10

/** Splits keys into single keys and escape sequences; `rest` is a sequence that is not complete yet. */
export function splitKeys(text: string): { readonly keys: readonly string[]; readonly rest: string } {
  const keys: string[] = []
  const pattern =
    /\x1b\[[0-9;?<]*[A-Za-z~]|\x1bO[A-Za-z]|\x1b\x1b|\x1b[^[O\x1b]|\x1b[[O]?$|\x1b\[[0-9;?<]*$|[\x00-\x1a\x1c-\x1f\x7f]|[^\x00-\x1f\x7f]+/gu
  for (const [key] of text.matchAll(pattern)) {
    if (/^\x1b(?:[[O]?|\[[0-9;?<]*)$/.test(key)) return { keys, rest: key }
    keys.push(key)
  }
  return { keys, rest: '' }
}

const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}\p{M}_]/u.test(char)

export class LineEditor {
  columns: number
  readonly #options: LineEditorOptions
  #prompt = ''
  /** Where the prompt begins. */
  #column = 0
  #chars: string[] = []
  #cursor = 0
  /** The row of the cursor, counted from the prompt's last row. */
  #row = 0
  #undo: Moment[] = []
  #lastEdit = ''
  /** What was brought back last: how far back in the ring, and how long it is. */
  #yanked: { readonly back: number; readonly length: number } | undefined
  /** The next key is taken as it is (Ctrl-V); the next one belongs to Ctrl-X. */
  #prefix: '\x16' | '\x18' | undefined
  #historyAt = 0
  #edited = new Map<number, string>()
  #search: Search | undefined
  #pasting = false
  #tabbed = false
  #rest = ''
  #argumentAt = 0

  constructor(options: LineEditorOptions) {
    this.#options = options
    this.columns = options.columns
  }

  /** Writes the prompt and begins a line; the cursor stands in `column`, behind what did not end its line. */
  begin(prompt: string, column = 0): void {
    const newline = prompt.lastIndexOf('\n')
    if (newline >= 0) this.#options.write(prompt.slice(0, newline + 1).replace(/\n/g, '\r\n'))
    this.#prompt = prompt.slice(newline + 1)
    this.#column = newline >= 0 ? 0 : column % this.columns
    this.#chars = []
    this.#cursor = 0
    this.#row = 0
    this.#undo = []
    this.#edited.clear()
    this.#historyAt = this.#options.history.length
    this.#search = undefined
    this.#tabbed = false
    this.#options.write(this.#prompt)
    const { memory, history } = this.#options
    // The line that was run has joined the history, unless it is the same as the last.
    if (memory.next !== undefined && memory.next < history.length) this.#historyTo(memory.next)
    memory.next = undefined
  }

  get text(): string {
    return this.#chars.join('')
  }

  resize(columns: number): void {
    this.columns = columns
    if (this.#column >= columns) this.#column = 0
    this.#redraw()
  }

  /** Feeds keys. Stops at an event; then `rest` holds the keys that were not used. */
  feed(input: string): { readonly event: LineEvent | undefined; readonly rest: string } {
    const { keys, rest } = splitKeys(this.#rest + input)
    this.#rest = rest
    for (let i = 0; i < keys.length; i++) {
      const event = this.#key(keys[i] ?? '')
      if (!event) continue
      const left = keys.slice(i + 1).join('') + this.#rest
      this.#rest = ''
      return { event, rest: this.#pasting ? `\x1b[200~${left}` : left }
    }
    return { event: undefined, rest: '' }
  }

  #key(key: string): LineEvent | undefined {
    if (this.#search && this.#searchKey(key)) return undefined
    if (key !== '\t') this.#tabbed = false
    if (key !== '\x1b.' && key !== '\x1b_') this.#argumentAt = 0
    if (key !== '\x1by') this.#yanked = undefined
    const prefix = this.#prefix
    this.#prefix = undefined
    if (prefix === '\x16') {
      this.#insert(key)
      return undefined
    }
    if (prefix === '\x18') {
      if (key === '\x15') this.#undoOne()
      else this.#bell()
      return undefined
    }
    if (this.#pasting && key !== '\x1b[201~' && key !== '\r' && key !== '\n') {
      this.#insert(key.replace(/\x1b/g, ''))
      return undefined
    }
    switch (key) {
      case '\r':
      case '\n':
        return this.#accept()
      case '\x03':
        this.#moveToEnd()
        this.#options.write('^C\r\n')
        return { kind: 'interrupt' }
      case '\x04':
        if (this.#chars.length === 0) return { kind: 'end' }
        this.#delete(this.#cursor, this.#cursor + 1)
        return undefined
      case '\x1b[3~':
        this.#delete(this.#cursor, this.#cursor + 1)
        return undefined
      case '\x7f':
      case '\b':
        this.#delete(this.#cursor - 1, this.#cursor)
        return undefined
      case '\t':
        this.#complete()
        return undefined
      case '\x01':
      case '\x1b[H':
      case '\x1bOH':
      case '\x1b[1~':
      case '\x1b[7~':
        return this.#go(0)
      case '\x05':
      case '\x1b[F':
      case '\x1bOF':
      case '\x1b[4~':
      case '\x1b[8~':
        return this.#go(this.#chars.length)
      case '\x02':
      case '\x1b[D':
      case '\x1bOD':
        return this.#go(this.#cursor - 1)
      case '\x06':
      case '\x1b[C':
      case '\x1bOC':
        return this.#go(this.#cursor + 1)
      case '\x1bb':
      case '\x1b[1;5D':
      case '\x1b[1;3D':
        return this.#go(this.#wordLeft())
      case '\x1bf':
      case '\x1b[1;5C':
      case '\x1b[1;3C':
        return this.#go(this.#wordRight())
      case '\x10':
      case '\x1b[A':
      case '\x1bOA':
        return this.#history(-1)
      case '\x0e':
      case '\x1b[B':
      case '\x1bOB':
        return this.#history(1)
      case '\x0b':
        return this.#kill(this.#cursor, this.#chars.length)
      case '\x15':
        return this.#kill(0, this.#cursor)
      case '\x17':
        return this.#kill(this.#blankLeft(), this.#cursor)
      case '\x1b\x7f':
      case '\x1b\b':
        return this.#kill(this.#wordLeft(), this.#cursor)
      case '\x1bd':
        return this.#kill(this.#cursor, this.#wordRight())
      case '\x19':
        return this.#yank(1)
      case '\x1by':
        return this.#yankPop()
      case '\x16':
      case '\x18':
        this.#prefix = key
        return undefined
      case '\x1bt':
        return this.#transposeWords()
      case '\x1b\\':
        return this.#deleteBlanks()
      case '\x1br':
        return this.#revert()
      case '\x1b#':
        this.#go(0)
        this.#insert('#')
        return this.#accept()
      case '\x0f':
        return this.#acceptAndNext()
      case '\x14':
        this.#transpose()
        return undefined
      case '\x0c':
        this.#options.write('\x1b[H\x1b[2J')
        this.#row = 0
        this.#column = 0
        this.#redraw()
        return undefined
      case '\x12':
        this.#search = {
          forward: false,
          text: '',
          at: this.#options.history.length,
          failed: false,
          before: this.#moment(),
        }
        this.#redraw()
        return undefined
      case '\x1f':
        return this.#undoOne()
      case '\x1b.':
      case '\x1b_':
        this.#lastArgument()
        return undefined
      case '\x1bu':
      case '\x1bl':
      case '\x1bc':
        this.#changeCase(key.slice(1))
        return undefined
      case '\x1b<':
        return this.#historyTo(0)
      case '\x1b>':
        return this.#historyTo(this.#options.history.length)
      case '\x1b[200~':
        this.#pasting = true
        return undefined
      case '\x1b[201~':
        this.#pasting = false
        return undefined
      default:
        // Other control keys and sequences do nothing here.
        if (!key.startsWith('\x1b') && key.charCodeAt(0) >= 32) this.#insert(key)
        return undefined
    }
  }

  #accept(): LineEvent {
    this.#moveToEnd()
    this.#options.write('\r\n')
    return { kind: 'line', text: this.text }
  }

  /** Ctrl-O: runs the line, and brings the one behind it in the history next. */
  #acceptAndNext(): LineEvent {
    if (this.#historyAt < this.#options.history.length) this.#options.memory.next = this.#historyAt + 1
    return this.#accept()
  }

  #moveToEnd(): void {
    if (this.#cursor < this.#chars.length) this.#go(this.#chars.length)
  }

  #moment(): Moment {
    return { chars: [...this.#chars], cursor: this.#cursor }
  }

  #remember(kind: string): void {
    // Letters typed in a row are undone together.
    if (kind !== 'insert' || this.#lastEdit !== 'insert') {
      this.#undo.push(this.#moment())
      if (this.#undo.length > UNDO_LIMIT) this.#undo.shift()
    }
    this.#lastEdit = kind
  }

  #undoOne(): undefined {
    const last = this.#undo.pop()
    if (!last) {
      this.#bell()
      return
    }
    this.#chars = [...last.chars]
    this.#cursor = last.cursor
    this.#lastEdit = 'undo'
    this.#redraw()
  }

  #insert(text: string): void {
    if (text === '') return
    this.#remember('insert')
    const atEnd = this.#cursor === this.#chars.length
    const wide = [...graphemes(text)]
    if (atEnd && /^[\x20-\x7e]+$/.test(text)) {
      const column = this.#place(this.#chars.length).column
      this.#chars.push(...wide)
      this.#cursor = this.#chars.length
      if (column + text.length < this.columns) {
        this.#options.write(text)
        return
      }
      this.#redraw()
      return
    }
    // A mark that was typed alone joins the letter before it.
    const before = this.#chars.slice(0, this.#cursor).join('') + text
    const after = this.#chars.slice(this.#cursor)
    const joined = graphemes(before)
    this.#chars = [...joined, ...after]
    this.#cursor = joined.length
    this.#redraw()
  }

  #delete(from: number, to: number): void {
    if (from < 0 || from >= this.#chars.length || to <= from) {
      this.#bell()
      return
    }
    this.#remember('delete')
    this.#chars.splice(from, to - from)
    this.#cursor = from
    this.#redraw()
  }

  #kill(from: number, to: number): undefined {
    if (to <= from) return
    // Kills in a row are brought back together.
    const more = this.#lastEdit === 'kill' ? (this.#options.memory.kills.pop() ?? '') : ''
    const backwards = to === this.#cursor
    this.#remember('kill')
    const text = this.#chars.splice(from, to - from).join('')
    this.#options.memory.kills.push(backwards ? text + more : more + text)
    if (this.#options.memory.kills.length > KILLS_LIMIT) this.#options.memory.kills.shift()
    this.#cursor = from
    this.#redraw()
  }

  #go(to: number): undefined {
    this.#lastEdit = ''
    if (to < 0 || to > this.#chars.length) {
      this.#bell()
      return
    }
    const from = this.#place(this.#cursor)
    this.#cursor = to
    const target = this.#place(to)
    this.#options.write(moves(from, target))
    this.#row = target.row
  }

  #wordLeft(): number {
    let at = this.#cursor
    while (at > 0 && !isWord(this.#chars[at - 1])) at--
    while (at > 0 && isWord(this.#chars[at - 1])) at--
    return at
  }

  #wordRight(): number {
    let at = this.#cursor
    while (at < this.#chars.length && !isWord(this.#chars[at])) at++
    while (at < this.#chars.length && isWord(this.#chars[at])) at++
    return at
  }

  #blankLeft(): number {
    let at = this.#cursor
    while (at > 0 && this.#chars[at - 1] === ' ') at--
    while (at > 0 && this.#chars[at - 1] !== ' ') at--
    return at
  }

  #transpose(): void {
    if (this.#chars.length < 2 || this.#cursor === 0) {
      this.#bell()
      return
    }
    this.#remember('transpose')
    const at = Math.min(this.#cursor, this.#chars.length - 1)
    const [a = '', b = ''] = [this.#chars[at - 1], this.#chars[at]]
    this.#chars.splice(at - 1, 2, b, a)
    this.#cursor = at + 1
    this.#redraw()
  }

  /** Alt-T: changes the word before the cursor with the one at it, or the last two. */
  #transposeWords(): undefined {
    const cursor = this.#cursor
    const end = this.#wordRight()
    this.#cursor = end
    const from = this.#wordLeft()
    this.#cursor = from
    const before = this.#wordLeft()
    this.#cursor = before
    const beforeEnd = this.#wordRight()
    this.#cursor = cursor
    if (before === from || beforeEnd > from) {
      this.#bell()
      return
    }
    this.#remember('transpose')
    const chars = this.#chars
    const made = [...chars.slice(from, end), ...chars.slice(beforeEnd, from), ...chars.slice(before, beforeEnd)]
    chars.splice(before, end - before, ...made)
    this.#cursor = end
    this.#redraw()
  }

  /** Alt-\\: the blanks around the cursor. */
  #deleteBlanks(): undefined {
    let from = this.#cursor
    let to = this.#cursor
    while (from > 0 && this.#chars[from - 1] === ' ') from--
    while (this.#chars[to] === ' ') to++
    if (to > from) this.#delete(from, to)
  }

  /** Alt-R: the line as it was before anything was changed. */
  #revert(): undefined {
    const [first] = this.#undo
    if (!first) {
      this.#bell()
      return
    }
    this.#undo = [first]
    return this.#undoOne()
  }

  #yank(back: number): undefined {
    const text = this.#options.memory.kills.at(-back)
    if (text === undefined) {
      this.#bell()
      return
    }
    this.#remember('yank')
    const chars = graphemes(text)
    this.#chars.splice(this.#cursor, 0, ...chars)
    this.#cursor += chars.length
    this.#yanked = { back, length: chars.length }
    this.#redraw()
  }

  /** Alt-Y: the kill before, in place of what was just brought back. */
  #yankPop(): undefined {
    const last = this.#yanked
    if (!last) {
      this.#bell()
      return
    }
    this.#chars.splice(this.#cursor - last.length, last.length)
    this.#cursor -= last.length
    return this.#yank((last.back % this.#options.memory.kills.length) + 1)
  }

  #changeCase(kind: string): void {
    this.#remember('case')
    const end = this.#wordRight()
    let first = true
    for (let at = this.#cursor; at < end; at++) {
      const char = this.#chars[at] ?? ''
      if (!isWord(char)) continue
      this.#chars[at] = kind === 'u' || (kind === 'c' && first) ? char.toUpperCase() : char.toLowerCase()
      first = false
    }
    this.#cursor = end
    this.#redraw()
  }

  /** Alt-.: the last word of earlier commands. */
  #lastArgument(): void {
    const { history } = this.#options
    const before = history.at(-this.#argumentAt)
    const next = history.at(-(this.#argumentAt + 1))
    if (next === undefined) {
      this.#bell()
      return
    }
    const wordOf = (line: string): string => line.trim().split(/\s+/).at(-1) ?? ''
    if (this.#argumentAt > 0 && before !== undefined) {
      const length = graphemes(wordOf(before)).length
      this.#chars.splice(this.#cursor - length, length)
      this.#cursor -= length
    }
    this.#argumentAt++
    this.#insert(wordOf(next))
    this.#redraw()
  }

  #history(by: number): undefined {
    return this.#historyTo(this.#historyAt + by)
  }

  #historyTo(at: number): undefined {
    const { history } = this.#options
    if (at < 0 || at > history.length || at === this.#historyAt) {
      this.#bell()
      return
    }
    this.#edited.set(this.#historyAt, this.text)
    this.#historyAt = at
    this.#set(this.#edited.get(at) ?? history[at] ?? '')
  }

  #set(text: string): void {
    this.#chars = graphemes(text)
    this.#cursor = this.#chars.length
    this.#undo = []
    this.#lastEdit = ''
    this.#redraw()
  }

  /** A key during Ctrl-R; false when it ends the search and counts as usual. */
  #searchKey(key: string): boolean {
    const search = this.#search
    if (!search) return false
    if (key === '\x12' || key === '\x13') {
      search.forward = key === '\x13'
      this.#searchFrom(search, search.at + (search.forward ? 1 : -1))
    } else if (key === '\x7f' || key === '\b') {
      search.text = search.text.slice(0, -1)
      this.#searchFrom(search, search.forward ? search.at : this.#options.history.length)
    } else if (key === '\x07' || key === '\x03') {
      this.#search = undefined
      this.#chars = [...search.before.chars]
      this.#cursor = search.before.cursor
      this.#redraw()
      return key === '\x07'
    } else if (!key.startsWith('\x1b') && key.charCodeAt(0) >= 32) {
      for (const char of key) {
        search.text += char
        this.#searchFrom(search, search.at)
      }
    } else {
      this.#search = undefined
      this.#redraw()
      return key === '\x1b\x1b'
    }
    return true
  }

  #searchFrom(search: Search, from: number): void {
    const { history } = this.#options
    const step = search.forward ? 1 : -1
    for (
      let at = search.forward ? from : Math.min(from, history.length - 1);
      at >= 0 && at < history.length;
      at += step
    ) {
      const line = history[at] ?? ''
      const found = line.lastIndexOf(search.text)
      if (found < 0) continue
      search.at = at
      search.failed = false
      this.#historyAt = at
      this.#chars = graphemes(line)
      this.#cursor = graphemes(line.slice(0, found)).length
      this.#redraw()
      return
    }
    search.failed = true
    this.#bell()
    this.#redraw()
  }

  #complete(): void {
    const before = this.#chars.slice(0, this.#cursor).join('')
    const { replace, candidates } = this.#options.complete(before)
    const [only] = candidates
    if (!only) {
      this.#bell()
      return
    }
    const word = replace === 0 ? '' : before.slice(-replace)
    const common = candidates.map(({ text }) => text).reduce(commonPrefix)
    const single = candidates.length === 1
    const after = this.#chars[this.#cursor]
    const closed = single && only.final ? common + (only.quote ?? '') : common
    const made = single && only.final && after !== ' ' ? `${closed} ` : closed
    if (made !== word && made.length >= word.length) {
      const count = graphemes(word).length
      this.#remember('complete')
      this.#chars.splice(this.#cursor - count, count, ...graphemes(made))
      this.#cursor += graphemes(made).length - count
      this.#tabbed = false
      this.#redraw()
      return
    }
    if (single) return
    if (!this.#tabbed) {
      this.#tabbed = true
      this.#bell()
      return
    }
    const names = candidates.map(({ text, shown }) => shown ?? text)
    const end = this.#place(this.#chars.length)
    this.#options.write(
      `${moves(this.#place(this.#cursor), end)}\r\n${inColumns(names, this.columns).replace(/\n/g, '\r\n')}`,
    )
    this.#row = 0
    this.#column = 0
    this.#redraw()
  }

  #bell(): void {
    this.#options.write('\x07')
  }

  get #shownPrompt(): string {
    if (!this.#search) return this.#prompt
    return `(${this.#search.failed ? 'failed ' : ''}${this.#search.forward ? '' : 'reverse-'}i-search)\`${this.#search.text}': `
  }

  /** Where a character stands, in rows from the prompt's row. */
  #place(index: number): Place {
    let row = 0
    let column = this.#column
    const put = (width: number): void => {
      if (column + width > this.columns) {
        row++
        column = 0
      }
      column += width
    }
    for (const char of graphemes(withoutEscapes(this.#shownPrompt))) put(textWidth(char))
    for (let at = 0; at < index; at++) {
      const char = this.#chars[at] ?? ''
      if (char === '\n') {
        row++
        column = 0
      } else put(textWidth(shownChar(char)))
    }
    // A full row: the next character begins the next one.
    return column >= this.columns ? { row: row + 1, column: 0 } : { row, column }
  }

  #redraw(): void {
    const text = this.#chars.map((char) => (char === '\n' ? '\r\n' : shownChar(char))).join('')
    const end = this.#place(this.#chars.length)
    const target = this.#place(this.#cursor)
    const full = end.column === 0 && end.row > 0 && this.#chars.at(-1) !== '\n' ? '\r\n' : ''
    const up = this.#row > 0 ? `\x1b[${this.#row}A` : ''
    const right = this.#column > 0 ? `\x1b[${this.#column}C` : ''
    this.#options.write(`${up}\r${right}\x1b[J${this.#shownPrompt}${text}${full}${moves(end, target)}`)
    this.#row = target.row
  }
}

interface Place {
  readonly row: number
  readonly column: number
}

/** Control sequences that move the cursor from one place to another. */
function moves(from: Place, to: Place): string {
  const rows = to.row - from.row
  const vertical = rows < 0 ? `\x1b[${-rows}A` : rows > 0 ? `\x1b[${rows}B` : ''
  if (rows === 0 && to.column === from.column) return ''
  return `${vertical}\r${to.column > 0 ? `\x1b[${to.column}C` : ''}`
}

const withoutEscapes = (text: string): string => text.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '')

const shownChar = (char: string): string => {
  if (char === '\t') return '    '
  return char.charCodeAt(0) < 32 ? `^${String.fromCharCode(char.charCodeAt(0) + 64)}` : char
}

function commonPrefix(a: string, b: string): string {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return a.slice(0, length)
}
