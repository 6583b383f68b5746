// Puts a `Request → Response` function behind Node's HTTP server: bodies in, streams out, and the end of a connection
// ends the stream that it carried.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

/** One byte more than the door takes, so that it can say that it is too much. */
const MOST_BYTES = 3 * 1024 * 1024 + 1

/** A Response instead, when the request cannot be one for anybody. */
export async function toRequest(incoming: IncomingMessage, origin: string): Promise<Request | Response> {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined && !name.startsWith(':')) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  const method = incoming.method ?? 'GET'
  const { url: path = '/' } = incoming
  const address = path.startsWith('/') ? `${origin}${path}` : path
  if (!URL.canParse(address) || new URL(address).origin !== origin) {
    incoming.resume()
    return new Response('400 Bad Request', { status: 400 })
  }
  if (['CONNECT', 'TRACE', 'TRACK'].includes(method)) {
    incoming.resume()
    return new Response('405: Method Not Allowed\n', { status: 405 })
  }
  const url = new URL(address)
  if (method === 'GET' || method === 'HEAD') {
    incoming.resume()
    return new Request(url, { method, headers })
  }
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming) {
    if (length >= MOST_BYTES || !Buffer.isBuffer(chunk)) continue
    chunks.push(chunk)
    length += chunk.length
  }
  const bytes = new Uint8Array(Buffer.concat(chunks)).subarray(0, MOST_BYTES)
  return new Request(url, { method, headers, body: bytes.length > 0 ? bytes : null })
}

/** Sends a response; resolves when it is sent whole, or the caller has gone. `sent` is told of each chunk. */
export async function sendResponse(response: Response, outgoing: ServerResponse, sent: () => void): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (!response.body) {
    outgoing.end()
    return
  }
  const reader = response.body.getReader()
  outgoing.on('close', () => {
    reader.cancel().catch(() => {})
  })
  outgoing.flushHeaders()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    sent()
    if (!outgoing.write(value)) await drained(outgoing)
  }
  outgoing.end()
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      outgoing.off('drain', done)
      outgoing.off('close', done)
      resolve()
    }
    outgoing.on('drain', done)
    outgoing.on('close', done)
  })
}

export const isStream = (request: Request): boolean =>
  request.method === 'GET' && /[?&](watch|follow)=(true|1)(&|$)/.test(request.url)

export const isLive = (request: Request): boolean => /[?&]follow=(true|1)(&|$)/.test(request.url)

/** A page in a browser must not reach this server under a name of its own. */
export function isLocal(incoming: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(incoming.headers.host ?? '')
}

export const foreignHost = (): Response =>
  new Response('this server answers to 127.0.0.1 and localhost only\n', { status: 421 })

/** Bodies from this size on are compressed for who accepts it (responsewriters/writers.go: defaultGzipThresholdBytes). */
const ZIP_FROM_BYTES = 128 * 1024

/** Not for streams: the body is read whole. */
export async function zip(request: Request, response: Response): Promise<Response> {
  const accepts = (request.headers.get('Accept-Encoding') ?? '').split(',')
  const isJson = response.headers.get('Content-Type')?.startsWith('application/json')
  if (!isJson || !accepts.some((one) => one.split(';')[0]?.trim() === 'gzip')) return response
  const body = new Uint8Array(await response.arrayBuffer())
  const { status } = response
  const headers = new Headers(response.headers)
  if (body.length < ZIP_FROM_BYTES) return new Response(body.length > 0 ? body : null, { status, headers })
  headers.set('Content-Encoding', 'gzip')
  headers.append('Vary', 'Accept-Encoding')
  return new Response(new Uint8Array(gzipSync(body, { level: 1 })), { status, headers })
}
