// Runs Go templates (text/template/exec.go of Go 1.24). What is at work is remembered, for that is the place of a fault.

import { CommandError } from '../errors.ts'
import { jsonText } from '../printers/json.ts'
import { CallFault, functions, type TemplateFunction } from './functions.ts'
import {
  type AnyNode,
  type CommandNode,
  type ControlNode,
  nodeText,
  type Operand,
  type PipeNode,
  type TemplateNode,
} from './nodes.ts'
import { type GoTemplate, parseTemplate } from './parser.ts'
import {
  GoFloat,
  GoInt,
  intOf,
  isMap,
  isNil,
  isTrue,
  missing,
  plainText,
  shownText,
  sortedKeys,
  TemplateFault,
  typeName,
} from './values.ts'

export type { GoTemplate } from './parser.ts'

/** Throws `error parsing template …` as kubectl words it. */
export function parseGoTemplate(source: string): GoTemplate {
  try {
    return parseTemplate(source)
  } catch (error) {
    if (error instanceof TemplateFault) throw new CommandError(`error parsing template ${source}, ${error.message}`)
    throw error
  }
}

export interface TemplateOptions {
  readonly allowMissing: boolean
  out(text: string): void
}

/** Writes the result; a fault is worded as kubectl does, with the object for debugging. */
export function renderGoTemplate(template: GoTemplate, object: unknown, options: TemplateOptions): void {
  const { source } = template
  const data: unknown = JSON.parse(JSON.stringify(object))
  let text = ''
  try {
    const runner = new Runner(template, options.allowMissing, (part) => {
      text += part
    })
    runner.run('output', template.nodes, data)
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error
    const context = `Error executing template: ${error.message}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${source}\n\traw data was:\n\t\t${jsonText(object)}\n\tobject given to template engine was:\n\t\t${plainText(data)}\n\n`
    options.out(text + context)
    throw new CommandError(`error executing template ${JSON.stringify(source)}: ${error.message}`)
  }
  options.out(text)
}

/** Nothing, as what was not piped. */
const none = Symbol('none')
/** Go's types say whether a value was found in a map or list: there it is an interface {}. */
interface Held {
  readonly value: unknown
  readonly boxed: boolean
}

const held = (value: unknown): Held => ({ value, boxed: false })
const boxed = (value: unknown): Held => ({ value, boxed: true })
const nothing: Held = { value: missing, boxed: false }
const noArgument: Held = { value: none, boxed: false }

class Break extends Error {}
class Continue extends Error {}

/** Go stops at 100,000 templates within each other; our stack is smaller, and only an endless one gets there. */
const DEEPEST = 400
/** Steps of one template. A page must not stand still for `{{range 1000000000}}`. */
const MOST_STEPS = 3_000_000

class Runner {
  readonly #template: GoTemplate
  readonly #allowMissing: boolean
  readonly #write: (text: string) => void
  #name = ''
  #at: AnyNode | undefined
  #depth = 0
  #steps = 0
  #variables: [name: string, value: Held][] = []

  constructor(template: GoTemplate, allowMissing: boolean, write: (text: string) => void) {
    this.#template = template
    this.#allowMissing = allowMissing
    this.#write = write
  }

  run(name: string, nodes: readonly TemplateNode[], data: unknown): void {
    const [outerName, outerVariables] = [this.#name, this.#variables]
    this.#name = name
    this.#variables = [['$', held(data)]]
    this.#walkAll(nodes, held(data))
    this.#name = outerName
    this.#variables = outerVariables
  }

  #walkAll(nodes: readonly TemplateNode[], dot: Held): void {
    for (const node of nodes) this.#walk(node, dot)
  }

  #walk(node: TemplateNode, dot: Held): void {
    this.#at = node
    if (++this.#steps > MOST_STEPS) throw this.#fault('it takes too long for this lab')
    switch (node.type) {
      case 'text':
        this.#write(node.text)
        return
      case 'action': {
        const { value } = this.#pipeline(node.pipe, dot)
        this.#at = node
        if (node.pipe.variables.length === 0) this.#write(shownText(value))
        return
      }
      case 'template':
        this.#call(node, dot)
        return
      case 'break':
        throw new Break()
      case 'continue':
        throw new Continue()
      case 'range':
        this.#range(node, dot)
        return
      default:
        this.#choose(node, dot)
    }
  }

  #choose({ type, pipe, body, otherwise }: ControlNode, dot: Held): void {
    const known = this.#variables.length
    const value = this.#pipeline(pipe, dot)
    if (isTrue(value.value)) this.#walkAll(body, type === 'with' ? value : dot)
    else if (otherwise) this.#walkAll(otherwise, dot)
    this.#variables.length = known
  }

  #call(node: Extract<TemplateNode, { type: 'template' }>, dot: Held): void {
    const nodes = this.#template.defined.get(node.name)
    if (!nodes) throw this.#fault(`template ${JSON.stringify(node.name)} not defined`)
    if (this.#depth >= DEEPEST) throw this.#fault('exceeded maximum template depth (100000)')
    const { value } = node.pipe ? this.#pipeline(node.pipe, dot) : nothing
    this.#depth++
    this.run(node.name, nodes, value)
    this.#depth--
  }

  #range(node: ControlNode, dot: Held): void {
    const known = this.#variables.length
    const { value } = this.#pipeline(node.pipe, dot)
    let any = false
    try {
      for (const [key, item] of this.#pairs(value, node.pipe.variables.length)) {
        any = true
        this.#iterate(node, key, item)
      }
    } catch (error) {
      if (!(error instanceof Break)) throw error
    }
    this.#variables.length = known
    if (!any && node.otherwise) this.#walkAll(node.otherwise, dot)
  }

  #iterate({ pipe, body }: ControlNode, key: Held, item: Held): void {
    const [first, second] = pipe.variables
    // The pipeline has put the variables on top already, with the whole list as their value.
    if (second !== undefined) {
      this.#set(first ?? '', key)
      this.#set(second, item)
    } else if (first !== undefined) this.#set(first, item)
    const known = this.#variables.length
    try {
      this.#walkAll(body, item)
    } catch (error) {
      if (!(error instanceof Continue)) throw error
    } finally {
      this.#variables.length = known
    }
  }

  *#pairs(value: unknown, variables: number): Iterable<readonly [Held, Held]> {
    if (isNil(value)) return
    const count = intOf(value)
    if (Array.isArray(value)) for (const [i, item] of value.entries()) yield [held(new GoInt(i)), boxed(item)]
    else if (isMap(value)) for (const key of sortedKeys(value)) yield [held(key), boxed(value[key])]
    else if (count === undefined) throw this.#fault(`range can't iterate over ${plainText(value)}`)
    else if (variables > 1) throw this.#fault(`can't use ${count} to iterate over more than one variable`)
    else for (let i = 0; i < count; i++) yield [nothing, held(value instanceof GoInt ? new GoInt(i) : i)]
  }

  #set(name: string, value: Held): void {
    const at = this.#variables.findLastIndex(([known]) => known === name)
    if (at < 0) throw this.#fault(`undefined variable: ${name}`)
    this.#variables[at] = [name, value]
  }

  #pipeline(pipe: PipeNode, dot: Held): Held {
    this.#at = pipe
    let value = noArgument
    for (const command of pipe.commands) value = held(this.#command(command, dot, value).value)
    for (const name of pipe.variables) {
      if (pipe.assigns) this.#set(name, value)
      else this.#variables.push([name, value])
    }
    return value
  }

  #command(command: CommandNode, dot: Held, final: Held): Held {
    const { args } = command
    const [first] = args
    if (!first) return nothing
    switch (first.type) {
      case 'field':
      case 'chain':
      case 'variable':
        return this.#path(first, dot, args, final)
      case 'identifier':
        return this.#function(first, command, dot, args.slice(1), final)
      case 'pipe':
        this.#notAFunction(args, final)
        return this.#pipeline(first, dot)
    }
    this.#at = first
    this.#notAFunction(args, final)
    if (first.type === 'nil') throw this.#fault('nil is not a command')
    return first.type === 'dot' ? dot : held(literal(first))
  }

  #notAFunction(args: readonly Operand[], final: Held): void {
    const [first] = args
    if (first && (args.length > 1 || final.value !== none))
      throw this.#fault(`can't give argument to non-function ${nodeText(first)}`)
  }

  /** Fields of dot, of a variable, or of what stands in parentheses. */
  #path(
    node: Extract<Operand, { type: 'field' | 'chain' | 'variable' }>,
    dot: Held,
    args: readonly Operand[],
    final: Held,
  ): Held {
    this.#at = node
    const hasArguments = args.length > 1 || final.value !== none
    if (node.type === 'field') return this.#fields(dot, node.path, hasArguments)
    if (node.type === 'chain') {
      if (node.node.type === 'nil') throw this.#fault(`indirection through explicit nil in ${nodeText(node)}`)
      return this.#fields(this.#argument(node.node, dot), node.path, hasArguments)
    }
    const [name = '', ...path] = node.path
    const found = this.#variables.findLast(([known]) => known === name)
    if (!found) throw this.#fault(`undefined variable: ${name}`)
    if (path.length === 0) this.#notAFunction(args, final)
    return this.#fields(found[1], path, hasArguments)
  }

  #fields(start: Held, path: readonly string[], hasArguments: boolean): Held {
    return path.reduce((here, name, i) => this.#field(here, name, hasArguments && i === path.length - 1), start)
  }

  #field({ value, boxed: inInterface }: Held, name: string, hasArguments: boolean): Held {
    if (isNil(value)) {
      if (inInterface) throw this.#fault(`nil pointer evaluating interface {}.${name}`)
      if (!this.#allowMissing) throw this.#fault(`nil data; no entry for key ${JSON.stringify(name)}`)
      return nothing
    }
    if (!isMap(value)) {
      throw this.#fault(`can't evaluate field ${name} in type ${inInterface ? 'interface {}' : typeName(value)}`)
    }
    if (hasArguments) throw this.#fault(`${name} is not a method but has arguments`)
    if (Object.hasOwn(value, name)) return boxed(value[name])
    if (!this.#allowMissing) throw this.#fault(`map has no entry for key ${JSON.stringify(name)}`)
    return nothing
  }

  #function(
    node: Extract<Operand, { type: 'identifier' }>,
    whole: AnyNode,
    dot: Held,
    args: readonly Operand[],
    final: Held,
  ): Held {
    this.#at = node
    const { name } = node
    const found = functions[name]
    if (!found) throw this.#fault(`${JSON.stringify(name)} is not a defined function`)
    const piped = final.value !== none
    const count = args.length + (piped ? 1 : 0)
    if (found.more && count < found.takes)
      throw this.#fault(`wrong number of args for ${name}: want at least ${found.takes} got ${args.length}`)
    if (!found.more && count !== found.takes)
      throw this.#fault(`wrong number of args for ${name}: want ${found.takes} got ${count}`)
    if (name === 'and' || name === 'or') return this.#shortCircuit(name, args, dot, final)
    const values = args.map((arg, i) => this.#typed(found, i, this.#argument(arg, dot, found.string && i === 0)))
    if (piped) values.push(this.#typed(found, values.length, final))
    try {
      return held(found.call(values, args[0] ? nodeText(args[0]) : ''))
    } catch (error) {
      if (!(error instanceof CallFault)) throw error
      this.#at = whole
      throw this.#fault(`error calling ${name}: ${error.message}`)
    }
  }

  #shortCircuit(name: 'and' | 'or', args: readonly Operand[], dot: Held, final: Held): Held {
    let value = nothing
    for (const arg of args) {
      value = held(this.#argument(arg, dot).value)
      if (isTrue(value.value) === (name === 'or')) return value
    }
    return final.value === none ? value : final
  }

  /** Checked against the one type that a function may ask for. */
  #typed(found: TemplateFunction, at: number, { value }: Held): unknown {
    if (!found.string || at > 0 || typeof value === 'string') return value
    if (isNil(value)) throw this.#fault('invalid value; expected string')
    throw this.#fault(`wrong type for value; expected string; got ${typeName(value)}`)
  }

  #argument(node: Operand, dot: Held, wantsString = false): Held {
    this.#at = node
    switch (node.type) {
      case 'dot':
        return dot
      case 'field':
      case 'chain':
      case 'variable':
        return this.#path(node, dot, [], noArgument)
      case 'pipe':
        return this.#pipeline(node, dot)
      case 'identifier':
        return this.#function(node, node, dot, [], noArgument)
      case 'nil':
        if (wantsString) throw this.#fault('cannot assign nil to string')
        return nothing
      default:
        if (wantsString && node.type !== 'string') throw this.#fault(`expected string; found ${nodeText(node)}`)
        return held(literal(node))
    }
  }

  #fault(text: string): TemplateFault {
    const node = this.#at
    if (!node) return new TemplateFault(`template: ${this.#name}: ${text}`)
    const before = this.#template.source.slice(0, node.at)
    const line = before.split('\n').length
    const column = new TextEncoder().encode(before.slice(before.lastIndexOf('\n') + 1)).length
    return new TemplateFault(
      `template: output:${line}:${column}: executing ${JSON.stringify(this.#name)} at <${nodeText(node)}>: ${text}`,
    )
  }
}

function literal(node: Extract<Operand, { type: 'number' | 'bool' | 'string' }>): unknown {
  if (node.type !== 'number') return node.value
  return node.float ? new GoFloat(node.value) : new GoInt(node.value)
}
