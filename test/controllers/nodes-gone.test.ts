// What happens when a node goes, and pods that nobody else removes: whose node is gone, who never had one, and who have
// ended long ago.
import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../src/api/index.ts'
import { type Controller, controllers } from '../../src/controllers/index.ts'
import { podGcAbove } from '../../src/controllers/pod-gc.ts'
import type { Node, Pod } from '../../src/kinds/index.ts'
import {
  core,
  create,
  deployment,
  deployments,
  differences,
  eventsOf,
  getPod,
  pod,
  podsIn,
  statusOf,
  type World,
  world,
} from '../cluster/world.ts'

const nodeTarget = (name: string) => ({ ...core('nodes'), name })
const podTarget = (name: string) => ({ ...core('pods'), namespace: 'default', name })
const stays = (name: string, spec = {}): KubeObject => {
  const object = pod(name, {}, spec)
  return { ...object, metadata: { ...object.metadata, finalizers: ['example.com/stays'] } }
}
const disruption = (found: Pod | undefined) =>
  found?.status?.conditions?.find(({ type }) => type === 'DisruptionTarget')
const names = (c: World): string[] => podsIn(c).map(({ metadata }) => metadata.name)

/** Advances to the next of the looks that come every twenty seconds. */
const look = (c: World): void => c.loop.advance(20_000 - (c.loop.nowMs % 20_000))

function restored(c: World): World {
  const again = world({ empty: true })
  again.restore(JSON.parse(JSON.stringify(c.snapshot())))
  return again
}

describe('a node', () => {
  const taints = (c: World) =>
    (c.client.get(nodeTarget('node01')) as Node).spec?.taints?.map(({ key, effect }) => `${key}:${effect}`)
  const cordon = (c: World, unschedulable: boolean) =>
    c.client.patch(nodeTarget('node01'), 'merge', { spec: { unschedulable } })

  it('has the taints that its conditions and a cordon call for', () => {
    const c = world()
    cordon(c, true)
    expect(c.loop.settle(0)).toBe(true)
    expect(taints(c)).toEqual(['node.kubernetes.io/unschedulable:NoSchedule'])
    const node = c.client.get(nodeTarget('node01')) as Node
    const conditions = node.status?.conditions?.map((one) =>
      one.type === 'DiskPressure' ? { ...one, status: 'True' } : one,
    )
    c.client.update({ ...nodeTarget('node01'), subresource: 'status' }, {
      ...node,
      status: { ...node.status, conditions },
    } as Node)
    cordon(c, false)
    expect(c.loop.settle(0)).toBe(true)
    expect(taints(c)).toEqual(['node.kubernetes.io/disk-pressure:NoSchedule'])
    expect(c.faults).toEqual([])
  })

  it('that is gone answers nobody who asks for its pods', () => {
    const c = world()
    create(c, core('pods'), pod('left'))
    c.loop.settle()
    c.client.delete(nodeTarget('node01'))
    const why = 'nodes "node01" not found'
    expect(() => c.client.log(podTarget('left'), {})).toThrow(why)
    expect(() => c.client.exec(podTarget('left'), { command: ['env'], stdout: true })).toThrow(why)
  })
})

describe('pods of a node that is gone', () => {
  it('are seen to fail and removed after the quarantine, and others take their place', () => {
    const c = world()
    create(c, deployments, deployment('web', 6))
    create(c, core('pods'), pod('bare'))
    create(c, core('pods'), pod('done', { command: ['exit', '0'] }, { restartPolicy: 'Never' }))
    create(c, core('pods'), stays('kept'))
    c.loop.settle()
    const before = names(c)
    const failed: Pod[] = []
    c.server.onChange(({ type, collection, object }) => {
      if (type === 'MODIFIED' && collection === '/pods' && (object as Pod).status?.phase === 'Failed')
        failed.push(object as Pod)
    })
    c.loop.advance(5000)
    c.client.delete(nodeTarget('node01'))
    expect(c.loop.settle(0)).toBe(true)
    look(c)
    c.loop.advance(39_900)
    expect(names(c)).toEqual(before)
    const again = restored(c)
    c.loop.advance(100)
    expect(names(c).filter((name) => before.includes(name))).toEqual(['kept'])
    expect(names(c).filter((name) => name.startsWith('web-'))).toHaveLength(6)
    expect(statusOf(c, names(c).at(-1) ?? '')).toBe('Pending')
    const [bare] = failed.filter(({ metadata }) => metadata.name === 'bare')
    expect(disruption(bare)).toEqual({
      type: 'DisruptionTarget',
      status: 'True',
      lastProbeTime: null,
      lastTransitionTime: new Date(c.loop.nowMs).toISOString().replace('.000', ''),
      reason: 'DeletionByPodGC',
      message: 'PodGC: node no longer exists',
    })
    expect(bare?.metadata.managedFields?.find(({ manager }) => manager === 'kube-controller-manager')).toMatchObject({
      subresource: 'status',
    })
    // Who had ended is not said to have been disrupted; the last ones wait for their finalizers alone.
    expect(failed.map(({ metadata }) => metadata.name)).not.toContain('done')
    expect(getPod(c, 'kept')).toMatchObject({
      metadata: { deletionGracePeriodSeconds: 0 },
      status: { phase: 'Failed' },
    })
    c.loop.advance(60_000)
    again.loop.advance(60_100)
    expect(differences(again, c)).toEqual([])
    c.client.patch(podTarget('kept'), 'merge', { metadata: { finalizers: null } })
    expect(getPod(c, 'kept')).toBeUndefined()
    expect(podsIn(c, 'kube-system').filter(({ spec }) => spec?.nodeName === 'node01')).toEqual([])
    expect(c.faults).toEqual([])
  })

  it('stay when it comes back in time', () => {
    const c = world()
    const allocatable = c.client.get<Node>(nodeTarget('node01')).status?.allocatable
    create(c, core('pods'), pod('bare'))
    c.loop.settle()
    const { metadata, ...rest } = c.client.get(nodeTarget('node01'))
    const { name, labels = {} } = metadata
    c.client.delete(nodeTarget('node01'))
    c.loop.advance(30_000)
    c.client.create(core('nodes'), { ...rest, metadata: { name, labels } })
    c.loop.advance(120_000)
    expect(statusOf(c, 'bare')).toBe('Running')
    expect(disruption(getPod(c, 'bare'))).toBeUndefined()
    // Its kubelet says again how it is.
    const { status } = c.client.get<Node>(nodeTarget('node01'))
    expect(status?.allocatable).toEqual(allocatable)
    expect(status?.conditions?.find(({ type }) => type === 'Ready')?.status).toBe('True')
    create(c, core('pods'), pod('more'))
    c.loop.settle()
    expect([getPod(c, 'more')?.spec?.nodeName, statusOf(c, 'more')]).toEqual(['node01', 'Running'])
    expect(differences(restored(c), c)).toEqual([])
    expect(c.faults).toEqual([])
  })

  it('are still led by its kubelet, which does not register again', () => {
    const c = world()
    const readinessProbe = { httpGet: { path: '/', port: 80 }, periodSeconds: 1, failureThreshold: 1 }
    create(c, core('pods'), pod('web', { image: 'nginx:1.27', readinessProbe }))
    create(c, core('pods'), pod('other', { image: 'nginx:1.27', readinessProbe }))
    c.loop.settle()
    const { hostIP } = getPod(c, 'web')?.status ?? {}
    c.client.delete(nodeTarget('node01'))
    c.loop.advance(15_000)
    expect(getPod(c, 'web')?.status).toMatchObject({ hostIP, containerStatuses: [{ ready: true, restartCount: 0 }] })
    c.client.delete(podTarget('web'))
    c.loop.advance(2000)
    expect(getPod(c, 'web')).toBeUndefined()
    expect(eventsOf(c, 'web')).toContain('Killing: Stopping container main')
    c.loop.advance(60_000)
    expect(getPod(c, 'other')).toBeUndefined()
    expect(c.server.objects.get('/nodes', 'node01')).toBeUndefined()
    expect(c.server.objects.get('coordination.k8s.io/leases', 'kube-node-lease/node01')).toBeUndefined()
    expect(c.faults).toEqual([])
  })

  it('have their mirrors again when it has', () => {
    const c = world()
    const mirrors = () => podsIn(c, 'kube-system').filter(({ spec }) => spec?.nodeName === 'controlplane')
    const before = mirrors().map(({ metadata }) => metadata.name)
    const { metadata, ...rest } = c.client.get(nodeTarget('controlplane'))
    c.client.delete(nodeTarget('controlplane'))
    c.loop.advance(60_000)
    expect(mirrors()).toEqual([])
    c.client.create(core('nodes'), { ...rest, metadata: { name: metadata.name, labels: metadata.labels ?? {} } })
    c.loop.settle()
    const after = mirrors().map(({ metadata: { name } }) => name)
    expect(after).toEqual(before.filter((name) => name.endsWith('-controlplane')))
    expect(after).toHaveLength(4)
    for (const name of after) expect(statusOf(c, name, 'kube-system')).toBe('Running')
    expect(c.faults).toEqual([])
  })

  it('include those that never saw it', () => {
    const c = world()
    create(c, core('pods'), pod('lost', {}, { nodeName: 'ghost' }))
    expect(c.loop.settle(0)).toBe(true)
    c.client.delete(podTarget('lost'))
    look(c)
    c.loop.advance(39_900)
    expect(statusOf(c, 'lost')).toBe('Terminating')
    c.loop.advance(100)
    expect(getPod(c, 'lost')).toBeUndefined()
    expect(c.faults).toEqual([])
  })
})

it('that a node goes, and comes, is told a moment later', () => {
  const c = world()
  const { metadata, ...rest } = c.client.get(nodeTarget('node01'))
  c.client.delete(nodeTarget('node01'))
  expect(c.loop.settle(0)).toBe(true)
  expect(eventsOf(c, 'node01')).toEqual([])
  c.loop.advance(5000)
  expect(eventsOf(c, 'node01')).toEqual(['RemovingNode: Node node01 event: Removing Node node01 from Controller'])
  c.client.create(core('nodes'), { ...rest, metadata: { name: metadata.name, labels: metadata.labels ?? {} } })
  c.loop.advance(5000)
  expect(eventsOf(c, 'node01').slice(1)).toEqual([
    'RegisteredNode: Node node01 event: Registered Node node01 in Controller',
  ])
  expect(c.faults).toEqual([])
})

it('a pod that is to go and never had a node is seen to fail', () => {
  const c = world()
  create(c, core('pods'), stays('picky', { nodeSelector: { disk: 'ssd' } }))
  c.loop.settle()
  c.client.delete(podTarget('picky'))
  c.loop.drain()
  expect(getPod(c, 'picky')?.status?.phase).toBe('Pending')
  look(c)
  expect(getPod(c, 'picky')?.status?.phase).toBe('Failed')
  expect(disruption(getPod(c, 'picky'))).toBeUndefined()
  const { resourceVersion } = getPod(c, 'picky')?.metadata ?? {}
  c.loop.advance(60_000)
  expect(getPod(c, 'picky')?.metadata.resourceVersion).toBe(resourceVersion)
  expect(c.faults).toEqual([])
})

it('of too many that have ended, the evicted and then the oldest go', () => {
  const own: readonly Controller[] = [...controllers.filter(({ name }) => name !== podGcAbove(0).name), podGcAbove(2)]
  const c = world({ controllers: own })
  const end = (name: string): void => {
    create(c, core('pods'), pod(name, { command: ['exit', '1'] }, { restartPolicy: 'Never' }))
    c.loop.advance(5000)
  }
  for (const name of ['a', 'b']) end(name)
  look(c)
  expect(names(c)).toEqual(['a', 'b'])
  for (const name of ['d', 'c']) end(name)
  const status = { ...getPod(c, 'd')?.status, reason: 'Evicted' }
  c.client.update({ ...podTarget('d'), subresource: 'status' }, { ...getPod(c, 'd'), status } as Pod)
  create(c, core('pods'), pod('alive'))
  const again = world({ controllers: own, empty: true })
  again.restore(JSON.parse(JSON.stringify(c.snapshot())))
  look(c)
  expect(names(c)).toEqual(['alive', 'b', 'c'])
  look(again)
  expect(differences(again, c)).toEqual([])
  expect(c.faults).toEqual([])
})
