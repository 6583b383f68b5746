// SelfSubjectAccessReview: may I do this? Models pkg/registry/authorization/selfsubjectaccessreview (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { accessFor, checkReview, decideFor } from './access-review.ts'
import { createdColumn, nameColumn } from './columns.ts'
import { whoAsks } from './self.ts'
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
  answer(body, context) {
    accessFor(context)
    checkReview(body)
    return decideFor(body, whoAsks(context), context)
  },
}
