// Values in Go templates: how they print, what is true, and the built-in functions. Whole numbers of JSON are int64 there.

import { quote } from '../flag-parser.ts'
import { goFloat } from './go-number.ts'
import { FloatLiteral, TemplateFault } from './go-template-parse.ts'

/** A key that a map does not have; prints as `<no value>`. */
export const missingValue = Symbol('no value')

export function valueText(value: unknown): string {
  if (value === missingValue || value === undefined || value === null) return '<no value>'
  return plain(value)
}

/** fmt.Sprint of one value. */
function plain(value: unknown): string {
  if (value === null || value === undefined || value === missingValue) return '<nil>'
  if (typeof value === 'number') return goFloat(value, 'value')
  if (value instanceof FloatLiteral) return goFloat(value.value, 'value')
  if (Array.isArray(value)) return `[${value.map(plain).join(' ')}]`
  if (typeof value === 'object') {
    const map = value as Readonly<Record<string, unknown>>
    return `map[${Object.keys(map)
      .sort()
      .map((key) => `${key}:${plain(map[key])}`)
      .join(' ')}]`
  }
  return String(value)
}

export function isTruth(value: unknown): boolean {
  if (value === missingValue || value === null || value === undefined) return false
  if (Array.isArray(value)) return value.length > 0
  if (typeof value === 'object') return Object.keys(value).length > 0
  return Boolean(value)
}

/** A function's own fault; where it was called is added by `callFunction`. */
class CallFault extends Error {}

const fault = (name: string, text: string): CallFault => new CallFault(`error calling ${name}: ${text}`)

/** `source` is the command, as it is written. */
export function callFunction(name: string, args: readonly unknown[], source: string): unknown {
  try {
    return called(name, args)
  } catch (error) {
    if (!(error instanceof CallFault)) throw error
    throw new TemplateFault(`template: output:1:2: executing "output" at <${source}>: ${error.message}`)
  }
}

function called(name: string, args: readonly unknown[]): unknown {
  const [first, second] = args
  switch (name) {
    case 'len':
      return length(first)
    case 'index':
      return index(first, args.slice(1))
    case 'exists':
      return exists(first, args.slice(1))
    case 'not':
      return !isTruth(first)
    case 'eq':
      if (args.length < 2) throw fault(name, 'missing argument for comparison')
      return args.slice(1).some((other) => equal(name, first, other))
    case 'ne':
      return !equal(name, first, second)
    case 'lt':
      return less(name, first, second)
    case 'le':
      return less(name, first, second) || equal(name, first, second)
    case 'gt':
      return !less(name, first, second) && !equal(name, first, second)
    case 'ge':
      return !less(name, first, second)
    case 'print':
      return sprint(args)
    case 'println':
      return `${args.map(plain).join(' ')}\n`
    case 'printf':
      return sprintf(String(first), args.slice(1))
    case 'base64decode':
      return decode64(String(first))
    case 'slice':
      return slice(first, args.slice(1))
    case 'js':
    case 'html':
    case 'urlquery':
      return name === 'urlquery'
        ? encodeURIComponent(args.map(plain).join('')).replaceAll('%20', '+')
        : args.map(plain).join('')
    default:
      throw new TemplateFault(`template: output:1: function "${name}" is missing in this lab`)
  }
}

function length(value: unknown): number {
  if (typeof value === 'string') return new TextEncoder().encode(value).length
  if (Array.isArray(value)) return value.length
  if (typeof value === 'object' && value !== null) return Object.keys(value).length
  if (value === missingValue || value === null || value === undefined)
    throw fault('len', 'reflect: call of reflect.Value.Type on zero Value')
  throw fault('len', `len of type ${typeof value === 'number' ? 'float64' : typeof value}`)
}

function index(value: unknown, keys: readonly unknown[]): unknown {
  let here = value
  for (const key of keys) {
    if (here === missingValue || here === null || here === undefined) throw fault('index', 'index of untyped nil')
    if (Array.isArray(here)) {
      if (typeof key !== 'number') throw fault('index', `cannot index slice/array with type ${typeof key}`)
      if (key < 0 || key >= here.length) throw fault('index', `index out of range: ${key}`)
      here = here[key]
    } else if (typeof here === 'object') {
      const map = here as Readonly<Record<string, unknown>>
      here = Object.hasOwn(map, String(key)) ? map[String(key)] : missingValue
    } else throw fault('index', `can't index item of type ${typeof here === 'number' ? 'float64' : typeof here}`)
  }
  return here
}

function exists(value: unknown, keys: readonly unknown[]): boolean {
  try {
    const found = index(value, keys)
    return found !== missingValue && found !== null && found !== undefined
  } catch (error) {
    if (error instanceof CallFault) return false
    throw error
  }
}

function slice(value: unknown, bounds: readonly unknown[]): unknown {
  const [from = 0, to] = bounds as readonly number[]
  if (typeof value === 'string' || Array.isArray(value)) return value.slice(from, to)
  throw fault('slice', `can't slice item of type ${typeof value}`)
}

function kind(value: unknown): string {
  if (value === null || value === undefined || value === missingValue) return 'nil'
  if (value instanceof FloatLiteral) return 'float64'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

const bare = (value: unknown): unknown => (value instanceof FloatLiteral ? value.value : value)

function equal(name: string, a: unknown, b: unknown): boolean {
  if (kind(a) === 'nil' || kind(b) === 'nil') return kind(a) === kind(b)
  if (kind(a) !== kind(b)) throw fault(name, 'incompatible types for comparison')
  return bare(a) === bare(b)
}

function less(name: string, a: unknown, b: unknown): boolean {
  if (kind(a) !== kind(b)) throw fault(name, 'incompatible types for comparison')
  const left = bare(a)
  const right = bare(b)
  if (typeof left === 'number' && typeof right === 'number') return left < right
  if (typeof a === 'string' && typeof b === 'string') return a < b
  throw fault(name, 'invalid type for comparison')
}

function sprint(args: readonly unknown[]): string {
  return args
    .map((arg, i) => (i > 0 && typeof arg !== 'string' && typeof args[i - 1] !== 'string' ? ' ' : '') + plain(arg))
    .join('')
}

function sprintf(format: string, args: readonly unknown[]): string {
  let next = 0
  const text = format.replace(
    /%([-+# 0]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g,
    (_, flags: string, width: string, precision: string | undefined, verb: string) => {
      if (verb === '%') return '%'
      if (next >= args.length) return `%!${verb}(MISSING)`
      const shown = formatted(verb, args[next++], precision)
      if (shown.length >= Number(width)) return shown
      return flags.includes('-')
        ? shown.padEnd(Number(width))
        : shown.padStart(Number(width), flags.includes('0') ? '0' : ' ')
    },
  )
  const extra = args.slice(next).map((arg) => `${kind(arg)}=${plain(arg)}`)
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`
}

function formatted(verb: string, given: unknown, precision: string | undefined): string {
  const value = bare(given)
  const type = kind(given)
  const bad = `%!${verb}(${type}=${plain(given)})`
  switch (verb) {
    case 'v':
    case 's': {
      if (verb === 's' && typeof value === 'number') return bad
      const text = plain(value)
      return precision === undefined ? text : text.slice(0, Number(precision))
    }
    case 'q':
      return typeof value === 'string' ? quote(value) : bad
    case 'd':
      return type === 'int64' ? plain(value) : bad
    case 'f':
    case 'F':
      return type === 'float64' && typeof value === 'number' ? value.toFixed(Number(precision ?? 6)) : bad
    case 'g':
      return type === 'float64' ? plain(value) : bad
    case 't':
      return type === 'bool' ? plain(value) : bad
    case 'T':
      return type
    default:
      return bad
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function decode64(text: string): string {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const c of text.replace(/=+$/, '').replace(/[\r\n]/g, '')) {
    const value = ALPHABET.indexOf(c)
    if (value < 0) throw fault('base64decode', `base64 decode: illegal base64 data at input byte ${text.indexOf(c)}`)
    held = (held << 6) | value
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes.push((held >> bits) & 0xff)
    }
  }
  return new TextDecoder().decode(new Uint8Array(bytes))
}
