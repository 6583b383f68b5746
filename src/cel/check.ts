// The type check of an expression, with all its faults in cel-go's words. Models cel-go v0.23 checker/{checker,errors}.go.
// Missing: two-variable comprehensions, optMap, optFlatMap. Leaves out: proto messages.

import type { Overload } from './function.ts'
import { operators } from './operators.ts'
import { isNode, type Node, nodeAt, nodesAt, placeOf, wordAt } from './syntax.ts'
import { assignable, type Bindings, bool, type CelType, dyn, faulty, resolved, substituted, typeText } from './type.ts'

export interface Declarations {
  readonly variables: ReadonlyMap<string, CelType>
  readonly functions: readonly Overload[]
}

export interface Fault {
  readonly place: number
  readonly message: string
}

export interface Checked {
  readonly type: CelType
  readonly faults: readonly Fault[]
  /** Names of the declared variables that the expression reads. */
  readonly names: ReadonlySet<string>
}

const QUANTIFIERS = new Set(['all', 'exists', 'exists_one'])
const TYPE_NAMES: Readonly<Record<string, CelType['kind']>> = {
  bool: 'bool',
  bytes: 'bytes',
  double: 'double',
  int: 'int',
  string: 'string',
  uint: 'uint',
}

export function checkTypes(root: Node, source: string, declarations: Declarations): Checked {
  const faults: Fault[] = []
  const names = new Set<string>()
  const bindings: Bindings = new Map()
  let scope: ReadonlyMap<string, CelType> = declarations.variables
  let fresh = 0

  const report = (node: Node, message: string): CelType => {
    faults.push({ place: placeOf(node, source), message })
    return faulty
  }
  const freshParam = (): CelType => ({ kind: 'param', name: `#${fresh++}` })
  const withVariable = <T>(name: string, type: CelType, run: () => T): T => {
    const outer = scope
    scope = new Map(outer).set(name, type)
    const result = run()
    scope = outer
    return result
  }
  const isNamespace = (node: Node): boolean =>
    node.op === 'id' &&
    !scope.has(wordAt(node, 0)) &&
    declarations.functions.some(({ namespace }) => namespace === wordAt(node, 0))

  /** The type of a call when one or more of the overloads take these arguments. */
  function resolve(
    overloads: readonly Overload[],
    receiver: CelType | undefined,
    args: readonly CelType[],
  ): CelType | undefined {
    let result: CelType | undefined
    for (const overload of overloads) {
      if (overload.args.length !== args.length || (overload.receiver === undefined) !== (receiver === undefined))
        continue
      const named = new Map<string, CelType>()
      const renew = (type: CelType): CelType => renewed(type, named, freshParam)
      const before = new Map(bindings)
      const matches =
        (!overload.receiver || !receiver || assignable(renew(overload.receiver), receiver, bindings)) &&
        overload.args.every((type, at) => assignable(renew(type), args[at] ?? dyn, bindings))
      const type = matches ? renew(overload.result) : undefined
      if (type) result = result === undefined || same(result, type) ? type : dyn
      else {
        bindings.clear()
        for (const [name, bound] of before) bindings.set(name, bound)
      }
    }
    return result
  }
  const same = (a: CelType, b: CelType): boolean => typeText(a, bindings) === typeText(b, bindings)

  function call(
    node: Node,
    name: string,
    overloads: readonly Overload[],
    args: readonly CelType[],
    receiver?: CelType,
  ): CelType {
    const type = resolve(overloads, receiver, args)
    if (type) return type
    const given = args.map((arg) => typeText(arg, bindings)).join(', ')
    const applied = receiver ? `${typeText(receiver, bindings)}.(${given})` : `(${given})`
    return report(node, `found no matching overload for '${name}' applied to '${applied}'`)
  }
  const operator = (node: Node, name: string, args: readonly CelType[]): CelType =>
    call(node, name, operators.get(name) ?? [], args)

  function field(node: Node, of: CelType, name: string): CelType {
    const type = resolved(of, bindings)
    switch (type.kind) {
      case 'dyn':
        return dyn
      case 'map':
        return type.item
      case 'object':
        if (Object.hasOwn(type.fields, name)) return type.fields[name] ?? dyn
        return report(node, `undefined field '${name}'`)
      case 'param':
        return dyn
      case 'optional':
        return { kind: 'optional', item: field(node, type.item, name) }
      default:
        return report(node, `type '${typeText(type)}' does not support field selection`)
    }
  }

  /** What a comprehension's variable is. */
  function element(node: Node): CelType {
    const range = resolved(typeOf(node), bindings)
    if (range.kind === 'list') return range.item
    if (range.kind === 'map') return range.key
    if (range.kind === 'dyn' || range.kind === 'param') return dyn
    return report(
      node,
      `expression of type '${typeText(range, bindings)}' cannot be range of a comprehension (must be list, map, or dynamic)`,
    )
  }

  function wants(node: Node, name: string, type: CelType): void {
    if (!assignable(bool, type, bindings)) {
      report(node, `found no matching overload for '${name}' applied to '(bool, ${typeText(type, bindings)})'`)
    }
  }

  /** all, exists, exists_one, map, filter; undefined when it is no macro. */
  function macro(name: string, range: Node, args: readonly Node[]): CelType | undefined {
    const [variable, first, second] = args
    if (variable?.op !== 'id' || !first) return undefined
    const item = element(range)
    return withVariable(wordAt(variable, 0), item, () => {
      const type = typeOf(first)
      if (name === 'map') {
        if (!second) return { kind: 'list', item: type }
        wants(first, '_?_:_', type)
        return { kind: 'list', item: typeOf(second) }
      }
      wants(first, name === 'all' ? '_&&_' : name === 'exists' ? '_||_' : '_?_:_', type)
      return name === 'filter' ? { kind: 'list', item } : bool
    })
  }

  function receiverCall(node: Node): CelType {
    const name = wordAt(node, 0)
    const target = nodeAt(node, 1)
    const args = nodesAt(node, 2)
    if (target.op === 'id' && wordAt(target, 0) === 'cel' && name === 'bind') {
      const [variable, value, body] = args
      if (variable && value && body) return withVariable(wordAt(variable, 0), typeOf(value), () => typeOf(body))
    }
    const isMacro =
      ((QUANTIFIERS.has(name) || name === 'filter') && args.length === 2) || (name === 'map' && args.length > 1)
    if (isMacro) {
      const type = macro(name, target, args)
      if (type) return type
    }
    if (isNamespace(target)) {
      const namespace = wordAt(target, 0)
      const overloads = declarations.functions.filter(
        (overload) => overload.namespace === namespace && overload.name === name,
      )
      const types = args.map(typeOf)
      if (overloads.length > 0) return call(node, `${namespace}.${name}`, overloads, types)
      return report(node, `undeclared reference to '${namespace}.${name}' (in container '')`)
    }
    const receiver = typeOf(target)
    const types = args.map(typeOf)
    const overloads = declarations.functions.filter(
      (overload) => overload.name === name && overload.namespace === undefined,
    )
    if (overloads.length === 0) return report(node, `undeclared reference to '${name}' (in container '')`)
    return call(node, name, overloads, types, receiver)
  }

  function globalCall(node: Node): CelType {
    const name = wordAt(node, 0)
    const args = nodesAt(node, 1)
    if (name === 'has' && args.length === 1 && args[0]?.op === '.') {
      typeOf(args[0])
      return bool
    }
    const types = args.map(typeOf)
    const overloads = declarations.functions.filter(
      (overload) => overload.name === name && overload.namespace === undefined,
    )
    if (overloads.length === 0) return report(node, `undeclared reference to '${name}' (in container '')`)
    return call(node, name, overloads, types)
  }

  function name(node: Node): CelType {
    const word = wordAt(node, 0)
    const type = scope.get(word)
    if (type) {
      if (declarations.variables.get(word) === type) names.add(word)
      return type
    }
    const kind = TYPE_NAMES[word]
    if (kind) return { kind: 'type', item: { kind } as CelType }
    if (word === 'list' || word === 'map' || word === 'null_type' || word === 'type') return { kind: 'type', item: dyn }
    return report(node, `undeclared reference to '${word}' (in container '')`)
  }

  /** Lists and maps of one kind of thing: cel.HomogeneousAggregateLiterals. */
  function joined(nodes: readonly Node[]): CelType {
    const item = freshParam()
    for (const node of nodes) {
      const type = typeOf(node)
      if (!assignable(item, type, bindings)) {
        report(node, `expected type '${typeText(item, bindings)}' but found '${typeText(type, bindings)}'`)
      }
    }
    return item
  }

  function typeOf(node: Node): CelType {
    switch (node.op) {
      case 'value':
        return literalType(node.args)
      case 'id':
        return name(node)
      case '.':
        if (node.args && nodeAt(node, 0).op === 'id' && wordAt(nodeAt(node, 0), 0) === 'google') return dyn
        return field(node, typeOf(nodeAt(node, 0)), wordAt(node, 1))
      case '.?': {
        const type = resolved(field(node, typeOf(nodeAt(node, 0)), wordAt(node, 1)), bindings)
        return type.kind === 'optional' ? type : { kind: 'optional', item: type }
      }
      case '[]':
        return operator(node, '_[_]', [typeOf(nodeAt(node, 0)), typeOf(nodeAt(node, 1))])
      case '[?]':
        return operator(node, '_[?_]', [typeOf(nodeAt(node, 0)), typeOf(nodeAt(node, 1))])
      case 'call':
        return globalCall(node)
      case 'rcall':
        return receiverCall(node)
      case 'list':
        return { kind: 'list', item: joined(Array.isArray(node.args) ? node.args.filter(isNode) : []) }
      case 'map': {
        const pairs = (Array.isArray(node.args) ? node.args : []) as readonly (readonly [Node, Node])[]
        return { kind: 'map', key: joined(pairs.map(([key]) => key)), item: joined(pairs.map(([, value]) => value)) }
      }
      case '?:':
        return operator(node, '_?_:_', [typeOf(nodeAt(node, 0)), typeOf(nodeAt(node, 1)), typeOf(nodeAt(node, 2))])
      case '!_':
      case '-_':
        return operator(node, node.op, [typeOf(node.args as Node)])
      default: {
        const word = node.op === 'in' ? '@in' : `_${node.op}_`
        return operator(node, word, [typeOf(nodeAt(node, 0)), typeOf(nodeAt(node, 1))])
      }
    }
  }

  const type = substituted(typeOf(root), bindings)
  return { type, faults: faults.sort((a, b) => a.place - b.place), names }
}

function literalType(value: unknown): CelType {
  switch (typeof value) {
    case 'bigint':
      return { kind: 'int' }
    case 'number':
      return { kind: 'double' }
    case 'string':
      return { kind: 'string' }
    case 'boolean':
      return bool
    default:
      if (value === null) return { kind: 'null' }
      return { kind: value instanceof Uint8Array ? 'bytes' : 'uint' }
  }
}

/** The type with variables of its own, so that two calls of one function do not meet. */
function renewed(type: CelType, named: Map<string, CelType>, fresh: () => CelType): CelType {
  switch (type.kind) {
    case 'param': {
      const known = named.get(type.name) ?? fresh()
      named.set(type.name, known)
      return known
    }
    case 'list':
    case 'optional':
    case 'type':
      return { kind: type.kind, item: renewed(type.item, named, fresh) }
    case 'map':
      return { kind: 'map', key: renewed(type.key, named, fresh), item: renewed(type.item, named, fresh) }
    default:
      return type
  }
}
