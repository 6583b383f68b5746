// Reads JSON bodies as the server's decoder does: faults worded as Go's encoding/json words them, and fields that occur
// twice reported with their path, as sigs.k8s.io/json (v1.33) does for strict decoding. The last of several counts.

import type { Json } from './object.ts'

/** The text is not JSON; `message` is Go's. */
export class JsonFault extends Error {}

export interface JsonText {
  readonly value: Json
  /** 'duplicate field "spec.replicas"', once per field, in the order of the text. */
  readonly duplicates: readonly string[]
}

/** Differs: Go's decoder takes 10,000 levels; what comes after ours recurses, and no object has a hundred. */
export const MAX_DEPTH = 1000

export function readJson(text: string): JsonText {
  const reader = new Reader(text)
  const value = reader.document()
  return { value, duplicates: [...reader.duplicates] }
}

/** The same text from plain data, for keys that JavaScript treats specially. */
export function setField(target: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
  else target[key] = value
}

class Reader {
  readonly duplicates = new Set<string>()
  readonly #text: string
  #at = 0
  #path: string[] = []
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  document(): Json {
    const value = this.#value()
    this.#blanks()
    if (this.#at < this.#text.length) throw this.#invalid('after top-level value')
    return value
  }

  #value(): Json {
    this.#blanks()
    const char = this.#text[this.#at]
    switch (char) {
      case '{':
        return this.#object()
      case '[':
        return this.#array()
      case '"':
        return this.#string()
      case 't':
        return this.#literal('true', true)
      case 'f':
        return this.#literal('false', false)
      case 'n':
        return this.#literal('null', null)
    }
    if (char !== undefined && (char === '-' || isDigit(char))) return this.#number()
    throw this.#invalid('looking for beginning of value')
  }

  #object(): Json {
    this.#enter()
    const object: Record<string, Json> = {}
    this.#at++
    this.#blanks()
    if (this.#text[this.#at] === '}') return this.#leave(object)
    for (;;) {
      this.#blanks()
      if (this.#text[this.#at] !== '"') throw this.#invalid('looking for beginning of object key string')
      const key = this.#string()
      this.#blanks()
      if (this.#text[this.#at] !== ':') throw this.#invalid('after object key')
      this.#at++
      this.#path.push(this.#path.length === 0 ? key : `.${key}`)
      if (Object.hasOwn(object, key)) this.duplicates.add(`duplicate field "${this.#path.join('')}"`)
      setField(object, key, this.#value())
      this.#path.pop()
      this.#blanks()
      const next = this.#text[this.#at]
      if (next === '}') return this.#leave(object)
      if (next !== ',') throw this.#invalid('after object key:value pair')
      this.#at++
    }
  }

  #array(): Json {
    this.#enter()
    const items: Json[] = []
    this.#at++
    this.#blanks()
    if (this.#text[this.#at] === ']') return this.#leave(items)
    for (;;) {
      this.#path.push(`[${items.length}]`)
      items.push(this.#value())
      this.#path.pop()
      this.#blanks()
      const next = this.#text[this.#at]
      if (next === ']') return this.#leave(items)
      if (next !== ',') throw this.#invalid('after array element')
      this.#at++
    }
  }

  #enter(): void {
    if (++this.#depth > MAX_DEPTH) throw new JsonFault('exceeded max depth')
  }

  #leave<T>(value: T): T {
    this.#depth--
    this.#at++
    return value
  }

  #string(): string {
    const start = ++this.#at
    for (;;) {
      const char = this.#text[this.#at]
      if (char === '"') break
      if (char === undefined || char < ' ') throw this.#invalid('in string literal')
      this.#at++
      if (char !== '\\') continue
      const letter = this.#text[this.#at]
      if (letter === undefined || !'"\\/bfnrtu'.includes(letter)) throw this.#invalid('in string escape code')
      this.#at++
      if (letter !== 'u') continue
      for (const end = this.#at + 4; this.#at < end; this.#at++) {
        if (!/^[0-9a-fA-F]$/.test(this.#text[this.#at] ?? ''))
          throw this.#invalid('in \\u hexadecimal character escape')
      }
    }
    const raw = this.#text.slice(start, this.#at++)
    if (!raw.includes('\\')) return raw
    const text: unknown = JSON.parse(`"${raw}"`)
    // A lone surrogate cannot be UTF-8; Go puts the replacement character there.
    return String(text).replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
  }

  #number(): number {
    const start = this.#at
    if (this.#text[this.#at] === '-') {
      this.#at++
      if (!isDigit(this.#text[this.#at])) throw this.#invalid('in numeric literal')
    }
    if (this.#text[this.#at] === '0') this.#at++
    else this.#digits()
    if (this.#text[this.#at] === '.') {
      this.#at++
      if (!isDigit(this.#text[this.#at])) throw this.#invalid('after decimal point in numeric literal')
      this.#digits()
    }
    if (this.#text[this.#at] === 'e' || this.#text[this.#at] === 'E') {
      this.#at++
      if (this.#text[this.#at] === '+' || this.#text[this.#at] === '-') this.#at++
      if (!isDigit(this.#text[this.#at])) throw this.#invalid('in exponent of numeric literal')
      this.#digits()
    }
    return Number(this.#text.slice(start, this.#at))
  }

  #digits(): void {
    while (isDigit(this.#text[this.#at])) this.#at++
  }

  #literal<T>(word: string, value: T): T {
    for (const expected of word) {
      if (this.#text[this.#at] !== expected) throw this.#invalid(`in literal ${word} (expecting '${expected}')`)
      this.#at++
    }
    return value
  }

  #blanks(): void {
    while (' \t\r\n'.includes(this.#text[this.#at] ?? 'x')) this.#at++
  }

  #invalid(where: string): JsonFault {
    const code = this.#text.codePointAt(this.#at)
    if (code === undefined) return new JsonFault('unexpected end of JSON input')
    return new JsonFault(`invalid character ${quoteCharacter(code)} ${where}`)
  }
}

const isDigit = (char: string | undefined): boolean => char !== undefined && char >= '0' && char <= '9'

const shortEscapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  "'": "\\'",
}

/** Go looks at single bytes: the first byte of a longer character is shown as if it were Latin-1. */
function quoteCharacter(code: number): string {
  const byte = code < 0x80 ? code : (new TextEncoder().encode(String.fromCodePoint(code))[0] ?? 0)
  const char = String.fromCharCode(byte)
  const short = shortEscapes[char]
  if (short) return `'${short}'`
  if (byte < 0x20 || byte === 0x7f) return `'\\x${byte.toString(16).padStart(2, '0')}'`
  if (byte >= 0x80 && (byte < 0xa1 || byte === 0xad)) return `'\\u${byte.toString(16).padStart(4, '0')}'`
  return `'${char}'`
}
