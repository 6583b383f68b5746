// CSIStorageCapacity: how much storage is left where. Models pkg/registry/storage/csistoragecapacity/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { column, nameColumn } from './columns.ts'
import type { CSIStorageCapacity } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const csiStorageCapacity: ResourceDefinition<CSIStorageCapacity> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSIStorageCapacity',
  resource: 'csistoragecapacities',
  singular: 'csistoragecapacity',
  namespaced: true,
  verbs: allVerbs,
  columns: [
    nameColumn,
    column('StorageClassName', ({ storageClassName }) => storageClassName),
    column('Capacity', ({ capacity }) => capacity ?? '<unset>'),
  ],
}
