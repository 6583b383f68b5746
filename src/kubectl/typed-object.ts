// Objects as Go's structs would encode them (encoding/json over k8s.io/api, v1.33): what has no `omitempty` is there even
// when empty (`creationTimestamp: null`, `status: {}`), and what has it is left out when it is zero.

import type { FieldSchema, KubeObject, Schema } from '../api/index.ts'
import { flatFields } from './printers/json.ts'

/** An object that a command builds: any fields, checked by the server. */
export interface ObjectData {
  readonly apiVersion: string
  readonly kind: string
  readonly [field: string]: unknown
}

/** The object with its fields in the struct's order. Kinds that the schema does not know come back as they are. */
export function typedObject(schema: Schema, object: ObjectData | KubeObject): KubeObject {
  const type = schema.kinds[`${object.apiVersion}/${object.kind}`]
  return (type === undefined ? object : encode(object, type, schema)) as KubeObject
}

function encode(value: unknown, type: string, schema: Schema): unknown {
  if (Array.isArray(value)) return value.map((item) => encode(item, type.replace(/^\[\]/, ''), schema))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  if (type.startsWith('map[string]')) {
    const inner = type.slice('map[string]'.length)
    return Object.fromEntries(entries.map(([key, item]) => [key, encode(item, inner, schema)]))
  }
  const definition = schema.definitions[type]
  if (!definition) return value
  const given = new Map<string, unknown>(entries)
  const encoded: Record<string, unknown> = {}
  for (const field of flatFields(definition, schema)) {
    const item = given.get(field.name)
    given.delete(field.name)
    if (item === undefined || item === null) {
      if (field.always) encoded[field.name] = zero(field, schema)
    } else if (field.always || !isZero(item, field)) encoded[field.name] = encode(item, field.type, schema)
  }
  for (const [key, item] of given) encoded[key] = item
  return encoded
}

function zero(field: FieldSchema, schema: Schema): unknown {
  if (field.pointer || field.type.startsWith('[]') || field.type.startsWith('map[')) return null
  if (schema.definitions[field.type]) return encode({}, field.type, schema)
  if (field.type === 'string') return ''
  if (field.type === 'boolean') return false
  return ['int32', 'int64', 'double', 'IntOrString'].includes(field.type) ? 0 : null
}

/** A pointer to zero is not zero; an empty list or map is. */
function isZero(value: unknown, field: FieldSchema): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (field.type.startsWith('map[')) return typeof value === 'object' && Object.keys(value ?? {}).length === 0
  return !field.pointer && (value === '' || value === 0 || value === false)
}
