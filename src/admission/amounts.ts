// Lists of amounts by resource name: sums, maxima, and what a pod asks for altogether. Models k8s.io/apiserver/pkg/quota/v1/
// resources.go and k8s.io/component-helpers/resource/helpers.go (v1.33).
// Missing: what a pod still has while a resize of its containers is on its way; resources of a pod as a whole (off upstream).

import { addQuantities, compareQuantities, type Quantity, readQuantity } from '../api/index.ts'
import type { PodSpec } from '../kinds/index.ts'

export type Amounts = Record<string, Quantity>
export type AmountTexts = Readonly<Record<string, string>>

/** Whatever is no quantity has been found by validation. */
export function amountsOf(texts: AmountTexts | undefined): Amounts {
  const amounts: Amounts = {}
  for (const [name, text] of Object.entries(texts ?? {})) {
    const quantity = readQuantity(String(text))
    if (quantity) amounts[name] = quantity
  }
  return amounts
}

/** As objects hold them, sorted by name. */
export function textsOf(amounts: Amounts): Record<string, string> {
  return Object.fromEntries(
    Object.keys(amounts)
      .sort()
      .map((name) => [name, amounts[name]?.text ?? '0']),
  )
}

export function addTo(sum: Amounts, amounts: Amounts): void {
  for (const [name, quantity] of Object.entries(amounts)) {
    const before = sum[name]
    sum[name] = before ? addQuantities(before, quantity) : quantity
  }
}

function raiseTo(most: Amounts, amounts: Amounts): void {
  for (const [name, quantity] of Object.entries(amounts)) {
    const before = most[name]
    if (!before || compareQuantities(quantity, before) > 0) most[name] = quantity
  }
}

/** What the containers ask for together, or the neediest moment of the init containers when that is more. */
export function podAmounts(spec: PodSpec, which: 'requests' | 'limits'): Amounts {
  const sum: Amounts = {}
  for (const { resources } of spec.containers) addTo(sum, amountsOf(resources?.[which]))
  const sidecars: Amounts = {}
  const most: Amounts = {}
  for (const { resources, restartPolicy } of spec.initContainers ?? []) {
    const own = amountsOf(resources?.[which])
    if (restartPolicy === 'Always') {
      addTo(sum, own)
      addTo(sidecars, own)
      raiseTo(most, sidecars)
    } else {
      addTo(own, sidecars)
      raiseTo(most, own)
    }
  }
  raiseTo(sum, most)
  return sum
}

/** What running it costs besides. */
export function addOverhead(sum: Amounts, spec: PodSpec, which: 'requests' | 'limits'): void {
  for (const [name, quantity] of Object.entries(amountsOf(spec.overhead))) {
    if (which === 'requests' || (sum[name]?.mantissa ?? 0n) !== 0n) addTo(sum, { [name]: quantity })
  }
}
