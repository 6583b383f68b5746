// A container's environment. Models ValidateEnv and ValidateEnvFrom of pkg/apis/core/validation/validation.go (v1.33,
// with its relaxed rule for names, on by default since 1.32).

import { type FieldError, invalidField, requiredField, unsupportedField } from '../api/index.ts'
import { faultsOf, qualifiedRule, subdomainRule } from './field-rules.ts'
import type { Container, EnvVar } from './types.generated.ts'
import { validateKeyReference } from './volume-validation.ts'

const fieldPaths = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]
const resourcePaths = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
]

export function validateEnvironment({ env = [], envFrom = [] }: Container, path: string): FieldError[] {
  const errors: FieldError[] = []
  for (const [i, variable] of env.entries()) {
    const field = `${path}.env[${i}]`
    if (!variable.name) errors.push(requiredField(`${field}.name`))
    else errors.push(...faultsOf(`${field}.name`, variable.name, nameFaults(variable.name)))
    errors.push(...validateSource(variable, `${field}.valueFrom`))
  }
  for (const [i, { prefix, configMapRef, secretRef }] of envFrom.entries()) {
    const field = `${path}.envFrom[${i}]`
    if (prefix) errors.push(...faultsOf(`${field}.prefix`, prefix, nameFaults(prefix)))
    for (const [source, reference] of Object.entries({ configMapRef, secretRef })) {
      if (!reference) continue
      if (!reference.name) errors.push(requiredField(`${field}.${source}.name`))
      else errors.push(...subdomainRule(`${field}.${source}.name`, reference.name))
    }
    if (!configMapRef && !secretRef) {
      errors.push(invalidField(field, '', 'must specify one of: `configMapRef` or `secretRef`'))
    } else if (configMapRef && secretRef) {
      errors.push(invalidField(field, '', 'may not have more than one field specified at a time'))
    }
  }
  return errors
}

function nameFaults(name: string): string[] {
  if (/^[\x20-\x3c\x3e-\x7e]+$/.test(name)) return []
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"]
}

function validateSource({ value, valueFrom }: EnvVar, path: string): FieldError[] {
  if (!valueFrom) return []
  const errors: FieldError[] = []
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom
  if (fieldRef) errors.push(...validateFieldPath(fieldRef.fieldPath, `${path}.fieldRef`))
  if (resourceFieldRef) {
    const { resource } = resourceFieldRef
    const field = `${path}.resourceFieldRef.resource`
    if (!resource) errors.push(requiredField(field))
    else if (!resourcePaths.includes(resource) && !/^(limits|requests)\.hugepages-/.test(resource)) {
      errors.push(unsupportedField(field, resource, resourcePaths))
    }
  }
  if (configMapKeyRef) errors.push(...validateKeyReference(configMapKeyRef, `${path}.configMapKeyRef`))
  if (secretKeyRef) errors.push(...validateKeyReference(secretKeyRef, `${path}.secretKeyRef`))
  const count = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef].filter(Boolean).length
  if (count === 0) {
    const why = 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`'
    errors.push(invalidField(path, '', why))
  } else if (value) errors.push(invalidField(path, '', 'may not be specified when `value` is not empty'))
  else if (count > 1) errors.push(invalidField(path, '', 'may not have more than one field specified at a time'))
  return errors
}

function validateFieldPath(text: string | undefined, path: string): FieldError[] {
  if (!text) return [requiredField(`${path}.fieldPath`)]
  const subscript = /^(.+)\['(.*)'\]$/.exec(text)
  if (subscript) {
    const [, base = '', key = ''] = subscript
    if (base === 'metadata.annotations') return qualifiedRule(path, key.toLowerCase())
    if (base === 'metadata.labels') return qualifiedRule(path, key)
  }
  if (fieldPaths.includes(text)) return []
  if (text === 'metadata.labels' || text === 'metadata.annotations') {
    return [unsupportedField(`${path}.fieldPath`, text, fieldPaths)]
  }
  const why = `error converting fieldPath: field label not supported: ${text}`
  return [invalidField(`${path}.fieldPath`, text, why)]
}
