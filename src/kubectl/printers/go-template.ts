// Go's text/template as -o go-template needs it: actions, pipelines, if/else, range, with, variables, define/template, and
// the built-in functions besides kubectl's base64decode (text/template of Go 1.24). Missing: call; faults always
// name a place in the first action of the first line.

import { CommandError } from '../errors.ts'
import { type Pipe, parseExpression, splitActions, TemplateFault, type Word } from './go-template-parse.ts'
import { callFunction, isTruth, missingValue, valueText } from './go-template-values.ts'
import { jsonText } from './json.ts'

export type TemplateNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'break' }
  | { readonly type: 'continue' }
  | { readonly type: 'action'; readonly pipe: Pipe }
  | {
      readonly type: 'if' | 'with' | 'range'
      readonly pipe: Pipe
      readonly body: TemplateNode[]
      readonly otherwise: TemplateNode[]
    }
  | { readonly type: 'template'; readonly name: string; readonly pipe: Pipe | undefined }

export interface GoTemplate {
  readonly nodes: readonly TemplateNode[]
  readonly defined: ReadonlyMap<string, readonly TemplateNode[]>
}

/** Throws `error parsing template …` as kubectl words it. */
export function parseGoTemplate(source: string): GoTemplate {
  try {
    return new TemplateParser(source).parse()
  } catch (error) {
    if (error instanceof TemplateFault) throw new CommandError(`error parsing template ${source}, ${error.message}`)
    throw error
  }
}

type Frame = {
  readonly kind: string
  readonly nodes: TemplateNode[]
  readonly close: (body: TemplateNode[], otherwise: TemplateNode[]) => void
}

class TemplateParser {
  readonly #source: string
  readonly #defined = new Map<string, readonly TemplateNode[]>()

  constructor(source: string) {
    this.#source = source
  }

  parse(): GoTemplate {
    const root: TemplateNode[] = []
    const stack: {
      frame: Frame
      body: TemplateNode[]
      otherwise: TemplateNode[]
      current: TemplateNode[]
      chained: number
    }[] = []
    let current = root
    let line = 1
    for (const part of splitActions(this.#source)) {
      line = part.line
      if (part.type === 'text') {
        if (part.text !== '') current.push({ type: 'text', text: part.text })
        continue
      }
      const [keyword = ''] = part.text.split(/\s+/)
      const rest = part.text.slice(keyword.length).trim()
      if (
        keyword === 'if' ||
        keyword === 'with' ||
        keyword === 'range' ||
        keyword === 'define' ||
        keyword === 'block'
      ) {
        const parent = current
        const body: TemplateNode[] = []
        const frame = this.#frame(keyword, rest, parent, line)
        stack.push({ frame, body, otherwise: [], current: body, chained: 0 })
        current = body
      } else if (keyword === 'else') {
        const top = stack.at(-1)
        if (!top) throw new TemplateFault(`template: output:${line}: unexpected {{else}}`)
        current = top.otherwise
        if (rest.startsWith('if') || rest.startsWith('with')) {
          const [kind = 'if'] = rest.split(/\s+/)
          const frame = this.#frame(kind, rest.slice(kind.length).trim(), current, line)
          const body: TemplateNode[] = []
          stack.push({ frame, body, otherwise: [], current: body, chained: top.chained + 1 })
          current = body
        }
      } else if (keyword === 'end') {
        let top = stack.pop()
        if (!top) throw new TemplateFault(`template: output:${line}: unexpected {{end}}`)
        for (;;) {
          top.frame.close(top.body, top.otherwise)
          if (top.chained === 0) break
          const next = stack.pop()
          if (!next) break
          top = next
        }
        const above = stack.at(-1)
        current = !above ? root : above.otherwise.length > 0 ? above.otherwise : above.body
      } else if (keyword === 'template') {
        const match = /^("(?:[^"\\]|\\.)*"|`[^`]*`)\s*([\s\S]*)$/.exec(rest)
        if (!match) throw new TemplateFault(`template: output:${line}: unexpected "${rest}" in template clause`)
        const name = (match[1] ?? '').slice(1, -1)
        const pipe = (match[2] ?? '') === '' ? undefined : parseExpression(match[2] ?? '', line)
        current.push({ type: 'template', name, pipe })
      } else if ((keyword === 'break' || keyword === 'continue') && rest === '') {
        if (!stack.some(({ frame }) => frame.kind === 'range')) {
          throw new TemplateFault(`template: output:${line}: {{${keyword}}} outside {{range}}`)
        }
        current.push({ type: keyword })
      } else if (part.text !== '') current.push({ type: 'action', pipe: parseExpression(part.text, line) })
    }
    if (stack.length > 0) throw new TemplateFault(`template: output:${line}: unexpected EOF`)
    return { nodes: root, defined: this.#defined }
  }

  #frame(kind: string, rest: string, parent: TemplateNode[], line: number): Frame {
    if (kind === 'define' || kind === 'block') {
      const name = /^"((?:[^"\\]|\\.)*)"/.exec(rest)?.[1]
      if (name === undefined) throw new TemplateFault(`template: output:${line}: unexpected "${rest}" in define clause`)
      return {
        kind,
        nodes: parent,
        close: (body) => {
          this.#defined.set(name, body)
          if (kind === 'block') {
            const after = rest.slice(rest.indexOf('"', 1) + 1).trim()
            parent.push({ type: 'template', name, pipe: after === '' ? undefined : parseExpression(after, line) })
          }
        },
      }
    }
    if (rest === '') throw new TemplateFault(`template: output:${line}: missing value for ${kind}`)
    const pipe = parseExpression(rest, line)
    const type = kind === 'with' ? 'with' : kind === 'range' ? 'range' : 'if'
    return { kind, nodes: parent, close: (body, otherwise) => parent.push({ type, pipe, body, otherwise }) }
  }
}

export interface TemplateOptions {
  readonly allowMissing: boolean
  out(text: string): void
}

/** Writes the result; a fault is worded as kubectl does, with the object for debugging. */
export function renderGoTemplate(
  template: GoTemplate,
  source: string,
  object: unknown,
  options: TemplateOptions,
): void {
  const data: unknown = JSON.parse(JSON.stringify(object))
  let text = ''
  try {
    const runner = new Runner(template, options.allowMissing, (part) => {
      text += part
    })
    runner.run(template.nodes, data, [{ name: '$', value: data }])
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error
    const context = `Error executing template: ${error.message}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${source}\n\traw data was:\n\t\t${jsonText(object)}\n\tobject given to template engine was:\n\t\t${valueText(data)}\n\n`
    options.out(text + context)
    throw new CommandError(`error executing template ${JSON.stringify(source)}: ${error.message}`)
  }
  options.out(text)
}

/** Inner scopes share the variables of outer ones, so that `=` reaches them. */
type Scope = { readonly name: string; value: unknown }[]

class Runner {
  readonly #template: GoTemplate
  readonly #allowMissing: boolean
  readonly #write: (text: string) => void
  #depth = 0

  constructor(template: GoTemplate, allowMissing: boolean, write: (text: string) => void) {
    this.#template = template
    this.#allowMissing = allowMissing
    this.#write = write
  }

  /** Says how a loop around the nodes goes on when they end it early. */
  run(nodes: readonly TemplateNode[], dot: unknown, scope: Scope): 'break' | 'continue' | undefined {
    const inner: Scope = [...scope]
    for (const node of nodes) {
      if (node.type === 'break' || node.type === 'continue') return node.type
      if (node.type === 'text') this.#write(node.text)
      else if (node.type === 'action') {
        const value = this.#pipe(node.pipe, dot, inner)
        if (node.pipe.variables.length === 0) this.#write(valueText(value))
      } else if (node.type === 'template') this.#call(node.name, node.pipe && this.#pipe(node.pipe, dot, inner))
      else if (node.type === 'range') this.#range(node, dot, inner)
      else {
        const branch: Scope = [...inner]
        const value = this.#pipe(node.pipe, dot, branch)
        const exit = isTruth(value)
          ? this.run(node.body, node.type === 'with' ? value : dot, branch)
          : this.run(node.otherwise, dot, branch)
        if (exit) return exit
      }
    }
    return undefined
  }

  #call(name: string, data: unknown): void {
    const nodes = this.#template.defined.get(name)
    if (!nodes) throw new TemplateFault(`template: output:1: template "${name}" not defined`)
    if (++this.#depth > 1000) throw new TemplateFault('template: output:1: exceeded maximum template depth (1000)')
    this.run(nodes, data, [{ name: '$', value: data }])
    this.#depth--
  }

  #range(node: Extract<TemplateNode, { type: 'if' | 'with' | 'range' }>, dot: unknown, scope: Scope): void {
    const value = this.#evaluate(node.pipe, dot, scope)
    const pairs = rangePairs(value)
    if (pairs.length === 0) {
      this.run(node.otherwise, dot, scope)
      return
    }
    for (const [key, item] of pairs) {
      const inner: Scope = [...scope]
      const [first, second] = node.pipe.variables
      if (first !== undefined && second !== undefined)
        inner.push({ name: first, value: key }, { name: second, value: item })
      else if (first !== undefined) inner.push({ name: first, value: item })
      if (this.run(node.body, item, inner) === 'break') return
    }
  }

  #pipe(pipe: Pipe, dot: unknown, scope: Scope): unknown {
    const value = this.#evaluate(pipe, dot, scope)
    for (const name of pipe.variables) {
      const known = pipe.assign ? scope.findLast((one) => one.name === name) : undefined
      if (known) known.value = value
      else scope.push({ name, value })
    }
    return value
  }

  #evaluate(pipe: Pipe, dot: unknown, scope: Scope): unknown {
    let value: unknown
    pipe.commands.forEach((words, i) => {
      value = this.#command(words, dot, scope, i > 0 ? [value] : [])
    })
    return value
  }

  #command(words: readonly Word[], dot: unknown, scope: Scope, last: readonly unknown[]): unknown {
    const [first, ...rest] = words
    if (!first) throw new TemplateFault('template: output:1: missing value for command')
    if (first.type === 'name') {
      if (first.name === 'and' || first.name === 'or') {
        let value: unknown
        for (const word of rest) {
          value = this.#word(word, dot, scope)
          if (isTruth(value) === (first.name === 'or')) return value
        }
        return last.length > 0 ? last[0] : value
      }
      const args = [...rest.map((word) => this.#word(word, dot, scope)), ...last]
      return callFunction(first.name, args, words.map(({ source }) => source).join(' '))
    }
    if (rest.length > 0 || last.length > 0) {
      throw new TemplateFault(
        `template: output:1:2: executing "output" at <${first.source}>: can't give argument to non-function ${first.source}`,
      )
    }
    return this.#word(first, dot, scope)
  }

  #word(word: Word, dot: unknown, scope: Scope): unknown {
    switch (word.type) {
      case 'value':
        return word.value
      case 'dot':
        return dot
      case 'name':
        return callFunction(word.name, [], word.source)
      case 'field':
        return this.#fields(dot, word.path, word.source)
      case 'variable': {
        const found = scope.findLast(({ name }) => name === word.name)
        if (!found) throw new TemplateFault(`template: output:1: undefined variable "${word.name}"`)
        return this.#fields(found.value, word.path, word.source)
      }
      case 'pipe':
        return this.#fields(this.#evaluate(word.pipe, dot, [...scope]), word.path, word.source)
    }
  }

  #fields(start: unknown, path: readonly string[], source: string): unknown {
    let value = start
    for (const key of path) {
      if (value === missingValue || value === null || value === undefined) {
        if (value === null) {
          throw new TemplateFault(
            `template: output:1:${columnOf(source)}: executing "output" at <${source}>: nil pointer evaluating interface {}.${key}`,
          )
        }
        return missingValue
      }
      if (typeof value !== 'object' || Array.isArray(value)) {
        throw new TemplateFault(
          `template: output:1:${columnOf(source)}: executing "output" at <${source}>: can't evaluate field ${key} in type interface {}`,
        )
      }
      const map = value as Readonly<Record<string, unknown>>
      if (!Object.hasOwn(map, key)) {
        if (!this.#allowMissing) {
          throw new TemplateFault(
            `template: output:1:${columnOf(source)}: executing "output" at <${source}>: map has no entry for key "${key}"`,
          )
        }
        value = missingValue
      } else value = map[key]
    }
    return value
  }
}

/** Go takes a chain of fields to begin with its second one. Counted as if the chain began the template. */
const columnOf = (source: string): number => 2 + (source.startsWith('.') ? Math.max(0, source.indexOf('.', 1)) : 0)

function rangePairs(value: unknown): readonly (readonly [unknown, unknown])[] {
  if (value === null || value === undefined || value === missingValue) return []
  if (Array.isArray(value)) return value.map((item, i) => [i, item])
  if (typeof value === 'number') return Array.from({ length: value }, (_, i) => [i, i])
  if (typeof value === 'object') {
    const map = value as Readonly<Record<string, unknown>>
    return Object.keys(map)
      .sort()
      .map((key) => [key, map[key]])
  }
  throw new TemplateFault(`template: output:1:8: executing "output": range can't iterate over ${valueText(value)}`)
}
