// Paths that are no resources: discovery, OpenAPI, version, health and metrics, as kube-apiserver v1.33 serves them.
// /openapi/v2 is an empty protobuf document: kubectl asks for no other form and falls back on its own knowledge.
// Missing: metrics beyond the counts of objects.

import { healthReport, rootPaths } from './health.ts'
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
    // These two are indented whoever asks (WriteRawJSON).
    case '/':
      return answer({ ...call, pretty: true }, 200, { paths: rootPaths(resources) })
    case '/version':
      return answer({ ...call, pretty: true }, 200, client.version())
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
  }
  const [first = '', group, version, more] = path.split('/').slice(1)
  const report = healthReport(client, path, call.query)
  if (report) return textResponse(report.code, report.text)
  if (first === 'api' && group !== undefined && version === undefined)
    return json(apiResourceList(resources, '', group))
  if (first === 'apis' && group !== undefined && more === undefined)
    return json(version === undefined ? apiGroup(resources, group) : apiResourceList(resources, group, version))
  return undefined
}

/** OpenAPI v3; undefined: the path may be another. */
export async function published(call: Call, path: string): Promise<Response | undefined> {
  const { client, options, request } = call
  if (request.method !== 'GET' || !/^\/openapi\/v3(?:\/|$)/.test(path)) return undefined
  const descriptions = await options.descriptions?.()
  const rest = path.slice('/openapi/v3/'.length)
  const document = rest === '' ? openApiIndex(client, descriptions) : openApiDocument(client, descriptions, rest)
  return document === undefined ? undefined : answer(call, 200, document)
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
