// The containers of a pod spec. Models validateContainers, validateInitContainers, validateEphemeralContainers and
// validateContainerCommon of pkg/apis/core/validation/validation.go (v1.33).

import {
  duplicateField,
  equalValues,
  type FieldError,
  forbiddenField,
  invalidField,
  notFoundField,
  portNameFaults,
  portNumberFaults,
  requiredField,
} from '../api/index.ts'
import { validateEnvironment } from './environment-validation.ts'
import { faultsOf, labelRule, oneOf, present, supported } from './field-rules.ts'
import { validateLiveness } from './probe-validation.ts'
import { validateResources } from './resource-validation.ts'
import { validateSecurityContext } from './security-validation.ts'
import type { Container, ContainerResizePolicy, EphemeralContainer, PodSpec, Volume } from './types.generated.ts'
import { validateDevices, validateMounts } from './volume-validation.ts'

export const portProtocols = ['SCTP', 'TCP', 'UDP']

/** What the pod around a container decides. */
export interface PodContext {
  readonly volumes: ReadonlyMap<string, Volume>
  readonly hostUsers: boolean
}

export function validateContainers(spec: PodSpec, pod: PodContext, path: string): FieldError[] {
  const containers = spec.containers ?? []
  if (containers.length === 0) return [requiredField(path)]
  const errors: FieldError[] = []
  const names = new Set<string>()
  for (const [i, container] of containers.entries()) {
    const field = `${path}[${i}]`
    errors.push(...validateCommon(container, spec, pod, field))
    if (names.has(container.name)) errors.push(duplicateField(`${field}.name`, container.name))
    names.add(container.name)
    errors.push(...validateLiveness(container, spec.terminationGracePeriodSeconds, field))
    if (container.restartPolicy !== undefined) {
      errors.push(forbiddenField(`${field}.restartPolicy`, 'may not be set for non-init containers'))
    }
  }
  return [...errors, ...hostPortConflicts(containers, path)]
}

export function validateInitContainers(spec: PodSpec, pod: PodContext, path: string): FieldError[] {
  const errors: FieldError[] = []
  const names = new Set((spec.containers ?? []).map(({ name }) => name))
  for (const [i, container] of (spec.initContainers ?? []).entries()) {
    const field = `${path}[${i}]`
    errors.push(...validateCommon(container, spec, pod, field))
    const { restartPolicy } = container
    errors.push(...supported(`${field}.restartPolicy`, restartPolicy, ['Always']))
    if (names.has(container.name)) errors.push(duplicateField(`${field}.name`, container.name))
    else if (container.name) names.add(container.name)
    errors.push(...hostPortConflicts([container], path))
    if (restartPolicy === 'Always') {
      errors.push(...validateLiveness(container, spec.terminationGracePeriodSeconds, field))
    } else {
      for (const forbidden of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
        if (!container[forbidden]) continue
        const why = 'may not be set for init containers without restartPolicy=Always'
        errors.push(forbiddenField(`${field}.${forbidden}`, why))
      }
    }
  }
  return errors
}

const notEphemeral = ['ports', 'resources', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'] as const

export function validateEphemeralContainers(spec: PodSpec, pod: PodContext, path: string): FieldError[] {
  const errors: FieldError[] = []
  const others = new Set([...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ name }) => name))
  const names = new Set(others)
  for (const [i, container] of (spec.ephemeralContainers ?? []).entries()) {
    const field = `${path}[${i}]`
    const { name, targetContainerName: target } = container
    errors.push(...validateCommon(container, spec, pod, field), ...imageRule(container, field))
    if (names.has(name)) errors.push(duplicateField(`${field}.name`, name))
    names.add(name)
    if (target && !others.has(target)) errors.push(notFoundField(`${field}.targetContainerName`, target))
    const why = 'cannot be set for an Ephemeral Container'
    for (const forbidden of [...notEphemeral, 'resizePolicy', 'restartPolicy'] as const) {
      const value = container[forbidden]
      const isSet = Array.isArray(value) || typeof value === 'string' ? value.length > 0 : !equalValues(value ?? {}, {})
      if (isSet) errors.push(forbiddenField(`${field}.${forbidden}`, why))
    }
    for (const [j, mount] of (container.volumeMounts ?? []).entries()) {
      for (const name of ['subPath', 'subPathExpr'] as const) {
        if (mount[name]) errors.push(forbiddenField(`${field}.volumeMounts[${j}].${name}`, why))
      }
    }
  }
  return errors
}

/** Only pods mind blanks around the name of an image. */
export function imageRule({ image = '' }: Pick<Container, 'image'>, path: string): FieldError[] {
  if (image === image.trim()) return []
  return [invalidField(`${path}.image`, image, 'must not have leading or trailing whitespace')]
}

function validateCommon(
  container: Container | EphemeralContainer,
  spec: PodSpec,
  { volumes, hostUsers }: PodContext,
  path: string,
): FieldError[] {
  const { name, image, terminationMessagePolicy = '', imagePullPolicy = '' } = container
  const errors = name ? labelRule(`${path}.name`, name) : [requiredField(`${path}.name`)]
  return [
    ...errors,
    ...present(`${path}.image`, image),
    ...oneOf(`${path}.terminationMessagePolicy`, terminationMessagePolicy, ['File', 'FallbackToLogsOnError']),
    ...validatePorts(container, `${path}.ports`),
    ...validateEnvironment(container, path),
    ...validateMounts(container, volumes, `${path}.volumeMounts`),
    ...validateDevices(container, volumes, `${path}.volumeDevices`),
    ...oneOf(`${path}.imagePullPolicy`, imagePullPolicy, ['Always', 'IfNotPresent', 'Never']),
    ...validateResources(container.resources, `${path}.resources`),
    ...validateResizePolicy(container.resizePolicy ?? [], spec.restartPolicy, `${path}.resizePolicy`),
    ...validateSecurityContext(container.securityContext, `${path}.securityContext`, hostUsers),
  ]
}

function validateResizePolicy(
  policies: readonly ContainerResizePolicy[],
  podPolicy: string | undefined,
  field: string,
): FieldError[] {
  const errors: FieldError[] = []
  const seen = new Set<string>()
  for (const [i, { resourceName = '', restartPolicy = '' }] of policies.entries()) {
    if (seen.has(resourceName)) errors.push(duplicateField(`${field}[${i}]`, resourceName))
    seen.add(resourceName)
    errors.push(...oneOf(field, resourceName, ['cpu', 'memory']))
    errors.push(...oneOf(field, restartPolicy, ['NotRequired', 'RestartContainer']))
    if (podPolicy === 'Never' && restartPolicy !== 'NotRequired') {
      const why = "must be 'NotRequired' when `restartPolicy` is 'Never'"
      errors.push(invalidField(field, restartPolicy, why))
    }
  }
  return errors
}

function validatePorts({ ports = [] }: Container, path: string): FieldError[] {
  const errors: FieldError[] = []
  const names = new Set<string>()
  for (const [i, { name, containerPort, hostPort, protocol }] of ports.entries()) {
    const field = `${path}[${i}]`
    if (name) {
      const faults = portNameFaults(name)
      errors.push(...faultsOf(`${field}.name`, name, faults))
      if (faults.length === 0 && names.has(name)) errors.push(duplicateField(`${field}.name`, name))
      if (faults.length === 0) names.add(name)
    }
    if (!containerPort) errors.push(requiredField(`${field}.containerPort`))
    else errors.push(...faultsOf(`${field}.containerPort`, containerPort, portNumberFaults(containerPort)))
    if (hostPort) errors.push(...faultsOf(`${field}.hostPort`, hostPort, portNumberFaults(hostPort)))
    errors.push(...oneOf(`${field}.protocol`, protocol, portProtocols))
  }
  return errors
}

function hostPortConflicts(containers: readonly Container[], path: string): FieldError[] {
  const errors: FieldError[] = []
  const seen = new Set<string>()
  for (const [i, { ports = [] }] of containers.entries()) {
    for (const [j, { protocol = '', hostIP = '', hostPort }] of ports.entries()) {
      if (!hostPort) continue
      const key = `${protocol}/${hostIP}/${hostPort}`
      if (seen.has(key)) errors.push(duplicateField(`${path}[${i}].ports[${j}].hostPort`, key))
      seen.add(key)
    }
  }
  return errors
}
