// A pipe carries text from a writer to a reader in one process of the page; both ends look again when it changes.
// Bytes that are not UTF-8 travel as lone low surrogates U+DC80…U+DCFF (one per byte), so nothing is lost on the way.

import { Signal } from './signal.ts'

/** A writer that is further ahead than this many characters should wait; see `full`. */
const CAPACITY = 65_536

export class Pipe {
  readonly changed = new Signal()
  #chunks: string[] = []
  #size = 0
  #ended = false
  #cancelled = false

  /** Adds text. Returns false when the reader has gone (a broken pipe). */
  write(text: string): boolean {
    if (this.#cancelled) return false
    if (this.#ended) throw new Error('write after end')
    if (text !== '') {
      this.#chunks.push(text)
      this.#size += text.length
      this.changed.notify()
    }
    return true
  }

  /** The writer has nothing more to say. */
  end(): void {
    if (this.#ended) return
    this.#ended = true
    this.changed.notify()
  }

  /** The reader goes away; what is left is dropped and further writes fail. */
  cancel(): void {
    if (this.#cancelled) return
    this.#cancelled = true
    this.#chunks = []
    this.#size = 0
    this.changed.notify()
  }

  /** Everything that waits, or '' when nothing does (then look at `ended`). */
  read(): string {
    const text = this.#chunks.length === 1 ? (this.#chunks[0] ?? '') : this.#chunks.join('')
    if (text !== '') {
      this.#chunks = []
      this.#size = 0
      this.changed.notify()
    }
    return text
  }

  /** Puts text back in front, for a reader that took more than it needed. */
  unread(text: string): void {
    if (text === '' || this.#cancelled) return
    this.#chunks.unshift(text)
    this.#size += text.length
    this.changed.notify()
  }

  /** True when `read` would return text, or the end has come. */
  get readable(): boolean {
    return this.#size > 0 || this.#ended
  }

  /** True when the writer ended and everything was read. */
  get ended(): boolean {
    return this.#ended && this.#size === 0
  }

  get full(): boolean {
    return this.#size >= CAPACITY
  }

  get cancelled(): boolean {
    return this.#cancelled
  }
}
