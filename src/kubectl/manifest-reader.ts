// Takes the text of a manifest apart: JSON streams or YAML documents, as apimachinery's YAMLOrJSONDecoder (v1.33) does,
// and checks what kubectl checks before it sends an object. Lines are counted inside each document.

import { setField } from '../api/index.ts'
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
      if (data !== undefined && data !== null) yield { data }
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

/** The check before sending: an object with apiVersion and kind. Returns the fault's text. */
export function manifestFault(data: Data): string | undefined {
  if (!isMap(data)) return 'invalid object to validate'
  const missing: string[] = []
  for (const key of ['apiVersion', 'kind']) {
    const value = data[key]
    if (value === undefined || value === null || value === '') missing.push(`${key} not set`)
    else if (typeof value !== 'string') missing.push(`${key} isn't string type`)
  }
  if (missing.length > 0) return missing.length > 1 ? `[${missing.join(', ')}]` : missing[0]
  const version = text(data['apiVersion'])
  if (version.split('/').length > 2) return `unexpected GroupVersion string: ${version}`
  if (!text(data['kind']).endsWith('List') || !Array.isArray(data['items'])) return undefined
  const faults = data['items'].flatMap((item) => manifestFault(item) ?? [])
  return faults.length > 1 ? `[${faults.join(', ')}]` : faults[0]
}

const goKinds = { boolean: 'bool', number: 'number', string: 'string', object: 'object' } as const

/** What stops kubectl from decoding the object at all: metadata of the wrong type. */
export function decodeFault(data: Data): string | undefined {
  if (!isMap(data)) return `json: cannot unmarshal ${goKind(data)} into Go value of type map[string]interface {}`
  if (typeof data['kind'] !== 'string' || data['kind'] === '') {
    return `Object 'Kind' is missing in '${JSON.stringify(sorted(data))}'`
  }
  const metadata = data['metadata']
  if (metadata === undefined || metadata === null) return undefined
  const wrong = (field: string, value: unknown, type: string): string =>
    `json: cannot unmarshal ${goKind(value)} into Go struct field ObjectMeta.metadata${field} of type ${type}`
  if (!isMap(metadata))
    return `json: cannot unmarshal ${goKind(metadata)} into Go struct field metadataOnlyObject.metadata of type v1.ObjectMeta`
  for (const key of ['name', 'generateName', 'namespace', 'uid', 'resourceVersion', 'selfLink']) {
    const value = metadata[key]
    if (value !== undefined && value !== null && typeof value !== 'string') {
      return wrong(`.${key}`, value, key === 'uid' ? 'types.UID' : 'string')
    }
  }
  for (const key of ['labels', 'annotations']) {
    const value = metadata[key]
    if (value === undefined || value === null) continue
    if (!isMap(value)) return wrong(`.${key}`, value, 'map[string]string')
    for (const item of Object.values(value)) {
      if (item !== null && typeof item !== 'string') return wrong(`.${key}`, item, 'string')
    }
  }
  return undefined
}

const goKind = (value: unknown): string => {
  if (Array.isArray(value)) return 'array'
  return goKinds[typeof value as keyof typeof goKinds] ?? 'null'
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
