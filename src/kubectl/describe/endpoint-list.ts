// What stands behind a service: ready addresses with a port, the first three of them
// (k8s.io/kubectl/pkg/describe/describe.go, formatEndpointSlices, v1.33; before 1.31 from the Endpoints object).

import type { EndpointSlice, Endpoints } from '../../kinds/index.ts'
import type { DescribeContext } from './context.ts'

const shown = 3

/** Ready addresses that share their ports: an endpoint slice, or a subset of an Endpoints object. */
export interface EndpointGroup {
  readonly addresses: readonly string[]
  readonly ports: readonly { readonly name?: string; readonly port?: number }[]
}

/** Throws what the server answers when they cannot be read. */
export function endpointGroups(
  namespace: string | undefined,
  name: string,
  { client, version }: DescribeContext,
): readonly EndpointGroup[] {
  if (!version.has('describesEndpointSlices')) {
    const found = client.get<Endpoints>({ group: '', version: 'v1', resource: 'endpoints', namespace, name })
    return (found.subsets ?? []).map(({ addresses, ports }) => ({
      addresses: (addresses ?? []).map(({ ip }) => ip),
      ports: ports ?? [],
    }))
  }
  const target = { group: 'discovery.k8s.io', version: 'v1', resource: 'endpointslices', namespace }
  const labelSelector = `kubernetes.io/service-name=${name}`
  return client.list<EndpointSlice>(target, { labelSelector }).items.map(({ endpoints, ports }) => ({
    addresses: (endpoints ?? [])
      .filter(({ conditions }) => conditions?.ready !== false || !version.has('describesReadyEndpointsOnly'))
      .map(({ addresses }) => addresses[0] ?? ''),
    ports: ports ?? [],
  }))
}

/** '10.244.1.5:80,10.244.1.6:80,10.244.2.7:80 + 2 more...'; '<none>' only when there is no group at all. */
export function endpointsText(groups: readonly EndpointGroup[], portName: string): string {
  if (groups.length === 0) return '<none>'
  const all: string[] = []
  for (const { addresses, ports } of groups) {
    // A headless service may have no ports.
    if (ports.length === 0) all.push(...addresses)
    for (const { name = '', port = 0 } of ports) {
      if (name === portName) all.push(...addresses.map((address) => hostPort(address, port)))
    }
  }
  const text = all.slice(0, shown).join(',')
  return all.length > shown ? `${text} + ${all.length - shown} more...` : text
}

function hostPort(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}
