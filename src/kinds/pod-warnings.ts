// What the server warns of in pods and pod templates that it takes. Models pkg/api/pod/warnings.go, pkg/api/node/util.go
// and the strategies of the workloads (v1.33).

import { goQuote, labelFaults, labelValueFaults, quantityMilliValue, readQuantity } from '../api/index.ts'
import { claimWarnings } from './claim-validation.ts'
import { appArmorContainer, containersOf, seccompContainer, seccompPod } from './pod-annotation-validation.ts'
import type {
  Container,
  ContainerPort,
  NodeSelectorTerm,
  PodAffinity,
  PodSpec,
  PodTemplateSpec,
  Volume,
} from './types.generated.ts'
import { overlapWarnings } from './volume-warnings.ts'

/** `what` is made from the name. */
export function nameWarnings(name: string, what = 'Pod names and hostnames'): string[] {
  const faults = labelFaults(name)
  if (faults.length === 0) return []
  const why = `this is used in ${what}, which can result in surprising behavior; a DNS label is recommended`
  return [`metadata.name: ${why}: [${faults.join(' ')}]`]
}

export function templateWarnings(template: PodTemplateSpec | undefined, path: string): string[] {
  return template ? podWarnings(template.metadata?.annotations, template.spec, path) : []
}

const deprecatedLabels: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
  'app.kubernetes.io/created-by': 'deprecated since v1.9',
  'scheduler.alpha.kubernetes.io/preferAvoidPods': 'deprecated since v1.22; use Taints and Tolerations instead',
  'node-role.kubernetes.io/master': 'use "node-role.kubernetes.io/control-plane" instead',
}

const deprecatedAnnotations: Readonly<Record<string, string>> = {
  'scheduler.alpha.kubernetes.io/critical-pod': 'non-functional in v1.16+; use the "priorityClassName" field instead',
  'security.alpha.kubernetes.io/sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
  'security.alpha.kubernetes.io/unsafe-sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
}

const deprecatedVolumes: Readonly<Record<string, string>> = {
  photonPersistentDisk: 'deprecated in v1.11, non-functional in v1.16+',
  gitRepo: 'deprecated in v1.11, and disabled by default in v1.33+',
  scaleIO: 'deprecated in v1.16, non-functional in v1.22+',
  flocker: 'deprecated in v1.22, non-functional in v1.25+',
  storageos: 'deprecated in v1.22, non-functional in v1.25+',
  quobyte: 'deprecated in v1.22, non-functional in v1.25+',
  glusterfs: 'deprecated in v1.25, non-functional in v1.26+',
  ephemeral: '',
  cephfs: 'deprecated in v1.28, non-functional in v1.31+',
  rbd: 'deprecated in v1.28, non-functional in v1.31+',
}

/** `path` is '' for a pod, 'spec.template.' for a template. */
export function podWarnings(
  annotations: Readonly<Record<string, string>> | undefined,
  spec: PodSpec | undefined,
  path: string,
): string[] {
  if (!spec) return []
  const root = `${path}spec`
  const all = containersOf(spec).map(({ container, at }) => ({ container, field: `${root}.${at}` }))
  const { podAffinity, podAntiAffinity } = spec.affinity ?? {}
  const warnings = [
    ...placeWarnings(spec, root),
    ...Object.entries(deprecatedAnnotations).flatMap(([key, why]) =>
      annotations?.[key] === undefined ? [] : [`${path}metadata.annotations[${key}]: ${why}`],
    ),
    ...(spec.volumes ?? []).flatMap((volume, i) => volumeWarnings(volume, `${root}.volumes[${i}]`)),
    ...overlapWarnings(spec.volumes ?? []),
    ...listWarnings(spec, root),
  ]
  const old = (key: string, why: string) => `${path}metadata.annotations[${key}]: ${why}`
  const gone = 'non-functional in v1.27+; use the "seccompProfile" field instead'
  if (annotations?.[seccompPod] !== undefined && !spec.securityContext?.seccompProfile) {
    warnings.push(old(seccompPod, gone))
  }
  for (const { container, field } of all) {
    const { name, securityContext } = container
    const seccomp = seccompContainer + name
    if (annotations?.[seccomp] !== undefined && !securityContext?.seccompProfile) warnings.push(old(seccomp, gone))
    const appArmor = appArmorContainer + name
    const hasField = spec.securityContext?.appArmorProfile ?? securityContext?.appArmorProfile
    if (annotations?.[appArmor] !== undefined && !hasField) {
      warnings.push(old(appArmor, 'deprecated since v1.30; use the "appArmorProfile" field instead'))
    }
    warnings.push(...containerWarnings(container, field))
  }
  warnings.push(...portWarnings(all), ...portNameWarnings(all))
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0) {
    const why = 'must be >= 0; negative values are invalid and will be treated as 1'
    warnings.push(`${root}.terminationGracePeriodSeconds: ${why}`)
  }
  return [
    ...warnings,
    ...affinityWarnings(podAffinity, `${root}.affinity.podAffinity`),
    ...affinityWarnings(podAntiAffinity, `${root}.affinity.podAntiAffinity`),
  ]
}

function placeWarnings(spec: PodSpec, root: string): string[] {
  const warnings: string[] = []
  for (const key of Object.keys(spec.nodeSelector ?? {})) {
    if (Object.hasOwn(deprecatedLabels, key)) warnings.push(`${root}.nodeSelector[${key}]: ${deprecatedLabels[key]}`)
  }
  const { requiredDuringSchedulingIgnoredDuringExecution: required, preferredDuringSchedulingIgnoredDuringExecution } =
    spec.affinity?.nodeAffinity ?? {}
  const path = `${root}.affinity.nodeAffinity`
  for (const [i, term] of (required?.nodeSelectorTerms ?? []).entries()) {
    const field = `${path}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[${i}]`
    warnings.push(...nodeTermWarnings(term, field, false))
  }
  for (const [i, { preference }] of (preferredDuringSchedulingIgnoredDuringExecution ?? []).entries()) {
    const field = `${path}.preferredDuringSchedulingIgnoredDuringExecution[${i}].preference`
    warnings.push(...nodeTermWarnings(preference ?? {}, field, true))
  }
  for (const [i, { labelSelector, topologyKey: key }] of (spec.topologySpreadConstraints ?? []).entries()) {
    const field = `${root}.topologySpreadConstraints[${i}]`
    if (Object.hasOwn(deprecatedLabels, key)) {
      warnings.push(`${field}.topologyKey: ${key} is ${deprecatedLabels[key]}`)
    }
    if (!labelSelector) warnings.push(nullSelector(`${field}.labelSelector`))
  }
  return warnings
}

const nullSelector = (field: string) => `${field}: a null labelSelector results in matching no pod`

export function nodeTermWarnings(term: NodeSelectorTerm, path: string, checkValues: boolean): string[] {
  return (term.matchExpressions ?? []).flatMap(({ key = '', values = [] }, i) => {
    const field = `${path}.matchExpressions[${i}]`
    const own = Object.hasOwn(deprecatedLabels, key) ? [`${field}.key: ${key} is ${deprecatedLabels[key]}`] : []
    if (!checkValues) return own
    const wrong = values.flatMap((value, j) =>
      labelValueFaults(value).map((fault) => `${field}.values[${j}]: ${value} is invalid, ${fault}`),
    )
    return [...own, ...wrong]
  })
}

function affinityWarnings(affinity: PodAffinity | undefined, path: string): string[] {
  const { requiredDuringSchedulingIgnoredDuringExecution: required = [] } = affinity ?? {}
  const { preferredDuringSchedulingIgnoredDuringExecution: preferred = [] } = affinity ?? {}
  const must = `${path}.requiredDuringSchedulingIgnoredDuringExecution`
  const may = `${path}.preferredDuringSchedulingIgnoredDuringExecution`
  return [
    ...required.flatMap(({ labelSelector }, i) => (labelSelector ? [] : [nullSelector(`${must}[${i}].labelSelector`)])),
    ...preferred.flatMap(({ podAffinityTerm }, i) =>
      podAffinityTerm?.labelSelector ? [] : [nullSelector(`${may}[${i}].podAffinityTerm.labelSelector`)],
    ),
  ]
}

function volumeWarnings(volume: Volume, field: string): string[] {
  return Object.entries(deprecatedVolumes).flatMap(([name, why]) => {
    if (volume[name as keyof Volume] === undefined) return []
    if (name !== 'ephemeral') return [`${field}.${name === 'storageos' ? 'storageOS' : name}: ${why}`]
    return claimWarnings(volume.ephemeral?.volumeClaimTemplate?.spec, `${field}.ephemeral.volumeClaimTemplate.spec`)
  })
}

function listWarnings({ hostAliases = [], imagePullSecrets = [], overhead }: PodSpec, root: string): string[] {
  const isAgain = (list: readonly string[], i: number) => list.indexOf(list[i] ?? '') < i
  const addresses = hostAliases.map(({ ip }) => ip)
  const secrets = imagePullSecrets.map(({ name = '' }) => name)
  const field = (i: number) => `${root}.imagePullSecrets[${i}].name`
  return [
    ...addresses.flatMap((ip, i) =>
      isAgain(addresses, i) ? [`${root}.hostAliases[${i}].ip: duplicate ip ${goQuote(ip)}`] : [],
    ),
    ...secrets.flatMap((name, i) => (isAgain(secrets, i) ? [`${field(i)}: duplicate name ${goQuote(name)}`] : [])),
    ...secrets.flatMap((name, i) => (name === '' ? [`${field(i)}: invalid empty name ""`] : [])),
    ...fractionWarnings(overhead, `${root}.overhead`),
  ]
}

const sizes = ['memory', 'ephemeral-storage']

function fractionWarnings(list: Readonly<Record<string, string>> | undefined, path: string, names = sizes): string[] {
  return names.flatMap((name) => {
    const quantity = readQuantity(String(list?.[name] ?? '0'))
    if (!quantity || quantityMilliValue(quantity) % 1000 === 0) return []
    return [`${path}[${name}]: fractional byte value "${quantity.text}" is invalid, must be an integer`]
  })
}

function containerWarnings({ resources, env = [] }: Container, path: string): string[] {
  const warnings: string[] = []
  for (const name of sizes) {
    for (const list of ['limits', 'requests'] as const) {
      warnings.push(...fractionWarnings(resources?.[list], `${path}.resources.${list}`, [name]))
    }
  }
  const names = new Set<string>()
  for (const [i, { name, value = '', valueFrom }] of env.entries()) {
    const reference = `$(${name})`
    // Building on the earlier value is no mistake.
    if (names.has(name) && (valueFrom || value === reference || !value.includes(reference))) {
      const why = `hides previous definition of "${name}", which may be dropped when using apply`
      warnings.push(`${path}.env[${i}]: ${why}`)
    }
    names.add(name)
  }
  return warnings
}

type Located = readonly { readonly container: Container; readonly field: string }[]

function portWarnings(all: Located): string[] {
  const warnings: string[] = []
  const known = new Map<string, { readonly field: string; readonly port: ContainerPort }[]>()
  for (const { container, field } of all) {
    for (const [i, port] of (container.ports ?? []).entries()) {
      const { name = '', hostIP = '', hostPort = 0, containerPort, protocol = 'TCP' } = port
      const here = `${field}.ports[${i}]`
      if (hostIP && hostPort === 0) {
        const shown = `{Name:${name} HostPort:0 ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`
        warnings.push(`${here}: hostIP set without hostPort: ${shown}`)
      }
      const key = `${containerPort}/${protocol}`
      const others = known.get(key) ?? []
      for (const other of others) {
        const { hostIP: otherIP = '', hostPort: otherPort = 0 } = other.port
        const say = (what: string) => warnings.push(`${here}: ${what} port definition with ${other.field}`)
        if (hostIP === otherIP && hostPort === otherPort) say('duplicate')
        else if (hostPort === 0 || otherPort === 0) say('overlapping')
        else if (hostPort === otherPort && (hostIP === '') !== (otherIP === '')) say('dangerously ambiguous')
      }
      known.set(key, [...others, { field: here, port }])
    }
  }
  return warnings
}

function portNameWarnings(all: Located): string[] {
  const warnings: string[] = []
  const known = new Map<string, string>()
  for (const { container, field } of all) {
    for (const [i, { name }] of (container.ports ?? []).entries()) {
      if (!name) continue
      const here = `${field}.ports[${i}]`
      const other = known.get(name)
      if (other === undefined) known.set(name, here)
      else {
        const why = `services and probes that select ports by name will use ${other}`
        warnings.push(`${here}: duplicate port name ${goQuote(name)} with ${other}, ${why}`)
      }
    }
  }
  return warnings
}
