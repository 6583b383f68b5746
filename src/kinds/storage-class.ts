// StorageClass: a way to make volumes. Models pkg/registry/storage/storageclass/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, nameColumn } from './columns.ts'
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
  columns: [nameColumn, ageColumn],
}
