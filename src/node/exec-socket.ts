// exec and attach over a WebSocket, as k8s.io/apimachinery/pkg/util/remotecommand and kubelet's server (v1.33) speak it:
// binary messages whose first byte is a channel. v5 adds the closing of one channel (255, number).
// Missing: SPDY/3.1, which kubectl 1.27–1.29 use, and port-forward.

import type { WebSocket } from 'ws'
import { ByteDecoder, type ExecStream, encodeBytes, type Status } from '../api/index.ts'

export const execProtocols: readonly string[] = ['v5.channel.k8s.io', 'v4.channel.k8s.io']

const STDIN = 0
const STDOUT = 1
const STDERR = 2
const FAULT = 3
const RESIZE = 4
const CLOSE = 255

/** `woken` is called when input came, so that the process can go on. */
export function connectExec(
  socket: WebSocket,
  stream: ExecStream,
  options: { readonly tty: boolean; readonly woken: () => void; readonly sent: () => void },
): void {
  const subscriptions: (() => void)[] = []
  let open = true
  const send = (channel: number, bytes: Uint8Array): void => {
    const message = new Uint8Array(bytes.length + 1)
    message[0] = channel
    message.set(bytes, 1)
    socket.send(message)
    options.sent()
  }
  const pump = (): void => {
    if (!open) return
    const stdout = stream.stdout.read()
    if (stdout !== '') send(STDOUT, encodeBytes(stdout))
    const stderr = stream.stderr.read()
    if (stderr !== '') send(STDERR, encodeBytes(stderr))
    if (!stream.status || !open) return
    open = false
    for (const unsubscribe of subscriptions) unsubscribe()
    send(FAULT, new TextEncoder().encode(JSON.stringify(wireStatus(stream.status))))
    socket.close(1000)
  }
  for (const signal of [stream.stdout.changed, stream.stderr.changed, stream.ended])
    subscriptions.push(signal.subscribe(pump))

  const decoder = new ByteDecoder()
  socket.on('message', (data) => {
    const bytes = Array.isArray(data) ? Buffer.concat(data) : new Uint8Array(data)
    const channel = bytes[0]
    const rest = bytes.subarray(1)
    if (!open) return
    if (channel === STDIN) stream.stdin.write(decoder.decode(rest))
    else if (channel === RESIZE) resize(stream, rest)
    else if (channel === CLOSE && rest[0] === STDIN) stream.stdin.end()
    options.woken()
  })
  const gone = (): void => {
    if (open) {
      open = false
      for (const unsubscribe of subscriptions) unsubscribe()
      stream.stop()
      options.woken()
    }
  }
  socket.on('close', gone)
  socket.on('error', gone)
  // An empty message tells the client that the connection stands.
  send(STDOUT, new Uint8Array())
  options.woken()
  pump()
}

function resize(stream: ExecStream, bytes: Uint8Array): void {
  try {
    const size: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof size !== 'object' || size === null || !('Width' in size) || !('Height' in size)) return
    if (typeof size.Width === 'number' && typeof size.Height === 'number') stream.resize(size.Width, size.Height)
  } catch {
    // A size that cannot be read changes nothing, as upstream.
  }
}

/** The error channel's Status has no kind. */
function wireStatus({ status, message, reason, details, code }: Status): object {
  if (status === 'Success') return { metadata: {}, status }
  return { metadata: {}, status, message, reason, details, code }
}
