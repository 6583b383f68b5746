// A signal says "look again": whoever waits for something subscribes, is called once per change, and re-checks.

const NOBODY: readonly (() => void)[] = []

export class Signal {
  /** A new list at every change. Every container has several signals, to which few listen or nobody ever does. */
  #listeners: readonly (() => void)[] = NOBODY

  /** Calls `listener` at every change until the returned function is called. */
  subscribe(listener: () => void): () => void {
    if (!this.#listeners.includes(listener)) this.#listeners = this.#listeners.concat(listener)
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== listener)
    }
  }

  notify(): void {
    for (const listener of this.#listeners) listener()
  }

  get listenerCount(): number {
    return this.#listeners.length
  }
}
