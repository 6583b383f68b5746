// The names that the cluster's DNS knows (the specification of kubernetes/dns, as CoreDNS answers it with
// `pods insecure`): services, headless services' endpoints, pods by address. Missing: SRV and PTR records, names outside.

import type { Endpoint, Service } from '../kinds/index.ts'

const DOTS = 5

/** What a resolver with the usual search list asks for, in order. */
export function searchNames(name: string, namespace: string, domain: string): readonly string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)]
  const searched = [`${namespace}.svc.${domain}`, `svc.${domain}`, domain].map((suffix) => `${name}.${suffix}`)
  const dots = name.split('.').length - 1
  return dots >= DOTS ? [name, ...searched] : [...searched, name]
}

export interface Zone {
  readonly service: (key: string) => Service | undefined
  readonly endpoints: (service: Service) => readonly Endpoint[]
}

/** The addresses of a full name; empty when there is none. */
export function lookUp(fullName: string, domain: string, zone: Zone, depth = 0): readonly string[] {
  if (!fullName.endsWith(`.${domain}`) || depth > 4) return []
  const labels = fullName
    .slice(0, -domain.length - 1)
    .toLowerCase()
    .split('.')
  const type = labels.pop()
  const namespace = labels.pop()
  const name = labels.pop()
  if (name === undefined || namespace === undefined) return []
  if (type === 'pod') return labels.length === 0 && /^\d+(-\d+){3}$/.test(name) ? [name.replaceAll('-', '.')] : []
  if (type !== 'svc') return []
  const service = zone.service(`${namespace}/${name}`)
  const { externalName, clusterIP, publishNotReadyAddresses } = service?.spec ?? {}
  if (!service) return []
  if (service.spec?.type === 'ExternalName')
    return labels.length === 0 ? lookUp((externalName ?? '').replace(/\.$/, ''), domain, zone, depth + 1) : []
  const endpoints = zone
    .endpoints(service)
    .filter(({ conditions }) => conditions?.ready !== false || publishNotReadyAddresses === true)
  if (labels.length === 1) {
    const [host] = labels
    return endpoints
      .filter(({ hostname, addresses }) => (hostname ?? addresses[0]?.replaceAll('.', '-')) === host)
      .flatMap(({ addresses }) => addresses)
  }
  if (labels.length > 1) return []
  if (clusterIP === 'None') return endpoints.flatMap(({ addresses }) => addresses)
  return clusterIP ? [clusterIP] : []
}
