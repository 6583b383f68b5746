// What running containers and nodes use of CPU and memory, as a metrics-server measures it, out of nothing but the
// objects and the time: who reads it at the same moment reads the same, and nothing is remembered. Models when there is
// a measurement after metrics-server v0.7 (pkg/storage/{pod,node}.go): every 15 seconds, of containers that ran for 10.
// Differs: the amounts are made up, from the image, the requests and the limits; what a container really does shows not.

import { quantityNanos, readQuantity } from '../api/index.ts'
import { seedOf } from '../sim/index.ts'
import type { Container, Node, Pod } from './types.generated.ts'

const RESOLUTION_MS = 15_000
const YOUNGEST_MS = 10_000
const MINUTE_MS = 60_000
const PAGE = 4096
const MIB = 2 ** 20
/** The kubelet, the container runtime and the system beside the pods. */
const SYSTEM = { millis: 60, bytes: 420 * MIB } as const

export interface Usage {
  readonly nanoCores: number
  readonly bytes: number
}

/** When what is known at `nowMs` was measured. */
export const measuredMs = (nowMs: number): number => Math.floor(nowMs / RESOLUTION_MS) * RESOLUTION_MS

/** What lies between the two looks that a measurement is made of, in milliseconds; they never come at the very second. */
export const windowMs = (uid: string, atMs: number): number => 14_000 + (mix(seedOf(uid), atMs / RESOLUTION_MS) % 2000)

/** The pod's containers that are measured, in their order; none when it does not run. */
export function containersInUse(pod: Pod, atMs: number): readonly (Usage & { readonly name: string })[] {
  if (pod.status?.phase !== 'Running') return []
  const { initContainers = [], containers = [] } = pod.spec ?? {}
  const statuses = new Map(
    [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])].map((one) => [
      one.name,
      one,
    ]),
  )
  return [...initContainers, ...containers].flatMap((container) => {
    const startedAt = statuses.get(container.name)?.state?.running?.startedAt
    if (startedAt === undefined || Date.parse(startedAt) + YOUNGEST_MS > atMs) return []
    return [{ name: container.name, ...usageOf(pod.metadata.uid ?? '', container, atMs) }]
  })
}

function usageOf(uid: string, { name, image = '', resources }: Container, atMs: number): Usage {
  const { requests = {}, limits = {} } = resources ?? {}
  const seed = seedOf(`${uid} ${name}`)
  const kind = mix(seedOf(image), 1)
  const [cpuRequest, memoryRequest] = [amount(requests['cpu']), amount(requests['memory'])]
  // An idle program uses little of what it asks for and keeps what memory it has; who asks for cores only is no small one.
  const cores = cpuRequest === 0 ? 0.0005 + share(kind, 0) * 0.0035 : cpuRequest * (0.03 + share(kind, 0) * 0.12)
  const bytes =
    memoryRequest === 0
      ? (3 + share(kind, 1) * 21 + cpuRequest * 900) * MIB
      : memoryRequest * (0.35 + share(kind, 1) * 0.35)
  return {
    nanoCores: Math.round(atMost(cores * (0.8 + 0.4 * drift(seed, atMs)), limits['cpu']) * 1e9),
    bytes: pages(atMost(bytes * (0.97 + 0.06 * drift(seed + 1, atMs)), limits['memory'])),
  }
}

/** What the whole node uses, given its pods. */
export function nodeUsage({ metadata }: Node, pods: readonly Pod[], atMs: number): Usage {
  const seed = seedOf(metadata.uid ?? '')
  const inUse = pods.flatMap((pod) => containersInUse(pod, atMs))
  const sum = (read: (usage: Usage) => number): number => inUse.reduce((total, usage) => total + read(usage), 0)
  return {
    nanoCores: sum(({ nanoCores }) => nanoCores) + Math.round(SYSTEM.millis * 1e6 * (0.8 + 0.4 * drift(seed, atMs))),
    bytes: sum(({ bytes }) => bytes) + pages(SYSTEM.bytes * (0.98 + 0.04 * drift(seed + 1, atMs))),
  }
}

/** From 0 to 1, on straight lines from minute to minute. */
function drift(seed: number, atMs: number): number {
  const minute = Math.floor(atMs / MINUTE_MS)
  const part = (atMs % MINUTE_MS) / MINUTE_MS
  return (mix(seed, minute) / 2 ** 32) * (1 - part) + (mix(seed, minute + 1) / 2 ** 32) * part
}

/** Two numbers made into one that shows nothing of them: 32 bits (murmur3's last steps). */
function mix(seed: number, number: number): number {
  let hash = Math.imul(seed ^ Math.imul(number, 0x9e3779b1), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  hash ^= hash >>> 16
  return hash >>> 0
}

/** Two independent parts of one hash, from 0 to 1. */
const share = (hash: number, half: 0 | 1): number => ((half === 0 ? hash : hash >>> 16) & 0xffff) / 0xffff

const pages = (bytes: number): number => Math.floor(bytes / PAGE) * PAGE

function amount(text: string | undefined): number {
  const quantity = text === undefined ? undefined : readQuantity(text)
  return quantity ? Number(quantityNanos(quantity)) / 1e9 : 0
}

function atMost(value: number, limit: string | undefined): number {
  return limit === undefined ? value : Math.min(value, amount(limit) * 0.95)
}
