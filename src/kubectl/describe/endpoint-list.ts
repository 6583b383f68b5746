// Ready addresses with a port, the first three of them (k8s.io/kubectl/pkg/describe/describe.go, formatEndpointSlices).

const shown = 3

/** Ready addresses that share their ports: an endpoint slice, or a subset of an Endpoints object. */
export interface EndpointGroup {
  readonly addresses: readonly string[]
  readonly ports: readonly { readonly name?: string; readonly port?: number }[]
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
