// Go's quoted strings and characters (strconv.Unquote, Go 1.24).

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
}

/** What stands between the quotes; undefined for an escape that Go does not take, as the other kind of quote is. */
export function goUnquote(token: string): string | undefined {
  const mark = token[0] ?? ''
  let valid = true
  const value = token
    .slice(1, -1)
    .replace(
      /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([\s\S]))/g,
      (_, x, u, long, octal, c) => {
        const hex: string | undefined = x ?? u ?? long
        if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
        if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8))
        const escaped = c === mark ? mark : escapes[c as string]
        if (escaped === undefined) valid = false
        return escaped ?? ''
      },
    )
  return valid ? value : undefined
}
