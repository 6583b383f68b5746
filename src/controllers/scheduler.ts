// Binds pods to nodes: filters, then spreads by what is already requested. The texts are those of
// pkg/scheduler/framework/types.go and of the plugins (v1.33).
// Missing: preferred affinity, pod (anti-)affinity, topology spread, host ports, volumes, preemption by priority.

import type { Change } from '../api/index.ts'
import type { Node, NodeSelectorTerm, Pod, PodCondition } from '../kinds/index.ts'
import { type Controller, type ControllerContext, keyOf } from './controller.ts'
import { quantityOf } from './quantity.ts'
import { recordAction } from './record.ts'
import { nodes, pods, targetOf } from './resources.ts'
import { meets } from './selector.ts'
import { timeText } from './time.ts'
import { requestsOf } from './view.ts'

const NAME = 'default-scheduler'

export const scheduler: Controller = {
  name: 'scheduler',
  fieldManager: 'kube-scheduler',
  watches: {
    '/pods': ({ type, object, old }, context) => {
      const pod = object as Pod
      // A pod that leaves a node makes room for those that wait.
      if (type === 'DELETED' && pod.spec?.nodeName) return waiting(context)
      if (type === 'DELETED' || !isWaiting(pod)) return []
      return old && sameSpec(old as Pod, pod) ? [] : [keyOf(pod)]
    },
    '/nodes': (change, context) => (nodeMatters(change) ? waiting(context) : []),
  },
  reconcile(context, key) {
    const pod = context.view.get<Pod>(pods, key)
    if (!pod || !isWaiting(pod)) return
    if ((pod.spec?.schedulingGates ?? []).length > 0) {
      setGated(context, pod)
      return
    }
    const all = context.view.list<Node>(nodes)
    const refusals = new Map<string, number>()
    const fitting: { node: Node; load: number }[] = []
    for (const node of all) {
      const faults = faultsOf(context, pod, node)
      if (faults.length === 0) fitting.push({ node, load: loadOf(context, pod, node) })
      for (const fault of faults) refusals.set(fault, (refusals.get(fault) ?? 0) + 1)
    }
    if (fitting.length === 0) {
      refuse(context, pod, all.length, refusals)
      return
    }
    const least = Math.min(...fitting.map(({ load }) => load))
    const best = fitting.filter(({ load }) => load === least)
    const chosen = (best.length === 1 ? best[0] : context.loop.random.pick(best))?.node
    if (!chosen) return
    bind(context, pod, chosen)
  },
}

function isWaiting(pod: Pod): boolean {
  return (
    !pod.spec?.nodeName &&
    pod.metadata.deletionTimestamp === undefined &&
    (pod.spec?.schedulerName ?? NAME) === NAME &&
    pod.status?.phase !== 'Failed' &&
    pod.status?.phase !== 'Succeeded'
  )
}

const sameSpec = (a: Pod, b: Pod): boolean => a.metadata.generation === b.metadata.generation && a.spec === b.spec

/** Heartbeats change nothing for the scheduler. */
function nodeMatters({ type, object, old }: Change): boolean {
  if (type !== 'MODIFIED' || !old) return true
  const was = old as Node
  const is = object as Node
  return (
    JSON.stringify([was.spec, was.metadata.labels, was.status?.allocatable]) !==
    JSON.stringify([is.spec, is.metadata.labels, is.status?.allocatable])
  )
}

const waiting = (context: ControllerContext): string[] => context.view.list<Pod>(pods).filter(isWaiting).map(keyOf)

/** Why `pod` cannot run there; empty when it can. Like the plugins, it stops at the first that refuses. */
function faultsOf(context: ControllerContext, pod: Pod, node: Node): readonly string[] {
  const tolerates = (taint: { key: string; value?: string; effect: string }): boolean =>
    (pod.spec?.tolerations ?? []).some(
      (toleration) =>
        (!toleration.effect || toleration.effect === taint.effect) &&
        (!toleration.key || toleration.key === taint.key) &&
        (toleration.operator === 'Exists' || (!!toleration.key && (toleration.value ?? '') === (taint.value ?? ''))),
    )
  if (node.spec?.unschedulable && !tolerates({ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }))
    return ['node(s) were unschedulable']
  for (const taint of node.spec?.taints ?? []) {
    if (taint.effect !== 'PreferNoSchedule' && !tolerates(taint))
      return [`node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`]
  }
  if (!matchesAffinity(pod, node)) return ["node(s) didn't match Pod's node affinity/selector"]
  return missingResources(context, pod, node)
}

function matchesAffinity(pod: Pod, node: Node): boolean {
  const labels = node.metadata.labels
  for (const [name, value] of Object.entries(pod.spec?.nodeSelector ?? {})) if (labels?.[name] !== value) return false
  const required = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  return !required || required.nodeSelectorTerms.some((term) => matchesTerm(term, node))
}

function matchesTerm(term: NodeSelectorTerm, node: Node): boolean {
  const expressions = term.matchExpressions ?? []
  const fields = term.matchFields ?? []
  if (expressions.length + fields.length === 0) return false
  return (
    expressions.every((requirement) => meets(requirement, node.metadata.labels)) &&
    fields.every((requirement) => meets(requirement, { 'metadata.name': node.metadata.name }))
  )
}

function missingResources(context: ControllerContext, pod: Pod, node: Node): readonly string[] {
  const faults: string[] = []
  const usage = context.view.usage(node.metadata.name)
  const allocatable = node.status?.allocatable ?? {}
  const wanted = requestsOf(pod)
  if (usage.pods.size + 1 > quantityOf(allocatable['pods'])) faults.push('Too many pods')
  if (wanted.milliCpu > 0 && usage.milliCpu + wanted.milliCpu > quantityOf(allocatable['cpu']) * 1000)
    faults.push('Insufficient cpu')
  if (wanted.memory > 0 && usage.memory + wanted.memory > quantityOf(allocatable['memory']))
    faults.push('Insufficient memory')
  for (const name of extendedResources(pod)) {
    const asked = sumOf(pod, name)
    let used = 0
    for (const other of usage.pods.values()) used += sumOf(other, name)
    if (used + asked > quantityOf(allocatable[name])) faults.push(`Insufficient ${name}`)
  }
  return faults
}

function extendedResources(pod: Pod): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { resources } of pod.spec?.containers ?? [])
    for (const name in resources?.requests) if (name !== 'cpu' && name !== 'memory') names.add(name)
  return names
}

const sumOf = (pod: Pod, name: string): number =>
  (pod.spec?.containers ?? []).reduce((sum, { resources }) => sum + quantityOf(resources?.requests?.[name]), 0)

/** Requested share after placement, in percent, then the number of pods: the least loaded is the best. */
function loadOf(context: ControllerContext, pod: Pod, node: Node): number {
  const usage = context.view.usage(node.metadata.name)
  const wanted = requestsOf(pod)
  const allocatable = node.status?.allocatable ?? {}
  const cpu = (usage.milliCpu + wanted.milliCpu) / (quantityOf(allocatable['cpu']) * 1000 || 1)
  const memory = (usage.memory + wanted.memory) / (quantityOf(allocatable['memory']) || 1)
  const preferNot = (node.spec?.taints ?? []).some(({ effect }) => effect === 'PreferNoSchedule') ? 1000 : 0
  return preferNot + Math.floor((100 * (cpu + memory)) / 2) + usage.pods.size
}

function bind(context: ControllerContext, pod: Pod, node: Node): void {
  const name = node.metadata.name
  context.client.create({ ...targetOf(pods, pod.metadata), subresource: 'binding' }, {
    apiVersion: 'v1',
    kind: 'Binding',
    metadata: { name: pod.metadata.name, namespace: pod.metadata.namespace ?? 'default' },
    target: { apiVersion: 'v1', kind: 'Node', name },
  } as Parameters<typeof context.client.create>[1])
  recordAction(context, {
    about: pod,
    type: 'Normal',
    reason: 'Scheduled',
    message: `Successfully assigned ${keyOf(pod)} to ${name}`,
    component: NAME,
    action: 'Binding',
  })
}

function refuse(context: ControllerContext, pod: Pod, count: number, refusals: ReadonlyMap<string, number>): void {
  const message = refusalText(count, refusals)
  setScheduled(context, pod, { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message })
  recordAction(context, {
    about: pod,
    type: 'Warning',
    reason: 'FailedScheduling',
    message,
    component: NAME,
    action: 'Scheduling',
  })
}

/** "0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {a: b}. preemption: …" */
export function refusalText(count: number, refusals: ReadonlyMap<string, number>): string {
  if (count === 0) return 'no nodes available to schedule pods'
  const texts = [...refusals].map(([text, times]) => `${times} ${text}`).sort()
  let lacking = 0
  let other = 0
  for (const [text, times] of refusals) {
    if (/^(Insufficient|Too many)/.test(text)) lacking += times
    else other += times
  }
  const preemption: string[] = []
  if (lacking > 0) preemption.push(`${Math.min(lacking, count - other)} No preemption victims found for incoming pod`)
  if (other > 0) preemption.push(`${other} Preemption is not helpful for scheduling`)
  return `0/${count} nodes are available: ${texts.join(', ')}. preemption: 0/${count} nodes are available: ${preemption
    .sort()
    .join(', ')}.`
}

function setGated(context: ControllerContext, pod: Pod): void {
  const message = 'Scheduling is blocked due to non-empty scheduling gates'
  setScheduled(context, pod, { type: 'PodScheduled', status: 'False', reason: 'SchedulingGated', message })
}

function setScheduled(context: ControllerContext, pod: Pod, condition: PodCondition): void {
  const old = pod.status?.conditions?.find(({ type }) => type === condition.type)
  if (old?.status === condition.status && old.reason === condition.reason && old.message === condition.message) return
  const at = old?.status === condition.status ? old.lastTransitionTime : timeText(context.loop.nowMs)
  const conditions = (pod.status?.conditions ?? []).filter(({ type }) => type !== condition.type)
  conditions.push({ lastProbeTime: null, lastTransitionTime: at, ...condition } as unknown as PodCondition)
  const status = { ...pod.status, phase: pod.status?.phase ?? 'Pending', conditions }
  context.client.update(targetOf(pods, pod.metadata, 'status'), { ...pod, status } as Pod)
}
