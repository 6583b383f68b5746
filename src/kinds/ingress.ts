// Ingress: routes HTTP from outside to services. Models pkg/registry/networking/ingress/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, nameColumn } from './columns.ts'
import type { Ingress } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const ingress: ResourceDefinition<Ingress> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'Ingress',
  resource: 'ingresses',
  singular: 'ingress',
  shortNames: ['ing'],
  namespaced: true,
  verbs: allVerbs,
  status: true,
  columns: [nameColumn, ageColumn],
}
