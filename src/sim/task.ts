// Runs programs in steps: a task is one running `Steps`, woken by the signals and moments that it waits for. Tasks run
// whenever they can, in the order they were woken; nothing here knows real time or promises.

import type { Loop, Stop } from './loop.ts'
import type { Steps, Wait } from './process.ts'
import { Signal } from './signal.ts'

export interface Task<T = unknown> {
  /** Notified once, when the task has ended. */
  readonly ended: Signal
  readonly result: { readonly value: T } | { readonly error: unknown } | undefined
  /** What it waits for outside of virtual time, if anything. */
  readonly external: Promise<unknown> | undefined
  /** Ends it at once; its `finally` blocks run. */
  interrupt(): void
}

/** The tasks of one machine. `run` drives whatever is awake; waking by time goes through `untilMs` and the loop. */
export class Tasks {
  readonly #loop: Loop
  #awake = new Set<RunningTask<unknown>>()
  #sleepers = new Set<RunningTask<unknown>>()
  #running = false
  /** Notified when a task was woken from outside of `run`, so that a driver can call `run` soon. */
  readonly woken = new Signal()

  constructor(loop: Loop) {
    this.#loop = loop
    loop.moved.subscribe(() => {
      for (const task of [...this.#sleepers]) {
        if (task.untilMs <= loop.nowMs) this.#wake(task)
      }
      if (!this.run(Number.POSITIVE_INFINITY, loop.stop) && loop.stop && !this.#running) loop.tellAgain()
    })
  }

  start<T>(steps: Steps<T>): Task<T> {
    const task = new RunningTask<T>(
      steps,
      () => this.#wake(task as RunningTask<unknown>),
      () => this.#drop(task as RunningTask<unknown>),
    )
    this.#wake(task as RunningTask<unknown>)
    return task
  }

  /** Runs awake tasks until all wait or have ended, at most `limit` steps or one slice. Returns true when none is awake. */
  run(limit = Number.POSITIVE_INFINITY, stop?: Stop): boolean {
    if (this.#running) return false
    this.#running = true
    try {
      for (const task of this.#awake) {
        if (limit-- <= 0) return false
        // What the last step left to the cluster comes before the next one.
        if (!this.#loop.drain(stop) && stop) return false
        this.#awake.delete(task)
        this.#sleepers.delete(task)
        const wait = task.step()
        if (wait?.untilMs !== undefined) {
          if (wait.untilMs <= this.#loop.nowMs) this.#wake(task)
          else this.#sleepers.add(task)
        }
        if (stop?.()) return this.#awake.size === 0
      }
    } finally {
      this.#running = false
    }
    return true
  }

  /** Does `work` while no task runs; those that are woken meanwhile run afterwards. */
  without(work: () => void): void {
    const running = this.#running
    this.#running = true
    try {
      work()
    } finally {
      this.#running = running
    }
    if (!running && this.#awake.size > 0) this.woken.notify()
  }

  /** When the next sleeping task wants to be woken. */
  nextWakeMs(): number | undefined {
    let next: number | undefined
    for (const task of this.#sleepers) if (next === undefined || task.untilMs < next) next = task.untilMs
    return next
  }

  get anyAwake(): boolean {
    return this.#awake.size > 0
  }

  #wake(task: RunningTask<unknown>): void {
    this.#awake.add(task)
    if (!this.#running) this.woken.notify()
  }

  #drop(task: RunningTask<unknown>): void {
    this.#awake.delete(task)
    this.#sleepers.delete(task)
  }
}

class RunningTask<T> implements Task<T> {
  readonly ended = new Signal()
  result: { readonly value: T } | { readonly error: unknown } | undefined
  untilMs = 0
  external: Promise<unknown> | undefined
  readonly #steps: Steps<T>
  readonly #wake: () => void
  readonly #drop: () => void
  #subscriptions: (() => void)[] = []

  constructor(steps: Steps<T>, wake: () => void, drop: () => void) {
    this.#steps = steps
    this.#wake = wake
    this.#drop = drop
  }

  step(): Wait | undefined {
    if (this.result) return undefined
    this.#unsubscribe()
    try {
      const { done, value } = this.#steps.next()
      if (done) {
        this.#finish({ value })
        return undefined
      }
      for (const signal of value.signals ?? []) this.#subscriptions.push(signal.subscribe(this.#wake))
      this.untilMs = value.untilMs ?? Number.POSITIVE_INFINITY
      this.external = value.external
      value.external?.then(this.#wake, this.#wake)
      return value
    } catch (error) {
      this.#finish({ error })
      return undefined
    }
  }

  interrupt(): void {
    if (this.result) return
    this.#unsubscribe()
    this.#drop()
    try {
      this.#steps.return(undefined as T)
      this.#finish({ error: new Interrupted() })
    } catch (error) {
      this.#finish({ error })
    }
  }

  #finish(result: { readonly value: T } | { readonly error: unknown }): void {
    this.result = result
    this.external = undefined
    this.#unsubscribe()
    this.ended.notify()
  }

  #unsubscribe(): void {
    for (const unsubscribe of this.#subscriptions) unsubscribe()
    this.#subscriptions = []
  }
}

/** The result of a task that was interrupted from outside. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted')
  }
}
