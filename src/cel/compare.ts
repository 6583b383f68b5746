// Equality and order of the values of expressions.

import { Duration, UnsignedInt } from '@marcbachmann/cel-js/evaluator'

const isNumber = (value: unknown): value is number | bigint => typeof value === 'number' || typeof value === 'bigint'

const plain = (value: unknown): unknown =>
  value instanceof UnsignedInt || value instanceof Duration || value instanceof Date ? value.valueOf() : value

export function equal(left: unknown, right: unknown): boolean {
  const a = plain(left)
  const b = plain(right)
  if (isNumber(a) && isNumber(b)) return !(a < b) && !(a > b)
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || a instanceof Uint8Array) {
    if (!(Array.isArray(b) || b instanceof Uint8Array) || a.length !== b.length) return false
    for (let at = 0; at < a.length; at++) if (!equal(a[at], b[at])) return false
    return true
  }
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => Object.hasOwn(b, key) && equal(Reflect.get(a, key), Reflect.get(b, key)))
}

/** Less than 0, 0 or more; of one kind, as the checker has seen to. */
export function compared(left: unknown, right: unknown): number {
  const a = plain(left) as number
  const b = plain(right) as number
  if (left instanceof Uint8Array && right instanceof Uint8Array) return compared([...left].join(), [...right].join())
  return a < b ? -1 : a > b ? 1 : 0
}
