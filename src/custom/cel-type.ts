// What the rules of a schema see of a value: apiserver/pkg/cel/common/schemas.go, apiserver/pkg/cel/common/adaptor.go (v1.33).
// Differs: the type of an object is called by its place, where upstream has a name that changes with every start.

import { bool, type CelType, dyn, fieldName, int, text } from '../cel/index.ts'
import { additionalOf, isEmbedded, isIntOrString, type JsonSchema } from './json-schema.ts'

const metadata: CelType = { kind: 'object', name: 'object', fields: { name: text, generateName: text } }

/** Undefined: rules cannot look at it. */
export function celType(schema: JsonSchema, isRoot: boolean, name = 'selfType'): CelType | undefined {
  if (isIntOrString(schema)) return dyn
  switch (schema.type) {
    case 'array': {
      const item = schema.items && celType(schema.items, isEmbedded(schema.items), `${name}.@idx`)
      return item && { kind: 'list', item }
    }
    case 'object':
      return objectType(schema, isRoot, name)
    case 'string':
      return textType(schema.format)
    case 'boolean':
      return bool
    case 'number':
      return { kind: 'double' }
    case 'integer':
      return int
    default:
      return undefined
  }
}

function objectType(schema: JsonSchema, isRoot: boolean, name: string): CelType | undefined {
  const additional = additionalOf(schema)
  if (additional) {
    const item = celType(additional, isEmbedded(additional), `${name}.@elem`)
    return item && { kind: 'map', key: text, item }
  }
  const fields: Record<string, CelType> = isRoot ? { apiVersion: text, kind: text, metadata } : {}
  for (const [property, of] of Object.entries(schema.properties ?? {})) {
    const field = fieldName(property)
    if (field === undefined || (isRoot && Object.hasOwn(fields, field))) continue
    const type = celType(of, isEmbedded(of), `${name}.${field}`)
    if (type) fields[field] = type
  }
  return { kind: 'object', name, fields }
}

function textType(format: string | undefined): CelType {
  switch (format) {
    case 'byte':
      return { kind: 'bytes' }
    case 'duration':
      return { kind: 'duration' }
    case 'date':
    case 'date-time':
      return { kind: 'timestamp' }
    default:
      return text
  }
}
