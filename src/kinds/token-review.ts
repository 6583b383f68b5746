// TokenReview: tells whose a token is. Models pkg/registry/authentication/tokenreview (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { createdColumn, nameColumn } from './columns.ts'
import type { TokenReview } from './types.generated.ts'

export const tokenReview: ResourceDefinition<TokenReview> = {
  group: 'authentication.k8s.io',
  version: 'v1',
  kind: 'TokenReview',
  resource: 'tokenreviews',
  singular: 'tokenreview',
  namespaced: false,
  verbs: ['create'],
  columns: [nameColumn, createdColumn],
}
