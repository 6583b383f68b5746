// The columns that a definition asks for: apiextensions-apiserver pkg/registry/customresource/tableconvertor (v1.33).

import { ageText, type Cell, type Column, type KubeObject } from '../api/index.ts'
import type { CustomResourceColumnDefinition } from '../kinds/index.ts'
import { readPath } from './json-path.ts'

const nameColumn: Column<KubeObject> = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: '',
  priority: 0,
  cell: ({ metadata }) => metadata.name,
}

const age: CustomResourceColumnDefinition = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }

export function columnsOf(asked: readonly CustomResourceColumnDefinition[] = []): readonly Column<KubeObject>[] {
  const columns = (asked.length > 0 ? asked : [age]).map(({ name, type, format, description, priority, jsonPath }) => {
    const read = readPath(jsonPath)
    return {
      name,
      type: type as Column<KubeObject>['type'],
      format: format ?? '',
      description: description ?? `Custom resource definition column (in JSONPath format): ${jsonPath}`,
      priority: priority ?? 0,
      cell: (object: KubeObject, nowMs: number): Cell => cellOf(type, read?.(object)[0], nowMs),
    }
  })
  return [nameColumn, ...columns]
}

function cellOf(type: string, value: unknown, nowMs: number): Cell {
  if (value === undefined || value === null) return null
  switch (type) {
    case 'string':
      return typeof value === 'object' ? JSON.stringify(value) : String(value)
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null
    case 'number':
      return typeof value === 'number' ? value : null
    case 'boolean':
      return typeof value === 'boolean' ? value : null
    case 'date':
      if (typeof value !== 'string') return null
      return Number.isNaN(Date.parse(value)) ? '<invalid>' : ageText(value, nowMs)
    default:
      return null
  }
}
