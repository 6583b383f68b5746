// nginx: the welcome page, files below /usr/share/nginx/html, 404s, access and error log, a polite stop.
// Models the official image (docker-entrypoint, default.conf). Missing: other configuration than the default server.

import type { Io, Program } from '../sim/index.ts'
import { DEBIAN_RELEASE } from './base.ts'
import type { Image } from './runtime.ts'
import { accessTime, httpTime, type Incoming, reply, type ServerLife, serve, slashTime } from './serve.ts'

const ROOT = '/usr/share/nginx/html'

const welcome = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto;
font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>

<p>For online documentation and support please refer to
<a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at
<a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>
</body>
</html>
`

const fault = (status: number, title: string, version: string): string =>
  [
    '<html>',
    `<head><title>${status} ${title}</title></head>`,
    '<body>',
    `<center><h1>${status} ${title}</h1></center>`,
    `<hr><center>nginx/${version}</center>`,
    '</body>',
    '</html>',
    '',
  ].join('\r\n')

const entrypointLines = [
  '/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform configuration',
  '/docker-entrypoint.sh: Looking for shell scripts in /docker-entrypoint.d/',
  '/docker-entrypoint.sh: Launching /docker-entrypoint.d/10-listen-on-ipv6-by-default.sh',
  '10-listen-on-ipv6-by-default.sh: info: Getting the checksum of /etc/nginx/conf.d/default.conf',
  '10-listen-on-ipv6-by-default.sh: info: Enabled listen on IPv6 in /etc/nginx/conf.d/default.conf',
  '/docker-entrypoint.sh: Sourcing /docker-entrypoint.d/15-local-resolvers.envsh',
  '/docker-entrypoint.sh: Launching /docker-entrypoint.d/20-envsubst-on-templates.sh',
  '/docker-entrypoint.sh: Launching /docker-entrypoint.d/30-tune-worker-processes.sh',
  '/docker-entrypoint.sh: Configuration complete; ready for start up',
]

const entrypointText = `${entrypointLines.join('\n')}\n`

const versionOf = ({ env }: Io): string => env.get('NGINX_VERSION') ?? '1.27.5'

const notices = (texts: readonly string[], { host }: Io): string =>
  texts.map((text) => `${slashTime(host.nowMs())} [notice] 1#1: ${text}\n`).join('')

/** One for all of them: a thousand servers of one image differ in what they are given. */
const life: ServerLife = {
  ports: [80],
  started: (io) =>
    notices(
      [
        'using the "epoll" event method',
        `nginx/${versionOf(io)}`,
        'built by gcc 12.2.0 (Debian 12.2.0-14)',
        'OS: Linux 5.15.0-140-generic',
        'getrlimit(RLIMIT_NOFILE): 1048576:1048576',
        'start worker processes',
        'start worker process 29',
        'start worker process 30',
      ],
      io,
    ),
  answer(request, io) {
    const { files, nowMs } = io.host
    const version = versionOf(io)
    const path = request.path.split('?')[0] ?? '/'
    const file = ROOT + (path.endsWith('/') ? `${path}index.html` : path)
    const found = files.stat(file)
    let status = 200
    let body = ''
    const allowed = request.method === 'GET' || request.method === 'HEAD'
    if (!allowed) status = 405
    else if (found?.kind === 'file') body = files.read(file)
    else status = path.endsWith('/') && files.stat(ROOT + path)?.kind === 'directory' ? 403 : 404
    if (status === 404 && !path.endsWith('/')) {
      const where = `client: ${request.sourceAddress}, server: localhost, request: "${request.method} ${request.path} HTTP/1.1", host: "${hostOf(request)}"`
      const text = `open() "${file}" failed (2: No such file or directory), ${where}`
      io.stderr.write(`${slashTime(nowMs())} [error] 29#29: *1 ${text}\n`)
    }
    const titles: Readonly<Record<number, string>> = { 403: 'Forbidden', 404: 'Not Found', 405: 'Not Allowed' }
    if (status !== 200) body = fault(status, titles[status] ?? '', version)
    const agent = request.headers['user-agent'] ?? '-'
    const line = `"${request.method} ${request.path} HTTP/1.1" ${status} ${body.length} "-" "${agent}" "-"`
    io.stdout.write(`${request.sourceAddress} - - [${accessTime(nowMs())}] ${line}\n`)
    return reply(status, request.method === 'HEAD' ? '' : body, {
      server: `nginx/${version}`,
      date: httpTime(nowMs()),
      'content-type': typeOf(status === 200 ? file : 'x.html'),
      connection: 'keep-alive',
    })
  },
  stopping: (io) =>
    notices(['signal 3 (SIGQUIT) received, shutting down', 'gracefully shutting down', 'exiting', 'exit'], io),
}

const nginx: Program = {
  name: 'nginx',
  summary: 'a web server',
  *run(args, io) {
    if (args.includes('-v')) {
      io.stderr.write(`nginx version: nginx/${versionOf(io)}\n`)
      return 0
    }
    if (args.includes('-t')) {
      io.stderr.write('nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\n')
      io.stderr.write('nginx: configuration file /etc/nginx/nginx.conf test is successful\n')
      return 0
    }
    const at = args.indexOf('-s')
    if (at < 0) return yield* serve(io, life)
    const signal = args[at + 1] ?? ''
    if (!/^(?:stop|quit|reopen|reload)$/.test(signal)) {
      io.stderr.write(`nginx: invalid option: "-s ${signal}"\n`)
      return 1
    }
    io.stderr.write(`${slashTime(io.host.nowMs())} [notice] 40#40: signal process started\n`)
    if (signal === 'stop' || signal === 'quit') io.host.terminateFirst?.()
    return 0
  },
}

const hostOf = ({ headers, host, port }: Incoming): string =>
  headers['host'] ?? (port === 80 ? host : `${host}:${port}`)

function typeOf(path: string): string {
  const types: Readonly<Record<string, string>> = {
    html: 'text/html',
    txt: 'text/plain',
    css: 'text/css',
    js: 'application/javascript',
    json: 'application/json',
  }
  return types[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
}

const entrypoint: Program = {
  name: '/docker-entrypoint.sh',
  run(args, io) {
    if (args[0] === 'nginx') io.stdout.write(entrypointText)
    // It becomes what it runs.
    return io.run(args)
  },
}

/** Releases from 1.7 to 1.29, and the usual names. */
function hasTag(tag: string): boolean {
  const match =
    /^(?:(latest|stable|mainline|alpine|perl|bookworm|trixie)|1(?:\.(\d+)(?:\.(\d+))?)?)((?:-(?:alpine|slim|perl|bookworm|bullseye|trixie|otel)[\d.]*)*)$/.exec(
      tag,
    )
  if (!match) return false
  if (match[1] !== undefined || match[2] === undefined) return true
  return Number(match[2]) >= 7 && Number(match[2]) <= 29 && Number(match[3] ?? 0) <= 15
}

export const nginxImage: Image = {
  names: ['nginx'],
  hasTag,
  entrypoint: ['/docker-entrypoint.sh'],
  command: ['nginx', '-g', 'daemon off;'],
  env: { NGINX_VERSION: '1.27.5' },
  shell: true,
  tools: ['curl', 'envsubst'],
  programs: [nginx, entrypoint],
  files: {
    '/etc/os-release': DEBIAN_RELEASE,
    [`${ROOT}/index.html`]: welcome,
    [`${ROOT}/50x.html`]: fault(500, 'Internal Server Error', '1.27.5'),
    '/etc/nginx/conf.d/default.conf':
      'server {\n    listen       80;\n    listen  [::]:80;\n    server_name  localhost;\n\n    location / {\n        root   /usr/share/nginx/html;\n        index  index.html index.htm;\n    }\n}\n',
  },
  pullMs: 3600,
  sizeBytes: 72406859,
}
