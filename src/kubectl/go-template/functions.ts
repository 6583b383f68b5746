// The functions of Go templates (text/template/funcs.go of Go 1.24), and those that kubectl adds
// (k8s.io/cli-runtime/pkg/printers/template.go, v1.33).

import { sprintf } from './format.ts'
import { GoInt, type GoMap, intOf, isMap, isNil, isTrue, numberOf, plainText, shownText, typeName } from './values.ts'

/** A function's own fault; who calls it adds its name and the place. */
export class CallFault extends Error {}

export interface TemplateFunction {
  /** The least number of arguments; exactly so many, unless there may be more. */
  readonly takes: number
  readonly more: boolean
  /** The first argument must be a string. */
  readonly string?: true
  /** `first` is how the first argument is written. */
  call(args: readonly unknown[], first: string): unknown
}

const exactly = (takes: number, call: TemplateFunction['call']): TemplateFunction => ({ takes, more: false, call })
const atLeast = (takes: number, call: TemplateFunction['call']): TemplateFunction => ({ takes, more: true, call })

/** By name. `and` and `or` stop early, which is the caller's matter. */
export const functions: Readonly<Record<string, TemplateFunction>> = {
  and: atLeast(1, (args) => args.find((arg) => !isTrue(arg)) ?? args.at(-1)),
  or: atLeast(1, (args) => args.find(isTrue) ?? args.at(-1)),
  not: exactly(1, ([value]) => !isTrue(value)),
  len: exactly(1, ([value]) => new GoInt(length(value))),
  index: atLeast(1, ([value, ...keys]) => keys.reduce(element, notNil(value, 'index'))),
  slice: atLeast(1, ([value, ...bounds]) => slice(value, bounds)),
  exists: atLeast(1, ([value, ...keys]) => exists(value, keys)),
  eq: atLeast(1, ([value, ...others]) => {
    if (others.length === 0) throw new CallFault('missing argument for comparison')
    return others.some((other) => equal(value, other))
  }),
  ne: exactly(2, ([a, b]) => !equal(a, b)),
  lt: exactly(2, ([a, b]) => less(a, b)),
  le: exactly(2, ([a, b]) => less(a, b) || equal(a, b)),
  gt: exactly(2, ([a, b]) => !less(a, b) && !equal(a, b)),
  ge: exactly(2, ([a, b]) => !less(a, b)),
  /** No value of a template is a function. */
  call: atLeast(1, ([value], first) => {
    if (isNil(value)) throw new CallFault('call of nil')
    throw new CallFault(`non-function ${first} of type ${typeName(value)}`)
  }),
  print: atLeast(0, sprint),
  println: atLeast(0, (args) => `${args.map(plainText).join(' ')}\n`),
  printf: { ...atLeast(1, ([format, ...args]) => sprintf(String(format), args)), string: true },
  html: atLeast(0, (args) => escaped(args, /[\0"'&<>]/g, htmlEscapes)),
  js: atLeast(0, (args) => escaped(args, /[\\'"<>&=\x00-\x1f]/g, jsEscapes)),
  urlquery: atLeast(0, (args) =>
    encodeURIComponent(joined(args))
      .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
      .replaceAll('%20', '+'),
  ),
  base64decode: { ...exactly(1, ([text]) => decode64(String(text))), string: true },
}

const htmlEscapes = (c: string): string =>
  ({ '\0': '\ufffd', '"': '&#34;', "'": '&#39;', '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? c

const jsEscapes = (c: string): string =>
  ({ '\\': '\\\\', "'": "\\'", '"': '\\"' })[c] ?? `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`

const joined = (args: readonly unknown[]): string => {
  const [only] = args
  return args.length === 1 && typeof only === 'string'
    ? only
    : sprint(args.map((arg) => (isNil(arg) ? shownText(arg) : arg)))
}

const escaped = (args: readonly unknown[], what: RegExp, by: (c: string) => string): string =>
  joined(args).replace(what, by)

function sprint(args: readonly unknown[]): string {
  return args
    .map((arg, i) => (i > 0 && typeof arg !== 'string' && typeof args[i - 1] !== 'string' ? ' ' : '') + plainText(arg))
    .join('')
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

function length(value: unknown): number {
  if (typeof value === 'string') return bytesOf(value).length
  if (Array.isArray(value)) return value.length
  if (isMap(value)) return Object.keys(value).length
  if (value === null) throw new CallFault('len of nil pointer')
  if (isNil(value)) throw new CallFault('reflect: call of reflect.Value.Type on zero Value')
  throw new CallFault(`len of type ${typeName(value)}`)
}

function notNil(value: unknown, name: string): unknown {
  if (isNil(value)) throw new CallFault(`${name} of untyped nil`)
  return value
}

function element(value: unknown, key: unknown): unknown {
  if (isNil(value)) throw new CallFault('index of nil pointer')
  if (Array.isArray(value)) return value[within(key, value.length, 'slice')]
  if (typeof value === 'string') {
    const bytes = bytesOf(value)
    return new GoInt(bytes[within(key, bytes.length, 'string')] ?? 0)
  }
  if (!isMap(value)) throw new CallFault(`can't index item of type ${typeName(value)}`)
  if (isNil(key)) throw new CallFault('value is nil; should be of type string')
  if (typeof key !== 'string') throw new CallFault(`value has type ${typeName(key)}; should be string`)
  return Object.hasOwn(value, key) ? (value as GoMap)[key] : null
}

/** A place in a string or list, or a bound of a part. */
function within(key: unknown, size: number, of?: 'string' | 'slice'): number {
  if (isNil(key)) throw new CallFault('cannot index slice/array with nil')
  const at = intOf(key)
  if (at === undefined) throw new CallFault(`cannot index slice/array with type ${typeName(key)}`)
  if (at < 0 || at > size) throw new CallFault(`index out of range: ${at}`)
  if (of && at === size) throw new CallFault(`reflect: ${of} index out of range`)
  return at
}

function slice(given: unknown, bounds: readonly unknown[]): unknown {
  const value = notNil(given, 'slice')
  if (bounds.length > 3) throw new CallFault(`too many slice indexes: ${bounds.length}`)
  const text = typeof value === 'string'
  if (text && bounds.length === 3) throw new CallFault('cannot 3-index slice a string')
  if (!text && !Array.isArray(value)) throw new CallFault(`can't slice item of type ${typeName(value)}`)
  const items = text ? bytesOf(value) : value
  const [from = 0, to = items.length, capacity = items.length] = bounds.map((bound) => within(bound, items.length))
  if (from > to) throw new CallFault(`invalid slice index: ${from} > ${to}`)
  if (to > capacity) throw new CallFault(`invalid slice index: ${to} > ${capacity}`)
  const part = items.slice(from, to)
  return part instanceof Uint8Array ? new TextDecoder().decode(part) : part
}

function exists(value: unknown, keys: readonly unknown[]): boolean {
  try {
    return !isNil(keys.reduce(element, notNil(value, 'index')))
  } catch (error) {
    if (error instanceof CallFault) return false
    throw error
  }
}

/** 'int', 'float', 'string', 'bool'; lists and maps are not compared by what they hold. */
function basicKind(value: unknown): string | undefined {
  if (intOf(value) !== undefined) return 'int'
  const type = typeName(value)
  return type === 'float64' || type === 'string' || type === 'bool' ? type : undefined
}

function equal(a: unknown, b: unknown): boolean {
  const [kind, other] = [basicKind(a), basicKind(b)]
  if (kind !== other) {
    if (!isNil(a) && !isNil(b)) throw new CallFault('incompatible types for comparison')
    return false
  }
  if (kind !== undefined) return plain(a) === plain(b)
  if (isNil(a) || isNil(b)) return isNil(a) === isNil(b)
  throw new CallFault(`non-comparable type ${plainText(a)}: ${typeName(a)}`)
}

const plain = (value: unknown): unknown => numberOf(value) ?? value

function less(a: unknown, b: unknown): boolean {
  const [kind, other] = [basicKind(a), basicKind(b)]
  if (kind === undefined || other === undefined) throw new CallFault('invalid type for comparison')
  if (kind !== other) throw new CallFault('incompatible types for comparison')
  if (kind === 'bool') throw new CallFault('invalid type for comparison')
  return (plain(a) as number | string) < (plain(b) as number | string)
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** encoding/base64's StdEncoding: groups of four with padding; line ends do not count. */
function decode64(text: string): string {
  const bytes: number[] = []
  let group: number[] = []
  let padding = 0
  const fault = (at: number) => new CallFault(`base64 decode failed: illegal base64 data at input byte ${at}`)
  for (let at = 0; at < text.length; at++) {
    const c = text[at] ?? ''
    if (c === '\r' || c === '\n') continue
    const value = ALPHABET.indexOf(c)
    if (c === '=' ? group.length < 2 || group.length + padding >= 4 : value < 0 || padding > 0) throw fault(at)
    if (c === '=') padding++
    else group.push(value)
    if (group.length + padding < 4) continue
    const bits = group.reduce((all, six) => all * 64 + six, 0) * 64 ** padding
    bytes.push(...[bits >> 16, (bits >> 8) & 255, bits & 255].slice(0, 3 - padding))
    group = []
    if (padding > 0 && /[^\r\n]/.test(text.slice(at + 1))) throw fault(at + 1)
    padding = padding > 0 ? 4 : 0
  }
  if (group.length > 0 || (padding > 0 && padding < 4)) throw fault(text.length - group.length - padding)
  return new TextDecoder().decode(new Uint8Array(bytes))
}
