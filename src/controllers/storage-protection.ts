// Lets claims and volumes go once nobody uses them (pkg/controller/volume/{pvcprotection,pvprotection}, v1.33).

import { claimProtection, volumeProtection } from '../admission/later.ts'
import type { KubeObject, ResourceRef } from '../api/index.ts'
import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../kinds/index.ts'
import { type Controller, type ControllerContext, changedKey, splitKey } from './controller.ts'
import { persistentVolumeClaims, persistentVolumes, pods, targetOf } from './resources.ts'
import { finished } from './view.ts'

export const claimProtectionController: Controller = {
  name: 'pvc-protection',
  watches: {
    '/persistentvolumeclaims': changedKey,
    '/pods': ({ type, object, old }) => {
      const pod = object as Pod
      const ended = type === 'DELETED' || (old !== undefined && finished(pod) && !finished(old as Pod))
      return ended ? claimsOf(pod).map((name) => `${pod.metadata.namespace}/${name}`) : []
    },
  },
  reconcile(context, key) {
    const claim = context.view.get<PersistentVolumeClaim>(persistentVolumeClaims, key)
    if (!claim) return
    const { namespace } = splitKey(key)
    const isUsed = () => context.view.list<Pod>(pods, namespace).some((pod) => uses(pod, claim))
    protect(context, persistentVolumeClaims, claim, claimProtection, isUsed)
  },
}

export const volumeProtectionController: Controller = {
  name: 'pv-protection',
  watches: { '/persistentvolumes': changedKey },
  reconcile(context, key) {
    const volume = context.view.get<PersistentVolume>(persistentVolumes, key)
    if (volume) protect(context, persistentVolumes, volume, volumeProtection, () => volume.status?.phase === 'Bound')
  },
}

function protect(
  { client }: ControllerContext,
  ref: ResourceRef,
  object: KubeObject,
  finalizer: string,
  isUsed: () => boolean,
): void {
  const { metadata } = object
  const { finalizers = [] } = metadata
  const has = finalizers.includes(finalizer)
  const leaves = metadata.deletionTimestamp !== undefined
  // It is there as long as the object is to stay, whoever took it away.
  if (leaves ? !has || isUsed() : has) return
  const next = leaves ? finalizers.filter((name) => name !== finalizer) : [...finalizers, finalizer]
  client.update(targetOf(ref, metadata), { ...object, metadata: { ...metadata, finalizers: next } })
}

const ephemeralName = (pod: Pod, volume: string): string => `${pod.metadata.name}-${volume}`

const claimsOf = (pod: Pod): string[] =>
  (pod.spec?.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) =>
    persistentVolumeClaim ? [persistentVolumeClaim.claimName] : ephemeral ? [ephemeralName(pod, name)] : [],
  )

/** Only a pod that has a node: a kubelet starts none whose claim is on its way out. */
function uses(pod: Pod, { metadata: { name } }: PersistentVolumeClaim): boolean {
  if (!pod.spec?.nodeName) return false
  return (pod.spec.volumes ?? []).some(
    (volume) =>
      volume.persistentVolumeClaim?.claimName === name ||
      (volume.ephemeral !== undefined && !finished(pod) && ephemeralName(pod, volume.name) === name),
  )
}
