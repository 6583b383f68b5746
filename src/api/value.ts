// Plain JSON values: copying, freezing, comparing. Keys such as `__proto__` are data here, never a prototype.

/** A JSON object that is being built. */
export type Fields = Record<string, unknown>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Sets an own property; plain assignment would take `__proto__` for the prototype. */
export function setField(target: Fields, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
  } else target[key] = value
}

/** The own property, never an inherited one such as `constructor`. */
export function getField(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Fields)[key] : undefined
}

/** Follows '.spec.replicas' or 'spec.replicas'. */
export function getPath(value: unknown, path: string): unknown {
  for (const key of path.split('.')) if (key !== '') value = getField(value, key)
  return value
}

/** A deep mutable copy without what is undefined. */
export function copyValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items = new Array<unknown>(value.length)
    for (let i = 0; i < value.length; i++) items[i] = copyValue(value[i])
    return items
  }
  const fields: Fields = {}
  for (const key of Object.keys(value)) {
    const field = (value as Fields)[key]
    if (field !== undefined) setField(fields, key, copyValue(field))
  }
  return fields
}

/** Freezes deeply. What is frozen already is taken to be frozen deeply: nothing else freezes objects here. */
export function freezeValue<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    if (Array.isArray(value)) for (const item of value) freezeValue(item)
    else for (const key of Object.keys(value)) freezeValue((value as Fields)[key])
    Object.freeze(value)
  }
  return value
}

/**
 * `value` with those parts taken from `like`, which is frozen, that are the same there, in the same order of keys; `like`
 * itself when all of it is. A mutable `value` is changed in place: what a thousand pods have in common is kept once.
 */
export function shareParts<T>(value: T, like: unknown): T {
  if (value === like) return like as T
  if (typeof value !== 'object' || typeof like !== 'object' || value === null || like === null) return value
  if (Object.isFrozen(value)) return value
  if (Array.isArray(value)) return Array.isArray(like) ? shareItems(value, like) : value
  return Array.isArray(like) ? value : shareFields(value, like)
}

function shareItems<T extends unknown[]>(value: T, like: readonly unknown[]): T {
  const length = Math.min(value.length, like.length)
  let same = value.length === like.length
  for (let i = 0; i < length; i++) {
    const item = shareParts(value[i], like[i])
    value[i] = item
    if (item !== like[i]) same = false
  }
  return same ? (like as T) : value
}

function shareFields<T extends object>(value: T, like: object): T {
  const keys = Object.keys(value)
  const others = Object.keys(like)
  let same = keys.length === others.length
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? ''
    const other = key === others[i] ? (like as Fields)[key] : getField(like, key)
    if (key !== others[i]) same = false
    const field = (value as Fields)[key]
    const part = shareParts(field, other)
    if (part !== other) same = false
    if (part !== field || typeof part === 'string') setField(value as Fields, key, part)
  }
  return same ? (like as T) : value
}

/** Deep equality of JSON values; an undefined property is an absent one, the order of keys does not matter. */
export function equalValues(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return Number.isNaN(a) && Number.isNaN(b)
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false
    for (let i = 0; i < a.length; i++) if (!equalValues(a[i], b[i])) return false
    return true
  }
  if (Array.isArray(b)) return false
  let count = 0
  for (const key of Object.keys(a)) {
    const field = (a as Fields)[key]
    if (field === undefined) continue
    count++
    if (!Object.hasOwn(b, key) || !equalValues(field, (b as Fields)[key])) return false
  }
  for (const key of Object.keys(b)) if ((b as Fields)[key] !== undefined) count--
  return count === 0
}
