// Answers for pods' processes: logs, exec, attach and requests to ports go from the API server to the kubelet's runtime
// (pkg/kubelet/server and pkg/kubelet/kubelet_pods.go, v1.33), with its refusals.

import {
  ApiError,
  type ExecStream,
  type KubeObject,
  type LogStream,
  newNotFound,
  type ObjectReader,
  type PodStreams,
} from '../api/index.ts'
import { type ContainerMemory, keyOf, type Machines, podIdentity } from '../controllers/index.ts'
import type { Runtime } from '../images/index.ts'
import type { Pod } from '../kinds/index.ts'
import type { Network } from '../network/index.ts'
import { Pipe, type Random, Signal } from '../sim/index.ts'
import { locationOf } from './proxy.ts'

/** How requests of the server and of the kubelets travel. */
export interface Roads {
  readonly network: Network
  readonly objects: ObjectReader
  readonly random: Random
  /** The address that the API server asks from. */
  readonly serverAddress: string
}

export function podStreams(machines: Machines, runtime: Runtime, roads: Roads): PodStreams {
  const find = (pod: KubeObject, container: string): ContainerMemory | undefined => {
    const memory = machines.pods.get(keyOf(pod))
    return memory?.uid === podIdentity(pod) ? memory?.containers[container] : undefined
  }
  const idOf = (pod: KubeObject, container: string, restarts: number): string =>
    `${podIdentity(pod)}/${container}/${restarts}`

  /** The API server asks the node that the pod is bound to. */
  const findNode = (pod: KubeObject): void => {
    const node = (pod as Pod).spec?.nodeName
    if (node && !roads.objects.get('/nodes', node)) throw newNotFound({ group: '', resource: 'nodes' }, node)
  }

  return {
    log(pod, options): LogStream {
      findNode(pod)
      const { container } = options
      const memory = find(pod, container)
      const { name } = pod.metadata
      if (options.previous) {
        // While it waits for its next start, the last one is both present and previous.
        const last = memory?.waiting && memory.terminated ? memory.restarts : (memory?.restarts ?? 0) - 1
        if (!memory || last < 0 || !runtime.state(idOf(pod, container, last)))
          throw new ApiError(
            400,
            'BadRequest',
            `previous terminated container "${container}" in pod "${name}" not found`,
          )
        return runtime.log(idOf(pod, container, last), options)
      }
      if (memory?.id === undefined || !runtime.state(memory.id)) {
        const waiting = statusOf(pod as Pod, container)
        if (waiting === undefined && !(pod as Pod).spec?.nodeName) return silence()
        const reason = waiting ?? 'ContainerCreating'
        const problem =
          reason === 'ErrImagePull' || reason === 'ImagePullBackOff' ? `trying and failing to pull image` : reason
        throw new ApiError(
          400,
          'BadRequest',
          `container "${container}" in pod "${name}" is waiting to start: ${problem}`,
        )
      }
      return runtime.log(memory.id, options)
    },
    exec(pod, options): ExecStream {
      findNode(pod)
      const memory = find(pod, options.container)
      if (memory?.id === undefined || runtime.state(memory.id)?.state !== 'running') return notFound(options.container)
      return runtime.exec(memory.id, options.command, { stdin: options.stdin ?? false, tty: options.tty ?? false })
    },
    attach(pod, { container }): ExecStream {
      findNode(pod)
      const memory = find(pod, container)
      if (memory?.id === undefined || runtime.state(memory.id)?.state !== 'running') return notFound(container)
      return runtime.attach(memory.id)
    },
    forward(pod, port, request) {
      const current = roads.objects.get('/pods', keyOf(pod)) as Pod | undefined
      const address = current?.metadata.uid === pod.metadata.uid ? current?.status?.podIP : undefined
      if (!address) return { ok: false, fault: 'unreachable' }
      const source = { address, hostname: pod.metadata.name, namespace: pod.metadata.namespace }
      return roads.network.request(source, { ...request, host: '127.0.0.1', port })
    },
    proxy(target, request) {
      const { address, port } = locationOf(target, roads.objects, roads.random)
      const source = { address: roads.serverAddress, hostname: '', namespace: undefined }
      const answer = roads.network.request(source, { ...request, host: address, port })
      return answer.ok ? answer : { ...answer, address, port }
    },
  }
}

/**
 * The kubelet refuses the connection, which the API server has accepted by then: its stream translator
 * (k8s.io/apiserver/pkg/util/proxy/streamtranslator.go) tells that on the error channel.
 */
function notFound(container: string): ExecStream {
  const silent = (): Pipe => {
    const pipe = new Pipe()
    pipe.end()
    return pipe
  }
  return {
    stdin: new Pipe(),
    stdout: silent(),
    stderr: silent(),
    status: new ApiError(
      500,
      'InternalError',
      `Internal error occurred: unable to upgrade connection: container not found ("${container}")`,
    ).status,
    ended: new Signal(),
    resize: () => {},
    stop: () => {},
  }
}

function statusOf(pod: Pod, container: string): string | undefined {
  const all = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])]
  return all.find(({ name }) => name === container)?.state?.waiting?.reason
}

function silence(): LogStream {
  const output = new Pipe()
  output.end()
  return { output, stop: () => output.cancel() }
}
