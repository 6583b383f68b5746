// How a lesson points at something in the cluster: a resource (by any name that discovery knows), a name or labels, and a
// path into the objects. Paths are the plain part of kubectl's JSONPath: a.b, a[0], a[*], a.* and keys in ['a.b'].

import * as v from 'valibot'
import { type ApiResource, type Client, isNotFound, type KubeObject } from '../api/index.ts'

/** The options by which a check or question names what it looks at. */
export const queryEntries = {
  resource: v.string(),
  name: v.optional(v.string()),
  /** A label selector, as after `kubectl get -l`. */
  labels: v.optional(v.string()),
  /** Default: 'default'. '*' looks in all namespaces. */
  namespace: v.optional(v.string()),
}

export const querySchema = v.strictObject({ ...queryEntries, path: v.optional(pathSchema()) })

export interface Query {
  readonly resource: string
  readonly name?: string | undefined
  readonly labels?: string | undefined
  readonly namespace?: string | undefined
  readonly path?: string | undefined
}

export function pathSchema() {
  return v.pipe(
    v.string(),
    v.check((path) => parsePath(path) !== undefined, 'not a path: write it like spec.ports[0].targetPort'),
  )
}

/** The resource of that plural, singular, kind or short name; throws when the cluster does not serve it. */
export function findResource(client: Client, name: string): ApiResource {
  const wanted = name.toLowerCase()
  const found = client
    .resources()
    .find(
      (resource) =>
        resource.resource === wanted ||
        `${resource.resource}.${resource.group}` === wanted ||
        resource.singular === wanted ||
        resource.kind.toLowerCase() === wanted ||
        resource.shortNames.includes(wanted),
    )
  if (!found) throw new Error(`the cluster has no resource named "${name}"`)
  return found
}

/** The objects meant, in the server's order; those that are being deleted are left out. */
export function queryObjects(client: Client, query: Query): readonly KubeObject[] {
  const resource = findResource(client, query.resource)
  const namespace = query.namespace ?? 'default'
  const target = {
    group: resource.group,
    version: resource.version,
    resource: resource.resource,
    namespace: resource.namespaced && namespace !== '*' ? namespace : undefined,
  }
  if (query.name !== undefined && (namespace !== '*' || !resource.namespaced)) {
    try {
      const object = client.get({ ...target, name: query.name })
      return object.metadata.deletionTimestamp === undefined ? [object] : []
    } catch (error) {
      if (isNotFound(error)) return []
      throw error
    }
  }
  const items = client.list(target, query.labels === undefined ? {} : { labelSelector: query.labels }).items
  return items.filter(
    (object) =>
      object.metadata.deletionTimestamp === undefined &&
      (query.name === undefined || object.metadata.name === query.name),
  )
}

export function queryObject(client: Client, query: Query): KubeObject | undefined {
  return queryObjects(client, query)[0]
}

/** Everything that the query's path reaches in its objects; the objects' names when it has no path. */
export function queryValues(client: Client, query: Query): readonly unknown[] {
  return queryObjects(client, query).flatMap((object) => valuesAt(object, query.path ?? 'metadata.name'))
}

/** Everything that `path` reaches in `value`; nothing where it leads nowhere. */
export function valuesAt(value: unknown, path: string): readonly unknown[] {
  let reached: readonly unknown[] = [value]
  for (const part of parsePath(path) ?? []) {
    reached = reached.flatMap((item) => {
      if (typeof item !== 'object' || item === null) return []
      if (part === ALL) return Object.values(item)
      const key = Array.isArray(item) && Number(part) < 0 ? String(item.length + Number(part)) : part
      return Object.hasOwn(item, key) ? [Reflect.get(item, key)] : []
    })
  }
  return reached.filter((item) => item !== undefined && item !== null)
}

/** As it stands in messages and is compared with answers. */
export function valueText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const ALL = '*'

/** The keys of a path; undefined when it is none. */
function parsePath(path: string): readonly string[] | undefined {
  const part = /\.?([^.[\]'\s]+)|\[(-?\d+|\*)\]|\['([^']+)'\]/y
  const keys: string[] = []
  while (part.lastIndex < path.length) {
    const match = part.exec(path)
    if (!match) return undefined
    keys.push(match[1] ?? match[2] ?? match[3] ?? '')
  }
  return keys
}
