// Sets of fields as the API writes them (FieldsV1), and what can be done with them: sigs.k8s.io/structured-merge-diff
// v4.6 fieldpath/{set,element,serialize}.go. A set is the JSON tree itself: a key is a step ('f:spec', 'k:{"name":"x"}',
// 'v:"x"'), {} a member without members below it, '.' a member with some. The empty set is `undefined`.

import { freezeValue } from './value.ts'

export interface FieldSet {
  readonly [step: string]: FieldSet
}

type Nodes = Record<string, FieldSet>

/** A member, and nothing below it. */
export const LEAF: FieldSet = Object.freeze({})

const SELF = '.'

function isMember(node: FieldSet): boolean {
  if (SELF in node) return true
  for (const _ in node) return false
  return true
}

/** Nodes that are alike are one: a thousand pods of one template share most of their owners' sets. */
const ids = new WeakMap<FieldSet, number>()
let lastId = 1

/** A node that was asked for, with how many steps it has; those of one hash are a list. */
interface Known {
  readonly node: FieldSet
  readonly member: boolean
  readonly steps: number
  readonly next: Known | undefined
}
let count = 0
let young = new Map<number, Known>()
let old = new Map<number, Known>()
/** Those that were not asked for while so many others were are forgotten. */
const GENERATION = 500

function idOf(node: FieldSet): number {
  if (node === LEAF) return 1
  let id = ids.get(node)
  if (id === undefined) {
    id = ++lastId
    ids.set(node, id)
  }
  return id
}

function remember(hash: number, node: FieldSet, member: boolean, steps: number): FieldSet {
  if (count >= GENERATION) {
    old = young
    young = new Map()
    count = 0
  }
  count++
  young.set(hash, { node, member, steps, next: young.get(hash) })
  return node
}

function find(known: Known | undefined, member: boolean, steps: number, children: Nodes): FieldSet | undefined {
  for (; known; known = known.next) {
    if (known.steps === steps && known.member === member && hasAll(known.node, children)) return known.node
  }
  return undefined
}

function hasAll(node: FieldSet, children: Nodes): boolean {
  for (const step in children) {
    const child = children[step]
    if (child && node[step] !== child) return false
  }
  return true
}

/** A node from what is below it, in upstream's order; undefined when there is nothing. `children` has no '.'. */
export function fieldNode(member: boolean, children: Nodes | undefined): FieldSet | undefined {
  let steps = 0
  let hash = member ? 1 : 0
  for (const step in children) {
    const child = children[step]
    if (!child) continue
    steps++
    const { length } = step
    hash += Math.imul(
      idOf(child) ^ (step.charCodeAt(length - 1) << 20) ^ (step.charCodeAt(length >> 1) << 12),
      0x9e3779b1,
    )
    hash = (hash + Math.imul(length, 0x85ebca6b)) | 0
  }
  if (!children || steps === 0) return member ? LEAF : undefined
  const recent = find(young.get(hash), member, steps, children)
  if (recent) return recent
  return remember(hash, find(old.get(hash), member, steps, children) ?? newNode(member, children), member, steps)
}

function newNode(member: boolean, children: Nodes): FieldSet {
  const node: Nodes = member ? { [SELF]: LEAF } : {}
  for (const step of Object.keys(children).sort(compareSteps)) {
    const child = children[step]
    if (child) node[step] = child
  }
  return freezeValue(node)
}

/** The set of one field: 'f:metadata', 'f:labels'. */
export const fieldAt = (...steps: readonly string[]): FieldSet =>
  steps.reduceRight<FieldSet>((below, step) => fieldNode(false, { [step]: below }) ?? LEAF, LEAF)

export function unionOf(a: FieldSet | undefined, b: FieldSet | undefined): FieldSet | undefined {
  if (!a || !b || a === b) return a ?? b
  const children: Nodes = {}
  for (const step in a) {
    const mine = a[step]
    if (step !== SELF && mine) children[step] = unionOf(mine, b[step]) ?? mine
  }
  for (const step in b) {
    const theirs = b[step]
    if (step !== SELF && theirs && !a[step]) children[step] = theirs
  }
  return fieldNode(isMember(a) || isMember(b), children)
}

/** What is in both. */
export function intersectionOf(a: FieldSet | undefined, b: FieldSet | undefined): FieldSet | undefined {
  if (!a || !b || a === b) return a && b
  const children: Nodes = {}
  for (const step of Object.keys(a)) {
    const both = step === SELF ? undefined : intersectionOf(a[step], b[step])
    if (both) children[step] = both
  }
  return fieldNode(isMember(a) && isMember(b), children)
}

/** What is in `a` and not in `b`; `a` itself when that is all of it. A member does not take those below it along. */
export function differenceOf(a: FieldSet | undefined, b: FieldSet | undefined): FieldSet | undefined {
  if (!a || !b) return a
  if (a === b) return undefined
  const member = isMember(a)
  const stays = member && !isMember(b)
  let changed = member !== stays
  const children: Nodes = {}
  for (const step of Object.keys(a)) {
    const mine = a[step]
    if (step === SELF || !mine) continue
    const left = differenceOf(mine, b[step])
    if (left !== mine) changed = true
    if (left) children[step] = left
  }
  return changed ? fieldNode(stays, children) : a
}

/** What is in `a` and neither in `b` nor below a member of it. */
export function outsideOf(a: FieldSet | undefined, b: FieldSet | undefined): FieldSet | undefined {
  if (!a || !b) return a
  const children: Nodes = {}
  for (const step of Object.keys(a)) {
    const mine = a[step]
    const theirs = b[step]
    if (step === SELF || !mine || (theirs && isMember(theirs))) continue
    const left = outsideOf(mine, theirs)
    if (left) children[step] = left
  }
  return fieldNode(isMember(a), children)
}

export function hasStep(set: FieldSet | undefined, step: string): boolean {
  const found = set?.[step]
  return found !== undefined && isMember(found)
}

/** The members below one step; undefined when there are none. */
export function below(set: FieldSet | undefined, step: string): FieldSet | undefined {
  const found = set?.[step]
  if (!found) return undefined
  for (const inner in found) if (inner !== SELF) return found
  return undefined
}

/** Adds every step that `isNamed` says is a field of a struct as a member. */
export function withNamed<T>(
  set: FieldSet | undefined,
  type: T,
  next: (type: T, step: string) => { readonly type: T; readonly isNamed: boolean },
): FieldSet | undefined {
  if (!set) return undefined
  const children: Nodes = {}
  for (const step of Object.keys(set)) {
    const child = set[step]
    if (step === SELF || !child) continue
    const { type: inner, isNamed } = next(type, step)
    const below = withNamed(child, inner, next) ?? child
    children[step] = isNamed ? (unionOf(below, LEAF) ?? below) : below
  }
  return fieldNode(isMember(set), children)
}

/** Each member's steps, the members of a level before those below it. */
export function membersOf(set: FieldSet | undefined): (readonly string[])[] {
  const found: (readonly string[])[] = []
  const visit = (node: FieldSet, path: readonly string[]): void => {
    const steps = Object.keys(node).filter((step) => step !== SELF)
    steps.sort(compareSteps)
    for (const step of steps) if (hasStep(node, step)) found.push([...path, step])
    for (const step of steps) {
      const child = below(node, step)
      if (child) visit(child, [...path, step])
    }
  }
  if (set) visit(set, [])
  return found
}

export function hasMember(set: FieldSet | undefined, path: readonly string[]): boolean {
  let node = set
  for (const step of path) node = node?.[step]
  return node !== undefined && isMember(node)
}

/** '.spec.ports[port=80,protocol="TCP"].name' */
export const pathText = (path: readonly string[]): string => path.map(stepText).join('')

export function stepText(step: string): string {
  const rest = step.slice(2)
  if (step.startsWith('f:')) return `.${rest}`
  if (step.startsWith('v:')) return `[=${rest}]`
  if (step.startsWith('i:')) return `[${rest}]`
  const fields: unknown = JSON.parse(rest)
  return `[${Object.entries(fields as object)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',')}]`
}

const rank = (step: string): number => 'fkvi'.indexOf(step[0] ?? '')

/** Fields before keys before values; keys and values by what they hold. */
export function compareSteps(a: string, b: string): number {
  if (a === b) return 0
  const [rankA, rankB] = [rank(a), rank(b)]
  if (rankA !== rankB) return rankA - rankB
  if (rankA === 0) return a < b ? -1 : 1
  return compareScalars(valuesOf(a), valuesOf(b)) || (a < b ? -1 : 1)
}

/** The names and values of a key in turn, or the one value. */
function valuesOf(step: string): readonly unknown[] {
  const value: unknown = JSON.parse(step.slice(2))
  return typeof value === 'object' && value !== null ? Object.entries(value).flat() : [value]
}

const typeRank = (value: unknown): number => ['number', 'string', 'boolean'].indexOf(typeof value)

function compareScalars(a: readonly unknown[], b: readonly unknown[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i], b[i]]
    if (x === y) continue
    if (typeof x !== typeof y) return typeRank(x) - typeRank(y)
    return (x as string) < (y as string) ? -1 : 1
  }
  return a.length - b.length
}

/** What a client sent as `fieldsV1`; throws when it is none. Steps that nobody knows are dropped, as upstream does. */
export function readFieldSet(value: unknown): FieldSet | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('no fields')
  const children: Nodes = {}
  let self = false
  const steps = Object.keys(value)
  for (const step of steps) {
    if (step === SELF) {
      self = true
      continue
    }
    if (step[1] !== ':') throw new TypeError(`missing colon: ${step}`)
    if (rank(step) < 0) continue
    if (step[0] !== 'f') JSON.parse(step.slice(2))
    const inner = (value as Record<string, unknown>)[step]
    children[step] = readFieldSet(inner) ?? LEAF
  }
  return fieldNode(self, children)
}
