// JavaScript's regular expressions (flag `u`) read into instructions for regex-machine.ts, and how many steps
// backtracking may take at worst. A single character's test is left to JavaScript, so that classes and case are its own.
// Leaves out: captures in lookaheads, lookbehinds of variable length, named groups, \k.

export type Instruction =
  | { readonly op: 'character'; readonly test: (code: number) => boolean }
  | { readonly op: 'split'; readonly first: number; readonly second: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'forget'; readonly from: number; readonly to: number }
  | { readonly op: 'progress'; readonly slot: number }
  | { readonly op: 'assert'; readonly source: string; readonly expression: RegExp }
  | { readonly op: 'look'; readonly program: Program; readonly behind: number; readonly wanted: boolean }
  | { readonly op: 'again'; readonly group: number }
  | { readonly op: 'match' }

export interface Program {
  readonly instructions: readonly Instruction[]
  /** Two slots for each group, then one for each repetition. */
  readonly slots: number
  readonly groups: number
  /** Has \1, which cannot be found in linear time. */
  readonly backward: boolean
}

type Node =
  | { readonly kind: 'character'; readonly source: string }
  | { readonly kind: 'assert'; readonly source: string }
  | { readonly kind: 'again'; readonly group: number }
  | { readonly kind: 'sequence' | 'choice'; readonly nodes: readonly Node[] }
  | { readonly kind: 'group'; readonly number: number; readonly node: Node }
  | { readonly kind: 'look'; readonly behind: boolean; readonly wanted: boolean; readonly node: Node }
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'repeat'
      readonly node: Node
      readonly least: number
      readonly most: number
      readonly greedy: boolean
      readonly firstGroup: number
      readonly lastGroup: number
    }

const MAX_INSTRUCTIONS = 20_000

function parse(source: string): { readonly node: Node; readonly groups: number } {
  let at = 0
  let groups = 0
  const take = (text: string): boolean => {
    if (!source.startsWith(text, at)) return false
    at += text.length
    return true
  }
  const match = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(source)
    if (!found) return undefined
    at += found[0].length
    return found
  }
  const choice = (): Node => {
    const nodes = [sequence()]
    while (take('|')) nodes.push(sequence())
    return nodes.length === 1 && nodes[0] ? nodes[0] : { kind: 'choice', nodes }
  }
  const sequence = (): Node => {
    const nodes: Node[] = []
    while (at < source.length && source[at] !== '|' && source[at] !== ')') nodes.push(repeated())
    return { kind: 'sequence', nodes }
  }
  const repeated = (): Node => {
    const firstGroup = groups + 1
    const node = single()
    const found = match(/([*+?]|\{(\d+)(,?)(\d*)\})(\??)/y)
    if (!found) return node
    const [, sign, low = '', comma = '', high = '', lazy] = found
    const least = sign === '+' ? 1 : low === '' ? 0 : Number(low)
    const open = sign === '*' || sign === '+' || (comma !== '' && high === '')
    const most = open ? Number.POSITIVE_INFINITY : sign === '?' ? 1 : Number(high || low)
    return { kind: 'repeat', node, least, most, greedy: lazy === '', firstGroup, lastGroup: groups }
  }
  const inside = (): Node => {
    const node = choice()
    take(')')
    return node
  }
  const single = (): Node => {
    const look = match(/\(\?(<?)([=!])/y)
    if (look) return { kind: 'look', behind: look[1] === '<', wanted: look[2] === '=', node: inside() }
    if (take('(?:')) return inside()
    if (match(/\(\?/y)) {
      inside()
      return { kind: 'unknown' }
    }
    if (take('(')) {
      const number = ++groups
      return { kind: 'group', number, node: inside() }
    }
    const assert = match(/[$^]|\\[bB]/y)
    if (assert) return { kind: 'assert', source: assert[0] }
    const again = match(/\\([1-9]\d*)/y)
    if (again) return { kind: 'again', group: Number(again[1]) }
    if (match(/\\k/y)) return { kind: 'unknown' }
    const one = match(
      /\[(?:[^\]\\]|\\.)*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[a-zA-Z]|[\s\S])|[\s\S]/uy,
    )
    return { kind: 'character', source: one?.[0] ?? '' }
  }
  return { node: choice(), groups }
}

export interface WorstCase {
  /** Steps at worst: factor × length ^ degree, for each place to start from. Infinite when repetitions are nested. */
  readonly degree: number
  readonly factor: number
  /** Characters of the longest text that matches, without what `*` and `+` add. */
  readonly size: number
}

const none: WorstCase = { degree: 0, factor: 1, size: 0 }

export const worstCase = (source: string): WorstCase => worstOf(parse(source).node)

function worstOf(node: Node): WorstCase {
  switch (node.kind) {
    case 'sequence':
      return node.nodes
        .map(worstOf)
        .reduce((a, b) => ({ degree: a.degree + b.degree, factor: a.factor * b.factor, size: a.size + b.size }), none)
    case 'choice':
      return node.nodes.map(worstOf).reduce((a, b) => ({
        degree: Math.max(a.degree, b.degree),
        factor: a.factor + b.factor,
        size: Math.max(a.size, b.size),
      }))
    case 'group':
    case 'look':
      return worstOf(node.node)
    case 'repeat': {
      const { degree, factor, size } = worstOf(node.node)
      const plain = degree === 0 && factor === 1
      if (node.most === Number.POSITIVE_INFINITY)
        return { degree: 1, factor: plain ? 1 : Number.POSITIVE_INFINITY, size: size * node.least }
      return {
        degree: degree * node.most,
        factor: factor ** node.most * (node.most - node.least + 1),
        size: size * node.most,
      }
    }
    case 'character':
      return { ...none, size: 1 }
    default:
      return none
  }
}

/** Undefined for what the machine does not know, and for programs too large to hold. */
export function compileProgram(source: string, flags: string): Program | undefined {
  const { node, groups } = parse(source)
  if (worstOf(node).size > MAX_INSTRUCTIONS) return undefined
  return assemble(node, groups, flags)
}

function assemble(root: Node, groups: number, flags: string): Program | undefined {
  const instructions: Instruction[] = []
  let slots = 2 * (groups + 1)
  let backward = false
  let known = true
  const kept = flags.replace(/[gy]/g, '')
  const put = (instruction: Instruction): number => instructions.push(instruction) - 1
  const emit = (node: Node): void => {
    if (!known || instructions.length > MAX_INSTRUCTIONS) {
      known = false
      return
    }
    switch (node.kind) {
      case 'character':
        put({ op: 'character', test: characterTest(node.source, kept) })
        return
      case 'assert':
        put({ op: 'assert', source: node.source, expression: new RegExp(node.source, `${kept}y`) })
        return
      case 'again':
        backward = true
        put({ op: 'again', group: node.group })
        return
      case 'sequence':
        for (const part of node.nodes) emit(part)
        return
      case 'group':
        put({ op: 'save', slot: 2 * node.number })
        emit(node.node)
        put({ op: 'save', slot: 2 * node.number + 1 })
        return
      case 'choice':
        emitChoice(node.nodes)
        return
      case 'repeat':
        emitRepeat(node)
        return
      case 'look': {
        const length = node.behind ? fixedLength(node.node) : 0
        const program = length === undefined || captures(node.node) ? undefined : assemble(node.node, 0, flags)
        if (!program || program.backward) known = false
        else put({ op: 'look', program, behind: length ?? 0, wanted: node.wanted })
        return
      }
      case 'unknown':
        known = false
    }
  }
  const emitChoice = (nodes: readonly Node[]): void => {
    const ends: number[] = []
    for (const [i, part] of nodes.entries()) {
      const last = i === nodes.length - 1
      const split = last ? -1 : put({ op: 'match' })
      emit(part)
      if (last) continue
      ends.push(put({ op: 'match' }))
      instructions[split] = { op: 'split', first: split + 1, second: instructions.length }
    }
    for (const end of ends) instructions[end] = { op: 'jump', to: instructions.length }
  }
  const emitRepeat = (node: Node & { kind: 'repeat' }): void => {
    const once = (): void => {
      if (node.lastGroup >= node.firstGroup)
        put({ op: 'forget', from: 2 * node.firstGroup, to: 2 * node.lastGroup + 1 })
      emit(node.node)
    }
    for (let i = 0; i < node.least && known; i++) once()
    const optional = node.most === Number.POSITIVE_INFINITY ? 1 : node.most - node.least
    const splits: number[] = []
    for (let i = 0; i < optional && known; i++) {
      const slot = slots++
      splits.push(put({ op: 'match' }))
      put({ op: 'save', slot })
      once()
      put({ op: 'progress', slot })
      if (node.most === Number.POSITIVE_INFINITY) put({ op: 'jump', to: splits[0] ?? 0 })
    }
    const end = instructions.length
    for (const split of splits) {
      instructions[split] = node.greedy
        ? { op: 'split', first: split + 1, second: end }
        : { op: 'split', first: end, second: split + 1 }
    }
  }
  emit(root)
  put({ op: 'match' })
  return known ? { instructions, slots, groups, backward } : undefined
}

function captures(node: Node): boolean {
  if (node.kind === 'group') return true
  if (node.kind === 'sequence' || node.kind === 'choice') return node.nodes.some(captures)
  return node.kind === 'repeat' && captures(node.node)
}

function fixedLength(node: Node): number | undefined {
  if (node.kind === 'character') return 1
  if (node.kind === 'assert') return 0
  if (node.kind !== 'sequence') return undefined
  const lengths = node.nodes.map(fixedLength)
  return lengths.includes(undefined) ? undefined : lengths.reduce((a: number, b) => a + (b ?? 0), 0)
}

function characterTest(source: string, flags: string): (code: number) => boolean {
  const expression = new RegExp(`^(?:${source})$`, flags.replace('m', ''))
  const known = new Map<number, boolean>()
  return (code) => {
    let answer = known.get(code)
    if (answer === undefined) {
      answer = expression.test(String.fromCodePoint(code))
      known.set(code, answer)
    }
    return answer
  }
}
