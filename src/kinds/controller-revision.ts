// ControllerRevision: a past state of a workload. Models pkg/registry/apps/controllerrevision/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, nameColumn } from './columns.ts'
import type { ControllerRevision } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const controllerRevision: ResourceDefinition<ControllerRevision> = {
  group: 'apps',
  version: 'v1',
  kind: 'ControllerRevision',
  resource: 'controllerrevisions',
  singular: 'controllerrevision',
  namespaced: true,
  verbs: allVerbs,
  columns: [nameColumn, ageColumn],
}
