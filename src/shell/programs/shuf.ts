// shuf (GNU coreutils 9.1): -e -i -n -o -r.

import type { Program, Steps } from '../../sim/index.ts'
import { parseOptions, UsageError } from '../options.ts'
import { resolvePath } from '../paths.ts'
import { emit, linesOf, readOperand } from '../stream.ts'

export const shuf: Program = {
  name: 'shuf',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, {
      flags: 'er',
      values: 'nio',
      long: { echo: 'e', repeat: 'r', 'head-count': 'n=', 'input-range': 'i=', output: 'o=' },
    })
    const [range, given] = [options.value('i'), options.value('n')]
    if (given !== undefined && !/^\d+$/.test(given)) throw new UsageError(`invalid line count: ‘${given}’`, 1, false)
    const extra = options.has('e') ? undefined : options.operands[range === undefined ? 1 : 0]
    if (extra !== undefined) throw new UsageError(`extra operand ‘${extra}’`)
    let lines: string[] | undefined
    if (range !== undefined) {
      const [, from, to] = /^(\d+)-(\d+)$/.exec(range) ?? []
      if (from === undefined || Number(from) > Number(to) + 1)
        throw new UsageError(
          `invalid input range: ‘${from === undefined ? range.replace(/^(\D.*)-.*$/, '$1') : range}’`,
          1,
          false,
        )
      lines = Array.from({ length: Math.min(Number(to) - Number(from) + 1, 2 ** 20) }, (_, i) =>
        String(Number(from) + i),
      )
    } else if (options.has('e')) lines = [...options.operands]
    else {
      const name = options.operands[0] ?? '-'
      if (io.host.files.stat(resolvePath(io.cwd, name))?.kind === 'directory')
        throw new UsageError('read error: Is a directory', 1, false)
      const text = yield* readOperand(io, 'shuf', name)
      lines = text === undefined ? undefined : linesOf(text)
    }
    if (!lines) return 1
    const { random } = io.host
    const count = Number(given ?? Number.POSITIVE_INFINITY)
    if (options.has('r') && lines.length === 0) throw new UsageError('no lines to repeat', 1, false)
    for (let i = 0; options.has('r') && i < count; i++) {
      yield* emit(io.stdout, `${lines[random.int(lines.length)]}\n`)
      // As `yes` does.
      if (!io.stdout.pipe && i % 512 === 511) yield { untilMs: io.host.nowMs() + 1 }
    }
    if (options.has('r')) return 0
    for (let i = lines.length - 1; i > 0; i--) {
      const other = random.int(i + 1)
      ;[lines[i], lines[other]] = [lines[other] ?? '', lines[i] ?? '']
    }
    const text = lines
      .slice(0, count)
      .map((line) => `${line}\n`)
      .join('')
    const output = options.value('o')
    if (output !== undefined) io.host.files.write(resolvePath(io.cwd, output), text)
    else yield* emit(io.stdout, text)
    return 0
  },
}
