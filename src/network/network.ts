// How a request travels: names become addresses, service addresses become one of their ready endpoints (as kube-proxy's
// rules would have it, pkg/proxy/iptables, v1.33), pod and node addresses lead to whoever listens there.
// Missing: network policies, ingress, UDP and SCTP, traffic policies, topology; the world outside does not answer.

import type { Change, ObjectReader } from '../api/index.ts'
import type { Endpoint, EndpointSlice, Node, Pod, Service, ServicePort } from '../kinds/index.ts'
import type { Host, Loop, NetFault, NetRequest, NetResponse, Resolution } from '../sim/index.ts'
import { lookUp, searchNames } from './dns.ts'

export interface NetworkSettings {
  readonly clusterDomain: string
  readonly dnsAddress: string
}

/** Where a request comes from. */
export interface Source {
  readonly address: string
  readonly hostname: string
  /** Of pods that use the cluster's DNS; undefined for nodes. */
  readonly namespace: string | undefined
}

export type Serve = Parameters<Host['listen']>[1]
type ServeAt = Parameters<NonNullable<Host['listenAt']>>[2]

interface Affinity {
  readonly address: string
  readonly untilMs: number
}

/** A request to a name, which a pod has answered. */
export interface AnsweredCall {
  /** As DNS knows it: 'web.default.svc.cluster.local'. */
  readonly name: string
  readonly pod: string
  readonly namespace: string
}

export interface NetworkState {
  readonly affinities: readonly (readonly [string, Affinity])[]
}

/** What a node's /etc/resolv.conf names (systemd-resolved). It knows the nodes and nothing of the cluster's names. */
const NODE_RESOLVER = '127.0.0.53'

export class Network {
  readonly #objects: ObjectReader
  readonly #loop: Loop
  readonly #settings: NetworkSettings
  #listeners = new Map<string, Serve>()
  /** At one address of a host: 'HOST at ADDRESS:PORT'. */
  #bound = new Map<string, ServeAt>()
  #services = new Map<string, Service>()
  #nodePorts = new Map<number, Service>()
  #slices = new Map<string, Map<string, EndpointSlice>>()
  /** Which endpoint a client's last connection went to, for services with session affinity. */
  #affinities = new Map<string, Affinity>()
  #watchers: readonly ((call: AnsweredCall) => void)[] = []

  constructor(objects: ObjectReader, loop: Loop, settings: NetworkSettings) {
    this.#objects = objects
    this.#loop = loop
    this.#settings = settings
  }

  apply({ type, collection, object, old }: Change): void {
    if (collection === '/services') {
      if (old) this.#forgetService(old as Service)
      if (type !== 'DELETED') this.#learnService(object as Service)
    } else if (collection === 'discovery.k8s.io/endpointslices') {
      if (old) this.#sliceMap(old as EndpointSlice)?.delete(old.metadata.name)
      if (type !== 'DELETED')
        this.#sliceMap(object as EndpointSlice)?.set(object.metadata.name, object as EndpointSlice)
    }
  }

  /** Looks at everything anew; listeners are gone until their processes come back. */
  rebuild(): void {
    this.#listeners.clear()
    this.#bound.clear()
    this.#services.clear()
    this.#nodePorts.clear()
    this.#slices.clear()
    for (const service of this.#objects.list('/services')) this.#learnService(service as Service)
    for (const slice of this.#objects.list('discovery.k8s.io/endpointslices'))
      this.#sliceMap(slice as EndpointSlice)?.set(slice.metadata.name, slice as EndpointSlice)
  }

  snapshot(): NetworkState {
    return { affinities: [...this.#affinities] }
  }

  restore(state: NetworkState): void {
    this.#affinities = new Map(state.affinities)
  }

  /** Calls `watcher` for each request to a name that a pod answers, until the returned function is called. */
  onAnswer(watcher: (call: AnsweredCall) => void): () => void {
    this.#watchers = this.#watchers.concat(watcher)
    return () => {
      this.#watchers = this.#watchers.filter((other) => other !== watcher)
    }
  }

  /** The network as one host sees it. */
  from(source: Source): Seat {
    return new Seat(this, source)
  }

  listen(address: string, port: number, serve: Serve): () => void {
    const key = `${address}:${port}`
    this.#listeners.set(key, serve)
    return () => {
      if (this.#listeners.get(key) === serve) this.#listeners.delete(key)
    }
  }

  listenAt(host: string, address: string, port: number, serve: ServeAt): ReturnType<NonNullable<Host['listenAt']>> {
    const all = address === EVERY
    if (!all && !isLoopback(address) && address !== host) return 'cannot assign requested address'
    const key = (at: string) => `${host} at ${at}:${port}`
    const rivals = all ? [EVERY, host, '127.0.0.1'] : [EVERY, address]
    const taken = rivals.some((at) => this.#bound.has(key(at))) || this.#listeners.has(`${host}:${port}`)
    if (taken) return 'address already in use'
    this.#bound.set(key(address), serve)
    return () => {
      if (this.#bound.get(key(address)) === serve) this.#bound.delete(key(address))
    }
  }

  #boundAt(host: string, address: string, port: number): ServeAt | undefined {
    if (this.#bound.size === 0) return undefined
    return this.#bound.get(`${host} at ${address}:${port}`) ?? this.#bound.get(`${host} at ${EVERY}:${port}`)
  }

  resolve(source: Source, name: string): Resolution {
    const found = (addresses: readonly string[], fullName: string, serverAddress = ''): Resolution => ({
      addresses,
      name: fullName,
      serverAddress,
    })
    if (isAddress(name)) return found([name], name)
    if (name === '::1') return found([name], name)
    if (name === 'localhost') return found(['127.0.0.1'], name)
    if (name === source.hostname) return found([source.address], name)
    if (source.namespace === undefined) {
      const node = this.#objects.get('/nodes', name) as Node | undefined
      const address = node?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address
      return found(address === undefined ? [] : [address], name, NODE_RESOLVER)
    }
    const { clusterDomain, dnsAddress } = this.#settings
    // No answer without a server: the cluster's DNS runs in pods, like everything else.
    const server = this.#services.get(dnsAddress)
    if (!server || !this.#choose(source, server, server.spec?.ports?.[0])) return found([], name, dnsAddress)
    for (const fullName of searchNames(name, source.namespace, clusterDomain)) {
      const addresses = lookUp(fullName, clusterDomain, {
        service: (key) => this.#objects.get('/services', key) as Service | undefined,
        endpoints: (service) => this.#endpointsOf(service),
      })
      if (addresses.length > 0) return found(addresses, fullName, dnsAddress)
    }
    return found([], name, dnsAddress)
  }

  request(source: Source, request: NetRequest): NetResponse | NetFault {
    const { addresses, name } = this.resolve(source, request.host)
    const address = addresses.length > 1 ? this.#loop.random.pick(addresses) : addresses[0]
    if (address === undefined) return { ok: false, fault: 'unknown-host' }
    const target = this.#route(source, address, request.port)
    if (typeof target === 'string') return { ok: false, fault: target, address }
    const bound = this.#boundAt(target.address, isLoopback(address) ? address : target.address, target.port)
    const serve = bound ?? this.#listeners.get(`${target.address}:${target.port}`)
    if (!serve) {
      const there = target.address === source.address || this.#isReachable(target.address)
      return { ok: false, fault: there ? 'refused' : 'timeout', address }
    }
    if (request.protocol === 'tcp') return { ok: true, status: 0, headers: {}, body: '', address }
    const answer = serve({ ...request, port: target.port, sourceAddress: source.address })
    if (answer.ok && !isAddress(name)) this.#tellAnswer(name, target.address)
    return { ...answer, address }
  }

  #tellAnswer(name: string, address: string): void {
    if (this.#watchers.length === 0) return
    const pod = this.#objects.list('/pods').find((candidate) => (candidate as Pod).status?.podIP === address)
    if (!pod) return
    const { name: podName, namespace = '' } = pod.metadata
    for (const watcher of this.#watchers) watcher({ name, pod: podName, namespace })
  }

  #route(source: Source, address: string, port: number): { address: string; port: number } | 'refused' | 'timeout' {
    if (isLoopback(address)) return { address: source.address, port }
    const service = this.#services.get(address)
    if (service) {
      const servicePort = service.spec?.ports?.find((candidate) => candidate.port === port)
      if (!servicePort) return 'timeout'
      // Without endpoints the node rejects the connection.
      return this.#choose(source, service, servicePort) ?? 'refused'
    }
    if (this.#isNode(address) && !this.#listeners.has(`${address}:${port}`)) {
      const behind = this.#nodePorts.get(port)
      const servicePort = behind?.spec?.ports?.find(({ nodePort }) => nodePort === port)
      if (behind && servicePort) return this.#choose(source, behind, servicePort) ?? 'refused'
    }
    return { address, port }
  }

  /** One of the ready endpoints by chance, or of the terminating ones when no other is left. */
  #choose(
    source: Source,
    service: Service,
    port: ServicePort | undefined,
  ): { readonly address: string; readonly port: number } | undefined {
    const ready: { address: string; port: number }[] = []
    const leaving: { address: string; port: number }[] = []
    for (const slice of this.#slicesOf(service)) {
      const number = slice.ports?.find(({ name = '' }) => name === (port?.name ?? ''))?.port
      if (number === undefined) continue
      for (const { addresses, conditions } of slice.endpoints) {
        const [address] = addresses
        if (address === undefined) continue
        if (conditions?.ready !== false) ready.push({ address, port: number })
        else if (conditions.serving && conditions.terminating) leaving.push({ address, port: number })
      }
    }
    const candidates = ready.length > 0 ? ready : leaving
    if (service.spec?.sessionAffinity !== 'ClientIP') return this.#loop.random.pick(candidates)
    const key = `${service.metadata.uid}\n${port?.name ?? ''}\n${source.address}`
    const known = this.#affinities.get(key)
    const same =
      known && known.untilMs > this.#loop.nowMs && candidates.find(({ address }) => address === known.address)
    const chosen = same || this.#loop.random.pick(candidates)
    const seconds = service.spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? 10_800
    if (chosen) this.#affinities.set(key, { address: chosen.address, untilMs: this.#loop.nowMs + seconds * 1000 })
    return chosen
  }

  #endpointsOf(service: Service): readonly Endpoint[] {
    return this.#slicesOf(service).flatMap(({ endpoints }) => endpoints)
  }

  #slicesOf(service: Service): readonly EndpointSlice[] {
    const { namespace, name } = service.metadata
    const found = [...(this.#slices.get(`${namespace}/${name}`)?.values() ?? [])]
    return found.length < 2 ? found : found.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
  }

  /** Somebody has the address: a machine that is there refuses, one that is not keeps silent. */
  #isReachable(address: string): boolean {
    if (this.#isNode(address)) return true
    for (const pod of this.#objects.list('/pods')) {
      const { podIP, phase } = (pod as Pod).status ?? {}
      if (podIP === address && phase !== 'Succeeded' && phase !== 'Failed') return true
    }
    return false
  }

  #isNode(address: string): boolean {
    return this.#objects
      .list('/nodes')
      .some((node) => (node as Node).status?.addresses?.some((own) => own.address === address))
  }

  #learnService(service: Service): void {
    for (const address of addressesOf(service)) this.#services.set(address, service)
    for (const { nodePort } of service.spec?.ports ?? []) if (nodePort) this.#nodePorts.set(nodePort, service)
  }

  #forgetService(service: Service): void {
    for (const address of addressesOf(service)) this.#services.delete(address)
    for (const { nodePort } of service.spec?.ports ?? []) if (nodePort) this.#nodePorts.delete(nodePort)
  }

  #sliceMap(slice: EndpointSlice): Map<string, EndpointSlice> | undefined {
    const name = slice.metadata.labels?.['kubernetes.io/service-name']
    if (name === undefined) return undefined
    const key = `${slice.metadata.namespace}/${name}`
    let map = this.#slices.get(key)
    if (!map) {
      map = new Map()
      this.#slices.set(key, map)
    }
    return map
  }
}

/** Who listens there takes connections at all addresses of the host. */
const EVERY = '0.0.0.0'

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1'

export const isAddress = (text: string): boolean => /^\d{1,3}(\.\d{1,3}){3}$/.test(text)

function addressesOf(service: Service): readonly string[] {
  const { clusterIPs = [], externalIPs = [], clusterIP } = service.spec ?? {}
  const own = clusterIPs.length > 0 ? clusterIPs : clusterIP ? [clusterIP] : []
  return [...own.filter((address) => address !== 'None'), ...externalIPs]
}

/** One per container: a class, so that a thousand of them share its methods. */
class Seat implements Pick<Host, 'resolve' | 'request' | 'listen' | 'listenAt'> {
  readonly #network: Network
  readonly #source: Source

  constructor(network: Network, source: Source) {
    this.#network = network
    this.#source = source
  }

  resolve(name: string): Resolution {
    return this.#network.resolve(this.#source, name)
  }

  request(request: NetRequest): NetResponse | NetFault {
    return this.#network.request(this.#source, request)
  }

  listen(port: number, serve: Serve): () => void {
    return this.#network.listen(this.#source.address, port, serve)
  }

  listenAt(address: string, port: number, serve: ServeAt): ReturnType<NonNullable<Host['listenAt']>> {
    return this.#network.listenAt(this.#source.address, address, port, serve)
  }
}
