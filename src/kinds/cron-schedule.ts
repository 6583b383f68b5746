// When a cron job runs: five fields, a descriptor or `@every`. Models the dialect and the messages of ParseStandard of
// github.com/robfig/cron/v3 (parser.go, v3.0.1), which pkg/apis/batch/validation uses (v1.33). Differs: a time zone with
// nothing after it is a bad location; upstream's parser crashes.

import { goQuote } from '../api/index.ts'

/** The values of a field at which it runs; `any` when it was written as a star, which the two day fields look at. */
export interface CronField {
  readonly values: ReadonlySet<number>
  readonly any: boolean
}

export type CronSchedule =
  | { readonly everySeconds: number }
  | {
      readonly minute: CronField
      readonly hour: CronField
      readonly dayOfMonth: CronField
      readonly month: CronField
      readonly dayOfWeek: CronField
      /** From TZ= or CRON_TZ=. */
      readonly timeZone?: string
    }

/** The message is upstream's. */
export class CronError extends Error {}

const named = (names: string, first: number) => new Map(names.split(' ').map((name, i) => [name, first + i]))

const fields = [
  { name: 'minute', low: 0, high: 59 },
  { name: 'hour', low: 0, high: 23 },
  { name: 'dayOfMonth', low: 1, high: 31 },
  { name: 'month', low: 1, high: 12, names: named('jan feb mar apr may jun jul aug sep oct nov dec', 1) },
  { name: 'dayOfWeek', low: 0, high: 6, names: named('sun mon tue wed thu fri sat', 0) },
] as const

const descriptors: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
}

/** Throws `CronError`. */
export function parseSchedule(text: string): CronSchedule {
  if (text === '') throw new CronError('empty spec string')
  const zoned = /^(?:CRON_)?TZ=([^ ]*)(.*)$/s.exec(text)
  const timeZone = zoned?.[1]
  if (timeZone !== undefined && (!isTimeZone(timeZone) || zoned?.[2] === '')) {
    throw new CronError(`provided bad location ${timeZone}: unknown time zone ${timeZone}`)
  }
  let rest = zoned ? (zoned[2] ?? '').trim() : text
  if (rest.startsWith('@every ')) return { everySeconds: everySeconds(rest) }
  if (rest.startsWith('@')) {
    const known = Object.hasOwn(descriptors, rest) ? descriptors[rest] : undefined
    if (known === undefined) throw new CronError(`unrecognized descriptor: ${rest}`)
    rest = known
  }
  const words = rest.split(/\s+/).filter((word) => word !== '')
  if (words.length !== 5) throw new CronError(`expected exactly 5 fields, found ${words.length}: [${words.join(' ')}]`)
  const read = fields.map((field, i) => [field.name, readField(words[i] ?? '', field)])
  return { ...Object.fromEntries(read), ...(timeZone === undefined ? {} : { timeZone }) } as CronSchedule
}

interface Bounds {
  readonly low: number
  readonly high: number
  readonly names?: ReadonlyMap<string, number>
}

function readField(text: string, bounds: Bounds): CronField {
  const values = new Set<number>()
  let any = false
  for (const part of text.split(',')) if (part !== '') any = readRange(part, bounds, values) || any
  return { values, any }
}

/** Adds the values of `a`, `a-b`, `*`, each with or without `/step`; true for a star that leaves nothing out. */
function readRange(text: string, { low, high, names }: Bounds, values: Set<number>): boolean {
  const [range = '', stepText, ...more] = text.split('/')
  const [first = '', second, ...others] = range.split('-')
  const star = first === '*' || first === '?'
  const value = (word: string) => names?.get(word.toLowerCase()) ?? wholeNumber(word)
  const start = star ? low : value(first)
  let end = star ? high : start
  if (!star) {
    if (others.length > 0) throw new CronError(`too many hyphens: ${text}`)
    if (second !== undefined) end = value(second)
  }
  if (more.length > 0) throw new CronError(`too many slashes: ${text}`)
  const step = stepText === undefined ? 1 : wholeNumber(stepText)
  // 'N/step' goes on to the end.
  if (stepText !== undefined && second === undefined) end = high
  if (start < low) throw new CronError(`beginning of range (${start}) below minimum (${low}): ${text}`)
  if (end > high) throw new CronError(`end of range (${end}) above maximum (${high}): ${text}`)
  if (start > end) throw new CronError(`beginning of range (${start}) beyond end of range (${end}): ${text}`)
  if (step === 0) throw new CronError(`step of range should be a positive number: ${text}`)
  for (let i = start; i <= end; i += step) values.add(i)
  return star && step === 1
}

function wholeNumber(text: string): number {
  const fault = (why: string) =>
    new CronError(`failed to parse int from ${text}: strconv.Atoi: parsing ${goQuote(text)}: ${why}`)
  if (!/^[+-]?[0-9]+$/.test(text)) throw fault('invalid syntax')
  const value = Number(text)
  if (Math.abs(value) > 2 ** 63) throw fault('value out of range')
  if (value < 0) throw new CronError(`negative number (${value}) not allowed: ${text}`)
  return value
}

const units: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
}

/** Go's durations, in whole seconds and at least one. */
function everySeconds(descriptor: string): number {
  const text = descriptor.slice('@every '.length)
  const fault = (why: string) => new CronError(`failed to parse duration ${descriptor}: time: ${why} ${goQuote(text)}`)
  let rest = text.replace(/^[+-]/, '')
  if (rest === '0') return 1
  if (rest === '') throw fault('invalid duration')
  let seconds = 0
  while (rest !== '') {
    const [found, amount = '', unit = ''] = /^([0-9]*\.?[0-9]*)([^0-9.]*)/.exec(rest) ?? ['']
    if (!/[0-9]/.test(amount)) throw fault('invalid duration')
    if (unit === '') throw fault('missing unit in duration')
    const size = Object.hasOwn(units, unit) ? units[unit] : undefined
    if (size === undefined) throw fault(`unknown unit ${goQuote(unit)} in duration`)
    seconds += Number(amount) * size
    rest = rest.slice(found.length)
  }
  return text.startsWith('-') ? 1 : Math.max(1, Math.floor(seconds))
}

/** A name in the time zone database, or UTC; letters in the database's case. */
export function isTimeZone(name: string): boolean {
  if (name === '' || name === 'UTC' || name === 'Local') return true
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
    return known === name || known.toLowerCase() !== name.toLowerCase()
  } catch {
    return false
  }
}
