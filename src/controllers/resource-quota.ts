// Counts what the quotas of a namespace are used for: when a quota changes, when something that is counted goes, and every five
// minutes (pkg/controller/resourcequota/resource_quota_controller.go, v1.33). What comes is counted by admission.

import { countsForQuota, isTerminating, textsOf, usageOfQuota } from '../admission/later.ts'
import { type Change, equalValues, readQuantity } from '../api/index.ts'
import type { PersistentVolumeClaim, Pod, ResourceQuota, Service } from '../kinds/index.ts'
import { type Controller, type ControllerContext, keyOf } from './controller.ts'
import { resourceQuotas, targetOf } from './resources.ts'

const RESYNC_MS = 300_000

export const resourceQuota: Controller = {
  name: 'resource-quota',
  watches: {
    '/resourcequotas': ({ object, old }) => (isOwnReport(object as ResourceQuota, old) ? [] : [keyOf(object)]),
    '*': (change, context) => {
      if (!givesBack(change, context.loop.nowMs)) return []
      const { namespace } = change.object.metadata
      if (namespace === undefined) return []
      return context.view.list(resourceQuotas, namespace).map(keyOf)
    },
  },
  reconcile(context, key) {
    const quota = context.view.get<ResourceQuota>(resourceQuotas, key)
    if (!quota) return
    const hard = quota.spec?.hard ?? {}
    const { namespace } = quota.metadata
    const used = usageOfQuota(
      quota,
      (collection) => context.view.list(refOf(collection), namespace),
      knownCollections(context),
      context.loop.nowMs,
    )
    const old = quota.status?.used ?? {}
    const kept = Object.entries(old).filter(([name]) => name in hard && !(name in used))
    const status = { hard, used: { ...Object.fromEntries(kept), ...textsOf(used) } }
    context.loop.enqueueAfter(resourceQuota.name, key, RESYNC_MS, true)
    if (sameAmounts(status.hard, quota.status?.hard) && sameAmounts(status.used, quota.status?.used)) return
    context.client.update(targetOf(resourceQuotas, quota.metadata, 'status'), { ...quota, status } as ResourceQuota)
  },
}

function refOf(collection: string): { readonly group: string; readonly resource: string } {
  const slash = collection.indexOf('/')
  return { group: collection.slice(0, slash), resource: collection.slice(slash + 1) }
}

function knownCollections({ client }: ControllerContext): (collection: string) => boolean {
  const known = new Set<string>()
  for (const { group, resource, namespaced, verbs } of client.resources())
    if (namespaced && verbs.includes('list')) known.add(`${group}/${resource}`)
  return (collection) => known.has(collection)
}

function isOwnReport(quota: ResourceQuota, old: Change['old']): boolean {
  return old !== undefined && equalValues(quota.spec, (old as ResourceQuota).spec)
}

function sameAmounts(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>> | undefined): boolean {
  const names = Object.keys(a)
  if (!b || names.length !== Object.keys(b).length) return false
  return names.every((name) => readQuantity(String(a[name]))?.text === readQuantity(String(b[name]))?.text)
}

/** pkg/quota/v1/install/update_filter.go: only what may set something free is worth a count. */
function givesBack({ type, collection, object, old }: Change, nowMs: number): boolean {
  if (type === 'DELETED') return collection !== '/events'
  if (type === 'ADDED' || !old) return false
  switch (collection) {
    case '/pods':
      return (
        isTerminating(old as Pod) !== isTerminating(object as Pod) ||
        (countsForQuota(old as Pod, nowMs) && !countsForQuota(object as Pod, nowMs))
      )
    case '/services':
      return countedType(old as Service) !== countedType(object as Service)
    case '/persistentvolumeclaims':
      return allocated(old as PersistentVolumeClaim) !== allocated(object as PersistentVolumeClaim)
  }
  return false
}

const countedType = ({ spec }: Service): string =>
  spec?.type === 'NodePort' || spec?.type === 'LoadBalancer' ? spec.type : ''
const allocated = ({ status }: PersistentVolumeClaim): string | undefined => status?.allocatedResources?.['storage']
