// The ports that port-forward is given: names of a pod's or a service's ports become numbers, service ports target ports
// (k8s.io/kubectl/pkg/cmd/portforward/portforward.go, pkg/util/{service_port,pod_port}.go, client-go/tools/portforward,
// v1.33).

import type { KubeObject } from '../api/index.ts'
import type { Pod, Service } from '../kinds/index.ts'
import { CommandError } from './errors.ts'

export interface ForwardedPort {
  /** 0: any. */
  readonly local: number
  readonly remote: number
}

export function forwardedPorts(words: readonly string[], object: KubeObject, pod: Pod): readonly ForwardedPort[] {
  if (object.kind === 'Service') {
    const service = object as Service
    refuseUdp(
      words,
      service.spec?.ports ?? [],
      ({ port }) => port,
      (name) => servicePort(service, name),
    )
    return words.map((word) => read(throughService(word, service, pod)))
  }
  const ports = (pod.spec?.containers ?? []).flatMap(({ ports = [] }) => ports)
  refuseUdp(
    words,
    ports,
    ({ containerPort }) => containerPort,
    (name) => containerPort(pod, name),
  )
  return words.map((word) => read(throughPod(word, pod)))
}

function split(word: string): readonly [local: string, remote: string] {
  const parts = word.split(':')
  const [first = '', second = ''] = parts
  return parts.length === 2 ? [first, second] : [first, first]
}

const numberOf = (text: string): number | undefined => (/^[+-]?\d+$/.test(text) ? Number(text) : undefined)

function throughService(word: string, service: Service, pod: Pod): string {
  const [local, remote] = split(word)
  const port = numberOf(remote) ?? servicePort(service, remote)
  const target = String(targetOf(service, pod, port))
  const own = local === remote ? String(port) : local
  return own === target ? target : `${own}:${target}`
}

function throughPod(word: string, pod: Pod): string {
  const [local, remote] = split(word)
  if (remote === '') throw new CommandError('remote port cannot be empty')
  const port = String(numberOf(remote) === undefined ? containerPort(pod, remote) : remote)
  return local === remote ? port : `${local}:${port}`
}

function targetOf(service: Service, pod: Pod, port: number): number {
  const { ports = [], clusterIP } = service.spec ?? {}
  const found = ports.find((one) => one.port === port)
  if (!found) throw new CommandError(`Service ${service.metadata.name} does not have a service port ${port}`)
  if (clusterIP === 'None') return port
  const target = found.targetPort ?? 0
  return typeof target === 'string' ? containerPort(pod, target) : target || port
}

function servicePort(service: Service, name: string): number {
  const found = service.spec?.ports?.find((one) => (one.name ?? '') === name)
  if (found) return found.port
  throw new CommandError(`Service '${service.metadata.name}' does not have a named port '${name}'`)
}

function containerPort({ metadata, spec }: Pod, name: string): number {
  const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])]
  const found = containers.flatMap(({ ports = [] }) => ports).find((one) => (one.name ?? '') === name)
  if (found) return found.containerPort
  throw new CommandError(`Pod '${metadata.name}' does not have a named port '${name}'`)
}

/** Ports that are there for UDP only. */
function refuseUdp<T extends { readonly protocol?: string }>(
  words: readonly string[],
  ports: readonly T[],
  numberIn: (port: T) => number,
  byName: (name: string) => number,
): void {
  const of = (protocol: string) => new Set(ports.filter((one) => one.protocol === protocol).map(numberIn))
  const [udp, tcp] = [of('UDP'), of('TCP')]
  for (const word of words) {
    const [, remote] = split(word)
    const port = numberOf(remote) ?? byName(remote)
    if (udp.has(port) && !tcp.has(port)) throw new CommandError(`UDP protocol is not supported for ${remote}`)
  }
}

function read(word: string): ForwardedPort {
  const [first = '', second, ...more] = word.split(':')
  if (more.length > 0) throw new CommandError(`invalid port format '${word}'`)
  const local = portOf('local', second === undefined ? first : first || '0')
  const remote = portOf('remote', second ?? first)
  if (remote === 0) throw new CommandError('remote port must be > 0')
  return { local, remote }
}

function portOf(side: 'local' | 'remote', text: string): number {
  const fault = !/^\d+$/.test(text) ? 'invalid syntax' : Number(text) > 65_535 ? 'value out of range' : undefined
  if (fault === undefined) return Number(text)
  throw new CommandError(
    `error parsing ${side} port '${text}': strconv.ParseUint: parsing ${JSON.stringify(text)}: ${fault}`,
  )
}
