// Lease: a heartbeat or a lock. Models pkg/registry/coordination/lease/strategy.go (v1.33).

import type { Draft, ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import type { Lease } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const lease: ResourceDefinition<Lease> = {
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  resource: 'leases',
  singular: 'lease',
  namespaced: true,
  put: { creates: true, needsVersion: true },
  verbs: allVerbs,
  prepareCreate: dropElection,
  prepareUpdate: dropElection,
  columns: [nameColumn, column('Holder', ({ spec }) => spec?.holderIdentity ?? ''), ageColumn],
}

/** Coordinated leader election is off by default. */
function dropElection({ spec }: Draft<Lease>): void {
  delete spec?.strategy
  delete spec?.preferredHolder
}
