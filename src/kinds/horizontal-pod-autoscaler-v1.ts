// HorizontalPodAutoscaler: lets the number of replicas follow the load. Models pkg/registry/autoscaling/horizontalpodautoscaler/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, nameColumn } from './columns.ts'
import type { AutoscalingHorizontalPodAutoscaler } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const horizontalPodAutoscalerV1: ResourceDefinition<AutoscalingHorizontalPodAutoscaler> = {
  group: 'autoscaling',
  version: 'v1',
  kind: 'HorizontalPodAutoscaler',
  resource: 'horizontalpodautoscalers',
  singular: 'horizontalpodautoscaler',
  shortNames: ['hpa'],
  categories: ['all'],
  namespaced: true,
  verbs: allVerbs,
  status: true,
  generation: false,
  columns: [nameColumn, ageColumn],
}
