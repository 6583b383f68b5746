// IngressClass: who serves ingresses. Models pkg/registry/networking/ingressclass/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, nameColumn } from './columns.ts'
import type { IngressClass } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const ingressClass: ResourceDefinition<IngressClass> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'IngressClass',
  resource: 'ingressclasses',
  singular: 'ingressclass',
  namespaced: false,
  verbs: allVerbs,
  generation: true,
  columns: [nameColumn, ageColumn],
}
