// port-forward: SPDY streams in pairs (error and data, joined by `requestid`), on a plain connection or tunnelled through
// a WebSocket (kubectl 1.31 and later), and the older WebSocket form with two channels for each port. Models
// pkg/kubelet/cri/streaming/portforward/{httpstream,websocket}.go (v1.33).

import type { Duplex } from 'node:stream'
import { createWebSocketStream, type RawData, type WebSocket } from 'ws'
import type { PortForward } from '../api/index.ts'
import { openPort, type PortPipe } from './port-pipe.ts'
import { speakSpdy } from './spdy.ts'

export const PORT_FORWARD = 'portforward.k8s.io'
export const TUNNELLED = `SPDY/3.1+${PORT_FORWARD}`

interface Notices {
  woken(): void
  sent(): void
}

export function forwardOverSpdy(socket: Duplex, head: Buffer, forward: PortForward, on: Notices): void {
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: ${PORT_FORWARD}\r\n\r\n`,
  )
  forwardStreams(socket, head, forward, on)
}

export function forwardOverTunnel(socket: WebSocket, forward: PortForward, on: Notices): void {
  const stream = createWebSocketStream(socket)
  stream.on('error', () => stream.destroy())
  forwardStreams(stream, Buffer.alloc(0), forward, on)
}

function forwardStreams(socket: Duplex, head: Buffer, forward: PortForward, on: Notices): void {
  /** The error stream of each request that has no data stream yet. */
  const waiting = new Map<string, number>()
  const pipes = new Map<number, PortPipe>()
  const spdy = speakSpdy(socket, head, {
    opened(id, headers) {
      const request = headers.get('requestid') ?? ''
      const port = Number(headers.get('port'))
      if (headers.get('streamtype') === 'error') {
        waiting.set(request, id)
        return
      }
      const error = waiting.get(request)
      if (headers.get('streamtype') !== 'data' || error === undefined || !Number.isInteger(port)) return
      waiting.delete(request)
      let open = true
      const side = {
        send(bytes: Uint8Array) {
          if (!open) return
          spdy.send(id, bytes)
          on.sent()
        },
        end() {
          if (!open) return
          open = false
          pipes.delete(id)
          spdy.finish(id)
          spdy.finish(error)
        },
      }
      const pipe = openPort(forward, port, side, on)
      if (typeof pipe !== 'string') {
        pipes.set(id, pipe)
        return
      }
      spdy.send(error, new TextEncoder().encode(pipe))
      side.end()
    },
    data: (id, bytes) => pipes.get(id)?.receive(bytes),
    finished: (id) => pipes.get(id)?.finished(),
    gone() {
      for (const pipe of [...pipes.values()]) pipe.gone()
      pipes.clear()
    },
  })
}

/** Each port has two channels, data and error; both begin with the port's number, two bytes, low one first. */
export function forwardOverSocket(
  socket: WebSocket,
  ports: readonly number[],
  forward: PortForward,
  on: Notices,
): void {
  const send = (channel: number, bytes: Uint8Array): void => {
    if (socket.readyState !== socket.OPEN) return
    socket.send(Buffer.concat([Buffer.from([channel]), bytes]))
    on.sent()
  }
  const pipes = ports.map((port, index): PortPipe | undefined => {
    const data = index * 2
    const start = Uint8Array.of(port & 255, port >> 8)
    send(data, start)
    send(data + 1, start)
    const side = { send: (bytes: Uint8Array) => send(data, bytes), end: () => socket.close(1000) }
    const pipe = openPort(forward, port, side, on)
    if (typeof pipe !== 'string') return pipe
    send(data + 1, new TextEncoder().encode(pipe))
    return undefined
  })
  socket.on('message', (message: RawData) => {
    const bytes = Array.isArray(message) ? Buffer.concat(message) : new Uint8Array(message)
    const [channel = 255] = bytes
    if (channel % 2 === 0) pipes[channel / 2]?.receive(bytes.subarray(1))
  })
  const gone = (): void => {
    for (const pipe of pipes) pipe?.gone()
  }
  socket.on('close', gone)
  socket.on('error', gone)
}

/** The port numbers of a request: `ports=80&ports=90,91`; undefined when one of them is none. */
export function portsOf(query: URLSearchParams): number[] | undefined {
  const texts = query.getAll('ports').flatMap((text) => text.split(','))
  const ports = texts.map((text) => (/^\d{1,5}$/.test(text) ? Number(text) : 0))
  return ports.length > 0 && ports.every((port) => port > 0 && port < 65_536) ? ports : undefined
}
