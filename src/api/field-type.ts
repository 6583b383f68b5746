// How the values of a type are owned: as one, field by field, or item by item with a key. From the schema's list and map
// types, as k8s.io/apimachinery/pkg/util/managedfields reads them from OpenAPI (v1.33). A type that is not known is
// deduced from its values: maps field by field, lists as one.

import type { FieldSchema, Schema } from './schema.ts'
import { type Fields, isFields } from './value.ts'

export interface ScalarType {
  readonly is: 'scalar'
  readonly of: 'numeric' | 'string' | 'boolean' | 'untyped'
}

export interface ListType {
  readonly is: 'list'
  readonly relation: 'atomic' | 'set' | 'map'
  readonly keys: readonly string[]
  /** Values of keys that an item leaves out. */
  readonly defaults: Readonly<Record<string, string>>
  readonly item: FieldType
}

export interface MapType {
  readonly is: 'map'
  readonly atomic: boolean
  readonly fields: ReadonlyMap<string, FieldType>
  /** Of the fields that are not named; undefined when there may be none. */
  readonly item: FieldType | undefined
}

export type FieldType = ScalarType | ListType | MapType | { readonly is: 'any' }

export const ANY: FieldType = { is: 'any' }
const UNTYPED: ScalarType = { is: 'scalar', of: 'untyped' }
const anyList: ListType = { is: 'list', relation: 'atomic', keys: [], defaults: {}, item: ANY }
const anyMap: MapType = { is: 'map', atomic: false, fields: new Map(), item: ANY }

const scalars: Readonly<Record<string, ScalarType>> = {
  string: { is: 'scalar', of: 'string' },
  bytes: { is: 'scalar', of: 'string' },
  boolean: { is: 'scalar', of: 'boolean' },
  int32: { is: 'scalar', of: 'numeric' },
  int64: { is: 'scalar', of: 'numeric' },
  double: { is: 'scalar', of: 'numeric' },
  Quantity: UNTYPED,
  IntOrString: UNTYPED,
  Time: UNTYPED,
  MicroTime: UNTYPED,
}

/** The type of a value of unknown type: what it looks like. */
export function deduced(type: FieldType, value: unknown): ScalarType | ListType | MapType {
  if (type.is !== 'any') return type
  if (Array.isArray(value)) return anyList
  return isFields(value) ? anyMap : UNTYPED
}

const steps = new Map<string, string>()

/** The step to a field. The names of types' fields come again and again: each makes one text. */
export function fieldStep(type: MapType, name: string): string {
  let step = steps.get(name)
  if (step === undefined) {
    step = `f:${name}`
    if (type.fields.has(name)) steps.set(name, step)
  }
  return step
}

export const fieldOf = (type: MapType, name: string): FieldType => type.fields.get(name) ?? type.item ?? ANY

const compiled = new WeakMap<Schema, Map<string, FieldType>>()

export const metadataType = (schema: Schema): FieldType => structType(schema, 'meta.v1.ObjectMeta', undefined)

/** A definition ('core.v1.Pod') as a type; without one, an object of which only the metadata is known. */
export function objectType(schema: Schema, definition: string | undefined): MapType {
  const type = structType(schema, definition ?? '', undefined)
  if (type.is === 'map' && definition !== undefined) return type
  const metadata = metadataType(schema)
  return { is: 'map', atomic: false, fields: new Map([['metadata', metadata]]), item: ANY }
}

function structType(schema: Schema, name: string, mapType: FieldSchema['mapType']): FieldType {
  let types = compiled.get(schema)
  if (!types) {
    types = new Map()
    compiled.set(schema, types)
  }
  const key = `${name} ${mapType ?? ''}`
  const known = types.get(key)
  if (known) return known
  const definition = schema.definitions[name]
  if (!definition) return ANY
  const fields = new Map<string, FieldType>()
  const atomic = mapType === undefined ? definition.atomic === true : mapType === 'atomic'
  const type: MapType = { is: 'map', atomic, fields, item: undefined }
  // Known before its fields are looked at, since types may contain themselves.
  types.set(key, type)
  const add = (list: readonly FieldSchema[]): void => {
    for (const field of list) {
      if (field.name === '') add(schema.definitions[field.type]?.fields ?? [])
      else fields.set(field.name, typeOfField(schema, field.type, field))
    }
  }
  add(definition.fields)
  return type
}

function typeOfField(schema: Schema, type: string, field: Partial<FieldSchema>): FieldType {
  if (type.startsWith('[]')) {
    const itemType = type.slice(2)
    const item = typeOfField(schema, itemType, {})
    const { listType = 'atomic', listMapKeys: keys = [] } = field
    const defaults: Record<string, string> = {}
    for (const { name, default: value } of schema.definitions[itemType]?.fields ?? []) {
      if (value !== undefined && keys.includes(name)) defaults[name] = value
    }
    return { is: 'list', relation: listType, keys: [...keys].sort(), defaults, item }
  }
  if (type.startsWith('map[string]')) {
    const item = typeOfField(schema, type.slice(11), {})
    return { is: 'map', atomic: field.mapType === 'atomic', fields: new Map(), item }
  }
  return scalars[type] ?? structType(schema, type, field.mapType)
}

/** A fault of an item that cannot be told from others. */
export class ItemFault extends Error {}

/** The step that leads to an item of a list that is not atomic. Throws `ItemFault`. */
export function itemStep(type: ListType, item: unknown): string {
  if (type.relation === 'set') {
    if (isFields(item)) throw new ItemFault("associative list without keys has an element that's a map type")
    if (Array.isArray(item)) throw new ItemFault('not supported: associative list with lists as elements')
    if (item === null || item === undefined)
      throw new ItemFault("associative list without keys has an element that's an explicit null")
    return `v:${JSON.stringify(item)}`
  }
  if (item === null || item === undefined) throw new ItemFault('associative list with keys may not have a null element')
  if (!isFields(item)) throw new ItemFault('associative list with keys may not have non-map elements')
  const key: Fields = {}
  for (const name of type.keys) {
    const value = Object.hasOwn(item, name) ? item[name] : type.defaults[name]
    if (value === undefined) {
      const quoted = JSON.stringify(name)
      throw new ItemFault(
        `associative list with keys has an element that omits key field ${quoted} (and doesn't have default value)`,
      )
    }
    key[name] = value
  }
  return `k:${JSON.stringify(key)}`
}
