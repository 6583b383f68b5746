// How a row is written in these tables: the cells that are always shown, then those that only -o wide shows.
import { expect, test } from 'vitest'
import type { KubeObject, ResourceRef } from '../../src/api/index.ts'
import { definitionOf } from './kinds.ts'

export const nowMs = Date.UTC(2025, 0, 1, 12)
export const ago = (seconds: number): string => new Date(nowMs - seconds * 1000).toISOString().replace('.000', '')

export type Case = readonly [what: string, object: object, row: string]

function rowOf(ref: ResourceRef, fields: object): string {
  const { metadata, ...rest } = fields as { readonly metadata?: object }
  const object = { metadata: { name: 'x', creationTimestamp: ago(90), ...metadata }, ...rest } as unknown as KubeObject
  const { columns } = definitionOf(ref)
  const cells = (priority: number) =>
    columns.filter((column) => column.priority === priority).map(({ cell }) => String(cell(object, nowMs)))
  const wide = cells(1)
  return [cells(0).join(' | '), ...(wide.length > 0 ? [wide.join(' | ')] : [])].join(' + ')
}

export function rows(apiVersion: string, resource: string, cases: readonly Case[]): void {
  const [group, version] = apiVersion.includes('/') ? (apiVersion.split('/') as [string, string]) : ['', apiVersion]
  test.each(cases)(`${resource}: %s`, (_, object, row) => {
    expect(rowOf({ group, version, resource }, object)).toBe(row)
  })
}
