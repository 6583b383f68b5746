// Which collection, object or subresource a request's path means, as k8s.io/apiserver/pkg/endpoints/request/
// requestinfo.go (v1.33) reads it. Leaves out the deprecated /watch/ prefix.

import type { CollectionTarget } from './client.ts'

export interface ResourcePath extends CollectionTarget {
  readonly name?: string
  readonly subresource?: string
  /** Of proxy subresources: the rest of the path, as it was asked for; '' when there is not even a slash. */
  readonly rest?: string
}

/** `/api/v1/namespaces/x/status` is the namespace's own; any other third word is a resource in the namespace. */
export const namespaceSubresources = ['status', 'finalize']

/** Undefined when the path is none of a resource, or is not well escaped. */
export function parseResourcePath(pathname: string): ResourcePath | undefined {
  const words = decodeWords(pathname)
  if (!words) return undefined
  const found =
    words[0] === 'api' && words[1] !== undefined
      ? within('', words[1], words.slice(2))
      : words[0] === 'apis' && words[1] !== undefined && words[2] !== undefined
        ? within(words[1], words[2], words.slice(3))
        : undefined
  return found?.subresource === 'proxy' ? { ...found, rest: afterProxy(pathname, found) } : found
}

/** Escapes and slashes of the proxied path are not ours to touch. */
function afterProxy(pathname: string, { group, namespace }: ResourcePath): string {
  const before = (group === '' ? 5 : 6) + (namespace === undefined ? 0 : 2)
  return pathname.replace(new RegExp(`^(?:/+[^/]+){${before}}`), '')
}

function within(group: string, version: string, words: readonly string[]): ResourcePath | undefined {
  const [first, second, third] = words
  if (first === undefined) return undefined
  if (first === 'namespaces' && second !== undefined && third !== undefined && !namespaceSubresources.includes(third))
    return named({ group, version, resource: third, namespace: second }, words.slice(3))
  return named({ group, version, resource: first }, words.slice(1))
}

function named(collection: CollectionTarget, words: readonly string[]): ResourcePath | undefined {
  const [name, subresource, more] = words
  if (more !== undefined && subresource !== 'proxy') return undefined
  if (name === undefined) return collection
  return subresource === undefined ? { ...collection, name } : { ...collection, name, subresource }
}

function decodeWords(pathname: string): string[] | undefined {
  try {
    return pathname
      .split('/')
      .filter((word) => word !== '')
      .map(decodeURIComponent)
  } catch {
    return undefined
  }
}
