// Values of Go templates. Objects come from JSON: whole numbers are int64 there, others float64. Numbers of the template
// itself, and lengths, are Go's int and float64.

import { goFloat } from '../printers/go-number.ts'

/** Go's words, with the place, e.g. 'template: output:1:2: executing "output" at <.x>: …'. */
export class TemplateFault extends Error {}

/** An int of Go's, as the template's own numbers are. */
export class GoInt {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
}

/** A float64 that may be whole. */
export class GoFloat {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
}

/** A key that a map does not have; Go's zero reflect.Value, as nil is. */
export const missing = Symbol('no value')

export const isNil = (value: unknown): boolean => value === null || value === undefined || value === missing

/** 'string', '[]interface {}'; of nil: undefined. */
export function typeName(value: unknown): string | undefined {
  if (isNil(value)) return undefined
  if (value instanceof GoInt) return 'int'
  if (value instanceof GoFloat) return 'float64'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}'
}

/** The number of any kind of number. */
export function numberOf(value: unknown): number | undefined {
  if (value instanceof GoInt || value instanceof GoFloat) return value.value
  return typeof value === 'number' ? value : undefined
}

/** Whole, by its type. */
export function intOf(value: unknown): number | undefined {
  return typeName(value)?.startsWith('int') ? numberOf(value) : undefined
}

export type GoMap = Readonly<Record<string, unknown>>

export const isMap = (value: unknown): value is GoMap => typeName(value) === 'map[string]interface {}'

export const sortedKeys = (map: GoMap): readonly string[] => Object.keys(map).sort((a, b) => (a < b ? -1 : 1))

/** What an action prints. */
export const shownText = (value: unknown): string => (isNil(value) ? '<no value>' : plainText(value))

/** fmt.Sprint of one value. */
export function plainText(value: unknown): string {
  if (isNil(value)) return '<nil>'
  const number = numberOf(value)
  if (number !== undefined) return goFloat(number, 'value')
  if (Array.isArray(value)) return `[${value.map(plainText).join(' ')}]`
  if (isMap(value))
    return `map[${sortedKeys(value)
      .map((key) => `${key}:${plainText(value[key])}`)
      .join(' ')}]`
  return String(value)
}

export function isTrue(value: unknown): boolean {
  if (isNil(value)) return false
  const number = numberOf(value)
  if (number !== undefined) return number !== 0
  if (Array.isArray(value)) return value.length > 0
  return isMap(value) ? Object.keys(value).length > 0 : Boolean(value)
}
