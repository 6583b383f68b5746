// Takes the text of a manifest apart: JSON streams or YAML documents, as apimachinery's YAMLOrJSONDecoder (v1.33) does,
// and checks what kubectl checks before it sends an object. Lines are counted inside each document.

import { DecodeError, decodeType, type FieldSchema, kindOfValue, type Schema, setField } from '../api/index.ts'
import { CommandError } from './errors.ts'
import { quote } from './flag-parser.ts'
import { readJson } from './json-reader.ts'
import { type Data, type DataMap, isMap, text } from './manifest-data.ts'
import { readYaml, YamlFault } from './yaml-reader.ts'

/** One document, or the fault that ends the file. */
export type Document = { readonly data: Data } | { readonly fault: string }

export function* readDocuments(source: string, jsonFallsBack = true): Generator<Document, void, void> {
  let rest = source.replace(/^\uFEFF/, '')
  let jsonFault: string | undefined
  if (/^\s*\{/.test(rest)) {
    let count = 0
    for (;;) {
      if (rest.trim() === '') return
      const read = readJson(rest)
      if ('fault' in read) {
        jsonFault = read.fault
        break
      }
      count++
      yield { data: read.value }
      rest = rest.slice(read.end)
    }
    if (count > 1 || !jsonFallsBack) {
      yield { fault: jsonFault }
      return
    }
    rest = rest.replace(/^[^\S\n]*\n?/, '')
  }
  for (const document of splitDocuments(rest)) {
    if (typeof document === 'object') {
      yield { fault: jsonFault ?? document.fault }
      return
    }
    try {
      const data = readYaml(document)
      jsonFault = undefined
      if (data !== undefined && data !== null) yield { data: sorted(data) }
    } catch (error) {
      // Nested deeper than the stack is; the real reader stops a little later, with this text.
      if (error instanceof Error && /call stack/.test(error.message)) {
        yield { fault: jsonFault ?? 'error converting YAML to JSON: yaml: exceeded max depth of 10000' }
        return
      }
      if (!(error instanceof YamlFault)) throw error
      yield { fault: jsonFault ?? `error converting YAML to JSON: ${error.message}` }
      return
    }
  }
}

/** Splits at lines that start with `---`; one behind a document is dropped, one in front of it counts as its line. */
function* splitDocuments(source: string): Generator<string | { readonly fault: string }, void, void> {
  let buffer = ''
  for (const line of source.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    if (line.startsWith('---')) {
      const after = line.slice(3).trim()
      if (after !== '' && !after.startsWith('#')) {
        yield { fault: `invalid Yaml document separator: ${after}` }
        return
      }
      if (buffer === '') buffer = line
      else {
        yield buffer
        buffer = ''
      }
    } else buffer += line
  }
  if (buffer !== '') yield buffer
}

function manifestFaults(data: Data): readonly string[] {
  if (!isMap(data)) return ['invalid object to validate']
  const missing: string[] = []
  for (const key of ['apiVersion', 'kind']) {
    const value = data[key]
    if (value === undefined || value === null) missing.push(`${key} not set`)
    else if (typeof value !== 'string') missing.push(`${key} isn't string type`)
  }
  if (missing.length > 0) return missing
  const version = text(data['apiVersion'])
  if (version.split('/').length > 2) return [`unexpected GroupVersion string: ${version}`]
  if (version !== 'v1' || data['kind'] !== 'List') return []
  const items = data['items']
  return Array.isArray(items) ? items.flatMap(manifestFaults) : ['invalid object to validate']
}

/** The check before sending: an object with apiVersion and kind. Returns the fault's text. */
export function manifestFault(data: Data): string | undefined {
  const faults = [...new Set(manifestFaults(data))]
  return faults.length > 1 ? `[${faults.join(', ')}]` : faults[0]
}

/** What kubectl looks at of any object: its metadata. One more type for each schema. */
const metadataSchemas = new WeakMap<Schema, Schema>()

function metadataSchema(schema: Schema): Schema {
  const known = metadataSchemas.get(schema)
  if (known) return known
  const goName = 'metadataOnlyObject'
  const fields: FieldSchema[] = [
    { name: 'kind', type: 'string' },
    { name: 'apiVersion', type: 'string' },
    { name: 'metadata', type: 'meta.v1.ObjectMeta', always: true },
  ]
  const made = { ...schema, definitions: { ...schema.definitions, [goName]: { goName, fields } } }
  metadataSchemas.set(schema, made)
  return made
}

/** An object of a file, or a list with its items. */
export interface Manifest {
  readonly object: DataMap
  readonly items?: readonly DataMap[]
}

/** What kubectl reads of an object before anything else, or what stops it: whatever has items is a list. */
export function readManifest(schema: Schema, data: Data): Manifest | { readonly fault: string } {
  const mismatch = (value: Data, type: string): { readonly fault: string } => ({
    fault: `json: cannot unmarshal ${kindOfValue(value)} into Go ${type}`,
  })
  if (!isMap(data)) return mismatch(data, 'value of type unstructured.detector')
  const { items, ...object } = data
  if (items !== undefined && items !== null && !Array.isArray(items)) {
    return mismatch(items, 'struct field decodeList.items of type []json.RawMessage')
  }
  const wrong = items?.find((item) => item !== null && !isMap(item))
  if (wrong !== undefined) return mismatch(wrong, 'value of type map[string]interface {}')
  if (typeof data['kind'] !== 'string' || data['kind'] === '') {
    return { fault: `Object 'Kind' is missing in '${JSON.stringify(sorted(data))}'` }
  }
  try {
    decodeType(metadataSchema(schema), 'metadataOnlyObject', data, [], 'json')
  } catch (error) {
    if (error instanceof DecodeError) return { fault: error.message }
    throw error
  }
  return items === undefined ? { object } : { object, items: (items ?? []).map((item) => itemOf(object, item)) }
}

/** An item of a list of one kind need not say what it is. */
function itemOf(list: DataMap, item: Data): DataMap {
  const map = isMap(item) ? item : {}
  if (text(map['kind']) !== '' || text(map['apiVersion']) !== '') return map
  const kind = text(list['kind']).replace(/List$/, '')
  return { ...map, apiVersion: list['apiVersion'] ?? '', kind }
}

/** A copy with its keys in order, as Go's encoding/json sends them. */
export function sorted(value: Data | undefined): Data {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isMap(value)) return value ?? null
  const map: DataMap = {}
  for (const key of Object.keys(value).sort()) setField(map, key, sorted(value[key]))
  return map
}

/** The items of a List, or the object itself; lists in lists are taken apart too. */
export function listItems(data: DataMap): readonly DataMap[] {
  if (!text(data['kind']).endsWith('List') || !Array.isArray(data['items'])) return [data]
  return data['items'].filter(isMap).flatMap(listItems)
}

export const validationError = (source: string, fault: string): CommandError =>
  new CommandError(
    `error validating ${quote(source)}: error validating data: ${fault}; if you choose to ignore these errors, turn validation off with --validate=false`,
  )
