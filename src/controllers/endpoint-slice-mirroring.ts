// Mirrors Endpoints that were made by hand, for a service without a selector, into EndpointSlices, from which requests
// find their way (pkg/controller/endpointslicemirroring, v1.33): one slice for each set of ports and kind of address.

import { equalValues } from '../api/index.ts'
import type { Endpoint, EndpointAddress, EndpointSlice, Endpoints, Service } from '../kinds/index.ts'
import { type Controller, type ControllerContext, changedKey } from './controller.ts'
import { MANAGED_BY, SERVICE_NAME } from './endpoint-slice.ts'
import { controllerReference } from './ownership.ts'
import { endpointSlices, endpoints as endpointsRef, services, targetOf } from './resources.ts'
import { type BackendPort, portsKey, portsOf } from './service-backends.ts'

const CONTROLLER = 'endpointslicemirroring-controller.k8s.io'
const SKIP = 'endpointslice.kubernetes.io/skip-mirror'
const LEADER = 'control-plane.alpha.kubernetes.io/leader'
const NOT_MIRRORED = [
  'endpoints.kubernetes.io/last-change-trigger-time',
  'kubectl.kubernetes.io/last-applied-configuration',
]
const MAX_PER_SUBSET = 1000

interface Group {
  readonly addressType: 'IPv4' | 'IPv6'
  readonly ports: readonly BackendPort[]
  readonly endpoints: Endpoint[]
}

export const endpointSliceMirroring: Controller = {
  name: 'endpoint-slice-mirroring',
  watches: {
    '/services': changedKey,
    '/endpoints': changedKey,
    'discovery.k8s.io/endpointslices': ({ object }) => {
      const { labels, namespace } = object.metadata
      return labels?.[MANAGED_BY] === CONTROLLER ? [`${namespace}/${labels[SERVICE_NAME]}`] : []
    },
  },
  reconcile(context, key) {
    const endpoints = context.view.get<Endpoints>(endpointsRef, key)
    if (!endpoints || endpoints.metadata.deletionTimestamp !== undefined) return
    const service = context.view.get<Service>(services, key)
    const wanted = service && !service.spec?.selector && isMirrored(endpoints) ? groupsOf(endpoints) : new Map()
    const spare: EndpointSlice[] = []
    const slices = context.view.controlled<EndpointSlice>(endpoints.metadata.uid ?? '', endpointSlices)
    for (const slice of slices.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))) {
      const group = wanted.get(keyOf(slice.addressType, portsOf(slice)))
      if (group) wanted.delete(keyOf(slice.addressType, portsOf(slice)))
      if (group) write(context, endpoints, slice, group)
      else spare.push(slice)
    }
    for (const group of wanted.values()) {
      const at = spare.findIndex(({ addressType }) => addressType === group.addressType)
      write(context, endpoints, at < 0 ? undefined : spare.splice(at, 1)[0], group)
    }
    for (const slice of spare) context.client.delete(targetOf(endpointSlices, slice.metadata))
  },
}

const isMirrored = ({ metadata }: Endpoints): boolean =>
  metadata.labels?.[SKIP] !== 'true' && metadata.annotations?.[LEADER] === undefined

const keyOf = (addressType: string, ports: readonly BackendPort[]): string => `${addressType} ${portsKey(ports)}`

function groupsOf({ subsets = [] }: Endpoints): Map<string, Group> {
  const groups = new Map<string, Group>()
  for (const { addresses = [], notReadyAddresses = [], ports: given } of subsets) {
    const ports = portsOf({ ports: given ?? [] })
    const all = [
      ...addresses.map((address) => endpointOf(address, true)),
      ...notReadyAddresses.map((address) => endpointOf(address, false)),
    ]
    for (const endpoint of all.slice(0, MAX_PER_SUBSET)) {
      const addressType = endpoint.addresses[0]?.includes(':') ? 'IPv6' : 'IPv4'
      const key = keyOf(addressType, ports)
      const group = groups.get(key)
      if (group) group.endpoints.push(endpoint)
      else groups.set(key, { addressType, ports, endpoints: [endpoint] })
    }
  }
  return groups
}

function endpointOf({ ip, hostname, nodeName, targetRef }: EndpointAddress, ready: boolean): Endpoint {
  return {
    addresses: [ip],
    conditions: { ready },
    ...(hostname ? { hostname } : {}),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(targetRef === undefined ? {} : { targetRef }),
  }
}

function write(context: ControllerContext, owner: Endpoints, old: EndpointSlice | undefined, group: Group): void {
  const { name, namespace } = owner.metadata
  const labels = { ...owner.metadata.labels, [SERVICE_NAME]: name, [MANAGED_BY]: CONTROLLER }
  const annotations = Object.fromEntries(
    Object.entries(owner.metadata.annotations ?? {}).filter(([key]) => !NOT_MIRRORED.includes(key)),
  )
  const { addressType, ports, endpoints } = group
  const same =
    old &&
    portsKey(portsOf(old)) === portsKey(ports) &&
    equalValues(old.endpoints, endpoints) &&
    equalValues(old.metadata.labels ?? {}, labels) &&
    equalValues(old.metadata.annotations ?? {}, annotations)
  if (same) return
  const { annotations: _, ...kept } = old?.metadata ?? { name: '', generateName: `${name}-`, namespace }
  const slice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      ...kept,
      labels,
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
      ownerReferences: [controllerReference(owner)],
    },
    addressType,
    endpoints,
    ...(ports.length > 0 ? { ports } : {}),
  } as EndpointSlice
  if (old) context.client.update(targetOf(endpointSlices, old.metadata), slice)
  else context.client.create({ ...endpointSlices, namespace }, slice)
}
