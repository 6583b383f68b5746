// What the picture shows, read from the cluster: nodes with their pods, and services with their endpoints. Only the
// namespace 'default': a lesson's own objects.

import type { Lab } from '../lab/index.ts'

type Client = Lab['client']

export interface PodTile {
  readonly uid: string
  readonly name: string
  readonly status: string
  readonly mood: 'good' | 'busy' | 'bad'
}

export interface ClusterReading {
  readonly services: readonly {
    readonly name: string
    readonly selects: boolean
    /** One per address: the pod behind it, when it is one. */
    readonly endpoints: readonly { readonly pod: string; readonly ready: boolean }[]
  }[]
  readonly nodes: readonly { readonly name: string; readonly ready: boolean; readonly pods: readonly PodTile[] }[]
  readonly homeless: readonly PodTile[]
}

export function readCluster(client: Client): ClusterReading {
  // kubectl's own table says how a pod is, in the words that the learner knows from the terminal.
  const table = client.list({ ...core('pods'), namespace: 'default' }, { as: 'Table', includeObject: 'Metadata' })
  const at = (name: string) => table.columnDefinitions.findIndex((column) => column.name === name)
  const [statusAt, readyAt, nodeAt] = [at('Status'), at('Ready'), at('Node')]
  const placed = table.rows.map(({ cells, object }) => {
    const status = String(cells[statusAt] ?? '')
    const [ready, count] = String(cells[readyAt] ?? '').split('/')
    const good = status === 'Completed' || (status === 'Running' && ready === count)
    const mood = good ? 'good' : /Err|BackOff|Failed|Evicted|OOM|Invalid/.test(status) ? 'bad' : 'busy'
    const tile: PodTile = { uid: object.metadata.uid ?? '', name: object.metadata.name, status, mood }
    return { tile, node: String(cells[nodeAt] ?? '') }
  })
  const nodes = client.list(core('nodes')).items.map((node) => {
    const conditions = listAt(node, 'status', 'conditions')
    const ready = conditions.some(
      (condition) => valueAt(condition, 'type') === 'Ready' && valueAt(condition, 'status') === 'True',
    )
    const { name } = node.metadata
    return { name, ready, pods: placed.filter((pod) => pod.node === name).map(({ tile }) => tile) }
  })
  const known = new Set(nodes.map(({ name }) => name))
  const slices = client.list({
    group: 'discovery.k8s.io',
    version: 'v1',
    resource: 'endpointslices',
    namespace: 'default',
  }).items
  const services = client.list({ ...core('services'), namespace: 'default' }).items.map((service) => {
    const { name } = service.metadata
    const endpoints = slices
      .filter((slice) => slice.metadata.labels?.['kubernetes.io/service-name'] === name)
      .flatMap((slice) => listAt(slice, 'endpoints'))
      .map((endpoint) => ({
        pod: String(valueAt(endpoint, 'targetRef', 'name') ?? ''),
        ready: valueAt(endpoint, 'conditions', 'ready') !== false,
      }))
    return { name, selects: valueAt(service, 'spec', 'selector') !== undefined, endpoints }
  })
  return { services, nodes, homeless: placed.filter((pod) => !known.has(pod.node)).map(({ tile }) => tile) }
}

/** More tiles of a node nobody reads, and the browser draws them slowly. */
const MOST_TILES = 24

/** When not all can be shown: those that are bad, those that were there before, so that the picture stays calm, then others. */
export function shownTiles(pods: readonly PodTile[], before: ReadonlySet<string>): readonly PodTile[] {
  if (pods.length <= MOST_TILES) return pods
  const rank = ({ uid, mood }: PodTile): number => (mood === 'bad' ? 0 : before.has(uid) ? 1 : mood === 'busy' ? 2 : 3)
  const chosen = new Set([...pods].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_TILES))
  return pods.filter((pod) => chosen.has(pod))
}

function core(resource: string) {
  return { group: '', version: 'v1', resource }
}

function valueAt(value: unknown, ...path: readonly string[]): unknown {
  let reached = value
  for (const key of path) {
    if (typeof reached !== 'object' || reached === null) return undefined
    reached = Reflect.get(reached, key)
  }
  return reached
}

function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = valueAt(value, ...path)
  return Array.isArray(found) ? found : []
}
