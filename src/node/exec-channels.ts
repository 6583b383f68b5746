// What exec and attach carry, whatever the connection: five channels and the Status at the end, as
// k8s.io/apimachinery/pkg/util/remotecommand (v1.33) numbers them.

import type { ExecStream, Status } from '../api/index.ts'
import { ByteDecoder, toBytes } from '../sim/index.ts'

export const channels = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4 } as const

/** The connection's side: bytes out on a channel, and the end. */
export interface ExecTransport {
  send(channel: number, bytes: Uint8Array): void
  /** The process has ended and everything was sent. */
  end(): void
}

export interface ExecInput {
  stdin(bytes: Uint8Array): void
  endStdin(): void
  resize(bytes: Uint8Array): void
  /** The connection is gone: the process ends. */
  gone(): void
}

/** Joins a process and a connection. `woken` is called when input came, so that the process can go on. */
export function joinExec(
  stream: ExecStream,
  transport: ExecTransport,
  woken: () => void,
  reword: (message: string) => string = (message) => message,
): ExecInput {
  const subscriptions: (() => void)[] = []
  const outputs = [
    [channels.stdout, stream.stdout],
    [channels.stderr, stream.stderr],
  ] as const
  let open = true
  const close = (): void => {
    open = false
    for (const unsubscribe of subscriptions) unsubscribe()
  }
  let pumping = false
  const pump = (): void => {
    // Reading makes the pipe notify again; what that brings is taken by the loop below.
    if (!open || pumping) return
    pumping = true
    for (let more = true; more; ) {
      more = false
      for (const [channel, pipe] of outputs) {
        const text = pipe.read()
        if (text === '') continue
        transport.send(channel, toBytes(text))
        more = true
      }
    }
    pumping = false
    if (!stream.status || !open) return
    close()
    transport.send(channels.error, new TextEncoder().encode(JSON.stringify(wireStatus(stream.status, reword))))
    transport.end()
  }
  for (const signal of [stream.stdout.changed, stream.stderr.changed, stream.ended])
    subscriptions.push(signal.subscribe(pump))
  const decoder = new ByteDecoder()
  const input: ExecInput = {
    stdin(bytes) {
      if (!open) return
      stream.stdin.write(decoder.decode(bytes))
      woken()
    },
    endStdin() {
      if (!open) return
      stream.stdin.end()
      woken()
    },
    resize(bytes) {
      if (!open) return
      for (const { Width, Height } of sizesOf(bytes)) stream.resize(Width, Height)
      woken()
    },
    gone() {
      if (!open) return
      close()
      stream.stop()
      woken()
    },
  }
  woken()
  pump()
  return input
}

/** Sizes come as JSON objects, one a line. What cannot be read changes nothing, as upstream. */
function sizesOf(bytes: Uint8Array): { readonly Width: number; readonly Height: number }[] {
  return new TextDecoder()
    .decode(bytes)
    .split('\n')
    .flatMap((line) => {
      try {
        const size: unknown = JSON.parse(line)
        if (typeof size !== 'object' || size === null || !('Width' in size) || !('Height' in size)) return []
        const { Width, Height } = size
        return typeof Width === 'number' && typeof Height === 'number' ? [{ Width, Height }] : []
      } catch {
        return []
      }
    })
}

/** The error channel's Status has no kind. */
function wireStatus({ status, message, reason, details, code }: Status, reword: (message: string) => string): object {
  if (status === 'Success') return { metadata: {}, status }
  return { metadata: {}, status, message: reword(message ?? ''), reason, details, code }
}
