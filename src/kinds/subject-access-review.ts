// SubjectAccessReview: may that user do this? Models pkg/registry/authorization/subjectaccessreview (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { accessFor, checkReview, decideFor, subjectFaults, subjectOf } from './access-review.ts'
import { createdColumn, nameColumn } from './columns.ts'
import type { SubjectAccessReview } from './types.generated.ts'

export const subjectAccessReview: ResourceDefinition<SubjectAccessReview> = {
  group: 'authorization.k8s.io',
  version: 'v1',
  kind: 'SubjectAccessReview',
  resource: 'subjectaccessreviews',
  singular: 'subjectaccessreview',
  namespaced: false,
  verbs: ['create'],
  columns: [nameColumn, createdColumn],
  answer(body, context) {
    accessFor(context)
    checkReview(body, subjectFaults(body.spec))
    return decideFor(body, subjectOf(body.spec), context)
  },
}
