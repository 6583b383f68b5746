// ValidatingAdmissionPolicyBinding: where a policy applies. Models pkg/registry/admissionregistration/validatingadmissionpolicybinding/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, nameColumn } from './columns.ts'
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
  columns: [nameColumn, ageColumn],
}
