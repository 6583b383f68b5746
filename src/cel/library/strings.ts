// Functions of texts: cel-go v0.23 ext/strings.go (version 2) and apiserver/pkg/cel/library/regex.go (v1.33).
// Missing: format().

import { goQuote } from '../../api/index.ts'
import type { CelFunction } from '../function.ts'
import { goPattern } from '../go-regex.ts'
import { CelError } from '../value.ts'

const letters = (text: string): string[] => [...text]

/** Where a text is in another one, counted in characters. */
function placeOf(text: string, part: string, from: number, last: boolean): bigint {
  if (part === '') return BigInt(from)
  const units = letters(text).slice(0, from).join('').length
  const at = last ? text.lastIndexOf(part, units) : text.indexOf(part, units)
  return BigInt(at < 0 ? -1 : letters(text.slice(0, at)).length)
}

function indexOf(text: string, part: string, from = 0n): bigint {
  if (from < 0n || from > BigInt(letters(text).length)) throw new CelError(`index out of range: ${from}`)
  return placeOf(text, part, Number(from), false)
}

function lastIndexOf(text: string, part: string, from?: bigint): bigint {
  const length = BigInt(letters(text).length)
  if (from !== undefined && (from < 0n || from > length)) throw new CelError(`index out of range: ${from}`)
  return placeOf(text, part, Number(from ?? length), true)
}

function substring(text: string, from: bigint, to?: bigint): string {
  const all = letters(text)
  const end = to ?? BigInt(all.length)
  if (from < 0n || from > BigInt(all.length)) throw new CelError(`index out of range: ${from}`)
  if (end < 0n || end > BigInt(all.length)) throw new CelError(`index out of range: ${end}`)
  if (from > end) throw new CelError(`invalid substring range. start: ${from}, end: ${end}`)
  return all.slice(Number(from), Number(end)).join('')
}

function split(text: string, separator: string, most = -1n): string[] {
  if (most === 0n) return []
  const parts = separator === '' ? letters(text) : text.split(separator)
  if (most < 0n || BigInt(parts.length) <= most) return parts
  const kept = Number(most) - 1
  return [...parts.slice(0, kept), parts.slice(kept).join(separator)]
}

function replace(text: string, part: string, by: string, most = -1n): string {
  if (most < 0n) return text.replaceAll(part, () => by)
  const parts = split(text, part, most + 1n)
  return parts.join(by)
}

function charAt(text: string, at: bigint): string {
  const all = letters(text)
  if (at < 0n || at > BigInt(all.length)) throw new CelError(`index out of range: ${at}`)
  return all[Number(at)] ?? ''
}

function findAll(text: string, pattern: string, most = -1n): string[] {
  const found: string[] = []
  for (const [match] of text.matchAll(goPattern(pattern, 'g'))) {
    if (most >= 0n && BigInt(found.length) >= most) break
    found.push(match)
  }
  return found
}

export const strings: readonly CelFunction[] = [
  { signature: 'string.charAt(int): string', run: charAt },
  {
    signature: 'string.lowerAscii(): string',
    run: (text: string) => text.replace(/[A-Z]+/g, (part) => part.toLowerCase()),
  },
  {
    signature: 'string.upperAscii(): string',
    run: (text: string) => text.replace(/[a-z]+/g, (part) => part.toUpperCase()),
  },
  { signature: 'string.trim(): string', run: (text: string) => text.trim() },
  { signature: 'string.replace(string, string): string', run: replace },
  { signature: 'string.replace(string, string, int): string', run: replace },
  { signature: 'string.split(string): list<string>', run: split },
  { signature: 'string.split(string, int): list<string>', run: split },
  { signature: 'string.substring(int): string', run: substring },
  { signature: 'string.substring(int, int): string', run: substring },
  { signature: 'string.indexOf(string): int', run: indexOf },
  { signature: 'string.indexOf(string, int): int', run: indexOf },
  { signature: 'string.lastIndexOf(string): int', run: lastIndexOf },
  { signature: 'string.lastIndexOf(string, int): int', run: lastIndexOf },
  { signature: 'list<string>.join(): string', run: (list: string[]) => list.join('') },
  { signature: 'list<string>.join(string): string', run: (list: string[], by: string) => list.join(by) },
  { signature: 'strings::quote(string): string', run: (text: string) => goQuote(text) },
  {
    signature: 'string.find(string): string',
    run: (text: string, pattern: string) => goPattern(pattern).exec(text)?.[0] ?? '',
  },
  { signature: 'string.findAll(string): list<string>', run: findAll },
  { signature: 'string.findAll(string, int): list<string>', run: findAll },
]
