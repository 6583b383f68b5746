// HorizontalPodAutoscaler of autoscaling/v1: those of v2, with what v1 has no fields for kept in annotations. Models
// pkg/apis/autoscaling/v1/conversion.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { autoscalerFromV1, autoscalerToV1 } from './autoscaler-conversion.ts'
import { horizontalPodAutoscaler } from './horizontal-pod-autoscaler.ts'
import type { AutoscalingHorizontalPodAutoscaler, HorizontalPodAutoscaler } from './types.generated.ts'

export const horizontalPodAutoscalerV1: ResourceDefinition<AutoscalingHorizontalPodAutoscaler> = {
  group: 'autoscaling',
  version: 'v1',
  kind: 'HorizontalPodAutoscaler',
  resource: 'horizontalpodautoscalers',
  singular: 'horizontalpodautoscaler',
  shortNames: ['hpa'],
  categories: ['all'],
  namespaced: true,
  verbs: horizontalPodAutoscaler.verbs,
  status: true,
  columns: [],
  view: {
    of: horizontalPodAutoscaler,
    show: (stored) => autoscalerToV1(stored as HorizontalPodAutoscaler),
    keep: autoscalerFromV1,
  },
}
