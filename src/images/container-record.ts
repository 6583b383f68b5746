// The journal of one container, while it is written and while it is replayed.

import type { Entry } from './container-journal.ts'

export class ContainerRecord {
  readonly #clock: { readonly nowMs: number }
  #entries: Entry[] | undefined
  /** While replaying: the time of the entry, and the answers that are still to come. */
  #replay: { atMs: number; readonly answers: Entry[] } | undefined

  constructor(clock: { readonly nowMs: number }) {
    this.#clock = clock
  }

  get entries(): readonly Entry[] {
    return this.#entries ?? []
  }

  get nowMs(): number {
    return this.#replay?.atMs ?? this.#clock.nowMs
  }

  get replaying(): boolean {
    return this.#replay !== undefined
  }

  note(entry: Entry): void {
    // Most containers start and then do nothing: a list of one takes no room for more.
    if (this.#entries) this.#entries.push(entry)
    else this.#entries = [entry]
  }

  /** What the world answered the last time; undefined when this is no replay, or there is no more. */
  nextAnswer(): Entry | undefined {
    return this.#replay?.answers.shift()
  }

  /** Has every entry done again, at its own time, and goes on from there. */
  replay(entries: readonly Entry[], again: (entry: Entry) => void): void {
    const replay = { atMs: 0, answers: entries.filter((entry) => 'answer' in entry || 'resolved' in entry) }
    this.#replay = replay
    for (const entry of entries) {
      if (!('at' in entry)) continue
      replay.atMs = entry.at
      again(entry)
    }
    this.#entries = [...entries]
    this.#replay = undefined
  }
}
