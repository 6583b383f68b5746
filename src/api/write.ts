// create and update, in the order of k8s.io/apiserver/pkg/registry/{generic/registry/store.go,rest/{create,update}.go}
// (v1.33): decode, defaults, admission of the namespace, preparation, validation, storage.

import { type AdmissionRequest, admit, review } from './admission.ts'
import type { CollectionTarget, ObjectTarget, WriteOptions } from './client.ts'
import {
  apiVersionOf,
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
import { decode, emptyField } from './decode.ts'
import type { FieldError, KindContext, ResourceDefinition } from './definition.ts'
import { asDraft, asObject, type ObjectDraft, sameApartFromMetadata, tidyMetadata } from './draft.ts'
import { ApiError, newAlreadyExists, newBadRequest, newConflict, newMethodNotAllowed, newNotFound } from './errors.ts'
import { invalidField, newInvalid } from './field-error.ts'
import { GoSyntax } from './go-text.ts'
import { afterUpdate, emptyObject, entriesOf, sameApartFromTimes, startingEntries } from './managed-fields.ts'
import { validateMetadata, validateMetadataUpdate } from './metadata.ts'
import { pathNameFaults } from './names.ts'
import type { KubeObject } from './object.ts'
import { entriesAfter, type Owners, sentManagers, withoutStoredManagers } from './owners.ts'
import { updateScale } from './scale.ts'
import { subresourceDraft } from './subresource-draft.ts'
import { copyValue, equalValues, type Fields, freezeValue, isFields } from './value.ts'

const NAME_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789'
const NAME_ATTEMPTS = 8
const MODIFIED = 'the object has been modified; please apply your changes to the latest version and try again'

export function createObject(
  core: Core,
  target: CollectionTarget & { readonly name?: string | undefined; readonly subresource?: string | undefined },
  body: KubeObject,
  options: WriteOptions = {},
  owners?: Owners,
): KubeObject {
  const definition = definitionOf(core, target)
  if (target.subresource) return createOnSubresource(core, definition, target, body, target.subresource, options)
  requireVerb(definition, 'create')
  const decoded = decode(core.schema, definition, body, options)
  const draft = asDraft(decoded, apiVersionOf(definition), definition.kind)
  const { metadata } = draft
  if (target.name !== undefined && metadata.name !== target.name) {
    throw newBadRequest(
      `the name of the object (${metadata.name ?? ''}) does not match the name on the URL (${target.name})`,
    )
  }
  placeInNamespace(definition, draft, target.namespace)
  const context = contextOf(core, options)
  definition.defaults?.(asObject(draft), context)
  const entries =
    owners?.entries ??
    afterUpdate(
      { schema: core.schema, definition, subresource: undefined, nowText: timeText(core.loop.nowMs) },
      startingEntries(sentManagers(body), []),
      emptyObject(core.schema, definition),
      draft,
      options.fieldManager ?? '',
    )
  const request: AdmissionRequest = {
    operation: 'CREATE',
    definition,
    subresource: '',
    namespace: metadata.namespace,
    name: metadata.name ?? '',
    object: asObject(draft),
    old: undefined,
    options,
  }

  metadata.uid = core.loop.random.uuid()
  metadata.creationTimestamp = timeText(core.loop.nowMs)
  for (const field of [
    'resourceVersion',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'selfLink',
    'managedFields',
  ] as const) {
    delete (metadata as Fields)[field]
  }
  if (entries.length > 0) metadata.managedFields = entries
  if (definition.status && !(definition.createsWithStatus && draft['status'])) {
    const empty = emptyField(core.schema, definition, 'status')
    if (empty === undefined) delete draft['status']
    else draft['status'] = empty
  }
  if (definition.generation ?? definition.status) metadata.generation = 1
  else delete metadata.generation

  const generated = !metadata.name && metadata.generateName ? metadata.generateName : undefined
  const collection = collectionOf(definition)
  let name = metadata.name ?? ''
  for (let attempt = 1; generated && attempt <= NAME_ATTEMPTS; attempt++) {
    name = `${generated.slice(0, 58)}${core.loop.random.text(5, NAME_ALPHABET)}`
    if (!core.store.get(collection, keyOf(metadata.namespace, name))) break
  }
  // Whoever changes new objects does not know the name yet.
  admit(core, request)
  if (definition.answer || !keepsObjects(definition)) {
    review(core, request)
    return answerQuestion(definition, asObject(draft), context)
  }
  if (generated) metadata.name = name

  definition.prepareCreate?.(asObject(draft), context)
  const errors: FieldError[] = [
    ...validateMetadata(asObject(draft), definition),
    ...(definition.validate?.(asObject(draft), context) ?? []),
  ]
  if (errors.length > 0) throw newInvalid(definition, name, errors)
  warn(options, definition, asObject(draft), undefined)
  review(core, { ...request, name })

  const key = keyOf(metadata.namespace, name)
  const existing = core.store.get(collection, key)
  if (existing) throw alreadyExists(definition, name, existing, generated !== undefined)
  // Its place among the others.
  if (!options.dryRun) metadata.resourceVersion = ''
  const object = asObject(tidyMetadata(draft))
  return options.dryRun ? freezeValue(object) : core.store.put(collection, key, object)
}

/** What can only be created is not kept. */
const keepsObjects = ({ verbs }: ResourceDefinition): boolean => verbs.length > 1 || verbs[0] !== 'create'

function answerQuestion(definition: ResourceDefinition, body: KubeObject, context: KindContext): KubeObject {
  if (definition.answer) return freezeValue(definition.answer(body, context))
  // Missing: whoever serves the kind has not said how it answers.
  throw new ApiError(501, '', `this cluster does not answer ${definition.resource} yet`)
}

function alreadyExists(
  definition: ResourceDefinition,
  name: string,
  existing: KubeObject,
  generated: boolean,
): ApiError {
  const { status } = newAlreadyExists(definition, name)
  const why = generated ? ', the server was not able to generate a unique name for the object' : ''
  const deleting = existing.metadata.deletionTimestamp ? 'object is being deleted: ' : ''
  const details = generated ? { ...status.details, retryAfterSeconds: 1 } : status.details
  return new ApiError(409, 'AlreadyExists', `${deleting}${status.message ?? ''}${why}`, details)
}

/** What a subresource answers that has nothing to show. It is a Status; the verb's type knows objects only. */
export const createdStatus = freezeValue({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  code: 201,
}) as unknown as KubeObject

function createOnSubresource(
  core: Core,
  definition: ResourceDefinition,
  target: CollectionTarget & { readonly name?: string | undefined },
  body: KubeObject,
  subresource: string,
  options: WriteOptions,
): KubeObject {
  const found = definition.subresources?.find(({ name }) => name === subresource)
  if (!found?.verbs.includes('create')) throw newMethodNotAllowed()
  const name = target.name ?? ''
  const key = targetKey(definition, { ...target, name })
  const parent = findObject(core, definition, key)
  if (!parent) throw newNotFound(definition, name)
  const { group = definition.group, version = definition.version, kind = definition.kind } = found
  const decoded = decode(core.schema, { group, version, kind }, body, options)
  const sent = asObject(asDraft(decoded, apiVersionOf({ group, version }), kind))
  const request: AdmissionRequest = {
    operation: 'CREATE',
    definition,
    subresource,
    namespace: target.namespace,
    name,
    object: sent,
    old: undefined,
    options,
  }
  admit(core, request)
  review(core, request)
  if (found.replace) {
    const { apiVersion, kind, ...fields } = found.replace(parent, sent, contextOf(core, options)) as unknown as Fields
    const draft = asDraft(
      { ...fields, metadata: { ...(fields['metadata'] as Fields) } },
      String(apiVersion),
      String(kind),
    )
    if (!options.dryRun) core.store.put(collectionOf(definition), key, asObject(draft))
    return createdStatus
  }
  if (!found.create) throw newMethodNotAllowed()
  return freezeValue(found.create(parent, sent, contextOf(core, options)))
}

/** rest.EnsureObjectNamespaceMatchesRequestNamespace. */
function placeInNamespace(definition: ResourceDefinition, draft: ObjectDraft, namespace: string | undefined): void {
  const { metadata } = draft
  if (!definition.namespaced) {
    delete metadata.namespace
  } else if (!namespace) {
    throw newBadRequest('an empty namespace may not be set during creation')
  } else if (!metadata.namespace) metadata.namespace = namespace
  else if (metadata.namespace !== namespace) {
    throw newBadRequest('the namespace of the provided object does not match the namespace sent on the request')
  }
}

export function updateObject(
  core: Core,
  target: ObjectTarget,
  body: KubeObject,
  options: WriteOptions = {},
): KubeObject {
  const definition = definitionOf(core, target)
  const { subresource } = target
  if (subresource === undefined) requireVerb(definition, 'update')
  if (subresource === 'scale' && definition.scale) return updateScale(core, definition, target, body, options)
  const strict = options.fieldValidation === 'Strict'
  const decoded = decode(
    core.schema,
    definition,
    subresource === 'status' && !strict ? statusPart(body) : withoutStoredManagers(body),
    options,
  )
  const draft = asDraft(decoded, apiVersionOf(definition), definition.kind)
  checkPlace(definition, draft, target)
  const key = targetKey(definition, target)
  const old = findObject(core, definition, key)
  if (!old) {
    if (!definition.put?.creates || subresource !== undefined) throw newNotFound(definition, target.name)
    options.onCreate?.()
    return createObject(core, { ...target, subresource: undefined }, body, options)
  }
  const { uid, resourceVersion = '' } = draft.metadata
  if (definition.put?.needsVersion && (resourceVersion === '' || resourceVersion === '0')) {
    // A number of Go's, in its own notation.
    const fault = invalidField('metadata.resourceVersion', new GoSyntax('0x0'), 'must be specified for an update')
    throw newInvalid(definition, target.name, [fault])
  }
  if (uid && uid !== old.metadata.uid) {
    const why = `StorageError: invalid object, Code: 4, Key: /registry/${definition.resource}/${key}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid ?? ''}`
    throw newConflict(definition, target.name, why)
  }
  return replaceObject(core, definition, key, old, draft, subresource, options, { sent: sentManagers(body) })
}

/** What a write to /status reads. Controllers write status often, so the rest is not looked at. */
function statusPart(body: unknown): unknown {
  if (!isFields(body)) return body
  const { apiVersion, kind, metadata, status } = body
  if (!isFields(metadata)) return { apiVersion, kind, metadata, status }
  const { name, namespace, uid, resourceVersion } = metadata
  return { apiVersion, kind, metadata: { name, namespace, uid, resourceVersion }, status }
}

/** The name and namespace in an object must be those of the path. */
export function checkPlace(definition: ResourceDefinition, draft: ObjectDraft, target: ObjectTarget): void {
  const { name = '', namespace } = draft.metadata
  if (name === '')
    throw newBadRequest(
      `the name of the object (${target.name} based on URL) was undeterminable: name must be provided`,
    )
  if (name !== target.name) {
    throw newBadRequest(`the name of the object (${name}) does not match the name on the URL (${target.name})`)
  }
  if (definition.namespaced && namespace && target.namespace && namespace !== target.namespace) {
    throw newBadRequest(
      `the namespace of the object (${namespace}) does not match the namespace on the request (${target.namespace})`,
    )
  }
}

/** Stores `draft` in place of `old`, if all agree. */
export function replaceObject(
  core: Core,
  definition: ResourceDefinition,
  key: string,
  old: KubeObject,
  draft: ObjectDraft,
  subresource: string | undefined,
  options: WriteOptions,
  owners: Owners = {},
): KubeObject {
  const { resourceVersion, name = old.metadata.name } = draft.metadata
  if (resourceVersion && resourceVersion !== '0' && resourceVersion !== old.metadata.resourceVersion) {
    throw newConflict(definition, name, MODIFIED)
  }
  if (subresource !== undefined) draft = subresourceDraft(definition, old, draft, subresource)
  const part = subresource === undefined ? undefined : definition.parts?.[subresource]
  const context = contextOf(core, options)
  const { metadata } = draft
  if (subresource === undefined || part?.merge) definition.defaults?.(asObject(draft), context)
  if (subresource === undefined && definition.status) {
    const status = copyValue((old as unknown as Fields)['status'])
    if (status === undefined) delete draft['status']
    else draft['status'] = status
  }
  const stored = entriesOf(old)
  const entries = owners.entries ?? entriesAfter(core, definition, old, draft, subresource, options, owners)
  metadata.resourceVersion = old.metadata.resourceVersion ?? ''
  keepMetadata(metadata as Fields, old.metadata as unknown as Fields)
  if (entries.length > 0) metadata.managedFields = entries
  else delete metadata.managedFields
  if (!definition.namespaced) delete metadata.namespace
  const request: AdmissionRequest = {
    operation: 'UPDATE',
    definition,
    subresource: subresource ?? owners.subresource ?? '',
    namespace: old.metadata.namespace,
    name: old.metadata.name,
    object: asObject(draft),
    old,
    options,
  }
  admit(core, request)
  part?.prepare?.(asObject(draft), old, context)
  if (subresource === undefined) definition.prepareUpdate?.(asObject(draft), old, context)
  const counts = definition.generation ?? definition.status
  if (counts && (subresource === undefined || part?.merge) && !sameApartFromMetadata(draft, old, !definition.status)) {
    metadata.generation = (old.metadata.generation ?? 0) + 1
  }

  const object = asObject(tidyMetadata(draft))
  const errors: FieldError[] = validateMetadataUpdate(object.metadata, old.metadata)
  for (const fault of pathNameFaults(object.metadata.name)) {
    errors.push({ type: 'Invalid value', field: 'metadata.name', badValue: object.metadata.name, detail: fault })
  }
  if (subresource === undefined) {
    errors.push(...(definition.validate?.(object, context, old) ?? []))
    errors.push(...(definition.validateUpdate?.(object, old, context) ?? []))
  } else errors.push(...(part?.validate?.(object, old, context) ?? []))
  if (errors.length > 0) throw newInvalid(definition, object.metadata.name, errors)
  if (subresource === undefined) warn(options, definition, object, old)
  review(core, request)

  const finished =
    old.metadata.deletionTimestamp &&
    !object.metadata.finalizers?.length &&
    !old.metadata.deletionGracePeriodSeconds &&
    !holdsEnd(definition, object)
  if (options.dryRun) return freezeValue(object)
  const collection = collectionOf(definition)
  if (finished) {
    core.store.remove(collection, key)
    definition.afterDelete?.(old, context)
    return freezeValue(object)
  }
  if (equalValues(object, old)) return old
  if (entries !== stored && sameApartFromTimes(entries, stored)) {
    const timeless = { ...object, metadata: { ...object.metadata, managedFields: stored } }
    if (equalValues(timeless, old)) return old
  }
  return core.store.put(collection, key, object)
}

/** What a caller may not change, or need not say, comes from the stored object. */
function keepMetadata(metadata: Fields, old: Fields): void {
  for (const field of ['generation', 'creationTimestamp', 'deletionTimestamp'] as const) {
    if (old[field] === undefined) delete metadata[field]
    else metadata[field] = old[field]
  }
  for (const field of ['uid', 'namespace', 'deletionGracePeriodSeconds'] as const) {
    if (metadata[field] === undefined && old[field] !== undefined) metadata[field] = old[field]
  }
  delete metadata['selfLink']
}

function warn(
  options: WriteOptions,
  definition: ResourceDefinition,
  object: KubeObject,
  old: KubeObject | undefined,
): void {
  if (!options.onWarning || !definition.warnings) return
  for (const text of definition.warnings(object, old)) options.onWarning(text)
}
