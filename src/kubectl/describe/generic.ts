// describe of kinds without a describer of their own: every field, sorted, with spaced names
// (k8s.io/kubectl/pkg/describe/describe.go, genericDescriber and smartLabelFor, v1.33).

import type { KubeObject } from '../../api/index.ts'
import type { DescribeContext } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { sortedKeys, writeAnnotations, writeLabels } from './labels.ts'
import { DescribeWriter } from './writer.ts'

const hidden: ReadonlySet<string> = new Set([
  '.metadata.managedFields',
  '.metadata.name',
  '.metadata.namespace',
  '.metadata.labels',
  '.metadata.annotations',
])
const acronyms: ReadonlySet<string> = new Set(['API', 'URL', 'UID', 'OSB', 'GUID'])

export function describeGeneric(object: KubeObject, context: DescribeContext): string {
  const { metadata } = object
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  w.field(0, 'Namespace', metadata.namespace ?? '')
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  writeContent(w, 0, object, '')
  writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
  return w.text
}

function writeContent(w: DescribeWriter, level: number, content: object, path: string): void {
  const fields = content as Readonly<Record<string, unknown>>
  for (const field of sortedKeys(fields)) {
    const value = fields[field]
    const fieldPath = `${path}.${field}`
    if (value === undefined || hidden.has(fieldPath)) continue
    const label = labelFor(field)
    if (Array.isArray(value)) {
      w.write(level, `${label}:\n`)
      for (const item of value) {
        if (isMap(item)) writeContent(w, level + 1, item, fieldPath)
        else w.write(level + 1, `${valueText(item)}\n`)
      }
    } else if (isMap(value)) {
      w.write(level, `${label}:\n`)
      writeContent(w, level + 1, value, fieldPath)
    } else {
      w.field(level, label, valueText(value))
    }
  }
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** As Go's %v prints it. */
function valueText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(valueText).join(' ')}]`
  if (typeof value === 'number' && !Number.isInteger(value)) return goFloat(value)
  return String(value)
}

function goFloat(value: number): string {
  const exponent = Math.floor(Math.log10(Math.abs(value)))
  if (exponent >= -4 && exponent < 21) return String(value)
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2')
}

/** 'involvedObject' to 'Involved Object'; names with anything but letters and dashes stay as they are. */
export function labelFor(field: string): string {
  if (/[^\p{L}-]/u.test(field)) return field
  return splitCamelCase(field)
    .map((part) =>
      acronyms.has(part.toUpperCase()) ? part.toUpperCase() : part.charAt(0).toUpperCase() + part.slice(1),
    )
    .join(' ')
}

/** Runs of lower case, upper case and other characters; a capital before lower case belongs to what follows it. */
function splitCamelCase(text: string): string[] {
  const runs = text.match(/\p{Ll}+|\p{Lu}+|[^\p{Ll}\p{Lu}]+/gu) ?? []
  const parts = [...runs]
  for (let i = 0; i < parts.length - 1; i++) {
    const [part, next] = [parts[i] ?? '', parts[i + 1] ?? '']
    if (/^\p{Lu}/u.test(part) && /^\p{Ll}/u.test(next)) {
      parts[i + 1] = part.slice(-1) + next
      parts[i] = part.slice(0, -1)
    }
  }
  return parts.filter((part) => part !== '')
}
