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

const UNIT = '(sec(?:ond)?|min(?:ute)?|hour|day|week|fortnight|month|year)s?'
const ORDINALS = ' first  third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ')
const named = (names: readonly string[], text: string): number =>
  names.findIndex((name) => name.toLowerCase().startsWith(text.slice(0, 3)))
const monthOf = (text: string): number => named(MONTHS, text)
const MONTH = `(${MONTHS.map((month) => `${month.slice(0, 3)}(?:${month.slice(3)})?`).join('|')})`.toLowerCase()
const WEEKDAY = `(${DAYS.map((day) => `${day.slice(0, 3)}(?:${day.slice(3)})?`).join('|')})`.toLowerCase()
const COUNT = `(?:([-+]? *\\d+|next|last|this|${ORDINALS.filter((word) => word !== '').join('|')}) *)?`

const countOf = (text: string | undefined, otherwise: number): number => {
  if (text === undefined) return otherwise
  const ordinal = ORDINALS.indexOf(text)
  return ordinal >= 0 ? ordinal : ({ next: 1, last: -1, this: 0 }[text] ?? Number(text.replace(/ /g, '')))
}

/**
 * Reads what `date -d` takes, item by item: `@seconds`, dates, times, weekdays, and what is so long from there. Undefined
 * when it is not understood. Missing: names of zones, and numbers without a sign behind them.
 */
export function parseDate(text: string, nowMs: number): number | undefined {
  let rest = text.trim().toLowerCase()
  const seconds = /^@(-?\d+(?:\.\d+)?)$/.exec(rest)
  if (seconds) return Number(seconds[1]) * 1000
  const today = new Date(nowMs)
  let date: readonly [number, number, number] | undefined
  let time: number | undefined
  let zoneMs = 0
  let weekday: { readonly day: number; readonly count: number } | undefined
  const moves: [number, string][] = []
  const yearOf = (year: string | undefined): number => Number(year || today.getUTCFullYear())
  const clock = (
    hour: string,
    minute: string,
    second: string,
    fraction: string,
    half: string,
    offset: string,
  ): void => {
    const hours = half ? (Number(hour) % 12) + (half === 'pm' ? 12 : 0) : Number(hour)
    if (hours > 23 || Number(minute) > 59 || Number(second) > 60) wrong = true
    time = ((hours * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Math.floor(Number(`0.${fraction}`) * 1000)
    const [, sign, zoneHours, minutes] = /^([-+])(\d\d):?(\d\d)$/.exec(offset) ?? []
    if (sign) zoneMs = (sign === '-' ? -1 : 1) * (Number(zoneHours) * 60 + Number(minutes)) * 60_000
  }
  let wrong = false
  const items: readonly (readonly [string, (...parts: string[]) => void])[] = [
    [
      '(\\d{4})-(\\d\\d?)-(\\d\\d?)(?:t(?=\\d)|(?!\\w))',
      (year, month, day) => (date = [Number(year), Number(month) - 1, Number(day)]),
    ],
    ['(\\d{4})(\\d\\d)(\\d\\d)(?!\\w)', (year, month, day) => (date = [Number(year), Number(month) - 1, Number(day)])],
    [
      '(\\d\\d?)/(\\d\\d?)(?:/(\\d{4}))?(?!\\w)',
      (month, day, year) => (date = [yearOf(year), Number(month) - 1, Number(day)]),
    ],
    [
      `(\\d\\d?) +${MONTH}\\.?(?: +(\\d{4}))?(?!\\w)`,
      (day, month = '', year) => (date = [yearOf(year), monthOf(month), Number(day)]),
    ],
    [
      `${MONTH}\\.? +(\\d\\d?)(?:,? +(\\d{4}))?(?![:\\w])`,
      (month = '', day, year) => (date = [yearOf(year), monthOf(month), Number(day)]),
    ],
    [
      '(\\d\\d?):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d+))?)? *(am|pm)?(?: *(z|utc|[-+]\\d\\d:?\\d\\d))?(?!\\w)',
      (hour = '', minute = '', second = '', fraction = '', half = '', offset = '') =>
        clock(hour, minute, second, fraction, half, offset),
    ],
    ['(\\d\\d?) *(am|pm)(?!\\w)', (hour = '', half = '') => clock(hour, '', '', '', half, '')],
    ['(?:now|today|utc|z)(?!\\w)', () => {}],
    ['tomorrow(?!\\w)', () => moves.push([1, 'day'])],
    ['yesterday(?!\\w)', () => moves.push([-1, 'day'])],
    [
      `${COUNT}${WEEKDAY}(?!\\w)`,
      (count, name = '') => (weekday = { day: named(DAYS, name), count: countOf(count, 0) }),
    ],
    [
      `${COUNT}${UNIT}( +ago)?(?!\\w)`,
      (count, unit = '', ago) => moves.push([countOf(count, 1) * (ago ? -1 : 1), unit]),
    ],
  ]
  if (rest === '') time = 0
  while (rest !== '') {
    const item = items.find(([source]) => new RegExp(`^${source}`).test(rest))
    const [whole = '', ...parts] = new RegExp(`^${item?.[0]}`).exec(rest) ?? []
    if (!item) return undefined
    item[1](...parts)
    rest = rest.slice(whole.length).replace(/^[ ,]+/, '')
  }
  if (wrong) return undefined
  let ms = nowMs
  if (date) {
    ms = Date.UTC(...date) + (time ?? 0)
    if (new Date(ms).getUTCDate() !== date[2] || date[1] > 11) return undefined
  } else if (time !== undefined || weekday) ms = Math.floor(nowMs / DAY_MS) * DAY_MS + (time ?? 0)
  ms -= zoneMs
  if (weekday && !date) {
    const ahead = (weekday.day - new Date(ms).getUTCDay() + 7) % 7
    ms += (ahead + 7 * (weekday.count - (weekday.count > 0 && ahead !== 0 ? 1 : 0))) * DAY_MS
  }
  return moves.reduce((at, [count, unit]) => shift(at, count, unit), ms)
}

function shift(ms: number, count: number, unit: string): number {
  const units: Readonly<Record<string, number>> = {
    s: 1000,
    mi: 60_000,
    h: 3_600_000,
    d: DAY_MS,
    w: 7 * DAY_MS,
    f: 14 * DAY_MS,
  }
  const factor = units[unit.slice(0, 2)] ?? units[unit.charAt(0)]
  if (unit !== 'month' && unit !== 'year' && factor !== undefined) return ms + count * factor
  const date = new Date(ms)
  if (unit === 'month') date.setUTCMonth(date.getUTCMonth() + count)
  else date.setUTCFullYear(date.getUTCFullYear() + count)
  return date.getTime()
}
