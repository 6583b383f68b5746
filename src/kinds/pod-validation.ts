// Pods and pod templates. Models ValidatePodSpec, ValidatePodCreate and ValidatePodTemplateSpec of
// pkg/apis/core/validation/validation.go (v1.33), faults in upstream's order. Missing: resources and resource claims of
// pods, which are features that are off by default and are dropped.

import {
  duplicateField,
  type FieldError,
  forbiddenField,
  invalidField,
  patternText,
  requiredField,
  tooLongText,
  validateAnnotations,
  validateLabels,
} from '../api/index.ts'
import {
  imageRule,
  validateContainers,
  validateEphemeralContainers,
  validateInitContainers,
} from './container-validation.ts'
import { addressRule, labelRule, oneOf, present, qualifiedRule, subdomainRule } from './field-rules.ts'
import { validatePodAnnotations, validateProfiles } from './pod-annotation-validation.ts'
import { containerResourceRule, resourceAmountRule } from './resource-validation.ts'
import { validateAffinity, validateSpread, validateTolerations } from './scheduling-validation.ts'
import { validateHostProcess, validateOs, validatePodSecurityContext } from './security-validation.ts'
import type { Pod, PodSpec, PodTemplateSpec } from './types.generated.ts'
import { validateVolumes } from './volume-validation.ts'

const noSpec: PodSpec = { containers: [] }

/** What is checked on create and on update; metadata is the server's to check. */
export function validatePod({ metadata, spec = noSpec }: Pod): FieldError[] {
  const errors = [
    ...validatePodAnnotations(metadata.annotations, spec, 'metadata.annotations'),
    ...validatePodSpec(spec, 'spec', metadata.name ?? ''),
  ]
  if (!spec.serviceAccountName) {
    for (const [i, { projected }] of (spec.volumes ?? []).entries()) {
      for (const [j, { serviceAccountToken }] of (projected?.sources ?? []).entries()) {
        if (!serviceAccountToken) continue
        const field = `spec.volumes[${i}].projected.sources[${j}].serviceAccountToken`
        errors.push(forbiddenField(field, 'must not be specified when serviceAccountName is not set'))
      }
    }
  }
  for (const list of ['containers', 'initContainers'] as const) {
    errors.push(...(spec[list] ?? []).flatMap((container, i) => imageRule(container, `spec.${list}[${i}]`)))
  }
  return errors
}

/** What is checked on create only. */
export function validateNewPod({ metadata, spec = noSpec }: Pod): FieldError[] {
  const errors: FieldError[] = []
  if (spec.ephemeralContainers?.length) {
    errors.push(forbiddenField('spec.ephemeralContainers', 'cannot be set on create'))
  }
  if (spec.nodeName && spec.schedulingGates?.length) {
    errors.push(forbiddenField('spec.nodeName', 'cannot be set until all schedulingGates have been cleared'))
  }
  return [...errors, ...validateProfiles(metadata.annotations, spec, 'spec')]
}

export function validatePodTemplate({ metadata, spec = noSpec }: PodTemplateSpec, path: string): FieldError[] {
  const errors = [
    ...validateLabels(metadata?.labels, `${path}.labels`),
    ...validateAnnotations(metadata?.annotations, `${path}.annotations`),
    ...validatePodAnnotations(metadata?.annotations, spec, `${path}.annotations`),
    ...validatePodSpec(spec, `${path}.spec`, undefined),
    ...validateProfiles(metadata?.annotations, spec, `${path}.spec`),
  ]
  if (spec.ephemeralContainers?.length) {
    errors.push(forbiddenField(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template'))
  }
  return errors
}

/** All containers and where they are, init containers first. */
function containersOf(spec: PodSpec, path: string) {
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((list) =>
    (spec[list] ?? []).map((container, i) => ({ container, path: `${path}.${list}[${i}]` })),
  )
}

/** `podName` is undefined for a template. */
function validatePodSpec(spec: PodSpec, path: string, podName: string | undefined): FieldError[] {
  const errors: FieldError[] = []
  if (spec.terminationGracePeriodSeconds === undefined) {
    errors.push(requiredField(`${path}.terminationGracePeriodSeconds`))
  }
  const volumes = validateVolumes(spec.volumes ?? [], `${path}.volumes`, podName ?? '')
  const pod = { volumes: volumes.known, hostUsers: spec.hostUsers ?? true }
  const containers = containersOf(spec, path)
  errors.push(...volumes.errors)
  errors.push(...validateContainers(spec, pod, `${path}.containers`))
  errors.push(...validateInitContainers(spec, pod, `${path}.initContainers`))
  errors.push(...validateEphemeralContainers(spec, pod, `${path}.ephemeralContainers`))
  errors.push(...hostNetworkPorts(spec, path, podName !== undefined))
  errors.push(...oneOf(`${path}.restartPolicy`, spec.restartPolicy, ['Always', 'OnFailure', 'Never']))
  const policies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']
  errors.push(...oneOf(`${path}.dnsPolicy`, spec.dnsPolicy, policies))
  errors.push(...validateLabels(spec.nodeSelector, `${path}.nodeSelector`))
  errors.push(...validatePodSecurityContext(spec, `${path}.securityContext`))
  errors.push(...validateAffinity(spec.affinity, `${path}.affinity`))
  errors.push(...dnsRules(spec, `${path}.dnsConfig`))
  for (const [i, { conditionType }] of (spec.readinessGates ?? []).entries()) {
    errors.push(...qualifiedRule(`${path}.readinessGates[${i}].conditionType`, conditionType))
  }
  const gates = new Set<string>()
  for (const [i, { name = '' }] of (spec.schedulingGates ?? []).entries()) {
    errors.push(...qualifiedRule(`${path}.schedulingGates[${i}]`, name))
    if (gates.has(name)) errors.push(duplicateField(`${path}.schedulingGates[${i}]`, name))
    gates.add(name)
  }
  errors.push(...validateSpread(spec.topologySpreadConstraints ?? [], `${path}.topologySpreadConstraints`))
  errors.push(...validateHostProcess(spec, containers, path))
  if (spec.hostUsers === false) {
    for (const [name, field] of [
      ['hostNetwork', 'hostNetwork'],
      ['hostPID', 'HostPID'],
      ['hostIPC', 'HostIPC'],
    ] as const) {
      if (spec[name]) errors.push(forbiddenField(`${path}.${field}`, 'when `pod.Spec.HostUsers` is false'))
    }
  }
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
  for (const [name, amount] of Object.entries(spec.overhead ?? {})) {
    errors.push(...containerResourceRule(`${path}.overhead.limits[${name}]`, name))
    errors.push(...resourceAmountRule(name, amount, `${path}.overhead.limits[${name}]`))
  }
  return [...errors, ...validateOs(spec, containers, path)]
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

function dnsRules({ dnsConfig, dnsPolicy }: PodSpec, path: string): FieldError[] {
  if (dnsPolicy === 'None') {
    if (!dnsConfig) return [requiredField(path, 'must provide `dnsConfig` when `dnsPolicy` is None')]
    if (!dnsConfig.nameservers?.length) {
      return [requiredField(`${path}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None')]
    }
  }
  const { nameservers = [], searches = [], options = [] } = dnsConfig ?? {}
  const errors: FieldError[] = []
  if (nameservers.length > 3) {
    errors.push(invalidField(`${path}.nameservers`, nameservers, 'must not have more than 3 nameservers'))
  }
  for (const [i, server] of nameservers.entries()) errors.push(...addressRule(`${path}.nameservers[${i}]`, server))
  if (searches.length > 32) {
    errors.push(invalidField(`${path}.searches`, searches, 'must not have more than 32 search paths'))
  }
  if (searches.join(' ').length > 2048) {
    const why = 'must not have more than 2048 characters (including spaces) in the search list'
    errors.push(invalidField(`${path}.searches`, searches, why))
  }
  for (const [i, search] of searches.entries()) {
    if (search !== '.') errors.push(...searchRule(`${path}.searches[${i}]`, search.replace(/\.$/, '')))
  }
  for (const [i, { name }] of options.entries()) {
    errors.push(...present(`${path}.options[${i}]`, name, 'must not be empty'))
  }
  return errors
}

/** A subdomain in which underscores are allowed. */
function searchRule(field: string, name: string): FieldError[] {
  const label = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?'
  const errors = name.length > 253 ? [invalidField(field, name, tooLongText(253))] : []
  if (new RegExp(`^${label}(\\.${label})*$`).test(name)) return errors
  const why =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character"
  const shown = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
  return [...errors, invalidField(field, name, patternText(why, `${shown}(\\.${shown})*`, 'example.com'))]
}
