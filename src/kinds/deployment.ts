// Deployment: rolls a pod template out through replica sets. Models pkg/registry/apps/deployment/strategy.go and
// pkg/apis/apps/{v1/defaults.go,validation/validation.go} (v1.33).

import type { Draft, ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn, selectorText } from './columns.ts'
import { defaultPodTemplate } from './pod-defaults.ts'
import { templateColumns } from './pod-template-columns.ts'
import type { Deployment, DeploymentSpec } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const deployment: ResourceDefinition<Deployment> = {
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  resource: 'deployments',
  singular: 'deployment',
  shortNames: ['deploy'],
  categories: ['all'],
  namespaced: true,
  verbs: allVerbs,
  status: true,
  columns: [
    nameColumn,
    column('Ready', ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`),
    column('Up-to-date', ({ status }) => status?.updatedReplicas ?? 0),
    column('Available', ({ status }) => status?.availableReplicas ?? 0),
    ageColumn,
    ...templateColumns,
    column('Selector', ({ spec }) => selectorText(spec?.selector), { wide: true }),
  ],
  defaults(draft) {
    // A missing selector stays missing: validation asks for it.
    draft.spec ??= {} as Draft<DeploymentSpec>
    const { spec } = draft
    spec.replicas ??= 1
    spec.revisionHistoryLimit ??= 10
    spec.progressDeadlineSeconds ??= 600
    spec.strategy ??= {}
    spec.strategy.type ||= 'RollingUpdate'
    if (spec.strategy.type === 'RollingUpdate') {
      spec.strategy.rollingUpdate ??= {}
      spec.strategy.rollingUpdate.maxUnavailable ??= '25%'
      spec.strategy.rollingUpdate.maxSurge ??= '25%'
    }
    spec.template ??= {}
    defaultPodTemplate(spec.template)
  },
  prepareCreate(draft) {
    draft.status = {}
  },
  scale: { specReplicas: '.spec.replicas', statusReplicas: '.status.replicas', selector: '.spec.selector' },
}
