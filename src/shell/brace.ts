// Brace expansion (bash 5.2, "Brace Expansion"): text to texts, before anything else is looked at; quotes are respected.

import { ShellError } from './state.ts'

/** Differs: a real shell goes on until there is no memory left; the words are the same. */
const LIMIT = 100_000

const tooMany = (count: number): ShellError =>
  new ShellError(`brace expansion: failed to allocate memory for ${count} elements`)

/** The texts that a word stands for; itself alone when it has no braces to expand. */
export function expandBraces(text: string): readonly string[] {
  for (let open = next(text, 0, '{'); open >= 0; open = next(text, open + 1, '{')) {
    if (text[open - 1] === '$') {
      const end = text.indexOf('}', open)
      if (end < 0) return [text]
      open = end
      continue
    }
    const group = readGroup(text, open)
    if (!group) continue
    const before = text.slice(0, open)
    const after = expandBraces(text.slice(group.end + 1))
    const middle = group.parts.length > 1 ? group.parts.flatMap(expandBraces) : sequence(group.parts[0] ?? '')
    if (!middle) continue
    const texts: string[] = []
    for (const part of middle) {
      for (const rest of after) {
        if (texts.length >= LIMIT) throw tooMany(middle.length * after.length)
        texts.push(before + part + rest)
      }
    }
    return texts
  }
  return [text]
}

/** The next unquoted `char` at or after `from`. */
function next(text: string, from: number, char: string): number {
  let quote = ''
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? ''
    if (quote === "'") {
      if (c === "'") quote = ''
    } else if (c === '\\') i++
    else if (quote === '"') {
      if (c === '"') quote = ''
    } else if (c === "'" || c === '"') quote = c
    else if (c === char && i >= from) return i
  }
  return -1
}

function readGroup(
  text: string,
  open: number,
): { readonly parts: readonly string[]; readonly end: number } | undefined {
  const parts = ['']
  let depth = 0
  let quote = ''
  for (let i = open + 1; i < text.length; i++) {
    const c = text[i] ?? ''
    const last = parts.length - 1
    if (c === '\\' && quote !== "'") {
      parts[last] += c + (text[++i] ?? '')
      continue
    }
    if (quote !== '') {
      if (c === quote) quote = ''
    } else if (c === "'" || c === '"') quote = c
    else if (c === '{') depth++
    else if (c === '}') {
      if (depth === 0) {
        if (parts.length === 1 && !sequence(parts[0] ?? '')) return undefined
        return { parts, end: i }
      }
      depth--
    } else if (c === ',' && depth === 0) {
      parts.push('')
      continue
    }
    parts[last] += c
  }
  return undefined
}

/** `1..5`, `a..e`, `01..10..3`. */
function sequence(text: string): readonly string[] | undefined {
  const numbers = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(text)
  const letters = /^([a-zA-Z])\.\.([a-zA-Z])(?:\.\.(-?\d+))?$/.exec(text)
  const [, first = '', last = '', by] = numbers ?? letters ?? []
  if (first === '') return undefined
  const from = numbers ? Number(first) : first.charCodeAt(0)
  const to = numbers ? Number(last) : last.charCodeAt(0)
  const step = Math.abs(Number(by ?? 1)) || 1
  const padded = numbers && (/^-?0\d/.test(first) || /^-?0\d/.test(last)) ? Math.max(first.length, last.length) : 0
  const texts: string[] = []
  const show = (n: number): string => {
    if (letters) return String.fromCharCode(n)
    return padded === 0 ? String(n) : (n < 0 ? '-' : '') + String(Math.abs(n)).padStart(padded - (n < 0 ? 1 : 0), '0')
  }
  const count = Math.floor(Math.abs(to - from) / step) + 1
  if (count > LIMIT) throw tooMany(count)
  if (from <= to) for (let n = from; n <= to; n += step) texts.push(show(n))
  else for (let n = from; n >= to; n -= step) texts.push(show(n))
  return texts
}
