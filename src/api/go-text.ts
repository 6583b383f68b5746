// How Go prints values into messages: strconv.Quote, and fmt's %v and %#v as far as API messages need them.

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}

// What strconv.IsPrint refuses: controls, formats, separators other than the blank, private and unassigned code points.
const unprintable = /["\\]|(?! )[\p{C}\p{Z}]/gu
const anyUnprintable = /["\\]|(?! )[\p{C}\p{Z}]/u

/** strconv.Quote. */
export function goQuote(text: string): string {
  if (!anyUnprintable.test(text)) return `"${text}"`
  const inner = text.replace(unprintable, (character) => {
    const known = escapes[character]
    if (known) return known
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`
    // A lone surrogate cannot come from UTF-8; Go would hold the replacement character.
    if (code >= 0xd800 && code <= 0xdfff) return '\ufffd'
    return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`
  })
  return `"${inner}"`
}

/** A bad value that is already worded as Go's %#v words it: 'map[string]string{"a":"b"}'. */
export class GoSyntax {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/**
 * A bad value in a field's fault. Strings are quoted, numbers and booleans plain. Differs: structures are printed as
 * JSON, which is what 1.33's client-visible types look like; upstream prints Go syntax of its internal types.
 */
export function goValue(value: unknown): string {
  if (value === undefined || value === null) return 'null'
  if (typeof value === 'string') return goQuote(value)
  if (value instanceof GoSyntax) return value.text
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return `[]string{${value.map(goQuote).join(', ')}}`
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** fmt's %v of a value that came from JSON: `map[a:1 b:[x y]]`, keys sorted. */
export function goPrint(value: unknown): string {
  if (value === undefined || value === null) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(goPrint).join(' ')}]`
  if (typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `map[${entries.map(([key, field]) => `${key}:${goPrint(field)}`).join(' ')}]`
  }
  return String(value)
}
