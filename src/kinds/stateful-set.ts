// StatefulSet: pods with names and storage of their own. Models pkg/registry/apps/statefulset/strategy.go and
// pkg/apis/apps/{v1/defaults.go,validation/validation.go} (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { defaultClaim } from './claim-defaults.ts'
import { claimWarnings } from './claim-validation.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import { defaultPodTemplate } from './pod-defaults.ts'
import { templateColumns } from './pod-template-columns.ts'
import { templateWarnings } from './pod-warnings.ts'
import { validateStatefulSet, validateStatefulSetUpdate } from './stateful-set-validation.ts'
import type { StatefulSet } from './types.generated.ts'
import { allVerbs } from './verbs.ts'
import { isChanged } from './workload-validation.ts'

export const statefulSet: ResourceDefinition<StatefulSet> = {
  group: 'apps',
  version: 'v1',
  kind: 'StatefulSet',
  resource: 'statefulsets',
  singular: 'statefulset',
  shortNames: ['sts'],
  categories: ['all'],
  namespaced: true,
  verbs: allVerbs,
  status: true,
  nameRule: 'label',
  defaults({ spec }) {
    if (!spec) return
    spec.podManagementPolicy ||= 'OrderedReady'
    spec.updateStrategy ??= {}
    const { updateStrategy } = spec
    if (!updateStrategy.type) {
      updateStrategy.type = 'RollingUpdate'
      updateStrategy.rollingUpdate ??= {}
    }
    if (updateStrategy.type === 'RollingUpdate' && updateStrategy.rollingUpdate) {
      updateStrategy.rollingUpdate.partition ??= 0
    }
    spec.persistentVolumeClaimRetentionPolicy ??= {}
    spec.persistentVolumeClaimRetentionPolicy.whenDeleted ||= 'Retain'
    spec.persistentVolumeClaimRetentionPolicy.whenScaled ||= 'Retain'
    spec.replicas ??= 1
    spec.revisionHistoryLimit ??= 10
    spec.template ??= {}
    defaultPodTemplate(spec.template)
    for (const claim of spec.volumeClaimTemplates ?? []) {
      claim.apiVersion = 'v1'
      claim.kind = 'PersistentVolumeClaim'
      defaultClaim(claim)
    }
  },
  prepareCreate(draft) {
    // An alpha feature that is off by default.
    delete draft.spec?.updateStrategy?.rollingUpdate?.maxUnavailable
    draft.status = { replicas: 0, availableReplicas: 0 }
  },
  prepareUpdate(draft) {
    delete draft.spec?.updateStrategy?.rollingUpdate?.maxUnavailable
  },
  validate: validateStatefulSet,
  validateUpdate: validateStatefulSetUpdate,
  warnings(object, old) {
    const { template, volumeClaimTemplates = [] } = object.spec ?? {}
    const path = (i: number) => `spec.volumeClaimTemplates[${i}]${old ? '.Spec' : ''}`
    return [
      ...(isChanged(object, old) ? templateWarnings(template, 'spec.template.') : []),
      ...volumeClaimTemplates.flatMap(({ spec }, i) => claimWarnings(spec, path(i))),
    ]
  },
  columns: [
    nameColumn,
    column('Ready', ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`),
    ageColumn,
    ...templateColumns,
  ],
  scale: { specReplicas: '.spec.replicas', statusReplicas: '.status.replicas', selector: '.spec.selector' },
}
