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
