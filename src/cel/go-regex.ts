// Go's regular expressions (RE2 syntax) as JavaScript's, in bounded time. Models regexp/syntax of Go 1.24 as far as
// patterns in manifests use it. Leaves out: \C, flags in the middle of an expression other than (?i:…), case folding of sets.

import { boundedRegex, MemoryExhausted } from '../shell/index.ts'

/** What Go says of a pattern that it cannot read. */
export class PatternError extends Error {}

const CLASSES: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
}
const SETS: Readonly<Record<string, string>> = { d: '0-9', w: '0-9A-Za-z_', s: '\\t\\n\\f\\r ' }
const SPECIAL = /[\\^$.*+?()[\]{}|/]/

const known = new Map<string, RegExp>()

/** The pattern, ready to match. Throws `PatternError`. */
export function goPattern(pattern: string, flags: '' | 'g' = ''): RegExp {
  const key = `${flags}/${pattern}`
  let found = known.get(key)
  if (!found) {
    found = read(pattern, flags)
    if (known.size > 500) known.clear()
    known.set(key, found)
  }
  found.lastIndex = 0
  return found
}

export const isTooCostly = (error: unknown): boolean => error instanceof MemoryExhausted

function read(pattern: string, flags: string): RegExp {
  const fail = (what: string, where = pattern): PatternError =>
    new PatternError(`error parsing regexp: ${what}: \`${where}\``)
  let rest = pattern
  let more = 'u'
  const leading = /^\(\?([ims]+)\)/.exec(rest)
  if (leading) {
    rest = rest.slice(leading[0].length)
    more += leading[1] ?? ''
  }
  let source = ''
  let depth = 0
  let at = 0
  let repeated = true
  while (at < rest.length) {
    const char = String.fromCodePoint(rest.codePointAt(at) ?? 0)
    if (char === '\\') {
      const [text, length] = escapeAt(rest, at, false, fail)
      source += text
      at += length
      repeated = false
      continue
    }
    if (char === '[') {
      const end = setEnd(rest, at)
      if (end < 0) throw fail('missing closing ]', rest.slice(at))
      source += setText(rest.slice(at, end), fail)
      at = end
      repeated = false
      continue
    }
    if (char === '(') {
      depth++
      const group = /^\(\?(?:P?<([^>]*)>|([ims]*)(?:-[ims]+)?:)/.exec(rest.slice(at))
      if (rest.startsWith('(?', at) && !group) throw fail('invalid or unsupported Perl syntax', rest.slice(at, at + 3))
      if (group) source += group[1] === undefined ? '(?:' : '('
      else source += '('
      at += group ? group[0].length : 1
      repeated = true
      continue
    }
    if (char === ')') {
      if (depth-- === 0) throw fail('unexpected )')
      source += ')'
    } else if (/[*+?]/.test(char)) {
      if (repeated) throw fail('missing argument to repetition operator', char)
      source += char
      at++
      if (rest[at] === '?') {
        source += '?'
        at++
      } else if (/[*+]/.test(rest[at] ?? '')) throw fail('invalid nested repetition operator', `${char}${rest[at]}`)
      continue
    } else if (char === '{') {
      const count = /^\{(\d+)(,(\d*))?\}/.exec(rest.slice(at))
      if (count && !repeated) {
        if (Number(count[1]) > 1000 || Number(count[3] ?? 0) > 1000) throw fail('invalid repeat count', count[0])
        source += count[0]
        at += count[0].length
        if (rest[at] === '?') {
          source += '?'
          at++
        }
        continue
      }
      source += '\\{'
    } else if (char === '}' || char === ']') source += `\\${char}`
    else if (char === '|') {
      source += '|'
      at++
      repeated = true
      continue
    } else source += char === '/' ? '\\/' : char
    repeated = char === '^' && source === '^'
    at += char.length
  }
  if (depth > 0) throw fail('missing closing )')
  try {
    return boundedRegex(source, more + flags)
  } catch {
    throw fail('invalid regular expression')
  }
}

type Fail = (what: string, where?: string) => PatternError

/** An escape and how long it is. */
function escapeAt(text: string, at: number, inSet: boolean, fail: Fail): [string, number] {
  const rest = text.slice(at)
  const next = rest[1]
  if (next === undefined) throw fail('trailing backslash at end of expression', '')
  if (next === 'Q' && !inSet) {
    const end = rest.indexOf('\\E')
    const quoted = rest.slice(2, end < 0 ? undefined : end)
    return [[...quoted].map((char) => literal(char)).join(''), end < 0 ? rest.length : end + 2]
  }
  const code = /^\\x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/.exec(rest)
  if (code) return [`\\u{${code[1] ?? code[2]}}`, code[0].length]
  const property = /^\\[pP](?:\{(\^?\w+)\}|(\w))/.exec(rest)
  if (property) {
    const name = property[1] ?? property[2] ?? ''
    const script = name.length > 2 ? `Script=${name}` : name
    return [`\\${next}{${script}}`, property[0].length]
  }
  const set = SETS[next.toLowerCase()]
  if (set !== undefined) {
    if (next === next.toLowerCase()) return [inSet ? set : `[${set}]`, 2]
    return [inSet ? `\\${next}` : `[^${set}]`, 2]
  }
  if (!inSet && next === 'A') return ['(?<![^])', 2]
  if (!inSet && next === 'z') return ['(?![^])', 2]
  if (!inSet && /[bB]/.test(next)) return [`\\${next}`, 2]
  if (/[nrtfv]/.test(next)) return [`\\${next}`, 2]
  if (next === 'a') return ['\\x07', 2]
  if (/[^\w\s]/.test(next) || next === '_') return [literal(next, inSet), 2]
  throw fail('invalid escape sequence', `\\${next}`)
}

const literal = (char: string, inSet = false): string =>
  SPECIAL.test(char) || (inSet && char === '-') ? `\\${char}` : char

/** Behind the bracket that closes the set. */
function setEnd(text: string, start: number): number {
  let at = start + 1
  if (text[at] === '^') at++
  if (text[at] === ']') at++
  while (at < text.length) {
    if (text[at] === '\\') at += 2
    else if (text.startsWith('[:', at)) {
      const end = text.indexOf(':]', at)
      at = end < 0 ? at + 1 : end + 2
    } else if (text[at] === ']') return at + 1
    else at++
  }
  return -1
}

function setText(set: string, fail: Fail): string {
  let source = '['
  let at = 1
  if (set[at] === '^') {
    source += '^'
    at++
  }
  const end = set.length - 1
  while (at < end) {
    const named = /^\[:(\^?)(\w+):\]/.exec(set.slice(at))
    if (named) {
      const members = CLASSES[named[2] ?? '']
      if (members === undefined || named[1]) throw fail('invalid character class range', named[0])
      source += members
      at += named[0].length
    } else if (set[at] === '\\') {
      const [text, length] = escapeAt(set, at, true, fail)
      source += text
      at += length
    } else {
      const char = String.fromCodePoint(set.codePointAt(at) ?? 0)
      const range = /^(.)-([^\]\\])/su.exec(set.slice(at))
      if (range && (range[1] ?? '') > (range[2] ?? '')) throw fail('invalid character class range', range[0])
      const isDash = char === '-' && at > 1 && at < end - 1 && set[at - 1] !== '^'
      source += isDash ? '-' : literal(char, true)
      at += char.length
    }
  }
  return `${source}]`
}
