// PersistentVolume: a piece of storage. Models pkg/registry/core/persistentvolume/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, nameColumn } from './columns.ts'
import type { PersistentVolume } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const persistentVolume: ResourceDefinition<PersistentVolume> = {
  group: '',
  version: 'v1',
  kind: 'PersistentVolume',
  resource: 'persistentvolumes',
  singular: 'persistentvolume',
  shortNames: ['pv'],
  namespaced: false,
  verbs: allVerbs,
  status: true,
  generation: false,
  columns: [nameColumn, ageColumn],
}
