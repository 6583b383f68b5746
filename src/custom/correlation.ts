// Which value of an old object a value of the new one takes the place of: members of maps by key, items of lists of type
// map by theirs, others not. Models k8s.io/apiserver pkg/cel/common/equality.go (v1.33).

import { canonicalText } from './canonical-text.ts'
import type { JsonSchema } from './json-schema.ts'
import { isFields } from './structure.ts'

export interface Correlation {
  /** The old value; undefined at a place that is only on the way. */
  readonly value: unknown
  readonly members: unknown
  readonly isRoot?: boolean
  readonly isNested?: boolean
}

export const correlationOf = (old: unknown, isRoot = false): Correlation => ({ value: old, members: old, isRoot })

export function correlatedMember({ members, isRoot }: Correlation, key: string): Correlation | undefined {
  // Both are converted to one version before they are compared: a change of these is not seen.
  if (isRoot && (key === 'apiVersion' || key === 'kind')) return undefined
  return isFields(members) && Object.hasOwn(members, key) ? correlationOf(members[key]) : undefined
}

export function correlatedItem({ members }: Correlation, schema: JsonSchema, item: unknown): Correlation | undefined {
  const found = oldItem(members, schema, item)
  return found === undefined ? undefined : correlationOf(found)
}

/** Old lists by their items' keys; whoever looks for one item looks for all. */
const indexes = new WeakMap<object, Map<string, unknown>>()

/** The item with the same keys. */
export function oldItem(old: unknown, schema: JsonSchema, item: unknown): unknown {
  if (schema['x-kubernetes-list-type'] !== 'map' || !Array.isArray(old) || !isFields(item)) return undefined
  const keys = schema['x-kubernetes-list-map-keys'] ?? []
  const keyOf = (one: unknown): string => canonicalText(keys.map((key) => (isFields(one) ? (one[key] ?? null) : null)))
  let index = indexes.get(old)
  if (!index) {
    index = new Map()
    for (const one of old) if (!index.has(keyOf(one))) index.set(keyOf(one), one)
    indexes.set(old, index)
  }
  return index.get(keyOf(item))
}
