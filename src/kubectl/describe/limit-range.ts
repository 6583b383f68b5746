// describe limitrange, and the limits of a namespace (k8s.io/kubectl/pkg/describe/describe.go, describeLimitRange, v1.33).
// Differs: upstream prints the resources of an item in the random order of Go's maps; here they are sorted.

import { canonicalQuantity } from '../../api/index.ts'
import type { LimitRange } from '../../kinds/index.ts'
import { describer } from './context.ts'
import { sortedKeys } from './labels.ts'
import { DescribeWriter } from './writer.ts'

const head = 'Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio\n'
const rule = '----\t--------\t---\t---\t---------------\t-------------\t-----------------------\n'

export const limitRange = describer<LimitRange>('', 'LimitRange', (object) => {
  const w = new DescribeWriter()
  w.field(0, 'Name', object.metadata.name)
  w.field(0, 'Namespace', object.metadata.namespace ?? '')
  writeTable(w, [object], '')
  return w.text
})

/** Those of a namespace in one table. */
export function writeLimitRanges(w: DescribeWriter, ranges: readonly LimitRange[]): void {
  w.write(0, ranges.length === 0 ? 'No LimitRange resource.\n' : 'Resource Limits\n')
  if (ranges.length > 0) writeTable(w, ranges, ' ')
}

function writeTable(w: DescribeWriter, ranges: readonly LimitRange[], indent: string): void {
  w.write(0, indent + head)
  w.write(0, indent + rule)
  for (const { type, min, max, ...item } of ranges.flatMap(({ spec }) => spec?.limits ?? [])) {
    const columns = [min, max, item.defaultRequest, item.default, item.maxLimitRequestRatio]
    for (const name of sortedKeys(Object.assign({}, ...columns))) {
      const cells = columns.map((column) => (column?.[name] === undefined ? '-' : canonicalQuantity(column[name])))
      w.write(0, `${indent}${[type, name, ...cells].join('\t')}\n`)
    }
  }
}
