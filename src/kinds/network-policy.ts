// NetworkPolicy: who may talk to pods. Models pkg/registry/networking/networkpolicy/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn, selectorText } from './columns.ts'
import { networkPolicyWarnings, validateNetworkPolicy } from './network-policy-validation.ts'
import type { NetworkPolicy } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const networkPolicy: ResourceDefinition<NetworkPolicy> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'NetworkPolicy',
  resource: 'networkpolicies',
  singular: 'networkpolicy',
  shortNames: ['netpol'],
  namespaced: true,
  verbs: allVerbs,
  generation: true,
  columns: [nameColumn, column('Pod-Selector', ({ spec }) => selectorText(spec?.podSelector) || '<none>'), ageColumn],
  defaults({ spec }) {
    if (!spec) return
    for (const { ports } of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
      for (const port of ports ?? []) port.protocol ??= 'TCP'
    }
    if (!spec.policyTypes?.length) spec.policyTypes = spec.egress?.length ? ['Ingress', 'Egress'] : ['Ingress']
  },
  validate: validateNetworkPolicy,
  warnings: networkPolicyWarnings,
}
