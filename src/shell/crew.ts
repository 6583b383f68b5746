// Several computations in steps side by side inside one: the stages of a pipeline, a shell and its background jobs.
// It depends on nothing but the order of events, so that a recorded process replays exactly.

import { Signal, type Steps, type Wait } from '../sim/index.ts'
import { GiveWay } from './give-way.ts'

/** One of several computations that run side by side. */
export class Member<T = unknown> {
  readonly ended = new Signal()
  result: { readonly value: T } | { readonly error: unknown } | undefined
  awake = true
  wait: Wait | undefined
  /** Stopped members are not stepped. */
  stopped = false
  readonly #steps: Steps<T>
  #subscriptions: (() => void)[] = []

  constructor(steps: Steps<T>) {
    this.#steps = steps
  }

  step(): void {
    this.awake = false
    if (this.result) return
    this.#unsubscribe()
    try {
      const { done, value } = this.#steps.next()
      if (done) {
        this.#finish({ value })
        return
      }
      this.wait = value
      const wake = (): void => {
        this.awake = true
      }
      for (const signal of value.signals ?? []) this.#subscriptions.push(signal.subscribe(wake))
      value.external?.then(wake, wake)
    } catch (error) {
      this.#finish({ error })
    }
  }

  /** Goes on after it was stopped. */
  resume(): void {
    this.stopped = false
    this.awake = true
  }

  /** Ends it at once; its `finally` blocks run. */
  interrupt(error?: unknown): void {
    if (this.result) return
    this.#unsubscribe()
    try {
      this.#steps.return(undefined as T)
      this.#finish({ error })
    } catch (thrown) {
      this.#finish({ error: thrown })
    }
  }

  #finish(result: { readonly value: T } | { readonly error: unknown }): void {
    this.result = result
    this.wait = undefined
    this.#unsubscribe()
    this.ended.notify()
  }

  #unsubscribe(): void {
    for (const unsubscribe of this.#subscriptions) unsubscribe()
    this.#subscriptions = []
  }
}

/** Members that only wait for each other give way after so many rounds. */
const ROUNDS = 40

export class Crew {
  #giveWay: GiveWay | undefined
  readonly #nowMs: () => number
  readonly #members = new Set<Member>()
  /** A member was added: whoever drives must look again. */
  readonly #added = new Signal()

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  add<T>(steps: Steps<T>): Member<T> {
    const member = new Member(steps)
    this.#members.add(member as Member)
    this.#added.notify()
    return member
  }

  /** Makes whoever drives look again. */
  wake(): void {
    this.#added.notify()
  }

  get size(): number {
    return this.#members.size
  }

  /** Steps whoever can go on, until `done`; yields while all wait. */
  *drive(done: () => boolean): Steps<void> {
    let rounds = 0
    for (;;) {
      if (done()) return
      for (let again = true; again; ) {
        if (++rounds % ROUNDS === 0) {
          this.#giveWay ??= new GiveWay(this.#nowMs)
          yield* this.#giveWay.once()
        }
        again = false
        for (const member of [...this.#members]) {
          if (!member.awake || member.stopped) continue
          again = true
          member.step()
          if (member.result) this.#members.delete(member)
          if (done()) return
        }
        for (const member of this.#members) if (member.result) this.#members.delete(member)
        if (done()) return
      }
      yield this.#wait()
      rounds = 0
      const nowMs = this.#nowMs()
      for (const member of this.#members) {
        if (member.wait?.untilMs !== undefined && member.wait.untilMs <= nowMs) member.awake = true
      }
    }
  }

  /** Interrupts everyone. */
  end(): void {
    for (const member of [...this.#members]) member.interrupt()
    this.#members.clear()
  }

  #wait(): Wait {
    const signals: Signal[] = [this.#added]
    const externals: Promise<unknown>[] = []
    let untilMs: number | undefined
    for (const { wait, ended, stopped } of this.#members) {
      signals.push(ended)
      if (stopped) continue
      if (wait?.signals) signals.push(...wait.signals)
      if (wait?.external) externals.push(wait.external)
      if (wait?.untilMs !== undefined && (untilMs === undefined || wait.untilMs < untilMs)) untilMs = wait.untilMs
    }
    const external = externals.length > 1 ? Promise.race(externals) : externals[0]
    return { signals, ...(untilMs === undefined ? {} : { untilMs }), ...(external ? { external } : {}) }
  }
}
