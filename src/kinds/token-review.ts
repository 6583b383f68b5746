// TokenReview: tells whose a token is. Models pkg/registry/authentication/tokenreview (v1.33).

import { newBadRequest, type ResourceDefinition } from '../api/index.ts'
import { accessFor, unmade } from './access-review.ts'
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
  answer(body, context) {
    const { token = '', audiences = [] } = body.spec
    if (token === '') throw newBadRequest('token is required for TokenReview in authentication')
    const reading = accessFor(context).readToken(token, audiences)
    const answered = { ...body, metadata: unmade }
    if ('fault' in reading)
      return { ...answered, status: { user: {}, ...(reading.fault === '' ? {} : { error: reading.fault }) } }
    return { ...answered, status: { authenticated: true, ...reading } }
  },
}
