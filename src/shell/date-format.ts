// `date +FORMAT` (GNU coreutils 9.1, C locale). Missing: time zones other than UTC; everything here lives in UTC.

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const DAY_MS = 86_400_000

const two = (n: number): string => String(n).padStart(2, '0')

export const DEFAULT_DATE = '%a %b %e %H:%M:%S %Z %Y'

export function formatDate(format: string, ms: number, zone = 'UTC'): string {
  const date = new Date(ms)
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  const [hour, minute, second, weekday] = [
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    date.getUTCDay(),
  ]
  const startOfYear = Date.UTC(year, 0, 1)
  const dayOfYear = Math.floor((ms - startOfYear) / DAY_MS)
  const again = (text: string): string => formatDate(text, ms, zone)
  const iso = isoWeek(ms)
  const values: Readonly<Record<string, () => string>> = {
    '%': () => '%',
    a: () => (DAYS[weekday] ?? '').slice(0, 3),
    A: () => DAYS[weekday] ?? '',
    b: () => (MONTHS[month] ?? '').slice(0, 3),
    B: () => MONTHS[month] ?? '',
    c: () => again('%a %b %e %H:%M:%S %Y'),
    C: () => two(Math.floor(year / 100)),
    d: () => two(day),
    D: () => again('%m/%d/%y'),
    e: () => String(day).padStart(2),
    F: () => again('%Y-%m-%d'),
    g: () => two(iso.year % 100),
    G: () => String(iso.year),
    h: () => again('%b'),
    H: () => two(hour),
    I: () => two(hour % 12 || 12),
    j: () => String(dayOfYear + 1).padStart(3, '0'),
    k: () => String(hour).padStart(2),
    l: () => String(hour % 12 || 12).padStart(2),
    m: () => two(month + 1),
    M: () => two(minute),
    n: () => '\n',
    N: () =>
      String(((ms % 1000) + 1000) % 1000)
        .padStart(3, '0')
        .padEnd(9, '0'),
    p: () => (hour < 12 ? 'AM' : 'PM'),
    P: () => (hour < 12 ? 'am' : 'pm'),
    q: () => String(Math.floor(month / 3) + 1),
    r: () => again('%I:%M:%S %p'),
    R: () => again('%H:%M'),
    s: () => String(Math.floor(ms / 1000)),
    S: () => two(second),
    t: () => '\t',
    T: () => again('%H:%M:%S'),
    u: () => String(weekday || 7),
    U: () => two(Math.floor((dayOfYear + 7 - weekday) / 7)),
    V: () => two(iso.week),
    w: () => String(weekday),
    W: () => two(Math.floor((dayOfYear + 7 - ((weekday + 6) % 7)) / 7)),
    x: () => again('%m/%d/%y'),
    X: () => again('%H:%M:%S'),
    y: () => two(year % 100),
    Y: () => String(year),
    z: () => '+0000',
    Z: () => zone,
  }
  return format.replace(
    /%([-_0^#]?)(\d*)(:{0,3})([a-zA-Z%])/g,
    (whole, flag: string, width: string, colons: string, letter: string) => {
      if (letter === 'z' && colons !== '') return colons === ':' ? '+00:00' : colons === '::' ? '+00:00:00' : '+00'
      if (letter === 'N' && width !== '') return (values['N']?.() ?? '').slice(0, Number(width))
      const value = values[letter]?.()
      if (value === undefined) return whole
      if (flag === '-') return value.replace(/^[0 ]+(?=.)/, '')
      if (flag === '_') return value.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length))
      if (flag === '0') return value.replace(/^ +/, (blanks) => '0'.repeat(blanks.length))
      return flag === '^' ? value.toUpperCase() : value
    },
  )
}

function isoWeek(ms: number): { readonly year: number; readonly week: number } {
  const weekday = (new Date(ms).getUTCDay() + 6) % 7
  const thursday = new Date(ms + (3 - weekday) * DAY_MS)
  const year = thursday.getUTCFullYear()
  return { year, week: Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY_MS / 7) + 1 }
}

/** Reads what `date -d` takes: a few relative words, `@seconds`, and ISO times. Undefined when it is not understood. */
export function parseDate(text: string, nowMs: number): number | undefined {
  const trimmed = text.trim().toLowerCase()
  if (trimmed === '' || trimmed === 'now' || trimmed === 'today')
    return trimmed === '' ? Math.floor(nowMs / DAY_MS) * DAY_MS : nowMs
  if (trimmed === 'yesterday') return nowMs - DAY_MS
  if (trimmed === 'tomorrow') return nowMs + DAY_MS
  const seconds = /^@(-?\d+(?:\.\d+)?)$/.exec(trimmed)
  if (seconds) return Number(seconds[1]) * 1000
  const relative =
    /^(.*?)\s*([-+]?\d+|next|last)\s+(sec(?:ond)?|min(?:ute)?|hour|day|week|month|year)s?(\s+ago)?$/.exec(trimmed)
  if (relative) {
    const base = parseDate(relative[1] || 'now', nowMs)
    if (base === undefined) return undefined
    const count = relative[2] === 'next' ? 1 : relative[2] === 'last' ? -1 : Number(relative[2])
    return shift(base, relative[4] ? -count : count, relative[3] ?? 'day')
  }
  const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[t ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*(z|utc|[-+]\d\d:?\d\d)?)?$/.exec(
    trimmed,
  )
  if (!iso) return undefined
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', offset = 'z'] = iso
  const zone = /^([-+])(\d\d):?(\d\d)$/.exec(offset)
  const shiftMs = zone ? (zone[1] === '-' ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3])) * 60_000 : 0
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
  return ms + Math.floor(Number(`0.${fraction}`) * 1000) - shiftMs
}

function shift(ms: number, count: number, unit: string): number {
  const units: Readonly<Record<string, number>> = { s: 1000, mi: 60_000, h: 3_600_000, d: DAY_MS, w: 7 * DAY_MS }
  const factor = units[unit.slice(0, 2)] ?? units[unit.charAt(0)]
  if (unit !== 'month' && unit !== 'year' && factor !== undefined) return ms + count * factor
  const date = new Date(ms)
  if (unit === 'month') date.setUTCMonth(date.getUTCMonth() + count)
  else date.setUTCFullYear(date.getUTCFullYear() + count)
  return date.getTime()
}
