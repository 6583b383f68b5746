// Reads manifests as kubectl does: documents are split first, then each is read with the scalar rules of goyaml v2 (a
// mix of YAML 1.1 and 1.2), keys become text, and faults carry goyaml's words and lines (sigs.k8s.io/yaml v1.4).
// Missing: integers beyond 2^53 lose their last digits.

import { isAlias, isCollection, isScalar, isSeq, isMap as isYamlMap, LineCounter, type Node, parseDocument } from 'yaml'
import { setField } from '../api/index.ts'
import type { Data, DataMap } from './manifest-data.ts'
import { findYamlFault } from './yaml-grammar.ts'

/** A fault in the text; `message` is goyaml's, such as `yaml: line 4: did not find expected key`. */
export class YamlFault extends Error {}

const trueWords = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'])
const falseWords = new Set(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'])
const nullWords = new Set(['', '~', 'null', 'Null', 'NULL'])

/** What a plain scalar means to goyaml v2. */
export function resolvePlain(source: string): null | boolean | number | string {
  if (nullWords.has(source)) return null
  const first = source[0] ?? ''
  if (!/[0-9+\-.yYnNtTfFoO~]/.test(first)) return source
  if (trueWords.has(source)) return true
  if (falseWords.has(source)) return false
  if (/^[+-]?\.(inf|Inf|INF)$/.test(source))
    return source.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  if (/^\.(nan|NaN|NAN)$/.test(source)) return Number.NaN
  if (first === '.') return /^\.[0-9]+([eE][+-]?[0-9]+)?$/.test(source) ? Number(source) : source
  if (!/[0-9+-]/.test(first)) return source
  const plain = source.replaceAll('_', '')
  const integer = readInteger(plain)
  if (integer !== undefined) return integer
  if (/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(plain) && Number.isFinite(Number(plain))) {
    return Number(plain)
  }
  return source
}

function readInteger(plain: string): number | undefined {
  const match = /^([+-]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/.exec(plain)
  if (!match) return undefined
  const [, sign, hex, binary, octal, decimal] = match
  const digits = hex ?? binary ?? octal ?? decimal ?? ''
  const value = Number.parseInt(
    digits,
    hex !== undefined ? 16 : binary !== undefined ? 2 : octal !== undefined ? 8 : 10,
  )
  return sign === '-' && value !== 0 ? -value : value
}

/** A scalar behind a tag, such as `!!int "5"`: what it is by itself must agree with the tag. */
function readTagged(tag: string, source: string): ReturnType<typeof resolvePlain> {
  if (tag === 'str') return source
  if (tag === 'binary') {
    const bytes = binaryText(source)
    if (bytes === undefined) throw new YamlFault('yaml: !!binary value contains invalid base64 data')
    return bytes
  }
  if (!['bool', 'int', 'float', 'null'].includes(tag)) return source
  const value = resolvePlain(source)
  const is = tagOf(value)
  if (is === tag || (tag === 'float' && is === 'int')) return value
  throw new YamlFault(`yaml: cannot decode !!${is} \`${source}\` as a !!${tag}`)
}

function tagOf(value: ReturnType<typeof resolvePlain>): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  return 'str'
}

/** Go skips the ends of lines only. */
function binaryText(source: string): string | undefined {
  if (/[ \t\f]/.test(source)) return undefined
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(source), (letter) => letter.charCodeAt(0)))
  } catch {
    return undefined
  }
}

/** One document as data; undefined when it holds nothing. */
export function readYaml(source: string): Data | undefined {
  const problem = findYamlFault(source)
  if (problem !== undefined) throw new YamlFault(`yaml: ${problem}`)
  const lines = new LineCounter()
  const document = parseDocument(source, {
    schema: 'failsafe',
    merge: true,
    uniqueKeys: false,
    keepSourceTokens: true,
    lineCounter: lines,
    prettyErrors: false,
    strict: false,
    customTags: [{ tag: 'tag:yaml.org,2002:null', default: true, test: /^/, resolve: (text: string) => text }],
  })
  const fault = document.errors.find((one) => one.code !== 'MULTIPLE_DOCS')
  if (fault) throw new YamlFault(`yaml: line ${lines.linePos(fault.pos[0]).line}: ${fault.message}`)
  if (document.contents === null) return undefined
  const reader = new DocumentReader(document)
  return reader.read(document.contents)
}

/** JSON has no infinities. */
function finite<T>(value: T): T {
  if (typeof value !== 'number' || Number.isFinite(value)) return value
  throw new YamlFault(`json: unsupported value: ${Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'}`)
}

const MOST_NODES = 400_000

class DocumentReader {
  readonly #document: ReturnType<typeof parseDocument>
  #nodes = 0
  constructor(document: ReturnType<typeof parseDocument>) {
    this.#document = document
  }

  read(node: Node | null | undefined | unknown): Data {
    if (++this.#nodes > MOST_NODES) throw new YamlFault('yaml: document contains excessive aliasing')
    if (node === null || node === undefined) return null
    if (isAlias(node)) {
      const target = node.resolve(this.#document)
      if (!target) throw new YamlFault(`yaml: unknown anchor '${node.source}' referenced`)
      return this.read(target)
    }
    if (isScalar(node)) {
      const isPlain = node.type === 'PLAIN' || node.type === undefined
      const source = isPlain ? (node.source ?? String(node.value ?? '')) : (node.source ?? '')
      const tag = /^(?:tag:yaml\.org,2002:|!!)(\w+)$/.exec(node.tag ?? '')?.[1]
      if (tag !== undefined) return finite(readTagged(tag, source))
      return isPlain && node.tag !== '!' ? finite(resolvePlain(source)) : source
    }
    if (isSeq(node)) return node.items.map((item) => this.read(item))
    if (isYamlMap(node)) return this.#map(node.items)
    throw new YamlFault('yaml: unexpected node')
  }

  #map(items: readonly { readonly key: unknown; readonly value: unknown }[]): DataMap {
    const map: DataMap = {}
    for (const { key, value } of items) {
      if (isScalar(key) && key.type === 'PLAIN' && key.source === '<<') {
        this.#merge(map, value, items)
        continue
      }
      const name = this.#key(key, value)
      Object.defineProperty(map, name, {
        value: this.read(value),
        enumerable: true,
        configurable: true,
        writable: true,
      })
    }
    return map
  }

  #merge(map: DataMap, value: unknown, items: readonly { readonly key: unknown }[]): void {
    const own = new Set(items.map(({ key }) => (isScalar(key) ? String(key.value) : '')))
    const source = this.read(value)
    for (const part of Array.isArray(source) ? [...source].reverse() : [source]) {
      if (typeof part !== 'object' || part === null || Array.isArray(part)) {
        throw new YamlFault('yaml: map merge requires map or sequence of maps as the value')
      }
      for (const [name, item] of Object.entries(part)) if (!own.has(name)) setField(map, name, item)
    }
  }

  #key(node: unknown, item: unknown): string {
    const value = isCollection(node) ? node : this.read(node)
    if (typeof value === 'string') return value
    if (typeof value === 'number') return String(value)
    if (typeof value === 'boolean') return String(value)
    if (value === null) {
      throw new YamlFault(`unsupported map key of type: %!s(<nil>), key: <nil>, value: ${goMap(this.read(item))}`)
    }
    throw new YamlFault(`yaml: invalid map key: ${goMap(this.read(node))}`)
  }
}

/** Go's %#v of what goyaml reads into interface{}. */
function goMap(value: Data | undefined): string {
  if (value === null || value === undefined) return 'interface {}(nil)'
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return `[]interface {}{${value.map(goMap).join(', ')}}`
  const pairs = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${goMap(item)}`)
  return `map[interface {}]interface {}{${pairs.join(', ')}}`
}
