// CSINode: the storage drivers of a node. Models pkg/registry/storage/csinode/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import type { CSINode } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const csiNode: ResourceDefinition<CSINode> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSINode',
  resource: 'csinodes',
  singular: 'csinode',
  namespaced: false,
  verbs: allVerbs,
  columns: [nameColumn, column('Drivers', ({ spec }) => spec.drivers?.length ?? 0, { type: 'integer' }), ageColumn],
}
