// What a request asks for, as the authorizer is asked about it (k8s.io/apiserver/pkg/endpoints/request/requestinfo.go,
// v1.33): also for paths that nothing is served at. Leaves out the deprecated verbs in paths (/watch/, /proxy/).

import type { Attributes } from './access.ts'
import { parseFieldSelector } from './field-selector.ts'
import { namespaceSubresources } from './http-path.ts'
import { SelectorError } from './label-selector.ts'

const methods: Readonly<Record<string, string>> = {
  POST: 'create',
  GET: 'get',
  HEAD: 'get',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
}

export function requestAttributes(method: string, url: URL): Attributes {
  const path = unescaped(url.pathname)
  const [prefix, ...words] = path.split('/').filter((word) => word !== '')
  const isCore = prefix === 'api'
  if ((!isCore && prefix !== 'apis') || words.length < (isCore ? 2 : 3)) return { verb: method.toLowerCase(), path }
  const group = isCore ? '' : (words.shift() ?? '')
  const [version = '', ...parts] = words
  let namespace: string | undefined
  if (parts[0] === 'namespaces' && parts[1] !== undefined) {
    namespace = parts[1]
    if (parts[2] !== undefined && !namespaceSubresources.includes(parts[2])) parts.splice(0, 2)
  }
  const [resource = '', name, subresource] = parts
  const verb = methods[method] ?? ''
  const place = { group, version, resource, namespace }
  if (name !== undefined) return { ...place, verb, name, subresource }
  if (verb === 'delete') return { ...place, verb: 'deletecollection' }
  if (verb !== 'get') return { ...place, verb }
  const watch = url.searchParams.get('watch')
  const isWatch = watch !== null && !['false', '0'].includes(watch.toLowerCase())
  return { ...place, verb: isWatch ? 'watch' : 'list', name: selectedName(url.searchParams.get('fieldSelector')) }
}

/** A list of at most one object, chosen by its name, is about that object. */
export function selectedName(selector: string | undefined | null): string | undefined {
  if (!selector) return undefined
  try {
    return parseFieldSelector(selector).find(({ field, equal }) => field === 'metadata.name' && equal)?.value
  } catch (error) {
    // The verb itself says what is wrong with it.
    if (error instanceof SelectorError) return undefined
    throw error
  }
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
