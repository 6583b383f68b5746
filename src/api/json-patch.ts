// JSON Patch (RFC 6902) as the API server's library (evanphx/json-patch v4) reads it: negative indexes count from the
// end, '-' appends. Why an operation failed does not reach the client; kubectl says it of patches that it applies itself.

import { copyValue, equalValues, type Fields, getField, isFields, setField } from './value.ts'

/** An operation that does not apply, or is none. */
export class JsonPatchError extends Error {}

/** `document` after all operations; it is not touched itself. Throws `JsonPatchError`. */
export function applyJsonPatch(document: unknown, operations: readonly unknown[]): unknown {
  let root = copyValue(document)
  for (const operation of operations) {
    const op = getField(operation, 'op')
    const path = pathOf(operation, 'path')
    const shown = String(getField(operation, 'path'))
    const value = copyValue(getField(operation, 'value') ?? null)
    switch (op) {
      case 'add':
        root = add(root, path, value, shown)
        break
      case 'remove':
        remove(root, path, shown)
        break
      case 'replace':
        if (path.length === 0) root = value
        else replace(root, path, value, shown)
        break
      case 'move': {
        const from = pathOf(operation, 'from')
        const moved = find(root, from)
        if (moved === undefined) throw new JsonPatchError('move operation does not apply: missing value')
        remove(root, from, shown)
        root = add(root, path, moved, shown)
        break
      }
      case 'copy': {
        const copied = find(root, pathOf(operation, 'from'))
        if (copied === undefined) throw new JsonPatchError('copy operation does not apply: missing value')
        root = add(root, path, copyValue(copied), shown)
        break
      }
      case 'test':
        if (!equalValues(find(root, path) ?? null, value)) {
          throw new JsonPatchError(`testing value ${shown} failed: test failed`)
        }
        break
      default:
        throw new JsonPatchError(`Unexpected kind: ${String(op)}`)
    }
  }
  return root
}

function pathOf(operation: unknown, field: 'path' | 'from'): string[] {
  const path = getField(operation, field)
  if (typeof path !== 'string') throw new JsonPatchError(`operation missing ${field} field`)
  if (path === '') return []
  const parts = path.split('/')
  if (parts.length < 2) throw new JsonPatchError(`missing ${field}`)
  return parts.slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The index that a path names; `length` counts the place behind the last item when one is added. */
function indexOf(list: readonly unknown[], key: string, adding: boolean): number {
  const length = adding ? list.length + 1 : list.length
  if (adding && key === '-') return list.length
  if (!/^-?\d+$/.test(key)) throw new JsonPatchError(`invalid index ${key}`)
  const index = Number(key) < 0 ? Number(key) + length : Number(key)
  if (index < 0 || index >= length)
    throw new JsonPatchError(`Unable to access invalid index: ${key}: invalid index referenced`)
  return index
}

function child(parent: unknown, key: string): unknown {
  if (Array.isArray(parent)) return parent[indexOf(parent, key, false)]
  return getField(parent, key)
}

function find(root: unknown, path: readonly string[]): unknown {
  return path.reduce(child, root)
}

function parentOf(root: unknown, path: readonly string[], fault: string): unknown[] | Fields {
  const parent = find(root, path.slice(0, -1))
  if (!Array.isArray(parent) && !isFields(parent)) throw new JsonPatchError(`${fault}: missing value`)
  return parent
}

const lastOf = (path: readonly string[]): string => path[path.length - 1] ?? ''

/** An index, with the operation in front of what is wrong with it. */
function placeIn(
  list: readonly unknown[],
  path: readonly string[],
  operation: 'add' | 'remove',
  shown: string,
): number {
  try {
    return indexOf(list, lastOf(path), operation === 'add')
  } catch (error) {
    throw new JsonPatchError(`error in ${operation} for path: '${shown}': ${(error as Error).message}`)
  }
}

function add(root: unknown, path: readonly string[], value: unknown, shown: string): unknown {
  if (path.length === 0) return value
  const parent = parentOf(root, path, `add operation does not apply: doc is missing path: "${shown}"`)
  if (Array.isArray(parent)) parent.splice(placeIn(parent, path, 'add', shown), 0, value)
  else setField(parent, lastOf(path), value)
  return root
}

function remove(root: unknown, path: readonly string[], shown: string): void {
  const fault = `remove operation does not apply: doc is missing path: "${shown}"`
  if (path.length === 0) throw new JsonPatchError(fault)
  const parent = parentOf(root, path, fault)
  const key = lastOf(path)
  if (Array.isArray(parent)) parent.splice(placeIn(parent, path, 'remove', shown), 1)
  else if (!Object.hasOwn(parent, key)) {
    const why = `Unable to remove nonexistent key: ${key}: missing value`
    throw new JsonPatchError(`error in remove for path: '${shown}': ${why}`)
  } else delete parent[key]
}

function replace(root: unknown, path: readonly string[], value: unknown, shown: string): void {
  const parent = parentOf(root, path, `replace operation does not apply: doc is missing path: ${shown}`)
  const key = lastOf(path)
  if (!Array.isArray(parent)) {
    // The library asks for the key and takes none for an answer.
    setField(parent, key, value)
    return
  }
  const index = Number(key) < 0 ? Number(key) + parent.length : Number(key)
  if (!(index in parent)) {
    throw new JsonPatchError(`replace operation does not apply: doc is missing key: ${shown}: missing value`)
  }
  parent[index] = value
}
