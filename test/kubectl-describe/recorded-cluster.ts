// A recorded cluster that answers get and list, so that describers can be held against what the real kubectl printed
// for the very same objects.

import { readFileSync } from 'node:fs'
import { ApiError, type Client, type CollectionTarget, type KubeObject, type ListOptions } from '../../src/api/index.ts'

interface Recording {
  readonly nowMs: number
  readonly objects: readonly KubeObject[]
}

export const recordings = new URL('recordings/', import.meta.url)
export const recording = JSON.parse(readFileSync(new URL('objects.json', recordings), 'utf8')) as Recording

const singulars: Readonly<Record<string, string>> = { endpoints: 'endpoints', endpointslices: 'endpointslice' }

function find(target: CollectionTarget): readonly KubeObject[] {
  const singular = singulars[target.resource] ?? target.resource.replace(/s$/, '')
  const apiVersion = target.group === '' ? target.version : `${target.group}/${target.version}`
  return recording.objects.filter(
    (object) =>
      object.kind.toLowerCase() === singular &&
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

function matches(object: KubeObject, { labelSelector = '', fieldSelector = '' }: ListOptions): boolean {
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
    const found = find(target).find(({ metadata }) => metadata.name === target.name)
    if (found) return found
    const resource = target.group === '' ? target.resource : `${target.resource}.${target.group}`
    throw new ApiError(404, 'NotFound', `${resource} "${target.name}" not found`)
  },
  list: (target: CollectionTarget, options: ListOptions = {}) => ({
    apiVersion: 'v1',
    kind: 'List',
    metadata: { resourceVersion: '1' },
    items: find(target).filter((object) => matches(object, options)),
  }),
} as unknown as Pick<Client, 'get' | 'list'>
