// One forwarded connection: bytes of a client's HTTP go in, bytes of the answers come out. Node's own HTTP server reads
// and writes them; the pod's port answers. Missing: protocols that are not HTTP (whoever listens is asked per request).

import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import { Duplex } from 'node:stream'
import type { PortForward } from '../api/index.ts'
import { portRefusal } from '../api/later.ts'
import { toBytes } from '../sim/index.ts'

export interface PortSide {
  /** Bytes for the client. */
  send(bytes: Uint8Array): void
  /** Nothing more comes. */
  end(): void
}

export interface PortPipe {
  receive(bytes: Uint8Array): void
  /** The client says no more. */
  finished(): void
  gone(): void
}

/** A forwarded port's connections, or why there can be none: what the kubelet and the container runtime say. */
export function openPort(forward: PortForward, port: number, side: PortSide, on: { woken(): void }): PortPipe | string {
  const knock = forward.request(port, { protocol: 'tcp', method: '', path: '', headers: {}, body: '' })
  if (!knock.ok) return portRefusal(forward.pod, port, knock)
  const server = createServer((incoming, outgoing) => {
    serveOne(forward, port, incoming, outgoing)
      .then(() => on.woken())
      .catch(() => outgoing.destroy())
  })
  server.keepAliveTimeout = 0
  server.requestTimeout = 0
  server.headersTimeout = 0
  return join(server, side)
}

function join(server: Server, side: PortSide): PortPipe {
  const connection = new Duplex({
    allowHalfOpen: true,
    read() {},
    write(chunk: Buffer, _, done) {
      side.send(chunk)
      done()
    },
    final(done) {
      side.end()
      done()
    },
    destroy(error, done) {
      side.end()
      done(error)
    },
  })
  connection.on('error', () => {})
  server.emit('connection', connection)
  return {
    receive(bytes) {
      if (!connection.readableEnded && !connection.destroyed) connection.push(Buffer.from(bytes))
    },
    finished: () => void connection.push(null),
    gone: () => connection.destroy(),
  }
}

/** As much as the API server takes of a body, a forwarded one may have, too. */
const MOST_BYTES = 3 * 1024 * 1024

async function serveOne(
  forward: PortForward,
  port: number,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming) {
    if (!Buffer.isBuffer(chunk)) continue
    length += chunk.length
    if (length > MOST_BYTES) throw new Error('the body is too large')
    chunks.push(chunk)
  }
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value)
  const answered = forward.request(port, {
    protocol: 'http',
    method: incoming.method ?? 'GET',
    path: incoming.url ?? '/',
    headers,
    body: Buffer.concat(chunks).toString(),
  })
  if (!answered.ok) {
    outgoing.destroy()
    return
  }
  outgoing.sendDate = false
  outgoing.writeHead(answered.status, STATUS_CODES[answered.status], { ...answered.headers })
  outgoing.end(incoming.method === 'HEAD' ? undefined : toBytes(answered.body))
}
