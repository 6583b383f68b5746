// Apache's httpd: "It works!", files below htdocs, 404s, its log lines, a polite stop.

import type { Program } from '../sim/index.ts'
import type { Image } from './runtime.ts'
import { accessTime, httpTime, reply, serve } from './serve.ts'

const ROOT = '/usr/local/apache2/htdocs'
const VERSION = '2.4.63'

/** 'Mon Jan 05 09:00:00.000000 2026' */
function errorTime(ms: number): string {
  const [day = '', date = '', month = '', year = '', time = ''] = httpTime(ms).replace(',', '').split(' ')
  return `${day} ${month} ${date} ${time}.${String(ms % 1000).padStart(3, '0')}000 ${year}`
}

const notFound = [
  '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">',
  '<html><head>',
  '<title>404 Not Found</title>',
  '</head><body>',
  '<h1>Not Found</h1>',
  '<p>The requested URL was not found on this server.</p>',
  '</body></html>',
  '',
].join('\n')

const httpd: Program = {
  name: 'httpd-foreground',
  *run(_, io) {
    const { host } = io
    const notice = (module: string, text: string): string =>
      `[${errorTime(host.nowMs())}] [${module}:notice] [pid 1:tid 1] ${text}\n`
    const [own = '127.0.0.1'] = host.resolve(host.hostname).addresses
    const complaint = `AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using ${own}. Set the 'ServerName' directive globally to suppress this message\n`
    return yield* serve(io, {
      ports: [80],
      started: () =>
        complaint +
        complaint +
        notice('mpm_event', `AH00489: Apache/${VERSION} (Unix) configured -- resuming normal operations`) +
        notice('core', "AH00094: Command line: 'httpd -D FOREGROUND'"),
      answer(request) {
        const path = request.path.split('?')[0] ?? '/'
        const file = ROOT + (path.endsWith('/') ? `${path}index.html` : path)
        const found = host.files.stat(file)?.kind === 'file'
        const body = found ? host.files.read(file) : notFound
        const status = found ? 200 : 404
        const line = `"${request.method} ${request.path} HTTP/1.1" ${status} ${body.length}`
        io.stdout.write(`${request.sourceAddress} - - [${accessTime(host.nowMs())}] ${line}\n`)
        return reply(status, request.method === 'HEAD' ? '' : body, {
          date: httpTime(host.nowMs()),
          server: `Apache/${VERSION} (Unix)`,
          'content-type': found && !file.endsWith('.html') ? 'text/plain' : 'text/html',
        })
      },
      stopping: () => notice('mpm_event', 'AH00492: caught SIGWINCH, shutting down gracefully'),
    })
  },
}

export const httpdImage: Image = {
  names: ['httpd'],
  hasTag: (tag) => /^(latest|2|2\.4(\.\d{1,2})?)(-(alpine|bookworm|bullseye)[\d.]*)?$|^(alpine|bookworm)$/.test(tag),
  entrypoint: [],
  command: ['httpd-foreground'],
  env: { HTTPD_PREFIX: '/usr/local/apache2', HTTPD_VERSION: VERSION },
  workingDirectory: '/usr/local/apache2',
  shell: true,
  programs: [httpd],
  files: { [`${ROOT}/index.html`]: '<html><body><h1>It works!</h1></body></html>\n' },
  pullMs: 3100,
  sizeBytes: 58_863_230,
}
