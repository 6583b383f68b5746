// Amounts such as '500m' and '1Gi': exact reading, comparison, and the canonical form in which the server keeps them.
// Models k8s.io/apimachinery/pkg/api/resource/quantity.go (v1.33).

export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent'

/** A quantity as mantissa × 10^exponent, exact. */
export interface Quantity {
  readonly mantissa: bigint
  readonly exponent: number
  readonly format: QuantityFormat
  /** The text as it is kept: canonical, or as it was written when that is close enough to canonical for upstream. */
  readonly text: string
}

/** A text that is no quantity; the message is upstream's. */
export class QuantityError extends Error {}

const pattern = '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'
const decimalSuffixes = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
])
const binarySuffixes = new Map([
  ['Ki', 10],
  ['Mi', 20],
  ['Gi', 30],
  ['Ti', 40],
  ['Pi', 50],
  ['Ei', 60],
])
const decimalNames = new Map([...decimalSuffixes].map(([name, exponent]) => [exponent, name]))
const binaryNames = new Map([...binarySuffixes].map(([name, exponent]) => [exponent, name]))

const MAX_INT64 = 2n ** 63n - 1n
const NANO = -9
/** Digits that surely fit into an int64. */
const INT64_DIGITS = 18

const known = new Map<string, Quantity>()

/** Reads a quantity. Throws `QuantityError`. */
export function parseQuantity(text: string): Quantity {
  let quantity = known.get(text)
  if (!quantity) {
    quantity = read(text)
    if (known.size > 1000) known.clear()
    known.set(text, quantity)
  }
  return quantity
}

function read(text: string): Quantity {
  const wrong = (): QuantityError => new QuantityError(`quantities must match the regular expression '${pattern}'`)
  const found = /^([+-]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/.exec(text)
  if (text === '' || !found) throw wrong()
  const [, sign = '', digits = '', fraction = '', suffix = ''] = found
  // Upstream reads a lone sign, or nothing but a suffix, as zero digits.
  const whole = digits.replace(/^0+/, '') || '0'
  const { base, exponent, format } = suffixOf(suffix)
  const negative = sign === '-'

  const precision =
    base === 10
      ? INT64_DIGITS - (whole.length + fraction.length)
      : fraction === ''
        ? 15 - whole.length - Math.trunc((exponent * 3) / 10) - 1
        : -1
  const scale = (base === 10 ? exponent : 0) - fraction.length
  const unscaled = BigInt(whole + fraction)
  let mantissa = base === 2 ? unscaled << BigInt(exponent) : unscaled
  if (precision >= 0 && scale >= NANO && mantissa <= MAX_INT64) {
    const shifted = whole + fraction
    const kept =
      format === 'BinarySI'
        ? exponent % 10 === 0 && (unscaled & 7n) !== 0n
        : scale % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0')
    if (negative) mantissa = -mantissa
    if (text === '0') return { mantissa: 0n, exponent: 0, format: 'DecimalSI', text }
    const amount = { mantissa, exponent: scale, format }
    return { ...amount, text: kept ? text : canonicalText(mantissa, scale, format) }
  }

  let power = scale
  if (mantissa !== 0n && power < NANO) {
    // Too fine: rounded away from zero.
    const divisor = 10n ** BigInt(NANO - power)
    mantissa = (mantissa + divisor - 1n) / divisor
    power = NANO
  }
  let shown = format
  if (format === 'BinarySI') {
    if (compareScaled(mantissa, power, MAX_INT64, 0) > 0) {
      mantissa = MAX_INT64
      power = 0
    }
    if (mantissa !== 0n && compareScaled(mantissa, power, 1n, 0) < 0) shown = 'DecimalSI'
  }
  if (negative) mantissa = -mantissa
  return { mantissa, exponent: power, format: shown, text: canonicalText(mantissa, power, shown) }
}

function suffixOf(suffix: string): {
  readonly base: 2 | 10
  readonly exponent: number
  readonly format: QuantityFormat
} {
  const decimal = decimalSuffixes.get(suffix)
  if (decimal !== undefined) return { base: 10, exponent: decimal, format: 'DecimalSI' }
  const binary = binarySuffixes.get(suffix)
  if (binary !== undefined) return { base: 2, exponent: binary, format: 'BinarySI' }
  const power = /^[eE]([+-]?\d+)$/.exec(suffix)
  // Exponents beyond reason would only cost memory; upstream's int32 arithmetic gives nonsense there.
  if (!power || Math.abs(Number(power[1])) > 1000) throw new QuantityError("unable to parse quantity's suffix")
  return { base: 10, exponent: Number(power[1]), format: 'DecimalExponent' }
}

function compareScaled(a: bigint, aPower: number, b: bigint, bPower: number): number {
  const power = Math.min(aPower, bPower)
  const left = a * 10n ** BigInt(aPower - power)
  const right = b * 10n ** BigInt(bPower - power)
  return left < right ? -1 : left > right ? 1 : 0
}

function canonicalText(mantissa: bigint, exponent: number, format: QuantityFormat): string {
  if (mantissa === 0n) return '0'
  if (format === 'BinarySI') {
    const small = compareScaled(mantissa, exponent, -1024n, 0) > 0 && compareScaled(mantissa, exponent, 1024n, 0) < 0
    const whole = exponent >= 0 || mantissa % 10n ** BigInt(-exponent) === 0n
    if (!small && whole) {
      let amount = exponent >= 0 ? mantissa * 10n ** BigInt(exponent) : mantissa / 10n ** BigInt(-exponent)
      let power = 0
      while (amount % 1024n === 0n && power < 60) {
        amount /= 1024n
        power += 10
      }
      return `${amount}${binaryNames.get(power) ?? ''}`
    }
  }
  while (mantissa % 10n === 0n) {
    mantissa /= 10n
    exponent++
  }
  while (exponent % 3 !== 0) {
    mantissa *= 10n
    exponent--
  }
  if (format === 'DecimalExponent') return exponent === 0 ? String(mantissa) : `${mantissa}e${exponent}`
  return `${mantissa}${decimalNames.get(exponent) ?? ''}`
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  return compareScaled(a.mantissa, a.exponent, b.mantissa, b.exponent)
}

export function addQuantities(a: Quantity, b: Quantity): Quantity {
  const exponent = Math.min(a.exponent, b.exponent)
  const mantissa = a.mantissa * 10n ** BigInt(a.exponent - exponent) + b.mantissa * 10n ** BigInt(b.exponent - exponent)
  const format = a.mantissa === 0n ? b.format : a.format
  return { mantissa, exponent, format, text: canonicalText(mantissa, exponent, format) }
}

/** The value in units of 10^`exponent`, rounded up: `scaledValue(q, -3)` is in thousandths. */
export function scaledValue({ mantissa, exponent }: Quantity, unit = 0): number {
  if (exponent >= unit) return Number(mantissa * 10n ** BigInt(exponent - unit))
  const divisor = 10n ** BigInt(unit - exponent)
  const quotient = mantissa / divisor
  return Number(mantissa % divisor > 0n ? quotient + 1n : quotient)
}

/** Whole units, rounded up. */
export const quantityValue = (quantity: Quantity): number => scaledValue(quantity)

/** Thousandths, rounded up. */
export const quantityMilliValue = (quantity: Quantity): number => scaledValue(quantity, -3)

/** Billionths, rounded up: the finest unit that upstream keeps. */
export function quantityNanos({ mantissa, exponent }: Quantity): bigint {
  if (exponent >= NANO) return mantissa * 10n ** BigInt(exponent - NANO)
  const divisor = 10n ** BigInt(NANO - exponent)
  return (mantissa + divisor - 1n) / divisor
}

/** Reads a quantity that may be no quantity at all. */
export function readQuantity(text: string): Quantity | undefined {
  try {
    return parseQuantity(text)
  } catch (error) {
    if (error instanceof QuantityError) return undefined
    throw error
  }
}

/** The text as the server keeps it; what is no quantity stays for validation to find. */
export const canonicalQuantity = (text: string): string => readQuantity(text)?.text ?? text

export const zeroQuantity: Quantity = parseQuantity('0')
