// Which fields a value has, and which fields differ between two: sigs.k8s.io/structured-merge-diff v4.6
// typed/{tofieldset,compare}.go. Values that are one object are not looked into.

import { below, type FieldSet, fieldNode, hasStep, LEAF, withNamed } from './field-set.ts'
import { deduced, type FieldType, fieldOf, fieldStep, itemStep, type ListType, type MapType } from './field-type.ts'
import { equalValues, type Fields, isFields } from './value.ts'

export interface Comparison {
  readonly added?: FieldSet | undefined
  readonly modified?: FieldSet | undefined
  readonly removed?: FieldSet | undefined
}

const isEmpty = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.length === 0
  if (!isFields(value)) return true
  for (const _ in value) return false
  return true
}

/** All fields of a configuration; structs are no members, what can come and go in a map or list is one. */
export function fieldsOf(type: FieldType, value: unknown): FieldSet | undefined {
  const atom = deduced(type, value)
  if (atom.is === 'scalar') return LEAF
  if (atom.is === 'map' ? atom.atomic : atom.relation === 'atomic') return LEAF
  const children: Record<string, FieldSet> = {}
  if (atom.is === 'list') {
    if (!Array.isArray(value)) return undefined
    for (const [step, items] of itemsByStep(atom, value)) {
      const inner = items.length === 1 ? fieldsOf(atom.item, items[0]) : undefined
      children[step] = asMember(inner)
    }
  } else {
    if (!isFields(value)) return undefined
    for (const name of Object.keys(value)) {
      const item = value[name]
      if (item === undefined) continue
      const inner = fieldsOf(fieldOf(atom, name), item)
      const member = item === null || (isFields(item) && isEmpty(item)) || !atom.fields.has(name)
      const child = member ? asMember(inner) : inner
      if (child) children[`f:${name}`] = child
    }
  }
  return fieldNode(false, children)
}

const asMember = (set: FieldSet | undefined): FieldSet => (set ? (fieldNode(true, withoutSelf(set)) ?? LEAF) : LEAF)

function withoutSelf(set: FieldSet): Record<string, FieldSet> {
  const { '.': _, ...children } = set
  return children
}

/** All fields of something that was not there before, or is there no more. Everything on the way is a member, too. */
function wholeOf(type: FieldType, value: unknown): FieldSet {
  const atom = deduced(type, value)
  const whole = atom.is === 'scalar' || (atom.is === 'map' ? atom.atomic : atom.relation === 'atomic')
  if (whole || isEmpty(value)) return LEAF
  const children: Record<string, FieldSet> = {}
  if (atom.is === 'list') {
    for (const [step, items] of itemsByStep(atom, value as readonly unknown[]))
      children[step] = items.length === 1 ? wholeOf(atom.item, items[0]) : LEAF
  } else if (isFields(value)) {
    for (const name of Object.keys(value)) {
      const item = value[name]
      if (item !== undefined) children[fieldStep(atom, name)] = wholeOf(fieldOf(atom, name), item)
    }
  }
  return fieldNode(true, children) ?? LEAF
}

function itemsByStep(type: ListType, list: readonly unknown[]): Map<string, unknown[]> {
  const items = new Map<string, unknown[]>()
  for (const item of list) {
    const step = itemStep(type, item)
    const same = items.get(step)
    if (same) same.push(item)
    else items.set(step, [item])
  }
  return items
}

/** What changed from `left` to `right`; undefined when nothing did. `skip`: fields that nobody owns. */
export function compareFields(
  type: FieldType,
  left: unknown,
  right: unknown,
  skip?: ReadonlySet<string>,
): Comparison | undefined {
  if (left === right) return undefined
  if (left === undefined) return { added: wholeOf(type, right) }
  if (right === undefined) return { removed: wholeOf(type, left) }
  const atom = deduced(type, right)
  const whole = atom.is === 'scalar' || (atom.is === 'map' ? atom.atomic : atom.relation === 'atomic')
  if (whole || (isEmpty(left) && isEmpty(right))) return equalValues(left, right) ? undefined : { modified: LEAF }
  const changes = new Changes()
  if (atom.is === 'map') compareMaps(atom, left, right, changes, skip)
  else compareLists(atom, left, right, changes)
  return changes.comparison()
}

class Changes {
  #added: Record<string, FieldSet> | undefined
  #modified: Record<string, FieldSet> | undefined
  #removed: Record<string, FieldSet> | undefined

  take(step: string, found: Comparison | undefined): void {
    if (found?.added) {
      this.#added ??= {}
      this.#added[step] = found.added
    }
    if (found?.modified) {
      this.#modified ??= {}
      this.#modified[step] = found.modified
    }
    if (found?.removed) {
      this.#removed ??= {}
      this.#removed[step] = found.removed
    }
  }

  comparison(): Comparison | undefined {
    const added = fieldNode(false, this.#added)
    const modified = fieldNode(false, this.#modified)
    const removed = fieldNode(false, this.#removed)
    return added || modified || removed ? { added, modified, removed } : undefined
  }
}

const NOTHING: Fields = {}

function compareMaps(
  type: MapType,
  left: unknown,
  right: unknown,
  changes: Changes,
  skip: ReadonlySet<string> | undefined,
): void {
  const before = isFields(left) ? left : NOTHING
  const after = isFields(right) ? right : NOTHING
  for (const name of Object.keys(after)) {
    if (skip?.has(name)) continue
    const old = Object.hasOwn(before, name) ? before[name] : undefined
    if (old !== after[name]) changes.take(fieldStep(type, name), compareFields(fieldOf(type, name), old, after[name]))
  }
  for (const name of Object.keys(before)) {
    if (skip?.has(name) || before[name] === undefined) continue
    if (!Object.hasOwn(after, name) || after[name] === undefined)
      changes.take(fieldStep(type, name), { removed: wholeOf(fieldOf(type, name), before[name]) })
  }
}

function compareLists(type: ListType, left: unknown, right: unknown, changes: Changes): void {
  const before = itemsByStep(type, Array.isArray(left) ? left : [])
  const after = itemsByStep(type, Array.isArray(right) ? right : [])
  for (const step of new Set([...before.keys(), ...after.keys()])) {
    const [old = [], now = []] = [before.get(step), after.get(step)]
    // Several items of one key cannot be told apart: they count as one field.
    if (old.length <= 1 && now.length <= 1) changes.take(step, compareFields(type.item, old[0], now[0]))
    else if (old.length >= 2 && now.length >= 2) {
      if (!equalValues(old, now)) changes.take(step, { modified: LEAF })
    } else if (old.length >= 2) {
      changes.take(step, { removed: LEAF, added: now.length > 0 ? wholeOf(type.item, now[0]) : undefined })
    } else changes.take(step, { added: LEAF, removed: old.length > 0 ? wholeOf(type.item, old[0]) : undefined })
  }
}

/** The set with every struct on the way to a member as a member (fieldpath.Set.EnsureNamedFieldsAreMembers). */
export function withStructs(type: FieldType, set: FieldSet | undefined): FieldSet | undefined {
  return withNamed<FieldType>(set, type, (parent, step) => {
    if (parent.is === 'map' && step.startsWith('f:')) {
      const name = step.slice(2)
      return { type: fieldOf(parent, name), isNamed: parent.fields.has(name) }
    }
    if (parent.is === 'list' && step.startsWith('k:')) return { type: parent.item, isNamed: false }
    return { type: { is: 'any' }, isNamed: false }
  })
}

/** `value` without the fields of the set, and what is below them. */
export function withoutFields(type: FieldType, value: unknown, set: FieldSet | undefined): unknown {
  if (!set) return value
  const atom = deduced(type, value)
  if (atom.is === 'scalar') return value
  if (isEmpty(value) || (atom.is === 'map' ? atom.atomic : atom.relation === 'atomic')) return null
  if (atom.is === 'list') {
    const items: unknown[] = []
    for (const item of value as readonly unknown[]) {
      const step = itemStep(atom, item)
      if (!hasStep(set, step)) items.push(withoutFields(atom.item, item, below(set, step)))
    }
    return items.length > 0 ? items : null
  }
  const fields: Fields = {}
  let some = false
  for (const name of Object.keys(value as Fields)) {
    const step = `f:${name}`
    if (hasStep(set, step)) continue
    some = true
    const left = withoutFields(fieldOf(atom, name), (value as Fields)[name], below(set, step))
    Object.defineProperty(fields, name, { value: left, writable: true, enumerable: true, configurable: true })
  }
  return some ? fields : null
}
