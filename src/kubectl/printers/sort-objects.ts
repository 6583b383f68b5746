// --sort-by: objects in order of a field, the missing first (kubectl/pkg/cmd/get/sorter.go, v1.33).

import { compareQuantities, readQuantity } from '../../api/index.ts'
import { CommandError } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import { relaxedPath } from './custom-columns.ts'
import { findResults, JsonPathFault, type PathNode, parseJsonPath } from './jsonpath.ts'

/** Throws when no object has the field. */
export function sortByField<T>(
  items: readonly T[],
  field: string,
  objectOf: (item: T) => unknown,
  strict: boolean,
): readonly T[] {
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
  return keyed.sort((a, b) => compareKeys(a.key, b.key)).map(({ item }) => item)
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

function compareKeys(a: unknown, b: unknown): number {
  if (a === MISSING || b === MISSING) return Number(b === MISSING) - Number(a === MISSING)
  if (a === null || b === null) return Number(b === null) - Number(a === null)
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') {
    const [left, right] = [readQuantity(a), readQuantity(b)]
    if (left && right) return compareQuantities(left, right)
    return a < b ? -1 : a > b ? 1 : 0
  }
  return 0
}
