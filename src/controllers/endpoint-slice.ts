// Keeps the EndpointSlices of services with a selector (k8s.io/endpointslice reconciler.go, v1.33): endpoints stay in
// their slice, new ones fill the first with room, at most 100 each; a service without any keeps one empty slice.
// Missing: topology hints, IPv6 slices.

import { equalValues } from '../api/index.ts'
import type { Endpoint, EndpointSlice, Service } from '../kinds/index.ts'
import { type Controller, type ControllerContext, changedKey } from './controller.ts'
import { controllerReference } from './ownership.ts'
import { endpointSlices, services, targetOf } from './resources.ts'
import {
  type Backend,
  type BackendPort,
  backendsOf,
  podReference,
  portsKey,
  portsOf,
  servicesOf,
} from './service-backends.ts'
import { timeText } from './time.ts'

const TRIGGER = 'endpoints.kubernetes.io/last-change-trigger-time'
const HEADLESS = 'service.kubernetes.io/headless'
export const SERVICE_NAME = 'kubernetes.io/service-name'
export const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by'
const CONTROLLER = 'endpointslice-controller.k8s.io'
const ROOM = 100

export const endpointSlice: Controller = {
  name: 'endpoint-slice',
  watches: {
    '/services': changedKey,
    '/pods': servicesOf,
    'discovery.k8s.io/endpointslices': ({ object }) => {
      const { labels, namespace } = object.metadata
      return labels?.[MANAGED_BY] === CONTROLLER ? [`${namespace}/${labels[SERVICE_NAME]}`] : []
    },
  },
  reconcile(context, key) {
    const service = context.view.get<Service>(services, key)
    const slices = context.view
      .controlled<EndpointSlice>(service?.metadata.uid ?? '', endpointSlices)
      .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
      .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
    if (!service || service.metadata.deletionTimestamp !== undefined) return
    const backends = backendsOf(context, service)
    if (!backends) return
    const groups = new Map<string, Backend[]>()
    for (const backend of backends) {
      const ports = portsKey(backend.ports)
      const group = groups.get(ports)
      if (group) group.push(backend)
      else groups.set(ports, [backend])
    }
    if (groups.size === 0) groups.set(placeholderKey(slices), [])
    for (const [ports, group] of groups) {
      const own = slices.filter((slice) => portsKey(portsOf(slice)) === ports)
      fill(context, service, own, group)
    }
    for (const slice of slices) {
      if (!groups.has(portsKey(portsOf(slice)))) context.client.delete(targetOf(endpointSlices, slice.metadata))
    }
  },
}

/** An emptied slice stays as it is. */
const placeholderKey = (slices: readonly EndpointSlice[]): string => (slices[0] ? portsKey(portsOf(slices[0])) : '')

function fill(
  context: ControllerContext,
  service: Service,
  slices: readonly EndpointSlice[],
  backends: readonly Backend[],
): void {
  const wanted = new Map(backends.map((backend) => [backend.pod.metadata.uid ?? '', endpointOf(service, backend)]))
  const contents = slices.map((slice) => {
    const kept: Endpoint[] = []
    for (const { targetRef } of slice.endpoints) {
      const endpoint = wanted.get(targetRef?.uid ?? '')
      if (!endpoint) continue
      kept.push(endpoint)
      wanted.delete(targetRef?.uid ?? '')
    }
    return kept
  })
  for (const endpoint of wanted.values()) {
    const roomy = contents.find((content) => content.length < ROOM)
    if (roomy) roomy.push(endpoint)
    else contents.push([endpoint])
  }
  if (contents.length === 0) contents.push([])
  const ports = backends[0]?.ports ?? (slices[0] ? portsOf(slices[0]) : [])
  contents.forEach((endpoints, index) => {
    const old = slices[index]
    if (endpoints.length > 0 || contents.length === 1) write(context, service, old, endpoints, ports)
    else if (old) context.client.delete(targetOf(endpointSlices, old.metadata))
  })
}

function endpointOf(service: Service, { pod, address, ready, terminating }: Backend): Endpoint {
  const { hostname, subdomain, nodeName } = pod.spec ?? {}
  const publishes = service.spec?.publishNotReadyAddresses === true
  return {
    addresses: [address],
    conditions: { ready: ready && (!terminating || publishes), serving: ready, terminating },
    ...(hostname !== undefined && subdomain === service.metadata.name ? { hostname } : {}),
    ...(nodeName === undefined ? {} : { nodeName }),
    targetRef: podReference(pod),
  }
}

function write(
  context: ControllerContext,
  service: Service,
  old: EndpointSlice | undefined,
  endpoints: readonly Endpoint[],
  ports: readonly BackendPort[],
): void {
  const labels: Record<string, string> = {
    ...service.metadata.labels,
    [MANAGED_BY]: CONTROLLER,
    [SERVICE_NAME]: service.metadata.name,
  }
  if (service.spec?.clusterIP === 'None') labels[HEADLESS] = ''
  const same =
    old &&
    equalValues(old.endpoints, endpoints) &&
    Object.keys(labels).length === Object.keys(old.metadata.labels ?? {}).length &&
    Object.entries(labels).every(([name, value]) => old.metadata.labels?.[name] === value)
  if (same) return
  const annotations = { ...old?.metadata.annotations, [TRIGGER]: timeText(context.loop.nowMs) }
  if (old) {
    const metadata = { ...old.metadata, labels, annotations }
    context.client.update(targetOf(endpointSlices, metadata), { ...old, metadata, endpoints } as EndpointSlice)
    return
  }
  const { name, namespace } = service.metadata
  const slice: EndpointSlice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: '',
      generateName: `${name}-`,
      namespace: namespace ?? 'default',
      labels,
      annotations,
      ownerReferences: [controllerReference(service)],
    },
    addressType: 'IPv4',
    endpoints,
    ...(ports.length > 0 ? { ports } : {}),
  }
  context.client.create({ ...endpointSlices, namespace }, slice)
}
