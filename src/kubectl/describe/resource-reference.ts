// A resource of a container as an environment variable (k8s.io/kubectl/pkg/util/resource/resource.go, v1.33).

import { quantityNanos, readQuantity } from '../../api/index.ts'
import type { Container, ResourceFieldSelector } from '../../kinds/index.ts'

const known = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/

/** In units of the divisor, rounded up; '' for resources that cannot be referred to. */
export function containerResourceText({ resource, divisor }: ResourceFieldSelector, container: Container): string {
  const [, list, name = ''] = known.exec(resource) ?? []
  if (!list) return ''
  const amount = readQuantity(container.resources?.[list === 'limits' ? 'limits' : 'requests']?.[name] ?? '0')
  const given = readQuantity(divisor ?? '1')
  if (!amount || !given) return ''
  const unit = given.mantissa === 0n ? 1_000_000_000n : quantityNanos(given)
  return String((quantityNanos(amount) + unit - 1n) / unit)
}
