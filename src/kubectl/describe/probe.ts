// A probe in one line (k8s.io/kubectl/pkg/describe/describe.go, DescribeProbe, v1.33).

import type { HTTPGetAction, Probe } from '../../kinds/index.ts'

export function probeText(probe: Probe): string {
  const { exec, httpGet, tcpSocket, grpc } = probe
  const timing = `delay=${probe.initialDelaySeconds ?? 0}s timeout=${probe.timeoutSeconds ?? 0}s period=${probe.periodSeconds ?? 0}s`
  const attributes = `${timing} #success=${probe.successThreshold ?? 0} #failure=${probe.failureThreshold ?? 0}`
  if (exec) return `exec [${(exec.command ?? []).join(' ')}] ${attributes}`
  if (httpGet) return `http-get ${address(httpGet)} ${attributes}`
  if (tcpSocket) return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port} ${attributes}`
  if (grpc) return `grpc <pod>:${grpc.port} ${grpc.service ?? ''} ${attributes}`
  return `unknown ${attributes}`
}

function address({ scheme, host = '', port, path = '' }: HTTPGetAction): string {
  const name = host.includes(':') ? `[${host}]` : host
  const slash = path !== '' && !path.startsWith('/') ? '/' : ''
  return `${scheme ? `${scheme.toLowerCase()}:` : ''}//${name}:${port}${slash}${escapePath(path)}`
}

/** Go escapes a path's odd characters, and the question mark, which would begin a query. */
function escapePath(path: string): string {
  const escapeByte = (byte: number) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  return path.replace(/[^A-Za-z0-9\-_.~$&+,/:;=@]/gu, (char) =>
    [...new TextEncoder().encode(char)].map(escapeByte).join(''),
  )
}
