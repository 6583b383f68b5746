// Numbers as Go prints them: %g with the shortest digits for YAML, encoding/json's rules, and %v.

/** 'json': encoding/json; 'yaml' and 'value': strconv.FormatFloat(f, 'g', -1, 64), whole numbers plain. */
export function goFloat(value: number, style: 'json' | 'yaml' | 'value'): string {
  if (Number.isNaN(value)) return style === 'yaml' ? '.nan' : 'NaN'
  if (!Number.isFinite(value)) {
    if (style === 'yaml') return value > 0 ? '.inf' : '-.inf'
    return value > 0 ? '+Inf' : '-Inf'
  }
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 63)
    return Object.is(value, -0) ? '-0' : BigInt(value).toString()
  const [digits = '', exponentText = '0'] = Math.abs(value).toExponential().split('e')
  const exponent = Number(exponentText)
  const sign = value < 0 ? '-' : ''
  const limit = style === 'json' || style === 'value' ? 21 : 6
  const small = style === 'json' ? -7 : -4
  if (exponent < small + (style === 'json' ? 1 : 0) || exponent >= limit) {
    const size = Math.abs(exponent).toString()
    const padded = style === 'json' && exponent < 0 ? size : size.padStart(2, '0')
    return `${sign}${digits}e${exponent < 0 ? '-' : '+'}${padded}`
  }
  return sign + plainDecimal(digits.replace('.', ''), exponent)
}

function plainDecimal(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`
  if (digits.length <= exponent + 1) return digits.padEnd(exponent + 1, '0')
  return `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`
}
