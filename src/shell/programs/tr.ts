// tr (GNU coreutils 9.1): -d, -s, -c, -t; ranges, classes, escapes.

import type { Program } from '../../sim/index.ts'
import { parseOptions, UsageError } from '../options.ts'
import { expandEscapes } from '../printf-format.ts'
import { emit, readSome } from '../stream.ts'

export const tr: Program = {
  name: 'tr',
  summary: 'tr [-dsc] set1 [set2]: change or delete characters',
  *run(args, io) {
    const options = parseOptions(args, {
      flags: 'dscCt',
      long: { delete: 'd', 'squeeze-repeats': 's', complement: 'c', 'truncate-set1': 't' },
      stopAtOperand: true,
    })
    const [first, second, extra] = options.operands
    const remove = options.has('d')
    const squeeze = options.has('s')
    if (first === undefined) throw new UsageError('missing operand')
    if (second === undefined && !remove && !squeeze) {
      throw new UsageError(`missing operand after ‘${first}’\nTwo strings must be given when translating.`)
    }
    if (extra !== undefined) throw new UsageError(`extra operand ‘${extra}’`)
    if (remove && !squeeze && second !== undefined) {
      throw new UsageError(
        `extra operand ‘${second}’\nOnly one string may be given when deleting without squeezing repeats.`,
      )
    }
    const complement = options.has('c') || options.has('C')
    const from = readSet(first)
    const to = second === undefined ? [] : readSet(second, from.length)
    const fromSet = new Set(from)
    const isFrom = (char: string): boolean => fromSet.has(char) !== complement
    const last = to.at(-1) ?? ''
    const map = new Map<string, string>()
    if (!remove && second !== undefined && !complement) {
      if (to.length === 0 && !options.has('t')) {
        throw new UsageError('when not truncating set1, string2 must be non-empty', 1, false)
      }
      for (const [i, char] of from.entries()) if (i < to.length || !options.has('t')) map.set(char, to[i] ?? last)
    }
    const squeezed = squeeze ? (second === undefined ? isFrom : (char: string) => to.includes(char)) : () => false
    let before = ''
    for (let text = yield* readSome(io.stdin); text !== ''; text = yield* readSome(io.stdin)) {
      let result = ''
      for (const char of text) {
        if (remove && isFrom(char)) continue
        const made =
          complement && !remove && second !== undefined ? (isFrom(char) ? last : char) : (map.get(char) ?? char)
        if (made === before && squeezed(made)) continue
        before = made
        result += made
      }
      yield* emit(io.stdout, result)
    }
    return 0
  },
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alpha: /[A-Za-z]/,
  digit: /\d/,
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /[ \t\n\v\f\r]/,
  blank: /[ \t]/,
  punct: /[!-/:-@[-`{-~]/,
  xdigit: /[0-9A-Fa-f]/,
  cntrl: /[\x00-\x1f\x7f]/,
  print: /[ -~]/,
  graph: /[!-~]/,
}

function readSet(text: string, size = 0): string[] {
  const chars: string[] = []
  // Escapes first, each to one character, so that `\-` is not a range.
  const units = [...(text.match(/\\(?:[0-7]{1,3}|[\s\S])|\[:\w+:\]|\[(?:\\.|[^\\])\*\d*\]|[\s\S]/gu) ?? [])].map(
    (unit) => ({
      text: unit.startsWith('\\') ? (/^\\[0-7abfnrtv\\]/.test(unit) ? expandEscapes(unit).text : unit.slice(1)) : unit,
      plain: unit.length === 1,
    }),
  )
  for (let i = 0; i < units.length; i++) {
    const unit = units[i]
    if (!unit) continue
    const name = /^\[:(\w+):\]$/.exec(unit.text)?.[1]
    if (name !== undefined) {
      const members = CLASSES[name]
      if (!members) throw new UsageError(`invalid character class ‘${name}’`, 1, false)
      for (let code = 0; code < 128; code++)
        if (members.test(String.fromCharCode(code))) chars.push(String.fromCharCode(code))
      continue
    }
    const repeated = /^\[(\\?[\s\S])\*(\d*)\]$/.exec(unit.text)
    if (repeated) {
      const count = repeated[2] === '' ? Math.max(0, size - chars.length) : Number(repeated[2])
      for (let n = 0; n < count; n++) chars.push(repeated[1] ?? '')
      continue
    }
    const dash = units[i + 1]
    const end = units[i + 2]
    if (dash?.plain && dash.text === '-' && end && end.text.length <= 2) {
      const [a, b] = [unit.text.codePointAt(0) ?? 0, end.text.codePointAt(0) ?? 0]
      if (b < a) {
        throw new UsageError(
          `range-endpoints of '${unit.text}-${end.text}' are in reverse collating sequence order`,
          1,
          false,
        )
      }
      for (let code = a; code <= b; code++) chars.push(String.fromCodePoint(code))
      i += 2
      continue
    }
    chars.push(unit.text)
  }
  return chars
}
