// Server-side apply: lays a configuration over the live object, takes away what its manager applied before and nobody else
// owns, and refuses to take fields from others. Models k8s.io/apimachinery/pkg/util/managedfields/internal,
// sigs.k8s.io/structured-merge-diff v4.6 merge/update.go and k8s.io/apiserver handlers/patch.go (v1.33).
// Missing: apply to /scale; strict faults of YAML text (keys that occur twice).

import { adoptableConflicts, conflictError, type FieldConflict, withAnnotation } from './apply-conflict.ts'
import type { ObjectTarget, PatchOptions } from './client.ts'
import { apiVersionOf, type Core, definitionOf, findObject, requireVerb, targetKey, timeText } from './core.ts'
import { decodeObject } from './decode.ts'
import type { ResourceDefinition } from './definition.ts'
import { asDraft } from './draft.ts'
import { ApiError, newBadRequest, newConflict, newNotFound, newUnknownResource } from './errors.ts'
import { fieldsOf, withoutFields, withStructs } from './field-compare.ts'
import { faultsText, mergeFields, typeFaults } from './field-merge.ts'
import { differenceOf, type FieldSet, intersectionOf, membersOf, outsideOf, unionOf } from './field-set.ts'
import type { MapType } from './field-type.ts'
import {
  afterUpdate,
  compareOwned,
  emptyObject,
  entriesOf,
  isSameManager,
  newEntry,
  nobodysFields,
  type Ownership,
  ownedType,
  resetFields,
  sorted,
  withoutOwned,
} from './managed-fields.ts'
import type { Json, KubeObject, ManagedFieldsEntry } from './object.ts'
import { DecodeError } from './typed-reader.ts'
import { equalValues, type Fields, getField, isFields } from './value.ts'
import { checkPlace, createObject, replaceObject } from './write.ts'

/** The manager by which kubectl applies; for it alone the server minds the annotation of client-side apply. */
const KUBECTL = 'kubectl'

export function applyObject(core: Core, target: ObjectTarget, patch: Json, options: PatchOptions): KubeObject {
  const definition = definitionOf(core, target)
  const { subresource } = target
  if (subresource === undefined) requireVerb(definition, 'patch')
  else if (subresource !== 'status' || !definition.status) throw newUnknownResource()
  const key = targetKey(definition, target)
  const old = findObject(core, definition, key)
  if (!old && subresource !== undefined) throw newNotFound(definition, target.name)
  const config = configurationOf(definition, patch)
  const { schema } = core
  const ownership: Ownership = { schema, definition, subresource, nowText: timeText(core.loop.nowMs) }
  const live = old ? withoutManagers(old as unknown as Fields) : emptyObject(schema, definition)
  const applied = applyOver(ownership, live, entriesOf(old), config, options)

  const decoded = decodeApplied(core, definition, config, applied.object)
  const draft = asDraft(decoded, apiVersionOf(definition), definition.kind)
  const { uid } = draft.metadata
  if (!old && uid) {
    const why = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`
    throw newConflict(definition, target.name, why)
  }
  if (definition.namespaced && draft.metadata.namespace === undefined) draft.metadata.namespace = target.namespace
  if (definition.namespaced && draft.metadata.namespace !== target.namespace)
    throw newBadRequest('the namespace of the provided object does not match the namespace sent on the request')
  checkPlace(definition, draft, target)
  const owners = { entries: applied.entries }
  if (old) return replaceObject(core, definition, key, old, draft, subresource, options, owners)
  options.onCreate?.()
  return createObject(core, target, draft as unknown as KubeObject, { ...options, fieldValidation: 'Ignore' }, owners)
}

/** The configuration of a patch that applies; it must be one of this kind. */
export function configurationOf(definition: ResourceDefinition, patch: Json): Fields {
  if (!isFields(patch)) {
    const what = Array.isArray(patch) ? 'array' : typeof patch === 'boolean' ? 'bool' : typeof patch
    const why = `json: cannot unmarshal ${what} into Go value of type map[string]interface {}`
    throw newBadRequest(`error decoding YAML: error unmarshaling JSON: while decoding JSON: ${why}`)
  }
  const { apiVersion = '', kind = '' } = patch
  if (apiVersion !== apiVersionOf(definition) || kind !== definition.kind) {
    throw newBadRequest(`invalid object type: ${kindText(String(apiVersion), String(kind))}`)
  }
  if ((getField(patch['metadata'], 'managedFields') ?? null) !== null) {
    throw newBadRequest('metadata.managedFields must be nil')
  }
  return patch
}

/** schema.GroupVersionKind.String: '/v1, Kind=Pod'. */
const kindText = (apiVersion: string, kind: string): string =>
  `${apiVersion.includes('/') ? apiVersion : `/${apiVersion}`}, Kind=${kind}`

/** 'default/web; apps/v1, Kind=Deployment' */
function about(config: Fields): string {
  const text = (field: string): string => String(getField(config['metadata'], field) ?? '')
  return `${text('namespace')}/${text('name')}; ${kindText(String(config['apiVersion']), String(config['kind']))}`
}

/** Upstream hands these faults on as plain errors, which become a Status 500 with the bare text. */
const plainError = (message: string): ApiError => new ApiError(500, '', message)

function withoutManagers(object: Fields): Fields {
  const { managedFields: _, ...metadata } = object['metadata'] as Fields
  return { ...object, metadata }
}

function decodeApplied(core: Core, definition: ResourceDefinition, config: Fields, object: Fields): Fields {
  try {
    return decodeObject(core.schema, definition, object, [], 'map')
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    const kind = kindText(apiVersionOf(definition), definition.kind)
    throw plainError(
      `failed to convert new object (${about(config)}) to proper version: unable to convert unstructured object to ${kind}: ${error.message}`,
    )
  }
}

interface Applied {
  readonly object: Fields
  readonly entries: readonly ManagedFieldsEntry[]
}

function applyOver(
  ownership: Ownership,
  live: Fields,
  stored: readonly ManagedFieldsEntry[],
  config: Fields,
  options: PatchOptions,
): Applied {
  const manager = options.fieldManager ?? ''
  const faults = typeFaults(ownedType(ownership), config)
  if (faults.length > 0) {
    throw plainError(`failed to create typed patch object (${about(config)}): ${faultsText(faults)}`)
  }
  // What was there before anybody applied belongs to somebody, too.
  const empty = emptyObject(ownership.schema, ownership.definition)
  const entries = stored.length > 0 ? stored : afterUpdate(ownership, stored, empty, live, 'before-first-apply')
  const plan = planApply(ownership, live, entries, config, manager)
  let { conflicts } = plan
  if (conflicts.length > 0 && manager === KUBECTL && options.force !== true) {
    conflicts = adoptableConflicts(ownership, live, conflicts)
  }
  if (conflicts.length > 0 && options.force !== true) throw conflictError(conflicts)
  const object = manager === KUBECTL ? withAnnotation(plan.object, config) : plan.object
  return { object, entries: plan.entries }
}

interface Plan extends Applied {
  readonly conflicts: readonly FieldConflict[]
}

/** The object and its owners as if all conflicts were forced, and the conflicts. */
function planApply(
  ownership: Ownership,
  live: Fields,
  entries: readonly ManagedFieldsEntry[],
  config: Fields,
  manager: string,
): Plan {
  const type = ownedType(ownership)
  const set = outsideOf(fieldsOf(type, config), resetFields(ownership))
  const mine = newEntry(ownership, manager, 'Apply', set ?? {})
  const before = entries.find((entry) => isSameManager(entry, mine))
  const others = entries.filter((entry) => entry !== before)
  const merged = mergeFields(type, live, config) as Fields
  const owned = others.reduce((all, { fieldsV1 }) => unionOf(all, fieldsV1), set)
  const object = before ? pruned(type, merged, before.fieldsV1, owned) : merged

  const found = compareOwned(ownership, live, object)
  const touched = unionOf(found?.added, found?.modified)
  const conflicts: FieldConflict[] = []
  for (const entry of others) {
    for (const path of membersOf(intersectionOf(entry.fieldsV1, touched))) conflicts.push({ entry, path })
  }
  const left = withoutOwned(others, mine.apiVersion, unionOf(touched, found?.removed))
  const same = equalValues(live, object)
  const kept = differenceOf(set, nobodysFields)
  // A configuration that changes nothing keeps the time of the one before it; the first has none.
  const time = same ? before?.time : ownership.nowText
  const next = kept ? [...left, withTime(mine, kept, time)] : left
  return { object: same ? live : object, entries: sorted(next), conflicts }
}

function withTime(entry: ManagedFieldsEntry, fieldsV1: FieldSet, time: string | undefined): ManagedFieldsEntry {
  const { manager, operation, apiVersion, fieldsType, subresource } = entry
  return {
    manager,
    operation,
    apiVersion,
    ...(time === undefined ? {} : { time }),
    fieldsType,
    fieldsV1,
    ...(subresource === undefined ? {} : { subresource }),
  }
}

/** `merged` without what the manager applied last time (`last`) and nobody owns any more (`owned`: all owners' fields). */
function pruned(type: MapType, merged: Fields, last: FieldSet, owned: FieldSet | undefined): Fields {
  const asFields = (value: unknown): Fields => (isFields(value) ? value : {})
  const lastAll = withStructs(type, last)
  const mergedAll = withStructs(type, fieldsOf(type, merged))
  const without = asFields(withoutFields(type, merged, lastAll))
  const kept = unionOf(withStructs(type, fieldsOf(type, without)), withStructs(type, owned))
  // What others own comes back, and with it the way to it.
  const withOwned = asFields(withoutFields(type, merged, differenceOf(mergedAll, kept)))
  const gone = differenceOf(mergedAll, withStructs(type, fieldsOf(type, withOwned)))
  return asFields(withoutFields(type, merged, intersectionOf(gone, lastAll)))
}
