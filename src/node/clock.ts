// How virtual time moves while the API is served: with the wall clock, or by hand. By hand it also moves for a client
// that waits: while a watch, a followed log or an exec is open and no request comes, it goes from timer to timer, so
// that `kubectl delete` and `kubectl wait` end, and a recording of them is the same every time.

/** What a clock moves. */
export interface Movable {
  nowMs(): number
  advance(ms: number): void
  /** When something is due next, housekeeping aside. */
  nextMs(): number | undefined
}

export interface ServedClock {
  /** A request has come. */
  request(): void
  /** A stream is open until the returned function is called. `live`: it shows what happens by itself, as a log does. */
  open(live: boolean): () => void
  /** Something was sent on a stream. */
  sent(): void
  stop(): void
}

const REAL_STEP_MS = 50

export function realClock(world: Movable): ServedClock {
  let lastMs = Date.now()
  const step = (): void => {
    const nowMs = Date.now()
    const passedMs = Math.max(0, nowMs - lastMs)
    lastMs = nowMs
    world.advance(passedMs)
  }
  const timer = setInterval(step, REAL_STEP_MS)
  return { request: step, open: () => () => {}, sent: () => {}, stop: () => clearInterval(timer) }
}

/** A client that has more to ask does so within this time of the wall clock. */
const QUIET_MS = 30
/** A client that has just been told something may need a moment more to act on it. */
const AFTER_SENT_MS = 150

export function manualClock(world: Movable): ServedClock {
  let streams = 0
  let live = 0
  let sent = false
  let timer: NodeJS.Timeout | undefined
  const later = (ms: number, work: () => void): void => {
    clearTimeout(timer)
    timer = streams > 0 ? setTimeout(work, ms) : undefined
  }
  const step = (): void => {
    const next = world.nextMs()
    if (next === undefined) {
      // Only housekeeping is left. What a container does by itself is shown at its own pace.
      if (live === 0) return
      world.advance(QUIET_MS)
      later(QUIET_MS, step)
      return
    }
    sent = false
    world.advance(Math.max(0, next - world.nowMs()))
    later(1, () => (sent ? later(AFTER_SENT_MS, step) : step()))
  }
  return {
    request() {
      if (streams > 0) later(QUIET_MS, step)
    },
    open(isLive) {
      streams++
      if (isLive) live++
      later(QUIET_MS, step)
      let open = true
      return () => {
        if (!open) return
        open = false
        streams--
        if (isLive) live--
        if (streams === 0) later(0, step)
      }
    },
    sent() {
      sent = true
    },
    stop() {
      streams = 0
      clearTimeout(timer)
    },
  }
}
