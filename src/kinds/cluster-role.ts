// ClusterRole: what may be done, for the whole cluster. Models pkg/registry/rbac/clusterrole/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { createdColumn, nameColumn } from './columns.ts'
import { refuseEscalation } from './rbac-escalation.ts'
import { validateAggregation, validateRules } from './rbac-validation.ts'
import type { ClusterRole } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const clusterRole: ResourceDefinition<ClusterRole> = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'ClusterRole',
  resource: 'clusterroles',
  singular: 'clusterrole',
  namespaced: false,
  put: { creates: true },
  verbs: allVerbs,
  nameRule: 'path',
  columns: [nameColumn, createdColumn],
  prepareCreate: (draft, context) => refuseEscalation('clusterroles', draft, undefined, context),
  prepareUpdate: (draft, old, context) => refuseEscalation('clusterroles', draft, old, context),
  validate: ({ rules, aggregationRule }) => [...validateRules(rules, false), ...validateAggregation(aggregationRule)],
}
