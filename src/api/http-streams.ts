// Requests to pods' processes and ports through the HTTP door: logs, the refusal of exec and its like without an upgrade,
// and the proxy subresources (k8s.io/apimachinery/pkg/util/proxy/{upgradeaware,transport}.go, v1.33).
// Missing: links in proxied HTML are not rewritten; bodies of proxied requests must be text.

import { toBytes } from '../sim/index.ts'
import type { ObjectTarget, PortRequest } from './client.ts'
import { ApiError } from './errors.ts'
import { textResponse } from './http-answer.ts'
import { readBytesOf } from './http-body.ts'
import type { Call } from './http-call.ts'
import { execOptions, logOptions } from './http-options.ts'
import { logResponse } from './http-watch.ts'

/** Undefined when the target is none of a pod's streams. */
export function streamRequest(call: Call, target: ObjectTarget): Response | undefined {
  if (target.resource !== 'pods' || target.group !== '') return undefined
  const { client, query, user } = call
  switch (target.subresource) {
    case 'log':
      return logResponse(client.log(target, logOptions(query, user)))
    case 'exec':
    case 'attach': {
      // Asked for, so that what is wrong with the request is said before what is wrong with the connection.
      const options = { ...execOptions(query), user }
      const stream = target.subresource === 'exec' ? client.exec(target, options) : client.attach(target, options)
      stream.stop()
      break
    }
    case 'portforward':
      client.portForward(target, { user })
      break
    default:
      return undefined
  }
  throw new ApiError(400, 'BadRequest', 'Upgrade request required')
}

/** Headers that are between two neighbours, or that the proxied server must not see. */
const hopByHop = new Set([
  'accept-encoding',
  'authorization',
  'connection',
  'content-length',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

export async function proxyRequest(call: Call, target: ObjectTarget, rest: string): Promise<Response> {
  const { client, request, user } = call
  const { pathname, search } = new URL(request.url)
  if (rest === '' && request.method === 'GET')
    return new Response(null, { status: 301, headers: { Location: `${pathname}/${search}` } })
  const asked: PortRequest = {
    protocol: 'http',
    method: request.method,
    path: `${rest || '/'}${search}`,
    headers: Object.fromEntries([...request.headers].filter(([name]) => !hopByHop.has(name))),
    body: new TextDecoder().decode(await readBytesOf(request)),
  }
  const answered = client.proxy(target, asked, { user })
  if (!answered.ok) {
    const reason = answered.fault === 'refused' ? 'connect: connection refused' : 'i/o timeout'
    const where = `${answered.address ?? ''}:${answered.port}`
    return textResponse(503, `error trying to reach service: dial tcp ${where}: ${reason}`)
  }
  const headers = new Headers()
  for (const [name, value] of Object.entries(answered.headers))
    if (!hopByHop.has(name.toLowerCase())) headers.set(name, value)
  const bodiless = [101, 204, 205, 304].includes(answered.status) || request.method === 'HEAD'
  return new Response(bodiless ? null : toBytes(answered.body), { status: answered.status, headers })
}
