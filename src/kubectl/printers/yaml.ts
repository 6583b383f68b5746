// YAML as kubectl writes it: goyaml v2's emitter (styles of scalars, folding at 80 columns, natural order of keys).

import { CommandError } from '../errors.ts'
import { resolvePlain } from '../yaml-reader.ts'
import { goFloat } from './go-number.ts'

const BEST_WIDTH = 80
const LONGEST_SIMPLE_KEY = 128

/** One document, ending in a newline. */
export function yamlText(value: unknown): string {
  const writer = new YamlWriter()
  writer.node(value, -1, 'root')
  return writer.end()
}

type Place = 'root' | 'mapping' | 'sequence'

class YamlWriter {
  #out = ''
  #column = 0

  end(): string {
    return this.#out.endsWith('\n') ? this.#out : `${this.#out}\n`
  }

  node(value: unknown, indent: number, place: Place): void {
    if (Array.isArray(value)) this.#sequence(value, indent, place)
    else if (typeof value === 'object' && value !== null) this.#mapping(value as Record<string, unknown>, indent, place)
    else {
      if (place !== 'root') this.#put(' ')
      if (typeof value === 'string') this.#scalar(value, Math.max(indent + 2, 2), false)
      else this.#put(plainText(value))
    }
  }

  #mapping(map: Readonly<Record<string, unknown>>, indent: number, place: Place): void {
    const keys = Object.keys(map).filter((key) => map[key] !== undefined)
    if (keys.length === 0) {
      this.#put(place === 'root' ? '{}' : ' {}')
      return
    }
    const inner = indent < 0 ? 0 : indent + 2
    keys.sort(naturalOrder)
    keys.forEach((key, i) => {
      if (i === 0 && place === 'sequence') this.#put(' ')
      else this.#line(inner)
      const simple = byteLength(key) <= LONGEST_SIMPLE_KEY && !analyse(key).multiline
      if (simple) this.#scalar(key, inner + 2, true)
      else {
        this.#put('? ')
        this.#scalar(key, inner + 2, false)
        this.#line(inner)
      }
      this.#put(':')
      this.node(map[key], inner, 'mapping')
    })
  }

  #sequence(list: readonly unknown[], indent: number, place: Place): void {
    if (list.length === 0) {
      this.#put(place === 'root' ? '[]' : ' []')
      return
    }
    const inner = place === 'mapping' ? Math.max(indent, 0) : indent < 0 ? 0 : indent + 2
    list.forEach((item, i) => {
      if (i === 0 && place === 'sequence') this.#put(' ')
      else this.#line(inner)
      this.#put('-')
      this.node(item, inner, 'sequence')
    })
  }

  #scalar(text: string, indent: number, key: boolean): void {
    const facts = analyse(text)
    let style: 'plain' | 'single' | 'double' | 'literal' = text.includes('\n')
      ? 'literal'
      : readsAsText(text)
        ? 'plain'
        : 'double'
    if (key && facts.multiline) style = 'double'
    if (style === 'plain' && (!facts.plainAllowed || (text === '' && key))) style = 'single'
    if (style === 'single' && !facts.singleAllowed) style = 'double'
    if (style === 'literal' && (!facts.blockAllowed || key)) style = 'double'
    if (style === 'plain') this.#folded(text, indent, key, '')
    else if (style === 'single') this.#folded(text, indent, key, "'")
    else if (style === 'double') this.#double(text, indent, key)
    else this.#literal(text, indent)
  }

  #folded(text: string, indent: number, key: boolean, quote: string): void {
    this.#put(quote)
    const characters = [...text]
    let spaces = false
    characters.forEach((character, i) => {
      if (character === ' ') {
        const inside = quote === '' || (i > 0 && i < characters.length - 1)
        if (!key && !spaces && this.#column > BEST_WIDTH && inside && characters[i + 1] !== ' ') this.#line(indent)
        else this.#put(' ')
        spaces = true
      } else {
        this.#put(quote !== '' && character === "'" ? "''" : character)
        spaces = false
      }
    })
    this.#put(quote)
  }

  #double(text: string, indent: number, key: boolean): void {
    this.#put('"')
    const characters = [...text]
    // goyaml looks for a byte order mark at the start of the text, whatever character it is at.
    const escapeAll = text.startsWith('\ufeff')
    let spaces = false
    characters.forEach((character, i) => {
      if (character === ' ' && !escapeAll) {
        if (!key && !spaces && this.#column > BEST_WIDTH && i > 0 && i < characters.length - 1) {
          this.#line(indent)
          if (characters[i + 1] === ' ') this.#put('\\')
        } else this.#put(' ')
        spaces = true
        return
      }
      this.#put(
        escapeAll || character === '"' || character === '\\' || !printable(character) || isBreak(character)
          ? escaped(character)
          : character,
      )
      spaces = false
    })
    this.#put('"')
  }

  #literal(text: string, indent: number): void {
    this.#put('|')
    if (text.startsWith(' ') || text.startsWith('\n')) this.#put('2')
    if (!text.endsWith('\n')) this.#put('-')
    else if (text === '\n' || text.endsWith('\n\n')) this.#put('+')
    this.#put('\n')
    const lines = text.split('\n')
    lines.forEach((line, i) => {
      if (line !== '') this.#put(' '.repeat(indent) + line)
      if (i < lines.length - 1) this.#put('\n')
    })
  }

  /** A new line at `indent`; none is needed at the very start or after a block that ended its own line. */
  #line(indent: number): void {
    if (this.#out !== '' && !this.#out.endsWith('\n')) this.#put('\n')
    this.#put(' '.repeat(indent))
  }

  #put(text: string): void {
    this.#out += text
    const newline = text.lastIndexOf('\n')
    const tail = newline < 0 ? text : text.slice(newline + 1)
    const width = tail.length === 1 ? 1 : [...tail].length
    this.#column = newline < 0 ? this.#column + width : width
  }
}

function plainText(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'number') return goFloat(value, 'yaml')
  return String(value)
}

/** True when a reader takes the plain text for text. */
function readsAsText(text: string): boolean {
  if (typeof resolvePlain(text) !== 'string') return false
  return !isTimestamp(text) && !/^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(text)
}

function isTimestamp(text: string): boolean {
  const match =
    /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:[Tt]|[ ])([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:\.[0-9]+)?(?:[ ]?(?:Z|[+-][0-9]{2}:[0-9]{2}))?)?$/.exec(
      text,
    )
  if (!match) return false
  const [, , month, day, hour, minute, second] = match
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return false
  return Number(hour ?? 0) < 24 && Number(minute ?? 0) < 60 && Number(second ?? 0) < 60
}

const isBreak = (character: string): boolean => /[\r\n\u0085\u2028\u2029]/.test(character)

function printable(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  if (code === 0x0a) return true
  if (code < 0x20 || (code > 0x7e && code < 0xa0)) return false
  return code < 0x10000 && code !== 0xfeff && code !== 0xfffe && code !== 0xffff && !(code >= 0xd800 && code < 0xe000)
}

interface Analysis {
  readonly multiline: boolean
  readonly plainAllowed: boolean
  readonly singleAllowed: boolean
  readonly blockAllowed: boolean
}

function analyse(text: string): Analysis {
  if (text === '') return { multiline: false, plainAllowed: true, singleAllowed: true, blockAllowed: false }
  const characters = [...text]
  let indicators = /^(?:---|\.\.\.)/.test(text)
  let special = false
  let lineBreaks = false
  let breakSpace = false
  let spaceBreak = false
  let before = ''
  characters.forEach((character, i) => {
    const next = characters[i + 1]
    const followedByBlank = next === undefined || next === ' ' || next === '\t' || isBreak(next)
    if (i === 0) {
      if ('#,[]{}&*!|>\'"%@`'.includes(character)) indicators = true
      else if ('?:-'.includes(character) && followedByBlank) indicators = true
    } else if (character === ':' && followedByBlank) indicators = true
    else if (character === '#' && (before === ' ' || before === '\t' || isBreak(before))) indicators = true
    if (isControl(character)) throw new CommandError('yaml: control characters are not allowed')
    if (!printable(character)) special = true
    if (character === ' ') {
      if (before !== '' && isBreak(before)) breakSpace = true
    } else if (isBreak(character)) {
      lineBreaks = true
      if (before === ' ') spaceBreak = true
    }
    before = character
  })
  const first = characters[0] ?? ''
  const last = before
  const edges = first === ' ' || last === ' ' || isBreak(first) || isBreak(last)
  return {
    multiline: lineBreaks,
    plainAllowed: !edges && !breakSpace && !spaceBreak && !special && !lineBreaks && !indicators,
    singleAllowed: !breakSpace && !spaceBreak && !special,
    blockAllowed: last !== ' ' && !spaceBreak && !special,
  }
}

/** JSON is read as YAML on the way, and goyaml refuses these there. */
function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  return code === 0x7f || (code >= 0x80 && code < 0xa0 && code !== 0x85)
}

const escapes: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u00a0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
}

function escaped(character: string): string {
  const known = escapes[character]
  if (known !== undefined) return known
  const code = character.codePointAt(0) ?? 0
  const hex = code.toString(16).toUpperCase()
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

const isLetter = (character: string): boolean => /\p{L}/u.test(character)
const isDigit = (character: string | undefined): boolean => character !== undefined && /\p{Nd}/u.test(character)

/** goyaml's order of keys: digits by value, letters after everything else. */
export function naturalOrder(a: string, b: string): number {
  if (a === b) return 0
  const left = [...a]
  const right = [...b]
  for (let i = 0; i < left.length && i < right.length; i++) {
    const x = left[i] ?? ''
    const y = right[i] ?? ''
    if (x === y) continue
    const xLetter = isLetter(x)
    const yLetter = isLetter(y)
    if (xLetter && yLetter) return (x.codePointAt(0) ?? 0) - (y.codePointAt(0) ?? 0)
    if (xLetter || yLetter) return yLetter ? -1 : 1
    let xValue = 0
    let yValue = 0
    if (x === '0' || y === '0') {
      for (let j = i - 1; j >= 0 && isDigit(left[j]); j--) {
        if (left[j] !== '0') {
          xValue = 1
          yValue = 1
          break
        }
      }
    }
    let xEnd = i
    let yEnd = i
    for (; isDigit(left[xEnd]); xEnd++) xValue = xValue * 10 + Number(left[xEnd])
    for (; isDigit(right[yEnd]); yEnd++) yValue = yValue * 10 + Number(right[yEnd])
    if (xValue !== yValue) return xValue - yValue
    if (xEnd !== yEnd) return xEnd - yEnd
    return (x.codePointAt(0) ?? 0) - (y.codePointAt(0) ?? 0)
  }
  return left.length - right.length
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length
