// ReplicationController: keeps pods at a number. Models pkg/registry/core/replicationcontroller/strategy.go and
// pkg/apis/core/v1/defaults.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, labelsText, nameColumn } from './columns.ts'
import { defaultPodTemplate } from './pod-defaults.ts'
import { templateColumns } from './pod-template-columns.ts'
import { nameWarnings, templateWarnings } from './pod-warnings.ts'
import { validateReplicationController } from './replication-controller-validation.ts'
import type { ReplicationController } from './types.generated.ts'
import { allVerbs } from './verbs.ts'
import { isChanged } from './workload-validation.ts'

export const replicationController: ResourceDefinition<ReplicationController> = {
  group: '',
  version: 'v1',
  kind: 'ReplicationController',
  resource: 'replicationcontrollers',
  singular: 'replicationcontroller',
  shortNames: ['rc'],
  categories: ['all'],
  namespaced: true,
  verbs: allVerbs,
  status: true,
  fieldSelectors: { 'status.replicas': ({ status }) => String(status?.replicas ?? 0) },
  defaults({ spec, metadata }) {
    if (!spec) return
    spec.replicas ??= 1
    const { template } = spec
    if (!template) return
    defaultPodTemplate(template)
    const labels = template.metadata?.labels
    if (!labels) return
    if (Object.keys(spec.selector ?? {}).length === 0) spec.selector = { ...labels }
    if (Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = { ...labels }
  },
  prepareCreate(draft) {
    draft.status = { replicas: 0 }
  },
  validate: validateReplicationController,
  warnings(object, old) {
    if (!isChanged(object, old)) return []
    const warnings = templateWarnings(object.spec?.template, 'spec.template.')
    return old ? warnings : [...nameWarnings(object.metadata.name), ...warnings]
  },
  columns: [
    nameColumn,
    column('Desired', ({ spec }) => spec?.replicas ?? 0, { type: 'integer' }),
    column('Current', ({ status }) => status?.replicas ?? 0, { type: 'integer' }),
    column('Ready', ({ status }) => status?.readyReplicas ?? 0, { type: 'integer' }),
    ageColumn,
    ...templateColumns,
    column('Selector', ({ spec }) => labelsText(spec?.selector), { wide: true }),
  ],
  scale: { specReplicas: '.spec.replicas', statusReplicas: '.status.replicas', selector: '.spec.selector' },
}
