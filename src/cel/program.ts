// Expressions made ready and run: parsed and evaluated by the library, checked by us, at bounded cost.
// Models apiserver/pkg/cel/environment/base.go (v1.33). Differs: the cost counts rounds of loops and the lengths of texts
// that are searched, not every step as cel-go's; Missing: the estimate of the cost at worst when a rule is written.

import { Environment, ParseError } from '@marcbachmann/cel-js'
import { checkTypes } from './check.ts'
import { equal } from './compare.ts'
import { type CelFunction, type CelLibrary, type CelOpaque, type Overload, overloadOf } from './function.ts'
import { isTooCostly, PatternError } from './go-regex.ts'
import { libraries } from './library/index.ts'
import { childrenOf, issueText, type Node, nodeAt, treeOf, wordAt } from './syntax.ts'
import type { CelType } from './type.ts'
import { CelError, type Fields } from './value.ts'

/** What may still be spent; several expressions may share one. */
export class Budget {
  remaining: number
  constructor(limit: number) {
    this.remaining = limit
  }
}

/** celconfig: for one evaluation, and for all of one object. */
export const PER_CALL_LIMIT = 1_000_000
export const RUNTIME_BUDGET = 10_000_000

export class CostExceeded extends CelError {
  constructor() {
    super('operation cancelled: actual cost limit exceeded')
  }
}

export interface CelProgram {
  readonly type: CelType
  /** The variables that the expression reads. */
  readonly names: ReadonlySet<string>
  /** Throws `CelError` with cel-go's words. */
  run(values: Fields, budget?: Budget): unknown
}

export interface CompileOptions {
  /** Functions beyond those of every Kubernetes expression. */
  readonly more?: readonly CelLibrary[]
}

/** Ready to run, or what is wrong with it, as cel-go lists it. */
export function compile(
  source: string,
  variables: Readonly<Record<string, CelType>>,
  { more = [] }: CompileOptions = {},
): CelProgram | { readonly issues: string } {
  const { environment, functions, renamed } = environmentOf(more)
  let parsed: ReturnType<Environment['parse']>
  try {
    parsed = environment.parse(source)
  } catch (error) {
    if (error instanceof ParseError) return { issues: syntaxIssue(source, error) }
    throw error
  }
  const root = treeOf(parsed)
  const { type, faults, names } = checkTypes(root, source, {
    variables: new Map(Object.entries(variables)),
    functions,
  })
  if (faults.length > 0) {
    return { issues: faults.map(({ place, message }) => issueText(source, place, message)).join('\n') }
  }
  rename(root, renamed)
  countLoops(root)
  return {
    type,
    names,
    run(values, budget = new Budget(PER_CALL_LIMIT)) {
      const outer = spending
      spending = new Budget(Math.min(budget.remaining, PER_CALL_LIMIT))
      const start = spending.remaining
      try {
        spend(1)
        return parsed(values)
      } catch (error) {
        throw asCelError(error)
      } finally {
        budget.remaining -= start - spending.remaining
        spending = outer
      }
    },
  }
}

/** Evaluation is synchronous: whoever runs now pays. */
let spending = new Budget(PER_CALL_LIMIT)

function spend(cost: number): void {
  spending.remaining -= cost
  if (spending.remaining < 0) throw new CostExceeded()
}

/** Charges each round of a loop. */
function countLoops(node: Node): void {
  const loop = node.meta.alternate
  if (loop?.op === 'comprehension') {
    const args = loop.args as { condition?: (sum: unknown) => boolean }
    const { condition } = args
    args.condition = (sum) => {
      spend(1)
      return condition ? condition(sum) : true
    }
  }
  for (const child of childrenOf(node)) countLoops(child)
}

const OWN = 'own_'

/** Calls of functions that are ours find ours. */
function rename(node: Node, renamed: ReadonlySet<string>): void {
  if ((node.op === 'call' || node.op === 'rcall') && !node.meta.macro && !node.meta.alternate) {
    const word = wordAt(node, 0)
    if (renamed.has(word) && Array.isArray(node.args)) {
      const isNamespace =
        node.op === 'rcall' && nodeAt(node, 1).op === 'id' && wordAt(nodeAt(node, 1), 0) === 'optional'
      if (!isNamespace) node.args = [`${OWN}${word}`, ...node.args.slice(1)]
    }
  }
  for (const child of childrenOf(node)) rename(child, renamed)
}

interface Ready {
  readonly environment: Environment
  readonly functions: readonly Overload[]
  readonly renamed: ReadonlySet<string>
}

const ready = new WeakMap<readonly CelLibrary[], Ready>()

function environmentOf(more: readonly CelLibrary[]): Ready {
  const key = more.length === 0 ? libraries : more
  let found = ready.get(key)
  if (!found) {
    found = makeEnvironment(more.length === 0 ? libraries : [...libraries, ...more])
    ready.set(key, found)
  }
  return found
}

function makeEnvironment(all: readonly CelLibrary[]): Ready {
  const environment = new Environment({
    unlistedVariablesAreDyn: true,
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
  })
  const renamed = new Set<string>()
  const functions = all.flatMap((library) => library.functions)
  for (const { opaques = [] } of all) for (const opaque of opaques) declareOpaque(environment, opaque)
  const namespaces = new Set<string>()
  for (const { signature } of functions) {
    const { namespace } = overloadOf(signature)
    if (namespace === undefined || namespace === 'optional' || namespaces.has(namespace)) continue
    namespaces.add(namespace)
    class Namespace {}
    environment.registerType(`${namespace}Namespace`, Namespace)
    environment.registerConstant(namespace, `${namespace}Namespace`, new Namespace())
  }
  for (const each of functions) {
    const { name, namespace } = overloadOf(each.signature)
    if (!each.run || namespace === 'optional') continue
    renamed.add(name)
    declareFunction(environment, each)
  }
  return { environment, functions: functions.map(({ signature }) => overloadOf(signature)), renamed }
}

function declareOpaque(environment: Environment, { name, maker, equal: same = equal }: CelOpaque): void {
  environment.registerType(name, maker)
  environment.registerOperator(`${name} == ${name}`, (a: unknown, b: unknown) => same(a as never, b as never))
}

function declareFunction(environment: Environment, { signature, run }: CelFunction): void {
  const { name, namespace, receiver, args, result } = overloadOf(signature)
  // The library sees less: variables and structs are dyn to it, for the checker has looked at them.
  const words = args.map(libraryType).join(', ')
  const handler = (...values: unknown[]): unknown => {
    spend(costOf(values))
    return (run as (...values: unknown[]) => unknown)(...values)
  }
  const called = `${OWN}${name}(${words}): ${libraryType(result)}`
  if (namespace !== undefined) {
    const inside = (_: unknown, ...values: unknown[]): unknown => handler(...values)
    environment.registerFunction(`${namespace}Namespace.${called}`, inside, { async: false })
  } else if (receiver) environment.registerFunction(`${libraryType(receiver)}.${called}`, handler, { async: false })
  else environment.registerFunction(called, handler, { async: false })
}

/** A tenth of the characters that a function may look at, and at least one. */
function costOf(values: readonly unknown[]): number {
  let characters = 0
  for (const value of values) if (typeof value === 'string' || Array.isArray(value)) characters += value.length
  return 1 + Math.ceil(characters / 10)
}

function libraryType(type: CelType): string {
  switch (type.kind) {
    case 'duration':
      return 'google.protobuf.Duration'
    case 'timestamp':
      return 'google.protobuf.Timestamp'
    case 'opaque':
      return type.name
    case 'list':
      return type.item.kind === 'param' || type.item.kind === 'dyn' ? 'list' : `list<${libraryType(type.item)}>`
    case 'map':
      return 'map'
    case 'optional':
      return 'optional'
    case 'type':
      return 'type'
    case 'param':
    case 'object':
      return 'dyn'
    default:
      return type.kind
  }
}

const EXPECTED =
  "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}"

/** Differs: cel-go's parser has more ways to word what it did not expect. */
function syntaxIssue(source: string, error: ParseError): string {
  const place = error.range?.start ?? source.length
  if (place >= source.trimEnd().length) {
    return issueText(source, source.length, `Syntax error: mismatched input '<EOF>' expecting ${EXPECTED}`)
  }
  if (error.code === 'unexpected_character' && /[^\w\s"'.,:?()[\]{}<>=!&|+*/%-]/.test(source[place] ?? '')) {
    return issueText(source, place, `Syntax error: token recognition error at: '${source[place] ?? ''}'`)
  }
  if (error.code === 'unexpected_token' || error.code === 'unexpected_character') {
    const [token = ''] = /^(\w+|[^\w\s])/.exec(source.slice(place)) ?? []
    return issueText(source, place, `Syntax error: mismatched input '${token}' expecting <EOF>`)
  }
  return issueText(source, place, `Syntax error: ${error.summary}`)
}

/** What went wrong while running, in cel-go's words. */
function asCelError(error: unknown): Error {
  if (error instanceof CelError) return error
  if (error instanceof PatternError) return new CelError(error.message)
  if (isTooCostly(error)) return new CostExceeded()
  if (!(error instanceof Error) || !('code' in error) || !('summary' in error)) return error as Error
  const summary = String(error.summary)
  switch (error.code) {
    case 'no_such_key':
      return new CelError(`no such key: ${summary.replace(/^No such key: /, '')}`)
    case 'index_out_of_bounds':
      return new CelError(`index out of bounds: ${/index (-?\d+)/.exec(summary)?.[1] ?? ''}`)
    case 'modulo_by_zero':
      return new CelError('modulus by zero')
    case 'numeric_overflow':
      return new CelError('integer overflow')
    case 'no_such_overload':
    case 'no_matching_overload':
    case 'invalid_logical_operand':
    case 'invalid_condition_type':
    case 'cannot_index_type':
      return new CelError('no such overload')
    case 'unknown_variable':
      return new CelError(`no such attribute(s): ${summary.replace(/^Unknown variable: /, '')}`)
    case 'optional_value_missing':
      return new CelError('optional.none() dereference')
    default:
      return new CelError(summary)
  }
}
