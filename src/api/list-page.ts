// Which objects one list request gets: at which revision, from which key on, and how many. Models ValidateListOptions,
// continue.go and etcd3/store.go of k8s.io/apiserver/pkg/storage (v1.33): a page is a page of one revision, which expires
// with the history. Differs: upstream forgets by age (five minutes), here the last changes are kept.

import type { ListOptions } from './client.ts'
import { keyOf } from './core.ts'
import { ApiError, newBadRequest } from './errors.ts'
import type { KubeList, KubeObject } from './object.ts'
import type { Store } from './store.ts'

export interface Page {
  readonly items: readonly KubeObject[]
  readonly metadata: KubeList['metadata']
}

interface Start {
  /** The revision that the page shows; undefined: the present. */
  readonly revision?: number
  /** Keys from here on. */
  readonly key?: string
}

export function pageOf(
  store: Store,
  collection: string,
  namespace: string | undefined,
  options: ListOptions,
  test: ((object: KubeObject) => boolean) | undefined,
): Page {
  const { revision: asked, key } = startOf(store, options)
  const revision = asked ?? store.revision
  const prefix = namespace === undefined ? '' : `${namespace}/`
  let objects = objectsAt(store, collection, namespace, revision, key)
  if (key !== undefined) {
    const from = objects.findIndex((object) => keyOf(object.metadata.namespace, object.metadata.name) >= prefix + key)
    objects = from < 0 ? [] : objects.slice(from)
  }
  // The watch cache, which answers for "any" and "not older than", knows no pages.
  const cached = options.resourceVersion === '0' || options.resourceVersionMatch === 'NotOlderThan'
  const limit = cached && !options.continue ? 0 : Math.max(0, options.limit ?? 0)
  const metadata = { resourceVersion: String(revision) }
  if (limit === 0) return { items: test ? objects.filter(test) : objects, metadata }
  const { items, seen } = takeSome(objects, limit, test)
  const last = items.at(-1)
  if (!last || seen === objects.length) return { items, metadata }
  const next = `${keyOf(last.metadata.namespace, last.metadata.name).slice(prefix.length)}\0`
  const remaining = test ? {} : { remainingItemCount: objects.length - seen }
  return { items, metadata: { ...metadata, continue: encodeContinue(revision, next), ...remaining } }
}

/** Up to `limit` objects that pass, and how many had to be looked at. */
function takeSome(
  objects: readonly KubeObject[],
  limit: number,
  test: ((object: KubeObject) => boolean) | undefined,
): { readonly items: readonly KubeObject[]; readonly seen: number } {
  if (!test) return { items: objects.slice(0, limit), seen: Math.min(limit, objects.length) }
  const items: KubeObject[] = []
  let seen = 0
  for (const object of objects) {
    if (items.length === limit) break
    seen++
    if (test(object)) items.push(object)
  }
  return { items, seen }
}

function startOf({ revision }: Store, options: ListOptions): Start {
  const { resourceVersion = '', resourceVersionMatch } = options
  if (options.continue) {
    const start = decodeContinue(options.continue)
    if (resourceVersion !== '' && resourceVersion !== '0')
      throw newBadRequest('specifying resource version is not allowed when using continue')
    return start
  }
  if (resourceVersion === '') return {}
  const wanted = parseRevision(resourceVersion)
  if (typeof wanted === 'string') throw newBadRequest(`invalid resource version: ${wanted}`)
  const exact =
    resourceVersionMatch === 'Exact' || (resourceVersionMatch === undefined && (options.limit ?? 0) > 0 && wanted > 0)
  if (exact && wanted > revision)
    throw new ApiError(500, '', 'etcdserver: mvcc: required revision is a future revision')
  if (wanted > revision) throw newTooLargeRevision(wanted, revision)
  return exact ? { revision: wanted } : {}
}

export function newTooLargeRevision(wanted: number, revision: number): ApiError {
  const message = `Timeout: Too large resource version: ${wanted}, current: ${revision}`
  const causes = [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }]
  return new ApiError(504, 'Timeout', message, { retryAfterSeconds: 1, causes })
}

/** The number, or what is wrong with it. */
export function parseRevision(text: string): number | string {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  const fault = /^\d+$/.test(text) ? 'value out of range' : 'invalid syntax'
  return `resourceVersion: Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: ${fault}`
}

const INCONSISTENT =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.'

function objectsAt(
  store: Store,
  collection: string,
  namespace: string | undefined,
  revision: number,
  key: string | undefined,
): readonly KubeObject[] {
  const objects = store.listAt(collection, namespace, revision)
  if (objects) return objects
  if (key === undefined) throw new ApiError(410, 'Expired', 'The resourceVersion for the provided list is too old.')
  throw new ApiError(410, 'Expired', INCONSISTENT, undefined, { continue: encodeContinue(-1, key) })
}

const VERSION = 'meta.k8s.io/v1'

function encodeContinue(revision: number, start: string): string {
  const bytes = new TextEncoder().encode(JSON.stringify({ v: VERSION, rv: revision, start }))
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function decodeContinue(token: string): Start {
  const refuse = (why: string): ApiError => newBadRequest(`invalid continue token: continue key is not valid${why}`)
  const bad = token.search(/[^A-Za-z0-9_-]/)
  if (bad >= 0 || token.length % 4 === 1)
    throw refuse(`: illegal base64 data at input byte ${bad >= 0 ? bad : token.length - 1}`)
  const binary = atob(token.replaceAll('-', '+').replaceAll('_', '/'))
  const text = new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)))
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    const [first] = text.trimStart()
    const cut = first === undefined || first === '{' || first === '['
    throw refuse(
      cut ? ': unexpected end of JSON input' : `: invalid character '${first}' looking for beginning of value`,
    )
  }
  const { v = '', rv = 0, start = '' } = (parsed ?? {}) as { v?: unknown; rv?: unknown; start?: unknown }
  if (v !== VERSION) throw refuse(`: server does not recognize this encoded version ${String(v)}`)
  if (typeof rv !== 'number' || !Number.isSafeInteger(rv) || rv === 0)
    throw refuse(`: incorrect encoded start resourceVersion (version ${VERSION})`)
  if (typeof start !== 'string' || start === '') throw refuse(`: encoded start key empty (version ${VERSION})`)
  const words = start.replace(/^\//, '').split('/')
  if (words.some((word) => word === '' || word === '.' || word === '..')) throw refuse(`: ${start}`)
  return { key: words.join('/'), ...(rv > 0 ? { revision: rv } : {}) }
}
