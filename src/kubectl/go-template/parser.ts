// From text to a Go template (text/template/parse/parse.go of Go 1.24), with its words for what is wrong.

import { quote } from '../flag-parser.ts'
import { functions } from './functions.ts'
import { type Keyword, lex, type Token, type TokenType } from './lexer.ts'
import { LiteralFault, numberOf, stringOf } from './literals.ts'
import {
  type CommandNode,
  type ControlNode,
  nodeText,
  type Operand,
  type PipeNode,
  type TemplateNode,
} from './nodes.ts'
import { TemplateFault } from './values.ts'

export interface GoTemplate {
  readonly source: string
  readonly nodes: readonly TemplateNode[]
  readonly defined: ReadonlyMap<string, readonly TemplateNode[]>
}

/** Throws a TemplateFault: 'template: output:1: …'. */
export function parseTemplate(source: string): GoTemplate {
  const parser = new Parser(source)
  return { source, nodes: parser.root(), defined: parser.defined }
}

/** What ends a list. */
type End = { readonly type: 'end' | 'else' }
type Item = TemplateNode | End

const operandTypes: readonly TokenType[] = [
  'bool',
  'charConstant',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'rawString',
  'string',
  'variable',
  'leftParen',
]

const notExecutable: readonly Operand['type'][] = ['bool', 'dot', 'nil', 'number', 'string']
const isEnd = (item: Item): item is End => item.type === 'end' || item.type === 'else'
const named: readonly TokenType[] = [
  ...(['block', 'break', 'continue', 'define', 'else', 'end', 'if', 'range', 'template', 'with'] satisfies Keyword[]),
  'dot',
  'nil',
]

class Parser {
  readonly defined = new Map<string, readonly TemplateNode[]>()
  readonly #tokens: readonly Token[]
  #at = 0
  #variables: string[] = ['$']
  #rangeDepth = 0
  #actionLine = 0

  constructor(source: string) {
    this.#tokens = lex(source)
  }

  root(): readonly TemplateNode[] {
    const nodes: TemplateNode[] = []
    for (;;) {
      const token = this.#peek()
      if (token.type === 'eof') return nodes
      const before = this.#at
      if (token.type === 'leftDelim') {
        this.#next()
        if (this.#nextNonSpace().type === 'define') {
          this.#definition()
          continue
        }
        this.#at = before
      }
      const item = this.#textOrAction()
      if (isEnd(item)) throw this.#fault(`unexpected {{${item.type}}}`)
      nodes.push(item)
    }
  }

  #definition(): void {
    const context = 'define clause'
    const name = this.#templateName(this.#nextNonSpace(), context)
    this.#expect('rightDelim', context)
    this.#define(name, context)
  }

  /** The body of a template with variables of its own, up to its end. */
  #define(name: string, context: string): void {
    const [variables, rangeDepth] = [this.#variables, this.#rangeDepth]
    this.#variables = ['$']
    this.#rangeDepth = 0
    const { nodes, end } = this.#list()
    if (end.type !== 'end') throw this.#fault(`unexpected {{${end.type}}} in ${context}`)
    this.#variables = variables
    this.#rangeDepth = rangeDepth
    this.defined.set(name, nodes)
  }

  #list(): { readonly nodes: readonly TemplateNode[]; readonly end: End } {
    const nodes: TemplateNode[] = []
    while (this.#peekNonSpace().type !== 'eof') {
      const item = this.#textOrAction()
      if (isEnd(item)) return { nodes, end: item }
      nodes.push(item)
    }
    throw this.#fault('unexpected EOF')
  }

  #textOrAction(): Item {
    const token = this.#nextNonSpace()
    if (token.type === 'text') return { type: 'text', text: token.text, at: token.at }
    if (token.type !== 'leftDelim') throw this.#unexpected(token, 'input')
    this.#actionLine = token.line
    const item = this.#action()
    this.#actionLine = 0
    return item
  }

  #action(): Item {
    const token = this.#nextNonSpace()
    switch (token.type) {
      case 'block':
        return this.#block()
      case 'break':
      case 'continue': {
        const next = this.#nextNonSpace()
        if (next.type !== 'rightDelim') throw this.#unexpected(next, `{{${token.type}}}`)
        if (this.#rangeDepth === 0) throw this.#fault(`{{${token.type}}} outside {{range}}`)
        return { type: token.type, at: token.at }
      }
      case 'else': {
        const next = this.#peekNonSpace().type
        if (next !== 'if' && next !== 'with') this.#expect('rightDelim', 'else')
        return { type: 'else' }
      }
      case 'end':
        this.#expect('rightDelim', 'end')
        return { type: 'end' }
      case 'if':
      case 'with':
      case 'range':
        return this.#control(token.type)
      case 'template':
        return this.#template()
      default:
        this.#at--
        return { type: 'action', at: token.at, pipe: this.#pipeline('command', 'rightDelim') }
    }
  }

  #control(type: ControlNode['type']): ControlNode {
    const known = this.#variables.length
    const pipe = this.#pipeline(type, 'rightDelim')
    if (type === 'range') this.#rangeDepth++
    const { nodes: body, end } = this.#list()
    if (type === 'range') this.#rangeDepth--
    const otherwise = end.type === 'else' ? this.#otherwise(type) : undefined
    this.#variables.length = known
    return { type, at: pipe.at, pipe, body, otherwise }
  }

  /** `{{else if …}}` is `{{else}}{{if …}}`, and both end with one `{{end}}`. */
  #otherwise(type: ControlNode['type']): readonly TemplateNode[] {
    if (type !== 'range' && this.#peek().type === type) {
      this.#next()
      return [this.#control(type)]
    }
    const { nodes, end } = this.#list()
    if (end.type !== 'end') throw this.#fault(`expected end; found {{${end.type}}}`)
    return nodes
  }

  #block(): TemplateNode {
    const context = 'block clause'
    const token = this.#nextNonSpace()
    const name = this.#templateName(token, context)
    const pipe = this.#pipeline(context, 'rightDelim')
    this.#define(name, context)
    return { type: 'template', at: token.at, name, pipe }
  }

  #template(): TemplateNode {
    const context = 'template clause'
    const token = this.#nextNonSpace()
    const name = this.#templateName(token, context)
    if (this.#nextNonSpace().type === 'rightDelim') return { type: 'template', at: token.at, name, pipe: undefined }
    this.#at--
    return { type: 'template', at: token.at, name, pipe: this.#pipeline(context, 'rightDelim') }
  }

  #templateName(token: Token, context: string): string {
    if (token.type !== 'string' && token.type !== 'rawString') throw this.#unexpected(token, context)
    return this.#literal(() => stringOf(token.text))
  }

  #pipeline(context: string, end: TokenType): PipeNode {
    const { at } = this.#peekNonSpace()
    const { variables, assigns } = this.#declarations(context)
    const commands: CommandNode[] = []
    for (;;) {
      const token = this.#nextNonSpace()
      if (token.type === end) break
      if (!operandTypes.includes(token.type)) throw this.#unexpected(token, context)
      this.#at--
      commands.push(this.#command())
    }
    if (commands.length === 0) throw this.#fault(`missing value for ${context}`)
    const bad = commands.findIndex(
      ({ args: [first] }, stage) => stage > 0 && first && notExecutable.includes(first.type),
    )
    if (bad > 0) throw this.#fault(`non executable command in pipeline stage ${bad + 1}`)
    return { type: 'pipe', at, variables, assigns, commands }
  }

  #declarations(context: string): { readonly variables: readonly string[]; readonly assigns: boolean } {
    const variables: string[] = []
    for (;;) {
      const variable = this.#peekNonSpace()
      const before = this.#at
      if (variable.type !== 'variable') return { variables, assigns: false }
      this.#next()
      const next = this.#peekNonSpace()
      const list = next.type === 'char' && next.text === ','
      if (!list && next.type !== 'assign' && next.type !== 'declare') {
        this.#at = before
        return { variables, assigns: false }
      }
      this.#next()
      variables.push(variable.text)
      this.#variables.push(variable.text)
      if (!list) return { variables, assigns: next.type === 'assign' }
      if (context !== 'range' || variables.length >= 2) throw this.#fault(`too many declarations in ${context}`)
      if (!['variable', 'rightDelim', 'rightParen'].includes(this.#peekNonSpace().type))
        throw this.#fault('range can only initialize variables')
    }
  }

  #command(): CommandNode {
    const { at } = this.#peekNonSpace()
    const args: Operand[] = []
    for (;;) {
      this.#peekNonSpace()
      const operand = this.#operand()
      if (operand) args.push(operand)
      const token = this.#next()
      if (token.type === 'space') continue
      if (token.type === 'rightDelim' || token.type === 'rightParen') this.#at--
      else if (token.type !== 'pipe') throw this.#unexpected(token, 'operand')
      break
    }
    if (args.length === 0) throw this.#fault('empty command')
    return { type: 'command', at, args }
  }

  #operand(): Operand | undefined {
    const node = this.#term()
    const first = this.#peek()
    if (!node || first.type !== 'field') return node
    const path: string[] = []
    while (this.#peek().type === 'field') path.push(this.#next().text.slice(1))
    if (node.type === 'field' || node.type === 'variable')
      return { ...node, at: first.at, path: [...node.path, ...path] }
    if (notExecutable.includes(node.type)) throw this.#fault(`unexpected . after term ${quote(nodeText(node))}`)
    return { type: 'chain', at: first.at, node, path }
  }

  #term(): Operand | undefined {
    const token = this.#nextNonSpace()
    const { at, text } = token
    switch (token.type) {
      case 'identifier':
        if (!Object.hasOwn(functions, text)) throw this.#fault(`function ${quote(text)} not defined`)
        return { type: 'identifier', at, name: text }
      case 'dot':
      case 'nil':
        return { type: token.type, at }
      case 'variable':
        if (!this.#variables.includes(text)) throw this.#fault(`undefined variable ${quote(text)}`)
        return { type: 'variable', at, path: [text] }
      case 'field':
        return { type: 'field', at, path: [text.slice(1)] }
      case 'bool':
        return { type: 'bool', at, value: text === 'true' }
      case 'charConstant':
      case 'number':
        return this.#literal(() => ({ type: 'number', at, text, ...numberOf(text) }))
      case 'leftParen':
        return this.#pipeline('parenthesized pipeline', 'rightParen')
      case 'string':
      case 'rawString':
        return { type: 'string', at, quoted: text, value: this.#literal(() => stringOf(text)) }
      default:
        this.#at--
        return undefined
    }
  }

  #literal<T>(read: () => T): T {
    try {
      return read()
    } catch (error) {
      throw error instanceof LiteralFault ? this.#fault(error.message) : error
    }
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? (this.#tokens.at(-1) as Token)
  }

  #next(): Token {
    const token = this.#peek()
    this.#at++
    return token
  }

  #peekNonSpace(): Token {
    while (this.#peek().type === 'space') this.#at++
    return this.#peek()
  }

  #nextNonSpace(): Token {
    this.#peekNonSpace()
    return this.#next()
  }

  #expect(type: TokenType, context: string): void {
    const token = this.#nextNonSpace()
    if (token.type !== type) throw this.#unexpected(token, context)
  }

  #unexpected(token: Token, context: string): TemplateFault {
    if (token.type !== 'error') return this.#fault(`unexpected ${tokenText(token)} in ${context}`)
    if (this.#actionLine === 0 || this.#actionLine === token.line) return this.#fault(token.text)
    const started = ` in action started at output:${this.#actionLine}`
    return this.#fault(token.text + (token.text.endsWith(' action') ? started.slice(' in action'.length) : started))
  }

  #fault(text: string): TemplateFault {
    const last = this.#tokens[Math.min(this.#at, this.#tokens.length) - 1] ?? this.#peek()
    return new TemplateFault(`template: output:${last.line}: ${text}`)
  }
}

function tokenText({ type, text }: Token): string {
  if (type === 'eof') return 'EOF'
  if (named.includes(type)) return `<${text}>`
  return [...text].length > 10 ? `${quote([...text].slice(0, 10).join(''))}...` : quote(text)
}
