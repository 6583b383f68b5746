// Text in lines of at most so many characters: github.com/mitchellh/go-wordwrap v1.0.1, as kubectl uses it, and its indent.

const blank = /^[\t\v\f\r \u0085\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/

/** Breaks at blanks, which then go; a word that is longer than a line stays whole. Lines keep the blanks that they begin with. */
export function wrapped(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => wrappedLine(line, width))
    .join('\n')
}

function wrappedLine(line: string, width: number): string {
  let out = ''
  /** Of the line that is being written. */
  let length = 0
  let blanks = ''
  let word = ''
  let wordLength = 0
  for (const character of line) {
    if (blank.test(character)) {
      if (blanks === '' || word !== '') {
        out += blanks + word
        length += blanks.length + wordLength
        blanks = ''
        word = ''
        wordLength = 0
      }
      blanks += character
      continue
    }
    word += character
    wordLength++
    if (length + blanks.length + wordLength > width && wordLength < width) {
      out += '\n'
      length = 0
      blanks = ''
    }
  }
  if (word !== '') return out + blanks + word
  return length + blanks.length <= width ? out + blanks : out
}

export function paragraph(text: string, width: number, indent: number): string {
  const pad = ' '.repeat(indent)
  return pad + wrapped(text, width).replaceAll('\n', `\n${pad}`)
}
