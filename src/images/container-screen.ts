// The terminal of a process in a container, as its runtime has it: keys come as standard input, untouched, and whoever is
// connected tells the size.

import { type Pipe, Signal, type Terminal } from '../sim/index.ts'

export class Screen implements Terminal {
  columns = 80
  rows = 24
  readonly resized = new Signal()
  readonly #keys: Pipe

  constructor(keys: Pipe) {
    this.#keys = keys
  }

  resize(columns: number, rows: number): void {
    this.columns = columns
    this.rows = rows
    this.resized.notify()
  }

  raw(): { readonly keys: Pipe; close(): void } {
    return { keys: this.#keys, close: () => {} }
  }

  /** Nothing is echoed here anyway. */
  hush(): () => void {
    return () => {}
  }
}
