// wget (BusyBox 1.36), nslookup (BusyBox 1.36), getent hosts (glibc), nc -z (OpenBSD netcat), ping (says what this network lacks).

import { FileError, type Io, type Program, reasonOf, type Steps } from '../../sim/index.ts'
import { parseOptions, UsageError } from '../options.ts'
import { baseName, resolvePath } from '../paths.ts'
import { emit, readAll, sleepFor } from '../stream.ts'
import { parseUrl } from '../url.ts'

const FOREVER_MS = 900_000

export const wget: Program = {
  name: 'wget',
  summary: 'wget [-q] [-O file] [-T seconds] [--spider] url: fetch a file over HTTP',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, {
      flags: 'qScnv',
      values: 'OTtPU',
      long: {
        quiet: 'q',
        'output-document': 'O=',
        timeout: 'T=',
        tries: 't=',
        spider: 'spider',
        header: 'header=',
        'post-data': 'post=',
        'no-check-certificate': 'k',
        'server-response': 'S',
        'no-verbose': 'n',
      },
    })
    const [text] = options.operands
    if (text === undefined) throw new UsageError('missing URL')
    const url = parseUrl(text)
    if (!url) throw new UsageError(`bad address '${text}'`, 1, false)
    if (url.scheme !== 'http') throw new UsageError(`not an http url: ${text}`, 1, false)
    const headers: Record<string, string> = { Host: url.authority, 'User-Agent': 'Wget', Connection: 'close' }
    for (const line of options.values('header')) {
      const colon = line.indexOf(':')
      if (colon > 0) headers[line.slice(0, colon).trim()] = line.slice(colon + 1).trim()
    }
    const post = options.value('post')
    const say = (line: string): void => {
      if (!options.has('q')) io.stderr.write(line)
    }
    const answer = io.host.request({
      host: url.host,
      port: url.port,
      protocol: 'http',
      method: post === undefined ? (options.has('spider') ? 'HEAD' : 'GET') : 'POST',
      path: url.path,
      headers,
      body: post ?? '',
    })
    if (!answer.ok) {
      if (answer.fault === 'unknown-host') {
        io.stderr.write(`wget: bad address '${url.authority}'\n`)
        return 1
      }
      const address = answer.address ?? url.host
      say(`Connecting to ${url.authority} (${address}:${url.port})\n`)
      if (answer.fault === 'timeout') {
        const seconds = Number(options.value('T') ?? 0)
        yield* sleepFor(io, seconds > 0 ? seconds * 1000 : FOREVER_MS)
        io.stderr.write('wget: download timed out\n')
        return 1
      }
      if (answer.fault === 'closed') {
        io.stderr.write('wget: error getting response\n')
        return 1
      }
      const why = answer.fault === 'refused' ? 'Connection refused' : 'No route to host'
      io.stderr.write(`wget: can't connect to remote host (${address}): ${why}\n`)
      return 1
    }
    say(`Connecting to ${url.authority} (${answer.address}:${url.port})\n`)
    if (answer.status >= 400) {
      io.stderr.write(`wget: server returned error: HTTP/1.1 ${answer.status} ${reasonOf(answer.status)}\n`)
      return 1
    }
    if (options.has('spider')) {
      say('remote file exists\n')
      return 0
    }
    const file =
      options.value('O') ?? (baseName(url.path.split('?')[0] ?? '') || 'index.html').replace(/^\/$/, 'index.html')
    if (file === '-') {
      say('writing to stdout\n')
      yield* emit(io.stdout, answer.body)
      say(
        `-                    100% |${'*'.repeat(32)}| ${String(answer.body.length).padStart(5)}  0:00:00 ETA\nwritten to stdout\n`,
      )
      return 0
    }
    const path = resolvePath(io.cwd, file)
    if (options.value('O') === undefined && io.host.files.stat(path)) {
      io.stderr.write(`wget: can't open '${file}': File exists\n`)
      return 1
    }
    try {
      io.host.files.write(path, answer.body)
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      io.stderr.write(`wget: can't open '${file}': ${error.message}\n`)
      return 1
    }
    say(
      `saving to '${file}'\n${file.slice(0, 20).padEnd(20)} 100% |${'*'.repeat(32)}| ${String(answer.body.length).padStart(5)}  0:00:00 ETA\n'${file}' saved\n`,
    )
    return 0
  },
}

export const nslookup: Program = {
  name: 'nslookup',
  summary: 'nslookup name: ask the name server',
  *run(args, io): Steps<number> {
    const names = args.filter((arg) => !arg.startsWith('-'))
    const [name] = names
    if (name === undefined) {
      io.stderr.write(
        'BusyBox v1.36.1 multi-call binary.\n\nUsage: nslookup [-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]\n',
      )
      return 1
    }
    const found = io.host.resolve(name)
    const server = names[1] ?? found.serverAddress
    yield* emit(io.stdout, `Server:\t\t${server}\nAddress:\t${server}:53\n\n`)
    if (found.addresses.length === 0) {
      yield* emit(io.stdout, `** server can't find ${found.name || name}: NXDOMAIN\n\n`)
      return 1
    }
    yield* emit(
      io.stdout,
      `${found.addresses.map((address) => `Name:\t${found.name}\nAddress: ${address}\n`).join('')}\n`,
    )
    return 0
  },
}

export const getent: Program = {
  name: 'getent',
  summary: 'getent hosts name…: look names up as programs do',
  *run(args, io): Steps<number> {
    const [database, ...names] = args
    if (database === undefined) {
      io.stderr.write('getent: wrong number of arguments\n')
      return 1
    }
    if (!/^a?hosts(?:v4)?$/.test(database)) {
      // Missing: databases of users, groups and services.
      io.stderr.write(`Unknown database: ${database}\n`)
      return 1
    }
    let status = 0
    for (const name of names) {
      const found = io.host.resolve(name)
      if (found.addresses.length === 0) status = 2
      for (const address of found.addresses) yield* emit(io.stdout, `${address.padEnd(15)} ${found.name}\n`)
    }
    return status
  },
}

export const nc: Program = {
  name: 'nc',
  summary: 'nc -zv [-w seconds] host port: try a connection',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, { flags: 'zvnuklN46d', values: 'wpqis' })
    const [host, portText] = options.operands
    if (options.has('l') || options.has('u')) {
      io.stderr.write(`nc: ${options.has('l') ? 'listening' : 'UDP'} is missing on this machine\n`)
      return 1
    }
    if (host === undefined || portText === undefined) {
      io.stderr.write('usage: nc [-zv] [-w timeout] [destination] [port]\n')
      return 1
    }
    const range = /^(\d+)(?:-(\d+))?$/.exec(portText)
    if (!range) {
      io.stderr.write(`nc: port number invalid: ${portText}\n`)
      return 1
    }
    let status = 1
    for (let port = Number(range[1]); port <= Number(range[2] ?? range[1]); port++) {
      const code = yield* connect(io, host, port, options.has('v'), Number(options.value('w') ?? 0), options.has('z'))
      if (code === 0) status = 0
    }
    return status
  },
}

function* connect(io: Io, host: string, port: number, verbose: boolean, seconds: number, only: boolean): Steps<number> {
  const body = only ? '' : yield* readAll(io.stdin)
  const raw = /^([A-Z]+) (\S+) HTTP\/1/.exec(body)
  const answer = io.host.request({
    host,
    port,
    protocol: raw ? 'http' : 'tcp',
    method: raw?.[1] ?? 'GET',
    path: raw?.[2] ?? '/',
    headers: {},
    body: '',
  })
  const shown = /^[\d.]+$/.test(host)
    ? `${host} port ${port} (tcp)`
    : `${host} (${answer.address ?? '?'}) port ${port} (tcp)`
  if (answer.ok) {
    if (verbose)
      io.stderr.write(
        `Connection to ${/^[\d.]+$/.test(host) ? host : `${host} (${answer.address})`} ${port} port [tcp/*] succeeded!\n`,
      )
    if (!only && raw)
      yield* emit(io.stdout, `HTTP/1.1 ${answer.status} ${reasonOf(answer.status)}\r\n\r\n${answer.body}`)
    return 0
  }
  if (answer.fault === 'unknown-host') {
    io.stderr.write(`nc: getaddrinfo for host "${host}" port ${port}: Name or service not known\n`)
    return 1
  }
  if (answer.fault === 'timeout') yield* sleepFor(io, seconds > 0 ? seconds * 1000 : 134_000)
  const why = {
    refused: 'Connection refused',
    timeout: seconds > 0 ? 'Operation now in progress' : 'Connection timed out',
    unreachable: 'No route to host',
    closed: 'Connection reset by peer',
  }[answer.fault]
  if (verbose) io.stderr.write(`nc: connect to ${shown} failed: ${why}\n`)
  return 1
}

export const ping: Program = {
  name: 'ping',
  summary: 'ping host: this network carries no ICMP; use curl or nc -zv',
  *run(args, io): Steps<number> {
    const host = args.findLast((arg, i) => !arg.startsWith('-') && !/^-[cWiws]$/.test(args[i - 1] ?? ''))
    if (host === undefined) {
      io.stderr.write('ping: usage error: Destination address required\n')
      return 1
    }
    const { addresses } = io.host.resolve(host)
    if (addresses.length === 0) {
      io.stderr.write(`ping: ${host}: Name or service not known\n`)
      return 2
    }
    // Missing: ICMP. An invented answer would teach that service addresses can be pinged.
    io.stderr.write(
      `ping: ${host} is ${addresses[0]}, but this virtual network carries only TCP; try \`nc -zv ${host} PORT' or curl\n`,
    )
    return 1
  },
}
