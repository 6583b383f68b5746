// Seeded chance: one generator (sfc32) whose four words are plain data, so that the same seed and the same calls give
// the same names, identifiers and choices, and a snapshot continues exactly where it stopped.

/** The generator's whole state: four unsigned 32-bit words. */
export type RandomState = readonly [number, number, number, number]

/** Two digits of every byte. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

export class Random {
  #a = 0
  #b = 0
  #c = 0
  #d = 0

  constructor(seed: number | RandomState) {
    if (typeof seed === 'number') {
      this.state = [0x9e3779b9, 0x243f6a88, seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0]
      for (let i = 0; i < 15; i++) this.uint32()
    } else this.state = seed
  }

  get state(): RandomState {
    return [this.#a, this.#b, this.#c, this.#d]
  }

  set state([a, b, c, d]: RandomState) {
    this.#a = a
    this.#b = b
    this.#c = c
    this.#d = d
  }

  /** An integer from 0 to 2^32 - 1. */
  uint32(): number {
    const t = (((this.#a + this.#b) >>> 0) + this.#d) >>> 0
    this.#d = (this.#d + 1) >>> 0
    this.#a = (this.#b ^ (this.#b >>> 9)) >>> 0
    this.#b = (this.#c + (this.#c << 3)) >>> 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) >>> 0
    this.#c = (this.#c + t) >>> 0
    return t
  }

  /** An integer from 0 to `below` - 1. */
  int(below: number): number {
    return Math.floor((this.uint32() / 2 ** 32) * below)
  }

  /** One item, each as likely as the others; undefined for an empty list. */
  pick<T>(items: readonly T[]): T | undefined {
    return items[this.int(items.length)]
  }

  /** `length` characters of `alphabet`. */
  text(length: number, alphabet: string): string {
    // Made of codes, it is one string; concatenated, it would keep all of its pieces.
    const codes = Array.from({ length }, () => alphabet.charCodeAt(this.int(alphabet.length)))
    return String.fromCharCode(...codes)
  }

  /** So many words of eight hexadecimal digits. */
  hex(words: number): string {
    let text = ''
    for (let i = 0; i < words; i++) {
      const word = this.uint32()
      text += HEX[word >>> 24] ?? ''
      text += HEX[(word >>> 16) & 255] ?? ''
      text += HEX[(word >>> 8) & 255] ?? ''
      text += HEX[word & 255] ?? ''
    }
    return text
  }

  /** A version 4 UUID. */
  uuid(): string {
    const hex = this.hex(4)
    const variant = '89ab'[this.int(4)]
    const parts = [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      variant + hex.slice(17, 20),
      hex.slice(20),
    ]
    // Joined, it is one string; concatenated, it would keep all of its pieces, ten times as much, and it is kept long.
    return parts.join('-')
  }
}

/** A seed that the same text always gives: what is made late, and must not depend on when, has dice of its own. */
export function seedOf(text: string): number {
  let seed = 7
  for (const character of text) seed = (Math.imul(seed, 31) + character.charCodeAt(0)) >>> 0
  return seed
}
