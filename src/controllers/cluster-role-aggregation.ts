// Keeps the rules of cluster roles that gather others up to date (pkg/controller/clusterroleaggregation/
// clusterroleaggregation_controller.go, v1.33).

import { equalValues } from '../api/index.ts'
import type { ClusterRole } from '../kinds/index.ts'
import { aggregatedRules } from '../kinds/later.ts'
import { type Controller, keyOf } from './controller.ts'
import { clusterRoles, targetOf } from './resources.ts'

export const clusterRoleAggregation: Controller = {
  name: 'cluster-role-aggregation',
  fieldManager: 'clusterrole-aggregation-controller',
  watches: {
    'rbac.authorization.k8s.io/clusterroles': (_, { view }) =>
      view
        .list<ClusterRole>(clusterRoles)
        .filter(({ aggregationRule }) => aggregationRule !== undefined)
        .map(keyOf),
  },
  reconcile(context, key) {
    const role = context.view.get<ClusterRole>(clusterRoles, key)
    if (!role?.aggregationRule) return
    const rules = aggregatedRules(role.aggregationRule, key, context.view.list<ClusterRole>(clusterRoles))
    if (equalValues(rules, role.rules ?? [])) return
    context.client.update(targetOf(clusterRoles, role.metadata), { ...role, rules } as ClusterRole)
  },
}
