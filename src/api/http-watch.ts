// Streams over HTTP: watches as JSON frames, one event a line (k8s.io/apiserver/pkg/endpoints/handlers/watch.go, v1.33),
// and container logs as plain text. Each writes when its source says that it changed, and only as much as the caller
// takes: what a slow one leaves waits in the watch, which drops who leaves too much.

import { type Pipe, type Signal, toBytes } from '../sim/index.ts'
import type { LogStream, Watch, WatchEvent } from './client.ts'

/** Virtual time, for the caller's `timeoutSeconds`. */
export interface DoorClock {
  readonly nowMs: number
  /** Notified when time has moved. */
  readonly moved: Signal
}

export interface WatchTimes {
  readonly clock: DoorClock
  /** Virtual time at which the server ends the watch. */
  readonly endMs: number | undefined
}

/** How often a watch that allows them gets bookmarks (cacher.go: bookmarkFrequency). */
const BOOKMARK_MS = 60_000
/** What may be on its way to a caller who does not read. */
const MOST_BYTES = 1 << 20
const EVENTS_AT_ONCE = 200

/** Sends each event as a line; `frame` may change an object on its way (`first` is true for the first event). */
export function watchResponse<T>(
  watch: Watch<T>,
  frame: (object: T, event: WatchEvent<T>, first: boolean) => unknown,
  times?: WatchTimes,
): Response {
  let first = true
  let markedMs = times?.clock.nowMs ?? 0
  const read = (): Uint8Array<ArrayBuffer> => {
    let lines = ''
    for (const event of watch.take(EVENTS_AT_ONCE)) {
      const object = event.type === 'ERROR' ? event.object : frame(event.object, event, first)
      first = false
      lines += `${JSON.stringify({ type: event.type, object })}\n`
    }
    return new TextEncoder().encode(lines)
  }
  const timePassed = (): void => {
    if (!times || watch.stopped) return
    const { nowMs } = times.clock
    const over = times.endMs !== undefined && nowMs >= times.endMs
    if (over || nowMs >= markedMs + BOOKMARK_MS) {
      markedMs = nowMs
      watch.bookmark()
    }
    if (over) watch.stop()
  }
  const moved = times?.clock.moved.subscribe(timePassed)
  return streamResponse('application/json', watch.changed, {
    read,
    ended: () => watch.stopped,
    stop() {
      moved?.()
      watch.stop()
    },
  })
}

export function logResponse(log: LogStream): Response {
  return streamResponse('text/plain', log.output.changed, {
    read: () => toBytes(log.output.read()),
    ended: () => log.output.ended,
    stop: () => log.stop(),
  })
}

/** All that a pipe holds, as the bytes it stands for. */
export const readBytes = (pipe: Pipe): Uint8Array<ArrayBuffer> => toBytes(pipe.read())

interface Source {
  read(): Uint8Array<ArrayBuffer>
  /** Nothing comes any more; what is there can still be read. */
  ended(): boolean
  stop(): void
}

function streamResponse(type: string, changed: Signal, source: Source): Response {
  let open = true
  let pump = (): void => {}
  const unsubscribe = changed.subscribe(() => pump())
  const finish = (): void => {
    open = false
    unsubscribe()
    source.stop()
  }
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        let pumping = false
        pump = () => {
          // Reading makes the source notify again; what that brings is taken by the loop below.
          if (!open || pumping) return
          pumping = true
          let empty = false
          while (!empty && (controller.desiredSize ?? 0) > 0) {
            const bytes = source.read()
            empty = bytes.length === 0
            if (!empty) controller.enqueue(bytes)
          }
          pumping = false
          if (!empty || !source.ended()) return
          finish()
          controller.close()
        }
        pump()
      },
      pull: () => pump(),
      cancel: finish,
    },
    { highWaterMark: MOST_BYTES, size: (chunk) => chunk.byteLength },
  )
  return new Response(body, { status: 200, headers: { 'Content-Type': type } })
}
