// How many cells of a terminal a text takes: wide characters two, combining marks none (Unicode 15, East Asian Width).

const ZERO = /\p{Mn}|\p{Me}|[\u200b-\u200f\u2060]|[\ufe00-\ufe0f]/u
/** Letters, signs, arrows that never join their neighbours: each is a character of its own. */
const SINGLE = /^[\x00-\u02ff\u2190-\u27bf]*$/
/** Made when first needed: its tables are large. */
let segmenter: Intl.Segmenter | undefined

function isWide(code: number): boolean {
  return (
    code >= 0x1100 &&
    (code <= 0x115f ||
      (code >= 0x2e80 && code <= 0x303e) ||
      (code >= 0x3041 && code <= 0x33ff) ||
      (code >= 0x3400 && code <= 0x4dbf) ||
      (code >= 0x4e00 && code <= 0x9fff) ||
      (code >= 0xa000 && code <= 0xa4cf) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xfe30 && code <= 0xfe6f) ||
      (code >= 0xff00 && code <= 0xff60) ||
      (code >= 0xffe0 && code <= 0xffe6) ||
      (code >= 0x1f300 && code <= 0x1f64f) ||
      (code >= 0x1f680 && code <= 0x1f6ff) ||
      (code >= 0x1f900 && code <= 0x1f9ff) ||
      (code >= 0x20000 && code <= 0x3fffd))
  )
}

/** Cells of one character (code point). */
export function charWidth(char: string): number {
  const code = char.codePointAt(0) ?? 0
  if (code < 0x300) return code < 32 || (code >= 0x7f && code < 0xa0) ? 0 : 1
  return ZERO.test(char) ? 0 : isWide(code) ? 2 : 1
}

export function textWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length
  let width = 0
  for (const char of text) width += charWidth(char)
  return width
}

/** What a person sees as characters: a letter with its marks is one. */
export function graphemes(text: string): string[] {
  if (SINGLE.test(text)) return text.split('')
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return [...segmenter.segment(text)].map(({ segment }) => segment)
}
