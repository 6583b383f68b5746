// What `kubectl wait --for` waits for (k8s.io/kubectl/pkg/cmd/wait/{condition,json}.go, v1.33).

import type { KubeObject } from '../api/index.ts'
import { CommandError } from './errors.ts'
import { quote } from './flag-parser.ts'
import { asData, at, isMap } from './manifest-data.ts'
import { relaxedPath } from './printers/custom-columns.ts'
import { findResults, goValueText, parseJsonPath } from './printers/jsonpath.ts'
import type { VersionFacts } from './versions.ts'

export type WaitFor =
  | { readonly type: 'delete' }
  | { readonly type: 'create' }
  | { readonly type: 'test'; holds(object: KubeObject): boolean }

export function parseCondition(text: string, version: VersionFacts): WaitFor {
  const lower = text.toLowerCase()
  if (lower === 'delete') return { type: 'delete' }
  if (lower === 'create' && version.has('waitsForCreate')) return { type: 'create' }
  if (text.startsWith('condition=')) {
    const rest = text.slice('condition='.length)
    const equals = rest.indexOf('=')
    const name = equals < 0 ? rest : rest.slice(0, equals)
    const value = equals < 0 ? 'true' : rest.slice(equals + 1)
    return { type: 'test', holds: (object) => conditionHolds(object, name, value) }
  }
  if (text.startsWith('jsonpath=')) return parseJsonPathCondition(text.slice('jsonpath='.length), version)
  throw new CommandError(`unrecognized condition: ${quote(text)}`)
}

function conditionHolds(object: KubeObject, name: string, value: string): boolean {
  const data = asData(object)
  const conditions = at(data, 'status', 'conditions')
  if (!Array.isArray(conditions)) return false
  const condition = conditions.find(
    (one) => isMap(one) && String(one['type']).toLowerCase() === name.toLowerCase() && one['status'] !== undefined,
  )
  if (!isMap(condition)) return false
  const generation = object.metadata.generation
  const observed = condition['observedGeneration'] ?? at(data, 'status', 'observedGeneration')
  if (generation !== undefined && typeof observed === 'number' && observed < generation) return false
  return String(condition['status']).toLowerCase() === value.toLowerCase()
}

function parseJsonPathCondition(text: string, version: VersionFacts): WaitFor {
  const parts = version.has('waitKeepsDoubleEquals') ? splitAtSingleEquals(text) : text.split('=')
  const [path = '', given] = parts
  const format = "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3"
  if (!version.has('waitsForPath')) {
    if (parts.length !== 2) throw new CommandError(format)
    if (given === '') throw new CommandError('jsonpath wait condition cannot be empty')
  }
  if (parts.length > 2) throw new CommandError(`${format} or --for=jsonpath='{.status.readyReplicas}'`)
  const expression = relaxedPath(path)
  const wanted = given?.replace(/^['"]+|['"]+$/g, '')
  if (wanted === '') {
    throw new CommandError(
      "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    )
  }
  if (expression === '') throw new CommandError('jsonpath expression cannot be empty')
  const nodes = parseJsonPath(expression)
  return { type: 'test', holds: (object) => pathHolds(findResults(nodes, object, { allowMissing: true }), wanted) }
}

function pathHolds(results: readonly (readonly unknown[])[], wanted: string | undefined): boolean {
  const [first] = results
  if (!first || first.length === 0) return false
  if (results.length > 1) throw new CommandError('given jsonpath expression matches more than one list')
  if (first.length > 1) throw new CommandError('given jsonpath expression matches more than one value')
  if (wanted === undefined) return true
  const [value] = first
  if (typeof value === 'object' && value !== null) {
    throw new CommandError('jsonpath leads to a nested object or list which is not supported')
  }
  return goValueText(value).trim() === wanted.trim()
}

/** Double equals signs do not split. */
function splitAtSingleEquals(text: string): readonly string[] {
  const parts = ['']
  for (const piece of text.match(/==|=|[^=]+/g) ?? []) {
    if (piece === '=') parts.push('')
    else parts.push((parts.pop() ?? '') + piece)
  }
  return parts
}
