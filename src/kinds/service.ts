// Service: one name and one address for the pods that a selector chooses. Models pkg/registry/core/service and
// pkg/printers/internalversion/printers.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, joinOrNone, labelsText, nameColumn } from './columns.ts'
import { allocateService, type ClusterIpRules } from './service-allocation.ts'
import { defaultService, dropForeignFields, keepAllocated, normalizeClusterIps } from './service-defaults.ts'
import type { Service } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

/** `judge` looks at given addresses before any are allocated. */
export const serviceWith = (judge: ClusterIpRules): ResourceDefinition<Service> => ({
  group: '',
  version: 'v1',
  kind: 'Service',
  resource: 'services',
  singular: 'service',
  shortNames: ['svc'],
  categories: ['all'],
  namespaced: true,
  put: { creates: true },
  verbs: allVerbs,
  nameRule: 'service',
  status: true,
  generation: false,
  columns: [
    nameColumn,
    column('Type', ({ spec }) => spec?.type ?? ''),
    column('Cluster-IP', ({ spec }) => spec?.clusterIPs?.[0] ?? '<none>'),
    column('External-IP', externalAddresses),
    column('Port(s)', portsText),
    ageColumn,
    column('Selector', ({ spec }) => labelsText(spec?.selector), { wide: true }),
  ],
  defaults: defaultService,
  prepareCreate(draft, context) {
    if (draft.spec) normalizeClusterIps(draft.spec, undefined)
    draft.status = { loadBalancer: {} }
    allocateService(draft, undefined, context, judge)
  },
  prepareUpdate(draft, old, context) {
    if (!draft.spec || !old.spec) return
    normalizeClusterIps(draft.spec, old.spec)
    keepAllocated(draft.spec, old.spec)
    dropForeignFields(draft.spec, old.spec)
    allocateService(draft, old, context, judge)
  },
  fieldSelectors: {
    'spec.clusterIP': ({ spec }) => spec?.clusterIP ?? '',
    'spec.type': ({ spec }) => spec?.type ?? '',
  },
  subresources: [
    {
      name: 'proxy',
      version: 'v1',
      kind: 'ServiceProxyOptions',
      verbs: ['create', 'delete', 'get', 'patch', 'update'],
    },
  ],
})

/** As a cluster itself writes it. */
export const service = serviceWith(() => [])

function externalAddresses({ spec, status }: Service): string {
  const externalIPs = spec?.externalIPs ?? []
  switch (spec?.type) {
    case 'ClusterIP':
    case 'NodePort':
      return joinOrNone(externalIPs)
    case 'LoadBalancer': {
      const ingress = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || (hostname ?? ''))
      const addresses = [...[...new Set(ingress.filter((address) => address !== ''))].sort(), ...externalIPs]
      return addresses.length > 0 ? addresses.join(',') : '<pending>'
    }
    case 'ExternalName':
      return spec.externalName ?? ''
    default:
      return '<unknown>'
  }
}

function portsText({ spec }: Service): string {
  return joinOrNone(
    (spec?.ports ?? []).map(
      ({ port, nodePort, protocol }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol ?? 'TCP'}`,
    ),
  )
}
