// What lives on the nodes' machines and not in the API: pulled images, the last address given out, and what the container
// runtime knows of each pod's containers. Plain data, and part of every snapshot.

import type { KubeObject } from '../api/index.ts'
import { type ContainerStateTerminated, MIRROR, type NodeStatus } from '../kinds/index.ts'

export interface ProbeMemory {
  nextMs: number
  successes: number
  failures: number
  passed: boolean
}

export interface ContainerMemory {
  /** How often it was started before this start. */
  restarts: number
  /** The runtime's id of the present or last start. */
  id: string | undefined
  containerID: string | undefined
  imageID: string | undefined
  startedMs: number | undefined
  /** Set when the runtime could not start it, or once its exit was seen. */
  terminated: ContainerStateTerminated | undefined
  lastTerminated: ContainerStateTerminated | undefined
  /** Why it waits. */
  waiting: { reason: string; message?: string } | undefined
  pull: { askedMs: number; beginMs: number; endMs: number } | undefined
  pullBackOff: { delayMs: number; updatedMs: number; error: string } | undefined
  crashBackOff: { delayMs: number; updatedMs: number } | undefined
  /** While it backs off: when the kubelet looks, and says so, again. */
  resyncMs: number | undefined
  /** When the polite signal was sent for a restart, and when the other one follows. */
  killAtMs: number | undefined
  probes: Partial<Record<'startup' | 'liveness' | 'readiness', ProbeMemory>>
}

/** What the kubelet knows a pod by: its UID in the API; that of a pod from a file is what its mirrors carry. */
export const podIdentity = ({ metadata }: KubeObject): string => metadata.annotations?.[MIRROR] ?? metadata.uid ?? ''

export interface PodMemory {
  /** See `podIdentity`. */
  readonly uid: string
  readonly node: string
  readonly seenMs: number
  address: string | undefined
  /** When the sandbox (and with it the address) is there. */
  sandboxMs: number
  /** A volume that cannot be mounted yet. */
  mount: { delayMs: number; untilMs: number } | undefined
  /** When the grace of its termination ends, and when the kubelet lets the object go. */
  terminating: { untilMs: number; removeMs: number | undefined } | undefined
  readonly containers: Record<string, ContainerMemory>
  /** Of a pod from a file on the node: the kubelet makes its mirror in the API, again and again. */
  readonly manifest: KubeObject | undefined
}

export interface MachineMemory {
  /** Image references that were pulled, to their size. */
  readonly images: Record<string, number>
  /** References whose layers are on their way. */
  readonly layers: Record<string, true>
  lastAddress: number
  /** Pulls run one after another. */
  pullFreeMs: number
  /** What its kubelet last said of a node that was deleted. */
  lastStatus?: NodeStatus | undefined
}

export interface MachinesState {
  readonly nodes: readonly (readonly [string, MachineMemory])[]
  readonly pods: readonly (readonly [string, PodMemory])[]
  readonly lastEvent: EventMoment
}

/** When the last event was recorded, to the nanosecond. */
export interface EventMoment {
  readonly ms: number
  readonly ns: number
}

export class Machines {
  /** By node name. */
  nodes = new Map<string, MachineMemory>()
  /** By 'namespace/name'. */
  pods = new Map<string, PodMemory>()
  lastEvent: EventMoment = { ms: 0, ns: 0 }

  node(name: string): MachineMemory {
    let found = this.nodes.get(name)
    if (!found) {
      found = { images: {}, layers: {}, lastAddress: 1, pullFreeMs: 0 }
      this.nodes.set(name, found)
    }
    return found
  }

  snapshot(): MachinesState {
    return plain({ nodes: [...this.nodes], pods: [...this.pods], lastEvent: this.lastEvent })
  }

  restore(state: MachinesState): void {
    const copy = structuredClone(state)
    this.nodes = new Map(copy.nodes)
    this.pods = new Map(copy.pods)
    this.lastEvent = copy.lastEvent
  }
}

/** A copy without absent fields and with sorted names: the same state is the same bytes, whatever road led to it. */
function plain<T>(value: T): T {
  if (Array.isArray(value)) return value.map(plain) as T
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, item]) => [name, plain(item)])) as T
}
