// Flags as github.com/spf13/pflag v1.0.5 parses them: long and short forms, glued values, combined shorthands, flags
// that may stand without a value, repeated and comma-separated lists, `--`, and the texts of every fault.

import { CommandError } from './errors.ts'
import type { Behaviour } from './versions.ts'

export interface FlagSpec {
  readonly name: string
  readonly short?: string
  /** 'strings' split at commas; 'array' takes each value whole. */
  readonly type: 'bool' | 'string' | 'int' | 'int32' | 'duration' | 'strings' | 'array'
  readonly default?: string | number | boolean | readonly string[]
  /** The value when the flag stands alone (pflag's NoOptDefVal); bools imply 'true'. */
  readonly implied?: string
  readonly help: string
  readonly hidden?: boolean
  readonly required?: boolean
  /** Printed as `Flag --x has been deprecated, TEXT`. */
  readonly deprecated?: string
  /** Exists only in versions with, or before, this behaviour. */
  readonly since?: Behaviour
  readonly until?: Behaviour
  /** Words that completion offers. */
  readonly values?: readonly string[]
  /** Checks a value when it is set; returns the fault's text. */
  check?(value: string): string | undefined
}

/** Parsed flags of one command line. Asking for a flag that the command does not declare is our bug and throws. */
export interface FlagValues {
  string(name: string): string
  bool(name: string): boolean
  int(name: string): number
  strings(name: string): readonly string[]
  durationMs(name: string): number
  /** Given on the command line. */
  changed(name: string): boolean
  /** The command declares it (as a flag of that type). */
  has(name: string, type?: FlagSpec['type']): boolean
}

type Value = string | number | boolean | readonly string[]

export interface Parsed {
  readonly values: FlagValues
  readonly args: readonly string[]
  readonly argsLenAtDash: number
  readonly help: boolean
  readonly deprecations: readonly string[]
}

const helpFlag: FlagSpec = { name: 'help', short: 'h', type: 'bool', help: 'Show this help.' }

export const normalizeFlagName = (name: string): string => name.replaceAll('_', '-')

/** Finds flags by name among `specs`, later ones winning, plus --help. */
export class FlagIndex {
  readonly #byName = new Map<string, FlagSpec>([['help', helpFlag]])
  readonly #byShort = new Map<string, FlagSpec>([['h', helpFlag]])

  constructor(specs: readonly FlagSpec[]) {
    for (const spec of specs) {
      this.#byName.set(spec.name, spec)
      if (spec.short !== undefined) this.#byShort.set(spec.short, spec)
    }
  }

  long(name: string): FlagSpec | undefined {
    return this.#byName.get(normalizeFlagName(name))
  }

  short(letter: string): FlagSpec | undefined {
    return this.#byShort.get(letter)
  }

  get all(): Iterable<FlagSpec> {
    return this.#byName.values()
  }
}

const standsAlone = (spec: FlagSpec | undefined): boolean =>
  spec !== undefined && (spec.type === 'bool' || spec.implied !== undefined)

/** The words that are not flags nor their values, as cobra's stripFlags finds subcommand names. */
export function withoutFlags(words: readonly string[], index: FlagIndex): readonly string[] {
  const kept: string[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    if (word === '--') break
    if (word.startsWith('--')) {
      if (!word.includes('=') && !standsAlone(index.long(word.slice(2)))) i++
    } else if (word.startsWith('-') && word.length > 1) {
      if (!word.includes('=') && word.length === 2 && !standsAlone(index.short(word[1] ?? ''))) i++
    } else if (word !== '') kept.push(word)
  }
  return kept
}

export function parseFlags(words: readonly string[], index: FlagIndex): Parsed {
  const values = new Map<string, Value>()
  const args: string[] = []
  const deprecations: string[] = []
  let argsLenAtDash = -1
  let help = false

  const set = (spec: FlagSpec, text: string, shown: string): void => {
    const fault = (detail: string): CommandError =>
      new CommandError(`invalid argument ${quote(text)} for ${quote(shown)} flag: ${detail}`)
    if (spec === helpFlag) help = parseBool(text) === true
    const problem = spec.check?.(text)
    if (problem !== undefined) throw fault(problem)
    values.set(spec.name, parseValue(spec, text, values.get(spec.name), fault))
    if (spec.deprecated !== undefined) {
      const line = `Flag --${spec.name} has been deprecated, ${spec.deprecated}`
      if (!deprecations.includes(line)) deprecations.push(line)
    }
  }
  const shownName = (spec: FlagSpec): string =>
    spec.short === undefined || spec.short === '' ? `--${spec.name}` : `-${spec.short}, --${spec.name}`

  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    if (word === '' || word === '-' || !word.startsWith('-')) {
      args.push(word)
      continue
    }
    if (word === '--') {
      argsLenAtDash = args.length
      args.push(...words.slice(i + 1))
      break
    }
    if (word.startsWith('--')) {
      const equals = word.indexOf('=')
      const name = equals < 0 ? word.slice(2) : word.slice(2, equals)
      if (name === '' || name.startsWith('-')) throw new CommandError(`bad flag syntax: ${word}`)
      const spec = index.long(name)
      if (!spec) throw new CommandError(`unknown flag: --${name}`)
      if (equals >= 0) set(spec, word.slice(equals + 1), shownName(spec))
      else if (standsAlone(spec)) set(spec, spec.implied ?? 'true', shownName(spec))
      else if (i + 1 < words.length) set(spec, words[++i] ?? '', shownName(spec))
      else throw new CommandError(`flag needs an argument: --${name}`)
      continue
    }
    let letters = word.slice(1)
    while (letters !== '') {
      const letter = letters[0] ?? ''
      const spec = index.short(letter)
      if (!spec) throw new CommandError(`unknown shorthand flag: '${letter}' in -${letters}`)
      if (letters.length > 2 && letters[1] === '=') {
        set(spec, letters.slice(2), shownName(spec))
        letters = ''
      } else if (standsAlone(spec)) {
        set(spec, spec.implied ?? 'true', shownName(spec))
        letters = letters.slice(1)
      } else if (letters.length > 1) {
        set(spec, letters.slice(1), shownName(spec))
        letters = ''
      } else if (i + 1 < words.length) {
        set(spec, words[++i] ?? '', shownName(spec))
        letters = ''
      } else throw new CommandError(`flag needs an argument: '${letter}' in -${letters}`)
    }
  }
  return { values: new ParsedValues(values, index), args, argsLenAtDash, help, deprecations }
}

class ParsedValues implements FlagValues {
  readonly #values: ReadonlyMap<string, Value>
  readonly #index: FlagIndex

  constructor(values: ReadonlyMap<string, Value>, index: FlagIndex) {
    this.#values = values
    this.#index = index
  }

  has(name: string, type?: FlagSpec['type']): boolean {
    const spec = this.#index.long(name)
    return spec !== undefined && (type === undefined || spec.type === type)
  }

  changed(name: string): boolean {
    return this.#values.has(name)
  }

  string(name: string): string {
    const value = this.#value(name)
    if (typeof value !== 'string' && value !== undefined) throw new Error(`--${name} is not text`)
    return value ?? ''
  }

  bool(name: string): boolean {
    const value = this.#value(name)
    if (typeof value !== 'boolean' && value !== undefined) throw new Error(`--${name} is not a bool`)
    return value ?? false
  }

  int(name: string): number {
    const value = this.#value(name)
    if (typeof value !== 'number' && value !== undefined) throw new Error(`--${name} is not a number`)
    return value ?? 0
  }

  strings(name: string): readonly string[] {
    const value = this.#value(name)
    if (value === undefined) return []
    if (typeof value === 'object') return value
    throw new Error(`--${name} is not a list`)
  }

  durationMs(name: string): number {
    const value = this.#value(name)
    if (typeof value === 'number') return value
    return typeof value === 'string' ? (parseDurationMs(value) ?? 0) : 0
  }

  #value(name: string): Value | undefined {
    const spec = this.#index.long(name)
    if (!spec) throw new Error(`the command declares no flag --${name}`)
    return this.#values.get(name) ?? spec.default
  }
}

function parseValue(
  spec: FlagSpec,
  text: string,
  before: Value | undefined,
  fault: (detail: string) => CommandError,
): Value {
  switch (spec.type) {
    case 'bool': {
      const value = parseBool(text)
      if (value === undefined) throw fault(`strconv.ParseBool: parsing ${quote(text)}: invalid syntax`)
      return value
    }
    case 'int':
    case 'int32': {
      const value = parseInteger(text)
      if (value === undefined) throw fault(`strconv.ParseInt: parsing ${quote(text)}: invalid syntax`)
      const most = spec.type === 'int32' ? 2n ** 31n : 2n ** 63n
      if (value >= most || value < -most) throw fault(`strconv.ParseInt: parsing ${quote(text)}: value out of range`)
      return Number(value)
    }
    case 'duration': {
      const value = parseDurationMs(text)
      if (value === undefined) throw fault(durationFault(text))
      return value
    }
    case 'strings':
      return [...(Array.isArray(before) ? before : []), ...splitCommas(text)]
    case 'array':
      return [...(Array.isArray(before) ? before : []), text]
    case 'string':
      return text
  }
}

export function parseBool(text: string): boolean | undefined {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true
  if (['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text)) return false
  return undefined
}

/** Go's strconv.ParseInt with base 0. */
export function parseInteger(text: string): bigint | undefined {
  const match = /^([+-]?)(0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]+|[0-9][0-9_]*)$/.exec(text)
  if (!match) return undefined
  const digits = (match[2] ?? '').replaceAll('_', '').toLowerCase()
  if (/_$|__|^_/.test(match[2] ?? '')) return undefined
  const plain = /^0[0-9]/.test(digits) ? `0o${digits.slice(1)}` : digits
  if (/^0o.*[89]/.test(plain)) return undefined
  const value = BigInt(plain)
  return match[1] === '-' ? -value : value
}

const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
}

/** As Go prints a time.Duration: '0s', '1.5s', '2m0s', '1h0m5s'. */
export function goDurationText(ms: number): string {
  const seconds = ms / 1000
  if (ms > 0 && ms < 1000) return `${ms}ms`
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const rest = `${Number((seconds % 60).toFixed(3))}s`
  return `${hours > 0 ? `${hours}h` : ''}${seconds >= 60 ? `${minutes}m` : ''}${rest}`
}

/** Go's time.ParseDuration, in milliseconds. */
export function parseDurationMs(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1
  const body = text.replace(/^[+-]/, '')
  if (body === '0') return 0
  if (body === '' || !/^(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))*$/.test(body)) {
    return undefined
  }
  let total = 0
  for (const [, amount, , unit] of body.matchAll(/(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/g)) {
    total += Number(amount) * (unitMs[unit ?? 's'] ?? 0)
  }
  return sign * total
}

export function durationFault(text: string): string {
  const body = text.replace(/^[+-]/, '')
  if (/^(\d+(\.\d*)?|\.\d+)$/.test(body)) return `time: missing unit in duration ${quote(text)}`
  const unit = /^(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))*(?:\d+(?:\.\d*)?|\.\d+)([^0-9.]+)/.exec(body)?.[1]
  if (unit !== undefined && unitMs[unit] === undefined) {
    return `time: unknown unit ${quote(unit)} in duration ${quote(text)}`
  }
  return `time: invalid duration ${quote(text)}`
}

/** One line of CSV, as pflag's StringSlice reads it. */
function splitCommas(text: string): readonly string[] {
  if (text === '') return []
  if (!text.includes('"')) return text.split(',')
  const fields: string[] = []
  for (const match of text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    fields.push(match[1] !== undefined ? match[1].replaceAll('""', '"') : (match[2] ?? ''))
  }
  return fields
}

/** Go's %q for the texts that occur here. */
export function quote(text: string): string {
  let quoted = '"'
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (character === '"' || character === '\\') quoted += `\\${character}`
    else if (character === '\n') quoted += '\\n'
    else if (character === '\t') quoted += '\\t'
    else if (character === '\r') quoted += '\\r'
    else if (code === 7) quoted += '\\a'
    else if (code === 8) quoted += '\\b'
    else if (code === 12) quoted += '\\f'
    else if (code === 11) quoted += '\\v'
    else if (code < 32 || code === 127) quoted += `\\x${code.toString(16).padStart(2, '0')}`
    else if (code === 0xfeff || (code >= 0x80 && code < 0xa0)) quoted += `\\u${code.toString(16).padStart(4, '0')}`
    else quoted += character
  }
  return `${quoted}"`
}
