// ReplicaSet: keeps a number of like pods. Models pkg/registry/apps/replicaset/strategy.go and
// pkg/apis/apps/{v1/defaults.go,validation/validation.go} (v1.33).

import type { Draft, ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn, selectorText } from './columns.ts'
import { defaultPodTemplate } from './pod-defaults.ts'
import { templateColumns } from './pod-template-columns.ts'
import type { ReplicaSet, ReplicaSetSpec } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const replicaSet: ResourceDefinition<ReplicaSet> = {
  group: 'apps',
  version: 'v1',
  kind: 'ReplicaSet',
  resource: 'replicasets',
  singular: 'replicaset',
  shortNames: ['rs'],
  categories: ['all'],
  namespaced: true,
  verbs: allVerbs,
  status: true,
  columns: [
    nameColumn,
    column('Desired', ({ spec }) => spec?.replicas ?? 0, { type: 'integer' }),
    column('Current', ({ status }) => status?.replicas ?? 0, { type: 'integer' }),
    column('Ready', ({ status }) => status?.readyReplicas ?? 0, { type: 'integer' }),
    ageColumn,
    ...templateColumns,
    column('Selector', ({ spec }) => selectorText(spec?.selector) || '<none>', { wide: true }),
  ],
  fieldSelectors: { 'status.replicas': ({ status }) => String(status?.replicas ?? 0) },
  defaults(draft) {
    // A missing selector stays missing: validation asks for it.
    draft.spec ??= {} as Draft<ReplicaSetSpec>
    draft.spec.replicas ??= 1
    draft.spec.template ??= {}
    defaultPodTemplate(draft.spec.template)
  },
  prepareCreate(draft) {
    draft.status = { replicas: 0 }
  },
  scale: { specReplicas: '.spec.replicas', statusReplicas: '.status.replicas', selector: '.spec.selector' },
}
