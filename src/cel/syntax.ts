// The expression library's tree, as far as the checker looks at it, and where things stand in the text: cel-go counts
// from the operator, the dot or the opening bracket, the library from where a node begins.

import type { Environment } from '@marcbachmann/cel-js'

type Parsed = ReturnType<Environment['parse']>

/** A node as it was written; macros are still calls. */
export interface Node {
  readonly op: string
  args: unknown
  readonly pos: number
  readonly start: number
  readonly end: number
  readonly meta: { readonly alternate?: Node; readonly macro?: unknown }
}

export const treeOf = (parsed: Parsed): Node => parsed.ast as unknown as Node

export const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'op' in value

/** The nodes directly below, in the order of the text. */
export function childrenOf({ args }: Node): Node[] {
  const found: Node[] = []
  const collect = (value: unknown): void => {
    if (isNode(value)) found.push(value)
    else if (Array.isArray(value)) value.forEach(collect)
  }
  collect(args)
  return found
}

const listOf = (node: Node): readonly unknown[] => (Array.isArray(node.args) ? node.args : [node.args])

export const nodeAt = (node: Node, at: number): Node => listOf(node)[at] as Node
export const wordAt = (node: Node, at: number): string => String(listOf(node)[at])
export const nodesAt = (node: Node, at: number): readonly Node[] => listOf(node)[at] as readonly Node[]

/** Where cel-go says the node is. */
export function placeOf(node: Node, source: string): number {
  const after = (word: string, from: number): number => {
    const at = source.indexOf(word, from)
    return at < 0 ? node.start : at
  }
  switch (node.op) {
    case 'value':
    case 'id':
    case 'list':
    case 'map':
    case '!_':
    case '-_':
      return node.start
    case 'call':
      return after('(', node.start)
    case 'rcall': {
      const receiver = nodeAt(node, 1)
      return after('(', after(wordAt(node, 0), after('.', receiver.end)))
    }
    case '.':
    case '.?':
      return source.lastIndexOf('.', node.pos)
    case '[]':
    case '[?]':
      return after('[', nodeAt(node, 0).end)
    case '?:':
      return after('?', nodeAt(node, 0).end)
    default:
      return after(node.op, nodeAt(node, 0).end)
  }
}

/** One fault as cel-go shows it: the place, the line and a mark below it. */
export function issueText(source: string, place: number, message: string): string {
  const before = source.slice(0, place).split('\n')
  const column = [...(before.at(-1) ?? '')].length
  const line = source.split('\n')[before.length - 1] ?? ''
  return `ERROR: <input>:${before.length}:${column + 1}: ${message}\n | ${line}\n | ${'.'.repeat(column)}^`
}
