// Redis: a small part of its commands over our own form of its protocol (the arguments as JSON in a request's body), its
// start and stop lines, and redis-cli. Missing: persistence, expiry, lists, hashes, streams, replication, AUTH.

import type { Io, Program } from '../sim/index.ts'
import type { Image } from './runtime.ts'
import { reply, serve } from './serve.ts'

const PORT = 6379
const VERSION = '7.4.2'

/** '05 Jan 2026 09:00:00.000' */
function logTime(ms: number): string {
  const [, date = '', month = '', year = ''] = new Date(ms).toUTCString().split(' ')
  return `${date} ${month} ${year} ${new Date(ms).toISOString().slice(11, 23)}`
}

type Reply = string | number | null | readonly string[] | { readonly error: string } | { readonly plain: string }

const ok: Reply = { plain: 'OK' }

function obey(data: Map<string, string>, [name = '', ...args]: readonly string[]): Reply {
  const [key = '', value = ''] = args
  const arity = (count: number): Reply | undefined =>
    args.length < count ? { error: `ERR wrong number of arguments for '${name.toLowerCase()}' command` } : undefined
  const add = (step: number): Reply => {
    const number = Number(data.get(key) ?? '0') + step
    if (!Number.isSafeInteger(number)) return { error: 'ERR value is not an integer or out of range' }
    data.set(key, String(number))
    return number
  }
  switch (name.toUpperCase()) {
    case 'PING':
      return args.length > 0 ? key : { plain: 'PONG' }
    case 'ECHO':
      return arity(1) ?? key
    case 'SET':
      if (args.length < 2) return arity(2) ?? null
      data.set(key, value)
      return ok
    case 'GET':
      return arity(1) ?? data.get(key) ?? null
    case 'DEL':
      return args.filter((each) => data.delete(each)).length
    case 'EXISTS':
      return args.filter((each) => data.has(each)).length
    case 'INCR':
      return arity(1) ?? add(1)
    case 'DECR':
      return arity(1) ?? add(-1)
    case 'INCRBY':
      return arity(2) ?? add(Number(value))
    case 'APPEND':
      data.set(key, (data.get(key) ?? '') + value)
      return data.get(key)?.length ?? 0
    case 'KEYS': {
      const pattern = new RegExp(
        `^${key
          .replace(/[.+^$()|{}\\]/g, '\\$&')
          .replaceAll('*', '.*')
          .replaceAll('?', '.')}$`,
      )
      return [...data.keys()].filter((each) => pattern.test(each))
    }
    case 'DBSIZE':
      return data.size
    case 'FLUSHALL':
    case 'FLUSHDB':
      data.clear()
      return ok
    default:
      return {
        error: `ERR unknown command '${name}', with args beginning with: ${args.map((each) => `'${each}' `).join('')}`,
      }
  }
}

function text(answer: Reply, tty: boolean): string {
  if (answer === null) return tty ? '(nil)' : ''
  if (typeof answer === 'string') return tty ? JSON.stringify(answer) : answer
  if (typeof answer === 'number') return tty ? `(integer) ${answer}` : String(answer)
  if (Array.isArray(answer)) {
    if (answer.length === 0) return tty ? '(empty array)' : ''
    return answer.map((each: string, index) => (tty ? `${index + 1}) ${JSON.stringify(each)}` : each)).join('\n')
  }
  if ('error' in answer) return tty ? `(error) ${answer.error}` : answer.error
  return 'plain' in answer ? answer.plain : ''
}

const server: Program = {
  name: 'redis-server',
  *run(args, io) {
    const data = new Map<string, string>()
    const at = args.indexOf('--port')
    const port = at >= 0 ? Number(args[at + 1]) : PORT
    const line = (role: string, mark: string, what: string): string =>
      `1:${role} ${logTime(io.host.nowMs())} ${mark} ${what}\n`
    return yield* serve(io, {
      ports: [port],
      started: () =>
        line('C', '*', 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo') +
        line('C', '*', `Redis version=${VERSION}, bits=64, commit=00000000, modified=0, pid=1, just started`) +
        line(
          'C',
          '#',
          'Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf',
        ) +
        line('M', '*', 'monotonic clock: POSIX clock_gettime') +
        line('M', '*', `Running mode=standalone, port=${port}.`) +
        line('M', '*', 'Server initialized') +
        line('M', '*', 'Ready to accept connections tcp'),
      answer({ method, body }) {
        if (method !== 'REDIS') return reply(400, '')
        const words: unknown = JSON.parse(body)
        const given = Array.isArray(words) ? words.map(String) : []
        return reply(200, JSON.stringify(obey(data, given)))
      },
      stopping: () =>
        `1:signal-handler (${Math.floor(io.host.nowMs() / 1000)}) Received SIGTERM scheduling shutdown...\n` +
        line('M', '*', 'User requested shutdown...') +
        line('M', '*', 'Saving the final RDB snapshot before exiting.') +
        line('M', '*', 'DB saved on disk') +
        line('M', '#', 'Redis is now ready to exit, bye bye...'),
    })
  },
}

const client: Program = {
  name: 'redis-cli',
  *run(args, io) {
    let host = '127.0.0.1'
    let port = PORT
    const words = [...args]
    while (words[0]?.startsWith('-')) {
      const flag = words.shift()
      if (flag === '-h') host = words.shift() ?? host
      else if (flag === '-p') port = Number(words.shift())
    }
    const send = (command: readonly string[]): boolean => {
      const body = JSON.stringify(command)
      const answer = io.host.request({ host, port, protocol: 'http', method: 'REDIS', path: '/', headers: {}, body })
      if (answer.ok) {
        io.stdout.write(`${text(JSON.parse(answer.body) as Reply, io.stdoutIsTty)}\n`)
        return true
      }
      const why = {
        refused: 'Connection refused',
        timeout: 'Connection timed out',
        unreachable: 'No route to host',
        'unknown-host': 'Name or service not known',
        closed: 'Connection reset by peer',
      }[answer.fault]
      io.stderr.write(`Could not connect to Redis at ${host}:${port}: ${why}\n`)
      return false
    }
    if (words.length > 0) return send(words) ? 0 : 1
    return yield* converse(io, `${host}:${port}> `, send)
  },
}

/** One command a line, until the input ends. */
function* converse(io: Io, prompt: string, send: (command: readonly string[]) => boolean) {
  let rest = ''
  if (io.stdinIsTty) io.stdout.write(prompt)
  for (;;) {
    rest += io.stdin.read()
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
      const words = rest.slice(0, end).trim().split(/\s+/).filter(Boolean)
      rest = rest.slice(end + 1)
      if (words[0] === 'quit' || words[0] === 'exit') return 0
      if (words.length > 0) send(words)
      if (io.stdinIsTty) io.stdout.write(prompt)
    }
    if (io.stdin.ended) return 0
    yield { signals: [io.stdin.changed] }
  }
}

const entrypoint: Program = {
  name: 'docker-entrypoint.sh',
  *run(args, io) {
    const [first = ''] = args
    return yield* io.run(first.startsWith('-') || first.endsWith('.conf') ? ['redis-server', ...args] : args)
  },
}

export const redisImage: Image = {
  names: ['redis'],
  hasTag: (tag) => /^(latest|alpine|bookworm|[2-8](\.\d+){0,2})(-(alpine|bookworm|bullseye)[\d.]*)?$/.test(tag),
  entrypoint: ['docker-entrypoint.sh'],
  command: ['redis-server'],
  env: { REDIS_VERSION: VERSION },
  workingDirectory: '/data',
  shell: true,
  programs: [server, client, entrypoint],
  files: { '/data/.keep': '' },
  pullMs: 2800,
  sizeBytes: 45_006_722,
}
