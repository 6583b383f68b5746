// LocalSubjectAccessReview: may that user do this in this namespace? Models pkg/registry/authorization/localsubjectaccessreview (v1.33).

import { type FieldError, invalidField, type ResourceDefinition } from '../api/index.ts'
import { accessFor, checkReview, decideFor, shown, subjectFaults, subjectOf } from './access-review.ts'
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
  answer(body, context) {
    accessFor(context)
    checkReview(body, subjectFaults(body.spec), placeFaults(body))
    return decideFor(body, subjectOf(body.spec), context)
  },
}

function placeFaults({ spec, metadata }: LocalSubjectAccessReview): FieldError[] {
  const { resourceAttributes, nonResourceAttributes } = spec
  const errors: FieldError[] = []
  const { namespace = '' } = resourceAttributes ?? {}
  if (resourceAttributes && namespace !== metadata.namespace)
    errors.push(invalidField('spec.resourceAttributes.namespace', namespace, 'must match metadata.namespace'))
  if (nonResourceAttributes)
    errors.push(
      invalidField('spec.nonResourceAttributes', shown(nonResourceAttributes), 'disallowed on this kind of request'),
    )
  return errors
}
