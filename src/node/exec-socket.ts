// exec and attach over a WebSocket: binary messages whose first byte is the channel. v5 adds the closing of one channel
// (255, number). Kubectl 1.30 and later try this first.

import type { RawData, WebSocket } from 'ws'
import type { ExecStream } from '../api/index.ts'
import { channels, joinExec } from './exec-channels.ts'

export const socketProtocols: readonly string[] = ['v5.channel.k8s.io', 'v4.channel.k8s.io']

const CLOSE = 255

export function execOverSocket(socket: WebSocket, stream: ExecStream, on: { woken(): void; sent(): void }): void {
  const send = (channel: number, bytes: Uint8Array): void => {
    const message = new Uint8Array(bytes.length + 1)
    message[0] = channel
    message.set(bytes, 1)
    socket.send(message)
    on.sent()
  }
  // An empty message tells the client that the connection stands.
  send(channels.stdout, new Uint8Array())
  const input = joinExec(stream, { send, end: () => socket.close(1000) }, () => on.woken())
  socket.on('message', (data) => {
    const [channel, ...rest] = bytesOf(data)
    const bytes = new Uint8Array(rest)
    if (channel === channels.stdin) input.stdin(bytes)
    else if (channel === channels.resize) input.resize(bytes)
    else if (channel === CLOSE && bytes[0] === channels.stdin) input.endStdin()
  })
  socket.on('close', () => input.gone())
  socket.on('error', () => input.gone())
}

function bytesOf(data: RawData): Uint8Array {
  return Array.isArray(data) ? Buffer.concat(data) : new Uint8Array(data)
}
