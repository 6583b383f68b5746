// Serves a lab's Kubernetes API on loopback: HTTP with streams, WebSockets for exec and attach, and the two addresses
// that move virtual time by hand. Missing: port-forward.

import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { errorResponse, execOptions, parseResourcePath } from '../api/http.ts'
import type { ExecStream } from '../api/index.ts'
import type { Lab } from '../lab/index.ts'
import { manualClock, realClock, type ServedClock } from './clock.ts'
import { execOverSocket, socketProtocols } from './exec-socket.ts'
import { execOverSpdy, spdyProtocol } from './exec-spdy.ts'
import { sendResponse, toRequest } from './http-bridge.ts'

/** As much of a lab as serving needs. */
export type ServedLab = Pick<Lab, 'client' | 'fetch' | 'nowMs' | 'advance' | 'settle' | 'nextMs'>

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

export async function serve(lab: ServedLab, options: ServeOptions = {}): Promise<Served> {
  const clock = options.clock === 'real' ? realClock(lab) : manualClock(lab)
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => socketProtocols.find((protocol) => offered.has(protocol)) ?? false,
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
    upgrade({ lab, clock, sockets, origin: url }, incoming, socket, head)
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

async function answer(lab: ServedLab, clock: ServedClock, request: Request, options: ServeOptions): Promise<Response> {
  clock.request()
  const { pathname, searchParams } = new URL(request.url)
  if (pathname.startsWith('/-/')) return moveTime(lab, request, pathname, searchParams, options)
  const response = await lab.fetch(request)
  // What the request set in motion, and needs no time, happens before the caller's next one.
  lab.advance(0)
  return response
}

function moveTime(
  lab: ServedLab,
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

interface Upgrading {
  readonly lab: ServedLab
  readonly clock: ServedClock
  readonly sockets: WebSocketServer
  readonly origin: string
}

/** exec and attach: what is wrong with the request is answered as HTTP, else the connection becomes the process's. */
function upgrade(to: Upgrading, incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { lab, clock } = to
  const url = new URL(incoming.url ?? '/', to.origin)
  const wanted = execOptions(url.searchParams)
  clock.request()
  const opened = openExec(lab, incoming, url, wanted)
  if (opened instanceof Response) {
    refuse(socket, opened)
    return
  }
  const on = {
    woken: () => {
      clock.request()
      lab.advance(0)
    },
    sent: () => clock.sent(),
  }
  const closed = clock.open(true)
  socket.on('close', closed)
  if (isWebSocket(incoming))
    to.sockets.handleUpgrade(incoming, socket, head, (connection) => execOverSocket(connection, opened, on))
  else execOverSpdy(socket, head, opened, wanted, on)
}

function openExec(
  lab: ServedLab,
  incoming: IncomingMessage,
  url: URL,
  wanted: ReturnType<typeof execOptions>,
): ExecStream | Response {
  if (!isLocal(incoming)) return foreignHost()
  const path = parseResourcePath(url.pathname)
  if (path?.resource !== 'pods' || path.name === undefined || !['exec', 'attach'].includes(path.subresource ?? ''))
    return new Response('404 page not found\n', { status: 404 })
  const offered = incoming.headers['x-stream-protocol-version']
  const isSpdy = incoming.headers.upgrade?.toLowerCase() === 'spdy/3.1' && spdyProtocol(String(offered)) !== undefined
  if (!isSpdy && !isWebSocket(incoming)) return new Response('unable to upgrade: unknown protocol\n', { status: 400 })
  const target = { ...path, name: path.name }
  try {
    return path.subresource === 'exec' ? lab.client.exec(target, wanted) : lab.client.attach(target, wanted)
  } catch (error) {
    return errorResponse(error)
  }
}

const isWebSocket = (incoming: IncomingMessage): boolean => incoming.headers.upgrade?.toLowerCase() === 'websocket'

/** An ordinary answer on a connection that asked for another protocol. */
async function refuse(socket: Duplex, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer())
  const headers = { ...Object.fromEntries(response.headers), 'content-length': body.length, connection: 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(Buffer.concat([Buffer.from(`HTTP/1.1 ${response.status} Refused\r\n${lines.join('')}\r\n`), body]))
}
