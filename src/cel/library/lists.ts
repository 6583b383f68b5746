// Functions of lists and of lists as sets: apiserver/pkg/cel/library/lists.go (v1.33), cel-go v0.23 ext/sets.go.

import { compared, equal } from '../compare.ts'
import { type CelFunction, forEach } from '../function.ts'
import { CelError } from '../value.ts'

const COMPARED = ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes'].map(
  (type) => `list<${type}>`,
)

function extreme(wanted: number): (list: unknown[]) => unknown {
  return (list) => {
    if (list.length === 0) throw new CelError(`${wanted < 0 ? 'min' : 'max'} called on empty list`)
    return list.reduce((best, item) => (Math.sign(compared(item, best)) === wanted ? item : best))
  }
}

const contains = (list: unknown[], part: unknown[]): boolean =>
  part.every((item) => list.some((own) => equal(own, item)))

export const lists: readonly CelFunction[] = [
  ...forEach(COMPARED, 'T.isSorted(): bool', (list: unknown[]) =>
    list.every((item, at) => at === 0 || compared(list[at - 1], item) <= 0),
  ),
  ...['int', 'double'].map((type) => ({
    signature: `list<${type}>.sum(): ${type}`,
    run: (list: (number | bigint)[]) =>
      list.reduce(
        (sum, item) => (typeof sum === 'bigint' ? sum + BigInt(item) : sum + Number(item)),
        type === 'int' ? 0n : 0,
      ),
  })),
  ...COMPARED.flatMap((type) => [
    { signature: `${type}.min(): ${type.slice(5, -1)}`, run: extreme(-1) },
    { signature: `${type}.max(): ${type.slice(5, -1)}`, run: extreme(1) },
  ]),
  {
    signature: 'list<A>.indexOf(A): int',
    run: (list: unknown[], item: unknown) => BigInt(list.findIndex((own) => equal(own, item))),
  },
  {
    signature: 'list<A>.lastIndexOf(A): int',
    run: (list: unknown[], item: unknown) => BigInt(list.findLastIndex((own) => equal(own, item))),
  },
  { signature: 'sets::contains(list<A>, list<A>): bool', run: contains },
  {
    signature: 'sets::equivalent(list<A>, list<A>): bool',
    run: (a: unknown[], b: unknown[]) => contains(a, b) && contains(b, a),
  },
  {
    signature: 'sets::intersects(list<A>, list<A>): bool',
    run: (a: unknown[], b: unknown[]) => a.some((item) => contains(b, [item])),
  },
]
