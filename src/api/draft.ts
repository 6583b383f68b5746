// An object that is being written: mutable, with metadata that exists.

import type { Draft } from './definition.ts'
import type { KubeObject, ObjectMeta } from './object.ts'
import { type Fields, isFields } from './value.ts'

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
  return { apiVersion, kind, metadata: isFields(metadata) ? (metadata as MetaDraft) : {}, ...rest }
}

/** The draft seen as the object that it is about to be. */
export function asObject(draft: ObjectDraft): Draft<KubeObject> {
  return draft as unknown as Draft<KubeObject>
}
