// The columns of every kind against those of pkg/printers/internalversion/printers.go (v1.33), which
// table-columns-1.33.tsv holds: name, type, format and priority, in order.
// Leaves out the columns' descriptions: they are upstream's documentation.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { allKinds, definitionOf } from './kinds.ts'

interface Column {
  readonly name: string
  readonly type: string
  readonly format: string
  readonly priority: number
}

const wanted = new Map<string, Column[]>()
for (const line of readFileSync(join(import.meta.dirname, 'table-columns-1.33.tsv'), 'utf8')
  .trim()
  .split('\n')) {
  const [resource = '', apiVersion = '', , name = '', type = '', format = '', priority = ''] = line.split('\t')
  if (line.startsWith('#') || resource === 'resource') continue
  const key = `${apiVersion}/${resource}`
  wanted.set(key, [...(wanted.get(key) ?? []), { name, type, format, priority: Number(priority) }])
}
/** Of kinds that have no printer of their own. */
const plain: Column[] = [
  { name: 'Name', type: 'string', format: 'name', priority: 0 },
  { name: 'Created At', type: 'date', format: '', priority: 0 },
]

test('all kinds are here', () => {
  // A kind may be served anew by the later part.
  expect(new Set(allKinds.map(({ group, version, resource }) => `${group}/${version}/${resource}`)).size).toBe(61)
  expect(wanted.size).toBeGreaterThan(45)
})

test.each(
  allKinds.map(
    (kind) => [`${kind.group === '' ? '' : `${kind.group}/`}${kind.version}/${kind.resource}`, kind] as const,
  ),
)('%s', (key, kind) => {
  const stored = kind.view ? definitionOf(kind.view.of) : kind
  const columns = stored.columns.map(({ name, type, format, priority }) => ({ name, type, format, priority }))
  const other = kind.view && `${kind.view.of.version}/${kind.view.of.resource}`
  expect(columns).toEqual(wanted.get(key) ?? (other && wanted.get(other)) ?? plain)
})
