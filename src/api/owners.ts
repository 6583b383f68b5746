// Whom a create or update makes owners of fields: what it starts from, and what the body said of managedFields
// (k8s.io/apimachinery/pkg/util/managedfields/internal/fieldmanager.go, v1.33).

import type { WriteOptions } from './client.ts'
import { type Core, timeText } from './core.ts'
import type { ResourceDefinition } from './definition.ts'
import type { ObjectDraft } from './draft.ts'
import { afterUpdate, entriesOf, startingEntries } from './managed-fields.ts'
import type { KubeObject, ManagedFieldsEntry } from './object.ts'
import { type Fields, isFields } from './value.ts'

/** Whom a write makes owners. */
export interface Owners {
  /** metadata.managedFields as the caller gave it. */
  readonly sent?: unknown
  /** They are known already: the write is an apply. */
  readonly entries?: readonly ManagedFieldsEntry[]
  /** The write came to /scale, and is one to the object. */
  readonly subresource?: string
}

/** metadata.managedFields of a body. */
export function sentManagers(body: unknown): unknown {
  const metadata = isFields(body) ? body['metadata'] : undefined
  return isFields(metadata) ? metadata['managedFields'] : undefined
}

/** Entries that came out of the store are not read again. */
export function withoutStoredManagers<T>(body: T): T {
  const sent = sentManagers(body)
  if (sent === undefined || !Object.isFrozen(sent)) return body
  const { metadata } = body as { metadata: object }
  return { ...body, metadata: { ...metadata, managedFields: undefined } }
}

export function entriesAfter(
  core: Core,
  definition: ResourceDefinition,
  old: KubeObject,
  draft: ObjectDraft,
  subresource: string | undefined,
  options: WriteOptions,
  owners: Owners,
): readonly ManagedFieldsEntry[] {
  const place = subresource ?? owners.subresource
  const entries = startingEntries(place === undefined ? owners.sent : undefined, entriesOf(old))
  // Of an object that has no owners, nobody becomes one by an update.
  if (entries.length === 0) return entries
  const ownership = { schema: core.schema, definition, subresource: place, nowText: timeText(core.loop.nowMs) }
  return afterUpdate(ownership, entries, old as unknown as Fields, draft, options.fieldManager ?? '')
}
