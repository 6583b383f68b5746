// The words of Go templates (text/template/parse/lex.go of Go 1.24): text, actions with {{- -}} trimming, comments.

export type TokenType =
  | 'error'
  | 'bool'
  | 'char'
  | 'charConstant'
  | 'assign'
  | 'declare'
  | 'eof'
  | 'field'
  | 'identifier'
  | 'leftDelim'
  | 'leftParen'
  | 'number'
  | 'pipe'
  | 'rawString'
  | 'rightDelim'
  | 'rightParen'
  | 'space'
  | 'string'
  | 'text'
  | 'variable'
  | 'dot'
  | 'nil'
  | Keyword

const keywords = ['block', 'break', 'continue', 'define', 'else', 'end', 'if', 'range', 'template', 'with'] as const
export type Keyword = (typeof keywords)[number]

export interface Token {
  readonly type: TokenType
  /** Of an error: its words. */
  readonly text: string
  /** Where it begins, in UTF-16 units. */
  readonly at: number
  /** From 1. */
  readonly line: number
}

const isKeyword = (word: string): word is Keyword => (keywords as readonly string[]).includes(word)
const isLetter = (c: string): boolean => /^[\p{L}\p{Nd}_]$/u.test(c)
const isSpace = (c: string): boolean => c === ' ' || c === '\t' || c === '\r' || c === '\n'
const isDigit = (c: string): boolean => c >= '0' && c <= '9'
const SPACE = ' \t\r\n'

const trimEnd = (text: string): string => text.replace(/[ \t\r\n]+$/, '')

/** 'U+005B '[''; Go's %#U. */
function codeText(c: string): string {
  const code = c.codePointAt(0)
  if (code === undefined) return 'U+FFFFFFFFFFFFFFFF'
  const shown = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(c) ? ` '${c}'` : ''
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}${shown}`
}

/** The last token is `eof` or `error`. */
export function lex(source: string): readonly Token[] {
  const lexer = new Lexer(source)
  lexer.run()
  return lexer.tokens
}

class Lexer {
  readonly tokens: Token[] = []
  readonly #source: string
  #at = 0
  #start = 0
  #line = 1
  #countedTo = 0
  #parens = 0

  constructor(source: string) {
    this.#source = source
  }

  run(): void {
    for (;;) {
      const open = this.#source.indexOf('{{', this.#at)
      this.#text(open < 0 ? this.#source.length : open)
      if (open < 0) {
        this.#start = this.#at = this.#source.length
        this.#emit('eof')
        return
      }
      this.#at = this.#start = open
      if (!this.#leftDelim()) return
    }
  }

  /** Text up to `end`, without what `{{- ` trims. */
  #text(end: number): void {
    this.#start = this.#at
    const all = this.#source.slice(this.#at, end)
    const text = /^\{\{-[ \t\r\n]/.test(this.#source.slice(end, end + 4)) ? trimEnd(all) : all
    this.#at = end
    if (text !== '') this.tokens.push({ type: 'text', text, at: this.#start, line: this.#lineAt(this.#start) })
  }

  /** False after a fault. */
  #leftDelim(): boolean {
    const trims = /^-[ \t\r\n]/.test(this.#source.slice(this.#at + 2, this.#at + 4))
    const inside = this.#at + (trims ? 4 : 2)
    if (this.#source.startsWith('/*', inside)) return this.#comment(inside)
    this.#at += 2
    this.#emit('leftDelim')
    if (trims) this.#at = this.#start = inside
    this.#parens = 0
    return this.#action()
  }

  #comment(from: number): boolean {
    const end = this.#source.indexOf('*/', from)
    if (end < 0) return this.#fault('unclosed comment')
    this.#at = end + 2
    const delim = this.#rightDelim()
    if (delim === undefined) return this.#fault('comment ends before closing delimiter')
    this.#at += delim.length
    if (delim.trims) this.#skipSpace()
    return true
  }

  #rightDelim(): { readonly length: number; readonly trims: boolean } | undefined {
    if (/^[ \t\r\n]-\}\}/.test(this.#source.slice(this.#at, this.#at + 4))) return { length: 4, trims: true }
    return this.#source.startsWith('}}', this.#at) ? { length: 2, trims: false } : undefined
  }

  #action(): boolean {
    for (;;) {
      const delim = this.#rightDelim()
      if (delim) {
        if (this.#parens > 0) return this.#fault('unclosed left paren')
        if (delim.trims) this.#start = this.#at = this.#at + 2
        this.#at += 2
        this.#emit('rightDelim')
        if (delim.trims) this.#skipSpace()
        return true
      }
      const fault = this.#word()
      if (fault !== undefined) return this.#fault(fault)
    }
  }

  /** One token of an action; words for a fault. */
  #word(): string | undefined {
    const c = this.#next()
    if (c === '') return 'unclosed action'
    if (isSpace(c)) {
      while (isSpace(this.#peek()) && this.#rightDelim() === undefined) this.#next()
      return this.#emit('space')
    }
    if (c === '=') return this.#emit('assign')
    if (c === ':') return this.#next() === '=' ? this.#emit('declare') : 'expected :='
    if (c === '|') return this.#emit('pipe')
    if (c === '"') return this.#quoted('"', 'string', 'unterminated quoted string')
    if (c === "'") return this.#quoted("'", 'charConstant', 'unterminated character constant')
    if (c === '`') return this.#raw()
    if (c === '$') return this.#name('variable')
    if (c === '.' && !isDigit(this.#peek())) return this.#name('field')
    if (c === '.' || c === '+' || c === '-' || isDigit(c)) return this.#number()
    if (isLetter(c)) return this.#identifier()
    if (c === '(') {
      this.#parens++
      return this.#emit('leftParen')
    }
    if (c === ')') return --this.#parens < 0 ? 'unexpected right paren' : this.#emit('rightParen')
    return /^[\x20-\x7e]$/.test(c) ? this.#emit('char') : `unrecognized character in action: ${codeText(c)}`
  }

  #quoted(quote: string, type: TokenType, fault: string): string | undefined {
    for (;;) {
      const c = this.#next()
      if (c === quote) return this.#emit(type)
      const escaped = c === '\\' ? this.#next() : c
      if (escaped === '' || escaped === '\n') return fault
    }
  }

  #raw(): string | undefined {
    const end = this.#source.indexOf('`', this.#at)
    if (end < 0) return 'unterminated raw quoted string'
    this.#at = end + 1
    return this.#emit('rawString')
  }

  #name(type: 'field' | 'variable'): string | undefined {
    if (this.#atTerminator()) return this.#emit(type === 'field' ? 'dot' : 'variable')
    while (isLetter(this.#peek())) this.#next()
    return this.#atTerminator() ? this.#emit(type) : `bad character ${codeText(this.#peek())}`
  }

  #number(): string | undefined {
    const number =
      /[+-]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?|0[oO][0-7_]*|0[bB][01_]*|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?)/y
    number.lastIndex = this.#start
    this.#at = this.#start + (number.exec(this.#source)?.[0].length ?? 0)
    if (!isLetter(this.#peek())) return this.#emit('number')
    this.#next()
    return `bad number syntax: ${JSON.stringify(this.#source.slice(this.#start, this.#at))}`
  }

  #identifier(): string | undefined {
    while (isLetter(this.#peek())) this.#next()
    if (!this.#atTerminator()) return `bad character ${codeText(this.#peek())}`
    const word = this.#source.slice(this.#start, this.#at)
    if (isKeyword(word) || word === 'nil') return this.#emit(word)
    return this.#emit(word === 'true' || word === 'false' ? 'bool' : 'identifier')
  }

  #atTerminator(): boolean {
    const c = this.#peek()
    return c === '' || isSpace(c) || '.,|:)('.includes(c) || this.#source.startsWith('}}', this.#at)
  }

  #peek(): string {
    const code = this.#source.codePointAt(this.#at)
    return code === undefined ? '' : String.fromCodePoint(code)
  }

  #next(): string {
    const c = this.#peek()
    this.#at += c.length
    return c
  }

  #skipSpace(): void {
    while (this.#at < this.#source.length && SPACE.includes(this.#source[this.#at] ?? '')) this.#at++
    this.#start = this.#at
  }

  #emit(type: TokenType): undefined {
    const text = this.#source.slice(this.#start, this.#at)
    this.tokens.push({ type, text, at: this.#start, line: this.#lineAt(this.#start) })
    this.#start = this.#at
  }

  #fault(text: string): false {
    this.tokens.push({ type: 'error', text, at: this.#start, line: this.#lineAt(this.#start) })
    return false
  }

  #lineAt(at: number): number {
    for (; this.#countedTo < at; this.#countedTo++) if (this.#source[this.#countedTo] === '\n') this.#line++
    return this.#line
  }
}
