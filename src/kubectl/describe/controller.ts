// Who controls an object.

import type { ObjectMeta } from '../../api/index.ts'

/** 'ReplicaSet/web-5d4f8c7b9', or '' when nobody does. */
export function controllerText(metadata: ObjectMeta): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller)
  return owner ? `${owner.kind}/${owner.name}` : ''
}

export function isControlledBy(metadata: ObjectMeta, uid: string | undefined): boolean {
  return metadata.ownerReferences?.some((owner) => owner.controller && owner.uid === uid) ?? false
}
