// ServiceAccount: who a pod is. Models pkg/registry/core/serviceaccount/strategy.go (v1.33).
// What issues its tokens comes later, with service-account-token.ts; until then the subresource is only named.

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import type { ServiceAccount } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const serviceAccount: ResourceDefinition<ServiceAccount> = {
  group: '',
  version: 'v1',
  kind: 'ServiceAccount',
  resource: 'serviceaccounts',
  singular: 'serviceaccount',
  shortNames: ['sa'],
  namespaced: true,
  verbs: allVerbs,
  columns: [nameColumn, column('Secrets', ({ secrets }) => secrets?.length ?? 0), ageColumn],
  subresources: [
    { name: 'token', group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest', verbs: ['create'] },
  ],
}
