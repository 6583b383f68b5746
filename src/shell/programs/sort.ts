// sort (GNU coreutils 9.1, C.UTF-8 order): -r -n -h -V -g -M -u -f -b -d -k -t -s -c -o. Missing: merging, -R, -S.

import type { Program } from '../../sim/index.ts'
import { type Options, parseOptions, UsageError } from '../options.ts'
import { resolvePath } from '../paths.ts'
import { emit, linesOf, readOperand } from '../stream.ts'

interface Key {
  readonly from: number
  readonly fromChar: number
  readonly to: number
  readonly toChar: number
  readonly letters: string
}

export const sort: Program = {
  name: 'sort',
  summary: 'sort [-rnhVufb] [-k key] [-t separator] [file…]: sort lines',
  *run(args, io) {
    const options = parseOptions(args, {
      flags: 'rnhVgMufbdscCiz',
      values: 'ktoST',
      long: {
        reverse: 'r',
        'numeric-sort': 'n',
        'human-numeric-sort': 'h',
        'version-sort': 'V',
        'general-numeric-sort': 'g',
        'month-sort': 'M',
        unique: 'u',
        'ignore-case': 'f',
        'ignore-leading-blanks': 'b',
        stable: 's',
        check: 'c',
        key: 'k=',
        'field-separator': 't=',
        output: 'o=',
      },
      faultStatus: 2,
    })
    const separator = options.value('t')
    if (separator !== undefined && separator !== '\\0' && [...separator].length > 1) {
      throw new UsageError(`multi-character tab ‘${separator}’`, 2, false)
    }
    const keys = options.values('k').map(readKey)
    const lines: string[] = []
    for (const name of options.operands.length > 0 ? options.operands : ['-']) {
      const text = yield* readOperand(io, 'sort', name, name === '-' ? '' : 'cannot read: ')
      if (text === undefined) return 2
      lines.push(...linesOf(text))
    }
    const global = [...'rnhVgMfbd'].filter((letter) => options.has(letter)).join('')
    const compare = comparison(keys, global, separator)
    const last = (a: string, b: string): number =>
      options.has('s') || options.has('u') ? 0 : options.has('r') ? compareText(b, a) : compareText(a, b)
    const order = (a: string, b: string): number => compare(a, b) || last(a, b)
    if (options.has('c') || options.has('C')) return yield* check(lines, order, options, io.stderr)
    let sorted = lines.sort(order)
    if (options.has('u')) sorted = sorted.filter((line, i) => i === 0 || compare(sorted[i - 1] ?? '', line) !== 0)
    const text = sorted.map((line) => `${line}\n`).join('')
    const file = options.value('o')
    if (file !== undefined) io.host.files.write(resolvePath(io.cwd, file), text)
    else yield* emit(io.stdout, text)
    return 0
  },
}

function* check(
  lines: readonly string[],
  order: (a: string, b: string) => number,
  options: Options,
  stderr: { write(text: string): boolean },
) {
  for (const [i, line] of lines.entries()) {
    if (i === 0 || order(lines[i - 1] ?? '', line) <= 0) continue
    if (options.has('c')) stderr.write(`sort: -:${i + 1}: disorder: ${line}\n`)
    return 1
  }
  return 0
}

function readKey(text: string): Key {
  const match = /^(\d+)(?:\.(\d+))?([a-zA-Z]*)(?:,(\d+)(?:\.(\d+))?([a-zA-Z]*))?$/.exec(text)
  if (!match) throw new UsageError(`invalid number at field start: invalid count at start of ‘${text}’`, 2, false)
  if (Number(match[1]) === 0)
    throw new UsageError(`-: invalid field specification ‘${text}’: field number is zero`.slice(3), 2, false)
  return {
    from: Number(match[1]),
    fromChar: Number(match[2] ?? 1),
    to: Number(match[4] ?? 0),
    toChar: Number(match[5] ?? 0),
    letters: (match[3] ?? '') + (match[6] ?? ''),
  }
}

const compareText = (a: string, b: string): number => {
  if (a === b) return 0
  // Code point order, which UTF-16 order is only below U+D800.
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a[i] !== b[i]) return (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0)
  }
  return a.length - b.length
}

function comparison(
  keys: readonly Key[],
  global: string,
  separator: string | undefined,
): (a: string, b: string) => number {
  if (keys.length === 0) {
    const by = comparator(global)
    return (a, b) => (global.includes('r') ? -by(a, b) : by(a, b))
  }
  const parts = keys.map((key) => {
    const letters = key.letters === '' ? global : key.letters
    const by = comparator(letters)
    return { key, by, sign: letters.includes('r') ? -1 : 1, blanks: letters.includes('b') }
  })
  return (a, b) => {
    for (const { key, by, sign, blanks } of parts) {
      const order = by(extract(a, key, separator, blanks), extract(b, key, separator, blanks))
      if (order !== 0) return sign * order
    }
    return 0
  }
}

function extract(line: string, key: Key, separator: string | undefined, blanks: boolean): string {
  const joint = separator ?? ''
  const fields = separator === undefined ? (line.match(/\s*\S+|\s+$/g) ?? []) : line.split(separator)
  const trim = (text: string): string => (blanks ? text.replace(/^\s+/, '') : text)
  const picked = fields.slice(key.from - 1, key.to === 0 ? undefined : key.to)
  if (picked.length === 0) return ''
  if (key.toChar > 0 && key.to > 0) {
    const at = picked.length - 1
    if (fields.length >= key.to) picked[at] = trim(picked[at] ?? '').slice(0, key.toChar)
  }
  picked[0] = trim(picked[0] ?? '').slice(key.fromChar - 1)
  return picked.join(joint)
}

function comparator(letters: string): (a: string, b: string) => number {
  if (letters.includes('n')) return (a, b) => leadingNumber(a) - leadingNumber(b)
  if (letters.includes('g')) return (a, b) => general(a) - general(b)
  if (letters.includes('h')) return (a, b) => human(a) - human(b)
  if (letters.includes('V')) return compareVersions
  if (letters.includes('M')) return (a, b) => month(a) - month(b)
  const fold = letters.includes('f')
  const dictionary = letters.includes('d')
  const blanks = letters.includes('b')
  return (a, b) => {
    const shape = (text: string): string => {
      let shaped = blanks ? text.replace(/^\s+/, '') : text
      if (dictionary) shaped = shaped.replace(/[^\s\p{L}\p{N}]/gu, '')
      return fold ? shaped.toUpperCase() : shaped
    }
    return compareText(shape(a), shape(b))
  }
}

const leadingNumber = (text: string): number => Number(/^\s*(-?\d*\.?\d*)/.exec(text)?.[1] || 0) || 0
const general = (text: string): number => {
  const value = Number.parseFloat(text)
  return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value
}
const human = (text: string): number => {
  const match = /^\s*(-?[\d.]+)([KkMGTPE]?)/.exec(text)
  return match ? Number(match[1]) * 1024 ** ' KMGTPE'.indexOf((match[2] ?? '').toUpperCase() || ' ') : 0
}
const month = (text: string): number =>
  ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'].indexOf(
    text.trim().slice(0, 3).toUpperCase(),
  )

function compareVersions(a: string, b: string): number {
  const pieces = (text: string): string[] => text.match(/\d+|\D+/g) ?? []
  const [left, right] = [pieces(a), pieces(b)]
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [x, y] = [left[i] ?? '', right[i] ?? '']
    const numeric = /^\d/.test(x) && /^\d/.test(y)
    const order = numeric ? Number(x) - Number(y) : compareText(x, y)
    if (order !== 0) return order
  }
  return 0
}
