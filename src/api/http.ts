// The HTTP door: Kubernetes REST paths over the `Client` interface, as k8s.io/apiserver/pkg/endpoints/installer.go and
// handlers (v1.33) serve them. Takes a `Request`, gives a `Response`; whoever has a socket (or none) puts it before it.
// Missing: upgraded connections (exec, attach, port-forward) belong to the socket's side; here they are only refused.

import type { ApiResource, Client, ObjectTarget, PatchOptions, PatchType, WriteOptions } from './client.ts'
import { ApiError, isNotFound } from './errors.ts'
import {
  addWarning,
  errorResponse,
  jsonResponse,
  negotiate,
  negotiateDiscovery,
  notFoundResponse,
  textResponse,
  type Wanted,
} from './http-answer.ts'
import {
  contentType,
  type ExpectedKind,
  readObject,
  readOptions,
  readPatch,
  unsupportedMediaType,
} from './http-body.ts'
import { aggregatedDiscovery, apiGroup, apiGroupList, apiResourceList, apiVersions } from './http-discovery.ts'
import {
  deleteOptions,
  flag,
  listOptions,
  logOptions,
  refusePatchOptions,
  tableOptions,
  timeoutSeconds,
  writeOptions,
} from './http-options.ts'
import { parseResourcePath, type ResourcePath } from './http-path.ts'
import { type DoorClock, logResponse, watchResponse } from './http-watch.ts'
import type { KubeList, KubeObject, Table } from './object.ts'
import { openApiDocument, openApiIndex } from './openapi.ts'

export { errorResponse } from './http-answer.ts'
export { parseResourcePath, type ResourcePath } from './http-path.ts'
export type { DoorClock } from './http-watch.ts'

export interface HttpDoorOptions {
  /** Virtual time, for `timeoutSeconds` of watches; without it they do not end by themselves. */
  readonly clock?: DoorClock
  /** 'host:port', for the plain discovery document. */
  readonly serverAddress?: string
  /** Called after each request that may have changed something. */
  readonly afterWrite?: () => void
}

export function createHttpDoor(client: Client, options: HttpDoorOptions = {}): (request: Request) => Promise<Response> {
  return async (request) => {
    const headers = new Headers({ 'Cache-Control': 'no-cache, private' })
    try {
      const url = new URL(request.url)
      const call: Call = { client, options, request, query: url.searchParams, headers }
      const path = url.pathname.replace(/\/+$/, '') || '/'
      return wellKnown(call, path) ?? (await resourceRequest(call, path))
    } catch (error) {
      return errorResponse(error, headers)
    } finally {
      if (request.method !== 'GET') options.afterWrite?.()
    }
  }
}

interface Call {
  readonly client: Client
  readonly options: HttpDoorOptions
  readonly request: Request
  readonly query: URLSearchParams
  readonly headers: Headers
}

/** Paths that are no resources. */
function wellKnown(call: Call, path: string): Response | undefined {
  if (call.request.method !== 'GET') return undefined
  const { client, headers } = call
  const json = (value: unknown): Response | undefined =>
    value === undefined ? undefined : jsonResponse(200, value, headers)
  const resources = client.resources()
  switch (path) {
    case '/':
      return json({ paths: rootPaths(resources) })
    case '/version':
      return json(client.version())
    case '/healthz':
    case '/livez':
    case '/readyz':
      return textResponse(200, 'ok')
    case '/api':
    case '/apis': {
      const version = negotiateDiscovery(call.request.headers.get('Accept') ?? '')
      if (version === undefined)
        return json(path === '/api' ? apiVersions(call.options.serverAddress ?? '') : apiGroupList(resources))
      headers.set('Content-Type', `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
      return json(aggregatedDiscovery(resources, path === '/api', version))
    }
    case '/openapi/v2':
      // An empty document in protobuf; what old checks need is in v3.
      return new Response('', {
        status: 200,
        headers: { 'Content-Type': 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf' },
      })
    case '/openapi/v3':
      return json(openApiIndex(client))
  }
  const [first, group, version, more] = path.split('/').slice(1)
  if (first === 'openapi') return json(openApiDocument(client, path.slice('/openapi/v3/'.length)))
  if (first === 'api' && group !== undefined && version === undefined)
    return json(apiResourceList(resources, '', group))
  if (first === 'apis' && group !== undefined && more === undefined)
    return json(version === undefined ? apiGroup(resources, group) : apiResourceList(resources, group, version))
  return undefined
}

function rootPaths(resources: readonly ApiResource[]): string[] {
  const groups = resources.flatMap(({ group, version }) =>
    group === '' ? [`/api/${version}`] : [`/apis/${group}`, `/apis/${group}/${version}`],
  )
  const paths = ['/api', '/apis', '/healthz', '/livez', '/openapi/v2', '/openapi/v3', '/readyz', '/version', ...groups]
  return [...new Set(paths)].sort()
}

async function resourceRequest(call: Call, pathname: string): Promise<Response> {
  const path = parseResourcePath(pathname)
  const resource = path && findResource(call.client.resources(), path)
  if (!path || !resource) return notFoundResponse()
  const scopeFits = resource.namespaced
    ? path.namespace !== undefined || path.name === undefined
    : path.namespace === undefined
  if (!scopeFits) return notFoundResponse()
  const subresource = resource.subresources.find(({ name }) => name === path.subresource)
  if (path.subresource !== undefined && !subresource) return notFoundResponse()
  const expected: ExpectedKind = subresource ?? resource
  const verb = verbOf(call, path)
  const verbs = (subresource ?? resource).verbs
  const inNamespace = !resource.namespaced || path.namespace !== undefined
  if (!verb || !verbs.includes(verb) || (verb === 'create' && !inNamespace))
    return textResponse(405, '405: Method Not Allowed\n')
  if (path.name === undefined) return collectionRequest(call, path, expected, verb)
  return objectRequest(call, { ...path, name: path.name }, expected, verb)
}

export function findResource(
  resources: readonly ApiResource[],
  path: { readonly group: string; readonly version: string; readonly resource: string },
): ApiResource | undefined {
  return resources.find(
    (one) => one.group === path.group && one.version === path.version && one.resource === path.resource,
  )
}

function verbOf(call: Call, path: ResourcePath): string | undefined {
  const one = path.name !== undefined
  switch (call.request.method) {
    case 'GET':
      return one ? 'get' : flag(call.query, 'watch') ? 'watch' : 'list'
    case 'POST':
      return one && path.subresource === undefined ? undefined : 'create'
    case 'PUT':
      return one ? 'update' : undefined
    case 'PATCH':
      return one ? 'patch' : undefined
    case 'DELETE':
      return one ? 'delete' : 'deletecollection'
  }
  return undefined
}

async function collectionRequest(
  call: Call,
  path: ResourcePath,
  expected: ExpectedKind,
  verb: string,
): Promise<Response> {
  const { client, query, headers, request } = call
  const wanted = negotiate(request.headers.get('Accept') ?? '')
  switch (verb) {
    case 'list':
      if (wanted.as === 'Table')
        return jsonResponse(
          200,
          versioned(client.list(path, { ...listOptions(query), ...tableOptions(query) }), wanted),
          headers,
        )
      return jsonResponse(
        200,
        listAnswer(client.list(path, listOptions(query)), wanted, isTyped(client, expected)),
        headers,
      )
    case 'watch':
      return watchAnswer(call, path, wanted)
    case 'deletecollection': {
      const options = deleteOptions(query, await readOptions(request, client.schema))
      return jsonResponse(200, client.deleteCollection(path, listOptions(query), options), headers)
    }
  }
  const body = await readObject(request, expected, client.schema, client.resources())
  const write = writeOptions(query, 'CreateOptions', (text) => addWarning(headers, text), userAgent(request))
  const created = strictly(body.duplicates, expected, write, (options) => client.create(path, body.object, options))
  return jsonResponse(201, created, headers)
}

async function objectRequest(
  call: Call,
  target: ObjectTarget,
  expected: ExpectedKind,
  verb: string,
): Promise<Response> {
  const { client, query, headers, request } = call
  if (target.resource === 'pods' && target.group === '') {
    const stream = streamRequest(call, target)
    if (stream) return stream
  }
  const wanted = negotiate(request.headers.get('Accept') ?? '')
  const warn = (text: string): void => addWarning(headers, text)
  switch (verb) {
    case 'get':
      if (wanted.as === 'Table')
        return jsonResponse(200, versioned(client.get(target, tableOptions(query)), wanted), headers)
      return jsonResponse(200, objectAnswer(client.get(target), wanted), headers)
    case 'delete': {
      const options = deleteOptions(query, await readOptions(request, client.schema))
      return jsonResponse(200, client.delete(target, options), headers)
    }
    case 'patch':
      return patchRequest(call, target, expected)
  }
  const body = await readObject(request, expected, client.schema, client.resources())
  if (verb === 'create') {
    const { subresource, ...object } = target
    const place = subresource === undefined ? object : { ...object, subresource }
    const write = writeOptions(query, 'CreateOptions', warn, userAgent(request))
    const answer = strictly(body.duplicates, expected, write, (options) => client.create(place, body.object, options))
    return jsonResponse(201, answer, headers)
  }
  const write = writeOptions(query, 'UpdateOptions', warn, userAgent(request))
  const updated = strictly(body.duplicates, expected, write, (options) => client.update(target, body.object, options))
  return jsonResponse(200, updated, headers)
}

const userAgent = (request: Request): string => request.headers.get('User-Agent') ?? ''

const patchTypes: Readonly<Record<string, PatchType>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
}

async function patchRequest(call: Call, target: ObjectTarget, expected: ExpectedKind): Promise<Response> {
  const { client, query, headers, request } = call
  const given = contentType(request)
  const type = Object.hasOwn(patchTypes, given) ? patchTypes[given] : undefined
  if (!type) throw unsupportedMediaType(Object.keys(patchTypes))
  refusePatchOptions(query, type)
  const { value, duplicates } = await readPatch(request, type)
  const write = writeOptions(query, 'PatchOptions', (text) => addWarning(headers, text), userAgent(request))
  const isNew = type === 'apply' && !exists(client, target)
  const patched = strictly(duplicates, expected, write, (options) => client.patch(target, type, value, options))
  return jsonResponse(isNew ? 201 : 200, patched, headers)
}

function exists(client: Client, target: ObjectTarget): boolean {
  try {
    client.get(target)
    return true
  } catch (error) {
    if (isNotFound(error)) return false
    throw error
  }
}

/**
 * Fields that occur twice: an error when strict, after what else the decoder finds, else a warning. The rest of the
 * decoder's faults are known only to the server, so it is asked without a write.
 */
function strictly<T>(
  duplicates: readonly string[],
  expected: ExpectedKind,
  options: PatchOptions,
  write: (options: PatchOptions) => T,
): T {
  if (duplicates.length === 0 || options.fieldValidation === 'Ignore') return write(options)
  if (options.fieldValidation !== 'Strict') {
    for (const text of duplicates) options.onWarning?.(text)
    return write(options)
  }
  const before = `${expected.kind} in version "${expected.version}" cannot be handled as a ${expected.kind}: strict decoding error: `
  let others = ''
  try {
    const quiet: WriteOptions = { ...options, dryRun: true, onWarning: () => {} }
    write(quiet)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const at = error.message.indexOf('strict decoding error: ')
    if (at >= 0) others = `, ${error.message.slice(at + 'strict decoding error: '.length)}`
  }
  throw new ApiError(400, 'BadRequest', before + duplicates.join(', ') + others)
}

function streamRequest(call: Call, target: ObjectTarget): Response | undefined {
  const { client, query } = call
  switch (target.subresource) {
    case 'log':
      return logResponse(client.log(target, logOptions(query)))
    case 'exec':
    case 'attach': {
      // Asked for, so that what is wrong with the request is said before what is wrong with the connection.
      const options = execOptions(query)
      const stream = target.subresource === 'exec' ? client.exec(target, options) : client.attach(target, options)
      stream.stop()
      throw new ApiError(400, 'BadRequest', 'Upgrade request required')
    }
  }
  return undefined
}

export function execOptions(query: URLSearchParams): {
  readonly command: readonly string[]
  readonly container?: string
  readonly stdin: boolean
  readonly stdout: boolean
  readonly stderr: boolean
  readonly tty: boolean
} {
  const container = query.get('container') ?? ''
  return {
    command: query.getAll('command'),
    ...(container === '' ? {} : { container }),
    stdin: flag(query, 'stdin'),
    stdout: flag(query, 'stdout'),
    stderr: flag(query, 'stderr'),
    tty: flag(query, 'tty'),
  }
}

function watchAnswer(call: Call, path: ResourcePath, wanted: Wanted): Response {
  const { client, query, options } = call
  const seconds = timeoutSeconds(query)
  const clock = options.clock
  const end = seconds !== undefined && seconds > 0 && clock ? { clock, atMs: clock.nowMs + seconds * 1000 } : undefined
  if (wanted.as === 'Table')
    return watchResponse(
      client.watch(path, { ...listOptions(query), ...tableOptions(query) }),
      (table, _, first) => versioned(first ? table : { ...table, columnDefinitions: null }, wanted),
      end,
    )
  return watchResponse(client.watch(path, listOptions(query)), (object) => objectAnswer(object, wanted), end)
}

/** The caller may have asked for the older of the two versions of Table. */
function versioned(
  table: Omit<Table, 'columnDefinitions'> & { readonly columnDefinitions: unknown },
  wanted: Wanted,
): unknown {
  return wanted.version === 'v1' ? table : { ...table, apiVersion: `meta.k8s.io/${wanted.version}` }
}

function objectAnswer(object: KubeObject, wanted: Wanted): unknown {
  if (wanted.as !== 'PartialObjectMetadata') return object
  return { kind: 'PartialObjectMetadata', apiVersion: `meta.k8s.io/${wanted.version}`, metadata: object.metadata }
}

/** Items of typed lists do not say what they are; the list does. */
function listAnswer(list: KubeList, wanted: Wanted, typed: boolean): unknown {
  if (wanted.as === 'PartialObjectMetadata')
    return {
      kind: 'PartialObjectMetadataList',
      apiVersion: `meta.k8s.io/${wanted.version}`,
      metadata: list.metadata,
      items: list.items.map((item) => objectAnswer(item, wanted)),
    }
  if (!typed) return list
  return { ...list, items: list.items.map(({ apiVersion: _, kind: __, ...item }) => item) }
}

function isTyped(client: Client, { group, version, kind }: ExpectedKind): boolean {
  return Object.hasOwn(client.schema.kinds, `${group === '' ? version : `${group}/${version}`}/${kind}`)
}
