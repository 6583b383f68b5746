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
