// Parameters and what `${…}` does with their values (bash 5.2, "Shell Parameter Expansion").

import { matchesPattern, patternSource, toExpression } from './pattern.ts'
import { quoteWord } from './quote.ts'
import type { Shell } from './state.ts'

/** One value, or the values of `@`, `*` and whole arrays. */
export type ParameterValue =
  | { readonly kind: 'one'; readonly value: string | undefined }
  | { readonly kind: 'many'; readonly values: readonly string[]; readonly joined: boolean }

const one = (value: string | undefined): ParameterValue => ({ kind: 'one', value })

/** The option letters of `$-`. */
const flags = (shell: Shell): string =>
  (shell.options.has('allexport') ? 'a' : '') +
  (shell.options.has('errexit') ? 'e' : '') +
  'h' +
  (shell.around.interactive ? 'i' : '') +
  (shell.around.interactive ? 'm' : '') +
  (shell.options.has('nounset') ? 'u' : '') +
  (shell.options.has('xtrace') ? 'x' : '') +
  'B' +
  (shell.around.interactive ? 'H' : 'c')

export function lookUp(shell: Shell, name: string, index?: string): ParameterValue {
  if (index === '@' || index === '*') {
    return { kind: 'many', values: shell.items(name).map(([, value]) => value), joined: index === '*' }
  }
  if (index !== undefined) return one(shell.element(name, index))
  switch (name) {
    case '@':
    case '*':
      return { kind: 'many', values: shell.positional, joined: name === '*' }
    case '#':
      return one(String(shell.positional.length))
    case '?':
      return one(String(shell.status))
    case '$':
      return one(String(shell.rootPid))
    case '!':
      return one(shell.lastBackground === undefined ? undefined : String(shell.lastBackground))
    case '-':
      return one(flags(shell))
    case '_':
      return one(shell.lastArgument)
    case '0':
      return one(shell.zero)
    case 'PIPESTATUS':
      return one(String(shell.pipeStatus[0] ?? shell.status))
    default:
      return one(/^\d+$/.test(name) ? shell.positional[Number(name) - 1] : shell.get(name))
  }
}

/** `#` `##` `%` `%%`: without the shortest or longest match at an end. */
export function removeMatch(value: string, operator: string, pattern: string): string {
  if (pattern === '') return value
  if (operator.startsWith('#')) {
    const source = patternSource(pattern, { greedy: operator === '##' })
    return value.replace(toExpression(`^(?:${source})`, 'u'), '')
  }
  // From the right end: the shortest match starts last, so try every start.
  const starts = Array.from({ length: value.length + 1 }, (_, i) => (operator === '%%' ? i : value.length - i))
  for (const start of starts) if (matchesPattern(value.slice(start), pattern)) return value.slice(0, start)
  return value
}

export function replaceMatch(
  value: string,
  operator: string,
  pattern: string,
  replacement: (match: string) => string,
): string {
  if (pattern === '')
    return operator === '/#' ? replacement('') + value : operator === '/%' ? value + replacement('') : value
  const source = patternSource(pattern)
  const anchored = operator === '/#' ? `^(?:${source})` : operator === '/%' ? `(?:${source})$` : source
  const expression = toExpression(anchored, operator === '//' ? 'gu' : 'u')
  return value.replace(expression, (match) => (match === '' && operator === '//' ? '' : replacement(match)))
}

export function changeCase(value: string, operator: string, pattern: string | undefined): string {
  const change = (char: string): string => {
    if (pattern !== undefined && pattern !== '' && !matchesPattern(char, pattern)) return char
    const upper = operator.startsWith('~') ? char === char.toLowerCase() : operator.startsWith('^')
    return upper ? char.toUpperCase() : char.toLowerCase()
  }
  const chars = [...value]
  return operator.length === 2
    ? chars.map(change).join('')
    : chars.map((char, i) => (i === 0 ? change(char) : char)).join('')
}

export function transform(shell: Shell, name: string, value: string, operator: string): string {
  switch (operator) {
    case 'Q':
      return quoteWord(value, true)
    case 'U':
      return value.toUpperCase()
    case 'L':
      return value.toLowerCase()
    case 'u':
      return value.charAt(0).toUpperCase() + value.slice(1)
    case 'A':
      return `${name}=${quoteWord(value, true)}`
    case 'a': {
      const variable = shell.variables.get(name)
      return `${variable?.items ? (variable.keyed ? 'A' : 'a') : ''}${variable?.integer ? 'i' : ''}${variable?.readonly ? 'r' : ''}${variable?.exported ? 'x' : ''}`
    }
    default:
      return value
  }
}
