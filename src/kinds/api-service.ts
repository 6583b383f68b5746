// APIService: who serves a group and version. Models k8s.io/kube-aggregator/pkg/registry/apiservice/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, nameColumn } from './columns.ts'
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
  columns: [nameColumn, ageColumn],
}
