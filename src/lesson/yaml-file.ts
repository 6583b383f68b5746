// A YAML file whose values can be traced back to their line and column, with faults instead of throws. Lessons are
// untrusted: aliases are limited, and size is.

import {
  Composer,
  type Document,
  isMap,
  isPair,
  isScalar,
  Lexer,
  type Node,
  type Pair,
  Parser,
  parseAllDocuments,
  YAMLParseError,
} from 'yaml'
import { type Fault, placeAt } from './fault.ts'
import type { Place } from './lesson.ts'

export interface YamlFile {
  readonly value: unknown
  readonly faults: readonly Fault[]
  /** Where the value at that path stands; the nearest thing above it when it is missing. */
  placeOf(path: readonly PropertyKey[]): Place
}

const MAX_ALIASES = 100
/** Pieces of YAML (words, line ends, indents) that are read in one part. */
const PART = 200

/** In parts, for a page that must breathe between them. */
export function* readYaml(file: string, source: string): Generator<void, YamlFile> {
  const document = yield* parseDocument(source)
  yield
  const faults: Fault[] = (document?.errors ?? []).map((error) => ({
    file,
    ...placeAt(source, error.pos[0]),
    message: error.message,
  }))
  let value: unknown
  if (document && faults.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: MAX_ALIASES })
    } catch (error) {
      faults.push({ file, line: 1, column: 1, message: error instanceof Error ? error.message : String(error) })
    }
  }
  return {
    value,
    faults,
    placeOf(path) {
      let offset = document?.contents?.range?.[0] ?? 0
      let node: unknown = document?.contents
      for (const key of path) {
        const next = childAt(node, key)
        if (!next) break
        offset = next.offset
        node = next.node
      }
      return { file, ...placeAt(source, offset) }
    },
  }
}

/** As the library's own `parseDocument`, which stops for nobody. */
function* parseDocument(source: string): Generator<void, Document.Parsed | undefined> {
  const parser = new Parser()
  const tokens = []
  let count = 0
  for (const lexeme of new Lexer().lex(source)) {
    tokens.push(...parser.next(lexeme))
    if (++count % PART === 0) yield
  }
  tokens.push(...parser.end())
  yield
  const [document, next] = new Composer({ prettyErrors: false, uniqueKeys: true }).compose(tokens, true, source.length)
  if (document && next) {
    const why = 'Source contains multiple documents; please use YAML.parseAllDocuments()'
    document.errors.push(new YAMLParseError([next.range[0], next.range[1]], 'MULTIPLE_DOCS', why))
  }
  return document
}

function childAt(node: unknown, key: PropertyKey): { readonly node: unknown; readonly offset: number } | undefined {
  if (isMap(node)) {
    const pair: Pair | undefined = node.items.find(
      (item) => isPair(item) && isScalar(item.key) && item.key.value === key,
    )
    const start = isScalar(pair?.key) ? pair.key.range?.[0] : undefined
    return pair && start !== undefined ? { node: pair.value, offset: start } : undefined
  }
  if (typeof node === 'object' && node !== null && 'items' in node && Array.isArray(node.items)) {
    const item: Node | undefined = node.items[Number(key)]
    const start = item?.range?.[0]
    return item && start !== undefined ? { node: item, offset: start } : undefined
  }
  return undefined
}

/** Every document of a file, each with the place where it begins. */
export function readDocuments(
  file: string,
  source: string,
): {
  readonly documents: readonly { readonly value: unknown; readonly place: Place }[]
  readonly faults: readonly Fault[]
} {
  const faults: Fault[] = []
  const documents: { value: unknown; place: Place }[] = []
  for (const document of parseAllDocuments(source, { prettyErrors: false })) {
    for (const error of document.errors) faults.push({ file, ...placeAt(source, error.pos[0]), message: error.message })
    if (document.errors.length > 0 || !document.contents) continue
    const place = { file, ...placeAt(source, document.contents.range?.[0] ?? 0) }
    try {
      documents.push({ value: document.toJS({ maxAliasCount: MAX_ALIASES }), place })
    } catch (error) {
      faults.push({ ...place, message: error instanceof Error ? error.message : String(error) })
    }
  }
  return { documents, faults }
}
