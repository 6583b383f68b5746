// Lease: a heartbeat or a lock. Models pkg/registry/coordination/lease/strategy.go (v1.33).

import { type Draft, invalidField, type ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import { nonNegative } from './field-rules.ts'
import type { Lease } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const lease: ResourceDefinition<Lease> = {
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  resource: 'leases',
  singular: 'lease',
  namespaced: true,
  verbs: allVerbs,
  prepareCreate: dropElection,
  prepareUpdate: dropElection,
  validate({ spec }) {
    const { leaseDurationSeconds, leaseTransitions } = spec ?? {}
    return [
      ...(leaseDurationSeconds !== undefined && leaseDurationSeconds <= 0
        ? [invalidField('spec.leaseDurationSeconds', leaseDurationSeconds, 'must be greater than 0')]
        : []),
      ...nonNegative('spec.leaseTransitions', leaseTransitions),
    ]
  },
  columns: [nameColumn, column('Holder', ({ spec }) => spec?.holderIdentity ?? ''), ageColumn],
}

/** Coordinated leader election is off by default. */
function dropElection({ spec }: Draft<Lease>): void {
  delete spec?.strategy
  delete spec?.preferredHolder
}
