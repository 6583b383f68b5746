// ValidatingAdmissionPolicyBinding: where a policy applies. Models pkg/registry/admissionregistration/validatingadmissionpolicybinding/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { validatePolicyBinding } from './admission-policy-validation.ts'
import { defaultMatchResources } from './admission-rules.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import type { LabelSelector, ValidatingAdmissionPolicyBinding } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const validatingAdmissionPolicyBinding: ResourceDefinition<ValidatingAdmissionPolicyBinding> = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'ValidatingAdmissionPolicyBinding',
  resource: 'validatingadmissionpolicybindings',
  singular: 'validatingadmissionpolicybinding',
  categories: ['api-extensions'],
  namespaced: false,
  put: { needsVersion: true },
  verbs: allVerbs,
  generation: true,
  columns: [
    nameColumn,
    column('PolicyName', ({ spec }) => spec?.policyName ?? ''),
    column('ParamRef', paramText),
    ageColumn,
  ],
  defaults: ({ spec }) => defaultMatchResources(spec?.matchResources),
  validate: validatePolicyBinding,
}

function paramText({ spec }: ValidatingAdmissionPolicyBinding): string {
  const { name, namespace, selector } = spec?.paramRef ?? {}
  if (name) return `${namespace || '*'}/${name}`
  return selector ? goSelector(selector) : '<unset>'
}

/** As Go's generated code prints the structure. */
function goSelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const labels = Object.entries(matchLabels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}: ${value},`)
  const requirements = matchExpressions.map(
    ({ key, operator, values = [] }) =>
      `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(' ')}],},`,
  )
  return `&LabelSelector{MatchLabels:map[string]string{${labels.join('')}},MatchExpressions:[]LabelSelectorRequirement{${requirements.join('')}},}`
}
