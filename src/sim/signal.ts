// A signal says "look again": whoever waits for something subscribes, is called once per change, and re-checks.

export class Signal {
  #listeners = new Set<() => void>()

  /** Calls `listener` at every change until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  notify(): void {
    for (const listener of [...this.#listeners]) listener()
  }

  get listenerCount(): number {
    return this.#listeners.size
  }
}
