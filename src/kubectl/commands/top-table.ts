// The tables of kubectl top: metrics_printer.go, metrics_sorter.go and metrics_resource_adder.go of
// k8s.io/kubectl/pkg/metricsutil (v1.33). Every cell is padded, the last as well.

import {
  addQuantities,
  parseQuantity,
  type Quantity,
  quantityMilliValue,
  quantityValue,
  zeroQuantity,
} from '../../api/index.ts'
import type { NodeMetrics, PodMetrics, ResourceUsage } from '../../kinds/index.ts'
import { goSort } from '../go-sort.ts'
import { TABLE, tabbed } from '../printers/tabwriter.ts'

export type SortBy = '' | 'cpu' | 'memory'

interface Amounts {
  readonly cpu: Quantity
  readonly memory: Quantity
}

type Available = Readonly<Record<string, string>>

const MIB = 2 ** 20

export interface NodeTable {
  readonly metrics: readonly NodeMetrics[]
  /** What each node has, by its name. */
  readonly available: ReadonlyMap<string, Available>
  readonly sortBy: SortBy
  readonly headers: readonly string[]
}

export function nodeTable({ metrics, available, sortBy, headers }: NodeTable): string {
  const rows = sorted(
    metrics.map(({ metadata: { name }, usage }) => ({ key: [name], name, amounts: amountsOf(usage) })),
    sortBy,
  ).map(({ name, amounts }) => [name, ...usageCells(amounts, available.get(name))])
  const measured = new Set(metrics.map(({ metadata }) => metadata.name))
  for (const name of available.keys()) if (!measured.has(name)) rows.push([name, ...Array(4).fill('<unknown>')])
  return padded(headers.length > 0 ? [headers, ...rows] : rows)
}

export interface PodTable {
  readonly metrics: readonly PodMetrics[]
  readonly byContainer: boolean
  readonly withNamespace: boolean
  readonly noHeaders: boolean
  readonly sortBy: SortBy
  readonly sum: boolean
}

export function podTable({ metrics, byContainer, withNamespace, noHeaders, sortBy, sum }: PodTable): string {
  const pods = metrics.map(({ metadata: { name, namespace = '' }, containers }) => ({
    key: withNamespace ? [namespace, name] : [name],
    amounts: total(containers.map(({ usage }) => amountsOf(usage))),
    containers: containers.map(({ name, usage }) => ({ key: [name], name, amounts: amountsOf(usage) })),
  }))
  const headers = [
    ...(withNamespace ? ['NAMESPACE'] : []),
    ...(byContainer ? ['POD'] : []),
    'NAME',
    'CPU(cores)',
    'MEMORY(bytes)',
  ]
  const rows: (readonly string[])[] = noHeaders ? [] : [headers]
  for (const { key, amounts, containers } of sorted(pods, sortBy)) {
    if (!byContainer) rows.push([...key, ...usageCells(amounts)])
    else for (const one of sorted(containers, sortBy)) rows.push([...key, one.name, ...usageCells(one.amounts)])
  }
  if (sum) {
    // Without headers upstream forgets that there are more columns.
    const before = Array((noHeaders ? 3 : headers.length) - 2).fill('')
    rows.push([...before, '________', '________'])
    rows.push([...before, ...usageCells(total(pods.map(({ amounts }) => amounts)))])
  }
  return padded(rows)
}

function sorted<T extends { readonly key: readonly string[]; readonly amounts: Amounts }>(
  rows: readonly T[],
  sortBy: SortBy,
): readonly T[] {
  if (sortBy === 'cpu')
    return goSort(rows, (a, b) => quantityMilliValue(a.amounts.cpu) > quantityMilliValue(b.amounts.cpu))
  if (sortBy === 'memory')
    return goSort(rows, (a, b) => quantityValue(a.amounts.memory) > quantityValue(b.amounts.memory))
  return goSort(rows, (a, b) => {
    const at = a.key.findIndex((word, i) => word !== b.key[i])
    return at >= 0 && (a.key[at] ?? '') < (b.key[at] ?? '')
  })
}

const amountsOf = ({ cpu, memory }: ResourceUsage): Amounts => ({
  cpu: parseQuantity(cpu),
  memory: parseQuantity(memory),
})

const total = (all: readonly Amounts[]): Amounts => ({
  cpu: all.map(({ cpu }) => cpu).reduce(addQuantities, zeroQuantity),
  memory: all.map(({ memory }) => memory).reduce(addQuantities, zeroQuantity),
})

function usageCells({ cpu, memory }: Amounts, available: Available = {}): string[] {
  const percent = (used: Quantity, text: string | undefined): string[] =>
    text === undefined
      ? []
      : [`${Math.trunc((quantityMilliValue(used) / quantityMilliValue(parseQuantity(text))) * 100)}%`]
  return [
    `${quantityMilliValue(cpu)}m`,
    ...percent(cpu, available['cpu']),
    `${Math.trunc(quantityValue(memory) / MIB)}Mi`,
    ...percent(memory, available['memory']),
  ]
}

const padded = (rows: readonly (readonly string[])[]): string =>
  tabbed(
    rows.map((row) => [...row, '']),
    TABLE,
  ).text
