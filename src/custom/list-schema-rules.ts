// The rules for list and map types in a schema: apiextensions-apiserver pkg/apis/apiextensions/validation/validation.go (v1.33).

import { type FieldError, forbiddenField, invalidField, requiredField, unsupportedField } from '../api/index.ts'
import { type JsonSchema, propertyOf } from './json-schema.ts'

export function listSchemaFaults(schema: JsonSchema, path: string): FieldError[] {
  const { type, items, 'x-kubernetes-map-type': mapType, 'x-kubernetes-list-type': listType } = schema
  const { 'x-kubernetes-list-map-keys': keys = [] } = schema
  const errors: FieldError[] = []
  const wants = (asked: string, detail: string): void => {
    if (type !== asked)
      errors.push(type ? invalidField(`${path}.type`, type, detail) : requiredField(`${path}.type`, detail))
  }
  if (mapType !== undefined) {
    wants('object', 'must be object if x-kubernetes-map-type is specified')
    if (mapType !== 'atomic' && mapType !== 'granular')
      errors.push(unsupportedField(`${path}.x-kubernetes-map-type`, mapType, ['atomic', 'granular']))
  }
  if (listType !== undefined) {
    wants('array', 'must be array if x-kubernetes-list-type is specified')
    if (type === 'array' && listType === 'set' && items) errors.push(...setItemFaults(items, `${path}.items`))
    if (!['atomic', 'set', 'map'].includes(listType))
      errors.push(unsupportedField(`${path}.x-kubernetes-list-type`, listType, ['atomic', 'set', 'map']))
  }
  if (keys.length > 0 && listType !== 'map') {
    const detail = 'must be map if x-kubernetes-list-map-keys is non-empty'
    const at = `${path}.x-kubernetes-list-type`
    errors.push(listType === undefined ? requiredField(at, detail) : invalidField(at, listType, detail))
  }
  if (listType === 'map') errors.push(...mapListFaults(items, keys, path))
  if (items && (listType === 'set' || listType === 'map'))
    errors.push(...itemFaults(items, listType, keys, `${path}.items`))
  return errors
}

function setItemFaults(items: JsonSchema, path: string): FieldError[] {
  const detail = 'must be atomic as item of a list with x-kubernetes-list-type=set'
  const { type, 'x-kubernetes-list-type': listType, 'x-kubernetes-map-type': mapType } = items
  if (type === 'array' && listType !== undefined && listType !== 'atomic')
    return [invalidField(`${path}.x-kubernetes-list-type`, listType, detail)]
  if (type === 'object' && mapType !== 'atomic')
    return [invalidField(`${path}.x-kubernetes-map-type`, listType ?? null, detail)]
  return []
}

function mapListFaults(items: JsonSchema | undefined, keys: readonly string[], path: string): FieldError[] {
  const errors: FieldError[] = []
  const keysAt = `${path}.x-kubernetes-list-map-keys`
  if (keys.length === 0) errors.push(requiredField(keysAt, 'must not be empty if x-kubernetes-list-type is map'))
  if (!items) return [...errors, requiredField(`${path}.items`, 'must have a schema if x-kubernetes-list-type is map')]
  if (items.type !== 'object') {
    const detail = "must be object if parent array's x-kubernetes-list-type is map"
    return [...errors, invalidField(`${path}.items.type`, items.type ?? '', detail)]
  }
  for (const [at, key] of keys.entries()) {
    const property = propertyOf(items, key)
    if (!property) errors.push(invalidField(keysAt, keys, 'entries must all be names of item properties'))
    else if (property.type === 'array' || property.type === 'object') {
      const detail = "must be a scalar type if parent array's x-kubernetes-list-type is map"
      errors.push(invalidField(`${path}.items.properties[${key}].type`, items.type, detail))
    }
    if (keys.indexOf(key) < at) errors.push(invalidField(keysAt, keys, 'must not contain duplicate entries'))
  }
  return errors
}

function itemFaults(items: JsonSchema, listType: string, keys: readonly string[], path: string): FieldError[] {
  const errors: FieldError[] = []
  if (items.nullable)
    errors.push(forbiddenField(`${path}.nullable`, `cannot be nullable when x-kubernetes-list-type is ${listType}`))
  if (listType !== 'map') return errors
  for (const key of keys) {
    const property = propertyOf(items, key)
    if (!property) continue
    const at = `${path}.properties[${key}]`
    if (!items.required?.includes(key) && property.default === undefined) {
      const detail =
        'this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property'
      errors.push(requiredField(`${at}.default`, detail))
    }
    if (property.nullable)
      errors.push(
        forbiddenField(`${at}.nullable`, 'this property is in x-kubernetes-list-map-keys, so it cannot be nullable'),
      )
  }
  return errors
}
