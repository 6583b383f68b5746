// Keeps as many pods as a ReplicaSet asks for (pkg/controller/replicaset/replica_set.go and
// pkg/controller/controller_utils.go, v1.33): creates, deletes in order of preference, adopts and releases by label.
// Differs: a sync creates or deletes at most twenty; upstream starts slowly (1, 2, 4 …, at most 500).

import { ApiError, type Change, equalValues } from '../api/index.ts'
import type { Pod, ReplicaSet, ReplicaSetCondition, ReplicaSetStatus } from '../kinds/index.ts'
import { type Controller, type ControllerContext, changedKey, keyOf } from './controller.ts'
import { adopt, claim, controllerReference } from './ownership.ts'
import { availableFromMs, isReady } from './pod-state.ts'
import { record } from './record.ts'
import { pods, replicaSets, targetOf } from './resources.ts'
import { hasLabels, selects } from './selector.ts'
import { timeOf, timeText } from './time.ts'
import { controllerUid, finished, isActive } from './view.ts'

const NAME = 'replicaset-controller'
/** Behind a key: only pods' readiness changed, so that counting them again may be enough. */
const COUNT = '#count'

export const replicaSet: Controller = {
  name: 'replica-set',
  watches: {
    // Its own reports change nothing for it.
    'apps/replicasets': (change) => (isReport(change) ? [] : changedKey(change)),
    '/pods': (change, context) => ownersOf(change, context),
  },
  reconcile(context, key) {
    const counts = key.endsWith(COUNT)
    const set = context.view.get<ReplicaSet>(replicaSets, counts ? key.slice(0, -COUNT.length) : key)
    if (!set?.spec || (counts && recount(context, set))) return
    const owned = claim<Pod>(context, set, set.spec.selector, pods)
    owned.push(...adopt<Pod>(context, set, set.spec.selector, pods, orphans(context, set)))
    const active = owned.filter(isActive)
    const failure = set.metadata.deletionTimestamp === undefined ? manage(context, set, active) : undefined
    // As upstream, the report is on the pods that this pass began with; what it made or took is the next one's.
    report(context, set, active, failure)
  },
}

function ownersOf({ type, object, old }: Change, context: ControllerContext): string[] {
  const keys: string[] = []
  const pod = object as Pod
  const before = old as Pod | undefined
  if (type !== 'DELETED' && before && isActive(before) && isActive(pod) && sameKin(before, pod)) {
    const owner =
      isReady(before) === isReady(pod) ? undefined : pod.metadata.ownerReferences?.find((each) => each.controller)
    return owner?.kind === 'ReplicaSet' ? [`${pod.metadata.namespace}/${owner.name}${COUNT}`] : []
  }
  for (const state of old ? [pod, old] : [pod]) {
    const owner = state.metadata.ownerReferences?.find((reference) => reference.controller)
    if (owner?.kind === 'ReplicaSet') keys.push(`${state.metadata.namespace}/${owner.name}`)
  }
  if (controllerUid(pod) === undefined && pod.metadata.labels) {
    // An orphan: whoever selects it may want it.
    for (const set of context.view.list<ReplicaSet>(replicaSets, pod.metadata.namespace))
      if (selects(set.spec?.selector, pod.metadata.labels)) keys.push(keyOf(set))
  }
  return keys
}

const sameKin = (a: Pod, b: Pod): boolean =>
  equalValues(a.metadata.labels, b.metadata.labels) &&
  equalValues(a.metadata.ownerReferences, b.metadata.ownerReferences)

function isReport({ object, old }: Change): boolean {
  return (
    old !== undefined &&
    old.metadata.generation === object.metadata.generation &&
    old.metadata.deletionTimestamp === object.metadata.deletionTimestamp &&
    equalValues(old.metadata.labels, object.metadata.labels)
  )
}

/** Reports from the counts that the view keeps. False when a whole pass is needed after all. */
function recount(context: ControllerContext, set: ReplicaSet): boolean {
  const { status, spec } = set
  const { active, ready } = context.view.tally(set.metadata.uid ?? '')
  if (active !== (spec?.replicas ?? 1) || spec?.minReadySeconds) return false
  if (status?.replicas !== active || status.fullyLabeledReplicas !== active || status.conditions) return false
  const { readyReplicas: _, availableReplicas: __, ...rest } = status
  const next = ready > 0 ? { ...rest, readyReplicas: ready, availableReplicas: ready } : rest
  if (!equalValues(next, status))
    context.client.update(targetOf(replicaSets, set.metadata, 'status'), { ...set, status: next } as ReplicaSet)
  return true
}

const orphans = (context: ControllerContext, set: ReplicaSet): readonly Pod[] =>
  context.view.orphans(set.metadata.namespace).filter((pod) => !finished(pod))

/** How many pods one look at a set makes or removes. */
const AT_ONCE = 3

/** Creates or deletes; the text of the first fault, if any. */
function manage(context: ControllerContext, set: ReplicaSet, active: readonly Pod[]): string | undefined {
  const wanted = set.spec?.replicas ?? 1
  // Each new or leaving pod asks for another look at the set, so the rest follows, with room for others in between.
  for (let missing = Math.min(wanted - active.length, AT_ONCE); missing > 0; missing--) {
    const fault = createPod(context, set)
    if (fault !== undefined) return fault
  }
  const surplus = active.length - wanted
  if (surplus <= 0) return undefined
  const rank = new Map<string, number>()
  for (const pod of active) {
    const node = pod.spec?.nodeName ?? ''
    rank.set(node, (rank.get(node) ?? 0) + 1)
  }
  const victims = [...active].sort((a, b) => preference(a, b, rank)).slice(0, Math.min(surplus, AT_ONCE))
  for (const pod of victims) {
    const preconditions = { uid: pod.metadata.uid ?? '' }
    context.client.delete(targetOf(pods, pod.metadata), { preconditions, propagationPolicy: 'Background' })
    happen(context, set, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`)
  }
  return undefined
}

function createPod(context: ControllerContext, set: ReplicaSet): string | undefined {
  const template = set.spec?.template
  const { labels, annotations, finalizers } = template?.metadata ?? {}
  const prefix = `${set.metadata.name}-`
  try {
    const pod = context.client.create<Pod>({ ...pods, namespace: set.metadata.namespace }, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: '',
        generateName: prefix,
        namespace: set.metadata.namespace ?? 'default',
        ...(labels ? { labels } : {}),
        ...(annotations ? { annotations } : {}),
        ...(finalizers ? { finalizers } : {}),
        ownerReferences: [controllerReference(set)],
      },
      spec: template?.spec,
    } as Pod)
    happen(context, set, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`)
    return undefined
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    // The namespace is going away: nothing to complain about.
    const causes = error.status.details?.causes ?? []
    if (causes.some(({ reason }) => reason === 'NamespaceTerminating')) return undefined
    happen(context, set, 'Warning', 'FailedCreate', `Error creating: ${error.message}`)
    // Soon the first time: what is missing may be on its way.
    const again = set.status?.conditions?.some(({ type }) => type === 'ReplicaFailure') ?? false
    context.loop.enqueueAfter(replicaSet.name, keyOf(set), again ? 30_000 : 1000, again)
    return error.message
  }
}

function happen(
  context: ControllerContext,
  about: ReplicaSet,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  record(context, { about, type, reason, message, component: NAME })
}

/** Which of two pods goes first: unassigned, pending, not ready, crowded node, ready for less long, restarted more, younger. */
function preference(a: Pod, b: Pod, rank: ReadonlyMap<string, number>): number {
  const phases: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 }
  const cost = (pod: Pod): number =>
    Number(pod.metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'] ?? 0) || 0
  const crowd = (pod: Pod): number => rank.get(pod.spec?.nodeName ?? '') ?? 0
  const since = (pod: Pod): number =>
    timeOf(pod.status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime)
  const restarts = (pod: Pod): number =>
    Math.max(0, ...(pod.status?.containerStatuses ?? []).map(({ restartCount }) => restartCount))
  const decisions = [
    Number(!!a.spec?.nodeName) - Number(!!b.spec?.nodeName),
    (phases[a.status?.phase ?? 'Pending'] ?? 0) - (phases[b.status?.phase ?? 'Pending'] ?? 0),
    Number(isReady(a)) - Number(isReady(b)),
    cost(a) - cost(b),
    crowd(b) - crowd(a),
    isReady(a) && isReady(b) ? since(b) - since(a) || 0 : 0,
    restarts(b) - restarts(a),
    timeOf(b.metadata.creationTimestamp) - timeOf(a.metadata.creationTimestamp) || 0,
  ]
  return decisions.find((decision) => decision !== 0) ?? (a.metadata.name < b.metadata.name ? -1 : 1)
}

function report(
  context: ControllerContext,
  set: ReplicaSet,
  active: readonly Pod[],
  failure: string | undefined,
): void {
  const now = context.loop.nowMs
  const fresh = context.view.get<ReplicaSet>(replicaSets, keyOf(set))
  if (!fresh?.spec) return
  const minReadySeconds = fresh.spec.minReadySeconds ?? 0
  const counts = { replicas: 0, fullyLabeledReplicas: 0, readyReplicas: 0, availableReplicas: 0 }
  const wanted = fresh.spec.template?.metadata?.labels ?? {}
  let laterMs = Number.POSITIVE_INFINITY
  for (const pod of active) {
    counts.replicas++
    if (hasLabels(pod.metadata.labels, wanted)) counts.fullyLabeledReplicas++
    if (!isReady(pod)) continue
    counts.readyReplicas++
    const availableMs = availableFromMs(pod, minReadySeconds)
    if (availableMs <= now) counts.availableReplicas++
    else laterMs = Math.min(laterMs, availableMs)
  }
  if (laterMs < Number.POSITIVE_INFINITY) context.loop.enqueueAfter(replicaSet.name, keyOf(set), laterMs - now)
  const status: ReplicaSetStatus = {
    replicas: counts.replicas,
    ...(counts.fullyLabeledReplicas > 0 ? { fullyLabeledReplicas: counts.fullyLabeledReplicas } : {}),
    ...(counts.readyReplicas > 0 ? { readyReplicas: counts.readyReplicas } : {}),
    ...(counts.availableReplicas > 0 ? { availableReplicas: counts.availableReplicas } : {}),
    observedGeneration: fresh.metadata.generation ?? 0,
    ...conditionsOf(fresh, failure, now),
  }
  if (equalValues(status, fresh.status)) return
  context.client.update(targetOf(replicaSets, fresh.metadata, 'status'), { ...fresh, status } as ReplicaSet)
}

function conditionsOf(
  set: ReplicaSet,
  failure: string | undefined,
  now: number,
): { readonly conditions?: readonly ReplicaSetCondition[] } {
  const old = set.status?.conditions?.find(({ type }) => type === 'ReplicaFailure')
  if (failure === undefined) return {}
  if (old) return { conditions: [old] }
  return {
    conditions: [
      {
        type: 'ReplicaFailure',
        status: 'True',
        lastTransitionTime: timeText(now),
        reason: 'FailedCreate',
        message: failure,
      },
    ],
  }
}
