// A cluster as a whole: what is there at the start, the same future from the same past, and how long that takes.
import { describe, expect, it } from 'vitest'
import { presets, withWorkers } from '../../src/cluster/index.ts'
import type { EndpointSlice, Node, Service } from '../../src/kinds/index.ts'
import { core, create, deployment, deployments, differences, podsIn, service, world } from './world.ts'

describe('a new cluster', () => {
  it.each([
    ['kubeadm', ['controlplane', 'node01'], '10.96.0.1', '192.168.121.10', 10],
    ['k3s', ['controlplane'], '10.43.0.1', '192.11.11.9', 1],
  ] as const)('%s is at rest and complete', (preset, nodes, address, endpoint, pods) => {
    const c = world({ preset })
    const state = c.server.snapshot().revision
    c.loop.settle()
    expect(c.server.snapshot().revision).toBe(state)
    expect(c.server.objects.list('/nodes').map(({ metadata }) => metadata.name)).toEqual(nodes)
    expect(c.server.objects.list('/namespaces').map(({ metadata }) => metadata.name)).toEqual([
      'default',
      'kube-node-lease',
      'kube-public',
      'kube-system',
    ])
    expect(podsIn(c, 'kube-system').map(({ status }) => status?.phase)).toEqual(Array(pods).fill('Running'))
    const kubernetes = c.server.objects.get('/services', 'default/kubernetes') as Service
    expect(kubernetes.metadata.labels).toEqual({ component: 'apiserver', provider: 'kubernetes' })
    expect(kubernetes.spec).toEqual({
      clusterIP: address,
      clusterIPs: [address],
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }],
      sessionAffinity: 'None',
      type: 'ClusterIP',
    })
    expect(c.server.objects.get('/endpoints', 'default/kubernetes')).toMatchObject({
      subsets: [{ addresses: [{ ip: endpoint }], ports: [{ name: 'https', port: 6443, protocol: 'TCP' }] }],
    })
    expect(c.server.objects.list('/events')).toEqual([])
    for (const node of c.server.objects.list('/nodes') as readonly Node[]) {
      expect(node.status?.conditions?.find(({ type }) => type === 'Ready')?.status).toBe('True')
      expect(Date.parse(node.metadata.creationTimestamp ?? '')).toBe(c.loop.nowMs - 10 * 86_400_000)
    }
    expect(c.faults).toEqual([])
  })

  it('keeps its leases fresh', () => {
    const c = world()
    c.loop.advance(3_600_000)
    const lease = c.server.objects.get('coordination.k8s.io/leases', 'kube-node-lease/node01')
    expect(
      c.loop.nowMs - Date.parse((lease as unknown as { spec: { renewTime: string } }).spec.renewTime),
    ).toBeLessThanOrEqual(10_000)
    expect(c.faults).toEqual([])
  })
})

function busy(seed = 7) {
  const c = world({ seed })
  create(c, deployments, deployment('web', 3))
  create(c, deployments, deployment('noisy', 2, { image: 'tool:1' }))
  create(c, deployments, deployment('crash', 1, { image: 'tool:1', command: ['exit', '1', '2'] }))
  create(c, core('services'), service('web', { app: 'web' }))
  return c
}

describe('the same past', () => {
  it('has the same future', () => {
    const [one, two, other] = [busy(), busy(), busy(8)]
    for (const each of [one, two, other]) each.loop.advance(60_000)
    expect(differences(one, two)).toEqual([])
    expect(differences(one, other)).not.toEqual([])
  })

  it('in steps of any size', () => {
    const whole = busy()
    const endMs = whole.loop.nowMs + 60_000
    whole.loop.advance(60_000)
    for (const step of [1000, 700, 37]) {
      const c = busy()
      while (c.loop.nowMs < endMs) c.loop.advance(Math.min(step, endMs - c.loop.nowMs))
      expect(differences(whole, c)).toEqual([])
    }
  })

  it.each([0, 900, 2500, 4300, 20_000, 45_000])('from a snapshot after %d ms', (atMs) => {
    const c = busy()
    c.loop.advance(atMs)
    if (atMs > 4000) {
      const patch = { spec: { template: { spec: { containers: [{ name: 'main', image: 'nginx:1.28' }] } } } }
      c.client.patch({ ...deployments, namespace: 'default', name: 'web' }, 'strategic', patch)
      c.loop.advance(1700)
    }
    const saved = JSON.parse(JSON.stringify(c.snapshot()))
    const again = world({ seed: 99, empty: true })
    again.restore(saved)
    expect(differences(again, c)).toEqual([])
    for (const each of [c, again]) each.loop.advance(90_000)
    expect(differences(again, c)).toEqual([])
    expect(again.faults).toEqual([])
    const log = (each: typeof c): string => {
      const name = podsIn(each).find(({ metadata }) => metadata.name.startsWith('noisy'))?.metadata.name ?? ''
      return each.client.log({ ...core('pods'), namespace: 'default', name }, {}).output.read()
    }
    expect(log(again)).toBe(log(c))
    expect(log(c)).toContain('tick 40 ')
  })
})

describe('many pods', () => {
  it('come up, and go, on as many nodes as it takes', () => {
    const c = world({ preset: withWorkers(presets.kubeadm, 4) })
    create(c, deployments, deployment('web', 300))
    create(c, core('services'), service('web', { app: 'web' }))
    expect(c.loop.settle(600_000)).toBe(true)
    const addresses = new Set(podsIn(c).map(({ status }) => status?.podIP))
    expect(addresses.size).toBe(300)
    const perNode = new Map<string, number>()
    for (const { spec } of podsIn(c)) perNode.set(spec?.nodeName ?? '', (perNode.get(spec?.nodeName ?? '') ?? 0) + 1)
    expect([...perNode.keys()].sort()).toEqual(['node01', 'node02', 'node03', 'node04'])
    for (const count of perNode.values()) expect(count).toBeLessThanOrEqual(110)
    const slices = c.server.objects
      .list('discovery.k8s.io/endpointslices', 'default')
      .filter(({ metadata }) => metadata.name.startsWith('web-')) as unknown as readonly EndpointSlice[]
    expect(slices.map(({ endpoints }) => endpoints.length)).toEqual([100, 100, 100])
    c.client.delete({ ...deployments, namespace: 'default', name: 'web' })
    expect(c.loop.settle(600_000)).toBe(true)
    expect(podsIn(c)).toEqual([])
    expect(c.faults).toEqual([])
  })
})
