// The long error of a JSONPath template that failed, with the template and the object in Go's syntax
// (cli-runtime printers/jsonpath.go, v1.33).

import { CommandError, messageOf } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import { goFloat } from './go-number.ts'
import { JsonPathFault } from './jsonpath.ts'

export function jsonPathPrintError(error: unknown, template: string, object: unknown): unknown {
  if (!(error instanceof JsonPathFault)) return error
  return new CommandError(
    `error executing jsonpath ${quote(template)}: Error executing template: ${messageOf(error)}. Printing more information for debugging the template:\n` +
      `\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(object)}\n\n\n`,
  )
}

/** Go's %#v of decoded JSON. */
export function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)'
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'number') return goFloat(value, 'value')
  if (typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`
  const map = value as Readonly<Record<string, unknown>>
  const pairs = Object.keys(map)
    .filter((key) => map[key] !== undefined)
    .sort()
    .map((key) => `${quote(key)}:${goSyntax(map[key])}`)
  return `map[string]interface {}{${pairs.join(', ')}}`
}
