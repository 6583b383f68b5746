// What a pod's status says of it (pkg/api/v1/pod/util.go, v1.33).

import type { Pod, PodCondition } from '../kinds/index.ts'
import { timeOf } from './time.ts'

export function conditionOf(pod: Pod, type: string): PodCondition | undefined {
  for (const condition of pod.status?.conditions ?? []) if (condition.type === type) return condition
  return undefined
}

export const isReady = (pod: Pod): boolean => conditionOf(pod, 'Ready')?.status === 'True'

/** The moment from which a ready pod counts as available; infinity when it is not ready. */
export function availableFromMs(pod: Pod, minReadySeconds: number): number {
  const ready = conditionOf(pod, 'Ready')
  if (ready?.status !== 'True') return Number.POSITIVE_INFINITY
  return minReadySeconds === 0 ? 0 : timeOf(ready.lastTransitionTime) + minReadySeconds * 1000
}
