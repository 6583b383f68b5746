// SelfSubjectRulesReview: what may I do in that namespace? Models pkg/registry/authorization/selfsubjectrulesreview (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { createdColumn, nameColumn } from './columns.ts'
import type { SelfSubjectRulesReview } from './types.generated.ts'

export const selfSubjectRulesReview: ResourceDefinition<SelfSubjectRulesReview> = {
  group: 'authorization.k8s.io',
  version: 'v1',
  kind: 'SelfSubjectRulesReview',
  resource: 'selfsubjectrulesreviews',
  singular: 'selfsubjectrulesreview',
  namespaced: false,
  verbs: ['create'],
  columns: [nameColumn, createdColumn],
}
