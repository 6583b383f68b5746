// Applying strategic merge patches: $patch, $setElementOrder, $deleteFromPrimitiveList, $retainKeys, and lists merged by
// key. Models mergeMap and below in k8s.io/apimachinery/pkg/util/strategicpatch/patch.go (v1.33).

import {
  badElementOrder,
  badPatchType,
  badRetainKeys,
  goKind,
  noMergeKey,
  PatchError,
  type PatchMeta,
  patchMetaOf,
} from './patch-meta.ts'
import type { Schema } from './schema.ts'
import {
  checkElementOrder,
  DELETE_FROM,
  DIRECTIVE,
  ELEMENT_ORDER,
  findByKey,
  interleave,
  itemKind,
  listNameOf,
  mergeKeyOf,
  partition,
  RETAIN_KEYS,
  requireFields,
  requireList,
  withoutDuplicates,
} from './strategic-lists.ts'
import { copyValue, equalValues, type Fields, isFields, setField } from './value.ts'

export interface MergeOptions {
  /** True when a patch meets an object, false when two patches become one (directives are then kept). */
  readonly apply: boolean
}

/** The object that a strategic merge patch makes of `original`, which is not touched. Throws `PatchError`. */
export function applyStrategicPatch(original: unknown, patch: unknown, schema: Schema, type: string): Fields {
  const target = requireFields(copyValue(original))
  return mergeMaps(target, requireFields(copyValue(patch)), patchMetaOf(schema), type, { apply: true })
}

/** Merges `patch` into `original`; changes both. */
export function mergeMaps(
  original: Fields,
  patch: Fields,
  meta: PatchMeta,
  type: string,
  options: MergeOptions,
): Fields {
  if (Object.hasOwn(patch, DIRECTIVE)) {
    const directive = patch[DIRECTIVE]
    if (directive === 'delete') return {}
    if (directive !== 'replace') throw badPatchType(directive, patch)
    delete patch[DIRECTIVE]
    return patch
  }
  retainKeys(original, patch, options)
  orderElements(original, patch, meta, type, options)

  for (const patchKey of Object.keys(patch)) {
    const value = patch[patchKey]
    let key = patchKey
    const deletes = key.startsWith(DELETE_FROM)
    if (deletes) {
      if (!options.apply) {
        original[key] = value
        continue
      }
      key = listNameOf(key, DELETE_FROM)
    }
    if (value === null || value === undefined) {
      delete original[key]
      if (!options.apply) setField(original, key, null)
      continue
    }
    const current = Object.hasOwn(original, key) ? original[key] : undefined
    const kind = goKind(value)
    if (current === undefined || goKind(current) !== kind) {
      if (deletes) continue
      if (options.apply) dropNulls(value)
      keepWithoutDirectives(original, key, value)
      continue
    }
    if (isFields(value) && isFields(current)) {
      const field = meta.forMap(type, key)
      const merged = field.strategy === 'replace' ? value : mergeMaps(current, value, meta, field.type, options)
      setField(original, key, merged)
    } else if (Array.isArray(value) && Array.isArray(current)) {
      const field = meta.forList(type, key)
      const merges = field.strategy === 'merge' || deletes
      const merged = merges ? mergeLists(current, value, meta, field.type, field.mergeKey, options, deletes) : value
      setField(original, key, merged)
    } else setField(original, key, value)
  }
  return original
}

/** $retainKeys: whatever the list does not name goes. */
function retainKeys(original: Fields, patch: Fields, { apply }: MergeOptions): void {
  if (!Object.hasOwn(patch, RETAIN_KEYS)) return
  const wanted = patch[RETAIN_KEYS]
  delete patch[RETAIN_KEYS]
  if (!apply) {
    const known = original[RETAIN_KEYS]
    if (known !== undefined && !equalValues(known, wanted)) throw badRetainKeys()
    original[RETAIN_KEYS] = wanted
    return
  }
  if (!Array.isArray(wanted)) throw badRetainKeys()
  const kept = new Set<unknown>(wanted)
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || key.startsWith(DELETE_FROM) || key.startsWith(ELEMENT_ORDER)) continue
    if (!kept.has(key)) throw badRetainKeys()
  }
  for (const key of Object.keys(original)) if (!kept.has(key)) delete original[key]
}

/** $setElementOrder: merges the list that it speaks of, and brings it into that order. */
function orderElements(original: Fields, patch: Fields, meta: PatchMeta, type: string, options: MergeOptions): void {
  for (const key of Object.keys(patch)) {
    if (!key.startsWith(ELEMENT_ORDER)) continue
    const order = requireList(patch[key])
    if (!options.apply) {
      if (Object.hasOwn(original, key)) {
        if (!equalValues(original[key], order)) throw badElementOrder()
      } else original[key] = order
    }
    delete patch[key]
    const name = listNameOf(key, ELEMENT_ORDER)
    const hasOriginal = Object.hasOwn(original, name)
    const hasPatch = Object.hasOwn(patch, name)
    const originalList = hasOriginal ? requireList(original[name]) : []
    const patchList = hasPatch ? requireList(patch[name]) : []
    const field = meta.forList(type, name)
    checkElementOrder(patchList, order, field.mergeKey)
    if (!hasOriginal && !hasPatch) continue

    const before = [...originalList]
    let merged: unknown[]
    if (!hasPatch) merged = originalList
    else if (!hasOriginal) merged = requireList(withoutDirectives(patchList))
    else if (field.strategy !== 'merge') merged = patchList
    else merged = mergeLists(originalList, patchList, meta, field.type, field.mergeKey, options, false)

    const { shared, own } = partition(merged, order, field.mergeKey)
    const kind = itemKind(before, patchList)
    original[name] = interleave(shared, own, order, before, field.mergeKey, kind)
    delete patch[name]
  }
}

function mergeLists(
  original: unknown[],
  patch: unknown[],
  meta: PatchMeta,
  type: string,
  mergeKey: string,
  options: MergeOptions,
  deletes: boolean,
): unknown[] {
  if (original.length === 0 && patch.length === 0) return original
  const kind = itemKind(original, patch)
  if (kind !== 'map') {
    if (options.apply && deletes) return original.filter((item) => !patch.includes(item))
    const merged = withoutDuplicates([...original, ...patch])
    const { shared, own } = partition(merged, patch, mergeKey)
    return interleave(shared, own, patch, original, mergeKey, kind)
  }
  if (mergeKey === '') throw new PatchError('internal', `cannot merge lists without merge key for ${type}`)

  let items = [...original]
  let additions: unknown[] = []
  let replace = false
  for (const item of patch) {
    const fields = requireFields(item)
    if (!Object.hasOwn(fields, DIRECTIVE)) {
      additions.push(fields)
      continue
    }
    const directive = fields[DIRECTIVE]
    if (directive === 'replace') replace = true
    else if (directive === 'delete') {
      if (!Object.hasOwn(fields, mergeKey)) throw noMergeKey(fields, mergeKey)
      if (options.apply) {
        for (let at = findByKey(items, mergeKey, fields[mergeKey]); at >= 0; ) {
          items.splice(at, 1)
          at = findByKey(items, mergeKey, fields[mergeKey])
        }
      } else items = items.filter((other) => !isFields(other) || other[mergeKey] !== fields[mergeKey])
    } else if (directive === 'merge') {
      throw new PatchError('internal', 'merging lists cannot yet be specified in the patch')
    } else throw badPatchType(directive, fields)
  }
  if (replace) {
    items = additions
    additions = []
  }
  const order = [...items]
  for (const item of additions) {
    const value = mergeKeyOf(item, mergeKey)
    const at = findByKey(items, mergeKey, value)
    if (at < 0) items.push(item)
    else items[at] = mergeMaps(requireFields(items[at]), requireFields(item), meta, type, options)
  }
  const { shared, own } = partition(items, additions, mergeKey)
  return interleave(shared, own, additions, order, mergeKey, kind)
}

/** Nulls in what is new have nothing to delete. */
function dropNulls(value: unknown): void {
  if (Array.isArray(value)) for (const item of value) dropNulls(item)
  else if (isFields(value)) {
    for (const key of Object.keys(value)) {
      if (value[key] === null) delete value[key]
      else dropNulls(value[key])
    }
  }
}

function keepWithoutDirectives(target: Fields, key: string, value: unknown): void {
  const kept = withoutDirectives(value)
  if (kept === undefined) delete target[key]
  else setField(target, key, kept)
}

/** The value without maps that carry a directive; undefined when it is one itself. */
function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDirectives).filter((item) => item !== undefined)
  if (!isFields(value)) return value
  if (Object.hasOwn(value, DIRECTIVE)) return undefined
  for (const key of Object.keys(value)) {
    const kept = withoutDirectives(value[key])
    if (kept === undefined) delete value[key]
    else setField(value, key, kept)
  }
  return value
}
