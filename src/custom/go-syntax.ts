// Bad values that came from JSON, as Go's %#v prints them in faults.

import { GoSyntax, goQuote } from '../api/index.ts'
import { isFields } from './structure.ts'

/** Objects and lists in Go's syntax, anything else as it is. */
export function goSyntax(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? new GoSyntax(goText(value)) : value
}

function goText(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)'
  if (typeof value === 'string') return goQuote(value)
  if (Array.isArray(value)) return `[]interface {}{${value.map(goText).join(', ')}}`
  if (!isFields(value)) return String(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `map[string]interface {}{${entries.map(([key, item]) => `${goQuote(key)}:${goText(item)}`).join(', ')}}`
}
