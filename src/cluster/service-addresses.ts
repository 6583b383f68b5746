// An IPAddress for each address that a service has, made and removed with it. Models
// pkg/registry/core/service/ipallocator/ipallocator.go (v1.33). Differs: the services' addresses are what counts; an
// IPAddress that somebody made by hand takes none from them.

import type { Change, KubeObject, Server } from '../api/index.ts'
import type { Service } from '../kinds/index.ts'

const ipAddresses = { group: 'networking.k8s.io', resource: 'ipaddresses' }
const COLLECTION = 'networking.k8s.io/ipaddresses'

export function keepServiceAddresses(server: Server, { collection, type, object, old }: Change): void {
  if (collection !== '/services') return
  const before = addressesOf(old as Service | undefined)
  const after = type === 'DELETED' ? [] : addressesOf(object as Service)
  const { name, namespace } = object.metadata
  for (const address of before) if (!after.includes(address)) server.unseed(ipAddresses, address)
  for (const address of after) {
    if (before.includes(address) || server.objects.get(COLLECTION, address)) continue
    server.seed(ipAddresses, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IPAddress',
      metadata: {
        name: address,
        labels: {
          'ipaddress.kubernetes.io/ip-family': 'IPv4',
          'ipaddress.kubernetes.io/managed-by': 'ipallocator.k8s.io',
        },
      },
      spec: { parentRef: { group: '', resource: 'services', namespace, name } },
    } as KubeObject)
  }
}

const addressesOf = (service: Service | undefined): readonly string[] =>
  (service?.spec?.clusterIPs ?? []).filter((address) => address !== 'None' && address !== '')
