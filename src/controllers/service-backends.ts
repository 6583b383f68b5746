// Which pods stand behind a service, and by which ports: what Endpoints and EndpointSlices have in common
// (k8s.io/endpointslice/util and pkg/api/v1/endpoints, v1.33).

import type { Change, KubeObject } from '../api/index.ts'
import type { Pod, Service, ServicePort } from '../kinds/index.ts'
import { type ControllerContext, keyOf } from './controller.ts'
import { isReady } from './pod-state.ts'
import { pods, services } from './resources.ts'
import { hasLabels } from './selector.ts'
import { finished } from './view.ts'

export interface Backend {
  readonly pod: Pod
  readonly address: string
  readonly ready: boolean
  readonly terminating: boolean
  readonly ports: readonly BackendPort[]
}

export interface BackendPort {
  readonly name: string
  readonly port: number
  readonly protocol: string
  readonly appProtocol?: string
}

/** The services whose backends a change of a pod may change. */
export function servicesOf({ type, object, old }: Change, context: ControllerContext): string[] {
  const pod = object as Pod
  const before = old as Pod | undefined
  if (type === 'MODIFIED' && before && sameBackend(before, pod)) return []
  const keys: string[] = []
  for (const service of context.view.list<Service>(services, pod.metadata.namespace)) {
    const selector = service.spec?.selector
    if (!selector || isEmpty(selector)) continue
    if (hasLabels(pod.metadata.labels, selector) || (before && hasLabels(before.metadata.labels, selector)))
      keys.push(keyOf(service))
  }
  return keys
}

function sameBackend(a: Pod, b: Pod): boolean {
  return (
    a.status?.podIP === b.status?.podIP &&
    a.status?.phase === b.status?.phase &&
    isReady(a) === isReady(b) &&
    a.metadata.deletionTimestamp === b.metadata.deletionTimestamp &&
    JSON.stringify(a.metadata.labels) === JSON.stringify(b.metadata.labels)
  )
}

export const isEmpty = (selector: Readonly<Record<string, string>>): boolean => Object.keys(selector).length === 0

/** Undefined when nobody selects for this service: its endpoints are made by hand, or it has none. */
export function backendsOf(context: ControllerContext, service: Service): readonly Backend[] | undefined {
  const { selector, type, ports = [], publishNotReadyAddresses } = service.spec ?? {}
  if (!selector || isEmpty(selector) || type === 'ExternalName') return undefined
  const found: Backend[] = []
  for (const pod of context.view.list<Pod>(pods, service.metadata.namespace)) {
    const address = pod.status?.podIP
    if (!address || finished(pod) || !hasLabels(pod.metadata.labels, selector)) continue
    found.push({
      pod,
      address,
      ready: isReady(pod) || publishNotReadyAddresses === true,
      terminating: pod.metadata.deletionTimestamp !== undefined,
      ports: ports.flatMap((port) => backendPort(pod, port)),
    })
  }
  return found
}

function backendPort(pod: Pod, port: ServicePort): readonly BackendPort[] {
  const protocol = port.protocol ?? 'TCP'
  const target = port.targetPort ?? port.port
  const number = typeof target === 'number' ? target : namedPort(pod, target, protocol)
  if (number === undefined) return []
  const { appProtocol } = port
  return [{ name: port.name ?? '', port: number, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) }]
}

function namedPort(pod: Pod, name: string, protocol: string): number | undefined {
  const sidecars = (pod.spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always')
  for (const { ports } of [...(pod.spec?.containers ?? []), ...sidecars]) {
    const found = ports?.find((port) => port.name === name && (port.protocol ?? 'TCP') === protocol)
    if (found) return found.containerPort
  }
  return undefined
}

export const portsKey = (ports: readonly BackendPort[]): string =>
  ports.map(({ name, port, protocol, appProtocol }) => `${name}/${port}/${protocol}/${appProtocol ?? ''}`).join(',')

interface GivenPort extends Partial<BackendPort> {}

/** With what is left out said. */
export const portsOf = ({ ports = [] }: { readonly ports?: readonly GivenPort[] }): readonly BackendPort[] =>
  ports.map(({ name = '', port = 0, protocol = 'TCP', ...rest }) => ({ name, port, protocol, ...rest }))

/** The reference that endpoints carry. */
export function podReference(pod: KubeObject): { kind: string; namespace: string; name: string; uid: string } {
  const { name, namespace = 'default', uid = '' } = pod.metadata
  return { kind: 'Pod', namespace, name, uid }
}
