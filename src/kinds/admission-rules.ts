// What webhook configurations and admission policies share: which requests they are for. Models
// pkg/apis/admissionregistration/{v1/defaults.go,validation/validation.go} (v1.33).

import { type Draft, duplicateField, type FieldError, invalidField, requiredField, tooManyField } from '../api/index.ts'
import { expressionRule } from './expression-rule.ts'
import { goList, labelSelectorRule, pathNameRule, qualifiedRule, supported } from './field-rules.ts'
import type { MatchCondition, MatchResources, NamedRuleWithOperations } from './types.generated.ts'

export const failurePolicies = ['Fail', 'Ignore']
export const matchPolicies = ['Equivalent', 'Exact']
const operationNames = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE']

export function defaultRules(rules: Draft<NamedRuleWithOperations>[] | undefined): void {
  for (const rule of rules ?? []) rule.scope ??= '*'
}

export function defaultMatchResources(match: Draft<MatchResources> | undefined): void {
  if (!match) return
  match.matchPolicy ??= 'Equivalent'
  match.namespaceSelector ??= {}
  match.objectSelector ??= {}
  defaultRules(match.resourceRules)
  defaultRules(match.excludeResourceRules)
}

export function validateMatchResources(path: string, match: MatchResources | undefined): FieldError[] {
  if (!match) return []
  return [
    ...supported(`${path}.matchPolicy`, match.matchPolicy, matchPolicies),
    ...labelSelectorRule(`${path}.namespaceSelector`, match.namespaceSelector),
    ...labelSelectorRule(`${path}.objectSelector`, match.objectSelector),
    ...validateRulesWithOperations(`${path}.resourceRules`, match.resourceRules),
    ...validateRulesWithOperations(`${path}.excludeResourceRules`, match.excludeResourceRules),
  ]
}

export function validateRulesWithOperations(
  path: string,
  rules: readonly NamedRuleWithOperations[] | undefined,
): FieldError[] {
  return (rules ?? []).flatMap((rule, i) => ruleFaults(`${path}[${i}]`, rule))
}

function ruleFaults(field: string, rule: NamedRuleWithOperations): FieldError[] {
  const { resourceNames = [], operations = [], apiGroups = [], apiVersions = [], resources = [], scope } = rule
  const errors: FieldError[] = []
  for (const [i, name] of resourceNames.entries()) {
    errors.push(...pathNameRule(`${field}.resourceNames[${i}]`, name))
    if (resourceNames.indexOf(name) < i) errors.push(duplicateField(`${field}.resourceNames[${i}]`, name))
  }
  const alone = (name: string, values: readonly string[], others: string, shown: unknown = values) => {
    if (values.length === 0) errors.push(requiredField(`${field}.${name}`))
    if (values.length > 1 && values.includes('*')) {
      errors.push(invalidField(`${field}.${name}`, shown, `if '*' is present, must not specify other ${others}`))
    }
  }
  alone('operations', operations, 'operations', goList('admissionregistration.OperationType', operations))
  for (const [i, operation] of operations.entries()) {
    errors.push(...supported(`${field}.operations[${i}]`, operation, operationNames))
  }
  alone('apiGroups', apiGroups, 'API groups')
  alone('apiVersions', apiVersions, 'API versions')
  for (const [i, version] of apiVersions.entries()) {
    if (version === '') errors.push(requiredField(`${field}.apiVersions[${i}]`))
  }
  return [
    ...errors,
    ...resourcesRule(`${field}.resources`, resources),
    ...supported(`${field}.scope`, scope, ['*', 'Cluster', 'Namespaced']),
  ]
}

/** 'pods', 'pods/log', '*', 'pods/*', '*\/scale', '*\/*' */
function resourcesRule(field: string, resources: readonly string[]): FieldError[] {
  const errors = resources.length === 0 ? [requiredField(field)] : []
  const wholeResources = new Set<string>()
  const anyResource = new Set<string>()
  // Upstream remembers only the last one that is neither '*' nor a subresource.
  let plain = false
  for (const [i, text] of resources.entries()) {
    const path = `${field}[${i}]`
    if (text === '') {
      errors.push(requiredField(path))
      continue
    }
    const slash = text.indexOf('/')
    if (slash < 0) {
      plain = text !== '*'
      continue
    }
    const resource = text.slice(0, slash)
    const subresource = text.slice(slash + 1)
    const covered = (by: string) =>
      errors.push(invalidField(path, text, `if '${by}' is present, must not specify ${text}`))
    if (wholeResources.has(resource)) covered(`${resource}/*`)
    if (anyResource.has(subresource)) covered(`*/${subresource}`)
    if (subresource === '*') wholeResources.add(resource)
    if (resource === '*') anyResource.add(subresource)
  }
  if (resources.length > 1 && resources.includes('*/*')) {
    errors.push(invalidField(field, resources, "if '*/*' is present, must not specify other resources"))
  }
  if (plain && resources.includes('*')) {
    const why = "if '*' is present, must not specify other resources without subresources"
    errors.push(invalidField(field, resources, why))
  }
  return errors
}

const mostConditions = 64

export function validateMatchConditions(
  path: string,
  conditions: readonly MatchCondition[] = [],
  hasParams = false,
): FieldError[] {
  const errors: FieldError[] = []
  if (conditions.length > mostConditions) errors.push(tooManyField(path, conditions.length, mostConditions))
  const names = new Set<string>()
  for (const [i, { name = '', expression = '' }] of conditions.entries()) {
    const field = `${path}[${i}]`
    const scope = { hasParams, variables: {}, result: 'bool' } as const
    if (expression.trim() === '') errors.push(requiredField(`${field}.expression`))
    else errors.push(...expressionRule(`${field}.expression`, expression.trim(), scope))
    if (name === '') {
      errors.push(requiredField(`${field}.name`))
      continue
    }
    errors.push(...qualifiedRule(`${field}.name`, name))
    if (names.has(name)) errors.push(duplicateField(`${field}.name`, name))
    names.add(name)
  }
  return errors
}

/** Pointers upstream: an empty text is there, but not supported. */
export function requiredOneOf(field: string, value: string | undefined, values: readonly string[]): FieldError[] {
  return value === undefined ? [requiredField(field)] : supported(field, value, values)
}
