// Removes pods that nobody else will (pkg/controller/podgc/gc_controller.go, v1.33): those of nodes that are gone, those
// on their way out that never had a node, and the oldest that have ended when there are too many. Upstream looks at all
// pods every twenty seconds; here a change that such a look would find sets a timer for it.
// Missing: pods on nodes that are out of service, which here no node is.

import type { Pod, PodCondition } from '../kinds/index.ts'
import { type Controller, type ControllerContext, keyOf } from './controller.ts'
import { nodes, pods, targetOf } from './resources.ts'
import { timeOf, timeText } from './time.ts'
import { finished } from './view.ts'

const NAME = 'pod-garbage-collector'
const LOOK_MS = 20_000
/** A node that is not seen may only be late. */
const QUARANTINE_MS = 40_000
/** Pods that are removed in one turn. */
const TURN = 5

/** `threshold`: how many pods that have ended may stay (kube-controller-manager --terminated-pod-gc-threshold). */
export const podGcAbove = (threshold: number): Controller => ({
  name: NAME,
  watches: {
    '/nodes': ({ type, object }, context) => {
      if (type === 'DELETED') lookAfter(context, `node ${object.metadata.name}`, QUARANTINE_MS)
      return []
    },
    '/pods': ({ type, object, old }, context) => {
      if (type === 'DELETED') return []
      const pod = object as Pod
      const node = pod.spec?.nodeName
      if (!node && pod.metadata.deletionTimestamp !== undefined && !finished(pod))
        lookAfter(context, `pod ${keyOf(pod)}`)
      if (node && node !== (old as Pod | undefined)?.spec?.nodeName && !context.view.get(nodes, node))
        lookAfter(context, `node ${node}`, QUARANTINE_MS)
      if (finished(pod) && context.view.endedPods > threshold) lookAfter(context, 'ended')
      return []
    },
  },
  reconcile(context, key) {
    const [what, name = ''] = key.split(' ')
    if (what === 'node') removeOrphans(context, key, name)
    else if (what === 'pod') {
      const pod = context.view.get<Pod>(pods, name)
      if (pod && !pod.spec?.nodeName && pod.metadata.deletionTimestamp !== undefined) remove(context, pod)
    } else removeOldest(context, context.view.endedPods - threshold)
  },
})

export const podGc: Controller = podGcAbove(12_500)

/** With the next look, or with the first one that has waited since the next. */
function lookAfter({ loop }: ControllerContext, key: string, waitMs = 0): void {
  loop.enqueueAfter(NAME, key, LOOK_MS - (loop.nowMs % LOOK_MS) + waitMs, true)
}

function removeOrphans(context: ControllerContext, key: string, node: string): void {
  if (context.view.get(nodes, node)) return
  const orphans = context.view.boundTo(node).filter((pod) => !isRemoved(pod))
  for (const pod of orphans.slice(0, TURN)) {
    const message = 'PodGC: node no longer exists'
    remove(context, pod, { type: 'DisruptionTarget', status: 'True', reason: 'DeletionByPodGC', message })
  }
  if (orphans.length > TURN) context.loop.enqueue(NAME, key)
}

/** All that is left to do is others': it has finalizers. */
const isRemoved = (pod: Pod): boolean =>
  finished(pod) && pod.metadata.deletionTimestamp !== undefined && pod.metadata.deletionGracePeriodSeconds === 0

function removeOldest(context: ControllerContext, count: number): void {
  if (count <= 0) return
  const ended = context.view.list<Pod>(pods).filter(finished)
  for (const pod of ended.sort(evictedAndOldFirst).slice(0, count)) remove(context, pod)
}

function evictedAndOldFirst(a: Pod, b: Pod): number {
  const isEvicted = ({ status }: Pod): boolean => status?.phase === 'Failed' && status.reason === 'Evicted'
  return (
    Number(isEvicted(b)) - Number(isEvicted(a)) ||
    timeOf(a.metadata.creationTimestamp) - timeOf(b.metadata.creationTimestamp) ||
    (a.metadata.name < b.metadata.name ? -1 : 1)
  )
}

/** By force, as there may be no kubelet to wait for; and seen to fail, as there may be none to tell. */
function remove({ client, loop }: ControllerContext, pod: Pod, condition?: PodCondition): void {
  if (!finished(pod)) {
    const { conditions = [], ...rest } = pod.status ?? {}
    const others = conditions.filter(({ type }) => type !== condition?.type)
    const added = { lastProbeTime: null, lastTransitionTime: timeText(loop.nowMs), ...condition }
    const status = { ...rest, phase: 'Failed', conditions: condition ? [...others, added] : conditions }
    client.update(targetOf(pods, pod.metadata, 'status'), { ...pod, status } as unknown as Pod)
  }
  client.delete(targetOf(pods, pod.metadata), { gracePeriodSeconds: 0 })
}
