// Programs about lines: comm, join, fold, expand, unexpand (GNU coreutils 9.1). Missing: comm's and join's -z, join's
// --header, lists of tab stops.

import type { Io, Program, Steps } from '../../sim/index.ts'
import { byteLength } from '../bytes.ts'
import { type Options, parseOptions, UsageError } from '../options.ts'
import { emit, linesOf, readOperand } from '../stream.ts'
import { textWidth } from '../text-width.ts'

/** The lines of the two files that a program compares; undefined when one cannot be read. */
function* twoFiles(io: Io, name: string, { operands }: Options): Steps<readonly [string[], string[]] | undefined> {
  const [a, b, extra] = operands
  if (a === undefined || b === undefined)
    throw new UsageError(`missing operand${a === undefined ? '' : ` after ‘${a}’`}`)
  if (extra !== undefined) throw new UsageError(`extra operand ${name === 'join' ? `'${extra}'` : `‘${extra}’`}`)
  const first = yield* readOperand(io, name, a)
  const second = first === undefined ? undefined : yield* readOperand(io, name, b)
  return first === undefined || second === undefined ? undefined : [linesOf(first), linesOf(second)]
}

export const comm: Program = {
  name: 'comm',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, {
      flags: '123',
      long: { 'output-delimiter': 'o=', 'check-order': 'c', 'nocheck-order': 'n', total: 't' },
    })
    const files = yield* twoFiles(io, 'comm', options)
    if (!files) return 1
    const joint = options.value('o') ?? '\t'
    const lead = [1, 2, 3].map((column) =>
      joint.repeat([1, 2].filter((before) => before < column && !options.has(String(before))).length),
    )
    const counts = [0, 0, 0]
    const at = [0, 0]
    const warned = [false, false]
    let unpaired = false
    let fatal = false
    const advance = (side: 0 | 1): void => {
      const lines = files[side]
      const [before = '', after] = [lines[at[side] ?? 0], lines[(at[side] ?? 0) + 1]]
      at[side] = (at[side] ?? 0) + 1
      if (after === undefined || after >= before || warned[side] || options.has('n')) return
      if (!options.has('c') && !unpaired) return
      warned[side] = true
      io.stderr.write(`comm: file ${side + 1} is not in sorted order\n`)
      if (options.has('c')) fatal = true
    }
    while (!fatal) {
      const [a, b] = [files[0][at[0] ?? 0], files[1][at[1] ?? 0]]
      if (a === undefined && b === undefined) break
      const column = a === undefined ? 1 : b === undefined ? 0 : a < b ? 0 : a > b ? 1 : 2
      if (column < 2) unpaired = true
      counts[column] = (counts[column] ?? 0) + 1
      if (!options.has(String(column + 1))) yield* emit(io.stdout, `${lead[column]}${column === 1 ? b : a}\n`)
      if (column !== 1) advance(0)
      if (column !== 0) advance(1)
    }
    if (fatal) return 1
    if (options.has('t')) yield* emit(io.stdout, `${counts.join(joint)}${joint}total\n`)
    if (!warned.includes(true)) return 0
    io.stderr.write('comm: input is not in sorted order\n')
    return 1
  },
}

/** Works on each of its files, one after the other. */
function* eachFile(io: Io, name: string, { operands }: Options, work: (text: string) => string): Steps<number> {
  let status = 0
  for (const operand of operands.length > 0 ? operands : ['-']) {
    const text = yield* readOperand(io, name, operand)
    if (text === undefined) status = 1
    else yield* emit(io.stdout, work(text))
  }
  return status
}

export const fold: Program = {
  name: 'fold',
  run(args, io): Steps<number> {
    const options = parseOptions(
      args.map((arg) => arg.replace(/^-(\d+)$/, '-w$1')),
      { flags: 'bs', values: 'w', long: { width: 'w=', bytes: 'b', spaces: 's' } },
    )
    const given = options.value('w') ?? '80'
    const width = Number(given)
    if (!/^\d+$/.test(given)) throw new UsageError(`invalid number of columns: ‘${given}’`, 1, false)
    if (width === 0) throw new UsageError(`invalid number of columns: ‘0’: Numerical result out of range`, 1, false)
    // Differs: a character is not cut, of which GNU's counts the bytes.
    const after = (column: number, char: string): number =>
      options.has('b')
        ? column + byteLength(char)
        : char === '\t'
          ? (Math.floor(column / 8) + 1) * 8
          : char === '\b'
            ? Math.max(0, column - 1)
            : char === '\r'
              ? 0
              : column + byteLength(char)
    const folded = (line: string): string => {
      let [done, rest, column] = ['', '', 0]
      for (const char of line) {
        if (rest !== '' && after(column, char) > width) {
          const blank = options.has('s') ? Math.max(rest.lastIndexOf(' '), rest.lastIndexOf('\t')) + 1 : 0
          const cut = blank || rest.length
          done += `${rest.slice(0, cut)}\n`
          rest = rest.slice(cut)
          column = [...rest].reduce(after, 0)
        }
        rest += char
        column = after(column, char)
      }
      return done + rest
    }
    return eachFile(io, 'fold', options, (text) => text.split('\n').map(folded).join('\n'))
  },
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export const join: Program = {
  name: 'join',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, {
      flags: 'i',
      values: '12jtaoev',
      long: { 'ignore-case': 'i', 'check-order': 'c', 'nocheck-order': 'n' },
    })
    const fieldOf = (text: string): number => {
      if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`invalid field number: ‘${text}’`, 1, false)
      return Number(text) - 1
    }
    const alone = [...options.values('a'), ...options.values('v')]
    for (const file of alone)
      if (!/^[12]$/.test(file)) throw new UsageError(`invalid field number: ‘${file}’`, 1, false)
    const format = options.values('o').join(',')
    const wanted = format === '' || format === 'auto' ? [] : format.split(/[\s,]+/)
    for (const spec of wanted)
      if (!/^(?:0|[12]\.[1-9]\d*)$/.test(spec))
        throw new UsageError(
          `invalid f${/^[12]/.test(spec) ? 'ield specifier' : 'ile number in field spec'}: ‘${spec}’`,
          1,
          false,
        )
    const files = yield* twoFiles(io, 'join', options)
    if (!files) return 1
    const separator = options.value('t')
    const keys = [
      fieldOf(options.value('1') ?? options.value('j') ?? '1'),
      fieldOf(options.value('2') ?? options.value('j') ?? '1'),
    ]
    const [first = [], second = []] = files.map((lines, side) =>
      lines.map((line) => {
        const fields =
          separator === undefined ? line.trim().split(/[ \t]+/) : separator === '' ? [line] : line.split(separator)
        const key = fields[keys[side] ?? 0] ?? ''
        return { fields, key: options.has('i') ? key.toLowerCase() : key } satisfies Row
      }),
    )
    const widths = [first, second].map((rows) => rows[0]?.fields.length ?? 0)
    const fill = options.value('e') ?? ''
    const show = (a: Row | undefined, b: Row | undefined): string => {
      const shown = (a?.fields[keys[0] ?? 0] ?? b?.fields[keys[1] ?? 0]) || fill
      const cells =
        wanted.length > 0
          ? wanted.map((spec) => {
              if (spec === '0') return shown
              const [side, field] = spec.split('.')
              return (side === '1' ? a : b)?.fields[Number(field) - 1] || fill
            })
          : [
              shown,
              ...[a, b].flatMap((row, side) => {
                if (format !== 'auto') return row?.fields.filter((_, i) => i !== keys[side]) ?? []
                return Array.from({ length: widths[side] ?? 0 }, (_, i) => row?.fields[i] || fill).filter(
                  (_, i) => i !== keys[side],
                )
              }),
            ]
      return `${cells.join(separator || ' ')}\n`
    }
    const paired = !options.has('v')
    let text = ''
    let status = 0
    const unsorted = (rows: readonly Row[], side: number): void => {
      const at = options.has('n') ? -1 : rows.findIndex(({ key }, i) => i > 0 && key < (rows[i - 1]?.key ?? ''))
      if (at < 0 || (options.has('c') ? status !== 0 : alonePairs === 0)) return
      io.stderr.write(`join: ${options.operands[side]}:${at + 1}: is not sorted: ${files[side as 0 | 1][at]}\n`)
      status = 1
    }
    let alonePairs = 0
    for (let [i, j] = [0, 0]; i < first.length || j < second.length; ) {
      const [a, b] = [first[i], second[j]]
      const which = !a ? 1 : !b ? -1 : order(a.key, b.key)
      if (which !== 0) {
        alonePairs++
        if (alone.includes(which < 0 ? '1' : '2')) text += which < 0 ? show(a, undefined) : show(undefined, b)
        if (which < 0) i++
        else j++
        continue
      }
      let [endA, endB] = [i, j]
      while (first[endA]?.key === a?.key) endA++
      while (second[endB]?.key === a?.key) endB++
      if (paired)
        for (const left of first.slice(i, endA)) for (const right of second.slice(j, endB)) text += show(left, right)
      ;[i, j] = [endA, endB]
    }
    unsorted(first, 0)
    unsorted(second, 1)
    if (status === 0 || !options.has('c')) yield* emit(io.stdout, text)
    if (status !== 0 && !options.has('c')) io.stderr.write('join: input is not in sorted order\n')
    return status
  },
}

interface Row {
  readonly fields: readonly string[]
  readonly key: string
}

const tabSize = (options: Options): number => {
  const given = options.value('t') ?? '8'
  if (/^[1-9]\d*$/.test(given)) return Number(given)
  throw new UsageError(
    given === '0' ? 'tab size cannot be 0' : `tab size contains invalid character(s): ‘${given}’`,
    1,
    false,
  )
}

export const expand: Program = {
  name: 'expand',
  run(args, io): Steps<number> {
    const options = parseOptions(args, { flags: 'i', values: 't', long: { tabs: 't=', initial: 'i' } })
    const size = tabSize(options)
    const expanded = (line: string): string => {
      let text = ''
      for (const char of line) {
        const tab = char === '\t' && !(options.has('i') && /\S/.test(text))
        text += tab ? ' '.repeat(size - (textWidth(text) % size)) : char
      }
      return text
    }
    return eachFile(io, 'expand', options, (text) => text.split('\n').map(expanded).join('\n'))
  },
}

export const unexpand: Program = {
  name: 'unexpand',
  run(args, io): Steps<number> {
    const options = parseOptions(args, { flags: 'a', values: 't', long: { tabs: 't=', all: 'a', 'first-only': 'f' } })
    const size = tabSize(options)
    const all = (options.has('a') || options.has('t')) && !options.has('f')
    const tabbed = (line: string): string => {
      let column = 0
      return line.replace(all ? /[ \t]+|[^ \t]+/g : /^[ \t]+/, (run: string) => {
        if (!/^[ \t]/.test(run)) {
          column += textWidth(run)
          return run
        }
        const from = column
        for (const char of run) column = char === '\t' ? (Math.floor(column / size) + 1) * size : column + 1
        // A single blank before a tab stop stays one.
        if (run === ' ' && from > 0) return run
        const tabs = Math.floor(column / size) - Math.floor(from / size)
        return tabs === 0 ? run : '\t'.repeat(tabs) + ' '.repeat(column % size)
      })
    }
    return eachFile(io, 'unexpand', options, (text) => text.split('\n').map(tabbed).join('\n'))
  },
}
