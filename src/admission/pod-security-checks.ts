// The Pod Security Standards as checks: what a pod may not ask for at a level, from which version of the policy on. Models
// k8s.io/pod-security-admission/policy (v1.33); the features that relax them for user namespaces are off.

import type { ObjectMeta } from '../api/index.ts'
import type { Container, PodSecurityContext, PodSpec, SecurityContext } from '../kinds/index.ts'

export interface Violation {
  /** Few words. */
  readonly reason: string
  readonly detail: string
}

export type CheckPod = (spec: PodSpec, metadata: Partial<ObjectMeta>) => Violation | undefined

export interface Check {
  readonly id: string
  /** From the minor version on; the last that is reached counts. */
  readonly versions: readonly (readonly [number, CheckPod])[]
  /** Restricted checks that make a baseline check superfluous. */
  readonly overrides?: string
}

type Any = SecurityContext | PodSecurityContext

const quoted = (items: readonly string[]): string => items.map((item) => `"${item}"`).join(', ')
const plural = (word: string, items: { readonly length: number }): string => (items.length === 1 ? word : `${word}s`)
const sorted = (items: readonly string[]): string[] => [...new Set(items)].sort()

function containersOf(spec: PodSpec): Container[] {
  const { initContainers = [], containers, ephemeralContainers = [] } = spec
  return [...initContainers, ...containers, ...(ephemeralContainers as readonly Container[])]
}

const namesOf = (spec: PodSpec, isBad: (container: Container) => boolean): string[] =>
  containersOf(spec)
    .filter(isBad)
    .map(({ name }) => name)

const containersText = (names: readonly string[]): string => `${plural('container', names)} ${quoted(names)}`

/** 'pod and containers "a", "b"': who sets a bad value; undefined when nobody does. */
function setters(spec: PodSpec, isBad: (context: Any) => boolean): string | undefined {
  const bad = namesOf(spec, ({ securityContext }) => securityContext !== undefined && isBad(securityContext))
  const who = [
    ...(spec.securityContext && isBad(spec.securityContext) ? ['pod'] : []),
    ...(bad.length > 0 ? [containersText(bad)] : []),
  ]
  return who.length > 0 ? who.join(' and ') : undefined
}

/** Those containers for which neither they themselves nor the pod say anything good. */
const silent = (spec: PodSpec, read: (context: Any) => unknown, podIsGood: boolean): string[] =>
  podIsGood
    ? []
    : namesOf(spec, ({ securityContext }) => securityContext === undefined || read(securityContext) === undefined)

const everyContext = (spec: PodSpec): Any[] =>
  [spec.securityContext, ...containersOf(spec).map(({ securityContext }) => securityContext)].filter(
    (context) => context !== undefined,
  )

const badValues = (spec: PodSpec, read: (context: Any) => string | undefined): string[] =>
  sorted(everyContext(spec).flatMap((context) => read(context) ?? []))

const armorPrefix = 'container.apparmor.security.beta.kubernetes.io/'

const appArmor: CheckPod = (spec, { annotations = {} }) => {
  const bad = ({ appArmorProfile: profile }: Any): string | undefined =>
    profile && !['RuntimeDefault', 'Localhost'].includes(profile.type) ? profile.type : undefined
  const who = setters(spec, (context) => bad(context) !== undefined)
  const values = badValues(spec, bad)
  const forbidden = Object.entries(annotations)
    .filter(([key, value]) => key.startsWith(armorPrefix) && !/^($|runtime\/default$|localhost\/)/.test(value))
    .map(([key, value]) => `${key}="${value}"`)
    .sort()
  const all = [...values, ...forbidden]
  const everybody = [...(who ? [who] : []), ...(forbidden.length > 0 ? [plural('annotation', forbidden)] : [])]
  if (everybody.length === 0) return undefined
  const detail = `${everybody.join(' and ')} must not set AppArmor profile type to ${quoted(all)}`
  return { reason: plural('forbidden AppArmor profile', all), detail }
}

const usualCapabilities = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
)

const added = ({ securityContext }: Container): readonly string[] => securityContext?.capabilities?.add ?? []

function adding(spec: PodSpec, allowed: (name: string) => boolean): string | undefined {
  const names = namesOf(spec, (container) => added(container).some((name) => !allowed(name)))
  if (names.length === 0) return undefined
  const all = sorted(containersOf(spec).flatMap((container) => added(container).filter((name) => !allowed(name))))
  return `${containersText(names)} must not include ${quoted(all)} in securityContext.capabilities.add`
}

const usual: CheckPod = (spec) => {
  const detail = adding(spec, (name) => usualCapabilities.has(name))
  return detail ? { reason: 'non-default capabilities', detail } : undefined
}

const hostNamespaces: CheckPod = (spec) => {
  const shared = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((field) => spec[field])
  if (shared.length === 0) return undefined
  return { reason: 'host namespaces', detail: shared.map((field) => `${field}=true`).join(', ') }
}

const hostPaths: CheckPod = ({ volumes = [] }) => {
  const names = volumes.filter(({ hostPath }) => hostPath).map(({ name }) => name)
  if (names.length === 0) return undefined
  return { reason: 'hostPath volumes', detail: `${plural('volume', names)} ${quoted(names)}` }
}

const hostPorts: CheckPod = (spec) => {
  const portsOf = ({ ports = [] }: Container) => ports.flatMap(({ hostPort }) => (hostPort ? String(hostPort) : []))
  const names = namesOf(spec, (container) => portsOf(container).length > 0)
  if (names.length === 0) return undefined
  const ports = sorted(containersOf(spec).flatMap(portsOf))
  const verb = names.length === 1 ? 'uses' : 'use'
  return {
    reason: 'hostPort',
    detail: `${containersText(names)} ${verb} ${plural('hostPort', ports)} ${ports.join(', ')}`,
  }
}

const privileged: CheckPod = (spec) => {
  const names = namesOf(spec, ({ securityContext }) => securityContext?.privileged === true)
  if (names.length === 0) return undefined
  return { reason: 'privileged', detail: `${containersText(names)} must not set securityContext.privileged=true` }
}

const procMount: CheckPod = (spec) => {
  const bad = ({ securityContext }: Container) => (securityContext?.procMount ?? 'Default') !== 'Default'
  const names = namesOf(spec, bad)
  if (names.length === 0) return undefined
  const types = sorted(
    containersOf(spec)
      .filter(bad)
      .map(({ securityContext }) => securityContext?.procMount ?? ''),
  )
  const detail = `${containersText(names)} must not set securityContext.procMount to ${quoted(types)}`
  return { reason: 'procMount', detail }
}

const seLinux =
  (...allowed: readonly string[]): CheckPod =>
  (spec) => {
    const badType = ({ seLinuxOptions: options }: Any) =>
      options && !allowed.includes(options.type ?? '') ? (options.type ?? '') : undefined
    const sets = (field: 'user' | 'role') => (context: Any) => Boolean(context.seLinuxOptions?.[field])
    const who = setters(
      spec,
      (context) => badType(context) !== undefined || sets('user')(context) || sets('role')(context),
    )
    if (!who) return undefined
    const types = badValues(spec, badType)
    const faults = [
      ...(types.length > 0 ? [`${plural('type', types)} ${quoted(types)}`] : []),
      ...(['user', 'role'] as const)
        .filter((field) => everyContext(spec).some(sets(field)))
        .map((field) => `${field} may not be set`),
    ]
    const detail = `${who} set forbidden securityContext.seLinuxOptions: ${faults.join('; ')}`
    return { reason: 'seLinuxOptions', detail }
  }

const seccompPod = 'seccomp.security.alpha.kubernetes.io/pod'
const seccompContainer = 'container.seccomp.security.alpha.kubernetes.io/'

const seccompAnnotations: CheckPod = (spec, { annotations = {} }) => {
  const keys = [seccompPod, ...containersOf(spec).map(({ name }) => seccompContainer + name)]
  const isBad = (value: string | undefined): boolean =>
    value !== undefined && !/^(runtime\/default$|docker\/default$|localhost\/)/.test(value)
  const bad = sorted(keys.filter((key) => isBad(annotations[key])).map((key) => `${key}="${annotations[key]}"`))
  if (bad.length === 0) return undefined
  return { reason: 'seccompProfile', detail: `forbidden ${plural('annotation', bad)} ${bad.join(', ')}` }
}

const badSeccomp = ({ seccompProfile: profile }: Any): string | undefined =>
  profile && !['Localhost', 'RuntimeDefault'].includes(profile.type) ? profile.type : undefined

const seccomp: CheckPod = (spec) => {
  const who = setters(spec, (context) => badSeccomp(context) !== undefined)
  if (!who) return undefined
  const values = quoted(badValues(spec, badSeccomp))
  return { reason: 'seccompProfile', detail: `${who} must not set securityContext.seccompProfile.type to ${values}` }
}

const seccompRequired: CheckPod = (spec) => {
  const bad = seccomp(spec, {})
  if (bad) return bad
  const names = silent(spec, ({ seccompProfile }) => seccompProfile, spec.securityContext?.seccompProfile !== undefined)
  if (names.length === 0) return undefined
  const must = 'must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"'
  return { reason: 'seccompProfile', detail: `pod or ${containersText(names)} ${must}` }
}

const sysctls0 = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
]
const sysctls27 = [...sysctls0, 'net.ipv4.ip_local_reserved_ports']
const sysctls29 = [
  ...sysctls27,
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
]
const sysctls32 = [...sysctls29, 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']

const sysctls =
  (allowed: readonly string[]): CheckPod =>
  ({ securityContext }) => {
    const names = (securityContext?.sysctls ?? []).map(({ name }) => name).filter((name) => !allowed.includes(name))
    return names.length > 0 ? { reason: 'forbidden sysctls', detail: names.join(', ') } : undefined
  }

const hostProcess: CheckPod = (spec) => {
  const who = setters(spec, ({ windowsOptions }) => windowsOptions?.hostProcess === true)
  if (!who) return undefined
  return { reason: 'hostProcess', detail: `${who} must not set securityContext.windowsOptions.hostProcess=true` }
}

/** Sorted by id, which is the order of the report. */
export const baselineChecks: readonly Check[] = [
  { id: 'appArmorProfile', versions: [[0, appArmor]] },
  { id: 'capabilities_baseline', versions: [[0, usual]] },
  { id: 'hostNamespaces', versions: [[0, hostNamespaces]] },
  { id: 'hostPathVolumes', versions: [[0, hostPaths]] },
  { id: 'hostPorts', versions: [[0, hostPorts]] },
  { id: 'privileged', versions: [[0, privileged]] },
  { id: 'procMount', versions: [[0, procMount]] },
  {
    id: 'seLinuxOptions',
    versions: [
      [0, seLinux('', 'container_t', 'container_init_t', 'container_kvm_t')],
      [31, seLinux('', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t')],
    ],
  },
  {
    id: 'seccompProfile_baseline',
    versions: [
      [0, seccompAnnotations],
      [19, seccomp],
    ],
  },
  {
    id: 'sysctls',
    versions: [
      [0, sysctls(sysctls0)],
      [27, sysctls(sysctls27)],
      [29, sysctls(sysctls29)],
      [32, sysctls(sysctls32)],
    ],
  },
  { id: 'windowsHostProcess', versions: [[0, hostProcess]] },
]

const escalation: CheckPod = (spec) => {
  const names = namesOf(spec, ({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false)
  if (names.length === 0) return undefined
  const detail = `${containersText(names)} must set securityContext.allowPrivilegeEscalation=false`
  return { reason: 'allowPrivilegeEscalation != false', detail }
}

const dropAll: CheckPod = (spec) => {
  const keeping = namesOf(spec, ({ securityContext }) => !securityContext?.capabilities?.drop?.includes('ALL'))
  const more = adding(spec, (name) => name === 'NET_BIND_SERVICE')
  const details = [
    ...(keeping.length > 0 ? [`${containersText(keeping)} must set securityContext.capabilities.drop=["ALL"]`] : []),
    ...(more ? [more] : []),
  ]
  return details.length > 0 ? { reason: 'unrestricted capabilities', detail: details.join('; ') } : undefined
}

const goodVolumes = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]

const volumeTypes: CheckPod = ({ volumes = [] }) => {
  const typesOf = (volume: object) => Object.keys(volume).filter((key) => key !== 'name')
  const bad = volumes.filter((volume) => !typesOf(volume).some((type) => goodVolumes.includes(type)))
  if (bad.length === 0) return undefined
  const types = sorted(bad.map((volume) => typesOf(volume)[0] ?? 'unknown'))
  const verb = bad.length === 1 ? 'uses' : 'use'
  const names = quoted(bad.map(({ name }) => name))
  const what = `${plural('restricted volume type', types)} ${quoted(types)}`
  return { reason: 'restricted volume types', detail: `${plural('volume', bad)} ${names} ${verb} ${what}` }
}

const nonRoot: CheckPod = (spec) => {
  const reason = 'runAsNonRoot != true'
  const who = setters(spec, ({ runAsNonRoot }) => runAsNonRoot === false)
  if (who) return { reason, detail: `${who} must not set securityContext.runAsNonRoot=false` }
  const names = silent(spec, ({ runAsNonRoot }) => runAsNonRoot, spec.securityContext?.runAsNonRoot === true)
  if (names.length === 0) return undefined
  return { reason, detail: `pod or ${containersText(names)} must set securityContext.runAsNonRoot=true` }
}

const notRoot: CheckPod = (spec) => {
  const who = setters(spec, ({ runAsUser }) => runAsUser === 0)
  return who ? { reason: 'runAsUser=0', detail: `${who} must not set runAsUser=0` } : undefined
}

/** Pods for Windows cannot say any of it. */
const exceptWindows =
  (check: CheckPod): CheckPod =>
  (spec, metadata) =>
    spec.os?.name === 'windows' ? undefined : check(spec, metadata)

export const restrictedChecks: readonly Check[] = [
  {
    id: 'allowPrivilegeEscalation',
    versions: [
      [8, escalation],
      [25, exceptWindows(escalation)],
    ],
  },
  {
    id: 'capabilities_restricted',
    overrides: 'capabilities_baseline',
    versions: [
      [22, dropAll],
      [25, exceptWindows(dropAll)],
    ],
  },
  { id: 'restrictedVolumes', overrides: 'hostPathVolumes', versions: [[0, volumeTypes]] },
  { id: 'runAsNonRoot', versions: [[0, nonRoot]] },
  { id: 'runAsUser', versions: [[23, notRoot]] },
  {
    id: 'seccompProfile_restricted',
    overrides: 'seccompProfile_baseline',
    versions: [
      [19, seccompRequired],
      [25, exceptWindows(seccompRequired)],
    ],
  },
]
