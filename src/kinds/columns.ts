// The columns that many kinds share, and the small texts in their cells. Models k8s.io/kubernetes
// pkg/printers/internalversion/printers.go (v1.33). Leaves out upstream's column descriptions, which kubectl never shows.

import {
  ageText,
  type Cell,
  type Column,
  type KubeObject,
  labelSelectorOf,
  labelSelectorText,
  type TableColumn,
} from '../api/index.ts'
import type { LabelSelector } from './types.generated.ts'

interface ColumnOptions {
  readonly type?: TableColumn['type']
  readonly format?: string
  readonly wide?: boolean
}

/** One column: shown always, or with `wide` only by -o wide. */
export function column<T>(name: string, cell: (object: T, nowMs: number) => Cell, options?: ColumnOptions): Column<T> {
  const priority = options?.wide ? 1 : 0
  return { name, type: options?.type ?? 'string', format: options?.format ?? '', description: '', priority, cell }
}

export const nameColumn: Column<KubeObject> = {
  ...column<KubeObject>('Name', (object) => object.metadata.name),
  format: 'name',
}

export const ageColumn: Column<KubeObject> = column('Age', (object, nowMs) =>
  ageText(object.metadata.creationTimestamp, nowMs),
)

/** Of kinds that have no printer of their own: rest.NewDefaultTableConvertor. */
export const createdColumn: Column<KubeObject> = column(
  'Created At',
  (object) => object.metadata.creationTimestamp ?? null,
  { type: 'date' },
)

/** 'a,b', or `<none>`. */
export function joinOrNone(items: readonly string[] | undefined): string {
  return items && items.length > 0 ? items.join(',') : '<none>'
}

/** The first three, then how many more there are. */
export function firstThree(items: readonly string[], separator = ','): string {
  const shown = items.slice(0, 3).join(separator)
  return items.length > 3 ? `${shown} + ${items.length - 3} more...` : shown
}

/** 'a=1,b=2' sorted by key, or `<none>`. */
export function labelsText(labels: Readonly<Record<string, string>> | undefined): string {
  return joinOrNone(
    Object.entries(labels ?? {})
      .map(([key, value]) => [key, value] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => `${key}=${value}`),
  )
}

/** 'app=web,tier in (a,b)'; '' for an empty or missing selector. */
export function selectorText(selector: LabelSelector | undefined): string {
  const requirements = labelSelectorOf(selector)
  return requirements ? labelSelectorText(requirements) : ''
}
