// YAML bodies as sigs.k8s.io/yaml (goyaml v2 rules) turns them into JSON: YAML 1.1 words for booleans, octal and binary
// numbers, keys as strings. Structure comes from the `yaml` library; plain scalars are resolved here.
// Differs: faults carry the library's line and a plain text, not goyaml's.

import { Lexer, parseDocument, type ScalarTag } from 'yaml'
import { MAX_DEPTH, setField } from './http-json.ts'
import type { Json } from './object.ts'

export class YamlFault extends Error {}

const plain: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  test: /^[\s\S]*$/,
  resolve: (text) => resolveScalar(text),
}

/** The library composes recursively, so depth is bounded before: by the column of blocks and by the open brackets. */
function isTooDeep(text: string): boolean {
  if (new RegExp(`^[ ?:-]{${MAX_DEPTH}}`, 'm').test(text)) return true
  if ((text.match(/[[{]/g)?.length ?? 0) <= MAX_DEPTH) return false
  let depth = 0
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') depth++
    else if (token === ']' || token === '}') depth--
    if (depth > MAX_DEPTH) return true
  }
  return false
}

export function readYaml(text: string): Json {
  if (isTooDeep(text)) throw new YamlFault('yaml: exceeded max depth')
  const document = parseDocument(text, {
    schema: 'failsafe',
    customTags: (tags) => [plain, ...tags],
    merge: true,
    uniqueKeys: false,
    logLevel: 'silent',
  })
  const fault = document.errors[0]
  if (fault) {
    const line = fault.linePos?.[0].line
    throw new YamlFault(`yaml: ${line === undefined ? '' : `line ${line}: `}${fault.message.split(' at line ')[0]}`)
  }
  try {
    return toJson(document.toJS({ mapAsMap: true, maxAliasCount: 100 }))
  } catch (error) {
    if (error instanceof YamlFault) throw error
    throw new YamlFault(`yaml: ${error instanceof Error ? error.message : error}`)
  }
}

function toJson(value: unknown): Json {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map(toJson)
  if (value instanceof Map) {
    const object: Record<string, Json> = {}
    for (const [key, item] of value) {
      if (key === null || typeof key === 'object') throw new YamlFault('yaml: unsupported map key')
      setField(object, String(key), toJson(item))
    }
    return object
  }
  return String(value)
}

const words: ReadonlyMap<string, Json> = new Map<string, Json>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word): [string, Json] => [word, null]),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word): [string, Json] => [
    word,
    true,
  ]),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word): [string, Json] => [
    word,
    false,
  ]),
])

function resolveScalar(text: string): Json {
  const word = words.get(text)
  if (word !== undefined) return word
  if (!/^[-+.\d]/.test(text)) return text
  const digits = text.replaceAll('_', '')
  const integer = /^([-+]?)(0b[01]+|0x[\da-fA-F]+|0o?[0-7]+|0|[1-9]\d*)$/.exec(digits)
  if (integer) {
    const body = integer[2] ?? ''
    const number = Number(/^0[0-7]+$/.test(body) ? `0o${body.slice(1)}` : body)
    return integer[1] === '-' ? -number : number
  }
  if (/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(digits)) return Number(digits)
  return text
}
