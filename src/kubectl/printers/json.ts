// JSON as Go's encoding/json writes it: keys sorted (objects from the server) or in the order of the Go struct (objects
// that kubectl made), `<`, `>`, `&` and the line separators escaped.

import type { DefinitionSchema, FieldSchema, Schema } from '../../api/index.ts'
import { goFloat } from './go-number.ts'

/** Go's json.Marshal of a text. */
export function jsonString(text: string): string {
  let out = '"'
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (character === '"' || character === '\\') out += `\\${character}`
    else if (character === '\n') out += '\\n'
    else if (character === '\r') out += '\\r'
    else if (character === '\t') out += '\\t'
    else if (character === '\b') out += '\\b'
    else if (character === '\f') out += '\\f'
    else if (code < 0x20 || '<>&'.includes(character) || code === 0x2028 || code === 0x2029) {
      out += `\\u${code.toString(16).padStart(4, '0')}`
    } else if (code >= 0xd800 && code < 0xe000) out += '\\ufffd'
    else out += character
  }
  return `${out}"`
}

const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Keys sorted by name; without blanks unless `indent` is given. */
export function jsonText(value: unknown, indent = ''): string {
  return write(value, indent, '', (map) => Object.keys(map).sort(byBytes))
}

/** Keys in the order that they already have. */
export function jsonTextInOrder(value: unknown, indent = ''): string {
  return write(value, indent, '', Object.keys)
}

type KeyOrder = (map: Readonly<Record<string, unknown>>) => readonly string[]

function write(value: unknown, indent: string, margin: string, order: KeyOrder): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return jsonString(value)
  if (typeof value === 'number') return goFloat(value, 'json')
  if (typeof value !== 'object') return String(value)
  const inner = margin + indent
  const open = indent === '' ? '' : `\n${inner}`
  const close = indent === '' ? '' : `\n${margin}`
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return `[${open}${value.map((item) => write(item, indent, inner, order)).join(`,${open}`)}${close}]`
  }
  const map = value as Readonly<Record<string, unknown>>
  const pairs = order(map)
    .filter((key) => map[key] !== undefined)
    .map((key) => `${jsonString(key)}:${indent === '' ? '' : ' '}${write(map[key], indent, inner, order)}`)
  return pairs.length === 0 ? '{}' : `{${open}${pairs.join(`,${open}`)}${close}}`
}

/** The same data with its keys in the order of the Go struct; maps and unknown types sorted. */
export function inStructOrder(value: unknown, schema: Schema, kind: string, apiVersion: string): unknown {
  const name = schema.kinds[`${apiVersion}/${kind}`]
  return name === undefined ? value : orderAs(value, name, schema)
}

function orderAs(value: unknown, type: string, schema: Schema): unknown {
  if (Array.isArray(value)) return value.map((item) => orderAs(item, type.replace(/^\[\]/, ''), schema))
  if (typeof value !== 'object' || value === null) return value
  const map = value as Readonly<Record<string, unknown>>
  if (type.startsWith('map[string]')) {
    const inner = type.slice('map[string]'.length)
    return Object.fromEntries(
      Object.keys(map)
        .sort(byBytes)
        .map((key) => [key, orderAs(map[key], inner, schema)]),
    )
  }
  const definition = schema.definitions[type]
  if (!definition)
    return Object.fromEntries(
      Object.keys(map)
        .sort(byBytes)
        .map((key) => [key, map[key]]),
    )
  const ordered: Record<string, unknown> = {}
  for (const field of flatFields(definition, schema)) {
    if (map[field.name] !== undefined) ordered[field.name] = orderAs(map[field.name], field.type, schema)
  }
  for (const key of Object.keys(map)) if (!(key in ordered)) ordered[key] = map[key]
  return ordered
}

/** Fields with the inlined types unfolded. */
export function flatFields(definition: DefinitionSchema, schema: Schema): readonly FieldSchema[] {
  return definition.fields.flatMap((field) => {
    if (field.name !== '') return [field]
    const inner = schema.definitions[field.type]
    return inner ? flatFields(inner, schema) : []
  })
}
