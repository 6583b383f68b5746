// Keeps one Endpoints object per service with a selector (pkg/controller/endpoint, v1.33), whose address sets are packed
// as pkg/api/v1/endpoints RepackSubsets packs them. Missing: the cut at 1,000 addresses.

import { equalValues } from '../api/index.ts'
import type { EndpointAddress, EndpointSubset, Endpoints, Service } from '../kinds/index.ts'
import { type Controller, changedKey, splitKey } from './controller.ts'
import { endpoints as endpointsRef, services, targetOf } from './resources.ts'
import { type Backend, backendsOf, podReference, portsKey, servicesOf } from './service-backends.ts'
import { timeText } from './time.ts'

const TRIGGER = 'endpoints.kubernetes.io/last-change-trigger-time'
const HEADLESS = 'service.kubernetes.io/headless'
const MANAGED_BY = 'endpoints.kubernetes.io/managed-by'

export const endpoints: Controller = {
  name: 'endpoints',
  watches: {
    '/services': changedKey,
    '/pods': servicesOf,
    '/endpoints': (change) => (change.type === 'DELETED' ? changedKey(change) : []),
  },
  reconcile(context, key) {
    const service = context.view.get<Service>(services, key)
    const old = context.view.get<Endpoints>(endpointsRef, key)
    if (!service) {
      // With the service go those that were made by hand, too; before there is one, nobody looks.
      if (old) context.client.delete(targetOf(endpointsRef, old.metadata))
      return
    }
    const backends = backendsOf(context, service)
    if (!backends || service.metadata.deletionTimestamp !== undefined) return
    const subsets = pack(backends)
    const labels: Record<string, string> = { ...service.metadata.labels, [MANAGED_BY]: 'endpoint-controller' }
    if (service.spec?.clusterIP === 'None') labels[HEADLESS] = ''
    if (old && equalValues(old.subsets ?? [], subsets) && sameLabels(old.metadata.labels ?? {}, labels)) return
    const annotations = { ...old?.metadata.annotations, [TRIGGER]: timeText(context.loop.nowMs) }
    const next: Endpoints = {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { ...(old?.metadata ?? splitKey(key)), labels, annotations },
      ...(subsets.length > 0 ? { subsets } : {}),
    }
    if (old) context.client.update(targetOf(endpointsRef, old.metadata), next)
    else context.client.create({ ...endpointsRef, namespace: service.metadata.namespace }, next)
  },
}

function sameLabels(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(b)
  return names.length === Object.keys(a).length && names.every((name) => a[name] === b[name])
}

function pack(backends: readonly Backend[]): EndpointSubset[] {
  const subsets = new Map<string, { ready: EndpointAddress[]; unready: EndpointAddress[]; ports: Backend['ports'] }>()
  const inOrder = [...backends].sort((a, b) => (a.address < b.address ? -1 : 1))
  for (const { pod, address, ready, terminating, ports } of inOrder) {
    if (terminating) continue
    const key = portsKey(ports)
    let subset = subsets.get(key)
    if (!subset) {
      subset = { ready: [], unready: [], ports }
      subsets.set(key, subset)
    }
    const { hostname, nodeName } = pod.spec ?? {}
    subset[ready ? 'ready' : 'unready'].push({
      ip: address,
      ...(hostname === undefined ? {} : { hostname }),
      ...(nodeName === undefined ? {} : { nodeName }),
      targetRef: podReference(pod),
    })
  }
  return [...subsets.values()].map(({ ready, unready, ports }) => ({
    ...(ready.length > 0 ? { addresses: ready } : {}),
    ...(unready.length > 0 ? { notReadyAddresses: unready } : {}),
    ...(ports.length > 0 ? { ports: ports.map(({ name, ...port }) => (name === '' ? port : { name, ...port })) } : {}),
  }))
}
