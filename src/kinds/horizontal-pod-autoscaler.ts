// HorizontalPodAutoscaler: lets the number of replicas follow the load. Models
// pkg/registry/autoscaling/horizontalpodautoscaler/strategy.go and pkg/apis/autoscaling/v2/defaults.go (v1.33).

import type { Draft, ResourceDefinition } from '../api/index.ts'
import { validateAutoscaler } from './autoscaler-validation.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import { targetsText } from './metric-cells.ts'
import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerSpec, HPAScalingRules } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const horizontalPodAutoscaler: ResourceDefinition<HorizontalPodAutoscaler> = {
  group: 'autoscaling',
  version: 'v2',
  kind: 'HorizontalPodAutoscaler',
  resource: 'horizontalpodautoscalers',
  singular: 'horizontalpodautoscaler',
  shortNames: ['hpa'],
  categories: ['all'],
  namespaced: true,
  verbs: allVerbs,
  status: true,
  generation: false,
  defaults({ spec }) {
    if (!spec) return
    spec.minReplicas ??= 1
    if (!spec.metrics?.length) {
      const target = { type: 'Utilization', averageUtilization: 80 }
      spec.metrics = [{ type: 'Resource', resource: { name: 'cpu', target } }]
    }
    if (spec.behavior) defaultBehavior(spec.behavior)
  },
  validate: validateAutoscaler,
  columns: [
    nameColumn,
    column('Reference', ({ spec }) => `${spec?.scaleTargetRef?.kind ?? ''}/${spec?.scaleTargetRef?.name ?? ''}`),
    column('Targets', targetsText),
    column('MinPods', ({ spec }) => String(spec?.minReplicas ?? '<unset>')),
    column('MaxPods', ({ spec }) => spec?.maxReplicas ?? 0),
    column('Replicas', ({ status }) => status?.currentReplicas ?? 0),
    ageColumn,
  ],
}

function defaultBehavior(behavior: NonNullable<Draft<HorizontalPodAutoscalerSpec>['behavior']>): void {
  const policy = (type: string, value: number) => ({ type, value, periodSeconds: 15 })
  const all: Draft<HPAScalingRules> = { selectPolicy: 'Max', policies: [policy('Percent', 100)] }
  const up = { ...all, stabilizationWindowSeconds: 0, policies: [policy('Pods', 4), policy('Percent', 100)] }
  // How much a load may differ is a feature that is off by default.
  for (const rules of [behavior.scaleUp, behavior.scaleDown]) delete rules?.tolerance
  behavior.scaleUp = { ...up, ...behavior.scaleUp }
  behavior.scaleDown = { ...all, ...behavior.scaleDown }
}
