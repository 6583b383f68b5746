// --sort-by: objects in order of a field, the missing first (kubectl/pkg/cmd/get/sorter.go, v1.33).

import { compareQuantities, readQuantity } from '../../api/index.ts'
import { CommandError } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import { goSort } from '../go-sort.ts'
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
  return goSort(keyed, (a, b) => isLess(a.key, b.key)).map(({ item }) => item)
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
  if (typeof a === 'object') {
    throw new CommandError(`unsortable type: ${Array.isArray(a) ? '[]interface {}' : 'map[string]interface {}'}`)
  }
  if (typeof a === 'number' && typeof b === 'number') return a < b
  if (typeof a === 'string' && typeof b === 'string') {
    const [left, right] = [readQuantity(a), readQuantity(b)]
    return left && right ? compareQuantities(left, right) < 0 : a < b
  }
  return false
}
