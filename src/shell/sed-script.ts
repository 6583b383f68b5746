// Compiles a sed script (GNU sed 4.9) to commands with their addresses.

import { boundedRegex } from './bounded-regex.ts'
import { UsageError } from './options.ts'
import { RegexError, regexSource } from './regex.ts'

export type Address =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'match'; readonly expression: RegExp }
  | { readonly kind: 'step'; readonly first: number; readonly step: number }
  | { readonly kind: 'plus'; readonly count: number }
  | { readonly kind: 'multiple'; readonly count: number }

export interface SedCommand {
  readonly name: string
  readonly first: Address | undefined
  readonly second: Address | undefined
  readonly negated: boolean
  /** Text of a, i, c; label; file; exit code. */
  readonly text: string
  /** Of `{`: the index of its `}`. */
  end: number
  /** Of `s`: the new text, or undefined when nothing matched. */
  readonly substitute?: (text: string) => string | undefined
  readonly flags?: { readonly print: boolean; readonly file: string | undefined }
  readonly map?: ReadonlyMap<string, string>
}

export function compileSed(script: string, extended: boolean): readonly SedCommand[] {
  const commands: SedCommand[] = []
  const open: number[] = []
  let at = 0
  let lastPattern = ''

  const fail = (reason: string, place = at): never => {
    throw new UsageError(`-e expression #1, char ${place}: ${reason}`, 1, false)
  }
  const skip = (pattern: RegExp): void => {
    while (at < script.length && pattern.test(script[at] ?? '')) at++
  }
  const number = (): number => {
    const from = at
    skip(/\d/)
    return Number(script.slice(from, at))
  }
  /** Text up to the delimiter, which is taken; an escaped delimiter is plain. */
  const delimited = (delimiter: string, inPattern: boolean): string | undefined => {
    let text = ''
    let bracket = false
    for (; at < script.length; at++) {
      const char = script[at] ?? ''
      if (char === '\\') {
        const next = script[++at] ?? ''
        if (next === delimiter && delimiter !== '/')
          text += inPattern && /[.*[\]^$+?(){}|]/.test(next) ? `\\${next}` : next
        else text += next === delimiter ? next : char + next
      } else if (bracket) {
        if (char === ']') bracket = false
        text += char
      } else if (char === delimiter) {
        at++
        return text
      } else {
        if (inPattern && char === '[') {
          bracket = true
          // A bracket right after `[` or `[^` is a member.
          const member = /^\[\^?\]/.exec(script.slice(at))?.[0]
          if (member) {
            text += member
            at += member.length - 1
            continue
          }
        }
        text += char
      }
    }
    return undefined
  }
  const expression = (pattern: string, flags: string): RegExp => {
    const used = pattern === '' ? lastPattern : pattern
    if (pattern === '' && lastPattern === '') fail('no previous regular expression')
    lastPattern = used
    try {
      return boundedRegex(regexSource(used, extended ? 'extended' : 'basic'), `u${flags}`)
    } catch (error) {
      return fail(error instanceof RegexError ? error.message : 'Invalid preceding regular expression')
    }
  }
  const address = (second: boolean): Address | undefined => {
    const char = script[at] ?? ''
    if (/\d/.test(char)) {
      const line = number()
      if (script[at] !== '~' || second) return { kind: 'line', line }
      at++
      return { kind: 'step', first: line, step: number() }
    }
    if (char === '$') {
      at++
      return { kind: 'last' }
    }
    if (second && (char === '+' || char === '~')) {
      at++
      const count = number()
      return char === '+' ? { kind: 'plus', count } : { kind: 'multiple', count }
    }
    if (char !== '/' && char !== '\\') return undefined
    at++
    const delimiter = char === '/' ? '/' : (script[at++] ?? '')
    const pattern = delimited(delimiter, true)
    if (pattern === undefined) return fail('unterminated address regex', script.length)
    let flags = ''
    while (script[at] === 'I' || script[at] === 'M') flags += script[at++] === 'I' ? 'i' : 'm'
    return { kind: 'match', expression: expression(pattern, flags) }
  }
  const toLineEnd = (): string => {
    const end = script.indexOf('\n', at)
    const text = script.slice(at, end < 0 ? undefined : end)
    at = end < 0 ? script.length : end
    return text
  }
  /** Text of a, i, c: in the same line, or after a backslash in the next ones. */
  const appended = (): string => {
    skip(/[ \t]/)
    if (script[at] === '\\') {
      const after = ++at
      skip(/[ \t]/)
      // Blanks behind the backslash belong to a text that stands in the same line.
      if (script[at] === '\n') at++
      else at = after
    }
    if (at >= script.length) fail("expected \\ after `a', `c' or `i'", script.length)
    const text = /^(?:\\[\s\S]|[^\n\\])*/.exec(script.slice(at))?.[0] ?? ''
    at += text.length
    return unescapeText(text)
  }
  const word = (): string => {
    skip(/[ \t]/)
    const from = at
    skip(/[^\s;}]/)
    return script.slice(from, at)
  }

  while (at < script.length) {
    skip(/[\s;]/)
    if (at >= script.length) break
    const first = address(false)
    let second: Address | undefined
    skip(/[ \t]/)
    if (first && script[at] === ',') {
      at++
      skip(/[ \t]/)
      second = address(true)
      if (!second) fail("unexpected `,'")
      skip(/[ \t]/)
    }
    let negated = false
    while (script[at] === '!') {
      negated = true
      at++
      skip(/[ \t]/)
    }
    const name = script[at++] ?? ''
    const base = { name, first, second, negated, end: 0 }
    if (name === '' || name === '\n' || name === ';') fail('missing command')
    else if (name === '#') {
      if (first) fail("comments don't accept any addresses")
      toLineEnd()
    } else if (name === '{') {
      open.push(commands.length)
      commands.push({ ...base, text: '' })
    } else if (name === '}') {
      const from = open.pop()
      const opening = from === undefined ? undefined : commands[from]
      if (!opening) fail("unexpected `}'")
      else opening.end = commands.length
      commands.push({ ...base, text: '' })
    } else if (name === 's') {
      const delimiter = script[at++] ?? ''
      const pattern = delimited(delimiter, true)
      const replacement = pattern === undefined ? undefined : delimited(delimiter, false)
      if (pattern === undefined || replacement === undefined) fail("unterminated `s' command", script.length)
      else commands.push({ ...base, text: '', ...substitution(pattern, replacement) })
    } else if (name === 'y') {
      const delimiter = script[at++] ?? ''
      const from = delimited(delimiter, false)
      const to = from === undefined ? undefined : delimited(delimiter, false)
      if (from === undefined || to === undefined) fail("unterminated `y' command", script.length)
      else {
        const [a, b] = [[...unescapeText(from)], [...unescapeText(to)]]
        if (a.length !== b.length) fail("strings for `y' command are different lengths")
        commands.push({ ...base, text: '', map: new Map(a.map((char, i) => [char, b[i] ?? ''])) })
      }
    } else if ('aic'.includes(name)) commands.push({ ...base, text: appended() })
    else if (':btT'.includes(name)) commands.push({ ...base, text: word() })
    else if ('rw'.includes(name)) {
      skip(/[ \t]/)
      commands.push({ ...base, text: toLineEnd() })
    } else if ('qQlL'.includes(name)) commands.push({ ...base, text: word() })
    else if ('pPdDnNgGhHxz='.includes(name)) {
      commands.push({ ...base, text: '' })
      skip(/[ \t]/)
      if (at < script.length && !/[\n;}#]/.test(script[at] ?? '')) fail('extra characters after command', at + 1)
    } else fail(`unknown command: \`${name}'`)
  }
  if (open.length > 0) fail("unmatched `{'", 0)
  return commands

  function substitution(pattern: string, replacement: string): Pick<SedCommand, 'substitute' | 'flags'> {
    let flags = ''
    let global = false
    let print = false
    let nth = 1
    let file: string | undefined
    for (; at < script.length && !/[\s;}]/.test(script[at] ?? ''); ) {
      const flag = script[at] ?? ''
      if (/\d/.test(flag)) {
        nth = number()
        if (nth === 0) fail("number option to `s' command may not be zero")
        continue
      }
      at++
      if (flag === 'g') global = true
      else if (flag === 'p') print = true
      else if (flag === 'i' || flag === 'I') flags += 'i'
      else if (flag === 'm' || flag === 'M') flags += 'm'
      else if (flag === 'w') {
        skip(/[ \t]/)
        file = toLineEnd()
      } else if (flag === '#') {
        at--
        break
      } else fail("unknown option to `s'")
    }
    const matcher = expression(pattern, `${flags}g`)
    const make = replacer(replacement)
    return {
      flags: { print, file },
      substitute(text) {
        let count = 0
        let changed = false
        const made = text.replace(matcher, (...match: unknown[]) => {
          count++
          const whole = String(match[0])
          if (count < nth || (!global && count > nth)) return whole
          changed = true
          const groups = match
            .slice(1)
            .filter((part, i) => typeof part !== 'number' && (typeof match[i + 1] === 'string' || part === undefined))
          const end = match.findIndex((part, i) => i > 0 && typeof part === 'number')
          return make([
            whole,
            ...match.slice(1, end < 0 ? groups.length + 1 : end).map((part) => (typeof part === 'string' ? part : '')),
          ])
        })
        return changed ? made : undefined
      },
    }
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', a: '\x07' }

/** The text without its backslashes: `\n`, `\t`, `\x41`, and any other character as itself. */
const unescapeText = (text: string): string =>
  text.replace(/\\(?:x([\da-fA-F]{1,2})|([\s\S]))/g, (_, code: string | undefined, char: string) =>
    code === undefined ? (ESCAPES[char] ?? char) : String.fromCharCode(Number.parseInt(code, 16)),
  )

/** The right side of `s`: `&`, `\1`, `\n`, `\U … \E`. */
function replacer(replacement: string): (groups: readonly string[]) => string {
  const pieces = replacement.match(/\\x[\da-fA-F]{1,2}|\\[\s\S]|&|[^\\&]+/g) ?? []
  return (groups) => {
    let text = ''
    let mode = ''
    let once = ''
    const add = (more: string): void => {
      let made = mode === 'U' ? more.toUpperCase() : mode === 'L' ? more.toLowerCase() : more
      if (once !== '' && made !== '') {
        made = (once === 'u' ? made.charAt(0).toUpperCase() : made.charAt(0).toLowerCase()) + made.slice(1)
        once = ''
      }
      text += made
    }
    for (const piece of pieces) {
      if (piece === '&') add(groups[0] ?? '')
      else if (!piece.startsWith('\\')) add(piece)
      else {
        const char = piece[1] ?? ''
        if (/\d/.test(char)) add(groups[Number(char)] ?? '')
        else if (char === 'U' || char === 'L') mode = char
        else if (char === 'E') mode = ''
        else if (char === 'u' || char === 'l') once = char
        else add(unescapeText(piece))
      }
    }
    return text
  }
}
