// Where the API server's proxy subresources lead: ResourceLocation of pods, services and nodes (pkg/registry/core/
// {pod/strategy,service/storage/storage,node/strategy}.go, v1.33). Differs: https is not spoken, the request goes as it is.

import { ApiError, newBadRequest, type ObjectReader, type ProxyTarget } from '../api/index.ts'
import type { EndpointSlice, Node, Pod, Service } from '../kinds/index.ts'
import type { Random } from '../sim/index.ts'

export interface Location {
  readonly address: string
  readonly port: number
}

const KUBELET_PORT = 10_250

export function locationOf({ object, port }: ProxyTarget, objects: ObjectReader, random: Random): Location {
  switch (object.kind) {
    case 'Pod':
      return podLocation(object as Pod, port)
    case 'Service':
      return serviceLocation(object as Service, port, objects, random)
  }
  const { addresses = [] } = (object as Node).status ?? {}
  const address = addresses.find(({ type }) => type === 'InternalIP')?.address
  if (address === undefined) throw newBadRequest('address not allowed')
  return { address, port: port === '' ? KUBELET_PORT : numberOf(port) }
}

function podLocation({ spec, status }: Pod, port: string): Location {
  if (!status?.podIP) throw newBadRequest('address not allowed')
  const first = spec?.containers.find(({ ports = [] }) => ports.length > 0)?.ports?.[0]?.containerPort
  return { address: status.podIP, port: port === '' ? (first ?? 80) : numberOf(port) }
}

function serviceLocation({ metadata, spec }: Service, port: string, objects: ObjectReader, random: Random): Location {
  const unavailable = (why: string): ApiError => new ApiError(503, 'ServiceUnavailable', why)
  const { ports = [] } = spec ?? {}
  let name = port
  if (port === '' && ports.length === 1) name = ports[0]?.name ?? ''
  else if (/^\d+$/.test(port)) {
    const found = ports.find((one) => String(one.port) === port)
    if (!found) throw unavailable(`no service port ${Number(port)} found for service "${metadata.name}"`)
    name = found.name ?? ''
  }
  const places: Location[] = []
  for (const one of objects.list('discovery.k8s.io/endpointslices', metadata.namespace)) {
    const slice = one as EndpointSlice
    if (slice.metadata.labels?.['kubernetes.io/service-name'] !== metadata.name) continue
    const number = slice.ports?.find((candidate) => (candidate.name ?? '') === name)?.port
    if (number === undefined) continue
    for (const { addresses, conditions } of slice.endpoints)
      if (addresses[0] !== undefined && conditions?.ready !== false)
        places.push({ address: addresses[0], port: number })
  }
  const place = random.pick(places)
  if (!place) throw unavailable(`no endpoints available for service "${metadata.name}"`)
  return place
}

/** Names of ports are known to services only; upstream would look the name up and not find it. */
function numberOf(port: string): number {
  const number = Number(port)
  if (/^\d{1,5}$/.test(port) && number > 0 && number < 65_536) return number
  throw new ApiError(
    503,
    'ServiceUnavailable',
    `error trying to reach service: dial tcp: lookup tcp/${port}: unknown port`,
  )
}
