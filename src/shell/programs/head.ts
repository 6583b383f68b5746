// head (GNU coreutils 9.1): -n [-]N, -c [-]N, -N, -q, -v.

import type { Program } from '../../sim/index.ts'
import { fromBytes, toBytes } from '../bytes.ts'
import { parseOptions, UsageError } from '../options.ts'
import { emit, LineReader, readOperand } from '../stream.ts'

export const head: Program = {
  name: 'head',
  summary: 'head [-n count] [-c bytes] [file…]: print the beginning',
  *run(args, io) {
    const options = parseOptions(
      args.map((arg, i) => (/^-[nc]$/.test(args[i - 1] ?? '') ? arg : arg.replace(/^-(\d+)$/, '-n$1'))),
      { flags: 'qv', values: 'nc', long: { lines: 'n=', bytes: 'c=', quiet: 'q', silent: 'q', verbose: 'v' } },
    )
    const unit = options.has('c') ? 'bytes' : 'lines'
    const given = options.value('c') ?? options.value('n') ?? '10'
    if (!/^-?\d+$/.test(given)) throw new UsageError(`invalid number of ${unit}: ‘${given}’`, 1, false)
    const fromEnd = given.startsWith('-')
    const count = Math.abs(Number(given))
    const names = options.operands.length > 0 ? options.operands : ['-']
    const titled = (names.length > 1 || options.has('v')) && !options.has('q')
    let status = 0
    let first = true
    for (const name of names) {
      const title = (): string => {
        const text = titled ? `${first ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n` : ''
        first = false
        return text
      }
      if (name === '-' && unit === 'lines' && !fromEnd) {
        yield* emit(io.stdout, title())
        const reader = new LineReader(io.stdin)
        for (let i = 0; i < count; i++) {
          const line = yield* reader.next()
          if (line === undefined) break
          yield* emit(io.stdout, line + (reader.terminated ? '\n' : ''))
        }
        reader.release()
        continue
      }
      const text = yield* readOperand(io, 'head', name, 'cannot open ', unit === 'bytes' ? count : undefined)
      if (text === undefined) {
        status = 1
        continue
      }
      yield* emit(io.stdout, title() + begin(text, unit, count, fromEnd))
    }
    return status
  },
}

function begin(text: string, unit: 'bytes' | 'lines', count: number, fromEnd: boolean): string {
  if (unit === 'bytes') {
    const bytes = toBytes(text)
    return fromBytes(bytes.slice(0, fromEnd ? Math.max(0, bytes.length - count) : count))
  }
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  return lines.slice(0, fromEnd ? Math.max(0, lines.length - count) : count).join('')
}
