// Pods and pod templates. Models ValidatePodSpec, ValidatePodCreate and ValidatePodTemplateSpec of
// pkg/apis/core/validation/validation.go (v1.33), faults in upstream's order.
// Missing: resource claims, pod-level resources, sysctls, seccomp, AppArmor and Windows options.

import {
  type FieldError,
  forbiddenField,
  invalidField,
  qualifiedNameFaults,
  requiredField,
  validateAnnotations,
  validateLabels,
} from '../api/index.ts'
import { idRule, oneOf, validateContainers, validateInitContainers } from './container-validation.ts'
import { addressRule, faultsOf, labelRule, subdomainRule } from './field-rules.ts'
import { validateAffinity, validateSpread, validateTolerations } from './scheduling-validation.ts'
import type { Pod, PodSpec, PodTemplateSpec } from './types.generated.ts'
import { validateVolumes } from './volume-validation.ts'

const noSpec: PodSpec = { containers: [] }

/** What is checked on create and on update; metadata is the server's to check. */
export function validatePod({ spec = noSpec }: Pod): FieldError[] {
  const errors = validatePodSpec(spec, 'spec', true)
  for (const list of ['containers', 'initContainers'] as const) {
    for (const [i, { image = '' }] of (spec[list] ?? []).entries()) {
      if (image === image.trim()) continue
      errors.push(invalidField(`spec.${list}[${i}].image`, image, 'must not have leading or trailing whitespace'))
    }
  }
  return errors
}

/** What is checked on create only. */
export function validateNewPod({ spec = noSpec }: Pod): FieldError[] {
  const errors: FieldError[] = []
  if (spec.ephemeralContainers?.length) {
    errors.push(forbiddenField('spec.ephemeralContainers', 'cannot be set on create'))
  }
  if (spec.nodeName && spec.schedulingGates?.length) {
    errors.push(forbiddenField('spec.nodeName', 'cannot be set until all schedulingGates have been cleared'))
  }
  return errors
}

export function validatePodTemplate({ metadata, spec = noSpec }: PodTemplateSpec, path: string): FieldError[] {
  const errors = [
    ...validateLabels(metadata?.labels, `${path}.labels`),
    ...validateAnnotations(metadata?.annotations, `${path}.annotations`),
    ...validatePodSpec(spec, `${path}.spec`, false),
  ]
  if (spec.ephemeralContainers?.length) {
    errors.push(forbiddenField(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template'))
  }
  return errors
}

function validatePodSpec(spec: PodSpec, path: string, isPod: boolean): FieldError[] {
  const errors: FieldError[] = []
  if (spec.terminationGracePeriodSeconds === undefined) {
    errors.push(requiredField(`${path}.terminationGracePeriodSeconds`))
  }
  const volumes = validateVolumes(spec.volumes ?? [], `${path}.volumes`)
  errors.push(...volumes.errors)
  errors.push(...validateContainers(spec, volumes.names, `${path}.containers`))
  errors.push(...validateInitContainers(spec, volumes.names, `${path}.initContainers`))
  errors.push(...hostNetworkPorts(spec, path, isPod))
  errors.push(...oneOf(`${path}.restartPolicy`, spec.restartPolicy, ['Always', 'OnFailure', 'Never']))
  const policies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']
  errors.push(...oneOf(`${path}.dnsPolicy`, spec.dnsPolicy, policies))
  errors.push(...validateLabels(spec.nodeSelector, `${path}.nodeSelector`))
  errors.push(...securityRules(spec, `${path}.securityContext`))
  errors.push(...validateAffinity(spec.affinity, `${path}.affinity`))
  errors.push(...dnsRules(spec, `${path}.dnsConfig`))
  for (const [i, { conditionType }] of (spec.readinessGates ?? []).entries()) {
    const field = `${path}.readinessGates[${i}].conditionType`
    errors.push(...faultsOf(field, conditionType, qualifiedNameFaults(conditionType)))
  }
  errors.push(...validateSpread(spec.topologySpreadConstraints ?? [], `${path}.topologySpreadConstraints`))
  if (spec.serviceAccountName) errors.push(...subdomainRule(`${path}.serviceAccountName`, spec.serviceAccountName))
  if (spec.nodeName) errors.push(...subdomainRule(`${path}.nodeName`, spec.nodeName))
  const deadline = spec.activeDeadlineSeconds
  if (deadline !== undefined && (deadline < 1 || deadline > 2_147_483_647)) {
    errors.push(invalidField(`${path}.activeDeadlineSeconds`, deadline, 'must be between 1 and 2147483647, inclusive'))
  }
  if (spec.hostname) errors.push(...labelRule(`${path}.hostname`, spec.hostname))
  if (spec.subdomain) errors.push(...labelRule(`${path}.subdomain`, spec.subdomain))
  errors.push(...validateTolerations(spec.tolerations ?? [], `${path}.tolerations`))
  for (const [i, { ip, hostnames = [] }] of (spec.hostAliases ?? []).entries()) {
    const field = `${path}.hostAliases[${i}]`
    errors.push(...addressRule(`${field}.ip`, ip ?? ''))
    for (const [j, name] of hostnames.entries()) errors.push(...subdomainRule(`${field}.hostnames[${j}]`, name))
  }
  if (spec.priorityClassName) errors.push(...subdomainRule(`${path}.priorityClassName`, spec.priorityClassName))
  if (spec.runtimeClassName !== undefined) {
    errors.push(...subdomainRule(`${path}.runtimeClassName`, spec.runtimeClassName))
  }
  if (spec.preemptionPolicy !== undefined) {
    errors.push(...oneOf(`${path}.preemptionPolicy`, spec.preemptionPolicy, ['PreemptLowerPriority', 'Never']))
  }
  if (spec.os) errors.push(...oneOf(`${path}.os.name`, spec.os.name, ['linux', 'windows']))
  return errors
}

function hostNetworkPorts(spec: PodSpec, path: string, isPod: boolean): FieldError[] {
  if (!spec.hostNetwork) return []
  return (spec.containers ?? []).flatMap(({ ports = [] }, i) =>
    ports.flatMap(({ hostPort = 0, containerPort }, j) =>
      (isPod || hostPort !== 0) && hostPort !== containerPort
        ? [
            invalidField(
              `${path}.containers[${i}].ports[${j}].hostPort`,
              hostPort,
              'must match `containerPort` when `hostNetwork` is true',
            ),
          ]
        : [],
    ),
  )
}

function securityRules({ securityContext }: PodSpec, path: string): FieldError[] {
  const errors = [
    ...idRule(`${path}.fsGroup`, securityContext?.fsGroup),
    ...idRule(`${path}.runAsUser`, securityContext?.runAsUser),
    ...idRule(`${path}.runAsGroup`, securityContext?.runAsGroup),
  ]
  for (const [i, id] of (securityContext?.supplementalGroups ?? []).entries()) {
    errors.push(...idRule(`${path}.supplementalGroups[${i}]`, id))
  }
  return errors
}

function dnsRules({ dnsConfig, dnsPolicy }: PodSpec, path: string): FieldError[] {
  if (dnsPolicy === 'None') {
    if (!dnsConfig) return [requiredField(path, 'must provide `dnsConfig` when `dnsPolicy` is None')]
    if (!dnsConfig.nameservers?.length) {
      return [requiredField(`${path}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None')]
    }
  }
  const errors: FieldError[] = []
  const servers = dnsConfig?.nameservers ?? []
  if (servers.length > 3)
    errors.push(invalidField(`${path}.nameservers`, servers, 'must not have more than 3 nameservers'))
  for (const [i, server] of servers.entries()) errors.push(...addressRule(`${path}.nameservers[${i}]`, server))
  return errors
}
