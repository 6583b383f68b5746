// JSON merge patch (RFC 7386), as k8s.io/apimachinery/pkg/util/jsonmergepatch and evanphx/json-patch use it.

import { equalValues, type Fields, getField, isFields, setField } from './value.ts'

/** `target` with the patch applied; shares what the patch does not touch. */
export function applyMergePatch(target: unknown, patch: unknown): unknown {
  if (!isFields(patch)) return patch
  const result: Fields = isFields(target) ? { ...target } : {}
  for (const key of Object.keys(patch)) {
    const value = patch[key]
    if (value === null) delete result[key]
    else if (value !== undefined) setField(result, key, applyMergePatch(getField(result, key), value))
  }
  return result
}

/** The merge patch that turns `original` into `modified`. */
export function createMergePatch(original: unknown, modified: unknown): Fields {
  const patch: Fields = {}
  if (!isFields(original) || !isFields(modified)) return patch
  for (const key of Object.keys(modified)) {
    const value = modified[key]
    if (value === undefined) continue
    const before = getField(original, key)
    if (equalValues(before, value)) continue
    setField(patch, key, isFields(before) && isFields(value) ? createMergePatch(before, value) : value)
  }
  for (const key of Object.keys(original)) if (getField(modified, key) === undefined) setField(patch, key, null)
  return patch
}

/** Two changes of one field that cannot both be made; the message is upstream's first line. */
export class MergeConflict extends Error {}

/**
 * The merge patch that brings `current` to `modified`, deleting only what `original` had and `modified` has no more:
 * apply for kinds without published merge keys. Throws `MergeConflict`.
 */
export function createThreeWayMergePatch(original: unknown, modified: unknown, current: unknown): Fields {
  const additions = withoutOrOnlyNulls(createMergePatch(current ?? {}, modified ?? {}), false)
  const deletions = withoutOrOnlyNulls(createMergePatch(original ?? {}, modified ?? {}), true)
  return union(deletions, additions)
}

function withoutOrOnlyNulls(patch: Fields, onlyNulls: boolean): Fields {
  const kept: Fields = {}
  for (const key of Object.keys(patch)) {
    const value = patch[key]
    if (value === null) {
      if (onlyNulls) setField(kept, key, null)
    } else if (isFields(value) && Object.keys(value).length > 0) {
      const inner = withoutOrOnlyNulls(value, onlyNulls)
      if (Object.keys(inner).length > 0) setField(kept, key, inner)
    } else if (!onlyNulls) setField(kept, key, value)
  }
  return kept
}

/** Both patches as one; nulls stay. */
function union(left: Fields, right: Fields): Fields {
  const both: Fields = { ...left }
  for (const key of Object.keys(right)) {
    const before = getField(left, key)
    const after = right[key]
    if (before === undefined) setField(both, key, after)
    else if (isFields(before) && isFields(after)) setField(both, key, union(before, after))
    else if (!equalValues(before, after))
      throw new MergeConflict('patch conflicts with changes made from original to current')
  }
  return both
}
