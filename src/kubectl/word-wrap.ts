// Text in lines of at most so many characters: github.com/mitchellh/go-wordwrap, as kubectl uses it, and its indent.

/** Breaks at blanks; a word that is longer than a line stays whole. */
export function wrapped(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => {
      const lines: string[] = []
      let current = ''
      let blanks = ''
      for (const [, space = '', word = ''] of line.matchAll(/(\s*)(\S+)/g)) {
        blanks += space
        if (current !== '' && [...current].length + blanks.length + [...word].length > width) {
          lines.push(current)
          current = word
        } else current += blanks + word
        blanks = ''
      }
      return [...lines, current].join('\n')
    })
    .join('\n')
}

export function paragraph(text: string, width: number, indent: number): string {
  const pad = ' '.repeat(indent)
  return pad + wrapped(text, width).replaceAll('\n', `\n${pad}`)
}
