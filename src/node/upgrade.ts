// Connections that ask for another protocol: exec, attach and port-forward over WebSockets or SPDY; watches and logs as
// messages of a WebSocket (k8s.io/apimachinery/pkg/util/httpstream/wsstream, v1.33). What is wrong with the request is
// answered as HTTP, else the connection becomes the stream's.

import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { errorResponse, execOptions, parseResourcePath, type StreamOptions } from '../api/http.ts'
import type { Client, ExecStream, ObjectTarget, PortForward } from '../api/index.ts'
import type { ServedClock } from './clock.ts'
import { execOverSocket, socketProtocols } from './exec-socket.ts'
import { execOverSpdy, spdyProtocol } from './exec-spdy.ts'
import { foreignHost, isLocal, isStream, toRequest } from './http-bridge.ts'
import {
  forwardOverSocket,
  forwardOverSpdy,
  forwardOverTunnel,
  PORT_FORWARD,
  portsOf,
  TUNNELLED,
} from './port-forward.ts'
import type { ServedLab } from './serve.ts'

export interface Upgrading {
  readonly lab: ServedLab
  readonly clock: ServedClock
  readonly origin: () => string
}

export interface Upgrades {
  upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

const protocols = [TUNNELLED, ...socketProtocols, 'binary.k8s.io']

export function acceptUpgrades(to: Upgrading): Upgrades {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: 1 << 22,
    handleProtocols: (offered) => protocols.find((protocol) => offered.has(protocol)) ?? false,
  })
  const live = new Set<Duplex>()
  return {
    upgrade(incoming, socket, head) {
      live.add(socket)
      socket.on('close', () => live.delete(socket))
      socket.on('error', () => socket.destroy())
      const websocket = (use: (connection: WebSocket) => void): void =>
        sockets.handleUpgrade(incoming, socket, head, (connection) => {
          connection.on('error', () => connection.terminate())
          use(connection)
        })
      to.clock.request()
      const headers = new Headers()
      for (const [name, value] of Object.entries(incoming.headers))
        if (value !== undefined) headers.set(name, String(value))
      to.lab
        .clientFor(headers)
        .then((client) => open(to, client, incoming, socket, head, websocket))
        .catch((error: unknown) => errorResponse(error))
        .then((refused) => refused && refuse(socket, refused))
    },
    close() {
      // The HTTP server does not know them any more, and would wait for them.
      for (const socket of live) socket.destroy()
    },
  }
}

type Accept = (use: (connection: WebSocket) => void) => void

function open(
  to: Upgrading,
  client: Client,
  incoming: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  websocket: Accept,
): Response | undefined {
  if (!isLocal(incoming)) return foreignHost()
  const { lab, clock } = to
  const { pathname, searchParams } = new URL(`${to.origin()}${incoming.url ?? '/'}`)
  const path = parseResourcePath(pathname)
  const isSocket = incoming.headers.upgrade?.toLowerCase() === 'websocket'
  const isSpdy = incoming.headers.upgrade?.toLowerCase() === 'spdy/3.1'
  const unknown = new Response('unable to upgrade: unknown protocol\n', { status: 400 })
  const on = {
    woken() {
      clock.request()
      lab.advance(0)
    },
    sent: () => clock.sent(),
  }
  const live = (): void => void socket.on('close', clock.open(true))
  const { name, subresource } = path ?? {}
  if (path?.group !== '' || path.resource !== 'pods' || name === undefined || !streams.includes(subresource ?? '')) {
    if (!isSocket) return new Response('404 page not found\n', { status: 404 })
    streamOverSocket(to, incoming, socket, websocket)
    return undefined
  }
  const target: ObjectTarget = { ...path, name }
  if (subresource === 'portforward') {
    const forward: PortForward = client.portForward(target)
    const offered = String(incoming.headers[isSocket ? 'sec-websocket-protocol' : 'x-stream-protocol-version'] ?? '')
    const speaks = (protocol: string): boolean => offered.split(',').some((one) => one.trim() === protocol)
    if (isSpdy && speaks(PORT_FORWARD)) {
      live()
      forwardOverSpdy(socket, head, forward, on)
      return undefined
    }
    if (!isSocket) return unknown
    if (speaks(TUNNELLED)) {
      live()
      websocket((connection) => forwardOverTunnel(connection, forward, on))
      return undefined
    }
    const ports = portsOf(searchParams)
    if (!ports) return new Response('query parameter "port" is required\n', { status: 400 })
    live()
    websocket((connection) => forwardOverSocket(connection, ports, forward, on))
    return undefined
  }
  const offered = String(incoming.headers['x-stream-protocol-version'])
  if (!isSocket && !(isSpdy && spdyProtocol(offered) !== undefined)) return unknown
  const wanted: StreamOptions = execOptions(searchParams)
  const stream: ExecStream = subresource === 'exec' ? client.exec(target, wanted) : client.attach(target, wanted)
  live()
  if (isSocket) websocket((connection) => execOverSocket(connection, stream, on))
  else execOverSpdy(socket, head, stream, wanted, on)
  return undefined
}

const streams = ['exec', 'attach', 'portforward']

/** The lines of a watch as text messages, a log's bytes as binary ones. */
async function streamOverSocket(
  { lab, clock, origin }: Upgrading,
  incoming: IncomingMessage,
  socket: Duplex,
  websocket: Accept,
): Promise<void> {
  const request = await toRequest(incoming, origin())
  const response = request instanceof Response ? request : await lab.fetch(request)
  // What is no stream is answered as if nobody had asked for another protocol.
  const streams = request instanceof Request && (isStream(request) || new URL(request.url).pathname.endsWith('/log'))
  if (response.status !== 200 || !response.body || !streams) {
    refuse(socket, response)
    return
  }
  const reader = response.body.getReader()
  const isWatch = response.headers.get('Content-Type') === 'application/json'
  socket.on('close', clock.open(!isWatch))
  socket.on('close', () => void reader.cancel().catch(() => {}))
  websocket(async (connection) => {
    let rest = ''
    const decoder = new TextDecoder()
    for (;;) {
      const { done, value } = await reader.read()
      if (done || connection.readyState !== connection.OPEN) break
      clock.sent()
      if (!isWatch) connection.send(value)
      else {
        const lines = (rest + decoder.decode(value, { stream: true })).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) connection.send(line)
      }
    }
    connection.close(1000)
  })
}

/** An ordinary answer on a connection that asked for another protocol. */
async function refuse(socket: Duplex, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer())
  const headers = { ...Object.fromEntries(response.headers), 'content-length': body.length, connection: 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(Buffer.concat([Buffer.from(`HTTP/1.1 ${response.status} Refused\r\n${lines.join('')}\r\n`), body]))
}
