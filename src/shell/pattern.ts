// Shell patterns (bash 5.2, "Pattern Matching"): to regular expressions, and against the tree of files.
// In a pattern a backslash makes the next character plain; that is how quoted text arrives here.

import type { Files } from '../sim/index.ts'
import { boundedRegex } from './bounded-regex.ts'
import { joinPath } from './paths.ts'

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9a-fA-F',
  word: '\\w',
  print: ' -~',
  graph: '!-~',
  cntrl: '\\x00-\\x1f\\x7f',
}

const plain = (char: string): string => char.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** Text in which nothing is special in a pattern. */
export const escapePattern = (text: string): string => text.replace(/[\\*?[\]()|!@+]/g, '\\$&')

export const hasPattern = (pattern: string): boolean => /(?<!\\)(?:\\\\)*(?:[*?]|\[[^\]]+\]|[@+!]\()/.test(pattern)

/** Removes the backslashes that keep characters plain. */
export const unescapePattern = (pattern: string): string => pattern.replace(/\\([\s\S])/g, '$1')

/** The source of a regular expression that matches what the pattern matches. */
export function patternSource(pattern: string, options: { readonly greedy?: boolean } = {}): string {
  const any = options.greedy === false ? '*?' : '*'
  let source = ''
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] ?? ''
    if (char === '\\') {
      i++
      source += plain(pattern[i] ?? '\\')
    } else if ('?*+@!'.includes(char) && pattern[i + 1] === '(') {
      const end = closing(pattern, i + 1)
      if (end < 0) {
        source += char === '*' ? `[\\s\\S]${any}` : char === '?' ? '[\\s\\S]' : plain(char)
        continue
      }
      const inner = alternatives(pattern.slice(i + 2, end))
        .map((part) => patternSource(part, options))
        .join('|')
      if (char === '!') source += `(?:(?!(?:${inner})$)[\\s\\S]*)`
      else source += `(?:${inner})${char === '@' ? '' : char}`
      i = end
    } else if (char === '*') source += `[\\s\\S]${any}`
    else if (char === '?') source += '[\\s\\S]'
    else if (char === '[') {
      const bracket = readBracket(pattern, i)
      if (bracket) {
        source += bracket.source
        i = bracket.end
      } else source += '\\['
    } else source += plain(char)
  }
  return source
}

function closing(pattern: string, open: number): number {
  let depth = 0
  for (let i = open; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++
    else if (pattern[i] === '(') depth++
    else if (pattern[i] === ')' && --depth === 0) return i
  }
  return -1
}

function alternatives(inner: string): readonly string[] {
  const parts = ['']
  let depth = 0
  for (let i = 0; i < inner.length; i++) {
    const char = inner[i] ?? ''
    if (char === '|' && depth === 0) {
      parts.push('')
      continue
    }
    if (char === '(') depth++
    if (char === ')') depth--
    parts[parts.length - 1] += char === '\\' ? char + (inner[++i] ?? '') : char
  }
  return parts
}

function readBracket(pattern: string, open: number): { readonly source: string; readonly end: number } | undefined {
  let i = open + 1
  let source = '['
  if (pattern[i] === '!' || pattern[i] === '^') {
    source += '^'
    i++
  }
  for (let first = true; i < pattern.length; i++, first = false) {
    const char = pattern[i] ?? ''
    if (char === ']' && !first) return { source: `${source}]`, end: i }
    if (char === '[' && pattern[i + 1] === ':') {
      const end = pattern.indexOf(':]', i)
      if (end > 0) {
        source += CLASSES[pattern.slice(i + 2, end)] ?? ''
        i = end + 1
        continue
      }
    }
    if (char === '\\') {
      i++
      source += plainInBracket(pattern[i] ?? '')
    } else if (char === '-') source += '-'
    else source += plainInBracket(char)
  }
  return undefined
}

const plainInBracket = (char: string): string => (/[\\\]^[-]/.test(char) ? `\\${char}` : char)

const EXTENDED = /[?*+@!]\(/

/** Of many stars only the last one may have to try again: each part before it is taken where it comes first. */
function wholeSource(pattern: string): string {
  if (EXTENDED.test(pattern)) return patternSource(pattern)
  const parts = splitStars(pattern)
  const [first = '', ...rest] = parts.map((part) => patternSource(part))
  const last = rest.pop()
  if (last === undefined) return first
  return `${first}${rest.map((part, i) => `(?=([\\s\\S]*?${part}))\\${i + 1}`).join('')}[\\s\\S]*${last}`
}

function splitStars(pattern: string): readonly string[] {
  const parts = ['']
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] ?? ''
    const bracket = char === '[' ? readBracket(pattern, i) : undefined
    const end = char === '\\' ? i + 1 : (bracket?.end ?? i)
    if (char === '*') parts.push('')
    else parts[parts.length - 1] += pattern.slice(i, end + 1)
    i = end
  }
  return parts
}

const known = new Map<string, RegExp>()

export function matchesPattern(text: string, pattern: string, ignoreCase = false): boolean {
  const id = `${ignoreCase ? 'i' : ''}/${pattern}`
  let expression = known.get(id)
  if (!expression) {
    const make = EXTENDED.test(pattern) ? boundedRegex : unboundedRegex
    expression = toExpression(`^(?:${wholeSource(pattern)})$`, ignoreCase ? 'iu' : 'u', make)
    if (known.size > 500) known.clear()
    known.set(id, expression)
  }
  return expression.test(text)
}

/** A range the wrong way round (`[z-a]`) matches nothing, as in bash, rather than being an error. */
export function toExpression(source: string, flags: string, make = boundedRegex): RegExp {
  try {
    return make(source, flags)
  } catch {
    try {
      return make(source, flags.replace('u', ''))
    } catch {
      return /(?!)/
    }
  }
}

/** For sources that are quick by the way they are made. */
const unboundedRegex = (source: string, flags: string): RegExp => new RegExp(source, flags)

/** A folder's folders, those in them, and so on, itself first; a hidden one not. */
function* foldersUnder(files: Files, path: string, hidden: boolean): Generator<readonly string[]> {
  yield []
  for (const name of files.list(path)) {
    const below = joinPath(path, name)
    if ((name.startsWith('.') && !hidden) || files.stat(below)?.kind !== 'directory') continue
    for (const rest of foldersUnder(files, below, hidden)) yield [name, ...rest]
  }
}

/**
 * The paths that a pattern names, sorted; none when nothing matches. Hidden files only for a pattern that begins with a
 * dot, or with `dotglob`; `**` stands for folders in folders with `globstar`.
 */
export function globFiles(
  files: Files,
  cwd: string,
  pattern: string,
  shopt: ReadonlySet<string> = new Set(),
): readonly string[] {
  const hidden = shopt.has('dotglob')
  const absolute = pattern.startsWith('/')
  const names = pattern.split('/').filter((name, i, all) => name !== '' || i === all.length - 1)
  let found: { readonly shown: string; readonly path: string }[] = [
    { shown: absolute ? '/' : '', path: absolute ? '/' : cwd },
  ]
  for (const [i, name] of names.entries()) {
    const last = i === names.length - 1
    const next: typeof found = []
    for (const at of found) {
      if (name === '') {
        if (at.shown !== '' && files.stat(at.path)?.kind === 'directory')
          next.push({ shown: `${at.shown}/`, path: at.path })
        continue
      }
      const prefix = at.shown === '' || at.shown.endsWith('/') ? at.shown : `${at.shown}/`
      if (!hasPattern(name)) {
        const text = unescapePattern(name)
        const path =
          text === '.' ? at.path : text === '..' ? at.path.replace(/\/[^/]*$/, '') || '/' : joinPath(at.path, text)
        if (files.stat(path)) next.push({ shown: prefix + text, path })
        continue
      }
      if (files.stat(at.path)?.kind !== 'directory') continue
      if (name === '**' && shopt.has('globstar') && !last) {
        for (const names of foldersUnder(files, at.path, hidden)) {
          next.push({ shown: prefix + names.join('/'), path: names.reduce(joinPath, at.path) })
        }
        continue
      }
      for (const entry of files.list(at.path)) {
        if (entry.startsWith('.') && !name.startsWith('.') && !hidden) continue
        if (!matchesPattern(entry, name, shopt.has('nocaseglob'))) continue
        const path = joinPath(at.path, entry)
        if (!last && files.stat(path)?.kind !== 'directory') continue
        next.push({ shown: prefix + entry, path })
      }
    }
    found = next
  }
  return found.map(({ shown }) => shown).sort()
}
