// The machine's heart: a virtual clock, a queue that holds each key once, and one heap of timers, all plain data.
// Work is named (`handler`, `key`), never a closure, so a snapshot in the middle of anything can be restored.

import { Random, type RandomState } from './random.ts'
import { Signal } from './signal.ts'

/** Timers fire on multiples of this, so that many that are close together fire as one. */
export const TICK_MS = 100

export type Handler = (key: string) => void

/** Asked after each turn: is this slice of work over? What is left is done by the next call. */
export type Stop = () => boolean

export interface Timer {
  readonly atMs: number
  readonly order: number
  readonly handler: string
  readonly key: string
  /** Housekeeping that never ends (heartbeats); the machine counts as settled while only such timers are left. */
  readonly background: boolean
}

interface Pending extends Timer {
  readonly id: string
}

export interface LoopState {
  readonly nowMs: number
  readonly random: RandomState
  readonly queue: readonly (readonly [string, string])[]
  readonly timers: readonly Timer[]
  readonly failures: readonly (readonly [string, number])[]
  readonly order: number
}

export interface LoopOptions {
  readonly startMs: number
  readonly seed: number
}

const FIRST_RETRY_MS = 100
const LAST_RETRY_MS = 60_000

export class Loop {
  readonly random: Random
  /** Notified whenever virtual time has moved. */
  readonly moved = new Signal()
  /** Told of every handler that threw; the key is tried again with growing delays. */
  onError: (error: unknown, handler: string, key: string) => void = () => {}

  #nowMs: number
  #handlers = new Map<string, Handler>()
  #queue = new Map<string, readonly [string, string]>()
  /** Two heaps: settling asks for the next timer that is not housekeeping, and there is much housekeeping. */
  #nearing: Pending[] = []
  #background: Pending[] = []
  #due = new Map<string, Pending>()
  #failures = new Map<string, number>()
  #order = 0
  #draining = false
  /** `moved` has not told everybody yet that time has moved. */
  #telling = false
  /** The slice that is being worked on, for those who work on `moved`. */
  stop: Stop | undefined
  #foreground = 0

  constructor(options: LoopOptions) {
    this.#nowMs = options.startMs
    this.random = new Random(options.seed)
  }

  /** Virtual time in milliseconds since 1970. */
  get nowMs(): number {
    return this.#nowMs
  }

  /** Names the function that does `handler`'s work. A name may be given only once. */
  handle(handler: string, work: Handler): void {
    if (this.#handlers.has(handler)) throw new Error(`two handlers are named ${handler}`)
    this.#handlers.set(handler, work)
  }

  /** Asks for work now; a key that already waits is not added again. */
  enqueue(handler: string, key: string): void {
    this.#queue.set(`${handler}\n${key}`, [handler, key])
  }

  /**
   * Asks for work after `delayMs`, rounded up to the tick. Of several for one key only the earliest counts: the
   * handler looks at the whole state when it runs and asks again if it must.
   */
  enqueueAfter(handler: string, key: string, delayMs: number, background = false): void {
    const atMs = Math.ceil((this.#nowMs + Math.max(delayMs, 1)) / TICK_MS) * TICK_MS
    const id = timerId(handler, key, background)
    const known = this.#due.get(id)
    if (known && known.atMs <= atMs) return
    if (!known && !background) this.#foreground++
    this.#add({ id, atMs, order: this.#order++, handler, key, background })
  }

  /**
   * Does queued work without moving time; true when none is left. A handler that keeps asking for itself stops after
   * `limit` turns.
   */
  drain(stop?: Stop, limit = 1_000_000): boolean {
    if (this.#draining) return false
    this.#draining = true
    try {
      for (const [id, [handler, key]] of this.#queue) {
        if (limit-- <= 0) throw new Error(`the queue does not become empty: ${handler} ${key}`)
        this.#queue.delete(id)
        const work = this.#handlers.get(handler)
        if (!work) throw new Error(`no handler is named ${handler}`)
        try {
          work(key)
          this.#failures.delete(id)
        } catch (error) {
          const failures = (this.#failures.get(id) ?? 0) + 1
          this.#failures.set(id, failures)
          this.enqueueAfter(handler, key, Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LAST_RETRY_MS))
          this.onError(error, handler, key)
        }
        if (stop?.()) return this.#queue.size === 0
      }
    } finally {
      this.#draining = false
    }
    return true
  }

  /** When the next timer fires; undefined when there is none. Background timers count only if asked for. */
  nextTimerMs(background = false): number | undefined {
    return background ? this.#peek()?.atMs : this.#first(this.#nearing)?.atMs
  }

  /** Moves time forward by `ms`, firing every timer on the way in order, and doing its work before the next fires. */
  advance(ms: number): void {
    this.advanceTo(this.#nowMs + ms)
  }

  /** True when it got there; false when `stop` ended the slice: call it again, with the same end. */
  advanceTo(endMs: number, stop?: Stop): boolean {
    for (let ended = false; ; ) {
      if (!this.drain(stop)) return false
      if (this.#telling) {
        if (!this.#tell(stop)) return false
        continue
      }
      if (ended) return true
      const timer = this.#peek()
      if (timer && timer.atMs <= endMs) this.#fire(timer.atMs)
      else {
        this.#nowMs = Math.max(this.#nowMs, endMs)
        ended = true
      }
      this.#telling = true
      if (!this.drain(stop)) return false
    }
  }

  /** Moves from timer to timer until nothing but background work is left, for at most `maxMs`. Returns true if idle. */
  settle(maxMs = 60_000): boolean {
    this.settleTo(this.#nowMs + maxMs)
    return this.idle
  }

  /** Settles until `endMs` at the latest; false when `stop` ended the slice: call it again, with the same end. */
  settleTo(endMs: number, stop?: Stop): boolean {
    if (!this.drain(stop)) return false
    for (let next = this.nextTimerMs(); next !== undefined; next = this.nextTimerMs()) {
      if (!this.advanceTo(Math.min(next, endMs), stop)) return false
      if (next > endMs) return true
    }
    return !this.#telling || this.advanceTo(this.#nowMs, stop)
  }

  get idle(): boolean {
    return this.#queue.size === 0 && this.#foreground === 0
  }

  snapshot(): LoopState {
    return {
      nowMs: this.#nowMs,
      random: this.random.state,
      queue: [...this.#queue.values()],
      timers: [...this.#due.values()].sort(earlier).map(({ id: _, ...timer }) => timer),
      failures: [...this.#failures],
      order: this.#order,
    }
  }

  restore(state: LoopState): void {
    for (const handler of [...state.queue.map(([name]) => name), ...state.timers.map((timer) => timer.handler)])
      if (!this.#handlers.has(handler)) throw new Error(`no handler is named ${handler}`)
    this.#nowMs = state.nowMs
    this.random.state = state.random
    this.#queue = new Map(state.queue.map(([handler, key]) => [`${handler}\n${key}`, [handler, key]]))
    this.#nearing = []
    this.#background = []
    this.#due.clear()
    this.#foreground = 0
    for (const timer of state.timers) {
      if (!timer.background) this.#foreground++
      this.#add({ id: timerId(timer.handler, timer.key, timer.background), ...timer })
    }
    this.#failures = new Map(state.failures)
    this.#order = state.order
    this.moved.notify()
  }

  /** Moves time to a timer, and queues what is due then. */
  #fire(atMs: number): void {
    this.#nowMs = Math.max(this.#nowMs, atMs)
    for (let due = this.#peek(); due && due.atMs <= atMs; due = this.#peek()) {
      pop(due.background ? this.#background : this.#nearing)
      this.#forget(due)
      this.enqueue(due.handler, due.key)
    }
  }

  /** Those who work on `moved` may ask to be told again, when a slice ends before they have done all. */
  #tell(stop: Stop | undefined): boolean {
    this.#telling = false
    this.stop = stop
    try {
      this.moved.notify()
    } finally {
      this.stop = undefined
    }
    return !(stop?.() ?? false) || !this.#telling
  }

  /** Tells `moved` once more before time moves on. */
  tellAgain(): void {
    this.#telling = true
  }

  #live(timer: Pending): boolean {
    return this.#due.get(timer.id) === timer
  }

  #forget(timer: Pending): void {
    if (!this.#live(timer)) return
    this.#due.delete(timer.id)
    if (!timer.background) this.#foreground--
  }

  #add(timer: Pending): void {
    this.#due.set(timer.id, timer)
    push(timer.background ? this.#background : this.#nearing, timer)
  }

  /** The earliest timer of a heap that still counts; superseded ones in front of it are dropped. */
  #first(heap: Pending[]): Pending | undefined {
    while (heap[0] && !this.#live(heap[0])) pop(heap)
    return heap[0]
  }

  #peek(): Pending | undefined {
    const a = this.#first(this.#nearing)
    const b = this.#first(this.#background)
    return a && b ? (earlier(a, b) <= 0 ? a : b) : (a ?? b)
  }
}

function push(heap: Pending[], timer: Pending): void {
  let at = heap.length
  heap.push(timer)
  while (at > 0) {
    const up = (at - 1) >> 1
    const parent = heap[up]
    if (!parent || earlier(parent, timer) <= 0) break
    heap[at] = parent
    at = up
  }
  heap[at] = timer
}

function pop(heap: Pending[]): void {
  const last = heap.pop()
  if (!last || heap.length === 0) return
  let at = 0
  for (;;) {
    let down = 2 * at + 1
    let child = heap[down]
    const right = heap[down + 1]
    if (child && right && earlier(right, child) < 0) {
      child = right
      down++
    }
    if (!child || earlier(last, child) <= 0) break
    heap[at] = child
    at = down
  }
  heap[at] = last
}

const timerId = (handler: string, key: string, background: boolean): string =>
  `${handler}\n${key}\n${background ? 'b' : 'f'}`

const earlier = (a: Timer, b: Timer): number => a.atMs - b.atMs || a.order - b.order
