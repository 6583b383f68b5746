// Paths that are no resources: discovery, OpenAPI, version, health and metrics, as kube-apiserver v1.33 serves them.
// /openapi/v2 is an empty protobuf document: kubectl asks for no other form and falls back on its own knowledge.
// Missing: health checks that stand for parts which are not there (poststarthook/…); metrics beyond the counts of objects.

import type { ApiResource } from './client.ts'
import { negotiateDiscovery, textResponse } from './http-answer.ts'
import { answer, type Call } from './http-call.ts'
import { aggregatedDiscovery, apiGroup, apiGroupList, apiResourceList, apiVersions } from './http-discovery.ts'
import { fingerprint, openApiDocument, openApiIndex } from './openapi.ts'

/** Undefined: the path may be one of a resource. */
export function wellKnown(call: Call, path: string): Response | undefined {
  if (call.request.method !== 'GET') return undefined
  const { client } = call
  const json = (value: unknown): Response | undefined => (value === undefined ? undefined : answer(call, 200, value))
  const resources = client.resources()
  switch (path) {
    case '/':
      return json({ paths: rootPaths(resources) })
    case '/version':
      return json(client.version())
    case '/metrics':
      return textResponse(200, metrics(call))
    case '/api':
    case '/apis':
      return discovery(call, path)
    case '/openapi/v2':
      return new Response('', {
        status: 200,
        headers: { 'Content-Type': 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf' },
      })
    case '/openapi/v3':
      return json(openApiIndex(client))
  }
  const [first = '', group, version, more] = path.split('/').slice(1)
  if (Object.hasOwn(health, first)) return healthAnswer(call, first, path.slice(first.length + 2))
  if (first === 'openapi') return json(openApiDocument(client, path.slice('/openapi/v3/'.length)))
  if (first === 'api' && group !== undefined && version === undefined)
    return json(apiResourceList(resources, '', group))
  if (first === 'apis' && group !== undefined && more === undefined)
    return json(version === undefined ? apiGroup(resources, group) : apiResourceList(resources, group, version))
  return undefined
}

/** The aggregated documents have an ETag, so that clients ask for them again in vain and cheaply. */
function discovery(call: Call, path: '/api' | '/apis'): Response {
  const { client, headers, request } = call
  const resources = client.resources()
  headers.set('Vary', 'Accept')
  const version = negotiateDiscovery(request.headers.get('Accept') ?? '')
  if (version === undefined)
    return answer(call, 200, path === '/api' ? apiVersions(call.options.serverAddress ?? '') : apiGroupList(resources))
  const document = aggregatedDiscovery(resources, path === '/api', version)
  const tag = `"${fingerprint(JSON.stringify(document))}"`
  headers.set('ETag', tag)
  if (request.headers.get('If-None-Match') === tag) return new Response(null, { status: 304, headers })
  headers.set('Content-Type', `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
  return answer(call, 200, document)
}

function rootPaths(resources: readonly ApiResource[]): string[] {
  const groups = resources.flatMap(({ group, version }) =>
    group === '' ? [`/api/${version}`] : [`/apis/${group}`, `/apis/${group}/${version}`],
  )
  const checks = Object.entries(health).flatMap(([path, names]) => [
    `/${path}`,
    ...names.map((name) => `/${path}/${name}`),
  ])
  const paths = ['/api', '/apis', '/metrics', '/openapi/v2', '/openapi/v3', '/version', ...checks, ...groups]
  return [...new Set(paths)].sort()
}

/** Which checks each of the three paths makes, in the order of the answer. */
const health: Readonly<Record<string, readonly string[]>> = {
  healthz: ['ping', 'etcd'],
  livez: ['ping', 'etcd'],
  readyz: ['ping', 'etcd', 'etcd-readiness'],
}

/** Whether a part of the server works: it answers at all, and it can read what it stores. */
function isHealthy({ client }: Call, check: string): boolean {
  if (check === 'ping') return true
  try {
    for (const one of client.resources()) if (one.verbs.includes('list')) client.list(one, { limit: 1 })
    return true
  } catch {
    return false
  }
}

/** handleRootHealth of k8s.io/apiserver/pkg/server/healthz. */
function healthAnswer(call: Call, path: string, one: string): Response | undefined {
  const checks = health[path] ?? []
  if (one !== '') {
    if (!checks.includes(one)) return undefined
    return isHealthy(call, one) ? textResponse(200, 'ok') : textResponse(500, 'internal server error\n')
  }
  const excluded = new Set(call.query.getAll('exclude'))
  let text = ''
  let failed = false
  for (const check of checks) {
    if (excluded.delete(check)) text += `[+]${check} excluded: ok\n`
    else if (isHealthy(call, check)) text += `[+]${check} ok\n`
    else {
      failed = true
      text += `[-]${check} failed: reason withheld\n`
    }
  }
  if (excluded.size > 0) {
    const names = [...excluded].sort().map((name) => JSON.stringify(name))
    text += `warn: some health checks cannot be excluded: no matches for ${names.join(', ')}\n`
  }
  if (failed) return textResponse(500, `${text}${path} check failed\n`)
  return textResponse(200, call.query.has('verbose') ? `${text}${path} check passed\n` : 'ok')
}

/** Prometheus' text format; names and help as far as upstream has them, values counted when asked. */
function metrics({ client }: Call): string {
  const { gitVersion, major, minor, platform } = client.version()
  const counts = client
    .resources()
    .filter(({ verbs }) => verbs.includes('list') && verbs.includes('create'))
    .map((one) => {
      const name = one.group === '' ? one.resource : `${one.resource}.${one.group}`
      return `apiserver_storage_objects{resource="${name}"} ${client.list(one).items.length}`
    })
  return [
    '# HELP apiserver_storage_objects Number of stored objects, by kind.',
    '# TYPE apiserver_storage_objects gauge',
    ...counts.sort(),
    '# HELP kubernetes_build_info The version of this server; its value is always 1.',
    '# TYPE kubernetes_build_info gauge',
    `kubernetes_build_info{git_version="${gitVersion}",major="${major}",minor="${minor}",platform="${platform}"} 1`,
    '',
  ].join('\n')
}
