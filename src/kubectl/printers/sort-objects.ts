// --sort-by: objects in order of a field, the missing first (kubectl/pkg/cmd/get/sorter.go, v1.33).

import { compareQuantities, readQuantity } from '../../api/index.ts'
import type { Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import { goSort } from '../go-sort.ts'
import { logLine } from '../log-line.ts'
import { relaxedPath } from './custom-columns.ts'
import { findResults, JsonPathFault, type PathNode, parseJsonPath } from './jsonpath.ts'

/** A field that is a list or map; the whole of upstream's kubectl ends there. */
export class Unsortable extends CommandError {}

/** Throws when no object has the field. */
export function sortByField<T>(
  ctx: Pick<Context, 'version' | 'nowMs'>,
  items: readonly T[],
  field: string,
  objectOf: (item: T) => unknown,
  what: 'rows' | 'objects',
): readonly T[] {
  const strict = what === 'objects'
  let path = field
  try {
    path = relaxedPath(field)
  } catch (error) {
    if (strict) throw error
  }
  const nodes = parsed(path, strict ? '' : 'sorting error: ')
  const keyed = items.map((item) => ({ item, key: keyOf(nodes, objectOf(item)) }))
  if (items.length > 0 && keyed.every(({ key }) => key === MISSING)) {
    throw new CommandError(`couldn't find any field with path ${quote(path)} in the list of objects`)
  }
  const bad = items.length > 1 ? keyed.find(({ key }) => typeof key === 'object' && key !== null) : undefined
  if (bad) throw unsortable(ctx, path, what, Array.isArray(bad.key))
  return goSort(keyed, (a, b) => isLess(a.key, b.key)).map(({ item }) => item)
}

function unsortable(
  { version, nowMs }: Pick<Context, 'version' | 'nowMs'>,
  path: string,
  what: 'rows' | 'objects',
  isList: boolean,
): Unsortable {
  const line = version.sorterLine + (what === 'rows' ? 46 : 0)
  const within = what === 'rows' ? '[][][]reflect.Value' : '*unstructured.Unstructured'
  const type = isList ? '[]interface {}' : 'map[string]interface {}'
  const text = `Field {${path.replace(/^\{|\}$/g, '')}} in ${within} is an unsortable type: interface, err: unsortable type: ${type}`
  return new Unsortable(logLine('F', `sorter.go:${line}`, text, nowMs()), { raw: true })
}

function parsed(path: string, prefix: string): readonly PathNode[] {
  try {
    return parseJsonPath(path)
  } catch (error) {
    if (error instanceof JsonPathFault) throw new CommandError(prefix + error.message)
    throw error
  }
}

const MISSING = Symbol('missing')

function keyOf(nodes: readonly PathNode[], object: unknown): unknown {
  try {
    const [first] = findResults(nodes, object, { allowMissing: true })
    return first === undefined || first.length === 0 ? MISSING : first[0]
  } catch (error) {
    if (error instanceof JsonPathFault) throw new CommandError(error.message)
    throw error
  }
}

/** What is missing comes before everything, even before what is missing too. */
function isLess(a: unknown, b: unknown): boolean {
  if (a === MISSING) return true
  if (b === MISSING) return false
  if (a === null || b === null) return a === null && b !== null
  if (typeof a === 'number' && typeof b === 'number') return a < b
  if (typeof a === 'string' && typeof b === 'string') {
    const [left, right] = [readQuantity(a), readQuantity(b)]
    return left && right ? compareQuantities(left, right) < 0 : a < b
  }
  return false
}
