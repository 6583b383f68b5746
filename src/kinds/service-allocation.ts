// Gives services their cluster address and node ports. Models pkg/registry/core/service/storage/alloc.go,
// ipallocator/ipallocator.go and portallocator/allocator.go (v1.33). What is taken is read from the store each time.
// Missing: IPv6 and dual-stack clusters.

import { ApiError, type Draft, type FieldError, invalidField, type KindContext, newInvalid } from '../api/index.ts'
import { addressText, parseAddress, parseNetworkRange } from './network-range.ts'
import { isHeadless, needsHealthCheckPort, needsNodePort } from './service-defaults.ts'
import type { Service, ServicePort, ServiceSpec } from './types.generated.ts'

const services = { group: '', version: 'v1', resource: 'services' } as const

/** What is wrong with the addresses that a caller gives. */
export type ClusterIpRules = (spec: ServiceSpec) => FieldError[]

/** Fills in what is not given, and refuses what is given but taken or out of range. */
export function allocateService(
  service: Draft<Service>,
  old: Service | undefined,
  context: KindContext,
  judge: ClusterIpRules,
): void {
  const { spec } = service
  if (!spec) return
  const others = context.client
    .list<Service>(services)
    .items.filter((other) => other.metadata.uid === undefined || other.metadata.uid !== old?.metadata.uid)
  const refuse = (field: string, value: unknown, why: string): ApiError =>
    newInvalid({ group: '', kind: 'Service' }, service.metadata.name, [invalidField(field, value, why)])
  const faults = judge(spec)
  if (faults.length > 0) throw newInvalid({ group: '', kind: 'Service' }, service.metadata.name, faults)
  if (spec.type !== 'ExternalName') {
    familyFields(spec, old?.spec, refuse)
    if (!isHeadless(spec)) allocateAddress(spec, old?.spec, others, context, refuse)
  }
  allocatePorts(spec, old?.spec, others, context, refuse)
}

type Refuse = (field: string, value: unknown, why: string) => ApiError

function familyFields(spec: Draft<ServiceSpec>, old: ServiceSpec | undefined, refuse: Refuse): void {
  const selectorless = spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0
  spec.ipFamilyPolicy ??= old?.ipFamilyPolicy ?? (selectorless ? 'RequireDualStack' : 'SingleStack')
  if (!spec.ipFamilies?.length) spec.ipFamilies = ['IPv4']
  if (selectorless) {
    if (spec.ipFamilyPolicy !== 'SingleStack' && spec.ipFamilies.length < 2) {
      spec.ipFamilies = [...spec.ipFamilies, spec.ipFamilies[0] === 'IPv4' ? 'IPv6' : 'IPv4']
    }
    return
  }
  if (spec.ipFamilyPolicy === 'RequireDualStack') {
    throw refuse('spec.ipFamilyPolicy', spec.ipFamilyPolicy, 'this cluster is not configured for dual-stack services')
  }
  for (const [i, family] of spec.ipFamilies.entries()) {
    if (family !== 'IPv4') throw refuse(`spec.ipFamilies[${i}]`, family, 'not configured on this cluster')
  }
}

function allocateAddress(
  spec: Draft<ServiceSpec>,
  old: ServiceSpec | undefined,
  others: readonly Service[],
  { settings, random }: KindContext,
  refuse: Refuse,
): void {
  const wanted = spec.clusterIPs?.[0]
  if (wanted !== undefined && wanted === old?.clusterIPs?.[0]) return
  // A changed address is refused by validation, whose words the caller should see.
  if (old?.clusterIPs?.[0] && old.type !== 'ExternalName') return
  const { first, size } = parseNetworkRange(settings.serviceCidr)
  const taken = new Set(others.flatMap(({ spec: other }) => other?.clusterIPs ?? []))
  if (wanted) {
    const value = parseAddress(wanted)
    if (value === undefined) return
    let why = ''
    if (value < first || value >= first + size) why = 'the provided network does not match the current range'
    else if (value === first || value === first + size - 1) {
      why = `the provided IP (${wanted}) is not in the valid range. The range of valid IPs is ${settings.serviceCidr}`
    } else if (taken.has(wanted)) why = 'provided IP is already allocated'
    if (why) throw refuse('spec.clusterIPs', spec.clusterIPs, `failed to allocate IP ${wanted}: ${why}`)
    return
  }
  const usable = size - 2
  const offset = usable <= 16 ? 0 : Math.min(256, Math.max(16, Math.floor(usable / 16)))
  const free = pickFree(usable, offset, random, (i) => taken.has(addressText(first + 1 + i)))
  if (free === undefined) throw internal('failed to allocate a serviceIP: range is full')
  const address = addressText(first + 1 + free)
  spec.clusterIP = address
  spec.clusterIPs = [address]
}

function allocatePorts(
  spec: Draft<ServiceSpec>,
  old: ServiceSpec | undefined,
  others: readonly Service[],
  { settings, random }: KindContext,
  refuse: Refuse,
): void {
  const [low, high] = settings.nodePortRange
  const taken = new Set<number>()
  for (const { spec: other } of others) {
    for (const { nodePort } of other?.ports ?? []) if (nodePort) taken.add(nodePort)
    if (other?.healthCheckNodePort) taken.add(other.healthCheckNodePort)
  }
  const kept = new Set((old?.ports ?? []).map(({ nodePort }) => nodePort ?? 0))
  const claim = (field: string, port: number): void => {
    let why = ''
    if (port < low || port > high) {
      why = `provided port is not in the valid range. The range of valid ports is ${low}-${high}`
    } else if (taken.has(port) && !kept.has(port)) why = 'provided port is already allocated'
    if (why) throw refuse(field, port, why)
    taken.add(port)
  }
  const next = (): number => {
    const size = high - low + 1
    const offset = size <= 16 ? 0 : Math.min(128, Math.max(16, Math.floor(size / 32)))
    const free = pickFree(size, offset, random, (i) => taken.has(low + i))
    if (free === undefined) throw internal('failed to allocate a nodePort: range is full')
    taken.add(low + free)
    return low + free
  }
  if (needsNodePort(spec) || (spec.type === 'LoadBalancer' && spec.ports?.some(({ nodePort }) => nodePort))) {
    assignPorts(spec.ports ?? [], needsNodePort(spec), claim, next)
  }
  if (needsHealthCheckPort(spec)) {
    if (!spec.healthCheckNodePort) spec.healthCheckNodePort = next()
    else if (spec.healthCheckNodePort !== old?.healthCheckNodePort) {
      claim('spec.healthCheckNodePort', spec.healthCheckNodePort)
    }
  }
}

/** The same port with two protocols (DNS over TCP and UDP) shares one node port. */
function assignPorts(
  ports: Draft<ServicePort>[],
  allocate: boolean,
  claim: (field: string, port: number) => void,
  next: () => number,
): void {
  const byPort = new Map<number, number>()
  for (const [i, port] of ports.entries()) {
    if (!port.nodePort && !allocate) continue
    const shared = byPort.get(port.port)
    if (shared === undefined) {
      const requested = ports.slice(0).find((other) => other.port === port.port && other.nodePort)?.nodePort
      if (requested) claim(`spec.ports[${i}].nodePort`, requested)
      port.nodePort = requested ?? next()
      byPort.set(port.port, port.nodePort)
    } else if (!port.nodePort) port.nodePort = shared
    else if (port.nodePort !== shared) claim(`spec.ports[${i}].nodePort`, port.nodePort)
  }
}

/** At random from the upper band, which leaves the lower one for addresses that people choose; then from below. */
function pickFree(
  size: number,
  offset: number,
  random: KindContext['random'],
  isTaken: (index: number) => boolean,
): number | undefined {
  const upper = size - offset
  const start = random.int(upper)
  for (let i = 0; i < upper; i++) {
    const index = offset + ((start + i) % upper)
    if (!isTaken(index)) return index
  }
  for (let index = 0; index < offset; index++) if (!isTaken(index)) return index
  return undefined
}

function internal(message: string): ApiError {
  return new ApiError(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] })
}
