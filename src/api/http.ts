// The HTTP door: Kubernetes REST paths over the `Client` interface, as k8s.io/apiserver/pkg/endpoints/installer.go and
// handlers (v1.33) serve them. Takes a `Request`, gives a `Response`; whoever has a socket (or none) puts it before it.
// Missing: upgraded connections (exec, attach, port-forward) belong to the socket's side; here they are only refused;
// Tables of what a write gives back.

import type { ApiResource, Client, ObjectTarget, PatchOptions, PatchType, WriteOptions } from './client.ts'
import { ApiError, type Status } from './errors.ts'
import {
  addWarning,
  errorResponse,
  negotiate,
  notFoundResponse,
  textResponse,
  type Wanted,
  wantsPretty,
} from './http-answer.ts'
import { requestAttributes } from './http-attributes.ts'
import {
  contentType,
  type ExpectedKind,
  readObject,
  readOptions,
  readPatch,
  unsupportedMediaType,
} from './http-body.ts'
import { admin, answer, type Call, type HttpDoorOptions } from './http-call.ts'
import { published, wellKnown } from './http-known.ts'
import {
  deleteOptions,
  flag,
  listOptions,
  refusePatchOptions,
  tableOptions,
  timeoutSeconds,
  writeOptions,
} from './http-options.ts'
import { parseResourcePath, type ResourcePath } from './http-path.ts'
import { proxyRequest, streamRequest } from './http-streams.ts'
import { watchResponse } from './http-watch.ts'
import type { KubeList, KubeObject, Table } from './object.ts'

export { errorResponse } from './http-answer.ts'
export { admin, type HttpDoorOptions } from './http-call.ts'
export { execOptions, type StreamOptions } from './http-options.ts'
export { parseResourcePath, type ResourcePath } from './http-path.ts'
export type { DoorClock } from './http-watch.ts'

export function createHttpDoor(client: Client, options: HttpDoorOptions = {}): (request: Request) => Promise<Response> {
  return async (request) => {
    const headers = new Headers({ 'Cache-Control': 'no-cache, private' })
    let pretty = false
    try {
      const url = new URL(request.url)
      const query = url.searchParams
      pretty = wantsPretty(query, request.headers.get('User-Agent') ?? '')
      const user = options.authenticate?.(request) ?? admin
      options.authorize?.(user, requestAttributes(request.method, url))
      const call: Call = { client, options, request, query, headers, pretty, user }
      const path = url.pathname.replace(/\/+$/, '') || '/'
      return wellKnown(call, path) ?? (await published(call, path)) ?? (await resourceRequest(call, url.pathname))
    } catch (error) {
      return errorResponse(error, headers, pretty)
    } finally {
      if (request.method !== 'GET') options.afterWrite?.()
    }
  }
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
  const { rest, ...place } = path
  const target = { ...place, name: path.name }
  if (rest !== undefined) return proxyRequest(call, target, rest)
  return objectRequest(call, target, expected, verb)
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
  const { client, query, headers, request, user } = call
  const wanted = negotiate(request.headers.get('Accept') ?? '')
  switch (verb) {
    case 'list': {
      const options = listOptions(query, user)
      if (wanted.as === 'Table')
        return answer(call, 200, versioned(client.list(path, { ...options, ...tableOptions(query, user) }), wanted))
      return answer(call, 200, listAnswer(client.list(path, options), wanted, isTyped(client, expected)))
    }
    case 'watch':
      return watchAnswer(call, path, wanted)
    case 'deletecollection': {
      const options = deleteOptions(query, await readOptions(request, client.schema), user)
      const deleted = client.deleteCollection(path, listOptions(query, user), options)
      return answer(call, 200, listAnswer(deleted, wanted, isTyped(client, expected)))
    }
  }
  const body = await readObject(request, expected, client.schema, client.resources())
  const write = writeOptions(query, 'CreateOptions', user, (text) => addWarning(headers, text), userAgent(request))
  const created = strictly(body.duplicates, expected, write, (options) => client.create(path, body.object, options))
  return answer(call, 201, objectAnswer(created, wanted))
}

async function objectRequest(
  call: Call,
  target: ObjectTarget,
  expected: ExpectedKind,
  verb: string,
): Promise<Response> {
  const { client, query, headers, request, user } = call
  const stream = streamRequest(call, target)
  if (stream) return stream
  const wanted = negotiate(request.headers.get('Accept') ?? '')
  const warn = (text: string): void => addWarning(headers, text)
  switch (verb) {
    case 'get':
      if (wanted.as === 'Table')
        return answer(call, 200, versioned(client.get(target, tableOptions(query, user)), wanted))
      return answer(call, 200, objectAnswer(client.get(target, { user }), wanted))
    case 'delete': {
      const options = deleteOptions(query, await readOptions(request, client.schema), user)
      return answer(call, 200, objectAnswer(client.delete(target, options), wanted))
    }
    case 'patch':
      return patchRequest(call, target, expected, wanted)
  }
  const body = await readObject(request, expected, client.schema, client.resources())
  if (verb === 'create') {
    const { subresource, ...object } = target
    const place = subresource === undefined ? object : { ...object, subresource }
    const write = writeOptions(query, 'CreateOptions', user, warn, userAgent(request))
    const created = strictly(body.duplicates, expected, write, (options) => client.create(place, body.object, options))
    return answer(call, 201, objectAnswer(created, wanted))
  }
  const write = writeOptions(query, 'UpdateOptions', user, warn, userAgent(request))
  const made = makes(call, target, write)
  const updated = strictly(body.duplicates, expected, made.write, (options) =>
    client.update(target, body.object, options),
  )
  return answer(call, made.code, objectAnswer(updated, wanted))
}

/** For writes that may make what is not there: the right to do so is asked for, and the answer has another code. */
function makes({ options, user }: Call, target: ObjectTarget, given: PatchOptions) {
  const made = {
    code: 200,
    write: {
      ...given,
      onCreate: () => {
        options.authorize?.(user, { ...target, verb: 'create' })
        made.code = 201
      },
    },
  }
  return made
}

const userAgent = (request: Request): string => request.headers.get('User-Agent') ?? ''

const patchTypes: Readonly<Record<string, PatchType>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
}

async function patchRequest(
  call: Call,
  target: ObjectTarget,
  expected: ExpectedKind,
  wanted: Wanted,
): Promise<Response> {
  const { client, query, headers, request, user } = call
  const given = contentType(request)
  const type = Object.hasOwn(patchTypes, given) ? patchTypes[given] : undefined
  if (!type) throw unsupportedMediaType(Object.keys(patchTypes))
  refusePatchOptions(query, type)
  const { value, duplicates } = await readPatch(request, type)
  const write = writeOptions(query, 'PatchOptions', user, (text) => addWarning(headers, text), userAgent(request))
  const made = makes(call, target, write)
  const patched = strictly(duplicates, expected, made.write, (options) => client.patch(target, type, value, options))
  return answer(call, made.code, objectAnswer(patched, wanted))
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

function watchAnswer(call: Call, path: ResourcePath, wanted: Wanted): Response {
  const { client, query, options, user } = call
  const seconds = timeoutSeconds(query) ?? 0
  const { clock } = options
  const times = clock && { clock, endMs: seconds > 0 ? clock.nowMs + seconds * 1000 : undefined }
  const list = listOptions(query, user)
  if (wanted.as === 'Table')
    return watchResponse(
      client.watch(path, { ...list, ...tableOptions(query, user) }),
      (table, _, first) => versioned(first ? table : { ...table, columnDefinitions: null }, wanted),
      times,
    )
  return watchResponse(client.watch(path, list), (object) => objectAnswer(object, wanted), times)
}

/** The caller may have asked for the older of the two versions of Table. */
function versioned(
  table: Omit<Table, 'columnDefinitions'> & { readonly columnDefinitions: unknown },
  wanted: Wanted,
): unknown {
  return wanted.version === 'v1' ? table : { ...table, apiVersion: `meta.k8s.io/${wanted.version}` }
}

function objectAnswer(object: KubeObject | Status, wanted: Wanted): unknown {
  if (wanted.as !== 'PartialObjectMetadata' || object.kind === 'Status') return object
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
