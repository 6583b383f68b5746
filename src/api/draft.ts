// An object that is being written: mutable, with metadata that exists.

import type { Draft } from './definition.ts'
import type { KubeObject, ObjectMeta } from './object.ts'
import { equalValues, type Fields, isFields } from './value.ts'

export type MetaDraft = { -readonly [K in keyof ObjectMeta]?: ObjectMeta[K] | undefined }

/** A decoded object; it becomes a `KubeObject` when it has been checked and is stored. */
export interface ObjectDraft {
  apiVersion: string
  kind: string
  metadata: MetaDraft
  [field: string]: unknown
}

export function asDraft(fields: Fields, apiVersion: string, kind: string): ObjectDraft {
  const { apiVersion: _version, kind: _kind, metadata, ...rest } = fields
  return { kind, apiVersion, metadata: isFields(metadata) ? (metadata as MetaDraft) : {}, ...rest }
}

/** The draft seen as the object that it is about to be. */
export function asObject(draft: ObjectDraft): Draft<KubeObject> {
  return draft as unknown as Draft<KubeObject>
}

const metadataOrder = [
  'name',
  'generateName',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
  'managedFields',
] as const

/** Puts metadata into the order in which upstream declares and prints it, and leaves out what is not set. */
export function tidyMetadata(draft: ObjectDraft): ObjectDraft {
  const tidy: Fields = {}
  for (const field of metadataOrder) {
    const value = draft.metadata[field]
    if (value !== undefined) tidy[field] = value
  }
  draft.metadata = tidy as MetaDraft
  return draft
}

/** The status does not count either, but of a kind that makes no difference of it. */
export function sameApartFromMetadata(draft: ObjectDraft, old: KubeObject, withStatus = false): boolean {
  const stored = old as unknown as Fields
  for (const key of new Set([...Object.keys(draft), ...Object.keys(stored)])) {
    if (key === 'status' && !withStatus) continue
    if (key === 'metadata' || key === 'apiVersion' || key === 'kind') continue
    if (!equalValues(draft[key], stored[key])) return false
  }
  return true
}
