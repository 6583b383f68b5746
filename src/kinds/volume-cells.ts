// The cells that volumes and claims share. Models GetAccessModesAsString, GetPersistentVolumeClass and
// GetPersistentVolumeClaimClass of pkg/apis/core/helper/helpers.go (v1.33).

import type { KubeObject } from '../api/index.ts'

const shortModes = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
] as const

/** 'RWO,RWX', always in the same order. */
export function accessModesText(modes: readonly string[] | undefined): string {
  return shortModes
    .filter(([mode]) => modes?.includes(mode))
    .map(([, short]) => short)
    .join(',')
}

/** The class; an annotation from before there was a field for it comes first. */
export function storageClassOf(
  object: KubeObject & { readonly spec?: { readonly storageClassName?: string } },
): string {
  return object.metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? object.spec?.storageClassName ?? ''
}

export function volumePhase(object: KubeObject & { readonly status?: { readonly phase?: string } }): string {
  return object.metadata.deletionTimestamp ? 'Terminating' : (object.status?.phase ?? '')
}
