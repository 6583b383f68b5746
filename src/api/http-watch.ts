// Streams over HTTP: watches as JSON frames, one event a line (k8s.io/apiserver/pkg/endpoints/handlers/watch.go, v1.33),
// and container logs as plain text. Each writes when its source says that it changed; nothing here waits by itself.

import { type Pipe, type Signal, toBytes } from '../sim/index.ts'
import type { LogStream, Watch, WatchEvent } from './client.ts'

/** Virtual time, for the caller's `timeoutSeconds`. */
export interface DoorClock {
  readonly nowMs: number
  /** Notified when time has moved. */
  readonly moved: Signal
}

export interface StreamEnd {
  readonly clock: DoorClock
  /** Virtual time at which the server ends the watch. */
  readonly atMs: number
}

/** Sends each event as a line; `frame` may change an object on its way (`first` is true for the first event). */
export function watchResponse<T>(
  watch: Watch<T>,
  frame: (object: T, event: WatchEvent<T>, first: boolean) => unknown,
  end?: StreamEnd,
): Response {
  let first = true
  return streamResponse('application/json', watch.changed, end, {
    read() {
      let lines = ''
      for (const event of watch.take()) {
        const object = event.type === 'ERROR' ? event.object : frame(event.object, event, first)
        first = false
        lines += `${JSON.stringify({ type: event.type, object })}\n`
      }
      return new TextEncoder().encode(lines)
    },
    ended: () => watch.stopped,
    stop: () => watch.stop(),
  })
}

export function logResponse(log: LogStream): Response {
  return streamResponse('text/plain', log.output.changed, undefined, {
    read: () => toBytes(log.output.read()),
    ended: () => log.output.ended,
    stop: () => log.stop(),
  })
}

/** All that a pipe holds, as the bytes it stands for. */
export const readBytes = (pipe: Pipe): Uint8Array<ArrayBuffer> => toBytes(pipe.read())

interface Source {
  read(): Uint8Array<ArrayBuffer>
  ended(): boolean
  stop(): void
}

function streamResponse(type: string, changed: Signal, end: StreamEnd | undefined, source: Source): Response {
  const subscriptions: (() => void)[] = []
  let open = true
  const finish = (): void => {
    open = false
    for (const unsubscribe of subscriptions) unsubscribe()
    source.stop()
  }
  const body = new ReadableStream({
    start(controller) {
      let pumping = false
      const pump = (): void => {
        // Reading makes the source notify again; what that brings is taken by the loop below.
        if (!open || pumping) return
        pumping = true
        for (let bytes = source.read(); bytes.length > 0; bytes = source.read()) controller.enqueue(bytes)
        pumping = false
        if (!source.ended() && !(end && end.clock.nowMs >= end.atMs)) return
        finish()
        controller.close()
      }
      subscriptions.push(changed.subscribe(pump))
      if (end) subscriptions.push(end.clock.moved.subscribe(pump))
      pump()
    },
    cancel: finish,
  })
  return new Response(body, { status: 200, headers: { 'Content-Type': type } })
}
