// How the fields of a custom resource are owned, from its schema's list and map types: what
// k8s.io/kube-openapi pkg/schemaconv (v1.33) makes of it.

import { ANY, type FieldType, type MapType } from '../api/index.ts'
import { additionalOf, isEmbedded, isIntOrString, type JsonSchema, keepsUnknown, propertyOf } from './json-schema.ts'

const scalars: Readonly<Record<string, FieldType>> = {
  string: { is: 'scalar', of: 'string' },
  boolean: { is: 'scalar', of: 'boolean' },
  integer: { is: 'scalar', of: 'numeric' },
  number: { is: 'scalar', of: 'numeric' },
}

export function ownedObject(schema: JsonSchema, metadata: FieldType): MapType {
  const fields = new Map<string, FieldType>([
    ['apiVersion', { is: 'scalar', of: 'string' }],
    ['kind', { is: 'scalar', of: 'string' }],
    ['metadata', metadata],
  ])
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (!fields.has(name)) fields.set(name, ownedType(property, metadata))
  }
  return { is: 'map', atomic: false, fields, item: keepsUnknown(schema) ? ANY : undefined }
}

function ownedType(schema: JsonSchema, metadata: FieldType): FieldType {
  if (isIntOrString(schema)) return { is: 'scalar', of: 'untyped' }
  if (schema.type === 'array') return listType(schema, metadata)
  if (schema.type === undefined || schema.type === 'object') {
    if (!schema.properties && !additionalOf(schema)) {
      return schema['x-kubernetes-map-type'] === 'atomic'
        ? { is: 'map', atomic: true, fields: new Map(), item: ANY }
        : ANY
    }
    if (isEmbedded(schema)) return ownedObject(schema, metadata)
    const additional = additionalOf(schema)
    const fields = new Map(
      Object.entries(schema.properties ?? {}).map(([name, property]) => [name, ownedType(property, metadata)]),
    )
    const item = additional ? ownedType(additional, metadata) : keepsUnknown(schema) ? ANY : undefined
    return { is: 'map', atomic: schema['x-kubernetes-map-type'] === 'atomic', fields, item }
  }
  return scalars[schema.type] ?? ANY
}

function listType(schema: JsonSchema, metadata: FieldType): FieldType {
  const relation = schema['x-kubernetes-list-type']
  const keys = [...(schema['x-kubernetes-list-map-keys'] ?? [])].sort()
  const defaults: Record<string, string> = {}
  for (const key of keys) {
    const value = schema.items && propertyOf(schema.items, key)?.default
    if (value !== undefined) defaults[key] = value as string
  }
  return {
    is: 'list',
    relation: relation === 'set' || relation === 'map' ? relation : 'atomic',
    keys,
    defaults,
    item: schema.items ? ownedType(schema.items, metadata) : ANY,
  }
}
