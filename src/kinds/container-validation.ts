// The containers of a pod spec. Models validateContainers, validateInitContainers and validateContainerCommon of
// pkg/apis/core/validation/validation.go (v1.33). Missing: volume devices, resize policies, ephemeral containers,
// mount propagation, and the deeper parts of security contexts.

import {
  duplicateField,
  type FieldError,
  forbiddenField,
  invalidField,
  portNameFaults,
  portNumberFaults,
  requiredField,
  unsupportedField,
} from '../api/index.ts'
import { validateEnvironment } from './environment-validation.ts'
import { faultsOf, labelRule } from './field-rules.ts'
import { validateLiveness } from './probe-validation.ts'
import { validateResources } from './resource-validation.ts'
import type { Container, PodSpec, SecurityContext } from './types.generated.ts'
import { validateMounts } from './volume-validation.ts'

export const portProtocols = ['SCTP', 'TCP', 'UDP']

export function validateContainers(spec: PodSpec, volumes: ReadonlySet<string>, path: string): FieldError[] {
  const containers = spec.containers ?? []
  if (containers.length === 0) return [requiredField(path)]
  const errors: FieldError[] = []
  const names = new Set<string>()
  for (const [i, container] of containers.entries()) {
    const field = `${path}[${i}]`
    errors.push(...validateCommon(container, volumes, field))
    if (names.has(container.name)) errors.push(duplicateField(`${field}.name`, container.name))
    names.add(container.name)
    errors.push(...validateLiveness(container, spec.terminationGracePeriodSeconds, field))
    if (container.restartPolicy !== undefined) {
      errors.push(forbiddenField(`${field}.restartPolicy`, 'may not be set for non-init containers'))
    }
  }
  return [...errors, ...hostPortConflicts(containers, path)]
}

export function validateInitContainers(spec: PodSpec, volumes: ReadonlySet<string>, path: string): FieldError[] {
  const errors: FieldError[] = []
  const names = new Set((spec.containers ?? []).map(({ name }) => name))
  for (const [i, container] of (spec.initContainers ?? []).entries()) {
    const field = `${path}[${i}]`
    errors.push(...validateCommon(container, volumes, field))
    const { restartPolicy } = container
    if (restartPolicy !== undefined && restartPolicy !== 'Always') {
      errors.push(unsupportedField(`${field}.restartPolicy`, restartPolicy, ['Always']))
    }
    if (names.has(container.name)) errors.push(duplicateField(`${field}.name`, container.name))
    else if (container.name) names.add(container.name)
    errors.push(...hostPortConflicts([container], path))
    if (restartPolicy === 'Always') {
      errors.push(...validateLiveness(container, spec.terminationGracePeriodSeconds, field))
      continue
    }
    for (const forbidden of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
      if (!container[forbidden]) continue
      const why = 'may not be set for init containers without restartPolicy=Always'
      errors.push(forbiddenField(`${field}.${forbidden}`, why))
    }
  }
  return errors
}

function validateCommon(container: Container, volumes: ReadonlySet<string>, path: string): FieldError[] {
  const { name, image, terminationMessagePolicy = '', imagePullPolicy = '' } = container
  const errors = name ? labelRule(`${path}.name`, name) : [requiredField(`${path}.name`)]
  if (!image) errors.push(requiredField(`${path}.image`))
  errors.push(...oneOf(`${path}.terminationMessagePolicy`, terminationMessagePolicy, ['File', 'FallbackToLogsOnError']))
  errors.push(...validatePorts(container, `${path}.ports`))
  errors.push(...validateEnvironment(container, path))
  errors.push(...validateMounts(container, volumes, `${path}.volumeMounts`))
  errors.push(...oneOf(`${path}.imagePullPolicy`, imagePullPolicy, ['Always', 'IfNotPresent', 'Never']))
  errors.push(...validateResources(container.resources, `${path}.resources`))
  errors.push(...validateSecurityContext(container.securityContext, `${path}.securityContext`))
  return errors
}

/** A field that needs one of the given values. */
export function oneOf(field: string, value: string | undefined, supported: readonly string[]): FieldError[] {
  if (!value) return [requiredField(field)]
  return supported.includes(value) ? [] : [unsupportedField(field, value, supported)]
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

const largestId = 2_147_483_647

/** User and group ids. */
export function idRule(field: string, id: number | undefined): FieldError[] {
  if (id === undefined || (id >= 0 && id <= largestId)) return []
  return [invalidField(field, id, `must be between 0 and ${largestId}, inclusive`)]
}

function validateSecurityContext(context: SecurityContext | undefined, path: string): FieldError[] {
  if (!context) return []
  const errors = [
    ...idRule(`${path}.runAsUser`, context.runAsUser),
    ...idRule(`${path}.runAsGroup`, context.runAsGroup),
  ]
  if (context.allowPrivilegeEscalation === false) {
    if (context.privileged) {
      errors.push(
        invalidField(path, context, 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true'),
      )
    }
    if (context.capabilities?.add?.includes('CAP_SYS_ADMIN')) {
      const why = 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN'
      errors.push(invalidField(path, context, why))
    }
  }
  return errors
}
