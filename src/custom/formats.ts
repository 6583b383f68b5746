// The formats that schemas of custom resources may ask for: k8s.io/kube-openapi pkg/validation/strfmt/default.go and
// apiextensions-apiserver pkg/apiserver/validation/formats.go (v1.33). Other formats are ignored, as upstream ignores them.

import { CelError, readDuration } from '../cel/index.ts'

const matches =
  (pattern: RegExp) =>
  (text: string): boolean =>
    pattern.test(text)

const uuid = (version: string): ((text: string) => boolean) =>
  matches(new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}-?[0-9a-f]{4}-?[0-9a-f]{12}$`, 'i'))

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const isIpv4 = matches(new RegExp(`^${octet}(?:\\.${octet}){3}$`))

function isIpv6(text: string): boolean {
  const tail = /:((?:\d+\.){3}\d+)$/.exec(text)
  if (tail && !isIpv4(tail[1] ?? '')) return false
  const words = tail ? `${text.slice(0, tail.index)}:0:0` : text
  const halves = words.split('::')
  if (halves.length > 2 || !words.includes(':')) return false
  const parts = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  if (!parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return false
  return halves.length === 2 ? parts.length < 8 : parts.length === 8
}

function isBlock(text: string): boolean {
  const [, address = '', bits = ''] = /^(.*)\/(\d{1,3})$/.exec(text) ?? []
  return (isIpv4(address) && Number(bits) <= 32) || (isIpv6(address) && Number(bits) <= 128)
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

function isDateTime(text: string): boolean {
  const found = /^(\d{4}-\d\d-\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(?:[Zz]|[+-]\d\d:?\d\d)$/.exec(text)
  if (!found) return false
  const [, date = '', hours, minutes, seconds] = found
  return isDate(date) && Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60
}

function isDuration(text: string): boolean {
  try {
    readDuration(text)
    return true
  } catch (error) {
    if (!(error instanceof CelError)) throw error
    return /^\s*\d+\s*(?:ns|nano(?:second)?s?|us|µs|micros?(?:econd)?s?|ms|millis?(?:econd)?s?|s|sec(?:ond)?s?|m|min(?:ute)?s?|h|hr|hours?|d|days?|w|wks?|weeks?)\s*$/.test(
      text,
    )
  }
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
}

function isUri(text: string): boolean {
  return text.startsWith('/') || (/^[A-Za-z][A-Za-z0-9+.-]*:[^\s]*$/.test(text) && !/[\x00-\x20]/.test(text))
}

const isIsbn = (text: string): boolean => isIsbn10(text) || isIsbn13(text)
function isIsbn10(text: string): boolean {
  const digits = text.replace(/[\s-]/g, '')
  if (!/^\d{9}[\dX]$/.test(digits)) return false
  const sum = [...digits].reduce((all, digit, at) => all + (10 - at) * (digit === 'X' ? 10 : Number(digit)), 0)
  return sum % 11 === 0
}
function isIsbn13(text: string): boolean {
  const digits = text.replace(/[\s-]/g, '')
  return (
    /^\d{13}$/.test(digits) &&
    [...digits].reduce((all, digit, at) => all + Number(digit) * (at % 2 ? 3 : 1), 0) % 10 === 0
  )
}

function isCreditCard(text: string): boolean {
  const digits = text.replace(/\D+/g, '')
  if (
    !/^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|6(?:011|5\d\d)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|(?:2131|1800|35\d{3})\d{11})$/.test(
      digits,
    )
  )
    return false
  const sum = [...digits].reverse().reduce((all, digit, at) => {
    const value = Number(digit) * (at % 2 ? 2 : 1)
    return all + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** By names without dashes. */
const formats: Readonly<Record<string, (text: string) => boolean>> = {
  bsonobjectid: matches(/^[0-9a-f]{24}$/i),
  uri: isUri,
  email: matches(/^[^\s@<>]+@[^\s@<>]+$/),
  hostname: (text) => text.length < 256 && /^(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*\.?$/i.test(text),
  ipv4: isIpv4,
  ipv6: isIpv6,
  cidr: isBlock,
  mac: matches(/^[0-9a-f]{2}(?:([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}|(?::[0-9a-f]{2}){7})$/i),
  uuid: uuid('[0-9a-f]{4}'),
  uuid3: uuid('3[0-9a-f]{3}'),
  uuid4: matches(/^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i),
  uuid5: matches(/^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i),
  isbn: isIsbn,
  isbn10: isIsbn10,
  isbn13: isIsbn13,
  creditcard: isCreditCard,
  ssn: matches(/^\d{3}[- ]?\d{2}[- ]?\d{4}$/),
  hexcolor: matches(/^#?(?:[0-9a-f]{3}|[0-9a-f]{6})$/i),
  rgbcolor: matches(/^rgb\(\s*(?:25[0-5]|2[0-4]\d|1?\d?\d)\s*(?:,\s*(?:25[0-5]|2[0-4]\d|1?\d?\d)\s*){2}\)$/),
  byte: isBase64,
  password: () => true,
  date: isDate,
  duration: isDuration,
  datetime: isDateTime,
}

/** The format as it is checked; '' for one that is not. */
export function formatName(format: string | undefined): string {
  const plain = (format ?? '').replaceAll('-', '')
  return Object.hasOwn(formats, plain) ? (format ?? '') : ''
}

export const hasFormat = (text: string, format: string): boolean => formats[format.replaceAll('-', '')]?.(text) ?? true
