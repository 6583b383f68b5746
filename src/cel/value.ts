// JSON as values of expressions, and back to words. Models apiserver/pkg/cel/common/values.go (v1.33): the schema says what
// a value is; integers are bigint, other numbers number, times Date.

import { Optional } from '@marcbachmann/cel-js'
import { Duration } from '@marcbachmann/cel-js/evaluator'
import { type CelType, fieldName } from './type.ts'

export type Fields = { [name: string]: unknown }

/** A text that is not what its format says; the rule that reads it fails with these words. */
export class CelError extends Error {}

/**
 * The value that an expression sees. Fields that its type does not name are left out; where the type is dyn, whole
 * numbers are integers.
 */
export function celValue(value: unknown, type: CelType): unknown {
  if (value === null || value === undefined) return null
  switch (type.kind) {
    case 'int':
      return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value
    case 'dyn':
      return dynamicValue(value)
    case 'bytes':
      return Uint8Array.from(atob(String(value)), (char) => char.charCodeAt(0))
    case 'duration':
      return readDuration(String(value))
    case 'timestamp':
      return readTime(String(value))
    case 'list':
      return Array.isArray(value) ? value.map((item) => celValue(item, type.item)) : value
    case 'map': {
      const result: Fields = {}
      for (const [key, item] of Object.entries(value)) define(result, key, celValue(item, type.item))
      return result
    }
    case 'object': {
      const result: Fields = {}
      for (const [name, item] of Object.entries(value)) {
        const field = fieldName(name)
        const known = field !== undefined && Object.hasOwn(type.fields, field) ? type.fields[field] : undefined
        if (field !== undefined && known) define(result, field, celValue(item, known))
      }
      return result
    }
    default:
      return value
  }
}

function dynamicValue(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value
  if (Array.isArray(value)) return value.map(dynamicValue)
  if (typeof value !== 'object' || value === null) return value
  const result: Fields = {}
  for (const [key, item] of Object.entries(value)) define(result, key, dynamicValue(item))
  return result
}

/** A key may be '__proto__'. */
const define = (fields: Fields, key: string, value: unknown): void => {
  if (key === '__proto__') Object.defineProperty(fields, key, { value, enumerable: true })
  else fields[key] = value
}

const NANOS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 6e10, h: 3.6e12 }

/** time.ParseDuration. */
export function readDuration(text: string): Duration {
  const [, sign, rest = ''] = /^([+-]?)(.*)$/s.exec(text) ?? []
  const parts = [...rest.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g)]
  if (rest !== '0' && (parts.length === 0 || parts.map(([part]) => part).join('') !== rest)) {
    throw new CelError(`time: invalid duration ${JSON.stringify(text)}`)
  }
  const nanos = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (NANOS[unit ?? ''] ?? 0), 0)
  const total = BigInt(Math.round(nanos)) * (sign === '-' ? -1n : 1n)
  return new Duration(total / 1_000_000_000n, Number(total % 1_000_000_000n))
}

export function readTime(text: string): Date {
  const found = /^\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d))?$/.exec(text)
  const ms = found ? Date.parse(text.replace(' ', 'T').toUpperCase()) : Number.NaN
  if (Number.isNaN(ms)) throw new CelError(`invalid date-time ${JSON.stringify(text)}`)
  return new Date(ms)
}

/** A value that may be missing. */
export const optionalOf = (value: unknown): unknown => (value === undefined ? Optional.none() : Optional.of(value))
