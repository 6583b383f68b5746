// Rules for metadata that every kind shares: k8s.io/apimachinery/pkg/api/validation/objectmeta.go (v1.33).

import type { FieldError, ResourceDefinition } from './definition.ts'
import { forbiddenField, invalidField, requiredField, tooLongField } from './field-error.ts'
import {
  labelFaults,
  labelValueFaults,
  pathNameFaults,
  qualifiedNameFaults,
  serviceNameFaults,
  subdomainFaults,
} from './names.ts'
import type { KubeObject, ObjectMeta, OwnerReference } from './object.ts'
import { equalValues } from './value.ts'

const ANNOTATION_BYTES = 256 * 1024
export const IMMUTABLE = 'field is immutable'

type NamedRule = Extract<ResourceDefinition['nameRule'], string>

const nameRules: Readonly<Record<NamedRule, (name: string, prefix: boolean) => string[]>> = {
  subdomain: (name, prefix) => subdomainFaults(prefix ? maskTrailingDash(name) : name),
  label: (name, prefix) => labelFaults(prefix ? maskTrailingDash(name) : name),
  service: (name, prefix) => serviceNameFaults(prefix ? maskTrailingDash(name) : name),
  path: pathNameFaults,
}

/** A prefix may end in '-', since something follows it. */
const maskTrailingDash = (name: string): string =>
  name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name

/** `metadata` of a new object. */
export function validateMetadata(object: KubeObject, definition: ResourceDefinition): FieldError[] {
  const { metadata: meta } = object
  const { nameRule = 'subdomain', namespaced } = definition
  const errors: FieldError[] = []
  const faults = (name: string, prefix: boolean): string[] =>
    typeof nameRule === 'function' ? nameRule(name, object) : nameRules[nameRule](name, prefix)
  if (meta.generateName) {
    for (const fault of faults(meta.generateName, true)) {
      errors.push(invalidField('metadata.generateName', meta.generateName, fault))
    }
  }
  if (!meta.name) errors.push(requiredField('metadata.name', 'name or generateName is required'))
  else for (const fault of faults(meta.name, false)) errors.push(invalidField('metadata.name', meta.name, fault))
  if (namespaced) {
    if (!meta.namespace) errors.push(requiredField('metadata.namespace'))
    else {
      for (const fault of labelFaults(meta.namespace)) {
        errors.push(invalidField('metadata.namespace', meta.namespace, fault))
      }
    }
  } else if (meta.namespace) errors.push(forbiddenField('metadata.namespace', 'not allowed on this type'))
  return [...errors, ...validateSharedMetadata(meta), ...validateFinalizers(meta.finalizers ?? [])]
}

/** What changes of `metadata` are wrong. */
export function validateMetadataUpdate(meta: ObjectMeta, old: ObjectMeta): FieldError[] {
  const errors: FieldError[] = []
  if (old.deletionTimestamp) {
    const extra = (meta.finalizers ?? []).filter((name) => !old.finalizers?.includes(name)).sort()
    if (extra.length > 0) {
      const found = extra.map((name) => JSON.stringify(name)).join(', ')
      const detail = `no new finalizers can be added if the object is being deleted, found new finalizers []string{${found}}`
      errors.push(forbiddenField('metadata.finalizers', detail))
    }
  }
  const fixed = [
    'name',
    'namespace',
    'uid',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
  ] as const
  for (const field of fixed) {
    if (meta[field] !== old[field] && !equalValues(meta[field] ?? null, old[field] ?? null)) {
      errors.push(invalidField(`metadata.${field}`, meta[field], IMMUTABLE))
    }
  }
  errors.push(...validateSharedMetadata(meta, old))
  if (!equalValues(meta.finalizers, old.finalizers)) errors.push(...validateFinalizers(meta.finalizers ?? []))
  return errors
}

/** Labels of anything: `path` is 'metadata.labels', 'spec.template.labels' … */
export function validateLabels(labels: Readonly<Record<string, string>> | undefined, path: string): FieldError[] {
  const errors: FieldError[] = []
  for (const [key, value] of Object.entries(labels ?? {})) {
    for (const fault of qualifiedNameFaults(key)) errors.push(invalidField(path, key, fault))
    for (const fault of labelValueFaults(value)) errors.push(invalidField(path, value, fault))
  }
  return errors
}

export function validateAnnotations(
  annotations: Readonly<Record<string, string>> | undefined,
  path: string,
): FieldError[] {
  const errors: FieldError[] = []
  let bytes = 0
  for (const [key, value] of Object.entries(annotations ?? {})) {
    for (const fault of qualifiedNameFaults(key.toLowerCase())) errors.push(invalidField(path, key, fault))
    bytes += key.length + value.length
  }
  if (bytes > ANNOTATION_BYTES) errors.push(tooLongField(path, ANNOTATION_BYTES))
  return errors
}

/** What is the very object that is stored was found right when it was stored. */
function validateSharedMetadata(meta: ObjectMeta, old?: ObjectMeta): FieldError[] {
  const { labels, annotations, ownerReferences = [] } = meta
  return [
    ...(labels === old?.labels ? [] : validateLabels(labels, 'metadata.labels')),
    ...(annotations === old?.annotations ? [] : validateAnnotations(annotations, 'metadata.annotations')),
    ...(ownerReferences === old?.ownerReferences ? [] : validateOwners(ownerReferences)),
  ]
}

function validateOwners(owners: readonly OwnerReference[]): FieldError[] {
  const path = 'metadata.ownerReferences'
  const errors: FieldError[] = []
  let controller = ''
  for (const owner of owners) {
    if (!owner.apiVersion)
      errors.push(invalidField(`${path}.apiVersion`, owner.apiVersion ?? '', 'version must not be empty'))
    if (!owner.kind) errors.push(invalidField(`${path}.kind`, owner.kind ?? '', 'kind must not be empty'))
    if (!owner.name) errors.push(invalidField(`${path}.name`, owner.name ?? '', 'name must not be empty'))
    if (!owner.uid) errors.push(invalidField(`${path}.uid`, owner.uid ?? '', 'uid must not be empty'))
    if (owner.apiVersion === 'v1' && owner.kind === 'Event') {
      errors.push(invalidField(path, owner, '/v1, Kind=Event is disallowed from being an owner'))
    }
    if (!owner.controller) continue
    const name = `${owner.kind}/${owner.name}`
    if (controller !== '') {
      const detail = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${name}`
      errors.push(invalidField(path, owners, detail))
    } else controller = name
  }
  return errors
}

function validateFinalizers(finalizers: readonly string[]): FieldError[] {
  const path = 'metadata.finalizers'
  const errors: FieldError[] = []
  for (const name of finalizers) {
    for (const fault of qualifiedNameFaults(name)) errors.push(invalidField(path, name, fault))
  }
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    const detail = 'finalizer orphan and foregroundDeletion cannot be both set'
    errors.push(invalidField(path, finalizers, detail))
  }
  return errors
}
