// Deletes what nobody owns any more (pkg/controller/garbagecollector, v1.33): background by the owners' absence,
// foreground and orphan by the finalizers that the API server set on the owner.

import { type Change, equalValues, type KubeObject, type OwnerReference, type ResourceRef } from '../api/index.ts'
import { type Controller, type ControllerContext, keyOf } from './controller.ts'
import { targetOf } from './resources.ts'

const FOREGROUND = 'foregroundDeletion'
const ORPHAN = 'orphan'

/** Keys are 'collection namespace/name'. */
export const garbageCollector: Controller = {
  name: 'garbage-collector',
  watches: { '*': (change, context) => concerns(change, context) },
  reconcile(context, key) {
    const blank = key.indexOf(' ')
    const collection = key.slice(0, blank)
    const ref = refOf(context, collection)
    const object = ref && context.view.get(ref, key.slice(blank + 1))
    if (!ref || !object) return
    if (object.metadata.deletionTimestamp !== undefined) {
      finalize(context, ref, object)
      return
    }
    collect(context, ref, object)
  },
}

function concerns({ type, collection, object, old }: Change, context: ControllerContext): string[] {
  // Events own nothing, and nothing owns them.
  if (collection === '/events') return []
  const keys: string[] = []
  const { uid = '', ownerReferences, deletionTimestamp, finalizers } = object.metadata
  if (type === 'DELETED') {
    for (const dependent of context.view.dependents(uid))
      keys.push(`${dependent.collection} ${keyOf(dependent.object)}`)
    // An owner that is deleted in the foreground waits for this one.
    for (const owner of ownerReferences ?? []) {
      const found = ownerOf(context, owner, object.metadata.namespace)
      if (found?.object.metadata.deletionTimestamp !== undefined)
        keys.push(`${found.collection} ${keyOf(found.object)}`)
    }
    return keys
  }
  const fresh = type === 'ADDED' && ownerReferences !== undefined
  const reowned = old !== undefined && !equalValues(old.metadata.ownerReferences, ownerReferences)
  const leaving = deletionTimestamp !== undefined && (finalizers?.includes(FOREGROUND) || finalizers?.includes(ORPHAN))
  if (fresh || reowned || leaving) keys.push(`${collection} ${keyOf(object)}`)
  return keys
}

function refOf(context: ControllerContext, collection: string): ResourceRef | undefined {
  const found = context.client.resources().find(({ group, resource }) => `${group}/${resource}` === collection)
  return found && { group: found.group, version: found.version, resource: found.resource }
}

interface Owner {
  readonly collection: string
  readonly object: KubeObject
}

/** The owner that is really there, with the uid that the reference says. */
function ownerOf(context: ControllerContext, owner: OwnerReference, namespace: string | undefined): Owner | undefined {
  const slash = owner.apiVersion.indexOf('/')
  const group = slash < 0 ? '' : owner.apiVersion.slice(0, slash)
  const kind = context.client.resources().find((resource) => resource.group === group && resource.kind === owner.kind)
  if (!kind) return undefined
  const key = kind.namespaced ? `${namespace}/${owner.name}` : owner.name
  const object = context.view.get(kind, key)
  if (!object || object.metadata.uid !== owner.uid) return undefined
  return { collection: `${kind.group}/${kind.resource}`, object }
}

/** Whether the kind of owner is served here; who is owned by something else is left alone. */
function isKnown(context: ControllerContext, { apiVersion, kind }: OwnerReference): boolean {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''
  return context.client.resources().some((resource) => resource.group === group && resource.kind === kind)
}

function collect(context: ControllerContext, ref: ResourceRef, object: KubeObject): void {
  const owners = object.metadata.ownerReferences ?? []
  if (owners.length === 0) return
  const { namespace } = object.metadata
  const solid: OwnerReference[] = []
  const gone: OwnerReference[] = []
  let waits = false
  for (const owner of owners) {
    const found = ownerOf(context, owner, namespace)
    const leaving =
      found?.object.metadata.deletionTimestamp !== undefined && found.object.metadata.finalizers?.includes(FOREGROUND)
    if (leaving) waits = true
    else if (found || !isKnown(context, owner)) solid.push(owner)
    else gone.push(owner)
  }
  if (solid.length > 0) {
    if (gone.length === 0) return
    const metadata = { ...object.metadata, ownerReferences: owners.filter((owner) => !gone.includes(owner)) }
    context.client.update(targetOf(ref, metadata), { ...object, metadata })
    return
  }
  const preconditions = { uid: object.metadata.uid ?? '' }
  const propagationPolicy =
    waits && context.view.dependents(object.metadata.uid ?? '').length > 0 ? 'Foreground' : 'Background'
  context.client.delete(targetOf(ref, object.metadata), { preconditions, propagationPolicy })
}

function finalize(context: ControllerContext, ref: ResourceRef, object: KubeObject): void {
  const { finalizers = [], uid = '' } = object.metadata
  const dependents = context.view.dependents(uid)
  if (finalizers.includes(ORPHAN)) {
    for (const dependent of dependents) {
      const itsRef = refOf(context, dependent.collection)
      if (!itsRef) continue
      const { ownerReferences = [], ...rest } = dependent.object.metadata
      const kept = ownerReferences.filter((owner) => owner.uid !== uid)
      const metadata = kept.length > 0 ? { ...rest, ownerReferences: kept } : rest
      context.client.update(targetOf(itsRef, metadata), { ...dependent.object, metadata })
    }
    release(context, ref, object, ORPHAN)
    return
  }
  if (!finalizers.includes(FOREGROUND)) return
  const blocking = dependents.filter(({ object: dependent }) =>
    dependent.metadata.ownerReferences?.some((owner) => owner.uid === uid && owner.blockOwnerDeletion),
  )
  for (const { collection, object: dependent } of dependents) {
    if (dependent.metadata.deletionTimestamp === undefined)
      context.loop.enqueue(garbageCollector.name, `${collection} ${keyOf(dependent)}`)
  }
  if (blocking.length === 0) release(context, ref, object, FOREGROUND)
}

function release(context: ControllerContext, ref: ResourceRef, object: KubeObject, finalizer: string): void {
  const { finalizers, ...rest } = object.metadata
  const kept = (finalizers ?? []).filter((name) => name !== finalizer)
  const metadata = kept.length > 0 ? { ...rest, finalizers: kept } : rest
  context.client.update(targetOf(ref, metadata), { ...object, metadata })
}
