// What -v logs of the requests to the server (client-go/transport/round_trippers.go and others, v1.33), from 6 on one
// line a request, from 7 on their headers. Missing: bodies (8 and more), tables that are not tables, and discovery, which
// is never asked for twice here.

import { ApiError, type Client, type Status } from '../api/index.ts'
import { reasonOf } from '../sim/index.ts'
import { quote } from './flag-parser.ts'
import { logLine } from './log-line.ts'
import { type Addressed, pathOf } from './request-path.ts'
import type { Version, VersionFacts } from './versions.ts'

interface Request {
  readonly verb: string
  readonly path: string
  /** What the answer is asked to be. */
  readonly table?: boolean
  /** When all goes well. */
  readonly status?: string
}

type Options = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>
type Described = (target: Addressed, ...rest: readonly unknown[]) => Request

const json = 'application/json'
const tables = ['v1', 'v1beta1'].map((version) => `${json};as=Table;v=${version};g=meta.k8s.io`).join(',')
const only = (options: unknown, names: readonly string[]): Options => {
  const given = (options ?? {}) as Options
  return Object.fromEntries(names.map((name) => [name, given[name]]))
}
const isTable = (options: unknown): boolean => (options as Options | undefined)?.['as'] === 'Table'
const selecting = (options: unknown): Options =>
  only(options, ['labelSelector', 'fieldSelector', 'limit', 'continue', 'resourceVersion'])
const writing = (options: unknown): Options => ({
  ...only(options, ['fieldManager', 'fieldValidation', 'force']),
  ...((options as Options | undefined)?.['dryRun'] ? { dryRun: 'All' } : {}),
})
const streaming = (options: unknown): Options =>
  only(options, ['container', 'command', 'stdin', 'stdout', 'stderr', 'tty'])
const switched = `101 ${reasonOf(101)}`

/** The client's calls as HTTP, by name. */
const described: Readonly<Record<string, Described>> = {
  get: (target, options) => ({ verb: 'GET', path: pathOf(target), table: isTable(options) }),
  list: (target, options) => ({ verb: 'GET', path: pathOf(target, selecting(options)), table: isTable(options) }),
  watch: (target, options) => ({
    verb: 'GET',
    path: pathOf(target, { ...selecting(options), watch: true }),
    table: isTable(options),
  }),
  create: (target, _, options) => ({ verb: 'POST', path: pathOf(target, writing(options)), status: '201 Created' }),
  update: (target, _, options) => ({ verb: 'PUT', path: pathOf(target, writing(options)) }),
  patch: (target, _, __, options) => ({ verb: 'PATCH', path: pathOf(target, writing(options)) }),
  delete: (target) => ({ verb: 'DELETE', path: pathOf(target) }),
  deleteCollection: (target, options) => ({ verb: 'DELETE', path: pathOf(target, selecting(options)) }),
  log: (target, options) => ({
    verb: 'GET',
    path: pathOf({ ...target, subresource: 'log' }, options as Options),
  }),
  exec: (target, options) => ({
    verb: 'GET',
    path: pathOf({ ...target, subresource: 'exec' }, streaming(options)),
    status: switched,
  }),
  attach: (target, options) => ({
    verb: 'GET',
    path: pathOf({ ...target, subresource: 'attach' }, streaming(options)),
    status: switched,
  }),
  portForward: (target) => ({ verb: 'GET', path: pathOf({ ...target, subresource: 'portforward' }), status: switched }),
  version: () => ({ verb: 'GET', path: '/version?timeout=32s' }),
}

/** Where the lines of a version come from: files' line numbers. */
interface Places {
  readonly loader: number
  readonly request: number
  readonly headers?: number
  readonly header?: number
  readonly status: number
  readonly short: number
  readonly gates: readonly string[]
}

const cbor = ['ClientsAllowCBOR', 'ClientsPreferCBOR']
const old: Places = { loader: 395, request: 463, headers: 469, header: 473, status: 574, short: 553, gates: [] }
const places: Readonly<Record<Version, Places>> = {
  '1.27': { ...old, loader: 373 },
  '1.28': old,
  '1.29': old,
  '1.30': old,
  '1.31': old,
  '1.32': {
    loader: 402,
    request: 470,
    headers: 476,
    header: 480,
    status: 581,
    short: 560,
    gates: [...cbor, 'InformerResourceVersion', 'WatchListClient'],
  },
  '1.33': {
    loader: 402,
    request: 527,
    status: 632,
    short: 632,
    gates: [...cbor, 'InOrderInformers', 'InformerResourceVersion', 'WatchListClient'],
  },
}

export interface RequestLog {
  /** The configuration came from this file. */
  loaded(path: string): void
  /** The client, with its calls logged. */
  over(client: Client, server: string): Client
  /** The server's answer that the command failed with. */
  failed(error: unknown): void
}

export function requestLog(
  level: number,
  version: VersionFacts,
  write: (text: string) => void,
  nowMs: () => number,
): RequestLog {
  const at = places[version.version]
  const log = (place: string, text: string): void => write(logLine('I', place, text, nowMs()))
  let told = false
  const tellGates = (): void => {
    if (level < 1 || told) return
    told = true
    for (const gate of at.gates)
      log('envvar.go:172', `"Feature gate default state" feature=${quote(gate)} enabled=${gate === 'InOrderInformers'}`)
  }
  const trip = (line: number, text: string): void => log(`round_trippers.go:${line}`, text)

  const before = ({ verb, path, table }: Request, server: string): void => {
    if (level < 7) return
    const agent = `kubectl/${version.gitVersion} (linux/amd64) kubernetes/${version.gitCommit.slice(0, 7)}`
    const headers = [`Accept: ${table ? `${tables},${json}` : json}`, `User-Agent: ${agent}`]
    if (at.headers === undefined || at.header === undefined) {
      const shown = headers.map((header) => `\t${header}\n`).join('')
      trip(at.request, `"Request" verb=${quote(verb)} url=${quote(server + path)} headers=<\n${shown} >`)
      return
    }
    trip(at.request, `${verb} ${server}${path}`)
    trip(at.headers, 'Request Headers:')
    for (const header of headers) trip(at.header, `    ${header}`)
  }
  const after = ({ verb, path }: Request, server: string, status: string, ms: number): void => {
    const structured = at.headers === undefined
    if (level >= 7) {
      trip(
        at.status,
        structured
          ? `"Response" status=${quote(status)} milliseconds=${ms}`
          : `Response Status: ${status} in ${ms} milliseconds`,
      )
    } else if (structured) {
      trip(
        at.short,
        `"Response" verb=${quote(verb)} url=${quote(server + path)} status=${quote(status)} milliseconds=${ms}`,
      )
    } else trip(at.short, `${verb} ${server}${path} ${status} in ${ms} milliseconds`)
  }

  return {
    loaded(path) {
      if (level >= 6) log(`loader.go:${at.loader}`, `Config loaded from file:  ${path}`)
    },
    over(client, server) {
      tellGates()
      if (level < 6) return client
      if (level > 7) write('what requests and answers hold is missing in this log: -v=7 is the most it tells\n')
      return new Proxy(client, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name)
          const describe = typeof name === 'string' ? described[name] : undefined
          if (typeof value !== 'function' || !describe) return value
          return (...args: readonly unknown[]) => {
            const request = describe(args[0] as Addressed, ...args.slice(1))
            before(request, server)
            const startMs = nowMs()
            try {
              const answer: unknown = Reflect.apply(value, target, args)
              after(request, server, request.status ?? '200 OK', nowMs() - startMs)
              return answer
            } catch (error) {
              if (error instanceof ApiError) after(request, server, statusText(error), nowMs() - startMs)
              throw error
            }
          }
        },
      })
    },
    failed(error) {
      if (level < 4 || !(error instanceof ApiError)) return
      const words = version.has('logsResponseObjectUnformatted') ? '%s' : ''
      log('helpers.go:246', `server response object: ${words}[${JSON.stringify(inOrder(error.status), null, 2)}]`)
    },
  }
}

const inOrder = ({ apiVersion, kind, ...rest }: Status): object => ({ kind, apiVersion, ...rest })

const statusText = ({ code }: ApiError): string => `${code} ${reasonOf(code)}`.trim()
