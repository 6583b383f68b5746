// As much of SPDY/3.1 as exec and attach of kubectl 1.27–1.29 need (draft-mbelshe-httpbis-spdy-00): streams that the
// client opens, data both ways, pings. Flow control is left out, as by upstream's github.com/moby/spdystream.

import type { Duplex } from 'node:stream'
import { constants, inflateSync } from 'node:zlib'

export interface SpdyHandler {
  /** A stream was opened, with its headers (names in lower case). */
  opened(stream: number, headers: ReadonlyMap<string, string>): void
  data(stream: number, bytes: Uint8Array): void
  /** The client says no more on this stream. */
  finished(stream: number): void
  gone(): void
}

export interface Spdy {
  send(stream: number, bytes: Uint8Array): void
  /** Says that no more comes on this stream. */
  finish(stream: number): void
  end(): void
}

const SYN_STREAM = 1
const SYN_REPLY = 2
const RST_STREAM = 3
const PING = 6
const GOAWAY = 7
const FIN = 1
const HEADER = 8
const MOST = 1 << 20

export function speakSpdy(socket: Duplex, head: Buffer, handler: SpdyHandler): Spdy {
  let buffer = Buffer.alloc(0)
  let compressed = Buffer.alloc(0)
  let inflated = 0
  let replies = 0

  /** All header blocks of a connection are one zlib stream; they are few, so it is read from its start each time. */
  const readHeaders = (block: Buffer): Map<string, string> => {
    compressed = Buffer.concat([compressed, block])
    const all = inflateSync(compressed, { dictionary, finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MOST })
    const text = all.subarray(inflated)
    inflated = all.length
    const headers = new Map<string, string>()
    let at = 4
    const word = (): string => {
      const length = text.readUInt32BE(at)
      at += 4 + length
      return text.toString('utf8', at - length, at)
    }
    for (let left = text.readUInt32BE(0); left > 0; left--) headers.set(word().toLowerCase(), word())
    return headers
  }

  const control = (type: number, payload: Buffer): void => {
    const frame = Buffer.alloc(HEADER)
    frame.writeUInt16BE(0x8003, 0)
    frame.writeUInt16BE(type, 2)
    frame.writeUInt32BE(payload.length, 4)
    socket.write(Buffer.concat([frame, payload]))
  }

  const reply = (stream: number): void => {
    const id = Buffer.alloc(4)
    id.writeUInt32BE(stream)
    // No headers, uncompressed: the zlib stream's start (with the dictionary's checksum) once, a stored block with the
    // count, and an empty one, at which decompressors hand over what they have.
    const start = replies++ === 0 ? [0x78, 0x20, 0xe3, 0xc6, 0xa7, 0xc2] : []
    control(
      SYN_REPLY,
      Buffer.concat([id, Buffer.from([...start, 0, 4, 0, 0xfb, 0xff, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff])]),
    )
  }

  const frame = (first: number, flags: number, payload: Buffer): void => {
    if ((first & 0x80000000) === 0) {
      if (payload.length > 0) handler.data(first, payload)
      if (flags & FIN) handler.finished(first)
      return
    }
    switch (first & 0xffff) {
      case SYN_STREAM: {
        const stream = payload.readUInt32BE(0) & 0x7fffffff
        const headers = readHeaders(payload.subarray(10))
        reply(stream)
        handler.opened(stream, headers)
        if (flags & FIN) handler.finished(stream)
        return
      }
      case PING:
        control(PING, payload)
        return
      case RST_STREAM:
        handler.finished(payload.readUInt32BE(0) & 0x7fffffff)
        return
      case GOAWAY:
        handler.gone()
    }
  }

  const take = (bytes: Buffer): void => {
    buffer = Buffer.concat([buffer, bytes])
    try {
      while (buffer.length >= HEADER) {
        const second = buffer.readUInt32BE(4)
        const end = HEADER + (second & 0xffffff)
        if (buffer.length < end) return
        const whole = buffer.subarray(0, end)
        buffer = buffer.subarray(end)
        frame(whole.readUInt32BE(0), second >>> 24, whole.subarray(HEADER))
      }
    } catch {
      // Frames that cannot be read end the connection.
      socket.destroy()
    }
  }

  socket.on('data', take)
  socket.on('close', () => handler.gone())
  socket.on('end', () => handler.gone())
  if (head.length > 0) take(head)

  const data = (stream: number, flags: number, bytes: Uint8Array): void => {
    if (!socket.writable) return
    const start = Buffer.alloc(HEADER)
    start.writeUInt32BE(stream, 0)
    start.writeUInt32BE(((flags << 24) | bytes.length) >>> 0, 4)
    socket.write(Buffer.concat([start, bytes]))
  }
  return {
    send(stream, bytes) {
      for (let at = 0; at < bytes.length; at += MOST) data(stream, 0, bytes.subarray(at, at + MOST))
    },
    finish: (stream) => data(stream, FIN, new Uint8Array()),
    end: () => socket.end(),
  }
}

const words =
  'options,head,post,put,delete,trace,accept,accept-charset,accept-encoding,accept-language,accept-ranges,age,allow,authorization,cache-control,connection,content-base,content-encoding,content-language,content-length,content-location,content-md5,content-range,content-type,date,etag,expect,expires,from,host,if-match,if-modified-since,if-none-match,if-range,if-unmodified-since,last-modified,location,max-forwards,pragma,proxy-authenticate,proxy-authorization,range,referer,retry-after,server,te,trailer,transfer-encoding,upgrade,user-agent,vary,via,warning,www-authenticate,method,get,status,200 OK,version,HTTP/1.1,url,public,set-cookie,keep-alive,origin'
const rest =
  '100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505203 Non-Authoritative Information204 No Content301 Moved Permanently400 Bad Request401 Unauthorized403 Forbidden404 Not Found500 Internal Server Error501 Not Implemented503 Service UnavailableJan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMTchunked,text/html,image/png,image/jpg,image/gif,application/xml,application/xhtml+xml,text/plain,text/javascript,publicprivatemax-age=gzip,deflate,sdchcharset=utf-8charset=iso-8859-1,utf-,*,enq=0.'

/** The protocol's dictionary for header blocks: words with their lengths, then bare text. */
const dictionary = Buffer.concat([
  ...words.split(',').map((word) => Buffer.from(`\0\0\0${String.fromCharCode(word.length)}${word}`, 'latin1')),
  Buffer.from(rest),
])
