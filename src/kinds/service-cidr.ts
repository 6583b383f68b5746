// ServiceCIDR: a range that addresses of services come from. Models pkg/registry/networking/servicecidr/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import type { ServiceCIDR } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const serviceCidr: ResourceDefinition<ServiceCIDR> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'ServiceCIDR',
  resource: 'servicecidrs',
  singular: 'servicecidr',
  namespaced: false,
  verbs: allVerbs,
  status: true,
  generation: false,
  columns: [nameColumn, column('CIDRs', ({ spec }) => spec?.cidrs?.join(',') ?? ''), ageColumn],
}
