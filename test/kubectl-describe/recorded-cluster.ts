// A cluster of objects written down that answers get and list, so that describers can be held against what the real
// kubectl printed for the very same objects. Nothing is defaulted or checked: kubectl must cope with what it gets.

import { readdirSync, readFileSync } from 'node:fs'
import { parseAllDocuments } from 'yaml'
import { ApiError, type Client, type CollectionTarget, type KubeObject, type ListOptions } from '../../src/api/index.ts'
import { laterKinds } from '../../src/kinds/later.ts'

interface Recording {
  readonly nowMs: number
  readonly objects: readonly KubeObject[]
}

export const recordings = new URL('recordings/', import.meta.url)
const written = JSON.parse(readFileSync(new URL('objects.json', recordings), 'utf8')) as Recording

const folder = new URL('objects/', import.meta.url)
/** Those of the kinds that came later: one file for a family of kinds. */
export const kindObjects: readonly KubeObject[] = readdirSync(folder)
  .sort()
  .flatMap((file) => parseAllDocuments(readFileSync(new URL(file, folder), 'utf8')))
  .map((document) => {
    if ('errors' in document && document.errors.length > 0) throw document.errors[0]
    return document.toJS() as KubeObject
  })

export const recording: Recording = { nowMs: written.nowMs, objects: [...written.objects, ...kindObjects] }

export const definitions = laterKinds.definitions

const apiVersionOf = ({ group, version }: { readonly group: string; readonly version: string }) =>
  group === '' ? version : `${group}/${version}`

export function objectsOf(target: CollectionTarget): readonly KubeObject[] {
  const apiVersion = apiVersionOf(target)
  const definition = definitions.find((one) => one.resource === target.resource && apiVersionOf(one) === apiVersion)
  return recording.objects.filter(
    (object) =>
      object.kind === definition?.kind &&
      object.apiVersion === apiVersion &&
      (target.namespace === undefined || object.metadata.namespace === target.namespace),
  )
}

function valueAt(object: unknown, path: string): string {
  let value = object
  for (const key of path.split('.')) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  }
  return value === undefined || value === null ? '' : String(value)
}

export function matches(object: KubeObject, { labelSelector = '', fieldSelector = '' }: ListOptions): boolean {
  const holds = (term: string, read: (key: string) => string) => {
    const [, key = '', operator, value] = /^(.*?)(!=|=)(.*)$/.exec(term) ?? []
    return (read(key) === value) === (operator === '=')
  }
  const terms = (text: string) => text.split(',').filter((term) => /=/.test(term))
  return (
    terms(labelSelector).every((term) => holds(term, (key) => object.metadata.labels?.[key] ?? '')) &&
    terms(fieldSelector).every((term) => holds(term, (key) => valueAt(object, key)))
  )
}

export const recordedClient = {
  get: (target: CollectionTarget & { readonly name: string }) => {
    const found = objectsOf(target).find(({ metadata }) => metadata.name === target.name)
    if (found) return found
    const resource = target.group === '' ? target.resource : `${target.resource}.${target.group}`
    throw new ApiError(404, 'NotFound', `${resource} "${target.name}" not found`)
  },
  list: (target: CollectionTarget, options: ListOptions = {}) => ({
    apiVersion: 'v1',
    kind: 'List',
    metadata: { resourceVersion: '1' },
    items: objectsOf(target).filter((object) => matches(object, options)),
  }),
} as unknown as Pick<Client, 'get' | 'list'>
