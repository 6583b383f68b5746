// SelfSubjectRulesReview: what may I do in that namespace? Models pkg/registry/authorization/selfsubjectrulesreview (v1.33).

import { type AccessRule, newBadRequest, type ResourceDefinition } from '../api/index.ts'
import { accessFor, unmade } from './access-review.ts'
import { createdColumn, nameColumn } from './columns.ts'
import { whoAsks } from './self.ts'
import type { SelfSubjectRulesReview, SubjectRulesReviewStatus } from './types.generated.ts'

export const selfSubjectRulesReview: ResourceDefinition<SelfSubjectRulesReview> = {
  group: 'authorization.k8s.io',
  version: 'v1',
  kind: 'SelfSubjectRulesReview',
  resource: 'selfsubjectrulesreviews',
  singular: 'selfsubjectrulesreview',
  namespaced: false,
  verbs: ['create'],
  columns: [nameColumn, createdColumn],
  answer(body, context) {
    const access = accessFor(context)
    const namespace = body.spec.namespace ?? ''
    if (namespace === '') throw newBadRequest('no namespace on request')
    const { rules, errors } = access.rulesFor(whoAsks(context), namespace)
    return { ...body, metadata: unmade, spec: {}, status: statusOf(rules, errors) }
  },
}

function statusOf(rules: readonly AccessRule[], errors: readonly string[]): SubjectRulesReviewStatus {
  const distinct = [...new Set(errors)]
  return {
    resourceRules: rules
      .filter(({ resources = [] }) => resources.length > 0)
      .map(({ verbs, apiGroups = [], resources = [], resourceNames = [] }) => ({
        verbs,
        apiGroups,
        resources,
        ...(resourceNames.length > 0 ? { resourceNames } : {}),
      })),
    nonResourceRules: rules
      .filter(({ nonResourceURLs = [] }) => nonResourceURLs.length > 0)
      .map(({ verbs, nonResourceURLs = [] }) => ({ verbs, nonResourceURLs })),
    incomplete: false,
    ...(distinct.length === 0
      ? {}
      : { evaluationError: distinct.length === 1 ? (distinct[0] ?? '') : `[${distinct.join(', ')}]` }),
  }
}
