// Text as bash would want it typed: `printf %q`, `${x@Q}`, `set -x`, `export -p`.

/** In the style of `set -x` and `${x@Q}`: single quotes only where needed (or always). */
export function quoteWord(text: string, always = false): string {
  if (/[\x00-\x1f\x7f]/.test(text)) return ansiQuote(text)
  if (!always && text !== '' && /^[\w@%+=:,./^-]+$/.test(text) && !/^[~#]/.test(text)) return text
  return `'${text.replace(/'/g, "'\\''")}'`
}

/** In the style of `printf %q`: backslashes. */
export function escapeWord(text: string): string {
  if (text === '') return "''"
  if (/[\x00-\x1f\x7f]/.test(text)) return ansiQuote(text)
  return text.replace(/[^\w@%+=:./\u0080-\uffff-]/g, '\\$&')
}

/** In the style of `declare -p`. */
export const doubleQuote = (text: string): string =>
  /[\x00-\x1f\x7f]/.test(text) ? ansiQuote(text) : `"${text.replace(/["\\$`]/g, '\\$&')}"`

const NAMED: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
  '\x1b': '\\E',
  "'": "\\'",
  '\\': '\\\\',
}

const ansiQuote = (text: string): string =>
  `$'${text.replace(/[\x00-\x1f\x7f'\\]/g, (char) => NAMED[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`)}'`
