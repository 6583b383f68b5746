// Small filters: seq, rev, tac, nl, column, yes, basename, dirname, paste, fold, expr's like are not there (GNU coreutils 9.1).

import type { Program, Steps } from '../../sim/index.ts'
import { parseOptions, UsageError } from '../options.ts'
import { baseName, directoryName, resolvePath } from '../paths.ts'
import { formatFloat, formatPrintf } from '../printf-format.ts'
import { emit, LineReader, linesOf, readOperand } from '../stream.ts'
import { graphemes, textWidth } from '../text-width.ts'

export const seq: Program = {
  name: 'seq',
  summary: 'seq [-w] [-s separator] [first [step]] last: numbers',
  *run(args, io): Steps<number> {
    // Negative numbers are operands.
    const options = parseOptions(
      args.flatMap((arg, i) =>
        /^-[\d.]/.test(arg) && !['-s', '-f'].includes(args[i - 1] ?? '') ? [`\0${arg}`] : [arg],
      ),
      { flags: 'w', values: 'sf', long: { separator: 's=', 'equal-width': 'w', format: 'f=' } },
    )
    const operands = options.operands.map((text) => text.replace('\0', ''))
    if (operands.length === 0) throw new UsageError('missing operand')
    if (operands.length > 3) throw new UsageError(`extra operand ‘${operands[3]}’`)
    const numbers = operands.map((text) => {
      if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text))
        throw new UsageError(`invalid floating point argument: ‘${text}’`)
      return Number(text)
    })
    const first = numbers.length > 1 ? (numbers[0] ?? 1) : 1
    const step = numbers.length > 2 ? (numbers[1] ?? 1) : 1
    const last = numbers.at(-1) ?? 0
    if (step === 0) throw new UsageError(`invalid Zero increment value: ‘${operands[1]}’`)
    const decimals = Math.max(
      ...(operands.length === 1 ? ['1'] : operands.slice(0, -1)).map((text) => text.split('.')[1]?.length ?? 0),
    )
    const format = options.value('f')
    const show = (n: number): string =>
      format === undefined ? formatFloat(n, 'f', decimals) : formatPrintf(format, [String(n)], 0).text
    const width = options.has('w') ? Math.max(show(first).length, show(last).length) : 0
    const pad = (text: string): string =>
      text.startsWith('-') ? `-${text.slice(1).padStart(width - 1, '0')}` : text.padStart(width, '0')
    const separator = options.value('s') ?? '\n'
    let text = ''
    const count = Math.floor((last - first) / step + 1e-9)
    for (let i = 0; i <= count; i++) {
      text += (i > 0 ? separator : '') + pad(show(first + i * step))
      if (text.length > 8192) {
        yield* emit(io.stdout, text)
        text = ''
        // As `yes` does.
        if (!io.stdout.pipe) yield { untilMs: io.host.nowMs() + 1 }
      }
    }
    if (count >= 0) yield* emit(io.stdout, `${text}\n`)
    return 0
  },
}

export const yes: Program = {
  name: 'yes',
  summary: 'yes [text]: print a line for ever',
  *run(args, io): Steps<number> {
    const line = `${args.length > 0 ? args.join(' ') : 'y'}\n`
    for (;;) {
      yield* emit(io.stdout, line.repeat(512))
      // To whoever is not a pipe this would never end: it gives way now and then.
      if (!io.stdout.pipe) yield { untilMs: io.host.nowMs() + 1 }
    }
  },
}

/** A filter that turns the lines of its inputs into others. */
const filter = (name: string, summary: string, work: (lines: readonly string[]) => readonly string[]): Program => ({
  name,
  summary,
  *run(args, io): Steps<number> {
    const options = parseOptions(args, {})
    let status = 0
    for (const operand of options.operands.length > 0 ? options.operands : ['-']) {
      const text = yield* readOperand(io, name, operand, name === 'tac' ? 'failed to open ' : 'cannot open ')
      if (text === undefined) status = 1
      else
        yield* emit(
          io.stdout,
          work(linesOf(text))
            .map((line) => `${line}\n`)
            .join(''),
        )
    }
    return status
  },
})

export const rev = filter('rev', 'rev [file…]: lines backwards', (lines) =>
  lines.map((line) => graphemes(line).reverse().join('')),
)
export const tac = filter('tac', 'tac [file…]: the last line first', (lines) => [...lines].reverse())

export const nl: Program = {
  name: 'nl',
  summary: 'nl [-b a] [file…]: number lines',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, {
      values: 'bwsvn',
      long: { 'body-numbering': 'b=', 'number-width': 'w=', 'number-separator': 's=' },
    })
    const all = options.value('b') === 'a'
    const width = Number(options.value('w') ?? 6)
    const separator = options.value('s') ?? '\t'
    let number = Number(options.value('v') ?? 1)
    let status = 0
    for (const operand of options.operands.length > 0 ? options.operands : ['-']) {
      const text = yield* readOperand(io, 'nl', operand)
      if (text === undefined) {
        status = 1
        continue
      }
      for (const line of linesOf(text)) {
        const counted = all || line !== ''
        yield* emit(
          io.stdout,
          counted
            ? `${String(number++).padStart(width)}${separator}${line}\n`
            : `${' '.repeat(width + separator.length)}\n`,
        )
      }
    }
    return status
  },
}

export const column: Program = {
  name: 'column',
  summary: 'column -t [-s separators] [file…]: a table',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, {
      flags: 'txn',
      values: 'sco',
      long: { table: 't', separator: 's=', 'output-separator': 'o=' },
    })
    const lines: string[] = []
    for (const operand of options.operands.length > 0 ? options.operands : ['-']) {
      const text = yield* readOperand(io, 'column', operand)
      if (text === undefined) return 1
      lines.push(...linesOf(text).filter((line) => line.trim() !== ''))
    }
    if (!options.has('t')) {
      const width = Math.max(0, ...lines.map(textWidth))
      const cell = Math.ceil((width + 1) / 8) * 8
      const perRow = Math.max(1, Math.floor(Number(options.value('c') ?? io.terminal?.columns ?? 80) / cell))
      const rows = Math.ceil(lines.length / perRow)
      for (let row = 0; row < rows; row++) {
        let text = ''
        for (let at = row; at < lines.length; at += rows) {
          const line = lines[at] ?? ''
          text += at + rows < lines.length ? line + '\t'.repeat(Math.ceil((cell - textWidth(line)) / 8)) : line
        }
        yield* emit(io.stdout, `${text}\n`)
      }
      return 0
    }
    const separators = options.value('s')
    const table = lines.map((line) =>
      separators === undefined
        ? line.trim().split(/\s+/)
        : line.split(new RegExp(`[${separators.replace(/[\\\]^-]/g, '\\$&')}]`)),
    )
    const widths: number[] = []
    for (const row of table)
      for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, textWidth(cell))
    const joint = options.value('o') ?? '  '
    for (const row of table) {
      const cells = row.map((cell, i) =>
        i === row.length - 1 ? cell : cell + ' '.repeat((widths[i] ?? 0) - textWidth(cell)),
      )
      yield* emit(io.stdout, `${cells.join(joint)}\n`)
    }
    return 0
  },
}

export const basename: Program = {
  name: 'basename',
  summary: 'basename path [suffix]: the last part of a path',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, { flags: 'az', values: 's', long: { multiple: 'a', suffix: 's=' } })
    const [first, second, extra] = options.operands
    if (first === undefined) throw new UsageError('missing operand')
    const multiple = options.has('a') || options.has('s')
    if (!multiple && extra !== undefined) throw new UsageError(`extra operand ‘${extra}’`)
    const suffix = options.value('s') ?? (multiple ? '' : (second ?? ''))
    for (const path of multiple ? options.operands : [first]) {
      const name = baseName(path)
      yield* emit(
        io.stdout,
        `${suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name}\n`,
      )
    }
    return 0
  },
}

export const dirname: Program = {
  name: 'dirname',
  summary: 'dirname path…: a path without its last part',
  *run(args, io): Steps<number> {
    const { operands } = parseOptions(args, { flags: 'z' })
    if (operands.length === 0) throw new UsageError('missing operand')
    for (const path of operands) yield* emit(io.stdout, `${directoryName(path)}\n`)
    return 0
  },
}

/** Nothing here is a link. */
export const readlink: Program = {
  name: 'readlink',
  summary: 'readlink -f path…: absolute paths',
  *run(args, io): Steps<number> {
    const { operands, has } = parseOptions(args, { flags: 'efmnqsvz' })
    if (operands.length === 0) throw new UsageError('missing operand')
    if (!has('f') && !has('e') && !has('m')) return 1
    for (const name of operands) {
      const path = resolvePath(io.cwd, name)
      const there = io.host.files.stat(path) !== undefined
      const parent = io.host.files.stat(directoryName(path)) !== undefined
      if (!there && (has('e') || (has('f') && !parent))) return 1
      yield* emit(io.stdout, `${path}\n`)
    }
    return 0
  },
}

export const realpath: Program = {
  name: 'realpath',
  summary: 'realpath path…: absolute paths',
  *run(args, io): Steps<number> {
    const { operands } = parseOptions(args, { flags: 'emsz' })
    if (operands.length === 0) throw new UsageError('missing operand')
    let status = 0
    for (const name of operands) {
      const path = resolvePath(io.cwd, name)
      if (io.host.files.stat(path) || io.host.files.stat(directoryName(path))) yield* emit(io.stdout, `${path}\n`)
      else {
        io.stderr.write(`realpath: ${name}: No such file or directory\n`)
        status = 1
      }
    }
    return status
  },
}

export const paste: Program = {
  name: 'paste',
  summary: 'paste [-s] [-d separators] file…: lines side by side',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, { flags: 's', values: 'd', long: { serial: 's', delimiters: 'd=' } })
    const separators = (options.value('d') ?? '\t').replace(/\\n/g, '\n').replace(/\\t/g, '\t')
    const joint = (i: number): string => separators[i % separators.length] ?? ''
    const names = options.operands.length > 0 ? options.operands : ['-']
    const reader = new LineReader(io.stdin)
    const inputs: string[][] = []
    if (!options.has('s') && names.every((name) => name === '-')) {
      const rows: string[] = []
      for (;;) {
        const cells: (string | undefined)[] = []
        for (let i = 0; i < names.length; i++) cells.push(yield* reader.next())
        if (cells.every((cell) => cell === undefined)) break
        rows.push(cells.map((cell, i) => (cell ?? '') + (i < cells.length - 1 ? joint(i) : '')).join(''))
      }
      yield* emit(io.stdout, rows.map((row) => `${row}\n`).join(''))
      return 0
    }
    for (const name of names) {
      const text = yield* readOperand(io, 'paste', name)
      if (text === undefined) return 1
      inputs.push(linesOf(text))
    }
    const join = (cells: readonly string[]): string =>
      cells.map((cell, i) => cell + (i < cells.length - 1 ? joint(i) : '')).join('')
    const rows = options.has('s')
      ? inputs.map(join)
      : Array.from({ length: Math.max(...inputs.map(({ length }) => length)) }, (_, i) =>
          join(inputs.map((lines) => lines[i] ?? '')),
        )
    yield* emit(io.stdout, rows.map((row) => `${row}\n`).join(''))
    return 0
  },
}
