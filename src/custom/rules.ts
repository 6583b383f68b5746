// x-kubernetes-validations: the rules of a schema, compiled once, run over an object and what it takes the place of.
// Models apiextensions-apiserver pkg/apiserver/schema/cel/{compilation,validation}.go (v1.33).

import {
  duplicateField,
  equalValues,
  type FieldError,
  forbiddenField,
  invalidField,
  requiredField,
} from '../api/index.ts'
import {
  Budget,
  CelError,
  type CelProgram,
  type CelType,
  CostExceeded,
  celValue,
  compile,
  optionalOf,
  RUNTIME_BUDGET,
} from '../cel/index.ts'
import { celType } from './cel-type.ts'
import { type Correlation, correlatedItem, correlatedMember, oldItem } from './correlation.ts'
import { fieldPathOf } from './field-path.ts'
import {
  additionalOf,
  childPath,
  isEmbedded,
  type JsonSchema,
  keyPath,
  shownPath,
  type ValidationRule,
} from './json-schema.ts'
import { isFields } from './structure.ts'

export interface CompiledRule {
  readonly rule: ValidationRule
  readonly program: CelProgram | undefined
  readonly message: CelProgram | undefined
  readonly usesOld: boolean
  /** Of the rule, or of its message; the places of CRD validation. */
  readonly fault?: string
  readonly messageFault?: string
}

export interface RuleNode {
  readonly schema: JsonSchema
  readonly type: CelType
  readonly rules: readonly CompiledRule[]
  readonly items: RuleNode | undefined
  readonly additional: RuleNode | undefined
  readonly properties: ReadonlyMap<string, RuleNode>
}

/** The rules of a schema by its nodes; undefined where there are none at all. */
export function ruleTree(schema: JsonSchema, isRoot = true): RuleNode | undefined {
  const type = celType(schema, isRoot)
  const items = schema.items && ruleTree(schema.items, isEmbedded(schema.items))
  const more = additionalOf(schema)
  const additional = more && ruleTree(more, isEmbedded(more))
  const properties = new Map<string, RuleNode>()
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const node = ruleTree(property, isEmbedded(property))
    if (node) properties.set(name, node)
  }
  const rules = type ? compileRules(schema, type) : []
  if (!type || (rules.length === 0 && !items && !additional && properties.size === 0)) return undefined
  return { schema, type, rules, items, additional, properties }
}

export function compileRules(schema: JsonSchema, type: CelType): CompiledRule[] {
  return (schema['x-kubernetes-validations'] ?? []).map((rule) => compileRule(rule, type))
}

function compileRule(rule: ValidationRule, type: CelType): CompiledRule {
  const oldSelf: CelType = rule.optionalOldSelf ? { kind: 'optional', item: type } : type
  const variables = { self: type, oldSelf }
  if (rule.rule.trim() === '') return { rule, program: undefined, message: undefined, usesOld: false }
  const program = compile(rule.rule, variables)
  if ('issues' in program) {
    return {
      rule,
      program: undefined,
      message: undefined,
      usesOld: false,
      fault: `compilation failed: ${program.issues}`,
    }
  }
  const usesOld = program.names.has('oldSelf')
  if (program.type.kind !== 'bool') {
    return { rule, program: undefined, message: undefined, usesOld, fault: 'cel expression must evaluate to a bool' }
  }
  if (!rule.messageExpression) return { rule, program, message: undefined, usesOld }
  const message = compile(rule.messageExpression, variables)
  if ('issues' in message) {
    return {
      rule,
      program,
      message: undefined,
      usesOld,
      messageFault: `messageExpression compilation failed: ${message.issues}`,
    }
  }
  if (message.type.kind !== 'string') {
    return { rule, program, message: undefined, usesOld, messageFault: 'messageExpression must evaluate to a string' }
  }
  return { rule, program, message, usesOld }
}

interface Running {
  readonly errors: FieldError[]
  readonly budget: Budget
}

export function ruleFaults(tree: RuleNode, object: unknown, old?: Correlation): FieldError[] {
  const running: Running = { errors: [], budget: new Budget(RUNTIME_BUDGET) }
  run(tree, '', object, old?.members, old, running)
  return running.errors
}

/** False when the budget is spent: nothing more is run. */
function run(
  node: RuleNode,
  path: string,
  value: unknown,
  old: unknown,
  before: Correlation | undefined,
  running: Running,
): boolean {
  if (value === null || value === undefined) return true
  if (!runRules(node, path, value, old, before, running)) return false
  if (Array.isArray(value)) {
    if (!node.items) return true
    for (const [at, item] of value.entries()) {
      const was = oldItem(old, node.schema, item)
      if (!run(node.items, `${path}[${at}]`, item, was, before && correlatedItem(before, node.schema, item), running))
        return false
    }
    return true
  }
  if (!isFields(value)) return true
  for (const key of Object.keys(value).sort()) {
    const was = isFields(old) && Object.hasOwn(old, key) ? old[key] : undefined
    const member = before && correlatedMember(before, key)
    const property = node.properties.get(key)
    if (property) {
      if (!run(property, childPath(path, key), value[key], was, member, running)) return false
    } else if (node.additional && !run(node.additional, keyPath(path, key), value[key], was, member, running))
      return false
  }
  return true
}

function runRules(
  node: RuleNode,
  path: string,
  value: unknown,
  old: unknown,
  before: Correlation | undefined,
  running: Running,
): boolean {
  if (node.rules.length === 0) return true
  const { errors, budget } = running
  const shown = shownPath(path)
  const type = node.schema.type ?? ''
  const fail = (detail: string): void => {
    errors.push(invalidField(shown, type, detail))
  }
  let self: unknown
  let oldSelf: unknown
  try {
    self = celValue(value, node.type)
    oldSelf = old === undefined || old === null ? undefined : celValue(old, node.type)
  } catch (error) {
    if (!(error instanceof CelError)) throw error
    fail(error.message)
    return true
  }
  for (const compiled of node.rules) {
    const { rule, program, usesOld } = compiled
    if (!program) {
      if (compiled.fault !== undefined) fail(`rule compile error: ${compiled.fault}`)
      continue
    }
    if (usesOld && oldSelf === undefined && !rule.optionalOldSelf) continue
    const values = { self, oldSelf: rule.optionalOldSelf ? optionalOf(oldSelf) : oldSelf }
    let holds: unknown
    try {
      holds = program.run(values, budget)
    } catch (error) {
      if (!(error instanceof CelError)) throw error
      const about = ruleText(rule)
      if (error instanceof CostExceeded) {
        fail(
          budget.remaining <= 0
            ? 'validation failed due to running out of cost budget, no further validation rules will be run'
            : `'${error.message}': no further validation rules will be run due to call cost exceeds limit for rule: ${about}`,
        )
        return false
      }
      if (error.message.startsWith('no such overload'))
        fail(
          `'${error.message}': call arguments did not match a supported operator, function or macro signature for rule: ${about}`,
        )
      else fail(`${error.message} evaluating rule: ${about}`)
      continue
    }
    if (holds === true) continue
    // What was wrong before and has not changed may stay.
    if (!usesOld && before && equalValues(value, before.value)) continue
    const place = rule.fieldPath
      ? shownPath(
          path === ''
            ? fieldPathText(node.schema, rule.fieldPath)
            : childPath(path, fieldPathText(node.schema, rule.fieldPath)),
        )
      : shown
    errors.push(faultOf(rule, place, type, messageOf(compiled, values, budget)))
  }
  return true
}

const fieldPathText = (schema: JsonSchema, path: string): string => {
  const found = fieldPathOf(schema, path)
  return 'path' in found ? found.path : path
}

const ruleText = ({ message, rule }: ValidationRule): string => (message ? message.trim() : rule.trim())
const defaultMessage = (rule: ValidationRule): string =>
  rule.message ? rule.message.trim() : `failed rule: ${rule.rule.trim()}`

/** What the expression says, when it says one line of at most 5 KiB. */
function messageOf({ rule, message }: CompiledRule, values: Record<string, unknown>, budget: Budget): string {
  if (!message) return defaultMessage(rule)
  try {
    const said = String(message.run(values, budget)).trim()
    if (said === '' || said.includes('\n') || said.length > 5 * 1024) return defaultMessage(rule)
    return said
  } catch (error) {
    if (error instanceof CelError) return defaultMessage(rule)
    throw error
  }
}

function faultOf({ reason }: ValidationRule, path: string, type: string, detail: string): FieldError {
  switch (reason) {
    case 'FieldValueForbidden':
      return forbiddenField(path, detail)
    case 'FieldValueRequired':
      return requiredField(path, detail)
    case 'FieldValueDuplicate':
      return duplicateField(path, type)
    default:
      return invalidField(path, type, detail)
  }
}
