// The pods of a node with what they ask for, and the sums (k8s.io/kubectl/pkg/describe/describe.go,
// describeNodeResource, and k8s.io/kubectl/pkg/util/resource/resource.go, v1.33).
// Missing: resources of containers that are being resized in place.

import {
  addQuantities,
  ageText,
  compareQuantities,
  type Quantity,
  quantityMilliValue,
  quantityValue,
  readQuantity,
  zeroQuantity,
} from '../../api/index.ts'
import type { Container, Node, Pod } from '../../kinds/index.ts'
import { compareText } from './order.ts'
import type { DescribeWriter } from './writer.ts'

type Amounts = Map<string, Quantity>

export function writeNodePods(w: DescribeWriter, node: Node, pods: readonly Pod[], nowMs: number): void {
  const { capacity = {}, allocatable = {} } = node.status ?? {}
  const room = parseAmounts(Object.keys(allocatable).length > 0 ? allocatable : capacity)
  const cell = (amounts: Amounts, name: string) =>
    shareText(amounts.get(name) ?? zeroQuantity, room.get(name) ?? zeroQuantity, name)

  w.write(0, `Non-terminated Pods:\t(${pods.length} in total)\n`)
  w.write(1, 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge\n')
  w.write(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---\n')
  const requests: Amounts = new Map()
  const limits: Amounts = new Map()
  for (const pod of pods) {
    const { metadata } = pod
    const asked = podAmounts(pod, 'requests')
    const capped = podAmounts(pod, 'limits')
    const cells = [cell(asked, 'cpu'), cell(capped, 'cpu'), cell(asked, 'memory'), cell(capped, 'memory')].join('\t')
    const age = ageText(metadata.creationTimestamp, nowMs)
    w.write(1, `${metadata.namespace ?? ''}\t${metadata.name}\t\t${cells}\t${age}\n`)
    add(requests, asked)
    add(limits, capped)
  }

  w.write(0, 'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)\n')
  w.write(1, 'Resource\tRequests\tLimits\n')
  w.write(1, '--------\t--------\t------\n')
  const names = [...room.keys()].sort(compareText)
  const huge = names.filter((name) => name.startsWith('hugepages-'))
  for (const name of ['cpu', 'memory', 'ephemeral-storage', ...huge]) {
    w.write(1, `${name}\t${cell(requests, name)}\t${cell(limits, name)}\n`)
  }
  const standard = new Set(['cpu', 'memory', 'ephemeral-storage', 'pods', ...huge])
  for (const name of names.filter((name) => !standard.has(name))) {
    w.write(1, `${name}\t${(requests.get(name) ?? zeroQuantity).text}\t${(limits.get(name) ?? zeroQuantity).text}\n`)
  }
}

/** '250m (6%)': the percentage is cut, not rounded. */
function shareText(amount: Quantity, room: Quantity, name: string): string {
  const value = name === 'cpu' ? quantityMilliValue : quantityValue
  const whole = value(room)
  const percent = whole === 0 ? 0 : Math.trunc((value(amount) / whole) * 100)
  return `${amount.text} (${percent}%)`
}

/** What the scheduler counts: containers together, or the hungriest init container; sidecars count on. */
function podAmounts({ spec }: Pod, list: 'requests' | 'limits'): Amounts {
  const amountsOf = (container: Container) => parseAmounts(container.resources?.[list] ?? {})
  const total: Amounts = new Map()
  for (const container of spec?.containers ?? []) add(total, amountsOf(container))
  const sidecars: Amounts = new Map()
  const most: Amounts = new Map()
  for (const container of spec?.initContainers ?? []) {
    const amounts = amountsOf(container)
    if (container.restartPolicy === 'Always') {
      add(total, amounts)
      add(sidecars, amounts)
      raise(most, sidecars)
    } else {
      add(amounts, sidecars)
      raise(most, amounts)
    }
  }
  raise(total, most)
  for (const [name, quantity] of parseAmounts(spec?.overhead ?? {})) {
    const before = total.get(name)
    if (list === 'requests' || (before && before.mantissa !== 0n))
      total.set(name, addQuantities(before ?? zeroQuantity, quantity))
  }
  return total
}

function parseAmounts(texts: Readonly<Record<string, string>>): Amounts {
  const amounts: Amounts = new Map()
  for (const [name, text] of Object.entries(texts)) amounts.set(name, readQuantity(text) ?? zeroQuantity)
  return amounts
}

function add(total: Amounts, amounts: Amounts): void {
  for (const [name, quantity] of amounts) {
    const before = total.get(name)
    total.set(name, before ? addQuantities(before, quantity) : quantity)
  }
}

function raise(most: Amounts, amounts: Amounts): void {
  for (const [name, quantity] of amounts) {
    const before = most.get(name)
    if (!before || compareQuantities(quantity, before) > 0) most.set(name, quantity)
  }
}
