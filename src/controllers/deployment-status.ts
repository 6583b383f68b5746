// What a Deployment's status says (pkg/controller/deployment/progress.go and sync.go, v1.33): counts, and the conditions
// Available, Progressing and ReplicaFailure with upstream's reasons and texts.

import type { Deployment, DeploymentCondition, DeploymentStatus, ReplicaSet } from '../kinds/index.ts'
import { maxUnavailableOf, replicasOf } from './deployment-sets.ts'
import { timeOf, timeText } from './time.ts'

export interface DeploymentReport {
  readonly status: DeploymentStatus
  /** When the progress deadline passes, if one runs. */
  readonly checkAfterMs: number | undefined
}

export function deploymentStatus(
  deployment: Deployment,
  newSet: ReplicaSet | undefined,
  oldSets: readonly ReplicaSet[],
  nowMs: number,
  rollsOut: boolean,
): DeploymentReport {
  const all = newSet ? [...oldSets, newSet] : oldSets
  const total = (count: (set: ReplicaSet) => number): number => all.reduce((sum, set) => sum + count(set), 0)
  const replicas = total((set) => set.status?.replicas ?? 0)
  const ready = total((set) => set.status?.readyReplicas ?? 0)
  const available = total((set) => set.status?.availableReplicas ?? 0)
  const updated = newSet?.status?.replicas ?? 0
  const unavailable = Math.max(0, total(replicasOf) - available)
  const before = deployment.status ?? {}
  const after: Counts = { replicas, ready, available, updated, unavailable }
  let conditions = availability(deployment, before.conditions ?? [], available, nowMs)
  conditions = failure(conditions, newSet, oldSets)
  let checkAfterMs: number | undefined
  const deadline = deployment.spec?.progressDeadlineSeconds
  if (rollsOut && deadline !== undefined && deadline !== 2147483647) {
    const progress = progressing(deployment, conditions, after, newSet, deadline, nowMs)
    conditions = progress.conditions
    checkAfterMs = progress.checkAfterMs
  }
  const status: DeploymentStatus = {
    observedGeneration: deployment.metadata.generation ?? 0,
    ...(replicas > 0 ? { replicas } : {}),
    ...(updated > 0 ? { updatedReplicas: updated } : {}),
    ...(ready > 0 ? { readyReplicas: ready } : {}),
    ...(available > 0 ? { availableReplicas: available } : {}),
    ...(unavailable > 0 ? { unavailableReplicas: unavailable } : {}),
    ...(conditions.length > 0 ? { conditions } : {}),
    ...(before.collisionCount === undefined ? {} : { collisionCount: before.collisionCount }),
  }
  return { status, checkAfterMs }
}

interface Counts {
  readonly replicas: number
  readonly ready: number
  readonly available: number
  readonly updated: number
  readonly unavailable: number
}

type Conditions = readonly DeploymentCondition[]

function availability(deployment: Deployment, conditions: Conditions, available: number, nowMs: number): Conditions {
  const enough = available >= (deployment.spec?.replicas ?? 1) - maxUnavailableOf(deployment)
  return enough
    ? withCondition(
        conditions,
        'Available',
        'True',
        'MinimumReplicasAvailable',
        'Deployment has minimum availability.',
        nowMs,
      )
    : withCondition(
        conditions,
        'Available',
        'False',
        'MinimumReplicasUnavailable',
        'Deployment does not have minimum availability.',
        nowMs,
      )
}

/** A set that cannot make its pods: its condition becomes the Deployment's. */
function failure(conditions: Conditions, newSet: ReplicaSet | undefined, oldSets: readonly ReplicaSet[]): Conditions {
  const rest = conditions.filter(({ type }) => type !== 'ReplicaFailure')
  for (const set of newSet ? [newSet, ...oldSets] : oldSets) {
    const found = set.status?.conditions?.find(({ type }) => type === 'ReplicaFailure')
    if (!found) continue
    const at = found.lastTransitionTime
    return [...rest, { ...found, ...(at === undefined ? {} : { lastUpdateTime: at }) } as DeploymentCondition]
  }
  return rest
}

function progressing(
  deployment: Deployment,
  conditions: Conditions,
  after: Counts,
  newSet: ReplicaSet | undefined,
  deadlineSeconds: number,
  nowMs: number,
): { readonly conditions: Conditions; readonly checkAfterMs: number | undefined } {
  const before = deployment.status ?? {}
  const current = conditions.find(({ type }) => type === 'Progressing')
  const wanted = deployment.spec?.replicas ?? 1
  const name = newSet ? `ReplicaSet "${newSet.metadata.name}"` : `Deployment "${deployment.metadata.name}"`
  const settled = before.replicas === before.updatedReplicas && current?.reason === 'NewReplicaSetAvailable'
  const none = { conditions, checkAfterMs: undefined }
  const complete = after.updated === wanted && after.replicas === wanted && after.available === wanted
  if (settled && after.replicas === after.updated) return none
  if (complete) {
    return {
      conditions: withCondition(
        conditions,
        'Progressing',
        'True',
        'NewReplicaSetAvailable',
        `${name} has successfully progressed.`,
        nowMs,
      ),
      checkAfterMs: undefined,
    }
  }
  const oldBefore = (before.replicas ?? 0) - (before.updatedReplicas ?? 0)
  const moved =
    after.updated > (before.updatedReplicas ?? 0) ||
    after.replicas - after.updated < oldBefore ||
    after.ready > (before.readyReplicas ?? 0) ||
    after.available > (before.availableReplicas ?? 0)
  if (moved) {
    const message = `${name} is progressing.`
    const at = timeText(nowMs)
    const since = current?.status === 'True' ? current.lastTransitionTime : at
    const condition: DeploymentCondition = {
      type: 'Progressing',
      status: 'True',
      lastUpdateTime: at,
      ...(since === undefined ? {} : { lastTransitionTime: since }),
      reason: 'ReplicaSetUpdated',
      message,
    }
    const rest = conditions.filter(({ type }) => type !== 'Progressing')
    return { conditions: [...rest, condition], checkAfterMs: deadlineSeconds * 1000 + 1000 }
  }
  if (!current || current.reason === 'ProgressDeadlineExceeded') return none
  if (current.reason === 'DeploymentPaused') return none
  const endsMs = timeOf(current.lastUpdateTime) + deadlineSeconds * 1000
  if (nowMs <= endsMs) return { conditions, checkAfterMs: endsMs - nowMs + 1000 }
  return {
    conditions: withCondition(
      conditions,
      'Progressing',
      'False',
      'ProgressDeadlineExceeded',
      `${name} has timed out progressing.`,
      nowMs,
    ),
    checkAfterMs: undefined,
  }
}

/** Progressing for another reason than counting pods: a set was made or found. */
export function ensureProgressing(deployment: Deployment, reason: string, message: string, nowMs: number): Conditions {
  return withCondition(deployment.status?.conditions ?? [], 'Progressing', 'True', reason, message, nowMs)
}

/** The Progressing condition of a Deployment that was just paused or resumed; undefined when nothing changes. */
export function pausedCondition(
  deployment: Deployment,
  nowMs: number,
): { readonly conditions: Conditions } | undefined {
  if (deployment.spec?.progressDeadlineSeconds === undefined) return undefined
  const conditions = deployment.status?.conditions ?? []
  const current = conditions.find(({ type }) => type === 'Progressing')
  if (current?.reason === 'ProgressDeadlineExceeded') return undefined
  const paused = current?.reason === 'DeploymentPaused'
  if (deployment.spec.paused && !paused)
    return {
      conditions: withCondition(
        conditions,
        'Progressing',
        'Unknown',
        'DeploymentPaused',
        'Deployment is paused',
        nowMs,
      ),
    }
  if (!deployment.spec.paused && paused)
    return {
      conditions: withCondition(
        conditions,
        'Progressing',
        'Unknown',
        'DeploymentResumed',
        'Deployment is resumed',
        nowMs,
      ),
    }
  return undefined
}

/** Unchanged when status and reason are; the transition keeps its time while the status does. */
function withCondition(
  conditions: Conditions,
  type: string,
  status: string,
  reason: string,
  message: string,
  nowMs: number,
): Conditions {
  const current = conditions.find((condition) => condition.type === type)
  if (current?.status === status && current.reason === reason) return conditions
  const now = timeText(nowMs)
  const since = (current?.status === status ? current.lastTransitionTime : undefined) ?? now
  return [
    ...conditions.filter((condition) => condition.type !== type),
    { type, status, lastUpdateTime: now, lastTransitionTime: since, reason, message },
  ]
}
