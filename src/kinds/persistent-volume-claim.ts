// PersistentVolumeClaim: a wish for storage. Models pkg/registry/core/persistentvolumeclaim/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, nameColumn } from './columns.ts'
import type { PersistentVolumeClaim } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const persistentVolumeClaim: ResourceDefinition<PersistentVolumeClaim> = {
  group: '',
  version: 'v1',
  kind: 'PersistentVolumeClaim',
  resource: 'persistentvolumeclaims',
  singular: 'persistentvolumeclaim',
  shortNames: ['pvc'],
  namespaced: true,
  verbs: allVerbs,
  status: true,
  generation: false,
  columns: [nameColumn, ageColumn],
}
