// Quantities in expressions: apiserver/pkg/cel/library/quantity.go (v1.33).

import {
  addQuantities,
  compareQuantities,
  parseQuantity,
  type Quantity,
  QuantityError,
  readQuantity,
} from '../../api/index.ts'
import type { CelLibrary } from '../function.ts'
import { CelError } from '../value.ts'

class QuantityValue {
  readonly amount: Quantity
  constructor(amount: Quantity) {
    this.amount = amount
  }
}

function quantityOf(text: string): QuantityValue {
  try {
    return new QuantityValue(parseQuantity(text))
  } catch (error) {
    if (error instanceof QuantityError) throw new CelError(error.message)
    throw error
  }
}

const compare = (a: QuantityValue, b: QuantityValue): number => compareQuantities(a.amount, b.amount)
const ofInteger = (value: bigint): QuantityValue => new QuantityValue(parseQuantity(String(value)))
const negated = ({ amount }: QuantityValue): Quantity => ({ ...amount, mantissa: -amount.mantissa })
const add = (a: QuantityValue, b: QuantityValue): QuantityValue => new QuantityValue(addQuantities(a.amount, b.amount))
const subtract = (a: QuantityValue, b: QuantityValue): QuantityValue =>
  new QuantityValue(addQuantities(a.amount, negated(b)))

/** The value when it is a whole number that fits. */
function wholeOf({ amount: { mantissa, exponent } }: QuantityValue): bigint | undefined {
  const divisor = exponent < 0 ? 10n ** BigInt(-exponent) : 1n
  if (mantissa % divisor !== 0n) return undefined
  const value = exponent < 0 ? mantissa / divisor : mantissa * 10n ** BigInt(exponent)
  return value >= -(2n ** 63n) && value < 2n ** 63n ? value : undefined
}

function asInteger(quantity: QuantityValue): bigint {
  const value = wholeOf(quantity)
  if (value === undefined) throw new CelError('cannot convert value to integer')
  return value
}

const Q = 'kubernetes.Quantity'

export const quantities: CelLibrary = {
  opaques: [{ name: Q, maker: QuantityValue, equal: (a: QuantityValue, b: QuantityValue) => compare(a, b) === 0 }],
  functions: [
    { signature: `quantity(string): ${Q}`, run: quantityOf },
    { signature: 'isQuantity(string): bool', run: (text: string) => readQuantity(text) !== undefined },
    {
      signature: `${Q}.sign(): int`,
      run: ({ amount }: QuantityValue) => (amount.mantissa > 0n ? 1n : amount.mantissa < 0n ? -1n : 0n),
    },
    { signature: `${Q}.isGreaterThan(${Q}): bool`, run: (a: QuantityValue, b: QuantityValue) => compare(a, b) > 0 },
    { signature: `${Q}.isLessThan(${Q}): bool`, run: (a: QuantityValue, b: QuantityValue) => compare(a, b) < 0 },
    { signature: `${Q}.compareTo(${Q}): int`, run: (a: QuantityValue, b: QuantityValue) => BigInt(compare(a, b)) },
    {
      signature: `${Q}.asApproximateFloat(): double`,
      run: ({ amount }: QuantityValue) => Number(amount.mantissa) * 10 ** amount.exponent,
    },
    { signature: `${Q}.asInteger(): int`, run: asInteger },
    { signature: `${Q}.isInteger(): bool`, run: (quantity: QuantityValue) => wholeOf(quantity) !== undefined },
    { signature: `${Q}.add(${Q}): ${Q}`, run: add },
    { signature: `${Q}.add(int): ${Q}`, run: (a: QuantityValue, b: bigint) => add(a, ofInteger(b)) },
    { signature: `${Q}.sub(${Q}): ${Q}`, run: subtract },
    { signature: `${Q}.sub(int): ${Q}`, run: (a: QuantityValue, b: bigint) => subtract(a, ofInteger(b)) },
  ],
}
