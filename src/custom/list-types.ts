// Lists of type set and map hold no item twice: apiextensions-apiserver pkg/apiserver/schema/listtype/validation.go (v1.33).

import { duplicateField, type FieldError, invalidField } from '../api/index.ts'
import { canonicalText } from './canonical-text.ts'
import { goSyntax } from './go-syntax.ts'
import { additionalOf, childPath, type JsonSchema, keyPath, propertyOf } from './json-schema.ts'
import { isFields } from './structure.ts'

export function listTypeFaults(value: unknown, schema: JsonSchema, path = ''): FieldError[] {
  if (Array.isArray(value)) return listFaults(value, schema, path)
  if (!isFields(value)) return []
  const additional = additionalOf(schema)
  return Object.keys(value)
    .sort()
    .flatMap((key) => {
      const property = propertyOf(schema, key)
      return [
        ...(additional ? listTypeFaults(value[key], additional, keyPath(path, key)) : []),
        ...(property ? listTypeFaults(value[key], property, childPath(path, key)) : []),
      ]
    })
}

function listFaults(list: readonly unknown[], schema: JsonSchema, path: string): FieldError[] {
  const { items, 'x-kubernetes-list-type': type, 'x-kubernetes-list-map-keys': keys = [] } = schema
  const errors: FieldError[] = []
  if (type === 'set') errors.push(...duplicates(list, path))
  if (type === 'map') {
    const odd = list.findIndex((item) => item !== null && !isFields(item))
    if (odd >= 0) {
      errors.push(invalidField(`${path}[${odd}]`, list[odd], 'must be an object for an array of list-type map'))
    } else {
      const keyed = list.map((item) =>
        Object.fromEntries(keys.flatMap((key) => (isFields(item) && key in item ? [[key, item[key]]] : []))),
      )
      errors.push(...duplicates(keyed, path))
    }
  }
  if (items) errors.push(...list.flatMap((item, at) => listTypeFaults(item, items, `${path}[${at}]`)))
  return errors
}

/** Each value that comes again is told once, at its second place. */
function duplicates(list: readonly unknown[], path: string): FieldError[] {
  const times = new Map<string, number>()
  return list.flatMap((item, at) => {
    const text = canonicalText(item)
    const before = times.get(text) ?? 0
    times.set(text, before + 1)
    return before === 1 ? [duplicateField(`${path}[${at}]`, goSyntax(item))] : []
  })
}
