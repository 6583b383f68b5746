// SelfSubjectAccessReview: may I do this? Models pkg/registry/authorization/selfsubjectaccessreview (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { createdColumn, nameColumn } from './columns.ts'
import type { SelfSubjectAccessReview } from './types.generated.ts'

export const selfSubjectAccessReview: ResourceDefinition<SelfSubjectAccessReview> = {
  group: 'authorization.k8s.io',
  version: 'v1',
  kind: 'SelfSubjectAccessReview',
  resource: 'selfsubjectaccessreviews',
  singular: 'selfsubjectaccessreview',
  namespaced: false,
  verbs: ['create'],
  columns: [nameColumn, createdColumn],
}
