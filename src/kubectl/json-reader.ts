// Reads one JSON value from the front of a text, with the faults of Go's encoding/json (1.24).

import type { Data } from './manifest-data.ts'

export type JsonRead =
  | { readonly value: Data; readonly end: number }
  | { readonly fault: string; readonly offset: number }

class Fault extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

export function readJson(source: string): JsonRead {
  const reader = new JsonReader(source)
  try {
    const value = reader.value('looking for beginning of value')
    return { value, end: reader.at }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { fault: error.message, offset: error.offset }
  }
}

class JsonReader {
  at = 0
  readonly #source: string
  constructor(source: string) {
    this.#source = source
  }

  value(context: string): Data {
    this.#space()
    const character = this.#source[this.at]
    if (character === undefined) throw new Fault('unexpected EOF', this.at)
    if (character === '{') return this.#object()
    if (character === '[') return this.#array()
    if (character === '"') return this.#string()
    if (character === 't') return this.#word('true', true)
    if (character === 'f') return this.#word('false', false)
    if (character === 'n') return this.#word('null', null)
    const number = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/.exec(
      this.#source.slice(this.at, this.at + 400),
    )
    if (number) {
      this.at += number[0].length
      return Number(number[0])
    }
    throw this.#invalid(context)
  }

  #object(): Data {
    const map: Record<string, Data> = {}
    this.at++
    this.#space()
    if (this.#take('}')) return map
    for (;;) {
      this.#space()
      if (this.#source[this.at] !== '"') throw this.#invalid('looking for beginning of object key string')
      const key = this.#string()
      this.#space()
      if (!this.#take(':')) throw this.#invalid('after object key')
      const value = this.value('looking for beginning of value')
      Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true })
      this.#space()
      if (this.#take('}')) return map
      if (!this.#take(',')) throw this.#invalid('after object key:value pair')
    }
  }

  #array(): Data {
    const list: Data[] = []
    this.at++
    this.#space()
    if (this.#take(']')) return list
    for (;;) {
      list.push(this.value('looking for beginning of value'))
      this.#space()
      if (this.#take(']')) return list
      if (!this.#take(',')) throw this.#invalid('after array element')
    }
  }

  #string(): string {
    const start = this.at++
    for (; ; this.at++) {
      const character = this.#source[this.at]
      if (character === undefined) throw new Fault('unexpected EOF', this.at)
      if (character === '"') break
      if (character < ' ') throw this.#invalid('in string literal')
      if (character === '\\') {
        this.at++
        const escaped = this.#source[this.at]
        if (escaped === undefined) throw new Fault('unexpected EOF', this.at)
        if (escaped === 'u') {
          for (let i = 0; i < 4; i++) {
            this.at++
            if (!/[0-9a-fA-F]/.test(this.#source[this.at] ?? ''))
              throw this.#invalid('in \\u hexadecimal character escape')
          }
        } else if (!'"\\/bfnrt'.includes(escaped)) throw this.#invalid('in string escape code')
      }
    }
    this.at++
    return JSON.parse(this.#source.slice(start, this.at)) as string
  }

  #word<T extends Data>(word: string, value: T): T {
    for (let i = 0; i < word.length; i++, this.at++) {
      if (this.#source[this.at] !== word[i]) {
        throw this.#invalid(`in literal ${word} (expecting '${word[i]}')`)
      }
    }
    return value
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#source[this.at] ?? '')) this.at++
  }

  #take(character: string): boolean {
    if (this.#source[this.at] !== character) return false
    this.at++
    return true
  }

  #invalid(context: string): Fault {
    const character = this.#source[this.at]
    if (character === undefined) return new Fault('unexpected EOF', this.at)
    const shown = character === "'" ? `'\\''` : character === '"' ? `'"'` : `'${character}'`
    const named = character < ' ' ? `'${JSON.stringify(character).slice(1, -1)}'` : shown
    return new Fault(`json: offset ${this.at + 1}: invalid character ${named} ${context}`, this.at)
  }
}
