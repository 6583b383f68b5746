// JSON Patch (RFC 6902) as kubectl's and the API server's library (evanphx/json-patch v4.12) reads it: negative indexes
// count from the end, '-' appends, and replacing a field that is not there adds it. The words are the library's; those of
// the server do not reach the client.

import { copyValue, equalValues, type Fields, getField, isFields, setField } from './value.ts'

/** An operation that does not apply, or is none. */
export class JsonPatchError extends Error {}

const MISSING = 'missing value'
const known = ['add', 'remove', 'replace', 'move', 'copy', 'test']

/** `document` after all operations; it is not touched itself. Throws `JsonPatchError`. */
export function applyJsonPatch(document: unknown, operations: readonly unknown[]): unknown {
  let root = copyValue(document)
  for (const operation of operations) {
    const op = getField(operation, 'op')
    if (typeof op !== 'string' || !known.includes(op)) {
      throw new JsonPatchError(`Unexpected kind: ${typeof op === 'string' ? op : 'unknown'}`)
    }
    const path = pointerOf(operation, 'path')
    const value = copyValue(getField(operation, 'value') ?? null)
    switch (op) {
      case 'add':
        root = add(
          root,
          path,
          value,
          `add operation does not apply: doc is missing path: "${path.text}"`,
          'error in add',
        )
        break
      case 'remove': {
        const missing = `remove operation does not apply: doc is missing path: "${path.text}"`
        const parent = parentOf(root, path, missing)
        within(`error in remove for path: '${path.text}'`, () => removeKey(parent, lastOf(path)))
        break
      }
      case 'replace':
        if (path.keys.length === 0) root = value
        else replace(root, path, value)
        break
      case 'move': {
        const from = pointerOf(operation, 'from')
        const parent = parentOf(root, from, `move operation does not apply: doc is missing from path: ${from.text}`)
        const key = lastOf(from)
        const moved = within(`error in move for path: '${key}'`, () => {
          const found = child(parent, key)
          removeKey(parent, key)
          return found
        })
        const missing = `move operation does not apply: doc is missing destination path: ${path.text}`
        root = add(root, path, moved, missing, 'error in move')
        break
      }
      case 'copy': {
        const from = pointerOf(operation, 'from')
        const parent = parentOf(root, from, `copy operation does not apply: doc is missing from path: ${from.text}`)
        const copied = within(`error in copy for from: '${from.text}'`, () => child(parent, lastOf(from)))
        const missing = `copy operation does not apply: doc is missing destination path: ${path.text}`
        root = add(root, path, copyValue(copied ?? null), missing, 'error while adding value during copy')
        break
      }
      case 'test': {
        const missing = `test operation does not apply: is missing path: ${path.text}`
        const found = path.keys.length === 0 ? root : child(parentOf(root, path, missing), lastOf(path))
        if (!equalValues(found ?? null, value))
          throw new JsonPatchError(`testing value ${path.text} failed: test failed`)
        break
      }
    }
  }
  return root
}

/** A place as it is written, and its keys. */
interface Pointer {
  readonly text: string
  readonly keys: readonly string[]
}

function pointerOf(operation: unknown, field: 'path' | 'from'): Pointer {
  const text = getField(operation, field)
  if (typeof text !== 'string') {
    const what = field === 'from' ? 'operation, missing from field: ' : ''
    throw new JsonPatchError(
      `${String(getField(operation, 'op'))} operation failed to decode ${field}: ${what}${MISSING}`,
    )
  }
  const keys = text === '' ? [] : text.split('/').slice(1)
  return { text, keys: keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~')) }
}

/** What `work` returns; its fault with `context` before it. */
function within<T>(context: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof JsonPatchError ? new JsonPatchError(`${context}: ${error.message}`) : error
  }
}

/** The index that a path names; `length` counts the place behind the last item when one is added. */
function indexOf(list: readonly unknown[], key: string, adding: boolean): number {
  const length = adding ? list.length + 1 : list.length
  if (adding && key === '-') return list.length
  if (!/^[+-]?\d+$/.test(key))
    throw new JsonPatchError(
      `value was not a proper array index: '${key}': strconv.Atoi: parsing ${JSON.stringify(key)}: invalid syntax`,
    )
  const index = Number(key) < 0 ? Number(key) + length : Number(key)
  if (index < 0 || index >= length)
    throw new JsonPatchError(`Unable to access invalid index: ${key}: invalid index referenced`)
  return index
}

function child(parent: unknown, key: string): unknown {
  if (Array.isArray(parent)) return parent[indexOf(parent, key, false)]
  return getField(parent, key)
}

function parentOf(root: unknown, { keys }: Pointer, missing: string): unknown[] | Fields {
  let parent = root
  try {
    parent = keys.slice(0, -1).reduce(child, root)
  } catch (error) {
    if (!(error instanceof JsonPatchError)) throw error
    parent = undefined
  }
  if (!Array.isArray(parent) && !isFields(parent)) throw new JsonPatchError(`${missing}: ${MISSING}`)
  return parent
}

const lastOf = ({ keys }: Pointer): string => keys[keys.length - 1] ?? ''

function add(root: unknown, path: Pointer, value: unknown, missing: string, fault: string): unknown {
  if (path.keys.length === 0) return value
  const parent = parentOf(root, path, missing)
  const key = lastOf(path)
  within(`${fault} for path: '${path.text}'`, () => {
    if (Array.isArray(parent)) parent.splice(indexOf(parent, key, true), 0, value)
    else setField(parent, key, value)
  })
  return root
}

function removeKey(parent: unknown[] | Fields, key: string): void {
  if (Array.isArray(parent)) parent.splice(indexOf(parent, key, false), 1)
  else if (!Object.hasOwn(parent, key)) throw new JsonPatchError(`Unable to remove nonexistent key: ${key}: ${MISSING}`)
  else delete parent[key]
}

function replace(root: unknown, path: Pointer, value: unknown): void {
  const parent = parentOf(root, path, `replace operation does not apply: doc is missing path: ${path.text}`)
  const key = lastOf(path)
  if (!Array.isArray(parent)) {
    setField(parent, key, value)
    return
  }
  let index: number
  try {
    index = indexOf(parent, key, false)
  } catch (error) {
    if (!(error instanceof JsonPatchError)) throw error
    throw new JsonPatchError(`replace operation does not apply: doc is missing key: ${path.text}: ${MISSING}`)
  }
  parent[index] = value
}
