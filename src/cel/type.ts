// The types of expressions, how they are written in the signatures of functions, and how messages print them.
// Models cel-go v0.23 common/types and checker/types.go as far as Kubernetes' own declarations need them.

import type { Fields } from './value.ts'

export type CelType =
  | {
      readonly kind: 'dyn' | 'int' | 'uint' | 'double' | 'bool' | 'string' | 'bytes' | 'null' | 'duration' | 'timestamp'
    }
  | { readonly kind: 'list' | 'optional' | 'type'; readonly item: CelType }
  | { readonly kind: 'map'; readonly key: CelType; readonly item: CelType }
  /** A struct: only these fields can be named. */
  | { readonly kind: 'object'; readonly name: string; readonly fields: Readonly<Record<string, CelType>> }
  /** A value with functions and no fields, such as 'kubernetes.Quantity'. */
  | { readonly kind: 'opaque'; readonly name: string }
  /** Any one type, the same in all places of a signature. */
  | { readonly kind: 'param'; readonly name: string }

export const dyn: CelType = { kind: 'dyn' }
export const bool: CelType = { kind: 'bool' }
export const int: CelType = { kind: 'int' }
export const text: CelType = { kind: 'string' }
/** What has no type, for it is wrong: it fits everywhere, and has been told once. */
export const faulty: CelType = { kind: 'dyn' }

const SIMPLE = new Set(['dyn', 'int', 'uint', 'double', 'bool', 'string', 'bytes', 'null', 'duration', 'timestamp'])

/** 'list<string>', 'map<string, A>', 'optional<A>', 'kubernetes.URL'; a single capital stands for any type. */
export function readType(source: string): CelType {
  const [, head = source, inner] = /^(\w+)<(.*)>$/.exec(source) ?? []
  if (inner !== undefined) {
    const parts = splitTop(inner).map(readType)
    const [first = dyn, second = dyn] = parts
    if (head === 'map') return { kind: 'map', key: first, item: second }
    if (head === 'list' || head === 'optional' || head === 'type') return { kind: head, item: first }
    throw new Error(`no such type: ${source}`)
  }
  if (SIMPLE.has(source)) return { kind: source } as CelType
  if (/^[A-Z]$/.test(source)) return { kind: 'param', name: source }
  return { kind: 'opaque', name: source }
}

/** Splits at the commas that are not inside angle brackets. */
export function splitTop(source: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < source.length; at++) {
    if (source[at] === '<') depth++
    else if (source[at] === '>') depth--
    else if (source[at] === ',' && depth === 0) {
      parts.push(source.slice(start, at).trim())
      start = at + 1
    }
  }
  const last = source.slice(start).trim()
  return last === '' ? parts : [...parts, last]
}

/** What type variables stand for; the variables of one expression. */
export type Bindings = Map<string, CelType>

export function resolved(type: CelType, bindings: Bindings): CelType {
  let found = type
  while (found.kind === 'param') {
    const bound = bindings.get(found.name)
    if (!bound) return found
    found = bound
  }
  return found
}

/** The type with all its variables replaced; those that stand for nothing are dyn. */
export function substituted(type: CelType, bindings: Bindings): CelType {
  const found = resolved(type, bindings)
  switch (found.kind) {
    case 'param':
      return dyn
    case 'list':
    case 'optional':
    case 'type':
      return { kind: found.kind, item: substituted(found.item, bindings) }
    case 'map':
      return { kind: 'map', key: substituted(found.key, bindings), item: substituted(found.item, bindings) }
    default:
      return found
  }
}

const HOLDS_NULL = new Set(['object', 'opaque', 'duration', 'timestamp', 'null'])

/** A value of the one may stand where the other is asked for; notes what variables then stand for. */
export function assignable(asked: CelType, given: CelType, bindings: Bindings): boolean {
  const a = resolved(asked, bindings)
  const b = resolved(given, bindings)
  if (a === b || a.kind === 'dyn' || b.kind === 'dyn') return true
  if (a.kind === 'param') {
    if (b.kind !== 'param' || a.name !== b.name) bindings.set(a.name, b)
    return true
  }
  if (b.kind === 'param') {
    bindings.set(b.name, a)
    return true
  }
  if (a.kind === 'null') return HOLDS_NULL.has(b.kind)
  if (b.kind === 'null') return HOLDS_NULL.has(a.kind)
  if (a.kind === 'map' && b.kind === 'map')
    return assignable(a.key, b.key, bindings) && assignable(a.item, b.item, bindings)
  if (a.kind === 'object' || a.kind === 'opaque') return a.kind === b.kind && a.name === b.name
  if ('item' in a && 'item' in b)
    return a.kind === b.kind && (a.kind === 'type' || assignable(a.item, b.item, bindings))
  return a.kind === b.kind
}

/** As messages print it. */
export function typeText(type: CelType, bindings: Bindings = new Map()): string {
  const found = resolved(type, bindings)
  if (found === faulty) return '!error!'
  switch (found.kind) {
    case 'list':
    case 'type':
      return `${found.kind}(${typeText(found.item, bindings)})`
    case 'optional':
      return `optional_type(${typeText(found.item, bindings)})`
    case 'map':
      return `map(${typeText(found.key, bindings)}, ${typeText(found.item, bindings)})`
    case 'object':
    case 'opaque':
      return found.name
    case 'param':
      return 'dyn'
    default:
      return found.kind
  }
}

const escaped: Fields = { __: '__underscores__', '.': '__dot__', '-': '__dash__', '/': '__slash__' }
const RESERVED = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
)

/** How expressions name a field: apiserver/pkg/cel/escaping.go. Undefined: they cannot name it. */
export function fieldName(name: string): string | undefined {
  if (RESERVED.has(name)) return `__${name}__`
  if (!/^[a-zA-Z_./-][\w./-]*$/.test(name)) return undefined
  return name.replace(/__|[-./]/g, (part) => String(escaped[part]))
}
