// Roles and their bindings. Models pkg/apis/rbac/validation/validation.go and pkg/apis/rbac/v1/defaults.go (v1.33).

import { type Draft, equalValues, type FieldError, invalidField, requiredField } from '../api/index.ts'
import { goStruct, labelSelectorRule, requiredPathName, subdomainRule, supported } from './field-rules.ts'
import type { AggregationRule, PolicyRule, RoleRef, Subject } from './types.generated.ts'

const GROUP = 'rbac.authorization.k8s.io'

export function validateRules(rules: readonly PolicyRule[] | undefined, namespaced: boolean): FieldError[] {
  return (rules ?? []).flatMap((rule, i) => ruleFaults(`rules[${i}]`, rule, namespaced))
}

function ruleFaults(field: string, rule: PolicyRule, namespaced: boolean): FieldError[] {
  const { verbs, apiGroups, resources, resourceNames, nonResourceURLs = [] } = rule
  const errors: FieldError[] = []
  const need = (name: string, why: string) => errors.push(requiredField(`${field}.${name}`, why))
  if (!verbs?.length) need('verbs', 'verbs must contain at least one value')
  if (nonResourceURLs.length > 0) {
    const refuse = (why: string) => errors.push(invalidField(`${field}.nonResourceURLs`, nonResourceURLs, why))
    if (namespaced) refuse('namespaced rules cannot apply to non-resource URLs')
    if (apiGroups?.length || resources?.length || resourceNames?.length) {
      refuse('rules cannot apply to both regular resources and non-resource URLs')
    }
    return errors
  }
  if (!apiGroups?.length) need('apiGroups', 'resource rules must supply at least one api group')
  if (!resources?.length) need('resources', 'resource rules must supply at least one resource')
  return errors
}

export function validateAggregation(rule: AggregationRule | undefined): FieldError[] {
  if (!rule) return []
  const field = 'aggregationRule.clusterRoleSelectors'
  const { clusterRoleSelectors: selectors = [] } = rule
  if (selectors.length === 0) {
    return [requiredField(field, 'at least one clusterRoleSelector required if aggregationRule is non-nil')]
  }
  return selectors.flatMap((selector, i) => labelSelectorRule(`${field}[${i}]`, selector))
}

interface Binding {
  readonly roleRef: RoleRef
  readonly subjects?: readonly Subject[]
}

export function defaultBinding(draft: Draft<Binding>): void {
  draft.roleRef.apiGroup ||= GROUP
  for (const subject of draft.subjects ?? []) {
    if (subject.kind === 'User' || subject.kind === 'Group') subject.apiGroup ||= GROUP
  }
}

export function validateBinding({ roleRef, subjects = [] }: Binding, namespaced: boolean): FieldError[] {
  return [
    ...supported('roleRef.apiGroup', roleRef.apiGroup, [GROUP]),
    ...supported('roleRef.kind', roleRef.kind ?? '', namespaced ? ['Role', 'ClusterRole'] : ['ClusterRole']),
    ...requiredPathName('roleRef.name', roleRef.name),
    ...subjects.flatMap((subject, i) => subjectFaults(`subjects[${i}]`, subject, namespaced)),
  ]
}

function subjectFaults(field: string, subject: Subject, namespaced: boolean): FieldError[] {
  const { kind = '', name = '', apiGroup = '', namespace } = subject
  const errors = name === '' ? [requiredField(`${field}.name`)] : []
  if (kind === 'ServiceAccount') {
    if (name) errors.push(...subdomainRule(`${field}.name`, name))
    errors.push(...supported(`${field}.apiGroup`, apiGroup, ['']))
    if (!namespaced && !namespace) errors.push(requiredField(`${field}.namespace`))
    return errors
  }
  if (kind !== 'User' && kind !== 'Group') {
    return [...errors, ...supported(`${field}.kind`, kind, ['ServiceAccount', 'User', 'Group'])]
  }
  if (name === '') errors.push(invalidField(`${field}.name`, name, `${kind.toLowerCase()} name cannot be empty`))
  return [...errors, ...supported(`${field}.apiGroup`, apiGroup, [GROUP])]
}

export function validateBindingUpdate({ roleRef }: Binding, { roleRef: old }: Binding): FieldError[] {
  if (equalValues(roleRef, old)) return []
  const { apiGroup, kind = '', name } = roleRef
  const shown = goStruct('rbac.RoleRef', { APIGroup: apiGroup, Kind: kind, Name: name })
  return [invalidField('roleRef', shown, 'cannot change roleRef')]
}
