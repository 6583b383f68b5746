// Empties a namespace that is going away, tells in its conditions what is left, and lets it go when it is empty
// (pkg/controller/namespace/deletion, v1.33).
// Differs: upstream waits five seconds before it begins, for other API servers to hear of it.

import { equalValues, type KubeObject } from '../api/index.ts'
import type { Namespace, NamespaceCondition, Pod } from '../kinds/index.ts'
import { type Controller, type ControllerContext, changedKey } from './controller.ts'
import { namespaces, pods } from './resources.ts'
import { timeOf, timeText } from './time.ts'
import { finished } from './view.ts'

const NAME = 'namespace'
const LOOK_MS = 1000
/** Who waits for finalizers is in no hurry. */
const FINALIZERS_MS = 8000

export const namespace: Controller = {
  name: NAME,
  watches: { '/namespaces': changedKey },
  reconcile(context, key) {
    const found = context.view.get<Namespace>(namespaces, key)
    if (!found || found.metadata.deletionTimestamp === undefined) return
    const finalizers = found.spec?.finalizers ?? []
    if (!finalizers.includes('kubernetes')) return
    const left = empty(context, key)
    const told = tell(context, found, left)
    if (left.size > 0) {
      const isSoon = context.loop.nowMs < timeOf(found.metadata.deletionTimestamp) + graceMs(context, key)
      context.loop.enqueueAfter(NAME, key, isSoon ? LOOK_MS : FINALIZERS_MS, !isSoon)
      return
    }
    const spec = { ...told.spec, finalizers: finalizers.filter((name) => name !== 'kubernetes') }
    context.client.update({ ...namespaces, name: key, subresource: 'finalize' }, { ...told, spec } as Namespace)
  },
}

/** Deletes all that can be deleted; what is left, by 'resource.group'. */
function empty({ client, view }: ControllerContext, key: string): Map<string, readonly KubeObject[]> {
  const left = new Map<string, readonly KubeObject[]>()
  for (const { namespaced, verbs, group, version, resource } of client.resources()) {
    if (!namespaced || !verbs.includes('deletecollection')) continue
    const ref = { group, version, resource }
    if (view.list(ref, key).length === 0) continue
    client.deleteCollection({ ...ref, namespace: key }, {}, { propagationPolicy: 'Background' })
    const objects = view.list(ref, key)
    if (objects.length > 0) left.set(`${resource}.${group}`, objects)
  }
  return left
}

/** Pods take their grace. */
function graceMs({ view }: ControllerContext, key: string): number {
  const graces = view
    .list<Pod>(pods, key)
    .map((pod) => (finished(pod) ? 0 : (pod.spec?.terminationGracePeriodSeconds ?? 0)))
  return Math.max(0, ...graces) * 1000
}

function tell(context: ControllerContext, found: Namespace, left: Map<string, readonly KubeObject[]>): Namespace {
  const finalizers = new Map<string, number>()
  for (const { metadata } of [...left.values()].flat())
    for (const name of metadata.finalizers ?? []) finalizers.set(name, (finalizers.get(name) ?? 0) + 1)
  const resources = [...left].map(([name, objects]) => `${name} has ${objects.length} resource instances`)
  const waits = [...finalizers].map(([name, count]) => `${name} in ${count} resource instances`)
  const conditions = [
    fine('NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered'),
    fine(
      'NamespaceDeletionGroupVersionParsingFailure',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ),
    fine(
      'NamespaceDeletionContentFailure',
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ),
    left.size > 0
      ? remains(
          'NamespaceContentRemaining',
          'SomeResourcesRemain',
          `Some resources are remaining: ${listed(resources)}`,
        )
      : fine('NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed'),
    finalizers.size > 0
      ? remains(
          'NamespaceFinalizersRemaining',
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${listed(waits)}`,
        )
      : fine('NamespaceFinalizersRemaining', 'ContentHasNoFinalizers', 'All content-preserving finalizers finished'),
  ].map((condition): NamespaceCondition => {
    const old = found.status?.conditions?.find(({ type }) => type === condition.type)
    const isSame = old?.status === condition.status && old.lastTransitionTime !== undefined
    const { type, status, ...rest } = condition
    return { type, status, lastTransitionTime: isSame ? old.lastTransitionTime : timeText(context.loop.nowMs), ...rest }
  })
  if (equalValues(conditions, found.status?.conditions)) return found
  const next = { ...found, status: { ...found.status, conditions } } as Namespace
  return context.client.update({ ...namespaces, name: found.metadata.name, subresource: 'status' }, next)
}

const listed = (texts: readonly string[]): string => [...texts].sort().join(', ')

const fine = (type: string, reason: string, message: string) => ({ type, status: 'False', reason, message })

const remains = (type: string, reason: string, message: string) => ({ type, status: 'True', reason, message })
