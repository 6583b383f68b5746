// metrics.k8s.io: who is measured and when, within which bounds, and that the same moment gives the same answer; asked of
// a server on which nothing acts.
import { describe, expect, it } from 'vitest'
import type { PodMetrics } from '../../src/kinds/index.ts'
import { metrics } from '../../src/kinds/later.ts'
import { object, ref, refusal, startMs, target, type World, world } from './world.ts'

const group = { group: 'metrics.k8s.io', version: 'v1beta1' } as const
const podsOf = (namespace?: string) => ({ ...group, resource: 'pods', namespace })
const nodes = { ...group, resource: 'nodes' }

function start(): World {
  const made = world()
  made.server.extend(metrics)
  return made
}

const seconds = (from: number): string => new Date(startMs + from * 1000).toISOString().replace('.000', '')

interface Spec {
  readonly name: string
  readonly phase?: string
  /** Seconds after the start, for each container; undefined: it waits. */
  readonly started: readonly (number | undefined)[]
  readonly resources?: object
  readonly node?: string
}

function addPod({ client }: World, { name, phase = 'Running', started, resources, node }: Spec): void {
  const named = started.map((at, i) => ({ name: `c${i}`, at }))
  client.create(
    ref('pods'),
    object({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, labels: { app: name } },
      spec: { nodeName: node, containers: named.map(({ name }) => ({ name, image: 'nginx', resources })) },
    }),
  )
  const containerStatuses = named.map(({ name, at }) => ({
    name,
    ready: true,
    restartCount: 0,
    image: 'nginx',
    imageID: '',
    state: at === undefined ? { waiting: { reason: 'CrashLoopBackOff' } } : { running: { startedAt: seconds(at) } },
  }))
  const stored = client.get(target('pods', name))
  const status = { phase, containerStatuses }
  client.update({ ...target('pods', name), subresource: 'status' }, object({ ...stored, status }))
}

function addNode({ client }: World, name: string, ready: string): void {
  client.create(ref('nodes'), object({ apiVersion: 'v1', kind: 'Node', metadata: { name } }))
  const stored = client.get(target('nodes', name))
  const status = { conditions: [{ type: 'Ready', status: ready }] }
  client.update({ ...target('nodes', name), subresource: 'status' }, object({ ...stored, status }))
}

const wait = ({ loop }: World, toSecond: number): void => void loop.advanceTo(startMs + toSecond * 1000)

const cases: readonly [what: string, pod: Omit<Spec, 'name'>, atSecond: number, measured: readonly string[]][] = [
  ['runs long enough', { started: [0, 0] }, 15, ['c0', 'c1']],
  ['too young at the last look', { started: [6] }, 29, []],
  ['old enough at the next look', { started: [6] }, 30, ['c0']],
  ['one container waits', { started: [0, undefined] }, 15, ['c0']],
  ['no container runs', { started: [undefined] }, 15, []],
  ['has ended', { started: [0], phase: 'Succeeded' }, 15, []],
  ['is not on a node yet', { started: [0], phase: 'Pending' }, 15, []],
]

describe('PodMetrics', () => {
  for (const [what, spec, at, expected] of cases)
    it(`of a pod that ${what}: ${expected.join(' ') || 'none'}`, () => {
      const made = start()
      addPod(made, { name: 'p', ...spec })
      wait(made, at)
      const { items } = made.client.list<PodMetrics>(podsOf('default'))
      expect(items.flatMap(({ containers }) => containers.map(({ name }) => name))).toEqual(expected)
      const missing = 'podmetrics.metrics.k8s.io "default/p" not found'
      const answer = refusal(() => made.client.get({ ...podsOf('default'), name: 'p' }))
      expect(answer).toBe(expected.length > 0 ? '' : missing)
    })

  it('says pods for a pod that is not there', () => {
    const { client } = start()
    expect(refusal(() => client.get({ ...podsOf('default'), name: 'x' }))).toBe('pods "x" not found')
  })

  it('has the labels of the pod, and is selected by them', () => {
    const made = start()
    for (const name of ['a', 'b']) addPod(made, { name, started: [0] })
    wait(made, 60)
    const names = (labelSelector: string) =>
      made.client.list(podsOf(), { labelSelector }).items.map(({ metadata }) => metadata.name)
    expect([names('app=a'), names('app in (a,b)'), names('app=c')]).toEqual([['a'], ['a', 'b'], []])
    expect(made.client.list(podsOf('other')).items).toEqual([])
  })

  it('stays below limits and near requests, changes slowly, and is the same when asked again', () => {
    const made = start()
    const resources = { requests: { cpu: '100m', memory: '100Mi' }, limits: { cpu: '101m', memory: '101Mi' } }
    for (let i = 0; i < 20; i++) addPod(made, { name: `p${i}`, started: [0], resources })
    const read = () =>
      made.client
        .list<PodMetrics>(podsOf())
        .items.flatMap(({ containers }) => containers.map(({ usage }) => Object.values(usage).map(Number.parseFloat)))
    wait(made, 60)
    const first = read()
    expect(read()).toEqual(first)
    for (const [cpu = 0, memory = 0] of first) {
      expect(cpu / 1e6).toBeGreaterThan(1)
      expect(cpu / 1e6).toBeLessThan(96)
      expect(memory / 1024).toBeGreaterThan(30)
      expect(memory / 1024).toBeLessThan(96)
    }
    wait(made, 75)
    const next = read()
    expect(next).not.toEqual(first)
    for (const [i, [cpu = 0]] of next.entries()) expect(Math.abs(cpu / (first[i]?.[0] ?? 1) - 1)).toBeLessThan(0.3)
  })
})

describe('NodeMetrics', () => {
  it('is the sum of the pods and the system, of nodes that are heard of', () => {
    const made = start()
    for (const [name, ready] of [
      ['a', 'True'],
      ['b', 'False'],
      ['lost', 'Unknown'],
    ] as const)
      addNode(made, name, ready)
    const cores = (name: string) => {
      const { usage } = made.client.get({ ...nodes, name }) as unknown as { usage: Record<string, string> }
      return Number.parseFloat(usage['cpu'] ?? '') / 1e6
    }
    wait(made, 60)
    const before = cores('a')
    expect(before).toBeGreaterThan(40)
    addPod(made, { name: 'p', started: [0], node: 'a' })
    const [pod] = made.client.list<PodMetrics>(podsOf()).items
    const own = Number.parseFloat(pod?.containers[0]?.usage.cpu ?? '') / 1e6
    expect(cores('a')).toBeCloseTo(before + own, 5)
    expect(made.client.list(nodes).items.map(({ metadata }) => metadata.name)).toEqual(['a', 'b'])
    expect(refusal(() => cores('lost'))).toBe('nodemetrics.metrics.k8s.io "lost" not found')
    expect(refusal(() => cores('x'))).toBe('nodes "x" not found')
  })

  it('cannot be written, watched or deleted', () => {
    const { client } = start()
    const answer = 'the server does not allow this method on the requested resource'
    expect(refusal(() => client.watch(nodes))).toBe(answer)
    expect(refusal(() => client.delete({ ...nodes, name: 'a' }))).toBe(answer)
    expect(refusal(() => client.create(nodes, object({ metadata: { name: 'a' } })))).toBe(answer)
  })
})
