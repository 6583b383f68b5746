// What the server fills into pods and pod templates. Models pkg/apis/core/v1/defaults.go and conversion.go (v1.33).

import { canonicalQuantity, type Draft } from '../api/index.ts'
import { canonicalQuantities, defaultClaimSpec } from './claim-defaults.ts'
import { imageTag } from './image-tag.ts'
import type {
  Container,
  PersistentVolumeSpec,
  Pod,
  PodSpec,
  PodTemplateSpec,
  Probe,
  Volume,
} from './types.generated.ts'

/** Defaults that every pod spec gets, in pods and in templates. */
export function defaultPodSpec(spec: Draft<PodSpec>): void {
  spec.containers ??= []
  spec.dnsPolicy ||= 'ClusterFirst'
  spec.restartPolicy ||= 'Always'
  spec.securityContext ??= {}
  spec.terminationGracePeriodSeconds ??= 30
  spec.schedulerName ||= 'default-scheduler'
  const account = spec.serviceAccountName || spec.serviceAccount
  if (account) {
    spec.serviceAccountName = account
    spec.serviceAccount = account
  }
  // Features that are off by default.
  delete spec.resources
  delete spec.resourceClaims
  dropImageVolumes(spec)
  for (const container of containersOf(spec)) defaultContainer(container)
  for (const volume of spec.volumes ?? []) defaultVolume(volume)
}

export function defaultPodTemplate(template: Draft<PodTemplateSpec>): void {
  template.spec ??= { containers: [] }
  defaultPodSpec(template.spec)
}

/** Defaults of the pod itself, which a template does not get. */
export function defaultPod(pod: Draft<Pod>): void {
  pod.spec ??= { containers: [] }
  const { spec } = pod
  defaultPodSpec(spec)
  for (const container of [...spec.containers, ...(spec.initContainers ?? [])]) {
    const { limits } = container.resources ?? {}
    if (limits)
      container.resources = { ...container.resources, requests: { ...limits, ...container.resources?.requests } }
    if (spec.hostNetwork) for (const port of container.ports ?? []) port.hostPort ||= port.containerPort
  }
  spec.enableServiceLinks ??= true
}

function containersOf(spec: Draft<PodSpec>): Draft<Container>[] {
  return [...(spec.containers ?? []), ...(spec.initContainers ?? []), ...(spec.ephemeralContainers ?? [])]
}

function defaultContainer(container: Draft<Container>): void {
  container.imagePullPolicy ||= imageTag(container.image ?? '') === 'latest' ? 'Always' : 'IfNotPresent'
  container.terminationMessagePath ||= '/dev/termination-log'
  container.terminationMessagePolicy ||= 'File'
  container.resources ??= {}
  delete container.resources.claims
  delete container.lifecycle?.stopSignal
  for (const list of [container.resources.limits, container.resources.requests]) canonicalQuantities(list)
  for (const port of container.ports ?? []) port.protocol ||= 'TCP'
  for (const { valueFrom } of container.env ?? []) {
    if (valueFrom?.fieldRef) valueFrom.fieldRef.apiVersion ||= 'v1'
    if (valueFrom?.resourceFieldRef) valueFrom.resourceFieldRef.divisor ??= '0'
  }
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe]) {
    if (probe) defaultProbe(probe)
  }
  for (const handler of [container.lifecycle?.postStart, container.lifecycle?.preStop]) {
    if (handler?.httpGet) defaultHttpGet(handler.httpGet)
  }
}

function defaultProbe(probe: Draft<Probe>): void {
  probe.timeoutSeconds ||= 1
  probe.periodSeconds ||= 10
  probe.successThreshold ||= 1
  probe.failureThreshold ||= 3
  if (probe.httpGet) defaultHttpGet(probe.httpGet)
  if (probe.grpc) probe.grpc.service ??= ''
}

function defaultHttpGet(action: NonNullable<Draft<Probe>['httpGet']>): void {
  action.path ||= '/'
  action.scheme ||= 'HTTP'
}

const fileMode = 0o644

function defaultVolume(volume: Draft<Volume>): void {
  if (Object.keys(volume).every((key) => key === 'name')) volume.emptyDir = {}
  if (volume.secret) volume.secret.defaultMode ??= fileMode
  if (volume.configMap) volume.configMap.defaultMode ??= fileMode
  if (volume.emptyDir?.sizeLimit) volume.emptyDir.sizeLimit = canonicalQuantity(String(volume.emptyDir.sizeLimit))
  if (volume.downwardAPI) {
    volume.downwardAPI.defaultMode ??= fileMode
    for (const { fieldRef } of volume.downwardAPI.items ?? []) if (fieldRef) fieldRef.apiVersion ||= 'v1'
  }
  if (volume.projected) {
    volume.projected.defaultMode ??= fileMode
    for (const source of volume.projected.sources ?? []) {
      const { serviceAccountToken, downwardAPI } = source
      // A feature that is off by default.
      delete source.clusterTrustBundle
      if (serviceAccountToken) serviceAccountToken.expirationSeconds ??= 3600
      for (const { fieldRef } of downwardAPI?.items ?? []) if (fieldRef) fieldRef.apiVersion ||= 'v1'
    }
  }
  defaultSource(volume)
  const claim = volume.ephemeral?.volumeClaimTemplate
  if (!claim) return
  claim.spec ??= {}
  defaultClaimSpec(claim.spec)
}

const sourceDefaults = {
  iscsi: { iscsiInterface: 'default' },
  rbd: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
  azureDisk: { cachingMode: 'ReadWrite', fsType: 'ext4', readOnly: false, kind: 'Shared' },
  scaleIO: { storageMode: 'ThinProvisioned', fsType: 'xfs' },
} as const

/** What volumes of pods and persistent volumes have in common. */
export function defaultSource(of: Draft<Volume> | Draft<PersistentVolumeSpec>): void {
  if (of.hostPath) of.hostPath.type ??= ''
  for (const [name, defaults] of Object.entries(sourceDefaults)) {
    const source: Record<string, unknown> | undefined = of[name as keyof typeof sourceDefaults]
    if (source) for (const [field, value] of Object.entries(defaults)) source[field] ||= value
  }
}

/** Volumes that are images are a feature that is off by default. */
function dropImageVolumes(spec: Draft<PodSpec>): void {
  const names = new Set((spec.volumes ?? []).filter(({ image }) => image).map(({ name }) => name))
  if (names.size === 0) return
  spec.volumes = (spec.volumes ?? []).filter(({ name }) => !names.has(name))
  for (const container of containersOf(spec)) {
    container.volumeMounts = (container.volumeMounts ?? []).filter(({ name }) => !names.has(name))
  }
}
