// How whatever never waits gives way: so that it can be stopped, and so that it cannot heat a page, one that goes on and
// on gets less and less time. Differs: a real machine would spin.

import type { Steps } from '../sim/index.ts'

const PATIENT_SPINS = 50
const SPIN_MS = 20
const LAST_SPIN_MS = 1000

export class GiveWay {
  readonly #nowMs: () => number
  #spins = 0
  #spunMs = 0

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  *once(): Steps<void> {
    this.#spins = this.#nowMs() > this.#spunMs ? 0 : this.#spins + 1
    const untilMs = this.#nowMs() + Math.min(SPIN_MS * 2 ** Math.max(0, this.#spins - PATIENT_SPINS), LAST_SPIN_MS)
    while (this.#nowMs() < untilMs) yield { untilMs }
    this.#spunMs = this.#nowMs()
  }
}
