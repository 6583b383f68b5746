// Bytes to look at: od (GNU coreutils 9.1), xxd (2022-01-14), hexdump and hd (util-linux 2.38). Missing: od's floating
// point, xxd's -a, -e and -E, hexdump's own formats.

import type { Io, Program, Steps } from '../../sim/index.ts'
import { fromBytes, toBytes } from '../bytes.ts'
import { parseOptions, UsageError } from '../options.ts'
import { resolvePath } from '../paths.ts'
import { emit, readOperand } from '../stream.ts'

const hex = (n: number, width = 2): string => n.toString(16).padStart(width, '0')
const printable = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '.')).join('')
const ESCAPES: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
}
const character = (byte: number): string =>
  ESCAPES[byte] ?? (byte > 31 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0'))
const ASCII =
  'nul soh stx etx eot enq ack bel bs ht nl vt ff cr so si dle dc1 dc2 dc3 dc4 nak syn etb can em sub esc fs gs rs us sp'.split(
    ' ',
  )

const countOf = (text: string | undefined, otherwise: number): number => {
  if (text === undefined) return otherwise
  if (!/^(?:0x[\da-f]+|\d+)$/i.test(text)) throw new UsageError(`invalid number ‘${text}’`, 1, false)
  return Number(text)
}

function* bytesOf(io: Io, name: string, operands: readonly string[]): Steps<Uint8Array | undefined> {
  const texts: string[] = []
  for (const operand of operands.length > 0 ? operands : ['-']) {
    const text = yield* readOperand(io, name, operand)
    if (text !== undefined) texts.push(text)
  }
  return texts.length === 0 ? undefined : toBytes(texts.join(''))
}

interface Look {
  readonly from: number
  readonly perLine: number
  readonly all: boolean
  readonly address: (at: number) => string
  readonly line: (bytes: Uint8Array, address: string) => string
}

/** Line by line, those like the one before as one '*', and the address of the end. */
function dump(bytes: Uint8Array, { from, perLine, all, address, line }: Look): string {
  let text = ''
  let before: string | undefined
  let starred = false
  for (let at = 0; at < bytes.length; at += perLine) {
    const part = bytes.subarray(at, at + perLine)
    const key = part.join()
    const again = !all && key === before && part.length === perLine
    if (!again) text += line(part, address(from + at))
    else if (!starred) text += '*\n'
    starred = again
    before = key
  }
  const end = address(from + bytes.length)
  return end === '' ? text : `${text}${end}\n`
}

/** How `od` shows numbers of a size: how wide, and as what. */
function numbers(kind: string, size: number): { readonly width: number; readonly show: (n: bigint) => string } {
  if (kind === 'c') return { width: 3, show: (n) => character(Number(n)) }
  if (kind === 'a')
    return {
      width: 3,
      show: (n) => ASCII[Number(n & 127n)] ?? (n % 128n === 127n ? 'del' : String.fromCharCode(Number(n & 127n))),
    }
  const base = kind === 'x' ? 16 : kind === 'o' ? 8 : 10
  const width = (256n ** BigInt(size) / (kind === 'd' ? 2n : 1n) - 1n).toString(base).length + (kind === 'd' ? 1 : 0)
  return {
    width,
    show: (n) =>
      kind === 'd' ? BigInt.asIntN(size * 8, n).toString() : n.toString(base).padStart(base === 10 ? 0 : width, '0'),
  }
}

export const od: Program = {
  name: 'od',
  *run(args, io): Steps<number> {
    const short: Readonly<Record<string, string>> = { a: 'a', b: 'o1', c: 'c', d: 'u2', o: 'o2', s: 'd2', x: 'x2' }
    const long = (arg: string): string =>
      arg.replace(/^-(.+)$/, (whole, letters: string) =>
        /^[abcdosx]+$/.test(letters) ? `-t${Array.from(letters, (letter) => short[letter]).join('')}` : whole,
      )
    const options = parseOptions(args.map(long), {
      flags: 'v',
      values: 'tANjw',
      long: {
        format: 't=',
        'address-radix': 'A=',
        'read-bytes': 'N=',
        'skip-bytes': 'j=',
        width: 'w=',
        'output-duplicates': 'v',
      },
    })
    const typeText = options.values('t').join('') || 'o2'
    const wrong = /^(?:[acdoux][124 8CSIL]?z?)*(.)/.exec(typeText.replace(/^(?:[ac]z?|[doux][1248CSIL]?z?)*/, ''))?.[1]
    if (wrong !== undefined) throw new UsageError(`invalid character '${wrong}' in type string ‘${typeText}’`, 1, false)
    const types = Array.from(
      typeText.matchAll(/([acdoux])([1248CSIL]?)(z?)/g),
      ([, kind = '', size = '', text = '']) => {
        const bytes = kind === 'a' || kind === 'c' ? 1 : Number({ C: 1, S: 2, I: 4, L: 8, '': 4 }[size] ?? size)
        return { size: bytes, text: text !== '', ...numbers(kind, bytes) }
      },
    )
    const bytes = yield* bytesOf(io, 'od', options.operands)
    if (!bytes) return 1
    const skip = countOf(options.value('j'), 0)
    const perLine = countOf(options.value('w'), 16)
    const radix = options.value('A') ?? 'o'
    /** The room of one byte, so that numbers of several sizes stand below each other. */
    const room = Math.max(...types.map(({ size, width }) => (width + 1) / size))
    const line = (part: Uint8Array, address: string): string =>
      types
        .map(({ size, width, show, text }, i) => {
          let cells = ''
          for (let at = 0; at < part.length; at += size) {
            let value = 0n
            for (let k = size - 1; k >= 0; k--) value = value * 256n + BigInt(part[at + k] ?? 0)
            cells += show(value).padStart(Math.max(width + 1, Math.ceil(room * size)))
          }
          if (text) cells = `${cells.padEnd(Math.ceil(room * perLine))}  >${printable(part)}<`
          return `${i === 0 ? address : ' '.repeat(address.length)}${cells}\n`
        })
        .join('')
    const address = (at: number): string =>
      radix === 'n' ? '' : at.toString({ x: 16, d: 10 }[radix] ?? 8).padStart(radix === 'x' ? 6 : 7, '0')
    const part = bytes.subarray(skip, skip + countOf(options.value('N'), bytes.length))
    yield* emit(io.stdout, dump(part, { from: skip, perLine, all: options.has('v'), address, line }))
    return 0
  },
}

const hexdumpAs = (name: string): Program => ({
  name,
  *run(args, io): Steps<number> {
    const options = parseOptions(args, {
      flags: 'Cbcdovx',
      values: 'ns',
      long: { canonical: 'C', length: 'n=', skip: 's=', 'no-squeezing': 'v' },
    })
    const bytes = yield* bytesOf(io, name, options.operands)
    if (!bytes) {
      io.stderr.write(`${name}: all input file arguments failed\n`)
      return 1
    }
    const from = countOf(options.value('s'), 0)
    const canonical = name === 'hd' || options.has('C')
    const cell = options.has('c')
      ? { size: 1, width: 4, show: character }
      : options.has('b')
        ? { size: 1, width: 4, show: (n: number) => n.toString(8).padStart(3, '0') }
        : options.has('d')
          ? { size: 2, width: 8, show: (n: number) => `  ${String(n).padStart(5, '0')}` }
          : options.has('o')
            ? { size: 2, width: 8, show: (n: number) => ` ${n.toString(8).padStart(6, '0')}` }
            : { size: 2, width: options.has('x') ? 8 : 5, show: (n: number) => hex(n, 4) }
    const line = (part: Uint8Array, address: string): string => {
      let cells = ''
      if (canonical) {
        for (const [i, byte] of part.entries()) cells += `${i === 8 ? '  ' : ' '}${hex(byte)}`
        return `${address} ${cells.padEnd(51)}|${printable(part)}|\n`.replace(/ {2}\|/, '  |')
      }
      for (let at = 0; at < part.length; at += cell.size)
        cells += cell.show((part[at] ?? 0) + (cell.size === 2 ? (part[at + 1] ?? 0) * 256 : 0)).padStart(cell.width)
      return `${address}${cells.padEnd((16 / cell.size) * cell.width)}\n`
    }
    const part = bytes.subarray(from, from + countOf(options.value('n'), bytes.length))
    const address = (at: number): string => hex(at, canonical ? 8 : 7)
    if (part.length > 0) yield* emit(io.stdout, dump(part, { from, perLine: 16, all: options.has('v'), address, line }))
    return 0
  },
})

export const hexdump = hexdumpAs('hexdump')
export const hd = hexdumpAs('hd')

export const xxd: Program = {
  name: 'xxd',
  *run(args, io): Steps<number> {
    const options = parseOptions(
      args.map((arg) =>
        /^-p(?:s|lain|ostscript)?$/.test(arg) ? '-p' : arg.replace(/^-(?=len$|cols$|seek$)(.).*$/, '-$1'),
      ),
      { flags: 'bdipru', values: 'cgls' },
    )
    const [name, output] = options.operands
    const path = resolvePath(io.cwd, name ?? '-')
    const info = name === undefined || name === '-' ? undefined : io.host.files.stat(path)
    if (name !== undefined && name !== '-' && info?.kind !== 'file') {
      io.stderr.write(`xxd: ${info ? 'Is a directory' : `${name}: No such file or directory`}\n`)
      return 2
    }
    const all = (yield* bytesOf(io, 'xxd', name === undefined ? [] : [name])) ?? new Uint8Array()
    const text = options.has('r') ? back(fromBytes(all), options.has('p')) : undefined
    const from = countOf(options.value('s'), 0)
    const bytes = all.subarray(from, from + countOf(options.value('l'), all.length))
    const shown = text ?? forth(bytes)
    if (output !== undefined) io.host.files.write(resolvePath(io.cwd, output), shown)
    else yield* emit(io.stdout, shown)
    return 0

    function forth(part: Uint8Array): string {
      const [plain, binary, include] = ['p', 'b', 'i'].map((letter) => options.has(letter))
      const columns = countOf(options.value('c'), plain ? 30 : include ? 12 : binary ? 6 : 16) || 16
      const group = countOf(options.value('g'), binary ? 1 : 2) || columns
      const digits = (byte: number): string => {
        const known = binary ? byte.toString(2).padStart(8, '0') : hex(byte)
        return options.has('u') ? known.toUpperCase() : known
      }
      const lines: string[] = []
      for (let at = 0; at < part.length; at += columns) {
        const row = part.subarray(at, at + columns)
        if (plain) lines.push(Array.from(row, digits).join(''))
        else if (include) lines.push(`  ${Array.from(row, (byte) => `0x${digits(byte)}`).join(', ')}`)
        else {
          const cells = Array.from(row, (byte, i) => digits(byte) + ((i + 1) % group === 0 ? ' ' : '')).join('')
          const width = columns * (binary ? 8 : 2) + Math.ceil(columns / group)
          const address = options.has('d') ? String(from + at).padStart(8, '0') : hex(from + at, 8)
          lines.push(`${address}: ${cells.padEnd(width)} ${printable(row)}`)
        }
      }
      const body = lines.map((line, i) => `${line}${include && i < lines.length - 1 ? ',' : ''}\n`).join('')
      if (!include || name === undefined || name === '-') return body
      const variable = name.replace(/\W/g, '_').replace(/^(?=\d)/, '__')
      return `unsigned char ${variable}[] = {\n${body}};\nunsigned int ${variable}_len = ${part.length};\n`
    }
  },
}

/** The bytes of a dump: of each line what stands between its address and its text. */
function back(text: string, plain: boolean): string {
  if (plain) return fromBytes(Uint8Array.from(text.match(/[\da-f]{2}/gi) ?? [], (pair) => Number.parseInt(pair, 16)))
  const bytes: number[] = []
  for (const [, address = '', digits = ''] of text.matchAll(/^([\da-f]+): ((?:[\da-f]+ ?)+)/gim)) {
    const at = Number.parseInt(address, 16)
    while (bytes.length < at && at < 2 ** 24) bytes.push(0)
    bytes.length = Math.min(bytes.length, at)
    for (const pair of digits.match(/[\da-f]{2}/gi) ?? []) bytes.push(Number.parseInt(pair, 16))
  }
  return fromBytes(Uint8Array.from(bytes))
}
