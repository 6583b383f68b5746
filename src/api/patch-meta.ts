// What strategic merge must know of a field: its type, how its lists merge, and by which key. From the schema, with the
// faults of k8s.io/apimachinery/third_party/forked/golang/json and pkg/util/mergepatch/errors.go (v1.33).

import { goPrint } from './go-text.ts'
import type { FieldSchema, Schema } from './schema.ts'
import { isFields } from './value.ts'

/** A patch that cannot be applied or made. `kind` says how the server answers; the message is upstream's. */
export class PatchError extends Error {
  readonly kind: 'bad-request' | 'unprocessable' | 'internal'
  constructor(kind: PatchError['kind'], message: string) {
    super(message)
    this.kind = kind
  }
}

export const noListOfLists = (): PatchError => new PatchError('unprocessable', 'lists of lists are not supported')
export const badPrimitiveList = (): PatchError =>
  new PatchError('bad-request', 'invalid patch format of primitive list')
export const badRetainKeys = (): PatchError => new PatchError('bad-request', 'invalid patch format of retainKeys')
export const badElementOrder = (): PatchError =>
  new PatchError('bad-request', 'invalid patch format of setElementOrder list')
export const noMergeKey = (item: unknown, key: string): PatchError =>
  new PatchError('internal', `map: ${goPrint(item)} does not contain declared merge key: ${key}`)
export const badPatchType = (type: unknown, item: unknown): PatchError =>
  new PatchError('internal', `unknown patch type: ${goPrint(type)} in map: ${goPrint(item)}`)
export const badArgument = (expected: unknown, actual: unknown): PatchError =>
  new PatchError('internal', `expected a ${goTypeName(expected)}, but received a ${goTypeName(actual)}`)

function goTypeName(value: unknown): string {
  if (value === null || value === undefined) return '%!s(<nil>)'
  if (Array.isArray(value)) return '[]interface {}'
  if (isFields(value)) return 'map[string]interface {}'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

/** 'map', 'slice', 'string' …: what Go's reflection would call a JSON value. */
export function goKind(value: unknown): string {
  if (value === null || value === undefined) return 'nil'
  if (Array.isArray(value)) return 'slice'
  if (typeof value === 'object') return 'map'
  return typeof value
}

export interface FieldMeta {
  /** The type of the field, or of the items when it was asked for as a list. */
  readonly type: string
  /** 'merge', 'replace' or '' (which is 'replace' for lists and 'merge' for maps). */
  readonly strategy: string
  readonly retainKeys: boolean
  readonly mergeKey: string
}

/** Looks fields up in one schema. */
export class PatchMeta {
  readonly #schema: Schema
  #fields = new Map<string, ReadonlyMap<string, FieldSchema>>()

  constructor(schema: Schema) {
    this.#schema = schema
  }

  forMap(type: string, key: string): FieldMeta {
    return this.#find(type, key, false)
  }

  forList(type: string, key: string): FieldMeta {
    return this.#find(type, key, true)
  }

  #find(type: string, key: string, list: boolean): FieldMeta {
    const plain = { strategy: '', retainKeys: false, mergeKey: '' }
    if (type.startsWith('map[string]')) return { type: item(type.slice(11), list), ...plain }
    const definition = this.#schema.definitions[type]
    // A type without structure (fieldsV1, raw extensions): merged by the rules of JSON.
    if (!definition) return { type: '', ...plain }
    const field = this.#fieldsOf(type).get(key)
    if (!field) {
      const name = JSON.stringify(key)
      throw new PatchError(
        'internal',
        `unable to find api field in struct ${definition.goName} for the json field ${name}`,
      )
    }
    const strategies = (field.strategy ?? '').split(',').filter((strategy) => strategy !== '')
    const strategy = strategies.find((name) => name !== 'retainKeys') ?? ''
    const mergeKey = field.mergeKey ?? ''
    return { type: item(field.type, list), strategy, retainKeys: strategies.includes('retainKeys'), mergeKey }
  }

  #fieldsOf(type: string): ReadonlyMap<string, FieldSchema> {
    const known = this.#fields.get(type)
    if (known) return known
    const fields = new Map<string, FieldSchema>()
    const add = (list: readonly FieldSchema[]): void => {
      for (const field of list) {
        if (field.name === '') add(this.#schema.definitions[field.type]?.fields ?? [])
        else fields.set(field.name, field)
      }
    }
    add(this.#schema.definitions[type]?.fields ?? [])
    this.#fields.set(type, fields)
    return fields
  }
}

const item = (type: string, list: boolean): string => (list && type.startsWith('[]') ? type.slice(2) : type)

const metas = new WeakMap<Schema, PatchMeta>()

export function patchMetaOf(schema: Schema): PatchMeta {
  let meta = metas.get(schema)
  if (!meta) {
    meta = new PatchMeta(schema)
    metas.set(schema, meta)
  }
  return meta
}
