// A pod's quality of service (k8s.io/kubectl/pkg/util/qos/qos.go, v1.33): what the status says, else what the
// resources of its containers amount to.

import { compareQuantities, readQuantity } from '../../api/index.ts'
import type { Pod, ResourceRequirements } from '../../kinds/index.ts'

const counted = ['cpu', 'memory'] as const

export function qosClass({ spec, status }: Pod): string {
  if (status?.qosClass) return status.qosClass
  const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])]
  const all = spec?.resources ? [spec.resources] : containers.map(({ resources }) => resources ?? {})
  if (
    all.every((resources) =>
      counted.every((name) => !amount(resources, 'requests', name) && !amount(resources, 'limits', name)),
    )
  ) {
    return 'BestEffort'
  }
  return all.every(isGuaranteed) ? 'Guaranteed' : 'Burstable'
}

function isGuaranteed(resources: ResourceRequirements): boolean {
  return counted.every((name) => {
    const limit = amount(resources, 'limits', name)
    const request = amount(resources, 'requests', name)
    return limit !== undefined && (request === undefined || compareQuantities(limit, request) === 0)
  })
}

function amount(resources: ResourceRequirements, list: 'limits' | 'requests', name: string) {
  const quantity = readQuantity(resources[list]?.[name] ?? '')
  return quantity && quantity.mantissa > 0n ? quantity : undefined
}
