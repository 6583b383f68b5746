// patch: applies a JSON patch, a merge patch or a strategic merge patch to the stored object and stores the result as
// an update. Models k8s.io/apiserver/pkg/endpoints/handlers/patch.go (v1.33).

import { applyObject } from './apply.ts'
import type { ObjectTarget, PatchOptions, PatchType } from './client.ts'
import { apiVersionOf, type Core, definitionOf, findObject, requireVerb, targetKey } from './core.ts'
import { decodeObject, reportStrict, typeOf, unknownField } from './decode.ts'
import type { ResourceDefinition } from './definition.ts'
import { asDraft } from './draft.ts'
import { ApiError, newBadRequest, newNotFound } from './errors.ts'
import { invalidField, newInvalid } from './field-error.ts'
import { goPrint } from './go-text.ts'
import { applyJsonPatch, JsonPatchError } from './json-patch.ts'
import { applyMergePatch } from './merge-patch.ts'
import type { Json, KubeObject } from './object.ts'
import { sentManagers, withoutStoredManagers } from './owners.ts'
import { PatchError } from './patch-meta.ts'
import { scaleOf, updateScale } from './scale.ts'
import { applyStrategicPatch } from './strategic-merge.ts'
import { DecodeError } from './typed-reader.ts'
import { type Fields, isFields } from './value.ts'
import { checkPlace, replaceObject } from './write.ts'

const MAX_OPERATIONS = 10_000

export function patchObject(
  core: Core,
  target: ObjectTarget,
  type: PatchType,
  patch: Json,
  options: PatchOptions = {},
): KubeObject {
  if (type === 'apply') return applyObject(core, target, patch, options)
  const definition = definitionOf(core, target)
  const { subresource } = target
  if (subresource === undefined) requireVerb(definition, 'patch')
  const key = targetKey(definition, target)
  const old = findObject(core, definition, key)
  if (!old) throw newNotFound(definition, target.name)
  if (subresource === 'scale' && definition.scale) {
    const scaleKind = { group: 'autoscaling', version: 'v1', kind: 'Scale' }
    const { patched } = applyPatch(core, scaleKind, scaleOf(definition, old), type, patch, options)
    return updateScale(core, definition, target, patched, options)
  }
  const { patched, sent } = applyPatch(core, definition, old, type, patch, options)
  const draft = asDraft(patched, apiVersionOf(definition), definition.kind)
  checkPlace(definition, draft, target)
  return replaceObject(core, definition, key, old, draft, subresource, options, { sent })
}

type Kind = Pick<ResourceDefinition, 'group' | 'version' | 'kind' | 'structure'>

/** The patched object, decoded, and what its managedFields were before that. */
export function applyPatch(
  core: Core,
  kind: Kind,
  old: KubeObject,
  type: 'json' | 'merge' | 'strategic',
  patch: Json,
  options: PatchOptions,
): { readonly patched: Fields; readonly sent: unknown } {
  const unknown: string[] = []
  const patched = patchedValue(core, kind, old, type, patch, options)
  // What upstream shows as the bad value: the patch itself, or what it made of the object.
  const shown = type === 'strategic' ? goPrint(patch) : JSON.stringify(patched)
  const refuse = (why: string): never => {
    throw newInvalid({ group: '', kind: '' }, '', [invalidField('patch', shown, why)])
  }
  try {
    const given = withoutStoredManagers(patched)
    const decoded = decodeObject(core.schema, kind, given, unknown, type === 'strategic' ? 'map' : 'json')
    const strict = unknown.map(unknownField)
    if (type === 'json')
      strict.unshift(...unknownOperationFields(patch).map((path) => `json patch ${unknownField(path)}`))
    reportStrict(strict, options, refuse)
    return { patched: decoded, sent: sentManagers(patched) }
  } catch (error) {
    if (error instanceof DecodeError) return refuse(error.message)
    throw error
  }
}

function patchedValue(
  core: Core,
  kind: Kind,
  old: KubeObject,
  type: 'json' | 'merge' | 'strategic',
  patch: Json,
  options: PatchOptions,
): Fields {
  const checked = options.fieldValidation !== 'Ignore'
  if (type === 'json') {
    if (!Array.isArray(patch))
      throw newBadRequest(wrongShape(patch, checked, '[]handlers.jsonPatchOp', 'jsonpatch.Patch'))
    if (patch.length > MAX_OPERATIONS) {
      const why = `The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${patch.length}`
      throw new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: ${why}`)
    }
    try {
      const patched = applyJsonPatch(old, patch)
      if (!isFields(patched)) throw new JsonPatchError('the document is no object')
      return patched
    } catch (error) {
      if (error instanceof JsonPatchError) throw unprocessable()
      throw error
    }
  }
  if (!isFields(patch)) {
    const goType = 'map[string]interface {}'
    throw newBadRequest(
      type === 'merge'
        ? checked
          ? wrongShape(patch, true, goType, goType)
          : 'Invalid JSON Patch'
        : wrongShape(patch, false, goType, goType),
    )
  }
  if (type === 'merge') {
    const patched = applyMergePatch(old, patch)
    return isFields(patched) ? patched : {}
  }
  const definitionName = typeOf(core.schema, kind)
  if (definitionName === undefined) {
    // Custom resources have no published merge keys; upstream does not take strategic patches for them.
    const accepted = 'application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml'
    const message = `the body of the request was in an unknown format - accepted media types include: ${accepted}`
    throw new ApiError(415, 'UnsupportedMediaType', message)
  }
  try {
    return applyStrategicPatch(old, patch, core.schema, definitionName)
  } catch (error) {
    if (!(error instanceof PatchError)) throw error
    if (error.kind === 'bad-request') throw newBadRequest(error.message)
    // Upstream hands other faults on as plain errors, which become a Status 500 with the bare text.
    if (error.kind === 'internal') throw new ApiError(500, '', error.message)
    throw unprocessable()
  }
}

const shapes: Readonly<Record<string, string>> = { boolean: 'bool', number: 'number', string: 'string' }

function wrongShape(patch: Json, checked: boolean, strictType: string, type: string): string {
  const what = Array.isArray(patch) ? 'array' : (shapes[typeof patch] ?? 'object')
  return checked
    ? `error decoding patch: json: cannot unmarshal ${what} into Go value of type ${strictType}`
    : `json: cannot unmarshal ${what} into Go value of type ${type}`
}

/** NewGenericServerResponse(422): the reason is not passed on. */
function unprocessable(): ApiError {
  return new ApiError(422, 'Invalid', 'the server rejected our request due to an error in our request', {})
}

function unknownOperationFields(patch: Json): string[] {
  if (!Array.isArray(patch)) return []
  const known = new Set(['op', 'path', 'from', 'value'])
  return patch.flatMap((operation, at) =>
    isFields(operation)
      ? Object.keys(operation)
          .filter((key) => !known.has(key))
          .map((key) => `[${at}].${key}`)
      : [],
  )
}
