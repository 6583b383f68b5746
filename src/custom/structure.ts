// What a schema does to an object on its way in: unknown fields fall away, nulls that nobody allowed too, defaults come in.
// Models apiextensions-apiserver pkg/apiserver/schema/{pruning,defaulting}/algorithm.go (v1.33).

import { copyValue, type Draft, freezeValue, type KubeObject } from '../api/index.ts'
import { additionalOf, isEmbedded, type JsonSchema, keepsUnknown, memberOf, propertyOf } from './json-schema.ts'

type Fields = Record<string, unknown>

const META = new Set(['apiVersion', 'kind', 'metadata'])

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Takes away what the schema does not know; the paths go into `unknown`, sorted. */
export function prune(root: Fields, schema: JsonSchema, unknown: string[]): void {
  const paths: string[] = []
  pruneValue(root, { ...schema, 'x-kubernetes-embedded-resource': true }, '', paths)
  unknown.push(...paths.sort())
}

function pruneValue(value: unknown, schema: JsonSchema | undefined, path: string, unknown: string[]): void {
  if (Array.isArray(value)) {
    const skips = schema && keepsUnknown(schema) && !schema.items
    if (!skips) for (const [at, item] of value.entries()) pruneValue(item, schema?.items, `${path}[${at}]`, unknown)
    return
  }
  if (!isFields(value)) return
  const keeps = schema !== undefined && (keepsUnknown(schema) || schema.additionalProperties === true)
  for (const key of Object.keys(value)) {
    if (schema && isEmbedded(schema) && META.has(key)) continue
    const at = path === '' ? key : `${path}.${key}`
    const member = schema && memberOf(schema, key)
    if (member) pruneValue(value[key], member, at, unknown)
    else if (!keeps) {
      unknown.push(at)
      delete value[key]
    } else if (schema && !keepsUnknown(schema)) pruneValue(value[key], undefined, at, unknown)
  }
}

/** Drops nulls where the schema has neither a place nor a default for them. */
export function dropNulls(value: unknown, schema: JsonSchema | undefined): void {
  if (!schema) return
  if (Array.isArray(value)) {
    for (const item of value) dropNulls(item, schema.items)
    return
  }
  if (!isFields(value)) return
  for (const key of Object.keys(value)) {
    const named = propertyOf(schema, key)
    const member = named ?? additionalOf(schema)
    if (value[key] === null && named && !named.nullable && named.default === undefined) delete value[key]
    else dropNulls(value[key], member)
  }
}

/** Fills in defaults, also inside of defaults. */
export function fillDefaults(value: unknown, schema: JsonSchema | undefined): void {
  if (!schema) return
  const isWrong = (item: unknown, of: JsonSchema | undefined): boolean =>
    item === null && of !== undefined && !of.nullable
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) {
      if (isWrong(item, schema.items)) value[at] = copyValue(schema.items?.default ?? null)
      fillDefaults(value[at], schema.items)
    }
    return
  }
  if (!isFields(value)) return
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    if (property.default === undefined) continue
    if (!Object.hasOwn(value, key) || isWrong(value[key], property)) value[key] = copyValue(property.default)
  }
  for (const key of Object.keys(value)) {
    const named = propertyOf(schema, key)
    const member = named ?? additionalOf(schema)
    if (!named && isWrong(value[key], member) && member?.default !== undefined) value[key] = copyValue(member.default)
    fillDefaults(value[key], member)
  }
}

/** A stored object as a version shows it: what the schema says now holds for what was written before, too. */
export function shownAs(stored: KubeObject, apiVersion: string, schema: JsonSchema): KubeObject {
  const copy = copyValue(stored) as Draft<KubeObject> & Fields
  copy.apiVersion = apiVersion
  prune(copy, schema, [])
  fillDefaults(copy, schema)
  return freezeValue<KubeObject>(copy)
}
