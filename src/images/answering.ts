// Small servers that say who they are, for seeing which pod answered: our own teaching images, http-echo, agnhost,
// hello-app, the bootcamp's and whoami.

import type { Io, Program } from '../sim/index.ts'
import type { Image } from './runtime.ts'
import { type Incoming, reply, type ServerLife, serve, slashTime } from './serve.ts'

const addressOf = (io: Io): string => io.host.resolve(io.host.hostname).addresses[0] ?? ''

const pathOf = ({ path }: Incoming): string => path.split('?')[0] ?? '/'

function parameter({ path }: Incoming, name: string): string | null {
  const at = path.indexOf('?')
  return at < 0 ? null : new URLSearchParams(path.slice(at + 1)).get(name)
}

const backEnd: Program = {
  name: 'back-end',
  summary: 'answers with the name and the address of its pod',
  *run(_, io) {
    const address = addressOf(io)
    return yield* serve(io, {
      ports: [Number(io.env.get('PORT') ?? 80)],
      started: () => `back-end ${io.host.hostname} listens at ${address}:${io.env.get('PORT') ?? 80}\n`,
      answer(request) {
        if (pathOf(request) === '/healthz') return reply(200, 'ok\n')
        io.stdout.write(`${request.sourceAddress} ${request.method} ${request.path}\n`)
        if (pathOf(request) !== '/') return reply(404, 'not found\n')
        return reply(200, `Hello from ${io.host.hostname} (${address})\n`)
      },
      stopping: () => 'back-end stops\n',
    })
  },
}

const frontEnd: Program = {
  name: 'front-end',
  summary: 'passes each visitor on to the back-end',
  *run(_, io) {
    const url = new URL(io.env.get('BACK_END') ?? 'http://back-end')
    const port = Number(url.port || 80)
    return yield* serve(io, {
      ports: [80],
      started: () => `front-end ${io.host.hostname} asks ${url.hostname}:${port}\n`,
      answer(request) {
        if (pathOf(request) === '/healthz') return reply(200, 'ok\n')
        const headers = { host: url.hostname, 'user-agent': 'front-end' }
        const answer = io.host.request({
          host: url.hostname,
          port,
          protocol: 'http',
          method: 'GET',
          path: url.pathname,
          headers,
          body: '',
        })
        if (answer.ok) return reply(200, `${io.host.hostname} asked: ${answer.body}`)
        io.stdout.write(`cannot reach ${url.hostname}:${port}: ${answer.fault}\n`)
        return reply(502, `${io.host.hostname} cannot reach ${url.hostname}: ${answer.fault}\n`)
      },
      stopping: () => 'front-end stops\n',
    })
  },
}

const httpEcho: Program = {
  name: '/http-echo',
  *run(args, io) {
    const flag = (name: string): string | undefined => {
      const at = args.findIndex((arg) => new RegExp(`^--?${name}(=|$)`).test(arg))
      const found = args[at]
      if (at < 0 || found === undefined) return undefined
      return found.includes('=') ? found.slice(found.indexOf('=') + 1) : args[at + 1]
    }
    const text = flag('text') ?? io.env.get('ECHO_TEXT')
    if (!text) {
      io.stderr.write('Missing -text option or ECHO_TEXT env var!\n')
      return 127
    }
    const listen = flag('listen') ?? ':5678'
    const port = Number(listen.slice(listen.lastIndexOf(':') + 1))
    return yield* serve(io, {
      ports: [port],
      started: () => `${slashTime(io.host.nowMs())} [INFO] server is listening on ${listen}\n`,
      answer(request) {
        if (pathOf(request) === '/health') return reply(200, '{"status":"ok"}\n')
        const line = `${request.host} ${request.sourceAddress} "${request.method} ${request.path} HTTP/1.1" 200 ${text.length + 1} "${request.headers['user-agent'] ?? ''}" 10.5µs`
        io.stdout.write(`${slashTime(io.host.nowMs())} ${line}\n`)
        return reply(200, `${text}\n`, { 'x-app-name': 'http-echo', 'x-app-version': '1.0.0' })
      },
      stopping: () => `${slashTime(io.host.nowMs())} [INFO] received interrupt, shutting down...\n`,
    })
  },
}

const agnhost: Program = {
  name: '/agnhost',
  *run(args, io) {
    const [mode = 'pause'] = args
    const given = args.find((arg) => /^--(http-)?port=/.test(arg))
    const ports = [Number(given?.split('=')[1] ?? (mode === 'serve-hostname' ? 9376 : 8080))]
    if (mode === 'pause')
      return yield* serve(io, { ports: [], started: () => 'Paused\n', answer: () => reply(404, ''), exitCode: 2 })
    if (mode !== 'netexec' && mode !== 'serve-hostname') {
      io.stderr.write(`Error: unknown command "${mode}" for "app"\nRun 'app --help' for usage.\n`)
      return 1
    }
    return yield* serve(io, {
      ports,
      started: () => (mode === 'netexec' ? `Started HTTP server on port ${ports[0]}\n` : 'Serving on port 9376.\n'),
      answer(request) {
        const path = pathOf(request)
        io.stdout.write(`GET ${path}\n`)
        if (mode === 'serve-hostname' || path === '/hostname' || path === '/hostName')
          return reply(200, io.host.hostname)
        if (path === '/clientip') return reply(200, `${request.sourceAddress}:40000`)
        if (path === '/echo') return reply(200, parameter(request, 'msg') ?? '')
        if (path === '/healthz') return reply(200, '')
        if (path === '/') return reply(200, `NOW: ${new Date(io.host.nowMs()).toISOString()}`)
        return reply(404, '404 page not found\n')
      },
    })
  },
}

/** A Go program that says nothing of SIGTERM still ends: its runtime has a handler (runtime/signal_unix.go dieFromSignal). */
const GO_DIES = 2

const answering = (
  name: string,
  port: number,
  answer: (request: Incoming, io: Io) => string,
  started: string,
  atTheEnd: Pick<ServerLife, 'deaf' | 'exitCode'>,
): Program => ({
  name,
  run: (_, io) =>
    serve(io, {
      ...atTheEnd,
      ports: [port],
      started: () => `${slashTime(io.host.nowMs())} ${started}\n`,
      answer: (request) => reply(200, answer(request, io)),
    }),
})

const image = (names: readonly string[], program: Program, more: Partial<Image> = {}): Image => ({
  names,
  entrypoint: [program.name],
  command: [],
  shell: false,
  programs: [program],
  pullMs: 1300,
  sizeBytes: 5_420_112,
  ...more,
})

const ownTags = (tag: string): boolean => /^(latest|v?[12](\.\d+){0,2})$/.test(tag)

export const answeringImages: readonly Image[] = [
  image(['kubarium/back-end'], backEnd, { shell: true, tools: ['curl'], hasTag: ownTags }),
  image(['kubarium/front-end'], frontEnd, { shell: true, tools: ['curl'], hasTag: ownTags }),
  image(['hashicorp/http-echo'], httpEcho, { hasTag: (tag) => /^(latest|[01]\.\d+(\.\d+)?)$/.test(tag) }),
  image(['registry.k8s.io/e2e-test-images/agnhost', 'k8s.gcr.io/e2e-test-images/agnhost'], agnhost, {
    entrypoint: ['/agnhost'],
    command: ['pause'],
    shell: true,
    tools: ['curl', 'nslookup', 'nc', 'ping', 'wget'],
    hasTag: (tag) => /^2\.\d+(\.\d+)?$/.test(tag),
    pullMs: 3400,
    sizeBytes: 51_105_200,
  }),
  image(
    ['gcr.io/google-samples/hello-app', 'us-docker.pkg.dev/google-samples/containers/gke/hello-app'],
    answering(
      './hello-app',
      8080,
      (_, io) => `Hello, world!\nVersion: 1.0.0\nHostname: ${io.host.hostname}\n`,
      'Server listening on port 8080',
      { exitCode: GO_DIES },
    ),
    { hasTag: (tag) => /^[12]\.0$/.test(tag) },
  ),
  image(
    ['gcr.io/google-samples/kubernetes-bootcamp', 'gcr.io/k8s-minikube/kubernetes-bootcamp'],
    answering(
      'node',
      8080,
      (_, io) => `Hello Kubernetes bootcamp! | Running on: ${io.host.hostname} | v=1\n`,
      'Kubernetes Bootcamp App Started',
      // Its server.js says nothing of signals, and Node.js has no handler of its own.
      { deaf: true },
    ),
    { shell: true, tools: ['curl'], hasTag: (tag) => /^v[12]$/.test(tag) },
  ),
  image(
    ['traefik/whoami', 'containous/whoami'],
    answering(
      '/whoami',
      80,
      ({ method, path, headers, sourceAddress }, io) =>
        [
          `Hostname: ${io.host.hostname}`,
          'IP: 127.0.0.1',
          `IP: ${addressOf(io)}`,
          `RemoteAddr: ${sourceAddress}:40000`,
          `${method} ${path} HTTP/1.1`,
          `Host: ${headers['host'] ?? ''}`,
          `User-Agent: ${headers['user-agent'] ?? ''}`,
          '',
          '',
        ].join('\n'),
      'Starting up on port 80',
      { exitCode: GO_DIES },
    ),
  ),
]
