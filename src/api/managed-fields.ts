// Who owns which fields of an object: metadata.managedFields as writes keep it. Models
// k8s.io/apimachinery/pkg/util/managedfields/internal (v1.33): its chain of managers as one pass. Sets are shared between
// objects, so a thousand pods of one template cost one set; entries that a write does not touch stay the same objects.
// Missing: conversion between versions; entries of a version that the kind is not served in are dropped.

import { apiVersionOf } from './core.ts'
import { decodeObject, typeOf } from './decode.ts'
import type { ResourceDefinition } from './definition.ts'
import { type Comparison, compareFields } from './field-compare.ts'
import { differenceOf, type FieldSet, fieldAt, fieldNode, LEAF, readFieldSet, unionOf } from './field-set.ts'
import { ItemFault, type MapType, metadataType, objectType } from './field-type.ts'
import type { ManagedFieldsEntry } from './object.ts'
import type { Schema } from './schema.ts'
import { equalValues, type Fields, isFields } from './value.ts'

/** One write, as its owners see it. */
export interface Ownership {
  readonly schema: Schema
  readonly definition: ResourceDefinition
  readonly subresource: string | undefined
  readonly nowText: string
}

const MOST_UPDATERS = 10
const ANCIENT = 'ancient-changes'
const NOBODYS = new Set(['apiVersion', 'kind', 'metadata'])
const NOBODYS_OR_STATUS = new Set([...NOBODYS, 'status'])
const NOBODYS_METADATA = new Set([
  'name',
  'namespace',
  'creationTimestamp',
  'selfLink',
  'uid',
  'clusterName',
  'generation',
  'managedFields',
  'resourceVersion',
])

/** Fields that are in no entry, whoever wrote them. */
export const nobodysFields = [
  ...[...NOBODYS].map((name) => fieldAt(`f:${name}`)),
  ...[...NOBODYS_METADATA].map((name) => fieldAt('f:metadata', `f:${name}`)),
].reduce<FieldSet | undefined>(unionOf, undefined)

export const ownedType = ({ schema, definition }: Ownership): MapType =>
  definition.structure?.owned(metadataType(schema)) ?? objectType(schema, typeOf(schema, definition))

/** What a write to this place cannot change, and so cannot own (rest.ResetFieldsStrategy). */
export function resetFields({ definition, subresource }: Ownership): FieldSet | undefined {
  if (!definition.status) return undefined
  if (subresource === undefined) return fieldAt('f:status')
  // Differs: upstream keeps some metadata of writes to /status, each kind another part; here they change the status only.
  return subresource === 'status' ? unionOf(fieldAt('f:spec'), fieldAt('f:metadata')) : undefined
}

const empties = new WeakMap<ResourceDefinition, Fields>()

/** What a new object is compared with: one of its kind without content. */
export function emptyObject(schema: Schema, definition: ResourceDefinition): Fields {
  let empty = empties.get(definition)
  if (!empty) {
    empty = decodeObject(schema, definition, {}, [], 'json')
    empties.set(definition, empty)
  }
  return empty
}

/** What changed that somebody may own. */
export function compareOwned(ownership: Ownership, old: Fields, object: Fields): Comparison | undefined {
  const type = ownedType(ownership)
  const { subresource, definition } = ownership
  const skip = definition.status && subresource === undefined ? NOBODYS_OR_STATUS : NOBODYS
  const found = compareFields(type, old, object, skip)
  if (subresource === 'status') return found
  const metadata = compareFields(
    type.fields.get('metadata') ?? type,
    old['metadata'] ?? {},
    object['metadata'] ?? {},
    NOBODYS_METADATA,
  )
  if (!metadata) return found
  const within = (inner: FieldSet | undefined, outer: FieldSet | undefined): FieldSet | undefined =>
    inner ? unionOf(fieldNode(false, { 'f:metadata': inner }), outer) : outer
  return {
    added: within(metadata.added, found?.added),
    modified: within(metadata.modified, found?.modified),
    removed: within(metadata.removed, found?.removed),
  }
}

/** The entries after `manager` made `object` of `old`; the same list when nothing changed hands. */
export function afterUpdate(
  ownership: Ownership,
  entries: readonly ManagedFieldsEntry[],
  old: Fields,
  object: Fields,
  manager: string,
): readonly ManagedFieldsEntry[] {
  let found: Comparison | undefined
  try {
    found = compareOwned(ownership, old, object)
  } catch (error) {
    // Items that cannot be told apart have no owners (UpdateNoErrors); validation says what is wrong with them.
    if (error instanceof ItemFault) return []
    throw error
  }
  if (!found) return entries
  const taken = unionOf(found.added, found.modified)
  const left = withoutOwned(entries, apiVersionOf(ownership.definition), unionOf(taken, found.removed))
  if (!taken) return left
  const entry = newEntry(ownership, manager, 'Update', taken)
  const at = left.findIndex((other) => isSameManager(other, entry))
  const before = left[at]
  const mine = before ? entryWith(entry, unionOf(before.fieldsV1, taken) ?? taken) : entry
  const next = at < 0 ? [...left, mine] : left.with(at, mine)
  return capped(sorted(next))
}

export function newEntry(
  { definition, subresource, nowText }: Ownership,
  manager: string,
  operation: ManagedFieldsEntry['operation'],
  set: FieldSet,
  time: string | undefined = nowText,
): ManagedFieldsEntry {
  return entryWith(
    {
      manager: manager === '' ? 'unknown' : manager,
      operation,
      apiVersion: apiVersionOf(definition),
      time,
      subresource,
    },
    set,
  )
}

interface EntryHead extends Pick<ManagedFieldsEntry, 'manager' | 'operation' | 'apiVersion'> {
  readonly time?: string | undefined
  readonly subresource?: string | undefined
}

/**
 * Written out, without spreads: an engine gives objects that are spread from several shapes a shape each, which every
 * stored object would keep twice.
 */
function entryWith(
  { manager, operation, apiVersion, time, subresource }: EntryHead,
  fieldsV1: FieldSet,
): ManagedFieldsEntry {
  const fieldsType = 'FieldsV1'
  if (time === undefined) {
    return subresource === undefined
      ? { manager, operation, apiVersion, fieldsType, fieldsV1 }
      : { manager, operation, apiVersion, fieldsType, fieldsV1, subresource }
  }
  return subresource === undefined
    ? { manager, operation, apiVersion, time, fieldsType, fieldsV1 }
    : { manager, operation, apiVersion, time, fieldsType, fieldsV1, subresource }
}

/** Entries without fields that others took or that are gone; those that are left with none are dropped. */
export function withoutOwned(
  entries: readonly ManagedFieldsEntry[],
  apiVersion: string,
  gone: FieldSet | undefined,
  keep?: ManagedFieldsEntry,
): readonly ManagedFieldsEntry[] {
  let changed = false
  const left: ManagedFieldsEntry[] = []
  for (const entry of entries) {
    const set = entry.apiVersion === apiVersion ? differenceOf(entry.fieldsV1, gone) : undefined
    if (entry === keep || set === entry.fieldsV1) left.push(entry)
    else {
      changed = true
      if (set) left.push(entryWith(entry, set))
    }
  }
  return changed ? left : entries
}

export function isSameManager(a: ManagedFieldsEntry, b: ManagedFieldsEntry): boolean {
  return (
    a.manager === b.manager &&
    a.operation === b.operation &&
    a.subresource === b.subresource &&
    (a.operation === 'Apply' || a.apiVersion === b.apiVersion)
  )
}

export function sorted(entries: readonly ManagedFieldsEntry[]): readonly ManagedFieldsEntry[] {
  return [...entries].sort(
    (a, b) =>
      compareTexts(a.operation, b.operation) ||
      compareTexts(a.time ?? '', b.time ?? '') ||
      compareTexts(a.manager, b.manager) ||
      compareTexts(a.apiVersion, b.apiVersion) ||
      compareTexts(a.subresource ?? '', b.subresource ?? ''),
  )
}

const compareTexts = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

/** At most ten updaters are kept apart; the oldest become one. */
function capped(entries: readonly ManagedFieldsEntry[]): readonly ManagedFieldsEntry[] {
  const updaters = entries.filter(({ operation }) => operation === 'Update')
  const over = updaters.length - MOST_UPDATERS
  if (over <= 0) return entries
  // The list is sorted: the oldest come first. One more of them goes, since they make one new entry.
  const oldest = updaters.slice(0, over + 1)
  const last = oldest[oldest.length - 1]
  if (!last) return entries
  const { subresource: _, ...plain } = last
  const fieldsV1 = oldest.reduce<FieldSet>((all, { fieldsV1 }) => unionOf(all, fieldsV1) ?? all, last.fieldsV1)
  return sorted([...entries.filter((entry) => !oldest.includes(entry)), { ...plain, manager: ANCIENT, fieldsV1 }])
}

/** metadata.managedFields of a stored object. */
export function entriesOf(object: unknown): readonly ManagedFieldsEntry[] {
  const metadata = isFields(object) ? object['metadata'] : undefined
  const entries = isFields(metadata) ? metadata['managedFields'] : undefined
  return Array.isArray(entries) ? (entries as readonly ManagedFieldsEntry[]) : []
}

/**
 * The entries that a write starts from: those that the caller sent, where they are good, so that they can be edited;
 * else the stored ones. An empty list, or one empty entry, resets them.
 */
export function startingEntries(sent: unknown, stored: readonly ManagedFieldsEntry[]): readonly ManagedFieldsEntry[] {
  if (sent === stored || !Array.isArray(sent)) return stored
  if (sent.length === 0) return []
  const [only] = sent as readonly unknown[]
  if (sent.length === 1 && isFields(only) && equalValues(only, {})) return []
  // What is frozen came out of the store.
  if (Object.isFrozen(sent)) return sent as readonly ManagedFieldsEntry[]
  try {
    return sent.map(readEntry).filter(({ fieldsV1 }) => Object.keys(fieldsV1).length > 0)
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return stored
    throw error
  }
}

function readEntry(value: unknown): ManagedFieldsEntry {
  if (!isFields(value)) throw new TypeError('no entry')
  const { manager = '', operation, apiVersion, time, fieldsType, fieldsV1, subresource = '' } = value
  if (operation !== 'Apply' && operation !== 'Update') throw new TypeError('operation must be `Apply` or `Update`')
  if (typeof apiVersion !== 'string' || apiVersion === '') throw new TypeError('apiVersion must not be empty')
  if (fieldsType !== 'FieldsV1') throw new TypeError('invalid fieldsType')
  return {
    manager: String(manager),
    operation,
    apiVersion,
    ...(typeof time === 'string' ? { time } : {}),
    fieldsType,
    fieldsV1: readFieldSet(fieldsV1 ?? {}) ?? LEAF,
    ...(subresource === '' ? {} : { subresource: String(subresource) }),
  }
}

/** Two lists that differ in nothing but times. */
export function sameApartFromTimes(a: readonly ManagedFieldsEntry[], b: readonly ManagedFieldsEntry[]): boolean {
  return (
    a.length === b.length &&
    a.every((entry, i) => {
      const other = b[i]
      return other !== undefined && isSameManager(entry, other) && equalValues(entry.fieldsV1, other.fieldsV1)
    })
  )
}
