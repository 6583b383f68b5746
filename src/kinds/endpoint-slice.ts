// EndpointSlice: a part of a service's addresses with their readiness. Models pkg/apis/discovery and
// pkg/printers/internalversion/printers.go (v1.33).

import { type Draft, equalValues, type ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, firstThree, nameColumn } from './columns.ts'
import type { EndpointSlice } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const endpointSlice: ResourceDefinition<EndpointSlice> = {
  group: 'discovery.k8s.io',
  version: 'v1',
  kind: 'EndpointSlice',
  resource: 'endpointslices',
  singular: 'endpointslice',
  namespaced: true,
  verbs: allVerbs,
  generation: true,
  columns: [
    nameColumn,
    column('AddressType', ({ addressType }) => addressType),
    column('Ports', ({ ports }) =>
      orUnset((ports ?? []).map(({ name, port }) => (port !== undefined ? String(port) : name || '*'))),
    ),
    column('Endpoints', ({ endpoints }) => orUnset((endpoints ?? []).flatMap(({ addresses }) => addresses ?? []))),
    ageColumn,
  ],
  prepareCreate: dropUnserved,
  prepareUpdate(draft, old) {
    dropUnserved(draft)
    if (equalValues(draft.metadata.labels ?? {}, old.metadata.labels ?? {})) return
    draft.metadata.generation = (old.metadata.generation ?? 0) + 1
  },
  defaults(draft) {
    for (const port of draft.ports ?? []) {
      port.name ??= ''
      port.protocol ??= 'TCP'
    }
  },
}

/** What v1 shows but does not take, and what is behind a gate that is off by default. */
function dropUnserved(draft: Draft<EndpointSlice>): void {
  for (const endpoint of draft.endpoints ?? []) {
    delete endpoint.deprecatedTopology
    if (endpoint.hints) delete endpoint.hints.forNodes
  }
}

function orUnset(items: readonly string[]): string {
  return items.length > 0 ? firstThree(items) : '<unset>'
}
