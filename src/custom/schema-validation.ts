// Values against a schema, with the faults and their order of k8s.io/kube-openapi pkg/validation/validate and of
// apiextensions-apiserver pkg/apiserver/validation (v1.33): what an update leaves as it was is not held against it.
// Differs: members are looked at in the order of their names; upstream's order is that of a Go map.

import {
  equalValues,
  type FieldError,
  goQuote,
  invalidField,
  requiredField,
  tooLongField,
  tooManyField,
  unsupportedField,
} from '../api/index.ts'
import { goPattern, isTooCostly, PatternError } from '../cel/index.ts'
import { type Correlation, correlatedItem, correlatedMember } from './correlation.ts'
import { formatName, hasFormat } from './formats.ts'
import { goSyntax } from './go-syntax.ts'
import { additionalOf, isIntOrString, type JsonSchema, propertyOf, shownPath } from './json-schema.ts'
import { isFields } from './structure.ts'

interface Result {
  readonly errors: FieldError[]
  /** The errors' texts: each is told once. */
  known?: Set<string>
  /** How many checks went well: the alternative with most of them is the one that was meant. */
  matches: number
}

/** Faults of `value`; `old` is what it takes the place of. */
export function schemaFaults(value: unknown, schema: JsonSchema, path = '', old?: Correlation): FieldError[] {
  return validate(value, schema, path, old).errors
}

function validate(value: unknown, schema: JsonSchema, path: string, old: Correlation | undefined): Result {
  const result: Result = { errors: [], matches: 0 }
  for (const part of value === null ? [typeFault, enumFault] : checks) {
    const found = part(value, schema, path, old)
    if (!found) continue
    merge(result, found)
    result.matches++
  }
  result.matches++
  // What was there before may stay, however wrong.
  if (result.errors.length > 0 && old && equalValues(value, old.value)) return { errors: [], matches: result.matches }
  return result
}

function merge(into: Result, { errors, matches }: Result): void {
  into.matches += matches
  if (errors.length === 0) return
  const textOf = ({ type, field, detail }: FieldError): string => `${type} ${field} ${detail}`
  into.known ??= new Set(into.errors.map(textOf))
  for (const error of errors) {
    const text = textOf(error)
    if (into.known.has(text)) continue
    into.known.add(text)
    into.errors.push(error)
  }
}

const add = (into: Result, error: FieldError): void => merge(into, { errors: [error], matches: 0 })

type Check = (value: unknown, schema: JsonSchema, path: string, old: Correlation | undefined) => Result | undefined

const fine = (matches: number): Result => ({ errors: [], matches })
const wrong = (...errors: FieldError[]): Result => ({ errors, matches: 0 })

const name = (path: string): string => `${path} in body`
const typeFaultOf = (path: string, type: string, found: string): Result =>
  wrong({
    type: 'TypeInvalid',
    field: shownPath(path),
    badValue: found,
    detail: `${name(path)} must be of type ${type}: ${goQuote(found)}`,
  })
const invalid = (path: string, value: unknown, detail: string): FieldError =>
  invalidField(shownPath(path), value ?? '', `${name(path)} ${detail}`)

function kindOf(value: unknown): [type: string, format: string] {
  if (Array.isArray(value)) return ['array', '']
  switch (typeof value) {
    case 'boolean':
      return ['boolean', '']
    case 'string':
      return ['string', '']
    case 'number':
      return Number.isInteger(value) ? ['integer', 'int64'] : ['number', 'double']
    default:
      return ['object', '']
  }
}

const typeFault: Check = (value, schema, path) => {
  const types = isIntOrString(schema) ? ['integer', 'string'] : schema.type ? [schema.type] : []
  const format = formatName(schema.format)
  if (types.length === 0 && format === '') return undefined
  const wanted = types.join(',')
  if (value === null) return types.length > 0 && !schema.nullable ? typeFaultOf(path, wanted, 'null') : fine(1)
  const [type, ownFormat] = kindOf(value)
  const fits = types.includes(type) || (type === 'integer' && types.includes('number'))
  const isText = type === 'string' || type === 'array'
  if (!isText && format !== '' && !fits && ownFormat !== format) return typeFaultOf(path, format, ownFormat)
  if (isText && format !== '' && !types.includes('number') && !types.includes('integer')) return fine(1)
  return fits ? fine(1) : typeFaultOf(path, wanted, type)
}

/** anyOf, oneOf, allOf, not. */
const compositeFault: Check = (value, schema, path, old) => {
  const result = fine(1)
  const child = (part: JsonSchema): Result =>
    validate(value, part, path, old && { ...old, value: undefined, isNested: true })
  const composite = (detail: string): void => add(result, invalidField('<nil>', '', `${goQuote(path)} ${detail}`))
  const { anyOf = [], oneOf = [], allOf = [], not } = schema
  if (anyOf.length > 0) {
    const results = anyOf.map(child)
    const good = results.find(({ errors }) => errors.length === 0)
    if (!good) composite('must validate at least one schema (anyOf)')
    merge(result, good ?? best(results))
  }
  if (oneOf.length > 0) {
    const results = oneOf.map(child)
    const good = results.filter(({ errors }) => errors.length === 0)
    if (good.length !== 1) {
      const found = good.length === 0 ? 'Found none valid' : `Found ${good.length} valid alternatives`
      composite(`must validate one and only one schema (oneOf). ${found}`)
      if (good.length === 0) merge(result, best(results))
    } else if (good[0]) merge(result, good[0])
  }
  if (allOf.length > 0) {
    const results = allOf.map(child)
    for (const each of results) merge(result, each)
    const good = results.filter(({ errors }) => errors.length === 0).length
    if (good !== allOf.length) composite(`must validate all the schemas (allOf)${good === 0 ? '. None validated' : ''}`)
  }
  if (not && child(not).errors.length === 0) composite('must not validate the schema (not)')
  return result
}

const best = (results: readonly Result[]): Result =>
  results.reduce((found, one) => (one.matches > found.matches ? one : found), results[0] ?? fine(0))

const textFault: Check = (value, { maxLength, minLength, pattern }, path) => {
  if (typeof value !== 'string') return undefined
  const length = [...value].length
  if (maxLength !== undefined && length > maxLength) return wrong(tooLongField(shownPath(path), maxLength))
  if (minLength !== undefined && length < minLength)
    return wrong(invalid(path, value, `should be at least ${minLength} chars long`))
  if (pattern) {
    const fault = patternFault(value, pattern)
    if (fault !== undefined) return wrong(invalid(path, value, `should match '${pattern}${fault}'`))
  }
  return fine(0)
}

/** Undefined when the value matches; a pattern that cannot be read says why. */
function patternFault(value: string, pattern: string): string | undefined {
  try {
    return goPattern(pattern).test(value) ? undefined : ''
  } catch (error) {
    if (error instanceof PatternError) return `, but pattern is invalid: ${error.message}`
    // Differs: Go's engine never takes that long.
    if (isTooCostly(error)) return ', but that takes too long to find out in this lab'
    throw error
  }
}

const formatFault: Check = (value, schema, path) => {
  const format = formatName(schema.format)
  if (typeof value !== 'string' || format === '') return undefined
  return hasFormat(value, format) ? fine(0) : typeFaultOf(path, schema.format ?? '', value)
}

const numberFault: Check = (value, schema, path) => {
  if (typeof value !== 'number') return undefined
  const result = fine(1)
  const { multipleOf, maximum, minimum } = schema
  // Bounds of whole numbers are whole numbers.
  const bound = (limit: number): number => (Number.isInteger(value) ? Math.trunc(limit) : limit)
  if (multipleOf !== undefined && !isMultiple(value, multipleOf))
    add(result, invalid(path, value, `should be a multiple of ${multipleOf}`))
  if (maximum !== undefined) {
    const limit = bound(maximum)
    const exclusive = schema.exclusiveMaximum === true
    if (value > limit || (exclusive && value === limit))
      add(result, invalid(path, value, `should be less than ${exclusive ? '' : 'or equal to '}${limit}`))
  }
  if (minimum !== undefined) {
    const limit = bound(minimum)
    const exclusive = schema.exclusiveMinimum === true
    if (value < limit || (exclusive && value === limit))
      add(result, invalid(path, value, `should be greater than ${exclusive ? '' : 'or equal to '}${limit}`))
  }
  return result
}

const isMultiple = (value: number, factor: number): boolean =>
  factor > 0 && Number.isInteger(factor < 1 ? (1 / factor) * value : value / factor)

const listFault: Check = (value, schema, path, old) => {
  if (!Array.isArray(value)) return undefined
  const result = fine(1)
  const { items, minItems, maxItems, uniqueItems } = schema
  if (items) {
    for (const [at, item] of value.entries())
      merge(result, validate(item, items, `${path}[${at}]`, old && correlatedItem(old, schema, item)))
  }
  const { length } = value
  if (minItems !== undefined && length < minItems)
    add(result, invalid(path, length, `should have at least ${minItems} items`))
  if (maxItems !== undefined && length > maxItems) add(result, tooManyField(shownPath(path), length, maxItems))
  if (uniqueItems && value.some((item, at) => value.slice(0, at).some((other) => equalValues(item, other))))
    add(result, invalid(path, '', "shouldn't contain duplicates"))
  return result
}

const enumFault: Check = (value, { enum: values }, path) => {
  if (!values || values.length === 0) return fine(0)
  if (value !== null && values.some((one) => equalValues(one, value))) return fine(0)
  const texts = values.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
  return wrong(unsupportedField(shownPath(path), goSyntax(value), texts))
}

const objectFault: Check = (value, schema, path, old) => {
  if (!isFields(value)) return undefined
  const result = fine(0)
  const keys = Object.keys(value).sort()
  const { minProperties, maxProperties, required = [] } = schema
  if (minProperties !== undefined && keys.length < minProperties)
    add(result, invalid(path, keys.length, `should have at least ${minProperties} properties`))
  if (maxProperties !== undefined && keys.length > maxProperties)
    add(result, tooManyField(shownPath(path), keys.length, maxProperties))
  const additional = additionalOf(schema)
  for (const key of keys) {
    if (propertyOf(schema, key)) continue
    if (schema.additionalProperties === false) {
      add(result, invalidField(shownPath(path), key, `${path}.${key} in body is a forbidden property`))
    } else if (additional)
      merge(result, validate(value[key], additional, `${path}.${key}`, old && correlatedMember(old, key)))
  }
  for (const key of keys) {
    const property = propertyOf(schema, key)
    if (property) {
      const at = path === '' ? key : `${path}.${key}`
      merge(result, validate(value[key], property, at, old && correlatedMember(old, key)))
    }
  }
  for (const key of required) {
    if (!Object.hasOwn(value, key)) merge(result, wrong(requiredField(`${path}.${key}`.replace(/^\./, ''))))
  }
  return result
}

const checks: readonly Check[] = [
  typeFault,
  compositeFault,
  textFault,
  formatFault,
  numberFault,
  listFault,
  enumFault,
  objectFault,
]
