// Keeps the learner's state a moment after it has changed, in slices while the page is at work, at once when it is left.

import { atOnce } from '../sim/index.ts'
import { inSlices } from './breath.ts'
import type { SaveProblem, Storage } from './storage.ts'
import { toTexts } from './texts.ts'

const SAVE_DELAY_MS = 400

export interface SaverOptions {
  /** What shall be kept; undefined while it cannot be, then it is asked for again later. */
  state(): unknown
  problem(problem: SaveProblem): void
}

export class Saver {
  readonly #storage: Storage
  readonly #options: SaverOptions
  #timer: ReturnType<typeof setTimeout> | undefined
  #writing = false
  #problem: SaveProblem | undefined
  /** Grows when what is being written is out of date. */
  #turn = 0

  constructor(storage: Storage, options: SaverOptions) {
    this.#storage = storage
    this.#options = options
  }

  /** Not put off again by later changes: a busy cluster changes all the time. */
  soon(): void {
    this.#timer ??= setTimeout(() => this.#save(), SAVE_DELAY_MS)
  }

  /** The page is being left: nothing that waits would still be done. */
  now(): void {
    if (this.#timer === undefined && !this.#writing) return
    this.stop()
    const state = this.#options.state()
    if (state !== undefined) void this.#keep(atOnce(toTexts(state)), { atOnce: true })
  }

  stop(): void {
    this.#turn++
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  async #save(): Promise<void> {
    this.#timer = undefined
    if (this.#writing) return this.soon()
    const state = this.#options.state()
    if (state === undefined) return this.soon()
    const turn = this.#turn
    this.#writing = true
    try {
      const texts = await inSlices(toTexts(state))
      if (turn === this.#turn) await this.#keep(texts)
    } finally {
      this.#writing = false
    }
  }

  async #keep(texts: readonly string[], how?: { readonly atOnce: boolean }): Promise<void> {
    const problem = await this.#storage.save(texts, how)
    if (problem && problem !== this.#problem) this.#options.problem(problem)
    this.#problem = problem
  }
}
