// A container's environment. Models ValidateEnv and ValidateEnvFrom of pkg/apis/core/validation/validation.go (v1.33,
// with its relaxed rule for names, on by default since 1.32).

import {
  configKeyFaults,
  type FieldError,
  invalidField,
  readQuantity,
  requiredField,
  unsupportedField,
} from '../api/index.ts'
import { faultsOf, qualifiedRule, subdomainRule } from './field-rules.ts'
import type { Container, EnvVar, ObjectFieldSelector, ResourceFieldSelector } from './types.generated.ts'

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
const volumeFieldPaths = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
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
      errors.push(invalidField(`${path}.envFrom`, '', 'must specify one of: `configMapRef` or `secretRef`'))
    } else if (configMapRef && secretRef) {
      errors.push(invalidField(`${path}.envFrom`, '', 'may not have more than one field specified at a time'))
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
  if (fieldRef) errors.push(...validateFieldPath(fieldRef.fieldPath, `${path}.fieldRef`, fieldPaths))
  if (resourceFieldRef) errors.push(...downwardResource(resourceFieldRef, `${path}.resourceFieldRef`, false))
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

/** What a file of a downward API volume may show of the pod. */
export function downwardFieldPath({ fieldPath }: ObjectFieldSelector, path: string): FieldError[] {
  return validateFieldPath(fieldPath, path, volumeFieldPaths)
}

/** `fieldPath` may name one label or annotation. */
function validateFieldPath(text: string | undefined, path: string, supported: readonly string[]): FieldError[] {
  if (!text) return [requiredField(`${path}.fieldPath`)]
  const subscript = /^(.+)\['(.*)'\]$/.exec(text)
  if (subscript) {
    const [, base = '', key = ''] = subscript
    if (base === 'metadata.annotations') return qualifiedRule(path, key.toLowerCase())
    if (base === 'metadata.labels') return qualifiedRule(path, key)
  }
  if (supported.includes(text)) return []
  if (fieldPaths.includes(text) || volumeFieldPaths.includes(text)) {
    return [unsupportedField(`${path}.fieldPath`, text, supported)]
  }
  const why = `error converting fieldPath: field label not supported: ${text}`
  return [invalidField(`${path}.fieldPath`, text, why)]
}

/** A request or limit of a container, which a volume must name. */
export function downwardResource(
  { containerName, resource, divisor }: ResourceFieldSelector,
  path: string,
  ofVolume: boolean,
): FieldError[] {
  const errors: FieldError[] = []
  if (ofVolume && !containerName) errors.push(requiredField(`${path}.containerName`))
  else if (!resource) errors.push(requiredField(`${path}.resource`))
  else if (!resourcePaths.includes(resource) && !/^(limits|requests)\.hugepages-/.test(resource)) {
    errors.push(unsupportedField(`${path}.resource`, resource, resourcePaths))
  }
  return [...errors, ...divisorRule(`${path}.divisor`, resource ?? '', String(divisor ?? '0'))]
}

const sizes = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei']

function divisorRule(field: string, resource: string, divisor: string): FieldError[] {
  const [, name = ''] = /^(?:limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-)/.exec(resource) ?? []
  if (name === '' || readQuantity(divisor)?.mantissa === 0n) return []
  const known = name === 'cpu' ? ['1m', '1'] : sizes
  if (known.includes(divisor)) return []
  const values = name === 'cpu' ? '1m and 1' : sizes.join(', ')
  const words = { 'ephemeral-storage': 'local ephemeral storage', 'hugepages-': 'hugepages' }[name] ?? name
  return [invalidField(field, resource, `only divisor's values ${values} are supported with the ${words} resource`)]
}

/** A key of a ConfigMap or Secret that is referred to by the object's name and the key. */
function validateKeyReference(
  reference: { readonly name?: string; readonly key?: string },
  path: string,
): FieldError[] {
  const errors = subdomainRule(`${path}.name`, reference.name ?? '')
  if (!reference.key) return [...errors, requiredField(`${path}.key`)]
  return [...errors, ...faultsOf(`${path}.key`, reference.key, configKeyFaults(reference.key))]
}
