// PriorityLevelConfiguration: how many requests of a level may run at once. Models pkg/registry/flowcontrol/prioritylevelconfiguration/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import { validateConditionTypes } from './flow-schema-validation.ts'
import { defaultPriorityLevel, validatePriorityLevel } from './priority-level-validation.ts'
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
  columns: [
    nameColumn,
    column('Type', ({ spec }) => spec?.type ?? ''),
    column('NominalConcurrencyShares', ({ spec }) =>
      spec?.limited ? (spec.limited.nominalConcurrencyShares ?? 0) : '<none>',
    ),
    column('Queues', (object) => queuingCell(object, 'queues')),
    column('HandSize', (object) => queuingCell(object, 'handSize')),
    column('QueueLengthLimit', (object) => queuingCell(object, 'queueLengthLimit')),
    ageColumn,
  ],
  defaults: defaultPriorityLevel,
  validate: validatePriorityLevel,
  parts: { status: { validate: ({ status }) => validateConditionTypes(status?.conditions) } },
}

function queuingCell(
  { spec }: PriorityLevelConfiguration,
  field: 'queues' | 'handSize' | 'queueLengthLimit',
): number | string {
  const queuing = spec?.limited?.limitResponse?.queuing
  return queuing ? (queuing[field] ?? 0) : '<none>'
}
