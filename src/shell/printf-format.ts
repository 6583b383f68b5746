// What `printf` makes of its format and arguments (bash 5.2 manual, `printf`; GNU coreutils 9).

import { fromBytes, toBytes } from './bytes.ts'
import { formatDate } from './date-format.ts'
import { escapeWord } from './quote.ts'

export interface Printed {
  readonly text: string
  /** Complaints, without the command's name. */
  readonly faults: readonly string[]
}

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
  E: '\x1b',
  '\\': '\\',
  '"': '"',
  "'": "'",
}

/** Backslash escapes; `stop` is true after `\c`. `zero`: octal needs a leading 0 (`echo -e`, `%b`). */
export function expandEscapes(text: string, zero = false): { readonly text: string; readonly stop: boolean } {
  let result = ''
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '\\') {
      result += text[i]
      continue
    }
    const rest = text.slice(i + 1)
    const octal = (zero ? /^0([0-7]{0,3})/ : /^([0-7]{1,3})/).exec(rest)
    const hex =
      /^x([0-9a-fA-F]{1,2})/.exec(rest) ?? /^u([0-9a-fA-F]{1,4})/.exec(rest) ?? /^U([0-9a-fA-F]{1,8})/.exec(rest)
    const simple = SIMPLE[rest.charAt(0)]
    if (rest.startsWith('c')) return { text: result, stop: true }
    if (octal) {
      result += byteText(Number.parseInt(octal[1] || '0', 8) & 255)
      i += octal[0].length
    } else if (hex) {
      const code = Number.parseInt(hex[1] ?? '0', 16)
      result += rest.startsWith('x') ? byteText(code) : code <= 0x10ffff ? String.fromCodePoint(code) : ''
      i += hex[0].length
    } else if (simple !== undefined && !(zero && (rest.startsWith('"') || rest.startsWith("'")))) {
      result += simple
      i++
    } else result += '\\'
  }
  return { text: result, stop: false }
}

const byteText = (byte: number): string => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)

export function formatPrintf(format: string, args: readonly string[], nowSeconds: number): Printed {
  const { text, faults } = formatted(format, args, nowSeconds)
  // Bytes written one by one may be UTF-8 together.
  return { text: /[\udc80-\udcff]/u.test(text) ? fromBytes(toBytes(text)) : text, faults }
}

function formatted(format: string, args: readonly string[], nowSeconds: number): Printed {
  const faults: string[] = []
  let text = ''
  let at = 0
  do {
    const before = at
    const take = (): string | undefined => args[at++]
    for (let i = 0; i < format.length; ) {
      const char = format[i] ?? ''
      if (char === '\\') {
        const match = /^\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[\s\S])/.exec(
          format.slice(i),
        )
        const piece = match?.[0] ?? '\\'
        const made = expandEscapes(piece)
        if (made.stop) return { text, faults }
        text += made.text
        i += piece.length
        continue
      }
      if (char !== '%') {
        text += char
        i++
        continue
      }
      const spec = /^%([-+ #0']*)(\*|\d+)?(?:\.(\*|\d*))?(?:[hlqjzt]*)(\([^)]*\)T|[a-zA-Z%])?/.exec(format.slice(i))
      if (!spec) {
        text += char
        i++
        continue
      }
      i += spec[0].length
      let [, flags = '', width = '', precision] = spec
      // `%q` and `%Q` look like a length modifier to the expression.
      const kind = spec[4] ?? (/q$/.test(spec[0]) ? 'q' : undefined)
      if (kind === undefined) {
        faults.push(`\`${spec[0]}': missing format character`)
        return { text, faults }
      }
      if (kind === '%') {
        text += '%'
        continue
      }
      if (width === '*') {
        width = take() ?? '0'
        if (width.startsWith('-')) {
          flags += '-'
          width = width.slice(1)
        }
      }
      if (precision === '*') precision = take() ?? '0'
      const arg = take()
      const made = convert(kind, arg, flags, precision, nowSeconds, faults)
      if (made === undefined) {
        faults.push(`\`${kind}': invalid format character`)
        return { text, faults }
      }
      const size = Number(width || 0)
      const numeric = /[diouxXeEfFgG]/.test(kind)
      if (flags.includes('-')) text += made.text.padEnd(size)
      else if (flags.includes('0') && numeric && !(precision !== undefined && /[diouxX]/.test(kind))) {
        const sign = /^[-+ ]?(?:0[xX])?/.exec(made.text)?.[0] ?? ''
        text += sign + made.text.slice(sign.length).padStart(size - sign.length, '0')
      } else text += made.text.padStart(size)
      if (made.stop) return { text, faults }
    }
    if (at === before) break
  } while (at < args.length)
  return { text, faults }
}

function convert(
  kind: string,
  arg: string | undefined,
  flags: string,
  precision: string | undefined,
  nowSeconds: number,
  faults: string[],
): { readonly text: string; readonly stop?: boolean } | undefined {
  const digits = precision === undefined ? undefined : Number(precision || 0)
  if (kind.endsWith(')T')) {
    const seconds = arg === undefined || arg === '-1' || arg === '-2' ? nowSeconds : Number(arg)
    return { text: formatDate(kind.slice(1, -2) || '%X', seconds * 1000, 'UTC') }
  }
  switch (kind) {
    case 's': {
      const value = arg ?? ''
      return { text: digits === undefined ? value : [...value].slice(0, digits).join('') }
    }
    case 'c':
      return { text: [...(arg ?? '')][0] ?? '' }
    case 'q':
      return { text: escapeWord(arg ?? '') }
    case 'b':
      return expandEscapes(arg ?? '', true)
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X': {
      const value = toInteger(arg ?? '', faults)
      const base = kind === 'o' ? 8 : kind === 'x' || kind === 'X' ? 16 : 10
      const positive = kind === 'd' || kind === 'i' ? value : BigInt.asUintN(64, value)
      let body = (positive < 0n ? -positive : positive).toString(base)
      if (kind === 'X') body = body.toUpperCase()
      if (digits !== undefined) body = body.padStart(digits, '0')
      if (flags.includes('#') && value !== 0n && base !== 10) body = (base === 8 ? '0' : `0${kind}`) + body
      const sign =
        positive < 0n ? '-' : base === 10 && flags.includes('+') ? '+' : base === 10 && flags.includes(' ') ? ' ' : ''
      return { text: sign + body }
    }
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': {
      const value = toNumber(arg ?? '', faults)
      const sign = value >= 0 && flags.includes('+') ? '+' : value >= 0 && flags.includes(' ') ? ' ' : ''
      const shown = formatFloat(value, kind.toLowerCase(), digits ?? 6)
      return { text: sign + (kind === kind.toUpperCase() ? shown.toUpperCase() : shown) }
    }
    default:
      return undefined
  }
}

export function formatFloat(value: number, kind: string, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf'
  const exponent = (text: string): string => text.replace(/e([-+])(\d)$/, 'e$10$2')
  if (kind === 'f') return value.toFixed(Math.min(digits, 100))
  if (kind === 'e') return exponent(value.toExponential(Math.min(digits, 100)))
  const precision = digits === 0 ? 1 : digits
  const power = value === 0 ? 0 : Number(value.toExponential(precision - 1).split('e')[1])
  if (power < -4 || power >= precision) {
    return exponent(value.toExponential(precision - 1)).replace(/\.?0+(?=e)/, '')
  }
  const fixed = value.toFixed(Math.max(0, precision - 1 - power))
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed
}

function toInteger(arg: string, faults: string[]): bigint {
  const text = arg.trimStart()
  if (text === '') return 0n
  if (/^["']/.test(text)) return BigInt(text.codePointAt(1) ?? 0)
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(text)
  if (!match) {
    faults.push(`${arg}: invalid number`)
    return 0n
  }
  if (match[0].length < text.length) faults.push(`${arg}: invalid number`)
  const body = match[2] ?? '0'
  const value = BigInt(/^0[0-7]+$/.test(body) ? `0o${body.slice(1)}` : body)
  return match[1] === '-' ? -value : value
}

function toNumber(arg: string, faults: string[]): number {
  if (arg.trim() === '') return 0
  const value = Number.parseFloat(arg)
  if (Number.isNaN(value) || Number.isNaN(Number(arg))) faults.push(`${arg}: invalid number`)
  return Number.isNaN(value) ? 0 : value
}
