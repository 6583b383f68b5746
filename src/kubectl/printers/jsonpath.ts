// (Long because the parser and the evaluator share the nodes of one small language.)
// kubectl's dialect of JSONPath: templates with text outside of braces, range and end, filters, slices, recursive descent
// (k8s.io/client-go/util/jsonpath parser.go and jsonpath.go, v1.33). Differs: maps under `*` are walked in order of keys.

import { goUnquote } from '../go-unquote.ts'
import { goFloat } from './go-number.ts'
import { jsonText } from './json.ts'

type Param = { readonly known: boolean; readonly value: number; readonly derived: boolean }

export type PathNode =
  | { readonly type: 'list'; readonly nodes: PathNode[] }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'identifier'; readonly name: string }
  | { readonly type: 'array'; readonly params: readonly [Param, Param, Param] }
  | { readonly type: 'filter'; readonly left: PathNode; readonly right: PathNode; readonly operator: string }
  | { readonly type: 'number'; readonly value: number; readonly float: boolean }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'wildcard' }
  | { readonly type: 'recursive' }
  | { readonly type: 'union'; readonly nodes: readonly PathNode[] }

/** A fault in the template, or met while it runs; the message is kubectl's. */
export class JsonPathFault extends Error {}

export function parseJsonPath(template: string): readonly PathNode[] {
  return new Parser(template).parse()
}

const isSpace = (c: string): boolean => c === ' ' || c === '\t'
const isLineEnd = (c: string): boolean => c === '\r' || c === '\n'
const isTerminator = (c: string): boolean => c === '' || isSpace(c) || isLineEnd(c) || '.,[]$@{}'.includes(c)
const isWordCharacter = (c: string): boolean => c === '_' || /[\p{L}\p{Nd}]/u.test(c)

function parseAction(action: string): PathNode[] {
  const [first] = new Parser(`{${action}}`).parse()
  return first?.type === 'list' ? first.nodes : []
}

class Parser {
  readonly #input: string
  #at = 0
  #start = 0
  readonly #root: PathNode[] = []

  constructor(input: string) {
    this.#input = input
  }

  parse(): readonly PathNode[] {
    for (;;) {
      const open = this.#input.indexOf('{', this.#at)
      const text = this.#input.slice(this.#at, open < 0 ? undefined : open)
      if (text !== '') this.#root.push({ type: 'text', text })
      if (open < 0) return this.#root
      this.#at = open + 1
      this.#start = this.#at
      const nodes: PathNode[] = []
      this.#root.push({ type: 'list', nodes })
      this.#insideAction(nodes)
    }
  }

  #next(): string {
    const c = this.#input[this.#at] ?? ''
    this.#at += 1
    return c
  }

  #take(): string {
    const text = this.#input.slice(this.#start, this.#at)
    this.#start = this.#at
    return text
  }

  #insideAction(nodes: PathNode[]): void {
    for (;;) {
      if (this.#input.startsWith('}', this.#at)) {
        this.#at += 1
        this.#start = this.#at
        return
      }
      if (this.#input.startsWith('[?(', this.#at)) {
        this.#filter(nodes)
        continue
      }
      if (this.#input.startsWith('..', this.#at)) {
        this.#recursive(nodes)
        continue
      }
      const c = this.#next()
      if (c === '' || isLineEnd(c)) throw new JsonPathFault('unclosed action')
      if (c === ' ' || c === '@' || c === '$') this.#take()
      else if (c === '[') this.#array(nodes)
      else if (c === '"' || c === "'") this.#quoted(nodes, c)
      else if (c === '.') this.#field(nodes)
      else if (c === '+' || c === '-' || /\p{Nd}/u.test(c)) {
        this.#at -= 1
        this.#number(nodes)
      } else if (isWordCharacter(c)) {
        this.#at -= 1
        this.#identifier(nodes)
      } else {
        const whole = String.fromCodePoint(this.#input.codePointAt(this.#at - 1) ?? 0)
        const code = (whole.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
        throw new JsonPathFault(`unrecognized character in action: U+${code} '${whole}'`)
      }
    }
  }

  #identifier(nodes: PathNode[]): void {
    while (!isTerminator(this.#input[this.#at] ?? '')) this.#at++
    const name = this.#take()
    nodes.push(
      name === 'true' || name === 'false' ? { type: 'bool', value: name === 'true' } : { type: 'identifier', name },
    )
  }

  #recursive(nodes: PathNode[]): void {
    if (nodes.at(-1)?.type === 'recursive') throw new JsonPathFault('invalid multiple recursive descent')
    this.#at += 2
    this.#take()
    nodes.push({ type: 'recursive' })
    if (isWordCharacter(this.#input[this.#at] ?? '')) this.#field(nodes)
  }

  #number(nodes: PathNode[]): void {
    if (/[+-]/.test(this.#input[this.#at] ?? '')) this.#at++
    while (/[.\p{Nd}]/u.test(this.#input[this.#at] ?? '')) this.#at++
    const text = this.#take()
    if (/^[+-]?\d+$/.test(text)) nodes.push({ type: 'number', value: Number(text), float: false })
    else if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) nodes.push({ type: 'number', value: Number(text), float: true })
    else throw new JsonPathFault(`cannot parse number ${text}`)
  }

  #array(nodes: PathNode[]): void {
    for (;;) {
      const c = this.#next()
      if (c === '' || c === '\n') throw new JsonPathFault('unterminated array')
      if (c === ']') break
    }
    let text = this.#take().slice(1, -1)
    if (text === '*') text = ':'
    const parts = text.split(',')
    if (parts.length > 1) {
      nodes.push({
        type: 'union',
        nodes: parts.map(
          (part): PathNode => ({ type: 'list', nodes: parseAction(`[${part.replace(/^ +| +$/g, '')}]`) }),
        ),
      })
      return
    }
    const key = /^'([^']*)'$/.exec(text)
    if (key) {
      nodes.push(...parseAction(`.${key[1] ?? ''}`))
      return
    }
    const slice = /^(-?[\d]*)(:-?[\d]*)?(:-?[\d]*)?$/.exec(text)
    if (!slice) throw new JsonPathFault(`invalid array index ${text}`)
    const [first, second, third] = [slice[1] ?? '', slice[2] ?? '', slice[3] ?? '']
    const from = param(first, 0)
    const to: Param = second === '' ? { known: true, value: from.value + 1, derived: true } : param(second, 1)
    nodes.push({ type: 'array', params: [from, to, third === '' ? NONE : param(third, 2)] })
  }

  #filter(nodes: PathNode[]): void {
    this.#at += 3
    this.#take()
    let begin = false
    let end = false
    let pair = ''
    for (;;) {
      const c = this.#next()
      if (c === '' || c === '\n') throw new JsonPathFault('unterminated filter')
      if (c === '"' || c === "'") {
        if (!begin) {
          begin = true
          pair = c
        } else if (this.#input[this.#at - 2] !== '\\' && c === pair) end = true
      } else if (c === ')' && begin === end) break
    }
    if (this.#next() !== ']') throw new JsonPathFault('unclosed array expect ]')
    const text = this.#take().slice(0, -2)
    const match = /^([^!<>=]+)([!<>=]+)(.+?)$/.exec(text)
    const list = (action: string): PathNode => ({ type: 'list', nodes: parseAction(action) })
    if (!match) nodes.push({ type: 'filter', left: list(text), right: { type: 'list', nodes: [] }, operator: 'exists' })
    else
      nodes.push({ type: 'filter', left: list(match[1] ?? ''), right: list(match[3] ?? ''), operator: match[2] ?? '' })
  }

  #quoted(nodes: PathNode[], end: string): void {
    for (;;) {
      const c = this.#next()
      if (c === '' || c === '\n') throw new JsonPathFault('unterminated quoted string')
      if (c === end && this.#input[this.#at - 2] !== '\\') break
    }
    const source = this.#take()
    nodes.push({ type: 'text', text: unquote(source) })
  }

  #field(nodes: PathNode[]): void {
    this.#take()
    for (;;) {
      const c = this.#input[this.#at] ?? ''
      if (c === '\\') this.#at += 2
      else if (isTerminator(c)) break
      else this.#at++
    }
    const name = this.#take()
    nodes.push(name === '*' ? { type: 'wildcard' } : { type: 'field', name: name.replaceAll('\\', '') })
  }
}

const NONE: Param = { known: false, value: 0, derived: false }

function param(source: string, position: number): Param {
  const text = position > 0 ? source.slice(1) : source
  if (text === '') return NONE
  if (text === '-') throw new JsonPathFault(`array index ${text} is not a number`)
  return { known: true, value: Number(text), derived: false }
}

function unquote(source: string): string {
  const value = goUnquote(source)
  if (value === undefined) throw new JsonPathFault(`unquote string ${source} error invalid syntax`)
  return value
}

export interface RenderOptions {
  readonly allowMissing: boolean
  readonly asJson?: boolean
}

/** Every result of every part of the template: one list per text or action. */
export function findResults(
  nodes: readonly PathNode[],
  data: unknown,
  options: RenderOptions,
): readonly (readonly unknown[])[] {
  return new Evaluator(options.allowMissing).find(nodes, data)
}

export function renderJsonPath(nodes: readonly PathNode[], data: unknown, options: RenderOptions): string {
  let out = ''
  for (const results of findResults(nodes, data, options)) {
    if (options.asJson) out += `${jsonText(results, '    ')}\n`
    else out += results.map(resultText).join(' ')
  }
  return out
}

export function resultText(value: unknown): string {
  if (value instanceof Float) return value.toString()
  if (typeof value === 'object' && value !== null) return jsonText(value)
  if (typeof value === 'number') return goFloat(value, 'value')
  return value === undefined ? '<no value>' : String(value)
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)
const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

class Evaluator {
  readonly #allowMissing: boolean
  #beginRange = 0
  #inRange = 0
  #endRange = 0
  #lastEnd: PathNode | undefined

  constructor(allowMissing: boolean) {
    this.#allowMissing = allowMissing
  }

  find(nodes: readonly PathNode[], data: unknown): (readonly unknown[])[] {
    const found: (readonly unknown[])[] = []
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i]
      if (!node) break
      const results = this.#walk([data], node)
      if (this.#endRange > 0 && this.#endRange <= this.#inRange) {
        this.#endRange--
        this.#lastEnd = node
        break
      }
      if (this.#beginRange > 0) {
        this.#beginRange--
        this.#inRange++
        const rest = nodes.slice(i + 1)
        if (results.length > 0) for (const value of results) found.push(...this.find(rest, value))
        else this.find(rest, null)
        this.#inRange--
        const end = this.#lastEnd === undefined ? -1 : nodes.indexOf(this.#lastEnd, i + 1)
        if (end >= 0) i = end
        continue
      }
      found.push(results)
    }
    return found
  }

  #walk(input: readonly unknown[], node: PathNode): readonly unknown[] {
    switch (node.type) {
      case 'list':
        return node.nodes.reduce((values, one) => this.#walk(values, one), input)
      case 'text':
        return [node.text]
      case 'number':
        return input.map(() => (node.float ? new Float(node.value) : node.value))
      case 'bool':
        return input.map(() => node.value)
      case 'field':
        return this.#field(input, node.name)
      case 'array':
        return input.flatMap((value) => slice(value, node.params))
      case 'wildcard':
        return input.flatMap(children)
      case 'recursive':
        return input.flatMap(descend)
      case 'union':
        return node.nodes.flatMap((one) => this.#walk(input, one))
      case 'filter':
        return this.#filter(input, node)
      case 'identifier':
        return this.#identifier(input, node.name)
    }
  }

  #identifier(input: readonly unknown[], name: string): readonly unknown[] {
    if (name === 'range') {
      this.#beginRange++
      return input
    }
    if (name !== 'end') throw new JsonPathFault(`unrecognized identifier ${name}`)
    if (this.#inRange === 0) throw new JsonPathFault('not in range, nothing to end')
    this.#endRange++
    return []
  }

  #field(input: readonly unknown[], name: string): readonly unknown[] {
    if (input.length === 0) return []
    const results = input.flatMap((value) => (isMap(value) && Object.hasOwn(value, name) ? [value[name]] : []))
    if (results.length === 0 && !this.#allowMissing) throw new JsonPathFault(`${name} is not found`)
    return results
  }

  #filter(input: readonly unknown[], node: Extract<PathNode, { type: 'filter' }>): readonly unknown[] {
    return input.flatMap((value) => {
      if (!isList(value)) {
        throw new JsonPathFault(
          `${value === null ? '<nil>' : goValueText(value)} is not array or slice and cannot be filtered`,
        )
      }
      return value.filter((item) => {
        if (node.operator === 'exists') {
          try {
            return this.#walk([item], node.left).length > 0
          } catch (error) {
            if (error instanceof JsonPathFault) return false
            throw error
          }
        }
        const lefts = this.#walk([item], node.left)
        if (lefts.length === 0) return false
        if (lefts.length > 1) throw new JsonPathFault('can only compare one element at a time')
        const rights = this.#walk([item], node.right)
        if (rights.length === 0) return false
        if (rights.length > 1) throw new JsonPathFault('can only compare one element at a time')
        return compare(lefts[0], rights[0], node.operator)
      })
    })
  }
}

/** A number that the template wrote with a point: Go compares it with floats only. */
class Float {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
  toString(): string {
    return goFloat(this.value, 'value')
  }
}

function kindOf(value: unknown): 'bool' | 'int' | 'float' | 'string' | undefined {
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  if (value instanceof Float) return 'float'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  return undefined
}

function compare(left: unknown, right: unknown, operator: string): boolean {
  if (!['<', '>', '==', '!=', '<=', '>='].includes(operator)) {
    throw new JsonPathFault(`unrecognized filter operator ${operator}`)
  }
  const leftKind = kindOf(left)
  const rightKind = kindOf(right)
  if (leftKind === undefined || rightKind === undefined) throw new JsonPathFault('invalid type for comparison')
  if (leftKind !== rightKind) throw new JsonPathFault('incompatible types for comparison')
  const a = left instanceof Float ? left.value : left
  const b = right instanceof Float ? right.value : right
  if (operator === '==') return a === b
  if (operator === '!=') return a !== b
  if (leftKind === 'bool') throw new JsonPathFault('invalid type for comparison')
  const less = (a as number | string) < (b as number | string)
  if (operator === '<') return less
  if (operator === '<=') return less || a === b
  return operator === '>' ? !less && a !== b : !less
}

function slice(value: unknown, [from, to, step]: readonly [Param, Param, Param]): readonly unknown[] {
  if (value === null || value === undefined) return []
  if (!isList(value)) throw new JsonPathFault(`${goTypeOf(value)} is not array or slice`)
  const length = value.length
  let start = from.known ? from.value : 0
  if (start < 0) start += length
  let end = to.known ? to.value : length
  if (end < 0 || (end === 0 && to.derived)) end += length
  if (start === end) return []
  if (start >= length || start < 0)
    throw new JsonPathFault(`array index out of bounds: index ${start}, length ${length}`)
  if (end > length || end < 0) throw new JsonPathFault(`array index out of bounds: index ${end - 1}, length ${length}`)
  if (start > end) throw new JsonPathFault(`starting index ${start} is greater than ending index ${end}`)
  if (step.known && step.value <= 0) throw new JsonPathFault('step must be > 0')
  const by = step.known ? step.value : 1
  return value.slice(start, end).filter((_, i) => i % by === 0)
}

function children(value: unknown): readonly unknown[] {
  if (isList(value)) return value
  if (isMap(value)) {
    return Object.keys(value)
      .sort()
      .map((key) => value[key])
  }
  return typeof value === 'string' ? [...value] : []
}

function descend(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  const inner = children(value)
  return inner.length === 0 ? [] : [value, ...inner.flatMap(descend)]
}

function goTypeOf(value: unknown): string {
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64'
  return 'map[string]interface {}'
}

/** Go's %v. */
export function goValueText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(goValueText).join(' ')}]`
  if (typeof value === 'number') return goFloat(value, 'value')
  if (!isMap(value) || value instanceof Float) return String(value)
  return `map[${Object.keys(value)
    .sort()
    .map((key) => `${key}:${goValueText(value[key])}`)
    .join(' ')}]`
}
