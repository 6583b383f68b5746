// Who owns what: controller references, and the rules by which a controller takes objects in and lets them go
// (pkg/controller/controller_ref_manager.go, v1.33).

import type { KubeObject, OwnerReference, ResourceRef } from '../api/index.ts'
import type { LabelSelector } from '../kinds/index.ts'
import type { ControllerContext } from './controller.ts'
import { targetOf } from './resources.ts'
import { selects } from './selector.ts'
import { controllerUid } from './view.ts'

/** Of a node, which runs a pod from a file: the pod does not hold it back. */
export function nodeReference({ apiVersion, kind, metadata }: KubeObject): OwnerReference {
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '', controller: true }
}

export function controllerReference(owner: KubeObject): OwnerReference {
  return { ...nodeReference(owner), blockOwnerDeletion: true }
}

/** The objects of `candidates` that are `owner`'s, after adopting orphans that match and releasing those that do not. */
export function claim<T extends KubeObject>(
  context: ControllerContext,
  owner: KubeObject,
  selector: LabelSelector,
  ref: ResourceRef,
): T[] {
  const uid = owner.metadata.uid ?? ''
  const mine: T[] = []
  const leaving = owner.metadata.deletionTimestamp !== undefined
  const strangers: T[] = []
  for (const object of context.view.controlled<T>(uid, ref)) {
    if (leaving || selects(selector, object.metadata.labels)) {
      mine.push(object)
      continue
    }
    if (object.metadata.deletionTimestamp === undefined) strangers.push(object)
  }
  for (const object of strangers.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))) {
    const owners = (object.metadata.ownerReferences ?? []).filter((reference) => reference.uid !== uid)
    context.client.update(targetOf(ref, object.metadata), withOwners(object, owners))
  }
  return mine
}

/** Takes in those without a controller whose labels match. A separate walk, because it must look at the whole namespace. */
export function adopt<T extends KubeObject>(
  context: ControllerContext,
  owner: KubeObject,
  selector: LabelSelector,
  ref: ResourceRef,
  orphans: readonly T[],
): T[] {
  if (owner.metadata.deletionTimestamp !== undefined) return []
  const adopted: T[] = []
  for (const object of orphans) {
    if (controllerUid(object) !== undefined || object.metadata.deletionTimestamp !== undefined) continue
    if (!selects(selector, object.metadata.labels)) continue
    const owners = [...(object.metadata.ownerReferences ?? []), controllerReference(owner)]
    adopted.push(context.client.update<T>(targetOf(ref, object.metadata), withOwners(object, owners)))
  }
  return adopted
}

function withOwners<T extends KubeObject>(object: T, ownerReferences: readonly OwnerReference[]): T {
  const { ownerReferences: _, ...metadata } = object.metadata
  return { ...object, metadata: ownerReferences.length > 0 ? { ...metadata, ownerReferences } : metadata }
}
