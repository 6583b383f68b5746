// Semantic versions in expressions: apiserver/pkg/cel/library/semverlib.go (v1.33).

import { goQuote } from '../../api/index.ts'
import type { CelLibrary } from '../function.ts'
import { CelError } from '../value.ts'

class Semver {
  readonly numbers: readonly [bigint, bigint, bigint]
  readonly pre: readonly string[]
  constructor(numbers: readonly [bigint, bigint, bigint], pre: readonly string[]) {
    this.numbers = numbers
    this.pre = pre
  }
}

const NUMBER = '(0|[1-9]\\d*)'
const PATTERN = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?$`)

/** '1.2' and 'v1.02.3' as '1.2.0' and '1.2.3'. */
function normalized(text: string): string {
  const [, numbers = '', rest = ''] = /^v?([\d.]*)(.*)$/s.exec(text) ?? []
  const parts = numbers.split('.').map((part) => part.replace(/^0+(?=\d)/, ''))
  if (rest !== '' && parts.length < 3) return text
  while (parts.length < 3) parts.push('0')
  return parts.join('.') + rest
}

function read(text: string): Semver | undefined {
  const found = PATTERN.exec(text)
  if (!found) return undefined
  const [, major = '0', minor = '0', patch = '0', pre] = found
  const names = pre?.split('.') ?? []
  if (names.some((name) => name === '' || /^0\d+$/.test(name))) return undefined
  return new Semver([BigInt(major), BigInt(minor), BigInt(patch)], names)
}

function semverOf(text: string, normalizes = false): Semver {
  const found = read(normalizes ? normalized(text) : text)
  if (!found) throw new CelError(`Invalid character(s) found in version ${goQuote(text)}`)
  return found
}

function compareNames(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1
  const [first, second] = [/^\d+$/.test(a), /^\d+$/.test(b)]
  if (first && second) return Number(a) - Number(b)
  if (first !== second) return first ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}

function compare(a: Semver, b: Semver): number {
  for (const at of [0, 1, 2] as const) {
    if (a.numbers[at] !== b.numbers[at]) return a.numbers[at] < b.numbers[at] ? -1 : 1
  }
  if (a.pre.length === 0 || b.pre.length === 0) return Math.sign(b.pre.length - a.pre.length)
  for (let at = 0; at < Math.max(a.pre.length, b.pre.length); at++) {
    const difference = compareNames(a.pre[at], b.pre[at])
    if (difference !== 0) return Math.sign(difference)
  }
  return 0
}

const S = 'kubernetes.Semver'

export const semver: CelLibrary = {
  opaques: [{ name: S, maker: Semver, equal: (a: Semver, b: Semver) => compare(a, b) === 0 }],
  functions: [
    { signature: `semver(string): ${S}`, run: (text: string) => semverOf(text) },
    { signature: `semver(string, bool): ${S}`, run: semverOf },
    { signature: 'isSemver(string): bool', run: (text: string) => read(text) !== undefined },
    {
      signature: 'isSemver(string, bool): bool',
      run: (text: string, normalizes: boolean) => read(normalizes ? normalized(text) : text) !== undefined,
    },
    { signature: `${S}.major(): int`, run: ({ numbers }: Semver) => numbers[0] },
    { signature: `${S}.minor(): int`, run: ({ numbers }: Semver) => numbers[1] },
    { signature: `${S}.patch(): int`, run: ({ numbers }: Semver) => numbers[2] },
    { signature: `${S}.isGreaterThan(${S}): bool`, run: (a: Semver, b: Semver) => compare(a, b) > 0 },
    { signature: `${S}.isLessThan(${S}): bool`, run: (a: Semver, b: Semver) => compare(a, b) < 0 },
    { signature: `${S}.compareTo(${S}): int`, run: (a: Semver, b: Semver) => BigInt(compare(a, b)) },
  ],
}
