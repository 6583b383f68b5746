// kubectl proxy (k8s.io/kubectl/pkg/cmd/proxy/proxy.go and pkg/proxy/proxy_server.go, v1.33): the API on a port of this
// machine, with the rights of who started it. JSON is indented, as the server does it for curl.
// Missing: everything but GET of objects, lists, discovery and proxied pods and services; --www, --unix-socket.

import { ApiError } from '../../api/index.ts'
import { type NetRequest, type NetResponse, Signal } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, isExpected, messageOf } from '../errors.ts'
import { type Answer, joinHostPort, Listeners } from '../local-server.ts'
import { jsonTextInOrder } from '../printers/json.ts'
import { rawAnswer } from './get-raw.ts'

const acceptedHosts = '^localhost$,^127\\.0\\.0\\.1$,^\\[::1\\]$'
const rejectedPaths = '^/api/.*/pods/.*/exec,^/api/.*/pods/.*/attach'

const text = (name: string, fallback: string, help: string, short?: string) =>
  ({ name, type: 'string', default: fallback, help, ...(short === undefined ? {} : { short }) }) as const

export const proxy: Command = {
  name: 'proxy',
  use: '[--port=PORT] [--www=static-dir] [--www-prefix=prefix] [--api-prefix=prefix] [options]',
  short: 'Serve the API on a local port',
  examples: ['kubectl proxy', 'kubectl proxy --port=8080 &'],
  flags: [
    text('accept-hosts', acceptedHosts, 'Which hosts are answered: regular expressions.'),
    text('accept-paths', '^.*', 'Which paths are answered: regular expressions.'),
    text('address', '127.0.0.1', 'Where to listen.'),
    text('api-prefix', '/', 'The API is below this path.'),
    {
      name: 'append-server-path',
      type: 'bool',
      default: false,
      help: 'The path of the server belongs to each request.',
    },
    { name: 'disable-filter', type: 'bool', default: false, help: 'Answer everything.' },
    { name: 'keepalive', type: 'duration', default: 0, help: 'How long connections are kept; here nothing is.' },
    { name: 'port', short: 'p', type: 'int', default: 8001, help: 'The port; 0: any.' },
    text('reject-methods', '^$', 'Which methods are refused: regular expressions.'),
    text('reject-paths', rejectedPaths, 'Which paths are refused: regular expressions.'),
    text('unix-socket', '', 'Missing here.', 'u'),
    text('www', '', 'Missing here.', 'w'),
    text('www-prefix', '/static/', 'Missing here.', 'P'),
  ],
  *run(ctx) {
    const { flags } = ctx
    if (flags.changed('port') && flags.string('unix-socket') !== '')
      throw new CommandError('cannot set --unix-socket and --port at the same time')
    for (const name of ['unix-socket', 'www'])
      if (flags.string(name) !== '') throw new CommandError(`--${name} is missing in this lab`)
    const address = flags.string('address') === 'localhost' ? '127.0.0.1' : flags.string('address')
    const accepts = filterOf(ctx)
    const listeners = new Listeners(ctx)
    try {
      const opened = listeners.open('tcp', address, flags.int('port'), (request) =>
        accepts(request) ? answer(ctx, request) : plain(403, 'Forbidden\n'),
      )
      if (typeof opened === 'string') throw new CommandError(opened)
      // Go listens at all addresses of both families.
      ctx.out(`Starting to serve on ${joinHostPort(address === '0.0.0.0' ? '::' : address, opened)}\n`)
      yield* ctx.flush()
      // Only who stops it ends it.
      const never = new Signal()
      for (;;) yield { signals: [never] }
    } finally {
      listeners.close()
    }
  },
}

function filterOf({ flags }: Context): (request: NetRequest) => boolean {
  if (flags.bool('disable-filter')) return () => true
  const any = (name: string): ((value: string) => boolean) => {
    const tests = flags
      .string(name)
      .split(',')
      .map((source) => expression(name, source))
    return (value) => tests.some((test) => test.test(value))
  }
  const [paths, hosts] = [any('accept-paths'), any('accept-hosts')]
  const [badPaths, badMethods] = [any('reject-paths'), any('reject-methods')]
  return ({ path, host, method, headers }) => {
    const [clean = ''] = path.split('?')
    const named = Object.entries(headers)
      .find(([name]) => name.toLowerCase() === 'host')?.[1]
      .replace(/:\d+$/, '')
    return !badPaths(clean) && !badMethods(method) && paths(clean) && hosts(named ?? host)
  }
}

function expression(name: string, source: string): RegExp {
  try {
    return new RegExp(source)
  } catch (error) {
    throw new CommandError(`invalid --${name}: ${messageOf(error)}`)
  }
}

function answer(ctx: Context, request: NetRequest): Answer {
  const prefix = ctx.flags.string('api-prefix').replace(/\/*$/, '/').replace(/^\/*/, '/')
  if (!request.path.startsWith(prefix)) return plain(404, '404 page not found\n')
  const path = `/${request.path.slice(prefix.length)}`
  try {
    const through = proxied(ctx, request, path)
    if (through) return through
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return plain(501, `${request.method} through kubectl proxy is missing in this lab\n`)
    const body = rawAnswer(ctx, path, '  ')
    return reply(200, body.startsWith('{') ? 'application/json' : 'text/plain; charset=utf-8', body.trimEnd())
  } catch (error) {
    if (error instanceof ApiError)
      return reply(error.code, 'application/json', jsonTextInOrder(error.status as object, '  '))
    if (isExpected(error)) return plain(501, `${messageOf(error)}\n`)
    throw error
  }
}

/** /api/v1/namespaces/NAMESPACE/{pods,services}/NAME/proxy/…, and nodes. */
function proxied(ctx: Context, request: NetRequest, path: string): NetResponse | undefined {
  const match = /^\/api\/v1(?:\/namespaces\/([^/]+))?\/(pods|services|nodes)\/([^/]+)\/proxy(\/.*)?$/.exec(path)
  const [, namespace, resource = '', name = '', rest = '/'] = match ?? []
  if (!match) return undefined
  const { method, headers, body } = request
  const target = { group: '', version: 'v1', resource, name: decodeURIComponent(name), namespace, subresource: 'proxy' }
  const answered = ctx.client.proxy(target, { protocol: 'http', method, path: rest, headers, body })
  if (answered.ok) return answered
  const why = answered.fault === 'refused' ? 'connect: connection refused' : 'i/o timeout'
  const message = `error trying to reach service: dial tcp ${answered.address ?? ''}:${answered.port}: ${why}`
  throw new ApiError(503, 'ServiceUnavailable', message)
}

const reply = (status: number, type: string, body: string): NetResponse => ({
  ok: true,
  status,
  headers: { 'Content-Type': type },
  body,
  address: '127.0.0.1',
})

const plain = (status: number, body: string): NetResponse => reply(status, 'text/plain; charset=utf-8', body)
