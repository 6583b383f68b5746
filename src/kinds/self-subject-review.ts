// SelfSubjectReview: tells who is asking. Models pkg/registry/authentication/selfsubjectreview (v1.33).

import { type ResourceDefinition, timeText } from '../api/index.ts'
import { createdColumn, nameColumn } from './columns.ts'
import { whoAsks } from './self.ts'
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
  answer(body, context) {
    const metadata = { creationTimestamp: timeText(context.nowMs) } as typeof body.metadata
    return { ...body, metadata, status: { userInfo: whoAsks(context) } }
  },
}
