// Serves a lab's Kubernetes API on loopback: HTTP with streams, upgraded connections, and the two addresses that move
// virtual time by hand.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Lab } from '../lab/index.ts'
import { manualClock, realClock, type ServedClock } from './clock.ts'
import { foreignHost, isLive, isLocal, isStream, sendResponse, toRequest, zip } from './http-bridge.ts'
import { acceptUpgrades } from './upgrade.ts'

/** As much of a lab as serving needs. */
export type ServedLab = Pick<Lab, 'clientFor' | 'fetch' | 'nowMs' | 'advance' | 'settle' | 'nextMs'>

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
  let url = ''
  const upgrades = acceptUpgrades({ lab, clock, origin: () => url })
  const server = createServer(async (incoming, outgoing) => {
    try {
      const request = isLocal(incoming) ? await toRequest(incoming, url) : foreignHost()
      if (request instanceof Response) return await sendResponse(request, outgoing, () => {})
      const response = await answer(lab, clock, request, options)
      const streams = isStream(request)
      const closed = streams ? clock.open(isLive(request)) : () => {}
      outgoing.on('close', closed)
      const zipped = streams ? response : await zip(request, response)
      await sendResponse(zipped, outgoing, () => clock.sent()).finally(closed)
    } catch (error) {
      options.onFault?.(error)
      outgoing.destroy()
    }
  })
  server.on('upgrade', (incoming, socket: Duplex, head) => upgrades.upgrade(incoming, socket, head))
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
      upgrades.close()
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
