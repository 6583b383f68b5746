// Puts a `Request → Response` function behind Node's HTTP server: bodies in, streams out, and the end of a connection
// ends the stream that it carried.

import type { IncomingMessage, ServerResponse } from 'node:http'

/** One byte more than the door takes, so that it can say that it is too much. */
const MOST_BYTES = 3 * 1024 * 1024 + 1

export async function toRequest(incoming: IncomingMessage, origin: string): Promise<Request> {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined && !name.startsWith(':')) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  const method = incoming.method ?? 'GET'
  const url = new URL(incoming.url ?? '/', origin)
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
