// Reads bodies as objects of a kind, with the refusals of k8s.io/apimachinery/pkg/runtime/serializer/json and
// k8s.io/apiserver/pkg/endpoints/handlers/rest.go (transformDecodeError) (v1.33).

import type { WriteOptions } from './client.ts'
import { apiVersionOf } from './core.ts'
import type { KindStructure, ResourceDefinition } from './definition.ts'
import { newBadRequest } from './errors.ts'
import type { Schema } from './schema.ts'
import { DecodeError, type DecodeMode, decodeType, kindOfValue, plansOf, structPlan } from './typed-reader.ts'
import { copyValue, type Fields, isFields } from './value.ts'

/** The name of the definition of a kind, if its structure is known. */
export function typeOf(
  schema: Schema,
  definition: { group: string; version: string; kind: string },
): string | undefined {
  const key = `${apiVersionOf(definition)}/${definition.kind}`
  return Object.hasOwn(schema.kinds, key) ? schema.kinds[key] : undefined
}

/** An empty value of the field of a kind, as Go prints it: `{}` for a Deployment's status, undefined for a ConfigMap's. */
export function emptyField(schema: Schema, definition: ResourceDefinition, field: string): unknown {
  const type = typeOf(schema, definition)
  if (type === undefined) return undefined
  const plan = structPlan(plansOf(schema), type)
  const at = plan.index.get(field)
  return at === undefined ? undefined : plan.fields[at]?.absent?.()
}

/** Reads a whole object of a kind; for a kind whose structure is not known, only its metadata is checked. */
export function decodeObject(
  schema: Schema,
  definition: { group: string; version: string; kind: string; structure?: KindStructure },
  body: Fields,
  unknown: string[],
  mode: DecodeMode,
): Fields {
  const type = typeOf(schema, definition)
  if (type !== undefined) {
    const read = decodeType(schema, type, body, unknown, mode)
    return isFields(read) ? read : {}
  }
  const copy = copyValue(body)
  const fields: Fields = isFields(copy) ? copy : {}
  if (schema.definitions['meta.v1.ObjectMeta']) {
    const paths: string[] = []
    fields['metadata'] = decodeType(schema, 'meta.v1.ObjectMeta', fields['metadata'] ?? {}, paths, mode)
    unknown.push(...paths.map((path) => `metadata.${path}`))
  }
  definition.structure?.prune(fields, unknown)
  return fields
}

/** Reads the body of a create or update. Throws BadRequest in upstream's words. */
export function decode(
  schema: Schema,
  definition: {
    readonly group: string
    readonly version: string
    readonly kind: string
    readonly structure?: KindStructure
  },
  body: unknown,
  options: WriteOptions,
): Fields {
  const { kind, version } = definition
  const expected = apiVersionOf(definition)
  const unrecognized = (why: string): Error => {
    const text = JSON.stringify(body) ?? ''
    const summary = text === '' ? '<empty>' : text.length > 30 ? `${text.slice(0, 30)} ...` : text
    const parse = `couldn't get version/kind; json parse error: json: cannot unmarshal ${why}`
    return newBadRequest(`the object provided is unrecognized (must be of type ${kind}): ${parse} (${summary})`)
  }
  if (!isFields(body)) {
    const members = 'APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\""'
    throw unrecognized(`${kindOfValue(body)} into Go value of type struct { ${members} }`)
  }
  const apiVersion = body['apiVersion'] ?? ''
  const givenKind = body['kind'] ?? ''
  for (const [field, value] of [
    ['apiVersion', apiVersion],
    ['kind', givenKind],
  ] as const) {
    if (typeof value === 'string') continue
    throw unrecognized(`${kindOfValue(value)} into Go struct field .${field} of type string`)
  }
  if (apiVersion !== expected && apiVersion !== '') {
    throw newBadRequest(
      `the API version in the data (${String(apiVersion)}) does not match the expected API version (${expected})`,
    )
  }
  const cannot = (why: string): Error =>
    newBadRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${why}`)
  if (givenKind !== kind && givenKind !== '') {
    const given = String(givenKind)
    const group = definition.group.split('.')[0] || 'core'
    const reason = Object.hasOwn(schema.kinds, `${expected}/${given}`)
      ? `converting (${version}.${given}) to (${group}.${kind}): unknown conversion`
      : `no kind "${given}" is registered for version "${expected}" in scheme "pkg/api/legacyscheme/scheme.go:30"`
    throw newBadRequest(`${given} in version "${version}" cannot be handled as a ${kind}: ${reason}`)
  }
  const unknown: string[] = []
  let fields: Fields
  try {
    fields = decodeObject(schema, definition, body, unknown, 'json')
  } catch (error) {
    throw error instanceof DecodeError ? cannot(error.message) : error
  }
  reportStrict(unknown.map(unknownField), options, (text) => {
    throw cannot(text)
  })
  return fields
}

export const unknownField = (path: string): string => `unknown field "${path}"`

/** Refuses, warns of, or ignores strict faults, as the request wants. */
export function reportStrict(texts: readonly string[], options: WriteOptions, refuse: (text: string) => void): void {
  if (texts.length === 0 || options.fieldValidation === 'Ignore') return
  if (options.fieldValidation === 'Strict') refuse(`strict decoding error: ${texts.join(', ')}`)
  else for (const text of texts) options.onWarning?.(text)
}
