// Resource quantities such as '500m' and '1Gi': exact parsing, comparing and the canonical text. Models
// k8s.io/apimachinery/pkg/api/resource/{quantity,suffix}.go (v1.33). Leaves out nothing but Go's int64 fast path.

export interface Quantity {
  /** In units of 10^-9, the finest that upstream keeps. */
  readonly nanos: bigint
  readonly format: 'DecimalSI' | 'BinarySI' | 'DecimalExponent'
}

const nano = 10n ** 9n
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 }
const binary: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 }

export const quantityFormatText =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"

/** The quantity, or undefined when the text is none. */
export function parseQuantity(text: string): Quantity | undefined {
  const match = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([a-zA-Z]*)([+-]?[0-9]*)$/.exec(text)
  if (!match) return undefined
  const [, sign = '', whole = '', fraction = '', suffix = '', exponentText = ''] = match
  if (whole === '' && fraction === '') return undefined
  let exponent = 0
  let shift = 0
  let format: Quantity['format'] = 'DecimalSI'
  if ((suffix === 'e' || suffix === 'E') && /[0-9]/.test(exponentText)) {
    exponent = Number(exponentText)
    if (Math.abs(exponent) > 100) return undefined
    format = 'DecimalExponent'
  } else if (exponentText !== '') return undefined
  else if (Object.hasOwn(decimal, suffix)) exponent = decimal[suffix] ?? 0
  else if (Object.hasOwn(binary, suffix)) {
    shift = binary[suffix] ?? 0
    format = 'BinarySI'
  } else return undefined

  let top = BigInt(whole + fraction) << BigInt(shift)
  const scale = 9 + exponent - fraction.length
  if (scale >= 0) top *= 10n ** BigInt(scale)
  else top = divideUp(top, 10n ** BigInt(-scale))
  return { nanos: sign === '-' ? -top : top, format }
}

/** Below 0, 0 or above 0. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0
}

export function addQuantities(a: Quantity, b: Quantity): Quantity {
  return { nanos: a.nanos + b.nanos, format: a.nanos === 0n ? b.format : a.format }
}

/** Whole units, rounded up: '1.5' is 2. */
export function quantityValue(quantity: Quantity): number {
  return Number(ceiling(quantity.nanos, nano))
}

/** Thousandths, rounded up: '250m' is 250. */
export function quantityMilliValue(quantity: Quantity): number {
  return Number(ceiling(quantity.nanos, 10n ** 6n))
}

/** The text that the server answers with: '0.5' becomes '500m', '1024Mi' becomes '1Gi'. */
export function quantityText({ nanos, format }: Quantity): string {
  if (nanos === 0n) return '0'
  const sign = nanos < 0n ? '-' : ''
  const size = nanos < 0n ? -nanos : nanos
  if (format === 'BinarySI' && size >= 1024n * nano && size % nano === 0n) {
    let value = size / nano
    let step = 0
    while (step < 6 && value % 1024n === 0n) {
      value /= 1024n
      step++
    }
    return `${sign}${value}${['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'][step]}`
  }
  let value = size
  let exponent = -9
  while (exponent < 18 && value % 1000n === 0n) {
    value /= 1000n
    exponent += 3
  }
  if (format === 'DecimalExponent') return `${sign}${value}${exponent === 0 ? '' : `e${exponent}`}`
  const suffix = Object.keys(decimal).find((key) => decimal[key] === exponent) ?? ''
  return `${sign}${value}${suffix}`
}

/** The canonical text of a quantity's text, or the text itself when it is none. */
export function canonicalQuantity(text: string): string {
  const quantity = parseQuantity(text)
  return quantity ? quantityText(quantity) : text
}

function divideUp(top: bigint, by: bigint): bigint {
  return (top + by - 1n) / by
}

function ceiling(value: bigint, unit: bigint): bigint {
  return value < 0n ? -(-value / unit) : divideUp(value, unit)
}
