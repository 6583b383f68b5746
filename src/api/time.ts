// Points in time as metav1.Time and MicroTime read and print them, with the error texts of Go's time.Parse for the two
// layouts (Go 1.24). Differs: faults behind the date are reported at the place where the text stops to fit.

const seconds = '2006-01-02T15:04:05Z07:00'
const micros = '2006-01-02T15:04:05.000000Z07:00'
const shape = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:[.,](\d+))?(Z|[+-]\d{2}:\d{2})$/

/** The elements of the layout in order, each with what it looks like. */
const elements: readonly (readonly [RegExp, string])[] = [
  [/^\d{4}/, '2006'],
  [/^-/, '-'],
  [/^\d{2}/, '01'],
  [/^-/, '-'],
  [/^\d{2}/, '02'],
  [/^T/, 'T'],
  [/^\d{2}/, '15'],
  [/^:/, ':'],
  [/^\d{2}/, '04'],
  [/^:/, ':'],
  [/^\d{2}/, '05'],
  [/^(?:Z|[+-]\d{2}:\d{2})/, 'Z07:00'],
]

type Parsed = { readonly text: string } | { readonly fault: string }

/** The same few moments come again and again. */
const known = new Map<string, Parsed>()

export function parseTime(text: string, precise: boolean): Parsed {
  const key = precise ? `${text}u` : text
  let parsed = known.get(key)
  if (!parsed) {
    parsed = read(text, precise)
    if (known.size >= 1000) known.clear()
    known.set(key, parsed)
  }
  return parsed
}

function read(text: string, precise: boolean): Parsed {
  const layout = precise ? micros : seconds
  const found = shape.exec(text)
  const quoted = JSON.stringify(text)
  if (!found) {
    let rest = text
    for (const [i, [pattern, name]] of elements.entries()) {
      const match = pattern.exec(rest)
      if (!match)
        return { fault: `parsing time ${quoted} as "${layout}": cannot parse ${JSON.stringify(rest)} as "${name}"` }
      rest = rest.slice(match[0].length)
      if (i === 10) rest = rest.replace(/^[.,]\d+/, '')
    }
    return { fault: `parsing time ${quoted}: extra text: ${JSON.stringify(rest)}` }
  }
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = '', zone = 'Z'] = found
  const outOfRange = (what: string): { fault: string } => ({ fault: `parsing time ${quoted}: ${what} out of range` })
  if (Number(month) < 1 || Number(month) > 12) return outOfRange('month')
  if (Number(hour) > 23) return outOfRange('hour')
  if (Number(minute) > 59) return outOfRange('minute')
  if (Number(second) > 59) return outOfRange('second')
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  if (Number(day) < 1 || Number(day) > days) return outOfRange('day')
  if (zone === 'Z' && (precise || fraction === '')) {
    const digits = fraction.padEnd(6, '0').slice(0, 6)
    const plain = `${year}-${month}-${day}T${hour}:${minute}:${second}`
    return { text: precise ? `${plain}.${digits}Z` : `${plain}Z` }
  }
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`)
  const plain = new Date(ms).toISOString().slice(0, 19)
  return { text: precise ? `${plain}.${fraction.padEnd(6, '0').slice(0, 6)}Z` : `${plain}Z` }
}
