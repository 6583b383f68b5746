// Work in slices, for a page that must stay alive: virtual time and programs go on until a slice is over, and what is
// left goes on in the next one. What the lab does, and in which order, does not depend on where slices end.

import type { Loop, Stop, Tasks } from '../sim/index.ts'

/** How whoever shows a lab wants its work cut. */
export interface Pace {
  /** Begins a slice; what it gives is asked whether the slice is over. */
  slice(): Stop
  /** Goes on soon, after keys and drawing. */
  later(work: () => void): void
}

/** Steps of programs in one go; programs that never wait must not keep virtual time from moving. */
export const SLICE_STEPS = 2000

export class PacedWork {
  readonly #loop: Loop
  readonly #tasks: Tasks
  readonly #pace: Pace
  #untilMs: number
  #waiting = false
  #settling: { readonly untilMs: number; done(): void } | undefined

  constructor(loop: Loop, tasks: Tasks, pace: Pace) {
    this.#loop = loop
    this.#tasks = tasks
    this.#pace = pace
    this.#untilMs = loop.nowMs
  }

  /** Virtual time shall move by so much more. */
  advance(ms: number): void {
    this.#untilMs = Math.max(this.#untilMs, this.#loop.nowMs) + ms
    this.go()
  }

  /** Calls back when the cluster is at rest, or after that much virtual time. */
  settle(maxMs: number, done: () => void): void {
    this.#settling = { untilMs: this.#loop.nowMs + maxMs, done }
    this.go()
  }

  /** One slice now, unless one is waiting already; the rest later. */
  go(): void {
    if (!this.#waiting) this.#work()
  }

  /** Not within what the caller does now, such as handling a key. */
  soon(): void {
    if (!this.#waiting) this.#workLater()
  }

  #work(): void {
    if (!this.#slice(this.#pace.slice())) this.#workLater()
  }

  #workLater(): void {
    this.#waiting = true
    this.#pace.later(() => {
      this.#waiting = false
      this.#work()
    })
  }

  /** True when all is done. Time moves only when no queued work and no program that could run is left. */
  #slice(stop: Stop): boolean {
    if (!this.#loop.drain(stop)) return false
    const quiet = this.#tasks.run(SLICE_STEPS, stop)
    if (!this.#loop.drain(stop)) return false
    if (!quiet && stop()) return false
    const settling = this.#settling
    if (settling) {
      if (!this.#loop.settleTo(settling.untilMs, stop)) return false
      this.#settling = undefined
      settling.done()
    }
    return this.#untilMs <= this.#loop.nowMs || this.#loop.advanceTo(this.#untilMs, stop)
  }
}
