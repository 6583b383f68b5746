// Conflicts of server-side apply: how they are told, and which of them kubectl may settle for itself, since the fields are
// what it applied from the client before. Models k8s.io/apimachinery/pkg/util/managedfields/internal/{conflict,
// lastappliedmanager,lastappliedupdater}.go (v1.33).

import { apiVersionOf } from './core.ts'
import { ApiError } from './errors.ts'
import { compareFields, fieldsOf } from './field-compare.ts'
import { typeFaults } from './field-merge.ts'
import { differenceOf, hasMember, pathText, unionOf } from './field-set.ts'
import { goQuote } from './go-text.ts'
import { type Ownership, ownedType } from './managed-fields.ts'
import { validateAnnotations } from './metadata.ts'
import type { ManagedFieldsEntry } from './object.ts'
import { type Fields, getPath, isFields } from './value.ts'

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

export interface FieldConflict {
  readonly entry: ManagedFieldsEntry
  readonly path: readonly string[]
}

export function conflictError(conflicts: readonly FieldConflict[]): ApiError {
  const ordered = [...conflicts].sort((a, b) => compareIds(a.entry, b.entry))
  const causes = ordered.map(({ entry, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${managerText(entry)}`,
    field: pathText(path),
  }))
  return new ApiError(409, 'Conflict', messageOf(ordered), { causes })
}

function messageOf(conflicts: readonly FieldConflict[]): string {
  const [only] = conflicts
  if (only && conflicts.length === 1) {
    return `Apply failed with 1 conflict: conflict with ${managerText(only.entry)}: ${pathText(only.path)}`
  }
  const lines: string[] = []
  let last: ManagedFieldsEntry | undefined
  for (const { entry, path } of conflicts) {
    if (entry !== last) lines.push(`conflicts with ${managerText(entry)}:`)
    last = entry
    lines.push(`- ${pathText(path)}`)
  }
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`
}

function managerText({ manager, operation, apiVersion, subresource }: ManagedFieldsEntry): string {
  const at = subresource === undefined ? '' : ` with subresource ${goQuote(subresource)}`
  return `${goQuote(manager)}${at}${operation === 'Update' ? ` using ${apiVersion}` : ''}`
}

/** By the text that upstream uses for an entry's identity. */
function compareIds(a: ManagedFieldsEntry, b: ManagedFieldsEntry): number {
  const id = ({ manager, operation, apiVersion, subresource }: ManagedFieldsEntry): string =>
    JSON.stringify({ manager, operation, ...(operation === 'Update' ? { apiVersion } : {}), subresource })
  const [x, y] = [id(a), id(b)]
  return x === y ? 0 : x < y ? -1 : 1
}

const annotationOf = (object: Fields): string => {
  const annotations = getPath(object, 'metadata.annotations')
  const text = isFields(annotations) ? annotations[LAST_APPLIED] : undefined
  return typeof text === 'string' ? text : ''
}

/** The conflicts that stay when kubectl may have what the live object still has as it was applied from the client. */
export function adoptableConflicts(
  ownership: Ownership,
  live: Fields,
  conflicts: readonly FieldConflict[],
): readonly FieldConflict[] {
  const type = ownedType(ownership)
  let applied: unknown
  try {
    applied = JSON.parse(annotationOf(live))
  } catch {
    return conflicts
  }
  if (!isFields(applied) || applied['apiVersion'] !== apiVersionOf(ownership.definition)) return conflicts
  if (typeFaults(type, applied).length > 0 || typeFaults(type, live).length > 0) return conflicts
  const found = compareFields(type, applied, live)
  const other = unionOf(unionOf(found?.added, found?.modified), found?.removed)
  const allowed = differenceOf(fieldsOf(type, applied), other)
  return conflicts.filter(({ path }) => !hasMember(allowed, path))
}

/** An object that was applied from the client keeps saying so, with what is applied now. */
export function withAnnotation(object: Fields, config: Fields): Fields {
  if (annotationOf(object) === '') return object
  const metadata = object['metadata'] as Fields
  const annotations: Fields = { ...(metadata['annotations'] as Fields), [LAST_APPLIED]: configurationText(config) }
  if (validateAnnotations(annotations as Record<string, string>, 'metadata.annotations').length > 0) {
    delete annotations[LAST_APPLIED]
  }
  return { ...object, metadata: { ...metadata, annotations } }
}

function configurationText(config: Fields): string {
  const metadata: Fields = { ...(isFields(config['metadata']) ? config['metadata'] : {}) }
  if (isFields(metadata['annotations'])) {
    const { [LAST_APPLIED]: _, ...annotations } = metadata['annotations']
    metadata['annotations'] = annotations
  }
  return `${goJson({ ...config, metadata })}\n`
}

/** encoding/json of a map: sorted keys, and what HTML minds escaped. */
function goJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`
  if (isFields(value)) {
    const entries = Object.keys(value).sort()
    return `{${entries.map((key) => `${goJson(key)}:${goJson(value[key])}`).join(',')}}`
  }
  const text = JSON.stringify(value ?? null)
  return typeof value === 'string'
    ? text.replace(/[<>&\u2028\u2029]/g, (c) => `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)
    : text
}
