// LocalSubjectAccessReview: may that user do this in this namespace? Models pkg/registry/authorization/localsubjectaccessreview (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { createdColumn, nameColumn } from './columns.ts'
import type { LocalSubjectAccessReview } from './types.generated.ts'

export const localSubjectAccessReview: ResourceDefinition<LocalSubjectAccessReview> = {
  group: 'authorization.k8s.io',
  version: 'v1',
  kind: 'LocalSubjectAccessReview',
  resource: 'localsubjectaccessreviews',
  singular: 'localsubjectaccessreview',
  namespaced: true,
  verbs: ['create'],
  columns: [nameColumn, createdColumn],
}
