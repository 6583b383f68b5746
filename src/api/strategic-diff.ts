// Making strategic merge patches: what kubectl apply, edit and set send. Models diffMaps, CreateTwoWayMergePatch and
// CreateThreeWayMergePatch in k8s.io/apimachinery/pkg/util/strategicpatch/patch.go (v1.33).
// Missing: conflicts (kubectl's --overwrite=false).

import { goPrint } from './go-text.ts'
import { goKind, PatchError, type PatchMeta, patchMetaOf } from './patch-meta.ts'
import type { Schema } from './schema.ts'
import {
  DELETE_FROM,
  DIRECTIVE,
  ELEMENT_ORDER,
  itemKind,
  mergeKeyOf,
  RETAIN_KEYS,
  requireFields,
  sortByKey,
  sortByOrder,
  sortScalars,
  withoutDuplicates,
} from './strategic-lists.ts'
import { mergeMaps } from './strategic-merge.ts'
import { copyValue, equalValues, type Fields, isFields, setField } from './value.ts'

interface DiffOptions {
  readonly ignoreDeletions?: boolean
  readonly ignoreChanges?: boolean
  readonly retainKeys?: boolean
}

/** The patch that turns `original` into `modified`. Throws `PatchError`. */
export function createTwoWayStrategicPatch(original: unknown, modified: unknown, schema: Schema, type: string): Fields {
  return diffMaps(copyFields(original), copyFields(modified), patchMetaOf(schema), type, {})
}

/**
 * The patch that brings `current` to `modified`, deleting only what `original` (the configuration that was applied
 * last) had and `modified` has no more. Throws `PatchError`.
 */
export function createThreeWayStrategicPatch(
  original: unknown,
  modified: unknown,
  current: unknown,
  schema: Schema,
  type: string,
): Fields {
  const meta = patchMetaOf(schema)
  const additions = diffMaps(copyFields(current), copyFields(modified), meta, type, { ignoreDeletions: true })
  const deletions = diffMaps(copyFields(original), copyFields(modified), meta, type, { ignoreChanges: true })
  return mergeMaps(deletions, additions, meta, type, { apply: false })
}

const copyFields = (value: unknown): Fields => {
  const copy = copyValue(value)
  return isFields(copy) ? copy : {}
}

function diffMaps(original: Fields, modified: Fields, meta: PatchMeta, type: string, options: DiffOptions): Fields {
  const patch: Fields = {}
  const retained: string[] = []
  for (const key of Object.keys(modified)) {
    const after = modified[key]
    if (after === undefined) continue
    if (options.retainKeys && after !== null) retained.push(key)
    const before = Object.hasOwn(original, key) ? original[key] : undefined
    if (before === undefined) {
      if (!options.ignoreChanges) setField(patch, key, after)
      continue
    }
    if (key === DIRECTIVE) {
      if (typeof before !== 'string' || typeof after !== 'string') {
        throw new PatchError('internal', `invalid value for special key: ${DIRECTIVE}`)
      }
      if (before !== after) patch[key] = after
      continue
    }
    if (goKind(before) !== goKind(after)) {
      if (!options.ignoreChanges) setField(patch, key, after)
    } else if (isFields(before) && isFields(after)) diffMapField(key, before, after, patch, meta, type, options)
    else if (Array.isArray(before) && Array.isArray(after))
      diffListField(key, before, after, patch, meta, type, options)
    else if (!options.ignoreChanges && !equalValues(before, after)) setField(patch, key, after)
  }
  if (!options.ignoreDeletions) {
    for (const key of Object.keys(original)) if (modified[key] === undefined) setField(patch, key, null)
  }
  const cleared = Object.keys(original).some((key) => !Object.hasOwn(modified, key))
  if (retained.length > 0 && (Object.keys(patch).length > 0 || cleared)) patch[RETAIN_KEYS] = retained.sort()
  return patch
}

function diffMapField(
  key: string,
  before: Fields,
  after: Fields,
  patch: Fields,
  meta: PatchMeta,
  type: string,
  options: DiffOptions,
): void {
  if (equalValues(before, after) && !hasField(meta, type, key)) return
  const field = meta.forMap(type, key)
  if (field.strategy === 'replace') {
    if (!options.ignoreChanges) setField(patch, key, after)
    return
  }
  const inner = diffMaps(before, after, meta, field.type, { ...options, retainKeys: field.retainKeys })
  if (Object.keys(inner).length > 0) setField(patch, key, inner)
}

function diffListField(
  key: string,
  before: unknown[],
  after: unknown[],
  patch: Fields,
  meta: PatchMeta,
  type: string,
  options: DiffOptions,
): void {
  if (equalValues(before, after) && !hasField(meta, type, key)) return
  const field = meta.forList(type, key)
  if (field.strategy !== 'merge') {
    if (!options.ignoreChanges && !equalValues(before, after)) setField(patch, key, after)
    return
  }
  const inner = { ...options, retainKeys: field.retainKeys }
  const { add, remove, order } = diffLists(before, after, meta, field.type, field.mergeKey, inner)
  if (add.length > 0) setField(patch, key, add)
  if (remove.length > 0) patch[`${DELETE_FROM}/${key}`] = remove
  if (order.length > 0) patch[`${ELEMENT_ORDER}/${key}`] = order
}

/** Unknown fields matter only when they differ. */
function hasField(meta: PatchMeta, type: string, key: string): boolean {
  try {
    meta.forMap(type, key)
    return true
  } catch (error) {
    if (error instanceof PatchError) return false
    throw error
  }
}

interface ListDiff {
  readonly add: unknown[]
  readonly remove: unknown[]
  readonly order: unknown[]
}

function diffLists(
  before: unknown[],
  after: unknown[],
  meta: PatchMeta,
  type: string,
  mergeKey: string,
  options: DiffOptions,
): ListDiff {
  if (before.length === 0) {
    const add = after.length === 0 || options.ignoreChanges ? [] : after
    return { add, remove: [], order: [] }
  }
  const kind = itemKind(before, after)
  if (kind !== 'map') {
    const { added, removed } = diffScalars(before, after, options)
    const add = sortByOrder(added, after, mergeKey, kind)
    const ordered =
      (!options.ignoreDeletions && removed.length > 0) || (!options.ignoreChanges && !equalValues(before, after))
    return { add, remove: removed, order: ordered ? after : [] }
  }
  const { changed, removed } = diffItems(before, after, meta, type, mergeKey, options)
  const add = [...sortByOrder(changed, after, mergeKey, kind), ...removed]
  const sameOrder =
    before.length === after.length &&
    after.every((item, at) => mergeKeyOf(before[at], mergeKey) === mergeKeyOf(item, mergeKey))
  const ordered =
    (!options.ignoreChanges && (add.length > 0 || !sameOrder)) || (!options.ignoreDeletions && add.length > 0)
  const order = ordered ? after.map((item) => ({ [mergeKey]: requireFields(item)[mergeKey] })) : []
  return { add, remove: [], order }
}

function diffScalars(
  before: readonly unknown[],
  after: readonly unknown[],
  options: DiffOptions,
): { readonly added: unknown[]; readonly removed: unknown[] } {
  const left = sortScalars(before)
  const right = sortScalars(after)
  const added: unknown[] = []
  const removed: unknown[] = []
  let i = 0
  let j = 0
  while (i < left.length || j < right.length) {
    const leftText = goPrint(left[i])
    const rightText = goPrint(right[j])
    if (i < left.length && j < right.length && leftText === rightText) {
      i++
      j++
    } else if (i >= left.length || (j < right.length && leftText > rightText)) {
      if (!options.ignoreChanges) added.push(right[j])
      j++
    } else {
      if (!options.ignoreDeletions) removed.push(left[i])
      i++
    }
  }
  return { added, removed: withoutDuplicates(removed) }
}

function diffItems(
  before: readonly unknown[],
  after: readonly unknown[],
  meta: PatchMeta,
  type: string,
  mergeKey: string,
  options: DiffOptions,
): { readonly changed: unknown[]; readonly removed: unknown[] } {
  const left = sortByKey(before, mergeKey)
  const right = sortByKey(after, mergeKey)
  const changed: unknown[] = []
  const removed: unknown[] = []
  let i = 0
  let j = 0
  while (i < left.length || j < right.length) {
    const leftKey = i < left.length ? mergeKeyOf(left[i], mergeKey) : undefined
    const rightKey = j < right.length ? mergeKeyOf(right[j], mergeKey) : undefined
    const leftText = goPrint(leftKey)
    const rightText = goPrint(rightKey)
    if (i < left.length && j < right.length && leftText === rightText) {
      const inner = diffMaps(requireFields(left[i]), requireFields(right[j]), meta, type, options)
      if (Object.keys(inner).length > 0) {
        inner[mergeKey] = rightKey
        changed.push(inner)
      }
      i++
      j++
    } else if (i >= left.length || (j < right.length && leftText > rightText)) {
      if (!options.ignoreChanges) changed.push(right[j])
      j++
    } else {
      if (!options.ignoreDeletions) removed.push({ [mergeKey]: leftKey, [DIRECTIVE]: 'delete' })
      i++
    }
  }
  return { changed, removed }
}
