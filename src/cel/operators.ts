// The operators of the language as overloads. Models cel-go v0.23 common/stdlib/standard.go, with comparisons between kinds of numbers.

import { type Overload, overloadOf } from './function.ts'

const each = (types: string, signature: string): string[] =>
  types.split(' ').map((type) => signature.replace(/\bT\b/g, type))

const COMPARED = 'bool int uint double string bytes timestamp duration'
const MIXED = ['int, uint', 'int, double', 'uint, int', 'uint, double', 'double, int', 'double, uint']

const signatures: readonly string[] = [
  ...each('int uint double string bytes', '_+_(T, T): T'),
  '_+_(list<A>, list<A>): list<A>',
  '_+_(duration, duration): duration',
  '_+_(timestamp, duration): timestamp',
  '_+_(duration, timestamp): timestamp',
  ...each('int uint double', '_-_(T, T): T'),
  '_-_(duration, duration): duration',
  '_-_(timestamp, duration): timestamp',
  '_-_(timestamp, timestamp): duration',
  ...each('int uint double', '_*_(T, T): T'),
  ...each('int uint double', '_/_(T, T): T'),
  ...each('int uint', '_%_(T, T): T'),
  ...each('int double', '-_(T): T'),
  ...['_<_', '_<=_', '_>_', '_>=_'].flatMap((name) => [
    ...each(COMPARED, `${name}(T, T): bool`),
    ...MIXED.map((pair) => `${name}(${pair}): bool`),
  ]),
  '_==_(A, A): bool',
  '_!=_(A, A): bool',
  '@in(A, list<A>): bool',
  '@in(A, map<A, B>): bool',
  '!_(bool): bool',
  '_&&_(bool, bool): bool',
  '_||_(bool, bool): bool',
  '_?_:_(bool, A, A): A',
  '_[_](list<A>, int): A',
  '_[_](map<A, B>, A): B',
  '_[_](optional<list<A>>, int): optional<A>',
  '_[_](optional<map<A, B>>, A): optional<B>',
  '_[?_](list<A>, int): optional<A>',
  '_[?_](map<A, B>, A): optional<B>',
  '_[?_](optional<list<A>>, int): optional<A>',
  '_[?_](optional<map<A, B>>, A): optional<B>',
]

/** By the name that messages use: '_+_'. */
export const operators: ReadonlyMap<string, readonly Overload[]> = grouped(signatures.map(overloadOf))

function grouped(overloads: readonly Overload[]): Map<string, Overload[]> {
  const groups = new Map<string, Overload[]>()
  for (const overload of overloads) groups.set(overload.name, [...(groups.get(overload.name) ?? []), overload])
  return groups
}
