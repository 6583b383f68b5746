// History expansion (bash 5.2 manual, 9.3): !!, !n, !-n, !text, !?text?, !#, words
// (`:1`, `:2-4`, `$`, `^`, `*` …), modifiers (h t r e p q x s & g), ^old^new. Missing: `%`, `:G`.

import { parseCommand } from './syntax.ts'

/** More lines than these stay as they are: each is parsed again with those before it. */
const LINES_LIMIT = 100

/** A command of several lines as history keeps it (`cmdhist`): in one line where that means the same. */
export function oneLine(text: string): string {
  const lines = text.split('\n')
  if (lines.length > LINES_LIMIT) return text
  let made = lines[0] ?? ''
  for (const [i, line] of lines.entries()) {
    if (i === 0) continue
    const parsed = parseCommand(made)
    if (parsed.kind !== 'incomplete' || parsed.hereDocument) return [made, ...lines.slice(i)].join('\n')
    const quoted = /matching `["'`]'/.test(parsed.reason)
    const array = /\w\+?=\([^()$]*$/.test(made)
    if (!quoted && /(?:^|[^\\])(?:\\\\)*\\$/.test(made)) made = made.slice(0, -1) + line
    else if ((parsed.reason.includes('matching') && !array) || /(?:^|\s)#[^'"]*$/.test(made)) made += `\n${line}`
    else if (line.trim() !== '') {
      const apart = !array && !/[&;|]\s*$/.test(made) && parseCommand(`${made}; ${line}`).kind !== 'error'
      made += `${apart ? ';' : ''} ${line}`
    }
  }
  return made
}

export interface HistoryExpansion {
  readonly line: string
  readonly changed: boolean
  readonly fault?: string
  /** Only show and remember it (`:p`). */
  readonly shownOnly?: boolean
}

class Fault extends Error {}

/** A line's words, with their quotes; operators are words of their own. */
const wordsOf = (line: string): readonly string[] =>
  line.match(/(?:\\.|'[^']*'?|"(?:\\.|[^"\\])*"?|`[^`]*`?|[^\s'"`\\;&|<>()])+|\d*[<>][<>&|]*|[;&|]+|[()]/g) ?? []

/** The words that `:1`, `:2-4`, `$` and the like name. */
function chosenWords(line: string, text: string): string {
  const words = wordsOf(line)
  const last = words.length - 1
  const place = (sign: string): number => (sign === '$' ? last : sign === '^' ? 1 : Number(sign))
  if (text === '*') return words.slice(1).join(' ')
  const [, from = '', to] = /^([\d^$]*)(\*|-[\d^$]*)?$/.exec(text) ?? []
  const first = from === '' ? 0 : place(from)
  const until = to === undefined ? first : to === '*' ? last : to === '-' ? last - 1 : place(to.slice(1))
  if (first > last + (to === '*' ? 1 : 0) || until > last) throw new Fault(`:${text}: bad word specifier`)
  return words.slice(first, until + 1).join(' ')
}

interface Substitution {
  readonly from: string
  readonly to: string
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** What history expansion knows from one line to the next. */
export interface HistoryMemory {
  /** The last `s`, for `&`. */
  substitution?: Substitution
}

function modified(text: string, modifier: string, memory: HistoryMemory): string {
  const all = /^[ga]/.test(modifier)
  const kind = all ? modifier.slice(1) : modifier
  switch (kind[0]) {
    case 'h':
      return text.includes('/') ? text.slice(0, Math.max(text.lastIndexOf('/'), 1)) : text
    case 't':
      return text.slice(text.lastIndexOf('/') + 1)
    case 'r':
      return text.replace(/\.[^./]*$/, '')
    case 'e':
      return /\.[^./]*$/.exec(text)?.[0] ?? text
    case 'q':
      return quoted(text)
    case 'x':
      return text
        .split(/[ \t\n]/)
        .map(quoted)
        .join(' ')
    case 's':
    case '&': {
      const [from = '', to = ''] = kind[0] === 's' ? kind.slice(2).split(kind[1] ?? '/') : []
      if (kind[0] === 's') memory.substitution = { from: from || (memory.substitution?.from ?? ''), to }
      const { from: old, to: made } = memory.substitution ?? { from: '', to: '' }
      if (old === '' || !text.includes(old)) throw new Fault(`:${modifier}: substitution failed`)
      const put = (): string => made.replace(/\\?&/g, (sign) => (sign === '&' ? old : '&'))
      return all ? text.replaceAll(old, put) : text.replace(old, put)
    }
    default:
      return text
  }
}

const EVENT = /^!(?:!|#|-?\d+|\?[^?]*\??|(?=[$^*:-])|[^\s;&|()<>"'$^*:]+)/
const CHOSEN = /^(?::(?:[\d^$]+(?:\*|-[\d^$]*)?|-[\d$]+|\*)|[$^*]|-\d+)/
const MODIFIER = /^:([ga]?(?:s(.)(?:\\.|(?!\2).)*\2(?:\\.|(?!\2).)*(?:\2|$)|&)|[htrepqx])/

/** One `!…` at the beginning of a text: how much of the text it is, and what takes its place. */
function expandOne(
  text: string,
  before: string,
  history: readonly string[],
  memory: HistoryMemory,
): { readonly length: number; readonly text: string; readonly shownOnly: boolean } | undefined {
  const event = EVENT.exec(text)?.[0]
  if (event === undefined) return undefined
  const name = event.slice(1)
  let found: string | undefined
  if (name === '#') found = before
  else if (/^-?\d+$/.test(name)) found = Number(name) < 0 ? history.at(Number(name)) : history[Number(name) - 1]
  else if (name.startsWith('?')) found = history.findLast((known) => known.includes(name.replace(/^\?|\?$/g, '')))
  else if (name !== '' && name !== '!') found = history.findLast((known) => known.startsWith(name))
  else found = history.at(-1)
  if (found === undefined) throw new Fault(`${event}: event not found`)
  let at = event.length
  const chosen = CHOSEN.exec(text.slice(at))?.[0]
  if (chosen !== undefined) {
    found = chosenWords(found, chosen.replace(/^:/, ''))
    at += chosen.length
  }
  let shownOnly = false
  for (;;) {
    const [whole = '', modifier = ''] = MODIFIER.exec(text.slice(at)) ?? []
    if (whole === '') return { length: at, text: found, shownOnly }
    if (modifier === 'p') shownOnly = true
    else found = modified(found, modifier, memory)
    at += whole.length
  }
}

export function expandHistory(line: string, history: readonly string[], memory: HistoryMemory): HistoryExpansion {
  // `^old^new` is short for `!!:s^old^new^`.
  const quick = /^\^([^^]+)\^([^^]*)\^?(.*)$/.exec(line)
  try {
    if (quick) {
      const [, from = '', to = '', rest = ''] = quick
      const last = history.at(-1)
      if (!last?.includes(from)) throw new Fault(`:s${line.slice(0, line.length - rest.length)}: substitution failed`)
      return expanded(`!!:s^${from}^${to}^${rest}`, history, memory)
    }
    return expanded(line, history, memory)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { line, changed: false, fault: error.message }
  }
}

function expanded(line: string, history: readonly string[], memory: HistoryMemory): HistoryExpansion {
  if (!line.includes('!')) return { line, changed: false }
  let result = ''
  let changed = false
  let shownOnly = false
  let single = false
  let double = false
  for (let i = 0; i < line.length; ) {
    const char = line[i] ?? ''
    if (char === '\\' && !single) {
      result += line.slice(i, i + 2)
      i += 2
      continue
    }
    if (char === "'" && !double) single = !single
    if (char === '"' && !single) double = !double
    const next = line[i + 1]
    const ends = next === undefined || /[\s=(]/.test(next) || (double && next === '"')
    // `${!x}`, `[!a]` and `$!` are not about history.
    const before = line[i - 1]
    const plain = char !== '!' || single || ends || before === '[' || before === '{' || before === '$'
    const one = plain ? undefined : expandOne(line.slice(i), result, history, memory)
    if (one) {
      result += one.text
      i += one.length
      changed = true
      shownOnly ||= one.shownOnly
    } else {
      result += char
      i++
    }
  }
  return { line: result, changed, ...(shownOnly ? { shownOnly } : {}) }
}
