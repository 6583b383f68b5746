// metrics.k8s.io/v1beta1: what pods and nodes use, computed when asked. Models metrics-server v0.7 (pkg/api/{pod,node,
// table}.go) and k8s.io/metrics/pkg/apis/metrics/v1beta1. An extension of its own: a cluster has it or has it not.
// Missing: the roles that a metrics-server is installed with, so `view` and `edit` do not
// reach these; what `explain` shows of them.

import {
  type Asked,
  addQuantities,
  type Column,
  canonicalQuantity,
  type Extension,
  type KindContext,
  type KubeObject,
  newNotFound,
  type ObjectMeta,
  parseQuantity,
  type ResourceDefinition,
  timeText,
  zeroQuantity,
} from '../api/index.ts'
import { column, nameColumn } from './columns.ts'
import type { Node, Pod } from './types.generated.ts'
import { containersInUse, measuredMs, nodeUsage, type Usage, windowMs } from './usage.ts'

export interface ResourceUsage {
  readonly cpu: string
  readonly memory: string
}

interface Measured extends KubeObject {
  readonly timestamp: string
  readonly window: string
}

export interface PodMetrics extends Measured {
  readonly containers: readonly { readonly name: string; readonly usage: ResourceUsage }[]
}

export interface NodeMetrics extends Measured {
  readonly usage: ResourceUsage
}

const group = 'metrics.k8s.io'
const version = 'v1beta1'
const pods = { group: '', version: 'v1', resource: 'pods' } as const
const nodes = { group: '', version: 'v1', resource: 'nodes' } as const

const common = { group, version, singular: '', verbs: ['get', 'list'] } as const

const podMetrics: ResourceDefinition<PodMetrics> = {
  ...common,
  kind: 'PodMetrics',
  resource: 'pods',
  namespaced: true,
  columns: columnsOf(({ containers }) => sumOf(containers.map(({ usage }) => usage))),
  computed(context, asked) {
    return read<Pod, PodMetrics>(context, pods, asked, (pod, atMs) => {
      const containers = containersInUse(pod, atMs)
      if (containers.length === 0) return undefined
      const measured = measuredOf('PodMetrics', pod.metadata, context.nowMs)
      return { ...measured, containers: containers.map(({ name, ...usage }) => ({ name, usage: shownUsage(usage) })) }
    })
  },
}

const nodeMetrics: ResourceDefinition<NodeMetrics> = {
  ...common,
  kind: 'NodeMetrics',
  resource: 'nodes',
  namespaced: false,
  columns: columnsOf(({ usage }) => usage),
  computed(context, asked) {
    const on = podsByNode(context, asked.name)
    return read<Node, NodeMetrics>(context, nodes, asked, (node, atMs) => {
      // A kubelet that nobody hears of is not measured either.
      if (node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'Unknown'))
        return undefined
      const usage = nodeUsage(node, on.get(node.metadata.name) ?? [], atMs)
      return { ...measuredOf('NodeMetrics', node.metadata, context.nowMs), usage: shownUsage(usage) }
    })
  },
}

export const metrics: Extension = { definitions: [nodeMetrics, podMetrics] }

/** One object that was asked for by name, or all that are measured; throws as metrics-server when there is none. */
function read<T extends KubeObject, M>(
  { client, nowMs }: KindContext,
  source: typeof pods | typeof nodes,
  { namespace, name }: Asked,
  measure: (object: T, atMs: number) => M | undefined,
): M[] {
  const target = { ...source, namespace }
  const objects = (name === undefined ? client.list(target).items : [client.get({ ...target, name })]) as readonly T[]
  const found = objects.flatMap((object) => measure(object, measuredMs(nowMs)) ?? [])
  if (name === undefined || found.length > 0) return found
  const resource = source === pods ? 'podmetrics' : 'nodemetrics'
  throw newNotFound({ group, resource }, namespace === undefined ? name : `${namespace}/${name}`)
}

function podsByNode({ client }: KindContext, name: string | undefined): Map<string, Pod[]> {
  const byNode = new Map<string, Pod[]>()
  const selector = name === undefined ? {} : { fieldSelector: `spec.nodeName=${name}` }
  for (const pod of client.list(pods, selector).items as readonly Pod[]) {
    const node = pod.spec?.nodeName ?? ''
    const there = byNode.get(node)
    if (there) there.push(pod)
    else byNode.set(node, [pod])
  }
  return byNode
}

function measuredOf<K extends string>(kind: K, { name, namespace, labels, uid = '' }: ObjectMeta, nowMs: number) {
  const atMs = measuredMs(nowMs)
  return {
    kind,
    apiVersion: `${group}/${version}`,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      creationTimestamp: timeText(nowMs),
      ...(labels ? { labels } : {}),
    },
    timestamp: timeText(atMs),
    window: `${windowMs(uid, atMs) / 1000}s`,
  }
}

/** Nanocores, and bytes in the binary form. */
const shownUsage = ({ nanoCores, bytes }: Usage): ResourceUsage => ({
  cpu: canonicalQuantity(`${nanoCores}n`),
  memory: canonicalQuantity(`${bytes / 1024}Ki`),
})

function sumOf(usages: readonly ResourceUsage[]): ResourceUsage {
  const sum = (texts: readonly string[]): string => texts.map(parseQuantity).reduce(addQuantities, zeroQuantity).text
  return { cpu: sum(usages.map(({ cpu }) => cpu)), memory: sum(usages.map(({ memory }) => memory)) }
}

function columnsOf<T extends Measured>(usage: (object: T) => ResourceUsage): readonly Column<T>[] {
  const quantity = { format: 'quantity' }
  return [
    nameColumn,
    column('cpu', (object) => usage(object).cpu, quantity),
    column('memory', (object) => usage(object).memory, quantity),
    column('Window', ({ window }) => window, { format: 'duration' }),
  ]
}
