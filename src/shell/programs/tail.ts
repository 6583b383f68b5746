// tail (GNU coreutils 9.1): -n [+]N, -c [+]N, -N, -f, -q, -v. Following looks again every second, as tail does.

import type { Io, Program, Steps } from '../../sim/index.ts'
import { fromBytes, toBytes } from '../bytes.ts'
import { parseOptions, UsageError } from '../options.ts'
import { resolvePath } from '../paths.ts'
import { emit, readOperand, sleepFor } from '../stream.ts'

export const tail: Program = {
  name: 'tail',
  summary: 'tail [-n count] [-c bytes] [-f] [file…]: print the end',
  *run(args, io) {
    const options = parseOptions(
      args.map((arg, i) =>
        /^-[nc]$/.test(args[i - 1] ?? '')
          ? arg
          : arg.replace(/^([-+])(\d+)$/, (_, sign: string, n: string) => `-n${sign === '+' ? '+' : ''}${n}`),
      ),
      {
        flags: 'fFqv',
        values: 'ncs',
        long: {
          lines: 'n=',
          bytes: 'c=',
          follow: 'f=?',
          quiet: 'q',
          silent: 'q',
          verbose: 'v',
          retry: 'F',
          pid: 'pid=',
        },
      },
    )
    const unit = options.has('c') ? 'bytes' : 'lines'
    const given = options.value('c') ?? options.value('n') ?? '10'
    if (!/^[-+]?\d+$/.test(given)) throw new UsageError(`invalid number of ${unit}: ‘${given}’`, 1, false)
    const fromStart = given.startsWith('+')
    const count = Math.abs(Number(given))
    const follow = options.has('f') || options.has('F')
    const names = options.operands.length > 0 ? options.operands : ['-']
    const titled = (names.length > 1 || options.has('v')) && !options.has('q')
    let status = 0
    let first = true
    const seen = new Map<string, number>()
    for (const name of names) {
      const text = yield* readOperand(io, 'tail', name, 'cannot open ')
      if (text === undefined) {
        status = 1
        continue
      }
      const title = titled ? `${first ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n` : ''
      first = false
      yield* emit(io.stdout, title + end(text, unit, count, fromStart))
      if (name !== '-') seen.set(name, text.length)
    }
    if (follow && seen.size === 0 && status !== 0) io.stderr.write('tail: no files remaining\n')
    else if (follow && seen.size > 0) yield* followFiles(io, seen, titled)
    return status
  },
}

function end(text: string, unit: 'bytes' | 'lines', count: number, fromStart: boolean): string {
  if (unit === 'bytes') {
    const bytes = toBytes(text)
    return fromBytes(bytes.slice(fromStart ? Math.max(0, count - 1) : Math.max(0, bytes.length - count)))
  }
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  return lines.slice(fromStart ? Math.max(0, count - 1) : Math.max(0, lines.length - count)).join('')
}

function* followFiles(io: Io, seen: Map<string, number>, titled: boolean): Steps<never> {
  let last = [...seen.keys()].at(-1)
  for (;;) {
    yield* sleepFor(io, 1000)
    for (const [name, size] of seen) {
      const path = resolvePath(io.cwd, name)
      if (io.host.files.stat(path)?.kind !== 'file') continue
      const text = io.host.files.read(path)
      if (text.length < size) {
        io.stderr.write(`tail: ${name}: file truncated\n`)
        seen.set(name, 0)
      }
      const more = text.slice(Math.min(size, text.length < size ? 0 : size))
      seen.set(name, text.length)
      if (more === '') continue
      if (titled && last !== name) yield* emit(io.stdout, `\n==> ${name} <==\n`)
      last = name
      yield* emit(io.stdout, more)
    }
  }
}
