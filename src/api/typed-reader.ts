// Reads a JSON value as a typed Go value: types are checked, unknown fields are found, quantities become canonical, nulls
// and empty values fall away, and fields without `omitempty` are always there. Models sigs.k8s.io/json and, for values
// in memory, k8s.io/apimachinery/pkg/runtime/converter.go (v1.33). Differs: types that only name a string
// (core.v1.Protocol) are called `string` in messages; a list that is always written is [] where Go prints null.

import { base64Fault } from './base64.ts'
import { parseQuantity, QuantityError } from './quantity.ts'
import type { FieldSchema, Schema } from './schema.ts'
import { parseTime } from './time.ts'
import { copyValue, type Fields, isFields, setField } from './value.ts'

/** A body that does not fit its type; the message is upstream's. */
export class DecodeError extends Error {}

/** How upstream reads: from JSON text, or (strategic patches) from a map that is in memory. */
export type DecodeMode = 'json' | 'map'

/** What is known while a value is read. */
interface Reading {
  readonly mode: DecodeMode
  /** Complete paths of fields that the type does not have. */
  readonly unknown: string[]
  /** The keys and indexes from the root, for unknown fields. */
  readonly trail: (string | number)[]
  /** Names of the fields from the root, for type errors. */
  readonly fields: string[]
  /** The innermost struct. */
  struct: string
  /** The first type error: Go reads on after it. */
  firstError: string | undefined
}

type Reader = (value: unknown, reading: Reading) => unknown

interface FieldPlan {
  readonly name: string
  readonly read: Reader
  /** True when the read value is left out when printed. */
  readonly omitted: (value: unknown) => boolean
  /** What stands there when nothing was given: undefined unless the field is always written. */
  readonly absent: (() => unknown) | undefined
}

interface StructPlan {
  readonly goName: string
  readonly fields: readonly FieldPlan[]
  readonly index: ReadonlyMap<string, number>
}

/** Readers of one schema, made when first needed. */
interface Plans {
  readonly schema: Schema
  readonly structs: Map<string, StructPlan>
  readonly readers: Map<string, Reader>
}

const allPlans = new WeakMap<Schema, Plans>()

export function plansOf(schema: Schema): Plans {
  let plans = allPlans.get(schema)
  if (!plans) {
    plans = { schema, structs: new Map(), readers: new Map() }
    allPlans.set(schema, plans)
  }
  return plans
}

export function structPlan(plans: Plans, type: string): StructPlan {
  const known = plans.structs.get(type)
  if (known) return known
  const definition = plans.schema.definitions[type]
  const fields: FieldPlan[] = []
  const index = new Map<string, number>()
  const plan: StructPlan = { goName: definition?.goName ?? type, fields, index }
  plans.structs.set(type, plan)
  const add = (list: readonly FieldSchema[]): void => {
    for (const field of list) {
      if (field.name === '') add(plans.schema.definitions[field.type]?.fields ?? [])
      else {
        index.set(field.name, fields.length)
        fields.push(fieldPlan(plans, field))
      }
    }
  }
  add(definition?.fields ?? [])
  return plan
}

function fieldPlan(plans: Plans, { name, type, always, pointer }: FieldSchema): FieldPlan {
  const isList = type.startsWith('[]')
  const isMap = type.startsWith('map[')
  const isStruct = plans.schema.definitions[type] !== undefined
  return {
    name,
    read: readerOf(plans, type),
    omitted: omitRule(type, always === true, pointer === true, isList || isMap, isStruct),
    absent: absentRule(plans, type, always === true, pointer === true, isList || isMap, isStruct),
  }
}

const never = (): boolean => false
const isNull = (value: unknown): boolean => value === null || value === undefined
const isEmptyText = (value: unknown): boolean => isNull(value) || value === ''
const isZero = (value: unknown): boolean => isNull(value) || value === 0
const isFalse = (value: unknown): boolean => isNull(value) || value === false

function isEmptyCollection(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (!isFields(value)) return true
  for (const _ in value) return false
  return true
}

function omitRule(
  type: string,
  always: boolean,
  pointer: boolean,
  collection: boolean,
  struct: boolean,
): FieldPlan['omitted'] {
  if (always) return never
  if (collection) return isEmptyCollection
  if (type === 'bytes') return isEmptyText
  if (pointer || struct) return isNull
  if (type === 'string') return isEmptyText
  if (type === 'int32' || type === 'int64' || type === 'double') return isZero
  if (type === 'boolean') return isFalse
  return isNull
}

function absentRule(
  plans: Plans,
  type: string,
  always: boolean,
  pointer: boolean,
  collection: boolean,
  struct: boolean,
): FieldPlan['absent'] {
  if (!always) return undefined
  if (type.startsWith('[]')) return () => []
  if (collection || pointer || type === 'Time' || type === 'MicroTime' || type === 'bytes') return () => null
  if (struct) return () => zeroStruct(plans, type)
  if (type === 'string') return () => ''
  if (type === 'int32' || type === 'int64' || type === 'double') return () => 0
  if (type === 'boolean') return () => false
  if (type === 'Quantity') return () => '0'
  if (type === 'IntOrString') return () => 0
  return () => null
}

function zeroStruct(plans: Plans, type: string): Fields {
  const zero: Fields = {}
  for (const { name, absent } of structPlan(plans, type).fields) {
    if (absent) zero[name] = absent()
  }
  return zero
}

/** What a value is called in messages. */
export function kindOfValue(value: unknown): string {
  if (typeof value === 'boolean') return 'bool'
  if (Array.isArray(value)) return 'array'
  return typeof value === 'object' ? 'object' : typeof value
}

/** How Go prints a type. */
function goType(plans: Plans, type: string): string {
  if (type.startsWith('[]')) return `[]${goType(plans, type.slice(2))}`
  if (type.startsWith('map[string]')) return `map[string]${goType(plans, type.slice(11))}`
  if (type === 'boolean') return 'bool'
  if (type === 'double') return 'float64'
  if (type === 'bytes') return '[]uint8'
  if (type === 'Quantity') return 'resource.Quantity'
  const definition = plans.schema.definitions[type]
  if (!definition) return type
  const [, version = 'v1'] = type.split('.')
  return `${version}.${definition.goName}`
}

/** In memory, numbers are int64 or float64. */
function goTypeOfValue(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

const kindOfType = (type: string): string => {
  if (type.startsWith('[]') || type === 'bytes') return 'slice'
  if (type.startsWith('map[')) return 'map'
  if (type === 'boolean') return 'bool'
  return type === 'double' ? 'float64' : type
}

function jsonMismatch(plans: Plans, reading: Reading, what: string, type: string): string {
  const { struct, fields, mode } = reading
  const place = struct === '' || mode === 'map' ? 'Go value' : `Go struct field ${struct}.${fields.join('.')}`
  const name = type === 'string' && fields.at(-1) === 'uid' ? 'types.UID' : goType(plans, type)
  return `json: cannot unmarshal ${what} into ${place} of type ${name}`
}

/** Notes that `value` is not of `type`. From JSON Go reads on, from memory it stops. */
function mismatch(plans: Plans, reading: Reading, value: unknown, type: string, what = kindOfValue(value)): undefined {
  if (reading.mode === 'json') {
    reading.firstError ??= jsonMismatch(plans, reading, what, type)
    return undefined
  }
  const kind = kindOfType(type)
  const source = Array.isArray(value) ? 'slice' : isFields(value) ? 'map' : goTypeOfValue(value)
  if (kind === 'slice' || kind === 'map') throw new DecodeError(`cannot restore ${kind} from ${source}`)
  if (plans.schema.definitions[type]) throw new DecodeError(`cannot restore struct from: ${source}`)
  // Go can convert numbers to strings and to each other; here it refuses, with another text than elsewhere.
  const convertible = source === 'int64' || source === 'float64' ? kind !== 'bool' : source === kind
  throw new DecodeError(
    convertible ? `cannot convert ${source} to ${goType(plans, type)}` : `unrecognized type: ${kind}`,
  )
}

function readerOf(plans: Plans, type: string): Reader {
  let reader = plans.readers.get(type)
  if (!reader) {
    reader = makeReader(plans, type)
    plans.readers.set(type, reader)
  }
  return reader
}

function makeReader(plans: Plans, type: string): Reader {
  if (type.startsWith('[]')) return listReader(plans, type, type.slice(2))
  if (type.startsWith('map[string]')) return mapReader(plans, type, type.slice(11))
  if (plans.schema.definitions[type]) return structReader(plans, type)
  switch (type) {
    case 'string':
      return (value, reading) => (typeof value === 'string' ? value : mismatch(plans, reading, value, type))
    case 'boolean':
      return (value, reading) => (typeof value === 'boolean' ? value : mismatch(plans, reading, value, type))
    case 'int32':
      return integerReader(plans, type, -(2 ** 31), 2 ** 31 - 1)
    case 'int64':
      return integerReader(plans, type, -(2 ** 63), 2 ** 63)
    case 'double':
      return (value, reading) => (typeof value === 'number' ? value : mismatch(plans, reading, value, type))
    case 'bytes':
      return (value, reading) => {
        if (typeof value !== 'string') return mismatch(plans, reading, value, type)
        const at = base64Fault(value)
        if (at < 0) return value
        const message = `illegal base64 data at input byte ${at}`
        if (reading.mode === 'map') throw new DecodeError(`error decoding from json: ${message}`)
        reading.firstError ??= message
        return undefined
      }
    case 'Quantity':
      return readQuantity
    case 'IntOrString':
      return (value, reading) => {
        if (typeof value === 'string') return value
        if (typeof value !== 'number') throw new DecodeError(jsonMismatch(plans, reading, kindOfValue(value), 'int32'))
        if (Number.isInteger(value) && Math.abs(value) <= 2 ** 31) return value
        throw new DecodeError(jsonMismatch(plans, reading, `number ${value}`, 'int32'))
      }
    case 'Time':
    case 'MicroTime':
      return (value, reading) => {
        if (typeof value !== 'string') throw new DecodeError(jsonMismatch(plans, reading, kindOfValue(value), 'string'))
        const time = parseTime(value, type === 'MicroTime')
        if ('fault' in time) throw new DecodeError(time.fault)
        return time.text
      }
    default:
      return (value) => copyValue(value)
  }
}

function integerReader(plans: Plans, type: string, low: number, high: number): Reader {
  return (value, reading) => {
    if (typeof value !== 'number') return mismatch(plans, reading, value, type)
    if (Number.isInteger(value) && value >= low && value <= high) return value
    return mismatch(plans, reading, value, type, `number ${value}`)
  }
}

function readQuantity(value: unknown): string {
  // Go looks at the text of whatever stands there.
  const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '{'
  try {
    return parseQuantity(text).text
  } catch (error) {
    if (error instanceof QuantityError) throw new DecodeError(error.message)
    throw error
  }
}

function listReader(plans: Plans, type: string, itemType: string): Reader {
  const read = readerOf(plans, itemType)
  const zero = zeroItem(plans, itemType)
  return (value, reading) => {
    if (!Array.isArray(value)) return mismatch(plans, reading, value, type)
    const items = new Array<unknown>(value.length)
    for (let i = 0; i < value.length; i++) {
      const item: unknown = value[i]
      if (item === null || item === undefined) items[i] = zero()
      else {
        reading.trail.push(i)
        items[i] = read(item, reading)
        reading.trail.pop()
      }
    }
    return items
  }
}

function mapReader(plans: Plans, type: string, itemType: string): Reader {
  // The reader of the items is found late, since types may contain themselves.
  const zero = zeroItem(plans, itemType)
  return (value, reading) => {
    if (!isFields(value)) return mismatch(plans, reading, value, type)
    const read = readerOf(plans, itemType)
    const items: Fields = {}
    for (const key of Object.keys(value)) {
      const item = value[key]
      if (item === undefined) continue
      if (item === null) setField(items, key, zero())
      else {
        reading.trail.push(key)
        setField(items, key, read(item, reading))
        reading.trail.pop()
      }
    }
    return items
  }
}

/** What null becomes inside a list or a map. */
function zeroItem(plans: Plans, type: string): () => unknown {
  if (type === 'string') return () => ''
  if (type === 'Quantity') return () => '0'
  if (type === 'boolean') return () => false
  if (type === 'int32' || type === 'int64' || type === 'double') return () => 0
  return plans.schema.definitions[type] ? () => zeroStruct(plans, type) : () => null
}

function structReader(plans: Plans, type: string): Reader {
  let plan: StructPlan | undefined
  return (value, reading) => {
    plan ??= structPlan(plans, type)
    return isFields(value) ? readStruct(plan, value, reading) : mismatch(plans, reading, value, type)
  }
}

const pathOf = (trail: readonly (string | number)[]): string =>
  trail.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('')

function readStruct(plan: StructPlan, value: Fields, reading: Reading): Fields {
  const { fields, index, goName } = plan
  const { struct, trail } = reading
  const slots: unknown[] = new Array(fields.length)
  for (const key of Object.keys(value)) {
    const item = value[key]
    if (item === undefined) continue
    const at = index.get(key)
    const field = at === undefined ? undefined : fields[at]
    if (at === undefined || !field) {
      if (reading.unknown.length < 100) reading.unknown.push(pathOf([...trail, key]))
      continue
    }
    if (item === null) continue
    reading.struct = goName
    trail.push(key)
    reading.fields.push(key)
    slots[at] = field.read(item, reading)
    reading.fields.pop()
    trail.pop()
  }
  reading.struct = struct
  const result: Fields = {}
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i]
    if (!field) continue
    const item = slots[i]
    if (item === undefined) {
      if (field.absent) result[field.name] = field.absent()
    } else if (!field.omitted(item)) result[field.name] = item
  }
  return result
}

/** Reads `value` as the named definition. Throws `DecodeError`; unknown fields are added to `unknown`. */
export function decodeType(schema: Schema, type: string, value: unknown, unknown: string[], mode: DecodeMode): unknown {
  const reading: Reading = { mode, unknown, trail: [], fields: [], struct: '', firstError: undefined }
  const result = readerOf(plansOf(schema), type)(value, reading)
  if (reading.firstError !== undefined) throw new DecodeError(reading.firstError)
  if (mode === 'map') unknown.sort()
  return result
}
