// Reads what a caller sent as an object of a kind. Missing: strict checks against the schema (coming).

import type { WriteOptions } from './client.ts'
import type { ResourceDefinition } from './definition.ts'
import { newBadRequest } from './errors.ts'
import type { Schema } from './schema.ts'
import { copyValue, type Fields, isFields } from './value.ts'

export function decode(_schema: Schema, definition: ResourceDefinition, body: unknown, _options: WriteOptions): Fields {
  if (!isFields(body)) throw newBadRequest('the object provided is unrecognized')
  const copy = copyValue(body)
  const fields: Fields = isFields(copy) ? copy : {}
  if (!isFields(fields['metadata'])) fields['metadata'] = {}
  void definition
  return fields
}
