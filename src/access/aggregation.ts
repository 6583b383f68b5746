// The rules of a cluster role that gathers others: theirs, by their names, each once (pkg/controller/
// clusterroleaggregation/clusterroleaggregation_controller.go, v1.33).

import { equalValues, labelSelectorOf, matchesLabels } from '../api/index.ts'
import type { AggregationRule, ClusterRole, PolicyRule } from '../kinds/index.ts'

export function aggregatedRules(
  { clusterRoleSelectors = [] }: AggregationRule,
  name: string,
  roles: readonly ClusterRole[],
): readonly PolicyRule[] {
  const rules: PolicyRule[] = []
  for (const wanted of clusterRoleSelectors) {
    const selector = labelSelectorOf(wanted)
    const chosen = roles.filter(
      ({ metadata }) => metadata.name !== name && selector && matchesLabels(selector, metadata.labels),
    )
    for (const role of chosen.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1)))
      for (const rule of role.rules ?? []) if (!rules.some((one) => equalValues(one, rule))) rules.push(rule)
  }
  return rules
}
