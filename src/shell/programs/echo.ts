// echo (bash 5.2 builtin): -n, -e, -E.

import type { Program } from '../../sim/index.ts'
import { expandEscapes } from '../printf-format.ts'
import { emit } from '../stream.ts'

export const echo: Program = {
  name: 'echo',
  summary: 'echo [-neE] [text…]: print text',
  *run(args, io) {
    let at = 0
    let newline = true
    let escapes = false
    for (; at < args.length && /^-[neE]+$/.test(args[at] ?? ''); at++) {
      for (const letter of (args[at] ?? '').slice(1)) {
        if (letter === 'n') newline = false
        else escapes = letter === 'e'
      }
    }
    const text = args.slice(at).join(' ')
    const made = escapes ? expandEscapes(text, true) : { text, stop: false }
    yield* emit(io.stdout, made.text + (newline && !made.stop ? '\n' : ''))
    return 0
  },
}
