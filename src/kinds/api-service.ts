// APIService: who serves a group and version. Models k8s.io/kube-aggregator/pkg/registry/apiservice/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import type { APIService } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const apiService: ResourceDefinition<APIService> = {
  group: 'apiregistration.k8s.io',
  version: 'v1',
  kind: 'APIService',
  resource: 'apiservices',
  singular: 'apiservice',
  categories: ['api-extensions'],
  namespaced: false,
  verbs: allVerbs,
  status: true,
  generation: false,
  columns: [
    nameColumn,
    column('Service', ({ spec }) =>
      spec?.service ? `${spec.service.namespace ?? ''}/${spec.service.name ?? ''}` : 'Local',
    ),
    column('Available', availableText),
    ageColumn,
  ],
}

function availableText({ status }: APIService): string {
  const found = status?.conditions?.find(({ type }) => type === 'Available')
  if (!found) return 'Unknown'
  return found.status !== 'True' && found.reason ? `${found.status} (${found.reason})` : found.status
}
