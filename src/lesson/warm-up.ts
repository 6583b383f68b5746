// What a page does before it reads its first lesson. A library's code and expressions are compiled when they are first used
// (an expression better the second time, and apart for letters of one byte and of two): milliseconds that would all come in
// the same task. Here a little of everything is read part by part. Who need not breathe goes without.

import { parseAllDocuments } from 'yaml'
import { lexText } from './markdown.ts'

const YAML = `a: [b, {c: 'd\n  e'}]\nf: # g\n  - h: |\n      i\n    j: "k\\n"\n`
const MARKDOWN = ['@', '> @', '- @', '**@**', '`@`', '[@](@)']

export function* warmUpInParts(): Generator<void, void> {
  parseAllDocuments(YAML)
  for (const letter of ['a', 'ক']) {
    const words = `${letter} `.repeat(9)
    for (const form of MARKDOWN) {
      for (let time = 0; time < 2; time++) {
        yield
        yield* lexText(form.replaceAll('@', words))
      }
    }
  }
}
