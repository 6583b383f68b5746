// A signal says "look again": whoever waits for something subscribes, is called once per change, and re-checks.

export class Signal {
  /** Every container has several signals, and to most of them nobody ever listens. */
  #listeners: Set<() => void> | undefined

  /** Calls `listener` at every change until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners ??= new Set()
    this.#listeners.add(listener)
    return () => {
      this.#listeners?.delete(listener)
    }
  }

  notify(): void {
    if (this.#listeners?.size) for (const listener of [...this.#listeners]) listener()
  }

  get listenerCount(): number {
    return this.#listeners?.size ?? 0
  }
}
