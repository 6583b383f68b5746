// ValidatingAdmissionPolicyBinding: where a policy applies. Models pkg/registry/admissionregistration/validatingadmissionpolicybinding/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { validatePolicyBinding } from './admission-policy-validation.ts'
import { defaultMatchResources } from './admission-rules.ts'
import { ageColumn, column, nameColumn, selectorText } from './columns.ts'
import type { ValidatingAdmissionPolicyBinding } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const validatingAdmissionPolicyBinding: ResourceDefinition<ValidatingAdmissionPolicyBinding> = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'ValidatingAdmissionPolicyBinding',
  resource: 'validatingadmissionpolicybindings',
  singular: 'validatingadmissionpolicybinding',
  categories: ['api-extensions'],
  namespaced: false,
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

/** Differs: upstream prints a selector as Go prints the structure; here it is the selector's text. */
function paramText({ spec }: ValidatingAdmissionPolicyBinding): string {
  const { name, namespace, selector } = spec?.paramRef ?? {}
  if (name) return `${namespace || '*'}/${name}`
  return selector ? selectorText(selector) : '<unset>'
}
