// Where on the server things are: paths with their queries as client-go writes them.

import type { CollectionTarget } from '../api/index.ts'

export interface Addressed extends CollectionTarget {
  readonly name?: string
  readonly subresource?: string
}

type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>

/** '/apis/apps/v1/namespaces/default/deployments/web?dryRun=All'; what is undefined, empty or false is left out. */
export function pathOf(
  { group, version, namespace, resource, name, subresource }: Addressed,
  query: Query = {},
): string {
  const parts = [
    ...(group === '' ? ['api', version] : ['apis', group, version]),
    ...(namespace === undefined ? [] : ['namespaces', namespace]),
    resource,
    ...(name === undefined ? [] : [name]),
    ...(subresource === undefined ? [] : [subresource]),
  ]
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== '' && value !== false)
    .flatMap(([key, value]) =>
      (Array.isArray(value) ? value : [value]).map((one): [string, string] => [key, String(one)]),
    )
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const search = new URLSearchParams(pairs).toString()
  return `/${parts.join('/')}${search === '' ? '' : `?${search}`}`
}
