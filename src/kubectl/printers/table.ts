// Tables from the server as lines: namespace, kind prefix and label columns added, headers once
// (cli-runtime printers/tableprinter.go, v1.33).

import type { Cell, KubeObject, Table, TableColumn } from '../../api/index.ts'
import { goFloat } from './go-number.ts'
import { TABLE, tabbed } from './tabwriter.ts'

export interface TableOptions {
  readonly noHeaders: boolean
  readonly wide: boolean
  readonly withNamespace: boolean
  /** 'deployment.apps': put in front of names. */
  readonly kind: string | undefined
  readonly showLabels: boolean
  readonly labelColumns: readonly string[]
}

type Row = readonly Cell[]
const plainColumn = (name: string): TableColumn => ({ name, type: 'string', format: '', description: '', priority: 0 })

export function labelsText(labels: Readonly<Record<string, string>> | undefined): string {
  const keys = Object.keys(labels ?? {}).sort()
  return keys.length === 0 ? '<none>' : keys.map((key) => `${key}=${labels?.[key] ?? ''}`).join(',')
}

/** Collects rows and flushes them as aligned lines; remembers widths and headers, as a watch needs. */
export class TableWriter {
  readonly #options: TableOptions
  #lines: string[][] = []
  #widths: readonly number[] = []
  #columns: readonly TableColumn[] = []
  #printedHeaders = false

  constructor(options: TableOptions) {
    this.#options = options
  }

  add(table: Table, event?: string): void {
    let columns = table.columnDefinitions
    const same = columns.length === 0 || sameColumns(columns, this.#columns)
    const headers = !this.#options.noHeaders && !(this.#printedHeaders && same)
    if (columns.length === 0) columns = this.#columns
    else if (!same) this.#columns = columns
    if (table.rows.length > 0) this.#printedHeaders = true
    else return
    const shown = decorate(columns, this.#options)
    const visible = shown
      .map((column, i) => ({ column, i }))
      .filter(({ column }) => this.#options.wide || column.priority === 0)
    const lead = event === undefined ? [] : ['EVENT']
    if (headers) this.#lines.push([...lead, ...visible.map(({ column }) => column.name.toUpperCase())])
    for (const row of table.rows) {
      const cells = decorateRow(row.cells, row.object, columns, this.#options)
      const texts = visible.filter(({ i }) => i < cells.length).map(({ i }) => cellText(cells[i] ?? null))
      this.#lines.push([...(event === undefined ? [] : [event.padEnd(8)]), ...texts])
    }
  }

  flush(): string {
    const { text, widths } = tabbed(this.#lines, { ...TABLE, widths: this.#widths })
    this.#widths = widths
    this.#lines = []
    return text
  }
}

const sameColumns = (a: readonly TableColumn[], b: readonly TableColumn[]): boolean =>
  a.length === b.length && a.every((column, i) => column.name === b[i]?.name && column.priority === b[i]?.priority)

function decorate(columns: readonly TableColumn[], options: TableOptions): readonly TableColumn[] {
  return [
    ...(options.withNamespace ? [plainColumn('Namespace')] : []),
    ...columns,
    ...options.labelColumns.map((label) => plainColumn(label.slice(label.lastIndexOf('/') + 1).toUpperCase())),
    ...(options.showLabels ? [plainColumn('Labels')] : []),
  ]
}

function decorateRow(
  cells: Row,
  object: KubeObject | undefined,
  columns: readonly TableColumn[],
  options: TableOptions,
): Row {
  const metadata = object?.metadata
  const nameColumn =
    options.kind === undefined
      ? -1
      : columns.findIndex((column) => column.format === 'name' && column.type === 'string')
  const named = cells.map((cell, i) => (i === nameColumn ? `${options.kind}/${cell}` : cell))
  return [
    ...(options.withNamespace ? [metadata?.namespace ?? ''] : []),
    ...named,
    ...options.labelColumns.map((label) => metadata?.labels?.[label] ?? ''),
    ...(options.showLabels ? [labelsText(metadata?.labels)] : []),
  ]
}

function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return goFloat(cell, 'value')
  if (typeof cell !== 'string') return String(cell)
  const end = cell.search(/[\f\n\r]/)
  return (end < 0 ? cell : `${cell.slice(0, end)}...`).replaceAll('\u001b', '^[')
}
