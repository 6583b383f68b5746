// (Long because the scanner is one state machine.)
// Cuts YAML into tokens the way libyaml and goyaml v2 do (scannerc.go), only to find what they find fault with: the text
// of values is not kept. Faults of this level are worded here; those of the grammar in yaml-grammar.ts.

export interface Mark {
  readonly line: number
  readonly column: number
  readonly index: number
}

export type TokenType =
  | 'stream-end'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar'

export interface Token {
  readonly type: TokenType
  readonly mark: Mark
}

/** A fault and its place; lines count from 0. */
export class YamlProblem extends Error {
  readonly problemLine: number
  readonly contextLine: number
  readonly fromScanner: boolean
  constructor(message: string, problem: Mark, context: Mark, fromScanner: boolean) {
    super(message)
    this.problemLine = problem.line
    this.contextLine = context.line
    this.fromScanner = fromScanner
  }
}

interface SimpleKey {
  possible: boolean
  required: boolean
  tokenNumber: number
  mark: Mark
}

const isBreak = (c: string): boolean => c === '\n' || c === '\r' || c === '\u0085' || c === '\u2028' || c === '\u2029'
const isBlank = (c: string): boolean => c === ' ' || c === '\t'
const isBlankOrEnd = (c: string): boolean => c === '' || isBlank(c) || isBreak(c)
const LONGEST_KEY = 1024

export class YamlScanner {
  readonly #source: string
  #index = 0
  #line = 0
  #column = 0
  #tokens: Token[] = []
  #taken = 0
  #ended = false
  #flowLevel = 0
  #indent = -1
  #indents: number[] = []
  #keyAllowed = true
  #keys: SimpleKey[] = [noKey()]

  constructor(source: string) {
    this.#source = source
  }

  peek(): Token {
    this.#fetchEnough()
    const [token] = this.#tokens
    return token ?? { type: 'stream-end', mark: this.#mark() }
  }

  take(): Token {
    const token = this.peek()
    this.#tokens.shift()
    this.#taken++
    return token
  }

  #mark(): Mark {
    return { line: this.#line, column: this.#column, index: this.#index }
  }

  #at(offset = 0): string {
    return this.#source[this.#index + offset] ?? ''
  }

  #skip(count = 1): void {
    this.#index += count
    this.#column += count
  }

  #skipLine(): void {
    this.#index += this.#at() === '\r' && this.#at(1) === '\n' ? 2 : 1
    this.#column = 0
    this.#line++
  }

  #fail(message: string, context: Mark): YamlProblem {
    return new YamlProblem(message, this.#mark(), context, true)
  }

  #fetchEnough(): void {
    for (;;) {
      let more = this.#tokens.length === 0
      for (let i = this.#keys.length - 1; !more && i >= 0; i--) {
        const key = this.#keys[i]
        if (!key || key.tokenNumber < this.#taken) break
        if (this.#isValid(key) && key.tokenNumber === this.#taken) more = true
      }
      if (!more || this.#ended) return
      this.#fetch()
    }
  }

  #isValid(key: SimpleKey): boolean {
    if (!key.possible) return false
    if (key.mark.line >= this.#line && key.mark.index + LONGEST_KEY >= this.#index) return true
    if (key.required) throw this.#fail("could not find expected ':'", key.mark)
    key.possible = false
    return false
  }

  #fetch(): void {
    this.#toNextToken()
    this.#unroll(this.#column)
    const c = this.#at()
    const next = this.#at(1)
    if (c === '') {
      this.#streamEnd()
      return
    }
    if (this.#column === 0 && c === '%') {
      this.#directive()
      return
    }
    if (this.#column === 0 && this.#documentIndicator()) {
      this.#unroll(-1)
      this.#removeKey()
      this.#keyAllowed = false
      this.#push(c === '-' ? 'document-start' : 'document-end', 3)
      return
    }
    if (c === '[' || c === '{') {
      this.#saveKey()
      this.#keys.push({ ...noKey(), tokenNumber: this.#taken + this.#tokens.length })
      this.#flowLevel++
      this.#keyAllowed = true
      this.#push(c === '[' ? 'flow-sequence-start' : 'flow-mapping-start', 1)
      return
    }
    if (c === ']' || c === '}') {
      this.#removeKey()
      if (this.#flowLevel > 0) {
        this.#flowLevel--
        this.#keys.pop()
      }
      this.#keyAllowed = false
      this.#push(c === ']' ? 'flow-sequence-end' : 'flow-mapping-end', 1)
      return
    }
    if (c === ',') {
      this.#removeKey()
      this.#keyAllowed = true
      this.#push('flow-entry', 1)
      return
    }
    if (c === '-' && isBlankOrEnd(next)) this.#blockEntry()
    else if (c === '?' && (this.#flowLevel > 0 || isBlankOrEnd(next))) this.#key()
    else if (c === ':' && (this.#flowLevel > 0 || isBlankOrEnd(next))) this.#value()
    else if (c === '*' || c === '&') this.#anchor(c === '*' ? 'alias' : 'anchor')
    else if (c === '!') this.#tag()
    else if ((c === '|' || c === '>') && this.#flowLevel === 0) this.#blockScalar()
    else if (c === "'" || c === '"') this.#quoted(c)
    else if (this.#startsPlain(c, next)) this.#plain()
    else throw this.#fail('found character that cannot start any token', this.#mark())
  }

  #startsPlain(c: string, next: string): boolean {
    if (!isBlankOrEnd(c) && !'-?:,[]{}#&*!|>\'"%@`'.includes(c)) return true
    if (c === '-' && !isBlank(next)) return true
    return this.#flowLevel === 0 && (c === '?' || c === ':') && !isBlankOrEnd(next)
  }

  #documentIndicator(): boolean {
    const three = this.#source.slice(this.#index, this.#index + 3)
    return (three === '---' || three === '...') && isBlankOrEnd(this.#at(3))
  }

  #toNextToken(): void {
    for (;;) {
      if (this.#index === 0 && this.#at() === '\ufeff') this.#index++
      while (this.#at() === ' ' || ((this.#flowLevel > 0 || !this.#keyAllowed) && this.#at() === '\t')) this.#skip()
      if (this.#at() === '#') while (this.#at() !== '' && !isBreak(this.#at())) this.#skip()
      if (!isBreak(this.#at())) return
      this.#skipLine()
      if (this.#flowLevel === 0) this.#keyAllowed = true
    }
  }

  #push(type: TokenType, length: number): void {
    this.#tokens.push({ type, mark: this.#mark() })
    this.#skip(length)
  }

  #saveKey(): void {
    const required = this.#flowLevel === 0 && this.#indent === this.#column
    if (!this.#keyAllowed) return
    this.#removeKey()
    const mark = this.#mark()
    this.#keys[this.#keys.length - 1] = {
      possible: true,
      required,
      tokenNumber: this.#taken + this.#tokens.length,
      mark,
    }
  }

  #removeKey(): void {
    const key = this.#keys.at(-1)
    if (!key) return
    if (key.possible && key.required) throw this.#fail("could not find expected ':'", key.mark)
    key.possible = false
  }

  #roll(column: number, tokenNumber: number | undefined, type: TokenType, mark: Mark): void {
    if (this.#flowLevel > 0 || this.#indent >= column) return
    this.#indents.push(this.#indent)
    this.#indent = column
    if (tokenNumber === undefined) this.#tokens.push({ type, mark })
    else this.#tokens.splice(tokenNumber - this.#taken, 0, { type, mark })
  }

  #unroll(column: number): void {
    if (this.#flowLevel > 0) return
    while (this.#indent > column) {
      this.#tokens.push({ type: 'block-end', mark: this.#mark() })
      this.#indent = this.#indents.pop() ?? -1
    }
  }

  #streamEnd(): void {
    if (this.#column !== 0) {
      this.#column = 0
      this.#line++
    }
    this.#unroll(-1)
    this.#removeKey()
    this.#keyAllowed = false
    this.#tokens.push({ type: 'stream-end', mark: this.#mark() })
    this.#ended = true
  }

  #directive(): void {
    const start = this.#mark()
    this.#unroll(-1)
    this.#removeKey()
    this.#keyAllowed = false
    const name = /^%(\w+)/.exec(this.#source.slice(this.#index, this.#index + 40))?.[1] ?? ''
    if (name !== 'YAML' && name !== 'TAG') {
      this.#skip(1 + name.length)
      throw this.#fail(name === '' ? 'could not find expected directive name' : 'found unknown directive name', start)
    }
    const line = /^[^\r\n]*/.exec(this.#source.slice(this.#index, this.#index + 200))?.[0] ?? ''
    while (this.#at() !== '' && !isBreak(this.#at())) this.#skip()
    if (name === 'YAML' && !/^%YAML[ \t]+1\.1[ \t]*(#.*)?$/.test(line))
      throw new YamlProblem('found incompatible YAML document', start, start, false)
  }

  #blockEntry(): void {
    if (this.#flowLevel === 0) {
      if (!this.#keyAllowed) throw this.#fail('block sequence entries are not allowed in this context', this.#mark())
      this.#roll(this.#column, undefined, 'block-sequence-start', this.#mark())
    }
    this.#removeKey()
    this.#keyAllowed = true
    this.#push('block-entry', 1)
  }

  #key(): void {
    if (this.#flowLevel === 0) {
      if (!this.#keyAllowed) throw this.#fail('mapping keys are not allowed in this context', this.#mark())
      this.#roll(this.#column, undefined, 'block-mapping-start', this.#mark())
    }
    this.#removeKey()
    this.#keyAllowed = this.#flowLevel === 0
    this.#push('key', 1)
  }

  #value(): void {
    const key = this.#keys.at(-1)
    if (key && this.#isValid(key)) {
      this.#tokens.splice(key.tokenNumber - this.#taken, 0, { type: 'key', mark: key.mark })
      this.#roll(key.mark.column, key.tokenNumber, 'block-mapping-start', key.mark)
      key.possible = false
      this.#keyAllowed = false
    } else {
      if (this.#flowLevel === 0) {
        if (!this.#keyAllowed) throw this.#fail('mapping values are not allowed in this context', this.#mark())
        this.#roll(this.#column, undefined, 'block-mapping-start', this.#mark())
      }
      this.#keyAllowed = this.#flowLevel === 0
    }
    this.#push('value', 1)
  }

  #anchor(type: 'alias' | 'anchor'): void {
    this.#saveKey()
    this.#keyAllowed = false
    const start = this.#mark()
    this.#push(type, 1)
    let length = 0
    while (/[0-9A-Za-z_-]/.test(this.#at())) {
      this.#skip()
      length++
    }
    if (length === 0 || !(isBlankOrEnd(this.#at()) || '?:,]}%@`'.includes(this.#at()))) {
      throw this.#fail('did not find expected alphabetic or numeric character', start)
    }
  }

  #tag(): void {
    this.#saveKey()
    this.#keyAllowed = false
    const start = this.#mark()
    this.#push('tag', 1)
    while (!isBlankOrEnd(this.#at()) && !(this.#flowLevel > 0 && this.#at() === ',')) this.#skip()
    if (!isBlankOrEnd(this.#at()) && this.#at() !== ',') {
      throw this.#fail('did not find expected whitespace or line break', start)
    }
  }

  #blockScalar(): void {
    this.#removeKey()
    this.#keyAllowed = true
    const start = this.#mark()
    this.#push('scalar', 1)
    let given = 0
    for (let i = 0; i < 2; i++) {
      const c = this.#at()
      if (c === '0') throw this.#fail('found an indentation indicator equal to 0', start)
      if (/[1-9]/.test(c)) given = Number(c)
      else if (c !== '+' && c !== '-') break
      this.#skip()
    }
    while (isBlank(this.#at())) this.#skip()
    if (this.#at() === '#') while (this.#at() !== '' && !isBreak(this.#at())) this.#skip()
    if (this.#at() !== '' && !isBreak(this.#at())) {
      throw this.#fail('did not find expected comment or line break', start)
    }
    if (this.#at() !== '') this.#skipLine()
    let indent = given === 0 ? 0 : Math.max(this.#indent, 0) + given
    indent = this.#scalarBreaks(indent, start)
    while (this.#column === indent && this.#at() !== '') {
      while (this.#at() !== '' && !isBreak(this.#at())) this.#skip()
      if (this.#at() !== '') this.#skipLine()
      indent = this.#scalarBreaks(indent, start)
    }
  }

  #scalarBreaks(given: number, start: Mark): number {
    let indent = given
    let widest = 0
    for (;;) {
      while ((indent === 0 || this.#column < indent) && this.#at() === ' ') this.#skip()
      widest = Math.max(widest, this.#column)
      if ((indent === 0 || this.#column < indent) && this.#at() === '\t') {
        throw this.#fail('found a tab character where an indentation space is expected', start)
      }
      if (!isBreak(this.#at())) break
      this.#skipLine()
    }
    if (indent === 0) indent = Math.max(widest, this.#indent + 1, 1)
    return indent
  }

  #quoted(quote: string): void {
    this.#saveKey()
    this.#keyAllowed = false
    const start = this.#mark()
    this.#push('scalar', 1)
    for (;;) {
      if (this.#column === 0 && this.#documentIndicator()) {
        throw this.#fail('found unexpected document indicator', start)
      }
      const c = this.#at()
      if (c === '') throw this.#fail('found unexpected end of stream', start)
      if (isBreak(c)) this.#skipLine()
      else if (quote === "'" && c === "'" && this.#at(1) === "'") this.#skip(2)
      else if (c === quote) break
      else if (quote === '"' && c === '\\') this.#escape(start)
      else this.#skip()
    }
    this.#skip()
  }

  #escape(start: Mark): void {
    const c = this.#at(1)
    if (isBreak(c)) {
      this.#skip()
      this.#skipLine()
      return
    }
    const digits = c === 'x' ? 2 : c === 'u' ? 4 : c === 'U' ? 8 : 0
    if (digits === 0) {
      if (c === '' || !'0abt\tnvfre "\'\\/N_LP'.includes(c)) throw this.#fail('found unknown escape character', start)
      this.#skip(2)
      return
    }
    this.#skip(2)
    const hex = this.#source.slice(this.#index, this.#index + digits)
    if (hex.length < digits || /[^0-9A-Fa-f]/.test(hex)) {
      throw this.#fail('did not find expected hexdecimal number', start)
    }
    this.#skip(digits)
  }

  #plain(): void {
    this.#saveKey()
    this.#keyAllowed = false
    const start = this.#mark()
    this.#tokens.push({ type: 'scalar', mark: start })
    const indent = this.#indent + 1
    let leadingBlanks = false
    for (;;) {
      if (this.#column === 0 && this.#documentIndicator()) break
      if (this.#at() === '#') break
      while (!isBlankOrEnd(this.#at())) {
        const c = this.#at()
        if (c === ':' && isBlankOrEnd(this.#at(1))) break
        if (this.#flowLevel > 0 && (c === ',' || (c === '?' && isBlankOrEnd(this.#at(1))) || '[]{}'.includes(c))) break
        if (this.#flowLevel > 0 && c === ':' && ',?[]{}'.includes(this.#at(1))) break
        leadingBlanks = false
        this.#skip()
      }
      if (!isBlank(this.#at()) && !isBreak(this.#at())) break
      while (isBlank(this.#at()) || isBreak(this.#at())) {
        if (isBreak(this.#at())) {
          leadingBlanks = true
          this.#skipLine()
          continue
        }
        if (leadingBlanks && this.#column < indent && this.#at() === '\t') {
          throw this.#fail('found a tab character that violates indentation', start)
        }
        this.#skip()
      }
      if (this.#flowLevel === 0 && this.#column < indent) break
    }
    if (leadingBlanks) this.#keyAllowed = true
  }
}

function noKey(): SimpleKey {
  return { possible: false, required: false, tokenNumber: -1, mark: { line: 0, column: 0, index: 0 } }
}
