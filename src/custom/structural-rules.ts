// What makes a schema structural: apiextensions-apiserver pkg/apiserver/schema/validation.go (v1.33). The faults are sorted
// by their texts, as upstream sorts them.

import { type FieldError, fieldErrorText, forbiddenField, invalidField, requiredField } from '../api/index.ts'
import { goPattern, PatternError } from '../cel/index.ts'
import { isEmbedded, isIntOrString, type JsonSchema, keepsUnknown } from './json-schema.ts'

type Level = 'root' | 'item' | 'field'

const EMPTY: Readonly<Record<Level, string>> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
}

export function structuralFaults(schema: JsonSchema, path: string): FieldError[] {
  return [...invariantFaults(schema, 'root', path), ...completenessFaults(schema, path)].sort((a, b) => {
    const [first, second] = [fieldErrorText(a), fieldErrorText(b)]
    return first < second ? -1 : first > second ? 1 : 0
  })
}

function invariantFaults(schema: JsonSchema, level: Level, path: string): FieldError[] {
  const errors: FieldError[] = []
  const { type, items, properties, additionalProperties } = schema
  const embedded = isEmbedded(schema)
  if (type === 'array' && !items) errors.push(requiredField(`${path}.items`, 'must be specified'))
  if (items) errors.push(...invariantFaults(items, 'item', `${path}.items`))
  for (const [name, property] of Object.entries(properties ?? {}))
    errors.push(...invariantFaults(property, 'field', `${path}.properties[${name}]`))
  if (additionalProperties !== undefined) {
    if (level === 'root') errors.push(forbiddenField(`${path}.additionalProperties`, 'must not be used at the root'))
    if (typeof additionalProperties === 'object')
      errors.push(...invariantFaults(additionalProperties, 'field', `${path}.additionalProperties`))
  }
  if (isIntOrString(schema) && keepsUnknown(schema))
    errors.push(
      invalidField(
        `${path}.x-kubernetes-preserve-unknown-fields`,
        true,
        'must be false if x-kubernetes-int-or-string is true',
      ),
    )
  if (isIntOrString(schema) && embedded)
    errors.push(
      invalidField(
        `${path}.x-kubernetes-embedded-resource`,
        true,
        'must be false if x-kubernetes-int-or-string is true',
      ),
    )
  errors.push(...valueFaults(schema, isEither(schema.anyOf), isEither(schema.allOf?.[0]?.anyOf), path))

  const embeddedDetail = 'must be object if x-kubernetes-embedded-resource is true'
  if (embedded && type !== 'object')
    errors.push(
      type ? invalidField(`${path}.type`, type, embeddedDetail) : requiredField(`${path}.type`, embeddedDetail),
    )
  else if (!type && !isIntOrString(schema) && !keepsUnknown(schema))
    errors.push(requiredField(`${path}.type`, EMPTY[level]))
  if (embedded && additionalProperties !== undefined)
    errors.push(
      forbiddenField(`${path}.additionalProperties`, 'must not be used if x-kubernetes-embedded-resource is set'),
    )
  if (level === 'root' && type && type !== 'object')
    errors.push(invalidField(`${path}.type`, type, 'must be object at the root'))
  if (level === 'root' || embedded) {
    for (const name of ['kind', 'apiVersion']) {
      const property = properties?.[name]
      if (property && property.type !== 'string')
        errors.push(invalidField(`${path}.properties[${name}].type`, property.type ?? '', 'must be string'))
    }
  }
  const metadata = properties?.['metadata']
  if (metadata)
    errors.push(...metadataFaults(metadata, level, level === 'root' || embedded, `${path}.properties[metadata]`))
  if (embedded && !keepsUnknown(schema) && Object.keys(properties ?? {}).length === 0) {
    const detail =
      'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields'
    errors.push(requiredField(`${path}.properties`, detail))
  }
  return errors
}

function metadataFaults(schema: JsonSchema, level: Level, isMetadata: boolean, path: string): FieldError[] {
  const errors: FieldError[] = []
  if (isMetadata && schema.type !== 'object')
    errors.push(invalidField(`${path}.type`, schema.type ?? '', 'must be object'))
  if (level !== 'root') return errors
  const { type: _type, default: _default, properties = {}, ...more } = schema
  const others = Object.keys(properties).filter((name) => name !== 'name' && name !== 'generateName')
  if (others.length > 0 || Object.keys(more).length > 0) {
    const detail = 'must not specify anything other than name and generateName, but metadata is implicitly specified'
    errors.push(forbiddenField(path, detail))
  }
  return errors
}

/** The pattern of int-or-string: either type, and nothing else. */
const isEither = (parts: readonly JsonSchema[] | undefined): boolean =>
  parts?.length === 2 && JSON.stringify(parts) === '[{"type":"integer"},{"type":"string"}]'

function valueFaults(schema: JsonSchema, skipsAny: boolean, skipsFirst: boolean, path: string): FieldError[] {
  const errors: FieldError[] = []
  const { anyOf = [], allOf = [], oneOf = [], not, pattern } = schema
  if (!skipsAny)
    for (const [at, part] of anyOf.entries()) errors.push(...nestedFaults(part, false, `${path}.anyOf[${at}]`))
  for (const [at, part] of allOf.entries())
    errors.push(...nestedFaults(part, skipsFirst && at === 0, `${path}.allOf[${at}]`))
  for (const [at, part] of oneOf.entries()) errors.push(...nestedFaults(part, false, `${path}.oneOf[${at}]`))
  if (not) errors.push(...nestedFaults(not, false, `${path}.not`))
  if (pattern) {
    try {
      goPattern(pattern)
    } catch (error) {
      if (!(error instanceof PatternError)) throw error
      const detail = `must be a valid regular expression, but isn't: ${error.message}`
      errors.push(invalidField(`${path}.pattern`, pattern, detail))
    }
  }
  return errors
}

/** Under a logical junctor there are only rules for values. */
function nestedFaults(schema: JsonSchema, skipsAny: boolean, path: string): FieldError[] {
  const errors = valueFaults(schema, skipsAny, false, path)
  const { items, properties = {} } = schema
  if (items) errors.push(...nestedFaults(items, false, `${path}.items`))
  for (const [name, property] of Object.entries(properties))
    errors.push(...nestedFaults(property, false, `${path}.properties[${name}]`))
  const forbid = (field: string, isThere: unknown, what: 'empty' | 'undefined' | 'false'): void => {
    if (isThere) errors.push(forbiddenField(`${path}.${field}`, `must be ${what} to be structural`))
  }
  forbid('type', schema.type, 'empty')
  forbid(
    'additionalProperties',
    schema.additionalProperties !== undefined && schema.additionalProperties !== false,
    'undefined',
  )
  forbid('default', schema.default !== undefined, 'undefined')
  forbid('title', schema.title, 'empty')
  forbid('description', schema.description, 'empty')
  forbid('nullable', schema.nullable, 'false')
  forbid('x-kubernetes-preserve-unknown-fields', keepsUnknown(schema), 'false')
  forbid('x-kubernetes-embedded-resource', isEmbedded(schema), 'false')
  forbid('x-kubernetes-int-or-string', isIntOrString(schema), 'false')
  forbid('x-kubernetes-list-map-keys', schema['x-kubernetes-list-map-keys']?.length, 'empty')
  forbid('x-kubernetes-list-type', schema['x-kubernetes-list-type'] !== undefined, 'undefined')
  forbid('x-kubernetes-map-type', schema['x-kubernetes-map-type'] !== undefined, 'undefined')
  forbid('x-kubernetes-validations', schema['x-kubernetes-validations']?.length, 'empty')
  if (properties['metadata'])
    errors.push(forbiddenField(`${path}.properties[metadata]`, 'must not be specified in a nested context'))
  return errors
}

/** What a rule for values at the root names, the structure has: pkg/apiserver/schema/complete.go. */
function completenessFaults(schema: JsonSchema, path: string): FieldError[] {
  return junctors(schema, path).flatMap(([part, at]) => nestedCompleteness(part, schema, path, at))
}

function junctors(
  { not, allOf = [], anyOf = [], oneOf = [] }: JsonSchema,
  path: string,
): (readonly [JsonSchema, string])[] {
  return [
    ...(not ? [[not, `${path}.not`] as const] : []),
    ...allOf.map((part, at) => [part, `${path}.allOf[${at}]`] as const),
    ...anyOf.map((part, at) => [part, `${path}.anyOf[${at}]`] as const),
    ...oneOf.map((part, at) => [part, `${path}.oneOf[${at}]`] as const),
  ]
}

function nestedCompleteness(part: JsonSchema, structure: JsonSchema, ownPath: string, path: string): FieldError[] {
  const errors: FieldError[] = []
  const { items, properties = {} } = part
  if (items) {
    if (!structure.items) {
      errors.push(requiredField(`${ownPath}.items`, `because it is defined in ${path}.items`))
    } else errors.push(...nestedCompleteness(items, structure.items, `${ownPath}.items`, `${path}.items`))
  }
  for (const [name, property] of Object.entries(properties)) {
    const own = structure.properties?.[name]
    const at = `${path}.properties[${name}]`
    if (!own) errors.push(requiredField(`${ownPath}.properties[${name}]`, `because it is defined in ${at}`))
    else errors.push(...nestedCompleteness(property, own, `${ownPath}.properties[${name}]`, at))
  }
  for (const [one, at] of junctors(part, path)) errors.push(...nestedCompleteness(one, structure, ownPath, at))
  return errors
}
