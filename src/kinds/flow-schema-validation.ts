// FlowSchemas. Models pkg/apis/flowcontrol/validation/validation.go (v1.33), faults in upstream's order.

import { duplicateField, equalValues, type FieldError, invalidField, labelFaults, requiredField } from '../api/index.ts'
import { faultsOf, goStruct, labelRule, subdomainRule, supported } from './field-rules.ts'
import type {
  FlowcontrolSubject,
  FlowSchema,
  NonResourcePolicyRule,
  PolicyRulesWithSubjects,
  ResourcePolicyRule,
} from './types.generated.ts'

const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch']
const mostPrecedence = 10_000

export function validateFlowSchema(schema: FlowSchema): FieldError[] {
  const { name } = schema.metadata
  const { matchingPrecedence = 0, distinguisherMethod, priorityLevelConfiguration, rules = [] } = schema.spec ?? {}
  const errors: FieldError[] = []
  const refuse = (why: string) => errors.push(invalidField('spec.matchingPrecedence', matchingPrecedence, why))
  if (matchingPrecedence <= 0) refuse('must be a positive value')
  if (matchingPrecedence > mostPrecedence) refuse(`must not be greater than ${mostPrecedence}`)
  if (matchingPrecedence === 1 && name !== 'exempt') {
    refuse("only the schema named 'exempt' may have matchingPrecedence 1")
  }
  if (distinguisherMethod && !['ByNamespace', 'ByUser'].includes(distinguisherMethod.type)) {
    const shown = goStruct('flowcontrol.FlowDistinguisherMethod', { Type: distinguisherMethod.type })
    errors.push(...supported('spec.distinguisherMethod.type', shown, ['ByNamespace', 'ByUser']))
  }
  const level = priorityLevelConfiguration?.name
  const field = 'spec.priorityLevelConfiguration.name'
  if (level) errors.push(...subdomainRule(field, level))
  else errors.push(requiredField(field, 'must reference a priority level'))
  for (const [i, rule] of rules.entries()) errors.push(...rulesFaults(`spec.rules[${i}]`, rule))
  const fixed = Object.hasOwn(mandatory, name) ? mandatory[name] : undefined
  if (fixed && !equalValues(schema.spec, fixed)) {
    errors.push(invalidField('spec', schema.spec, `spec of '${name}' must equal the fixed value`))
  }
  return errors
}

function rulesFaults(path: string, rules: PolicyRulesWithSubjects): FieldError[] {
  const { subjects, resourceRules = [], nonResourceRules = [] } = rules
  const errors = (subjects ?? []).flatMap((subject, i) => subjectFaults(`${path}.subjects[${i}]`, subject))
  if (!subjects?.length) errors.push(requiredField(`${path}.subjects`, 'subjects must contain at least one value'))
  if (resourceRules.length === 0 && nonResourceRules.length === 0) {
    const why = 'at least one of resourceRules and nonResourceRules has to be non-empty'
    errors.push(requiredField(path, why))
  }
  return [
    ...errors,
    ...resourceRules.flatMap((rule, i) => resourceFaults(`${path}.resourceRules[${i}]`, rule)),
    ...nonResourceRules.flatMap((rule, i) => nonResourceFaults(`${path}.nonResourceRules[${i}]`, rule)),
  ]
}

const subjectFields = { ServiceAccount: 'serviceAccount', User: 'user', Group: 'group' } as const

function subjectFaults(path: string, subject: FlowcontrolSubject): FieldError[] {
  const { kind = '' } = subject
  if (kind !== 'ServiceAccount' && kind !== 'User' && kind !== 'Group') {
    return supported(`${path}.kind`, kind, ['Group', 'ServiceAccount', 'User'])
  }
  const own = subjectFields[kind]
  const errors: FieldError[] = []
  if (!subject[own]) errors.push(requiredField(`${path}.${own}`, `${own} is required when subject kind is '${kind}'`))
  else {
    const name = subject[own]?.name
    if (!name) errors.push(requiredField(`${path}.${own}.name`))
    else if (kind === 'ServiceAccount' && name !== '*') errors.push(...subdomainRule(`${path}.${own}.name`, name))
    const namespace = subject.serviceAccount?.namespace
    if (kind === 'ServiceAccount') {
      const field = `${path}.serviceAccount.namespace`
      if (namespace) errors.push(...labelRule(field, namespace))
      else errors.push(requiredField(field, 'must specify namespace for service account'))
    }
  }
  for (const other of ['ServiceAccount', 'User', 'Group'] as const) {
    const field = subjectFields[other]
    if (other === kind || !subject[field]) continue
    const why = `${field} is forbidden when subject kind is not '${other}'`
    errors.push({ type: 'Forbidden', field: `${path}.${field}`, detail: why })
  }
  return errors
}

/** At least one value; '*' stands alone. True when each value is to be looked at. */
function listFaults(
  errors: FieldError[],
  field: string,
  values: readonly string[],
  why: string,
  others: string,
): boolean {
  if (values.length === 0) errors.push(requiredField(field, why))
  else if (!values.includes('*')) return true
  else if (values.length > 1)
    errors.push(invalidField(field, values, `if '*' is present, must not specify other ${others}`))
  return false
}

function verbsFaults(errors: FieldError[], field: string, given: readonly string[]): void {
  if (!listFaults(errors, field, given, 'verbs must contain at least one value', 'verbs')) return
  if (given.every((verb) => verbs.includes(verb))) return
  errors.push(...supported(field, given, verbs))
}

function resourceFaults(path: string, rule: ResourcePolicyRule): FieldError[] {
  const { namespaces = [], clusterScope } = rule
  const errors: FieldError[] = []
  verbsFaults(errors, `${path}.verbs`, rule.verbs ?? [])
  const group = 'resource rules must supply at least one api group'
  listFaults(errors, `${path}.apiGroups`, rule.apiGroups ?? [], group, 'api groups')
  const resource = 'resource rules must supply at least one resource'
  listFaults(errors, `${path}.resources`, rule.resources ?? [], resource, 'resources')
  if (namespaces.length === 0 && clusterScope) return errors
  const needed = 'resource rules that are not cluster scoped must supply at least one namespace'
  if (!listFaults(errors, `${path}.namespaces`, namespaces, needed, 'namespaces')) return errors
  for (const [i, name] of namespaces.entries()) {
    const faults = labelFaults(name).map((why) => `each member of this list must be '*' or a DNS-1123 label; ${why}`)
    errors.push(...faultsOf(`${path}.namespaces[${i}]`, name, faults))
  }
  return errors
}

function nonResourceFaults(path: string, rule: NonResourcePolicyRule): FieldError[] {
  const urls = rule.nonResourceURLs ?? []
  const errors: FieldError[] = []
  verbsFaults(errors, `${path}.verbs`, rule.verbs ?? [])
  const needed = 'nonResourceURLs must contain at least one value'
  if (!listFaults(errors, `${path}.nonResourceURLs`, urls, needed, 'non-resource URLs')) return errors
  for (const [i, url] of urls.entries()) {
    const why = urlFault(url)
    if (why) errors.push(invalidField(`${path}.nonResourceURLs[${i}]`, url, why))
  }
  return errors
}

function urlFault(url: string): string {
  if (url === '') return 'must not be empty'
  if (url === '/') return ''
  if (!url.startsWith('/')) return 'must start with slash'
  if (url.includes(' ')) return 'must not contain white-space'
  if (url.includes('//')) return 'must not contain double slash'
  const stars = url.split('*').length - 1
  return stars > 1 || (stars === 1 && !url.endsWith('/*')) ? 'wildcard can only do suffix matching' : ''
}

/** Of a flow schema or priority level: each type once. */
export function validateConditionTypes(conditions: readonly { readonly type?: string }[] = []): FieldError[] {
  const errors: FieldError[] = []
  const seen = new Set<string>()
  for (const [i, { type = '' }] of conditions.entries()) {
    const field = `status.conditions[${i}].type`
    if (seen.has(type)) errors.push(duplicateField(field, type))
    seen.add(type)
    if (type === '') errors.push(requiredField(field, 'must not be empty'))
  }
  return errors
}

/** k8s.io/apiserver/pkg/apis/flowcontrol/bootstrap/default.go */
const everything = {
  resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'], clusterScope: true, namespaces: ['*'] }],
  nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
}
const groups = (...names: string[]) => names.map((name) => ({ kind: 'Group', group: { name } }))
const mandatory: Readonly<Record<string, FlowSchema['spec']>> = {
  exempt: {
    priorityLevelConfiguration: { name: 'exempt' },
    matchingPrecedence: 1,
    rules: [{ subjects: groups('system:masters'), ...everything }],
  },
  'catch-all': {
    priorityLevelConfiguration: { name: 'catch-all' },
    matchingPrecedence: mostPrecedence,
    distinguisherMethod: { type: 'ByUser' },
    rules: [{ subjects: groups('system:unauthenticated', 'system:authenticated'), ...everything }],
  },
}
