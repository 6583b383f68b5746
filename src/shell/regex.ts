// POSIX regular expressions, basic and extended (GNU flavour), as sources of JavaScript's with the flag `u`.
// Differs: leftmost, but not longest, among alternatives.

export class RegexError extends Error {}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: '\\p{L}',
  digit: '0-9',
  alnum: '\\p{L}\\p{N}',
  upper: '\\p{Lu}',
  lower: '\\p{Ll}',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`\\{-~',
  xdigit: '0-9a-fA-F',
  print: '\\x20-\\x7e\\u00a0-\\u{10ffff}',
  graph: '\\x21-\\x7e\\u00a1-\\u{10ffff}',
  cntrl: '\\x00-\\x1f\\x7f',
}

const plain = (char: string): string => (/[\\^$.*+?()[\]{}|/-]/.test(char) ? (char === '-' ? '-' : `\\${char}`) : char)

export function regexSource(pattern: string, kind: 'basic' | 'extended' | 'fixed' | 'perl'): string {
  if (kind === 'fixed') return [...pattern].map(plain).join('')
  if (kind === 'perl') return pattern.replace(/\\([^\w\s^$\\.*+?()[\]{}|/-])/g, '$1')
  const basic = kind === 'basic'
  const chars = [...pattern]
  let source = ''
  let depth = 0
  /** Nothing to repeat before: start, after `(` or `|`. */
  let fresh = true
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i] ?? ''
    const next = chars[i + 1]
    const escaped = char === '\\'
    if (escaped && next === undefined) throw new RegexError('Trailing backslash')
    const token = escaped ? (next ?? '') : char
    const special = escaped === basic && '(){}|+?'.includes(token)
    if (escaped) i++
    if (special) {
      if (token === '(') {
        source += '('
        depth++
        fresh = true
        continue
      }
      if (token === ')') {
        if (depth === 0) {
          if (basic) throw new RegexError('Unmatched ) or \\)')
          source += '\\)'
          continue
        }
        depth--
        source += ')'
      } else if (token === '|') {
        source += '|'
        fresh = true
        continue
      } else if (token === '{') {
        const rest = chars.slice(i + 1).join('')
        const bound = (basic ? /^(\d*)(,?)(\d*)\\\}/ : /^(\d*)(,?)(\d*)\}/).exec(rest)
        if (fresh || !bound || (bound[1] === '' && bound[2] === '')) {
          if (basic && !bound)
            throw new RegexError(rest.includes('\\}') ? 'Invalid content of \\{\\}' : 'Unmatched { or \\{')
          source += '\\{'
        } else {
          if (bound[3] !== '' && Number(bound[1] || 0) > Number(bound[3]))
            throw new RegexError('Invalid content of \\{\\}')
          source += `{${bound[1] || '0'}${bound[2]}${bound[3]}}`
          i += bound[0].length
        }
      } else if (token === '}') source += '\\}'
      else if (fresh) source += basic ? plain(token) : ''
      else if (/(?:[^\\]|^)(?:\\\\)*[*+?]$/.test(source)) source = `${wrapLast(source)}${token}`
      else source += token
      fresh = false
      continue
    }
    if (escaped) {
      if (/[1-9]/.test(token)) source += `\\${token}`
      else if (/[wWsSbB]/.test(token)) source += `\\${token}`
      else if (token === '<') source += '\\b(?=\\w)'
      else if (token === '>') source += '\\b(?<=\\w)'
      else if (token === '`') source += '^'
      else if (token === "'") source += '$'
      else if (token === 'n') source += '\\n'
      else if (token === 't') source += '\\t'
      else source += plain(token)
    } else if (token === '*')
      source += fresh ? (basic ? '\\*' : '') : /(?:[^\\]|^)(?:\\\\)*[*+?]$/.test(source) ? '' : '*'
    else if (token === '.') source += '.'
    else if (token === '^') {
      source += !basic || fresh ? '^' : '\\^'
      if (basic && fresh) continue
    } else if (token === '$') {
      const rest = chars.slice(i + 1).join('')
      source += !basic || rest === '' || rest.startsWith('\\)') || rest.startsWith('\\|') ? '$' : '\\$'
    } else if (token === '[') {
      const end = bracketEnd(chars, i)
      if (end < 0)
        throw new RegexError(chars.length === 1 ? 'Invalid regular expression' : 'Unmatched [, [^, [:, [., or [=')
      source += bracketSource(chars.slice(i + 1, end).join(''))
      i = end
    } else source += plain(token)
    fresh = false
  }
  if (depth > 0) throw new RegexError('Unmatched ( or \\(')
  return source
}

/** `a**` and the like: a repetition of a repetition. */
const wrapLast = (source: string): string => `(?:${source})`

function bracketEnd(chars: readonly string[], open: number): number {
  let i = open + 1
  if (chars[i] === '^') i++
  if (chars[i] === ']') i++
  for (; i < chars.length; i++) {
    if (chars[i] === '[' && /[:.=]/.test(chars[i + 1] ?? '')) {
      const mark = chars[i + 1] ?? ''
      let j = i + 2
      while (j < chars.length && !(chars[j] === mark && chars[j + 1] === ']')) j++
      if (j < chars.length) i = j + 1
    } else if (chars[i] === ']') return i
  }
  return -1
}

function bracketSource(inside: string): string {
  const negated = inside.startsWith('^')
  const body = (negated ? inside.slice(1) : inside).replace(
    /\[:(\w+):\]|\[[.=](.)[.=]\]|([\\[\]^&|~])/g,
    (_, name: string | undefined, single: string | undefined, char: string | undefined) => {
      if (name === undefined) return `\\${single ?? char ?? ''}`.replace(/\\([&~])/, '$1')
      const known = CLASSES[name]
      if (known === undefined) throw new RegexError('Invalid character class name')
      return known
    },
  )
  return `[${negated ? '^' : ''}${body.replace(/^-|-$/g, '\\-')}]`
}
