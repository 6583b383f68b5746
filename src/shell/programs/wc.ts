// wc (GNU coreutils 9.1): -l -w -c -m -L.

import type { Program } from '../../sim/index.ts'
import { byteLength } from '../bytes.ts'
import { parseOptions } from '../options.ts'
import { resolvePath } from '../paths.ts'
import { emit, readOperand } from '../stream.ts'
import { textWidth } from '../text-width.ts'

export const wc: Program = {
  name: 'wc',
  summary: 'wc [-lwcmL] [file…]: count lines, words, bytes',
  *run(args, io) {
    const options = parseOptions(args, {
      flags: 'lwcmL',
      long: { lines: 'l', words: 'w', bytes: 'c', chars: 'm', 'max-line-length': 'L' },
    })
    const chosen = [...'lwmcL'].filter((letter) => options.has(letter))
    const shown = chosen.length > 0 ? chosen : ['l', 'w', 'c']
    const names = options.operands.length > 0 ? options.operands : ['-']
    const rows: { readonly counts: readonly number[]; readonly name: string }[] = []
    let status = 0
    let piped = false
    const sizes: number[] = []
    for (const name of names) {
      const info = name === '-' ? undefined : io.host.files.stat(resolvePath(io.cwd, name))
      if (name === '-') piped = true
      const text = yield* readOperand(io, 'wc', name)
      if (text === undefined) {
        status = 1
        if (info?.kind === 'directory') rows.push({ counts: shown.map(() => 0), name })
        continue
      }
      sizes.push(byteLength(text))
      rows.push({ counts: shown.map((letter) => count(text, letter)), name: options.operands.length > 0 ? name : '' })
    }
    if (names.length > 1) {
      const total = shown.map((letter, i) => {
        const all = rows.map(({ counts }) => counts[i] ?? 0)
        return letter === 'L' ? Math.max(0, ...all) : all.reduce((sum, n) => sum + n, 0)
      })
      rows.push({ counts: total, name: 'total' })
    }
    // One number alone is not padded; on a pipe, whose size is not known, columns have seven places.
    const single = shown.length === 1 && names.length === 1
    const bytes = sizes.reduce((sum, size) => sum + size, 0)
    const width = single ? 1 : piped ? 7 : String(bytes).length
    yield* emit(
      io.stdout,
      rows
        .map(
          ({ counts, name }) =>
            `${counts.map((n) => String(n).padStart(width)).join(' ')}${name === '' ? '' : ` ${name}`}\n`,
        )
        .join(''),
    )
    return status
  },
}

function count(text: string, letter: string): number {
  if (letter === 'l') return text.split('\n').length - 1
  if (letter === 'w') return text.match(/[^\s]+/gu)?.length ?? 0
  if (letter === 'c') return byteLength(text)
  if (letter === 'm') return [...text].length
  return Math.max(0, ...text.split('\n').map(textWidth))
}
