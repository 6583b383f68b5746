// The data of manifests: JSON values as read from YAML or JSON, mutable while a command prepares them.

import { type KubeObject, setField } from '../api/index.ts'

export type Data = null | boolean | number | string | Data[] | DataMap
export interface DataMap {
  [key: string]: Data | undefined
}

export const isMap = (value: unknown): value is DataMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value if it is text, else ''. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A deep mutable copy. */
export function copyData<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyData) as T
  if (typeof value !== 'object' || value === null) return value
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) if (item !== undefined) setField(copy, key, copyData(item))
  return copy as T
}

/** Any object as generic data; it must not be changed. */
export const asData = (object: unknown): DataMap => object as DataMap

/** Data that came from a manifest as an object; the server checks the rest. */
export const asObject = (data: unknown): KubeObject => data as KubeObject

/** The map under `key`, made when it is not there. */
export function childMap(parent: DataMap, key: string): DataMap {
  const child = parent[key]
  if (isMap(child)) return child
  const made: DataMap = {}
  parent[key] = made
  return made
}

/** 'apps/v1' → ['apps', 'v1']; 'v1' → ['', 'v1']. */
export function splitApiVersion(apiVersion: string): readonly [group: string, version: string] {
  const slash = apiVersion.indexOf('/')
  return slash < 0 ? ['', apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)]
}

export const joinApiVersion = (group: string, version: string): string =>
  group === '' ? version : `${group}/${version}`

/** The value at a path of keys. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value
  for (const key of path) {
    if (!isMap(here)) return undefined
    here = here[key]
  }
  return here
}
