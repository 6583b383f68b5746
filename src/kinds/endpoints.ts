// Endpoints: a service's addresses, the old form. Models pkg/printers/internalversion/printers.go (formatEndpoints) and
// pkg/apis/core/v1/defaults.go (v1.33).
// Differs: a 1.33 server warns on every request that v1 Endpoints is deprecated; here it says nothing, since the lessons
// also imitate kubectl 1.27 to 1.30, whose describe reads Endpoints and whose servers did not warn.

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, firstThree, nameColumn } from './columns.ts'
import type { Endpoints } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const endpoints: ResourceDefinition<Endpoints> = {
  group: '',
  version: 'v1',
  kind: 'Endpoints',
  resource: 'endpoints',
  singular: 'endpoints',
  shortNames: ['ep'],
  namespaced: true,
  put: { creates: true },
  verbs: allVerbs,
  columns: [nameColumn, column('Endpoints', endpointsText), ageColumn],
  defaults(draft) {
    for (const { ports } of draft.subsets ?? []) for (const port of ports ?? []) port.protocol ||= 'TCP'
  },
}

function endpointsText({ subsets }: Endpoints): string {
  const all: string[] = []
  for (const { addresses = [], ports = [] } of subsets ?? []) {
    if (ports.length === 0) all.push(...addresses.map(({ ip }) => ip))
    for (const { port } of ports) {
      all.push(...addresses.map(({ ip }) => (ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`)))
    }
  }
  return all.length > 0 ? firstThree(all) : '<none>'
}
