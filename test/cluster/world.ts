// A cluster for tests, with small images of its own, and short ways to say what tests often say.

import type { KubeObject, ResourceRef } from '../../src/api/index.ts'
import { patches } from '../../src/api/later.ts'
import { type Cluster, type ClusterOptions, createCluster } from '../../src/cluster/index.ts'
import { type Image, images } from '../../src/images/index.ts'
import type { Event, Pod } from '../../src/kinds/index.ts'
import type { Io, Program, Steps } from '../../src/sim/index.ts'

export const core = (resource: string): ResourceRef => ({ group: '', version: 'v1', resource })
export const deployments: ResourceRef = { group: 'apps', version: 'v1', resource: 'deployments' }
export const replicaSets: ResourceRef = { group: 'apps', version: 'v1', resource: 'replicasets' }
export const slices: ResourceRef = { group: 'discovery.k8s.io', version: 'v1', resource: 'endpointslices' }

function* sleep(io: Io, ms: number): Steps<void> {
  const untilMs = io.host.nowMs() + ms
  while (io.host.nowMs() < untilMs) yield { untilMs }
}

/** `exit CODE [AFTER-SECONDS]` */
const exit: Program = {
  name: 'exit',
  *run([code = '0', seconds = '0'], io) {
    io.stdout.write(`exits with ${code}\n`)
    yield* sleep(io, Number(seconds) * 1000)
    return Number(code)
  },
}

/** Prints a line every second, and does not hear SIGTERM. */
const tick: Program = {
  name: 'tick',
  *run(_, io) {
    for (let count = 1; ; count++) {
      io.stdout.write(`tick ${count} ${io.host.random.int(1000)}\n`)
      yield* sleep(io, 1000)
    }
  },
}

/** `test -e PATH` */
const test: Program = {
  name: 'test',
  *run([, path = ''], io) {
    if (io.host.files.stat(path)) return 0
    io.stderr.write(`no ${path}\n`)
    return 1
  },
}

/** `touch PATH`, `env` and `cat PATH` */
const touch: Program = {
  name: 'touch',
  *run([path = ''], io) {
    io.host.files.write(path, '')
    return 0
  },
}

const cat: Program = {
  name: 'cat',
  *run([path = ''], io) {
    io.stdout.write(io.host.files.read(path))
    return 0
  },
}

const env: Program = {
  name: 'env',
  *run(_, io) {
    for (const [name, value] of io.env) io.stdout.write(`${name}=${value}\n`)
    return 0
  },
}

export const toolImage: Image = {
  names: ['tool'],
  entrypoint: [],
  command: ['tick'],
  shell: false,
  programs: [exit, tick, test, touch, cat, env],
  pullMs: 1000,
  sizeBytes: 1000,
}

export interface World extends Cluster {
  readonly faults: string[]
}

export function world(options: ClusterOptions = {}): World {
  const cluster = createCluster({ images: [...images, toolImage], ...options })
  cluster.extend({ definitions: [], patches })
  const faults: string[] = []
  cluster.loop.onError = (error, handler, key) => {
    faults.push(`${handler} ${key}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }
  return { ...cluster, faults }
}

type Spec = Readonly<Record<string, unknown>>

export function deployment(name: string, replicas: number, container: Spec = {}, more: Spec = {}): KubeObject {
  const labels = { app: name }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: 'nginx:1.27', ...container }] },
      },
      ...more,
    },
  } as unknown as KubeObject
}

export function pod(
  name: string,
  container: Spec = {},
  spec: Spec = {},
  labels: Readonly<Record<string, string>> = {},
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels },
    spec: { containers: [{ name: 'main', image: 'tool:1', ...container }], ...spec },
  } as unknown as KubeObject
}

export function service(name: string, selector: Spec, spec: Spec = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector, ports: [{ port: 80 }], ...spec },
  } as unknown as KubeObject
}

export const create = (cluster: Cluster, ref: ResourceRef, object: KubeObject, namespace = 'default'): KubeObject =>
  cluster.client.create({ ...ref, namespace }, object)

export function getPod(cluster: Cluster, name: string, namespace = 'default'): Pod | undefined {
  return cluster.server.objects.get('/pods', `${namespace}/${name}`) as Pod | undefined
}

export const podsIn = (cluster: Cluster, namespace = 'default'): readonly Pod[] =>
  cluster.server.objects.list('/pods', namespace) as readonly Pod[]

/** 'Reason: message' of the events about one object, in order. */
export function eventsOf(cluster: Cluster, name: string, namespace = 'default'): string[] {
  return (cluster.server.objects.list('/events', namespace) as readonly Event[])
    .filter(({ involvedObject }) => involvedObject.name === name)
    .map(({ reason, message, count }) => `${reason}: ${message}${(count ?? 1) > 1 ? ` (x${count})` : ''}`)
}

/** The STATUS that `kubectl get pods` shows. */
export function statusOf(cluster: Cluster, name: string, namespace = 'default'): string {
  const { rows, columnDefinitions } = cluster.client.get({ ...core('pods'), namespace, name }, { as: 'Table' })
  return String(rows[0]?.cells[columnDefinitions.findIndex(({ name: column }) => column === 'Status')])
}

/** Everything that a cluster is, one value a line, so that a difference is short. */
export function stateLines(cluster: Cluster): string[] {
  const lines: string[] = []
  const walk = (path: string, value: unknown): void => {
    if (value !== null && typeof value === 'object')
      for (const [name, item] of Object.entries(value)) walk(`${path}/${name}`, item)
    else lines.push(`${path} ${JSON.stringify(value)}`)
  }
  walk('', cluster.snapshot())
  return lines
}

/** The first few lines in which two clusters differ. */
export function differences(a: Cluster, b: Cluster): string[] {
  const left = stateLines(a)
  const right = stateLines(b)
  const found: string[] = left.length === right.length ? [] : [`${left.length} and ${right.length} values`]
  for (let i = 0; i < left.length && found.length < 8; i++)
    if (left[i] !== right[i]) found.push(`- ${left[i]}`, `+ ${right[i]}`)
  return found
}
