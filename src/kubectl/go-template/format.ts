// fmt.Sprintf (Go 1.24) for the values of templates: %v %s %q %d %x %X %o %b %c %e %f %g %t %T, flags, width, precision.

import { quote } from '../flag-parser.ts'
import { intOf, isMap, isNil, numberOf, plainText, sortedKeys, typeName } from './values.ts'

interface Directive {
  readonly flags: string
  readonly precision: number | undefined
  readonly verb: string
}

export function sprintf(format: string, args: readonly unknown[]): string {
  let next = 0
  const text = format.replace(
    /%([-+# 0]*)(\*|\d*)(?:\.(\*|\d*))?([\s\S]|$)/gu,
    (_, flags: string, width: string, precision: string | undefined, verb: string) => {
      const amount = (written: string): number =>
        written === '*' ? (intOf(args[next++]) ?? 0) : written === '' ? 0 : Number(written)
      const wide = amount(width)
      const fine = precision === undefined ? undefined : amount(precision)
      if (verb === '%') return '%'
      if (verb === '') return '%!(NOVERB)'
      if (next >= args.length) return `%!${verb}(MISSING)`
      return padded(formatted(args[next++], { flags, precision: fine, verb }), flags, wide)
    },
  )
  const extra = args.slice(next).map(typed)
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`
}

const typed = (value: unknown): string => {
  const type = typeName(value)
  return type === undefined ? '<nil>' : `${type}=${plainText(value)}`
}

function padded(text: string, flags: string, width: number): string {
  const fill = Math.max(0, width - [...text].length)
  if (flags.includes('-')) return text + ' '.repeat(fill)
  if (!flags.includes('0')) return ' '.repeat(fill) + text
  const sign = /^[+-]/.exec(text)?.[0] ?? ''
  return sign + '0'.repeat(fill) + text.slice(sign.length)
}

function formatted(value: unknown, directive: Directive): string {
  const { verb, precision } = directive
  if (verb === 'T') return typeName(value) ?? '<nil>'
  const type = typeName(value)
  if (type === undefined && verb !== 'v') return `%!${verb}(<nil>)`
  if (Array.isArray(value) && verb !== 'v') return `[${value.map((item) => within(item, directive)).join(' ')}]`
  if (isMap(value) && verb !== 'v')
    return `map[${sortedKeys(value)
      .map((key) => `${formatted(key, directive)}:${within(value[key], directive)}`)
      .join(' ')}]`
  const whole = intOf(value)
  const found =
    verb === 'v'
      ? plainText(value)
      : whole !== undefined
        ? integer(whole, directive)
        : type === 'float64'
          ? float(numberOf(value) ?? 0, directive)
          : type === 'bool'
            ? verb === 't'
              ? String(value)
              : undefined
            : typeof value === 'string'
              ? string(value, verb, precision)
              : undefined
  if (found === undefined) return `%!${verb}(${typed(value)})`
  return directive.flags.includes('+') && numberOf(value) !== undefined && !found.startsWith('-') ? `+${found}` : found
}

/** A value within a list or map, where nil has no verb. */
const within = (value: unknown, directive: Directive): string => (isNil(value) ? '<nil>' : formatted(value, directive))

function string(value: string, verb: string, precision: number | undefined): string | undefined {
  const cut = precision === undefined ? value : [...value].slice(0, precision).join('')
  if (verb === 's') return cut
  if (verb === 'q') return quote(cut)
  if (verb !== 'x' && verb !== 'X') return undefined
  const hex = [...new TextEncoder().encode(cut)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return verb === 'X' ? hex.toUpperCase() : hex
}

const bases: Readonly<Record<string, number>> = { d: 10, b: 2, o: 8, x: 16, X: 16 }
const prefixes: Readonly<Record<string, string>> = { b: '0b', o: '0', x: '0x', X: '0X' }

function integer(value: number, { verb, flags }: Directive): string | undefined {
  const base = bases[verb]
  if (base !== undefined) {
    const digits = Math.abs(value).toString(base)
    const prefix = flags.includes('#') ? (prefixes[verb] ?? '') : ''
    return (value < 0 ? '-' : '') + prefix + (verb === 'X' ? digits.toUpperCase() : digits)
  }
  if (verb === 'c') return String.fromCodePoint(value)
  if (verb === 'q') return `'${String.fromCodePoint(value)}'`
  return verb === 'U' ? `U+${value.toString(16).toUpperCase().padStart(4, '0')}` : undefined
}

function float(value: number, { verb, precision }: Directive): string | undefined {
  switch (verb) {
    case 'f':
    case 'F':
      return value.toFixed(precision ?? 6)
    case 'e':
    case 'E': {
      const text = value.toExponential(precision ?? 6).replace(/e([+-])(\d)$/, 'e$10$2')
      return verb === 'E' ? text.toUpperCase() : text
    }
    case 'g':
    case 'G':
      return precision === undefined ? plainText(value) : String(Number(value.toPrecision(Math.max(1, precision))))
    default:
      return undefined
  }
}
