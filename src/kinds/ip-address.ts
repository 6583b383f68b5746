// IPAddress: an address that a service has taken. Models pkg/registry/networking/ipaddress/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, nameColumn } from './columns.ts'
import type { IPAddress } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const ipAddress: ResourceDefinition<IPAddress> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'IPAddress',
  resource: 'ipaddresses',
  singular: 'ipaddress',
  shortNames: ['ip'],
  namespaced: false,
  verbs: allVerbs,
  columns: [nameColumn, ageColumn],
}
