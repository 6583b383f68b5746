// SelfSubjectReview: tells who is asking. Models pkg/registry/authentication/selfsubjectreview (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { createdColumn, nameColumn } from './columns.ts'
import type { SelfSubjectReview } from './types.generated.ts'

export const selfSubjectReview: ResourceDefinition<SelfSubjectReview> = {
  group: 'authentication.k8s.io',
  version: 'v1',
  kind: 'SelfSubjectReview',
  resource: 'selfsubjectreviews',
  singular: 'selfsubjectreview',
  namespaced: false,
  verbs: ['create'],
  columns: [nameColumn, createdColumn],
}
