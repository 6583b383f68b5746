// Single ReplicaSets as a Deployment handles them: counts, revisions, annotations
// (pkg/controller/deployment/util/deployment_util.go, v1.33).

import type { Deployment, PodTemplateSpec, ReplicaSet } from '../kinds/index.ts'
import type { ControllerContext } from './controller.ts'
import { replicaSets, targetOf } from './resources.ts'
import { timeOf } from './time.ts'

export const REVISION = 'deployment.kubernetes.io/revision'
export const HISTORY = 'deployment.kubernetes.io/revision-history'
export const DESIRED = 'deployment.kubernetes.io/desired-replicas'
export const MAXIMUM = 'deployment.kubernetes.io/max-replicas'
const notCopied: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  HISTORY,
  DESIRED,
  MAXIMUM,
  'deprecated.deployment.rollback.to',
])

export type Happenings = { type: 'Normal' | 'Warning'; reason: string; message: string }[]

export const replicasOf = (set: ReplicaSet): number => set.spec?.replicas ?? 1

export const revisionOf = (set: ReplicaSet): number => Number(set.metadata.annotations?.[REVISION] ?? 0) || 0

export function oldestFirst(a: ReplicaSet, b: ReplicaSet): number {
  const difference = timeOf(a.metadata.creationTimestamp) - timeOf(b.metadata.creationTimestamp)
  return difference || (a.metadata.name < b.metadata.name ? -1 : 1)
}

export const newestFirst = (a: ReplicaSet, b: ReplicaSet): number => oldestFirst(b, a)

export function templateWithoutHash(template: PodTemplateSpec | undefined): unknown {
  const { labels, ...metadata } = template?.metadata ?? {}
  const { 'pod-template-hash': _, ...rest } = labels ?? {}
  return {
    metadata: { ...metadata, labels: rest, name: undefined, creationTimestamp: undefined },
    spec: template?.spec,
  }
}

/** A number, or a share of `total` in percent. */
export function scaledValue(value: number | string | undefined, total: number, roundUp: boolean): number {
  if (typeof value === 'number') return value
  const percent = Number.parseInt(value ?? '0', 10) || 0
  return roundUp ? Math.ceil((percent * total) / 100) : Math.floor((percent * total) / 100)
}

export function maxSurgeOf(deployment: Deployment): number {
  if (deployment.spec?.strategy?.type === 'Recreate') return 0
  return scaledValue(deployment.spec?.strategy?.rollingUpdate?.maxSurge ?? '25%', deployment.spec?.replicas ?? 1, true)
}

export function maxUnavailableOf(deployment: Deployment): number {
  const replicas = deployment.spec?.replicas ?? 1
  if (deployment.spec?.strategy?.type === 'Recreate' || replicas === 0) return 0
  const given = deployment.spec?.strategy?.rollingUpdate?.maxUnavailable ?? '25%'
  const most = scaledValue(given, replicas, false)
  // Both may not come to nothing, or the rollout could not move.
  return Math.min(replicas, most === 0 && maxSurgeOf(deployment) === 0 ? 1 : most)
}

/** `set` with the annotations that a Deployment keeps on it; written when a context is given and something changed. */
export function annotated(
  context: ControllerContext | undefined,
  deployment: Deployment,
  set: ReplicaSet,
  revision?: string,
): ReplicaSet {
  const old = set.metadata.annotations ?? {}
  const annotations: Record<string, string> = { ...old }
  if (revision !== undefined) {
    for (const [name, value] of Object.entries(deployment.metadata.annotations ?? {}))
      if (!notCopied.has(name)) annotations[name] = value
    const before = old[REVISION]
    if (before === undefined || Number(before) < Number(revision)) {
      annotations[REVISION] = revision
      if (before !== undefined) annotations[HISTORY] = old[HISTORY] ? `${old[HISTORY]},${before}` : before
    }
  }
  if (revision === undefined || context === undefined) {
    annotations[DESIRED] = String(deployment.spec?.replicas ?? 1)
    annotations[MAXIMUM] = String((deployment.spec?.replicas ?? 1) + maxSurgeOf(deployment))
  }
  const minReadySeconds = deployment.spec?.minReadySeconds ?? 0
  const sameSpec = (set.spec?.minReadySeconds ?? 0) === minReadySeconds
  if (sameSpec && JSON.stringify(annotations) === JSON.stringify(old)) return set
  const next = {
    ...set,
    metadata: { ...set.metadata, annotations },
    ...(set.spec ? { spec: { ...set.spec, ...(sameSpec ? {} : { minReadySeconds }) } } : {}),
  } as ReplicaSet
  return context ? context.client.update<ReplicaSet>(targetOf(replicaSets, set.metadata), next) : next
}

/** Writes another replica count, and the annotations beside it. */
export function setCount(
  context: ControllerContext,
  deployment: Deployment,
  set: ReplicaSet,
  replicas: number,
): ReplicaSet {
  const next = annotated(undefined, deployment, set)
  const scaled = { ...next, spec: { ...next.spec, replicas } } as ReplicaSet
  return context.client.update<ReplicaSet>(targetOf(replicaSets, set.metadata), scaled)
}
