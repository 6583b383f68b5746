// PriorityLevelConfiguration: how many requests of a level may run at once. Models pkg/registry/flowcontrol/prioritylevelconfiguration/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, nameColumn } from './columns.ts'
import type { PriorityLevelConfiguration } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const priorityLevelConfiguration: ResourceDefinition<PriorityLevelConfiguration> = {
  group: 'flowcontrol.apiserver.k8s.io',
  version: 'v1',
  kind: 'PriorityLevelConfiguration',
  resource: 'prioritylevelconfigurations',
  singular: 'prioritylevelconfiguration',
  namespaced: false,
  verbs: allVerbs,
  status: true,
  columns: [nameColumn, ageColumn],
}
