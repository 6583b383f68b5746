// The quality-of-service class of a pod. Models pkg/apis/core/helper/qos/qos.go (v1.33).

import { quantityNanos, readQuantity, zeroQuantity } from '../api/index.ts'
import type { PodSpec } from './types.generated.ts'

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort'

const counted = ['cpu', 'memory'] as const

export function qosClass(spec: PodSpec | undefined): QosClass {
  const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])]
  const requests: Record<string, bigint> = {}
  const limits: Record<string, bigint> = {}
  let guaranteed = true
  for (const { resources } of containers) {
    for (const name of counted) {
      const request = amount(resources?.requests?.[name])
      const limit = amount(resources?.limits?.[name])
      if (request > 0n) requests[name] = (requests[name] ?? 0n) + request
      if (limit > 0n) limits[name] = (limits[name] ?? 0n) + limit
      else guaranteed = false
    }
  }
  if (Object.keys(requests).length === 0 && Object.keys(limits).length === 0) return 'BestEffort'
  if (guaranteed && Object.keys(requests).length === Object.keys(limits).length) {
    if (counted.every((name) => requests[name] === limits[name])) return 'Guaranteed'
  }
  return 'Burstable'
}

function amount(text: string | undefined): bigint {
  return text === undefined ? 0n : quantityNanos(readQuantity(String(text)) ?? zeroQuantity)
}
