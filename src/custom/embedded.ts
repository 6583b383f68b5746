// Objects inside of objects have names and metadata by the rules of all objects: apiextensions-apiserver
// pkg/apiserver/schema/objectmeta/validation.go (v1.33). Leaves out: the coercion of malformed metadata inside of them.

import {
  type FieldError,
  invalidField,
  requiredField,
  subdomainFaults,
  validateAnnotations,
  validateLabels,
} from '../api/index.ts'
import { additionalOf, childPath, isEmbedded, type JsonSchema, keyPath, propertyOf } from './json-schema.ts'
import { isFields } from './structure.ts'

export function embeddedFaults(value: unknown, schema: JsonSchema, path = ''): FieldError[] {
  if (Array.isArray(value)) {
    const { items } = schema
    return items ? value.flatMap((item, at) => embeddedFaults(item, items, `${path}[${at}]`)) : []
  }
  if (!isFields(value)) return []
  const errors = isEmbedded(schema) ? resourceFaults(value, path) : []
  const additional = additionalOf(schema)
  for (const key of Object.keys(value).sort()) {
    const property = propertyOf(schema, key)
    if (property) errors.push(...embeddedFaults(value[key], property, childPath(path, key)))
    else if (additional) errors.push(...embeddedFaults(value[key], additional, keyPath(path, key)))
  }
  return errors
}

function resourceFaults(value: Record<string, unknown>, path: string): FieldError[] {
  const errors: FieldError[] = []
  const { apiVersion, kind, metadata } = value
  if (typeof apiVersion !== 'string' || apiVersion === '')
    errors.push(requiredField(childPath(path, 'apiVersion'), 'must not be empty'))
  if (typeof kind !== 'string' || kind === '') errors.push(requiredField(childPath(path, 'kind'), 'must not be empty'))
  if (!isFields(metadata)) return errors
  const at = childPath(path, 'metadata')
  const { name, labels, annotations } = metadata
  if (typeof name === 'string' && name !== '') {
    for (const fault of subdomainFaults(name)) errors.push(invalidField(`${at}.name`, name, fault))
  }
  const texts = (map: unknown): Record<string, string> => (isFields(map) ? (map as Record<string, string>) : {})
  errors.push(
    ...validateLabels(texts(labels), `${at}.labels`),
    ...validateAnnotations(texts(annotations), `${at}.annotations`),
  )
  return errors
}
