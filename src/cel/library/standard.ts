// The language's own functions. Models cel-go v0.23 common/stdlib/standard.go and common/types (texts of failures).

import { Duration, type UnsignedInt } from '@marcbachmann/cel-js/evaluator'
import { type CelFunction, forEach } from '../function.ts'
import { goPattern } from '../go-regex.ts'
import { CelError, readDuration, readTime } from '../value.ts'

const MAX_INT = 2n ** 63n - 1n
const integer = (value: bigint): bigint => {
  if (value > MAX_INT || value < -MAX_INT - 1n) throw new CelError('integer overflow')
  return value
}

function intOfText(text: string): bigint {
  if (!/^[+-]?\d+$/.test(text)) throw new CelError(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
  const value = BigInt(text.replace(/^\+/, ''))
  if (value > MAX_INT || value < -MAX_INT - 1n) {
    throw new CelError(`strconv.ParseInt: parsing ${JSON.stringify(text)}: value out of range`)
  }
  return value
}

function doubleOfText(text: string): number {
  const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(value) && text !== 'NaN') {
    throw new CelError(`strconv.ParseFloat: parsing ${JSON.stringify(text)}: invalid syntax`)
  }
  return value
}

/** strconv.FormatFloat with 'g'. */
export function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  const [, sign = '', digits = '', exponent] = /^(-?)(.*?)(?:e(.*))?$/.exec(value.toExponential()) ?? []
  const power = Number(exponent)
  if (power >= -4 && power < 21) return String(value)
  return `${sign}${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}

export function durationText(value: Duration): string {
  const nanos = value.seconds * 1_000_000_000n + BigInt(value.nanos)
  const digits = String((nanos < 0n ? -nanos : nanos) % 1_000_000_000n)
    .padStart(9, '0')
    .replace(/0+$/, '')
  return `${nanos < 0n ? '-' : ''}${(nanos < 0n ? -nanos : nanos) / 1_000_000_000n}${digits && `.${digits}`}s`
}

export const timeText = (value: Date): string => value.toISOString().replace(/\.?0*Z$/, 'Z')

function timeOf(text: string): Date {
  try {
    return readTime(text)
  } catch {
    throw new CelError(
      `parsing time ${JSON.stringify(text)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(text)} as "2006"`,
    )
  }
}

const size = (value: { readonly length?: number; readonly size?: number } | string): bigint => {
  if (typeof value === 'string') return BigInt([...value].length)
  return BigInt(value.length ?? value.size ?? Object.keys(value).length)
}

const fieldsOfTime =
  'getFullYear getMonth getDate getDayOfMonth getDayOfWeek getDayOfYear getHours getMinutes getSeconds getMilliseconds'.split(
    ' ',
  )

export const standard: readonly CelFunction[] = [
  ...forEach(['string', 'bytes', 'list<A>', 'map<A, B>'], 'size(T): int', size),
  ...forEach(['string', 'bytes', 'list<A>', 'map<A, B>'], 'T.size(): int', size),
  { signature: 'string.contains(string): bool', run: (text: string, part: string) => text.includes(part) },
  { signature: 'string.startsWith(string): bool' },
  { signature: 'string.endsWith(string): bool' },
  { signature: 'string.matches(string): bool', run: (text: string, pattern: string) => goPattern(pattern).test(text) },
  { signature: 'matches(string, string): bool', run: (text: string, pattern: string) => goPattern(pattern).test(text) },
  { signature: 'bool(bool): bool' },
  { signature: 'bool(string): bool' },
  { signature: 'bytes(bytes): bytes' },
  { signature: 'bytes(string): bytes' },
  { signature: 'dyn(A): dyn' },
  { signature: 'type(A): type<A>' },
  { signature: 'int(int): int', run: (value: bigint) => value },
  { signature: 'int(uint): int', run: (value: UnsignedInt) => integer(BigInt(value.valueOf())) },
  {
    signature: 'int(double): int',
    run(value: number) {
      if (!Number.isFinite(value) || Math.abs(value) >= 2 ** 63) throw new CelError('integer overflow')
      return BigInt(Math.trunc(value))
    },
  },
  { signature: 'int(string): int', run: intOfText },
  { signature: 'int(timestamp): int', run: (value: Date) => BigInt(Math.floor(value.getTime() / 1000)) },
  ...forEach(['uint', 'int', 'double', 'string'], 'uint(T): uint'),
  { signature: 'double(double): double', run: (value: number) => value },
  { signature: 'double(int): double', run: Number },
  { signature: 'double(uint): double', run: (value: UnsignedInt) => Number(value.valueOf()) },
  { signature: 'double(string): double', run: doubleOfText },
  { signature: 'string(string): string', run: (value: string) => value },
  { signature: 'string(bool): string', run: String },
  { signature: 'string(int): string', run: String },
  { signature: 'string(uint): string', run: (value: UnsignedInt) => String(value.valueOf()) },
  { signature: 'string(double): string', run: doubleText },
  { signature: 'string(bytes): string', run: (value: Uint8Array) => new TextDecoder().decode(value) },
  { signature: 'string(timestamp): string', run: timeText },
  { signature: 'string(duration): string', run: durationText },
  { signature: 'duration(string): duration', run: readDuration },
  { signature: 'duration(duration): duration', run: (value: Duration) => value },
  {
    signature: 'duration(int): duration',
    run: (value: bigint) => new Duration(value / 1_000_000_000n, Number(value % 1_000_000_000n)),
  },
  { signature: 'timestamp(string): timestamp', run: timeOf },
  { signature: 'timestamp(timestamp): timestamp', run: (value: Date) => value },
  { signature: 'timestamp(int): timestamp', run: (value: bigint) => new Date(Number(value) * 1000) },
  ...fieldsOfTime.flatMap((name) => [
    { signature: `timestamp.${name}(): int` },
    { signature: `timestamp.${name}(string): int` },
  ]),
  ...['getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'].map((name) => ({
    signature: `duration.${name}(): int`,
  })),
  { signature: 'optional::of(A): optional<A>' },
  { signature: 'optional::none(): optional<A>' },
  { signature: 'optional<A>.hasValue(): bool' },
  { signature: 'optional<A>.value(): A' },
  { signature: 'optional<A>.orValue(A): A' },
  { signature: 'optional<A>.or(optional<A>): optional<A>' },
]
