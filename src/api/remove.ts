// delete and deleteCollection: grace, finalizers and propagation as k8s.io/apiserver/pkg/registry/rest/delete.go and
// generic/registry/store.go (v1.33) have them. What else an owner's deletion means is the garbage collector's work.

import { type AdmissionRequest, admit, review } from './admission.ts'
import type { CollectionTarget, DeleteOptions, ListOptions, ObjectTarget } from './client.ts'
import {
  type Core,
  collectionOf,
  contextOf,
  definitionOf,
  findObject,
  holdsEnd,
  keyOf,
  requireVerb,
  targetKey,
  timeText,
} from './core.ts'
import type { Draft, ResourceDefinition } from './definition.ts'
import { asDraft, asObject, tidyMetadata } from './draft.ts'
import { newConflict, newMethodNotAllowed, newNotFound, type Status } from './errors.ts'
import { newInvalid, unsupportedField } from './field-error.ts'
import { selectObjects } from './list.ts'
import type { KubeList, KubeObject } from './object.ts'
import { copyValue, equalValues, type Fields, freezeValue, getField } from './value.ts'

const ORPHAN = 'orphan'
const FOREGROUND = 'foregroundDeletion'

export function deleteObject(core: Core, target: ObjectTarget, options: DeleteOptions = {}): KubeObject | Status {
  const definition = definitionOf(core, target)
  if (target.subresource) throw newMethodNotAllowed()
  requireVerb(definition, 'delete')
  const key = targetKey(definition, target)
  const request = removal(definition, target.namespace, target.name, undefined, options)
  admit(core, request)
  const old = findObject(core, definition, key)
  if (!old) throw newNotFound(definition, target.name)
  review(core, { ...request, old })
  return deleteStored(core, definition, key, old, options)
}

const removal = (
  definition: ResourceDefinition,
  namespace: string | undefined,
  name: string,
  old: KubeObject | undefined,
  options: DeleteOptions,
): AdmissionRequest => ({
  operation: 'DELETE',
  definition,
  subresource: '',
  namespace: definition.namespaced ? namespace : undefined,
  name,
  object: undefined,
  old,
  options,
})

function deleteStored(
  core: Core,
  definition: ResourceDefinition,
  key: string,
  old: KubeObject,
  options: DeleteOptions,
): KubeObject | Status {
  checkOptions(definition, old, options)
  if (definition.prepareDelete && !old.metadata.deletionTimestamp) {
    const draft = copyValue(old) as Draft<KubeObject>
    definition.prepareDelete(draft, contextOf(core))
    old = draft
  }
  const { metadata } = old
  if (holdsEnd(definition, old)) return beginEnd(core, definition, key, old, options)
  const asked = options.gracePeriodSeconds === undefined ? undefined : askedGrace(options.gracePeriodSeconds)
  const supported = definition.gracePeriodSeconds?.(old)
  const changes: Fields = {}
  let waiting = false

  if (supported !== undefined && metadata.deletionTimestamp) {
    const current = metadata.deletionGracePeriodSeconds ?? 0
    if (current > 0) {
      // A pending deletion can only be hurried.
      if (asked === undefined || asked >= current) return answer(definition, old)
      const startMs = Date.parse(metadata.deletionTimestamp) - current * 1000
      changes['deletionTimestamp'] = timeText(startMs + asked * 1000)
      changes['deletionGracePeriodSeconds'] = asked
      waiting = asked > 0
    }
  } else if (supported !== undefined) {
    // What has nothing to wait for is not made to wait by asking.
    const grace = supported === 0 ? 0 : (asked ?? supported)
    changes['deletionTimestamp'] = timeText(core.loop.nowMs + grace * 1000)
    changes['deletionGracePeriodSeconds'] = grace
    if (metadata.generation) changes['generation'] = metadata.generation + 1
    waiting = grace > 0
  }

  const finalizers = finalizersAfter(metadata.finalizers ?? [], options.propagationPolicy)
  if (finalizers.length > 0 && !waiting) {
    if (!metadata.deletionTimestamp && metadata.generation) changes['generation'] = metadata.generation + 1
    const nowText = timeText(core.loop.nowMs)
    const time = changes['deletionTimestamp'] ?? metadata.deletionTimestamp
    if (typeof time !== 'string' || time > nowText) changes['deletionTimestamp'] = nowText
    changes['deletionGracePeriodSeconds'] = 0
  }
  if (waiting || finalizers.length > 0) {
    const fields: Fields = { ...metadata, ...changes }
    if (finalizers.length > 0) fields['finalizers'] = finalizers
    else delete fields['finalizers']
    if (equalValues(fields, metadata)) return answer(definition, old)
    const draft = changedObject(old, { metadata: fields })
    if (options.dryRun) return freezeValue(draft)
    return core.store.put(collectionOf(definition), key, draft)
  }
  if (options.dryRun) return answer(definition, old)
  const removed = core.store.remove(collectionOf(definition), key) ?? old
  definition.afterDelete?.(old, contextOf(core))
  return answer(definition, supported === undefined ? old : removed)
}

/**
 * Namespaces end in two steps (pkg/registry/core/namespace/storage): the first request only marks them, and they go when
 * /finalize has emptied `spec.finalizers`.
 */
function beginEnd(
  core: Core,
  definition: ResourceDefinition,
  key: string,
  old: KubeObject,
  options: DeleteOptions,
): KubeObject {
  if (old.metadata.deletionTimestamp) return old
  const metadata = { ...old.metadata, deletionTimestamp: timeText(core.loop.nowMs) }
  const status: Fields = { ...(getField(old, 'status') as Fields | undefined), phase: 'Terminating' }
  const draft = changedObject(old, { metadata, status })
  return options.dryRun ? freezeValue(draft) : core.store.put(collectionOf(definition), key, draft)
}

function changedObject(old: KubeObject, changes: Fields): Draft<KubeObject> {
  const fields: Fields = { ...(old as unknown as Fields), ...changes }
  return asObject(tidyMetadata(asDraft(fields, old.apiVersion, old.kind)))
}

/** Negative grace periods count as one second. */
const askedGrace = (seconds: number): number => (seconds < 0 ? 1 : Math.floor(seconds))

function finalizersAfter(finalizers: readonly string[], policy: DeleteOptions['propagationPolicy']): readonly string[] {
  const others = finalizers.filter((name) => name !== ORPHAN && name !== FOREGROUND)
  const orphan = policy ? policy === 'Orphan' : finalizers.includes(ORPHAN)
  const foreground = policy ? policy === 'Foreground' : finalizers.includes(FOREGROUND) && !orphan
  return [...others, ...(orphan ? [ORPHAN] : []), ...(foreground ? [FOREGROUND] : [])]
}

function checkOptions(definition: ResourceDefinition, old: KubeObject, options: DeleteOptions): void {
  const { preconditions, propagationPolicy } = options
  if (propagationPolicy !== undefined && !['Foreground', 'Background', 'Orphan'].includes(propagationPolicy)) {
    const supported = ['Foreground', 'Background', 'Orphan', 'nil']
    throw newInvalid({ group: 'meta.k8s.io', kind: 'DeleteOptions' }, '', [
      unsupportedField('propagationPolicy', propagationPolicy, supported),
    ])
  }
  // Upstream names the kind here, not the resource.
  const about = { group: definition.group, resource: definition.kind }
  const { name, uid, resourceVersion } = old.metadata
  if (preconditions?.uid !== undefined && preconditions.uid !== uid) {
    const why = `the UID in the precondition (${preconditions.uid}) does not match the UID in record (${uid ?? ''}). The object might have been deleted and then recreated`
    throw newConflict(about, name, why)
  }
  if (preconditions?.resourceVersion !== undefined && preconditions.resourceVersion !== resourceVersion) {
    const why = `the ResourceVersion in the precondition (${preconditions.resourceVersion}) does not match the ResourceVersion in record (${resourceVersion ?? ''}). The object might have been modified`
    throw newConflict(about, name, why)
  }
}

/** Kinds that end gracefully answer with the object, others with a Status. */
function answer(definition: ResourceDefinition, object: KubeObject): KubeObject | Status {
  if (definition.gracePeriodSeconds?.(object) !== undefined || object.metadata.deletionTimestamp) return object
  const { name, uid } = object.metadata
  return freezeValue<Status>({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name,
      ...(definition.group === '' ? {} : { group: definition.group }),
      kind: definition.resource,
      ...(uid === undefined ? {} : { uid }),
    },
  })
}

export function deleteCollection(
  core: Core,
  target: CollectionTarget,
  list: ListOptions = {},
  options: DeleteOptions = {},
): KubeList {
  const definition = definitionOf(core, target)
  requireVerb(definition, 'deletecollection')
  const items: KubeObject[] = []
  for (const object of selectObjects(core, definition, target.namespace, list)) {
    const { namespace, name } = object.metadata
    const key = keyOf(namespace, name)
    // An earlier removal may have taken this one along.
    const current = findObject(core, definition, key)
    if (!current) continue
    review(core, removal(definition, namespace, name, current, options))
    deleteStored(core, definition, key, current, options)
    items.push(object)
  }
  const apiVersion = definition.group === '' ? definition.version : `${definition.group}/${definition.version}`
  return {
    kind: definition.listKind ?? `${definition.kind}List`,
    apiVersion,
    metadata: { resourceVersion: String(core.store.revision) },
    items,
  }
}
