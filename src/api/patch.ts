// patch: merge patches for now. Missing: JSON patch, strategic merge, server-side apply.

import type { ObjectTarget, PatchOptions, PatchType } from './client.ts'
import { apiVersionOf, type Core, definitionOf, findObject, requireVerb, targetKey } from './core.ts'
import { decode } from './decode.ts'
import { asDraft } from './draft.ts'
import { ApiError, newNotFound } from './errors.ts'
import { applyMergePatch } from './merge-patch.ts'
import type { Json, KubeObject } from './object.ts'
import { scaleOf, updateScale } from './scale.ts'
import { isFields } from './value.ts'
import { replaceObject } from './write.ts'

export function patchObject(
  core: Core,
  target: ObjectTarget,
  type: PatchType,
  patch: Json,
  options: PatchOptions = {},
): KubeObject {
  const definition = definitionOf(core, target)
  if (target.subresource === undefined) requireVerb(definition, 'patch')
  const key = targetKey(definition, target)
  const old = findObject(core, definition, key)
  if (!old) throw newNotFound(definition, target.name)
  if (type !== 'merge' && type !== 'strategic') {
    throw new ApiError(415, 'UnsupportedMediaType', `the body of the request was in an unknown format - ${type}`, {})
  }
  if (target.subresource === 'scale' && definition.scale) {
    return updateScale(core, definition, target, applyMergePatch(scaleOf(definition, old), patch), options)
  }
  const patched = applyMergePatch(old, patch)
  const decoded = decode(core.schema, definition, isFields(patched) ? patched : {}, options)
  const draft = asDraft(decoded, apiVersionOf(definition), definition.kind)
  return replaceObject(core, definition, key, old, draft, target.subresource, options)
}
