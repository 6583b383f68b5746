// Serves a lab's Kubernetes API on loopback: HTTP with streams, WebSockets for exec and attach, and the two addresses
// that move virtual time by hand.

import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { type ExecStream, errorResponse, execOptions, parseResourcePath } from '../api/index.ts'
import type { Lab } from '../lab/index.ts'
import { manualClock, realClock, type ServedClock } from './clock.ts'
import { connectExec, execProtocols } from './exec-socket.ts'
import { sendResponse, toRequest } from './http-bridge.ts'

export interface ServeOptions {
  /** 0: any free port. */
  readonly port?: number
  readonly clock?: 'real' | 'manual'
  /** Told of faults that are ours. */
  readonly onFault?: (error: unknown) => void
}

export interface Served {
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

const HOST = '127.0.0.1'

export async function serve(lab: Lab, options: ServeOptions = {}): Promise<Served> {
  const clock = options.clock === 'real' ? realClock(lab) : manualClock(lab)
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => execProtocols.find((protocol) => offered.has(protocol)) ?? false,
  })
  let url = ''
  const server = createServer(async (incoming, outgoing) => {
    try {
      const request = await toRequest(incoming, url)
      const response = isLocal(incoming) ? await answer(lab, clock, request, options) : foreignHost()
      const closed = isStream(request) ? clock.open(isLive(request)) : () => {}
      outgoing.on('close', closed)
      await sendResponse(response, outgoing, () => clock.sent()).finally(closed)
    } catch (error) {
      options.onFault?.(error)
      outgoing.destroy()
    }
  })
  server.on('upgrade', (incoming, socket: Duplex, head) => {
    socket.on('error', () => socket.destroy())
    upgrade(lab, clock, sockets, url, incoming, socket, head)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, HOST, () => resolve())
  })
  const { port } = server.address() as AddressInfo
  url = `http://${HOST}:${port}`
  return {
    url,
    port,
    close() {
      clock.stop()
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

async function answer(lab: Lab, clock: ServedClock, request: Request, options: ServeOptions): Promise<Response> {
  clock.request()
  const { pathname, searchParams } = new URL(request.url)
  if (pathname.startsWith('/-/')) return moveTime(lab, request, pathname, searchParams, options)
  const response = await lab.fetch(request)
  // What the request set in motion, and needs no time, happens before the caller's next one.
  lab.advance(0)
  return response
}

function moveTime(
  lab: Lab,
  request: Request,
  pathname: string,
  query: URLSearchParams,
  options: ServeOptions,
): Response {
  const plain = (status: number, text: string): Response => new Response(`${text}\n`, { status })
  if (pathname !== '/-/settle' && pathname !== '/-/advance')
    return plain(404, 'there are /-/settle and /-/advance?seconds=N')
  if (request.method !== 'POST') return plain(405, 'use POST')
  if (options.clock === 'real')
    return plain(409, 'time is that of the wall clock; start with --clock manual to move it')
  if (pathname === '/-/settle') lab.settle()
  else {
    const seconds = Number(query.get('seconds') ?? Number.NaN)
    if (!(seconds >= 0 && seconds <= 366 * 86_400)) return plain(400, 'seconds must be a number, at most a year')
    lab.advance(seconds * 1000)
  }
  return Response.json({ now: new Date(lab.nowMs()).toISOString() })
}

const isStream = (request: Request): boolean =>
  request.method === 'GET' && /[?&](watch|follow)=(true|1)(&|$)/.test(request.url)

const isLive = (request: Request): boolean => /[?&]follow=(true|1)(&|$)/.test(request.url)

/** A page in a browser must not reach this server under a name of its own. */
function isLocal(incoming: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(incoming.headers.host ?? '')
}

const foreignHost = (): Response =>
  new Response('this server answers to 127.0.0.1 and localhost only\n', { status: 421 })

function upgrade(
  lab: Lab,
  clock: ServedClock,
  sockets: WebSocketServer,
  origin: string,
  incoming: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const url = new URL(incoming.url ?? '/', origin)
  clock.request()
  let stream: ExecStream | undefined
  let refusal: Response | undefined
  const options = execOptions(url.searchParams)
  try {
    const path = parseResourcePath(url.pathname)
    const isWebSocket = incoming.headers.upgrade?.toLowerCase() === 'websocket'
    if (!isLocal(incoming)) refusal = foreignHost()
    else if (path?.resource === 'pods' && path.name !== undefined) {
      const target = { ...path, name: path.name }
      if (path.subresource === 'exec') stream = lab.client.exec(target, options)
      else if (path.subresource === 'attach') stream = lab.client.attach(target, options)
      if (stream && !isWebSocket) {
        stream.stop()
        refusal = new Response('only WebSocket connections can be upgraded to\n', { status: 400 })
      }
    }
    if (!stream) refusal ??= new Response('404 page not found\n', { status: 404 })
  } catch (error) {
    refusal = errorResponse(error)
  }
  if (refusal || !stream) {
    if (refusal) refuse(socket, refusal)
    return
  }
  const running = stream
  sockets.handleUpgrade(incoming, socket, head, (connection) => {
    const closed = clock.open(true)
    connection.on('close', closed)
    connectExec(connection, running, {
      tty: options.tty,
      woken: () => {
        clock.request()
        lab.advance(0)
      },
      sent: () => clock.sent(),
    })
  })
}

/** An ordinary answer on a connection that asked for another protocol. */
async function refuse(socket: Duplex, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer())
  const headers = { ...Object.fromEntries(response.headers), 'content-length': body.length, connection: 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(Buffer.concat([Buffer.from(`HTTP/1.1 ${response.status} Refused\r\n${lines.join('')}\r\n`), body]))
}
