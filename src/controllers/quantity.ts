// The number that a resource quantity means, for sums and comparisons; nothing is ever printed from it.

import { quantityNanos, readQuantity } from '../api/index.ts'

const known = new Map<string, number>()

/** Zero for what is missing or is no quantity. */
export function quantityOf(text: string | number | undefined): number {
  if (text === undefined) return 0
  const key = String(text)
  let amount = known.get(key)
  if (amount === undefined) {
    const quantity = readQuantity(key)
    amount = quantity ? Number(quantityNanos(quantity)) / 1e9 : 0
    if (known.size < 1000) known.set(key, amount)
  }
  return amount
}
