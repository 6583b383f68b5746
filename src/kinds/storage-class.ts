// StorageClass: a way to make volumes. Models pkg/registry/storage/storageclass/strategy.go (v1.33).

import type { KubeObject, ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import type { StorageClass } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const storageClass: ResourceDefinition<StorageClass> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'StorageClass',
  resource: 'storageclasses',
  singular: 'storageclass',
  shortNames: ['sc'],
  namespaced: false,
  verbs: allVerbs,
  columns: [
    { ...nameColumn, cell: nameText },
    column('Provisioner', ({ provisioner }) => provisioner),
    column('ReclaimPolicy', ({ reclaimPolicy }) => reclaimPolicy ?? 'Delete'),
    column('VolumeBindingMode', ({ volumeBindingMode }) => volumeBindingMode ?? 'Immediate'),
    column('AllowVolumeExpansion', ({ allowVolumeExpansion }) => allowVolumeExpansion ?? false),
    ageColumn,
  ],
}

function nameText({ metadata }: KubeObject): string {
  const isDefault = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class']
  return isDefault.some((key) => metadata.annotations?.[key] === 'true') ? `${metadata.name} (default)` : metadata.name
}
