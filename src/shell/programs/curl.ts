// curl 8: -s -S -f -i -I -v -o -O -X -d -H -A -u -k -L -m --max-time --connect-timeout -w --retry; HTTP only.
// Messages are curl 8's for an unknown host (6), a refused connection (7) and a timeout (28). Missing: https, uploads, cookies.

import {
  FileError,
  type Io,
  type NetFault,
  type NetResponse,
  type Program,
  reasonOf,
  type Steps,
} from '../../sim/index.ts'
import { byteLength } from '../bytes.ts'
import { parseOptions, UsageError } from '../options.ts'
import { resolvePath } from '../paths.ts'
import { emit, readAll, sleepFor } from '../stream.ts'
import { parseUrl, type Url } from '../url.ts'

const VERSION = '8.14.1'
/** How long a connection is tried when nobody says how long. */
const CONNECT_TIMEOUT_MS = 134_000

interface Wish {
  readonly url: Url
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly maxMs: number
  readonly connectMs: number
}

export const curl: Program = {
  name: 'curl',
  summary: 'curl [-sSfiIvL] [-X method] [-d data] [-H header] [-o file] [-m seconds] url…: make HTTP requests',
  *run(args, io): Steps<number> {
    let options: ReturnType<typeof parseOptions>
    try {
      options = parseOptions(args, {
        flags: 'sSfiIvkLOgGN46#qj',
        values: 'XdHomwuAebTxFrKz',
        long: {
          silent: 's',
          'show-error': 'S',
          fail: 'f',
          include: 'i',
          head: 'I',
          verbose: 'v',
          insecure: 'k',
          location: 'L',
          'remote-name': 'O',
          get: 'G',
          request: 'X=',
          data: 'd=',
          'data-raw': 'raw=',
          'data-binary': 'd=',
          'data-urlencode': 'd=',
          json: 'json=',
          header: 'H=',
          output: 'o=',
          'max-time': 'm=',
          'connect-timeout': 'connect=',
          'write-out': 'w=',
          user: 'u=',
          'user-agent': 'A=',
          retry: 'retry=',
          'retry-delay': 'delay=',
          'no-progress-meter': 's',
          'fail-with-body': 'f',
          version: 'version',
          url: 'url=',
        },
        faultStatus: 2,
      })
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      const name = /'([^']+)'/.exec(error.message)?.[1] ?? ''
      const shown = name.startsWith('-') ? name : `-${name}`
      const text = /requires/.test(error.message)
        ? `option ${shown}: requires parameter`
        : `option ${shown}: is unknown`
      throw new UsageError(`${text}\ncurl: try 'curl --help' or 'curl --manual' for more information`, 2, false)
    }
    if (options.has('version')) {
      yield* emit(io.stdout, `curl ${VERSION}\nProtocols: http\n`)
      return 0
    }
    const urls = [...options.operands, ...options.values('url')]
    if (urls.length === 0) {
      throw new UsageError(
        "(2) no URL specified\ncurl: try 'curl --help' or 'curl --manual' for more information",
        2,
        false,
      )
    }
    const seconds = (key: string): number | undefined => {
      const text = options.value(key)
      if (text === undefined) return undefined
      if (!/^\d+\.?\d*$/.test(text))
        throw new UsageError(
          `option ${key === 'm' ? '-m' : '--connect-timeout'}: expected a proper numerical parameter\ncurl: try 'curl --help' or 'curl --manual' for more information`,
          2,
          false,
        )
      return Number(text) * 1000
    }
    const headers: Record<string, string> = { 'User-Agent': options.value('A') ?? `curl/${VERSION}`, Accept: '*/*' }
    const data = [...options.values('d'), ...options.values('raw'), ...options.values('json')]
    let body = ''
    for (const [i, text] of data.entries()) {
      let piece = text
      if (text.startsWith('@') && !options.values('raw').includes(text)) {
        piece = text === '@-' ? yield* readAll(io.stdin) : readFile(io, text.slice(1)).replace(/\r?\n/g, '')
      }
      body += (i > 0 ? '&' : '') + piece
    }
    if (options.has('json')) Object.assign(headers, { 'Content-Type': 'application/json', Accept: 'application/json' })
    else if (data.length > 0 && !options.has('G')) headers['Content-Type'] = 'application/x-www-form-urlencoded'
    const user = options.value('u')
    if (user !== undefined) headers['Authorization'] = `Basic ${btoa(user)}`
    for (const header of options.values('H')) {
      const colon = header.indexOf(':')
      if (colon < 0) continue
      const name = header.slice(0, colon).trim()
      const known = Object.keys(headers).find((key) => key.toLowerCase() === name.toLowerCase())
      if (known !== undefined) delete headers[known]
      const value = header.slice(colon + 1).trim()
      if (value !== '') headers[name] = value
    }
    const method =
      options.value('X') ?? (options.has('I') ? 'HEAD' : data.length > 0 && !options.has('G') ? 'POST' : 'GET')
    let status = 0
    for (const [i, text] of urls.entries()) {
      const url = parseUrl(options.has('G') && body !== '' ? `${text}${text.includes('?') ? '&' : '?'}${body}` : text)
      const report = (code: number, message: string): void => {
        if (!options.has('s') || options.has('S')) io.stderr.write(`curl: (${code}) ${message}\n`)
        status = code
      }
      if (!url) {
        report(3, 'URL rejected: Malformed input to a URL function')
        continue
      }
      if (url.scheme !== 'http') {
        // Missing: encryption; it must not look as if a request had been made.
        if (url.scheme === 'https') report(35, 'TLS connect error: this curl has no TLS; only http:// works here')
        else report(1, `Protocol "${url.scheme}" not supported`)
        continue
      }
      const wish: Wish = {
        url,
        method,
        headers,
        body: options.has('G') ? '' : body,
        maxMs: seconds('m') || Number.POSITIVE_INFINITY,
        connectMs: seconds('connect') || CONNECT_TIMEOUT_MS,
      }
      const startMs = io.host.nowMs()
      let answer = yield* ask(wish, io, options.has('v'))
      for (
        let left = Number(options.value('retry') ?? 0), delay = 1000;
        left > 0;
        left--, delay = Math.min(delay * 2, 600_000)
      ) {
        const again = answer.ok ? [408, 429, 500, 502, 503, 504].includes(answer.status) : answer.fault === 'timeout'
        if (!again) break
        yield* sleepFor(io, Number(options.value('delay') ?? 0) * 1000 || delay)
        answer = yield* ask(wish, io, options.has('v'))
      }
      let hops = 0
      let current = url
      while (answer.ok && options.has('L') && answer.status >= 300 && answer.status < 400 && hops++ < 50) {
        const next = header(answer, 'location')
        const followed =
          next === undefined ? undefined : parseUrl(next.startsWith('/') ? `http://${current.authority}${next}` : next)
        if (!followed) break
        current = followed
        answer = yield* ask(
          { ...wish, url: followed, method: method === 'HEAD' ? 'HEAD' : 'GET', body: '' },
          io,
          options.has('v'),
        )
      }
      const output = options.has('O') ? current.path.split('?')[0]?.split('/').at(-1) : options.values('o')[i]
      const totalMs = io.host.nowMs() - startMs
      if (!answer.ok) report(...faultText(answer, wish, totalMs))
      else if (options.has('f') && answer.status >= 400)
        report(22, `The requested URL returned error: ${answer.status}`)
      else {
        const head = options.has('i') || options.has('I') ? `${headText(answer)}\r\n` : ''
        const text = head + (method === 'HEAD' ? '' : answer.body)
        if (output === undefined || output === '-') yield* emit(io.stdout, text)
        else {
          try {
            io.host.files.write(resolvePath(io.cwd, output), text)
            if (!options.has('s')) progress(io, byteLength(answer.body))
          } catch (error) {
            if (!(error instanceof FileError)) throw error
            report(23, 'client returned ERROR on write, 0 bytes written')
          }
        }
      }
      const format = options.value('w')
      if (format !== undefined) yield* emit(io.stdout, writeOut(format, answer, wish, totalMs, status))
    }
    return status
  },
}

function readFile(io: Io, name: string): string {
  try {
    return io.host.files.read(resolvePath(io.cwd, name))
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    throw new UsageError(
      `option -d: error encountered when reading a file\ncurl: try 'curl --help' or 'curl --manual' for more information`,
      26,
      false,
    )
  }
}

function* ask(wish: Wish, io: Io, verbose: boolean): Steps<NetResponse | NetFault> {
  const { url, method, body } = wish
  const { host, port } = url
  const headers: Record<string, string> = { Host: url.authority, ...wish.headers }
  if (body !== '') headers['Content-Length'] = String(byteLength(body))
  const answer = io.host.request({ host, port, protocol: 'http', method, path: url.path, headers, body })
  const say = (text: string): void => {
    if (verbose) io.stderr.write(text)
  }
  if (!answer.ok && answer.fault === 'timeout') {
    say(`*   Trying ${answer.address ?? host}:${port}...\n`)
    yield* sleepFor(io, Math.min(wish.maxMs, wish.connectMs))
    return answer
  }
  if (!answer.ok && answer.fault === 'unknown-host') {
    say(`* Could not resolve host: ${host}\n`)
    return answer
  }
  const address = answer.address ?? host
  if (/[a-z]/i.test(host)) say(`* Host ${host}:${port} was resolved.\n* IPv6: (none)\n* IPv4: ${address}\n`)
  say(`*   Trying ${address}:${port}...\n`)
  if (!answer.ok && answer.fault === 'closed') {
    say(`* Connected to ${host} (${address}) port ${port}\n* Empty reply from server\n`)
    return answer
  }
  if (!answer.ok) {
    say(
      `* connect to ${address} port ${port} from 0.0.0.0 port 0 failed: ${answer.fault === 'refused' ? 'Connection refused' : 'No route to host'}\n`,
    )
    return answer
  }
  const request = Object.entries(headers)
    .map(([name, value]) => `> ${name}: ${value}\r\n`)
    .join('')
  say(
    `* Connected to ${host} (${address}) port ${port}\n> ${method} ${url.path} HTTP/1.1\r\n${request}> \r\n* Request completely sent off\n`,
  )
  say(`${headText(answer).replace(/^/gm, '< ').replace(/< $/, '')}< \r\n`)
  say(`* Connection #0 to host ${host} left intact\n`)
  return answer
}

function faultText({ fault, address }: NetFault, { url, connectMs, maxMs }: Wish, totalMs: number): [number, string] {
  const { host, port } = url
  const ms = Math.max(0, Math.round(totalMs))
  switch (fault) {
    case 'unknown-host':
      return [6, `Could not resolve host: ${host}`]
    case 'refused':
      return [7, `Failed to connect to ${host} port ${port} after ${ms} ms: Could not connect to server`]
    case 'closed':
      return [52, 'Empty reply from server']
    case 'unreachable':
      return [7, `Failed to connect to ${host} port ${port} after ${ms} ms: Could not connect to server`]
    case 'timeout':
      return maxMs <= connectMs || connectMs < CONNECT_TIMEOUT_MS
        ? [28, `Connection timed out after ${ms} milliseconds`]
        : [28, `Failed to connect to ${host} port ${port} after ${ms} ms: Could not connect to server`]
    default:
      return [7, `Failed to connect to ${address ?? host} port ${port}`]
  }
}

const headText = ({ status, headers }: NetResponse): string =>
  `HTTP/1.1 ${`${status} ${reasonOf(status)}`.trimEnd()}\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}`

const header = (answer: NetResponse, name: string): string | undefined =>
  Object.entries(answer.headers).find(([key]) => key.toLowerCase() === name)?.[1]

function progress(io: Io, size: number): void {
  const column = String(size).padStart(5)
  io.stderr.write(
    '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n' +
      '                                 Dload  Upload   Total   Spent    Left  Speed\n' +
      `100 ${column}  100 ${column}    0     0      0      0 --:--:-- --:--:-- --:--:--     0\n`,
  )
}

function writeOut(
  format: string,
  answer: NetResponse | NetFault,
  { url, method }: Wish,
  totalMs: number,
  exitCode: number,
): string {
  const total = (totalMs / 1000).toFixed(6)
  const body = answer.ok ? answer.body : ''
  const values: Readonly<Record<string, string>> = {
    http_code: answer.ok ? String(answer.status) : '000',
    response_code: answer.ok ? String(answer.status) : '000',
    remote_ip: answer.ok ? answer.address : '',
    remote_port: answer.ok ? String(url.port) : '0',
    size_download: String(byteLength(body)),
    time_total: total,
    time_connect: total,
    time_namelookup: '0.000000',
    time_starttransfer: total,
    url_effective: `http://${url.authority}${url.path}`,
    content_type: answer.ok ? (header(answer, 'content-type') ?? '') : '',
    num_connects: answer.ok ? '1' : '0',
    method,
    exitcode: String(exitCode),
    scheme: 'http',
    http_version: answer.ok ? '1.1' : '0',
  }
  return format
    .replace(/%\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
    .replace(/%%/g, '%')
    .replace(/\\([nrt])/g, (_, char: string) => ({ n: '\n', r: '\r', t: '\t' })[char] ?? char)
}
