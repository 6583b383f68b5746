// Names, services and requests, from pods and from nodes.
import { describe, expect, it } from 'vitest'
import type { EndpointSlice, Endpoints, Service } from '../../src/kinds/index.ts'
import { core, create, deployment, deployments, podsIn, service, type World, world } from '../cluster/world.ts'

const source = (c: World, namespace: string | undefined = 'default') =>
  c.network.from({ address: '10.244.1.200', hostname: 'tester', namespace })

function ask(c: World, host: string, port = 80, namespace: string | undefined = 'default'): string {
  const answer = source(c, namespace).request({
    host,
    port,
    protocol: 'http',
    method: 'GET',
    path: '/',
    headers: {},
    body: '',
  })
  return answer.ok ? answer.body.trim() : answer.fault
}

function backEnd(options: { replicas?: number; spec?: object } = {}): World {
  const c = world()
  create(c, deployments, deployment('back-end', options.replicas ?? 3, { image: 'kubarium/back-end' }))
  create(c, core('services'), service('back-end', { app: 'back-end' }, { ...options.spec }))
  c.loop.settle()
  return c
}

const endpoints = (c: World): Endpoints => c.server.objects.get('/endpoints', 'default/back-end') as Endpoints

const slice = (c: World): EndpointSlice => {
  const [found] = c.server.objects
    .list('discovery.k8s.io/endpointslices', 'default')
    .filter(({ metadata }) => metadata.name.startsWith('back-end-'))
  return found as EndpointSlice
}

describe('a service', () => {
  it('leads to all of its pods, by name and by address', () => {
    const c = backEnd()
    const answers = new Set(Array.from({ length: 60 }, () => ask(c, 'back-end')))
    expect([...answers].sort()).toEqual(
      podsIn(c).map(({ metadata, status }) => `Hello from ${metadata.name} (${status?.podIP})`),
    )
    const { spec } = c.client.get<Service>({ ...core('services'), namespace: 'default', name: 'back-end' })
    expect(ask(c, spec?.clusterIP ?? '')).toContain('Hello from')
    expect(ask(c, 'back-end.default.svc.cluster.local', 80, 'kube-system')).toContain('Hello from')
    expect(ask(c, 'back-end', 80, 'kube-system')).toBe('unknown-host')
    expect(ask(c, 'back-end', 81)).toBe('timeout')
    expect(c.faults).toEqual([])
  })

  it('without a selector leads to the endpoints that were made for it by hand', () => {
    const c = backEnd()
    const [pod] = podsIn(c)
    const target = { ...core('endpoints'), namespace: 'default', name: 'outside' }
    const made = (ip: string, more = {}): Endpoints =>
      ({
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: { name: 'outside', namespace: 'default', labels: { of: 'hand' } },
        subsets: [{ addresses: [{ ip }], ports: [{ port: 80 }], ...more }],
      }) as Endpoints
    const mirrors = () =>
      (c.server.objects.list('discovery.k8s.io/endpointslices', 'default') as readonly EndpointSlice[]).filter(
        ({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === 'outside',
      )
    create(c, core('endpoints'), made(pod?.status?.podIP ?? ''))
    c.loop.settle()
    expect(mirrors()).toEqual([])
    create(c, core('services'), { ...service('outside', {}), spec: { ports: [{ port: 80 }] } } as unknown as Service)
    c.loop.settle()
    expect(ask(c, 'outside')).toBe(`Hello from ${pod?.metadata.name} (${pod?.status?.podIP})`)
    expect(mirrors()).toMatchObject([
      {
        metadata: {
          generateName: 'outside-',
          labels: { of: 'hand', 'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io' },
          ownerReferences: [{ kind: 'Endpoints', name: 'outside' }],
        },
        endpoints: [{ conditions: { ready: true } }],
        ports: [{ name: '', port: 80, protocol: 'TCP' }],
      },
    ])
    const [first] = mirrors()
    c.client.update(target, made('10.1.2.3', { ports: [{ port: 81 }], notReadyAddresses: [{ ip: '10.1.2.4' }] }))
    c.loop.settle()
    expect(mirrors()).toMatchObject([
      {
        metadata: { name: first?.metadata.name },
        endpoints: [
          { addresses: ['10.1.2.3'], conditions: { ready: true } },
          { addresses: ['10.1.2.4'], conditions: { ready: false } },
        ],
        ports: [{ port: 81 }],
      },
    ])
    c.client.delete({ ...core('services'), namespace: 'default', name: 'outside' })
    c.loop.settle()
    expect(c.server.objects.get('/endpoints', 'default/outside')).toBeUndefined()
    expect(mirrors()).toEqual([])
    expect(c.faults).toEqual([])
  })

  it('has endpoints and a slice as upstream writes them', () => {
    const c = backEnd({ replicas: 1 })
    const [pod] = podsIn(c)
    const targetRef = { kind: 'Pod', namespace: 'default', name: pod?.metadata.name, uid: pod?.metadata.uid }
    expect(endpoints(c)).toMatchObject({
      metadata: {
        labels: { 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' },
        annotations: { 'endpoints.kubernetes.io/last-change-trigger-time': expect.stringMatching(/^2026-/) },
      },
      subsets: [
        {
          addresses: [{ ip: pod?.status?.podIP, nodeName: 'node01', targetRef }],
          ports: [{ port: 80, protocol: 'TCP' }],
        },
      ],
    })
    expect(slice(c)).toMatchObject({
      metadata: {
        name: expect.stringMatching(/^back-end-[a-z0-9]{5}$/),
        generateName: 'back-end-',
        labels: {
          'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
          'kubernetes.io/service-name': 'back-end',
        },
      },
      addressType: 'IPv4',
      endpoints: [
        {
          addresses: [pod?.status?.podIP],
          conditions: { ready: true, serving: true, terminating: false },
          nodeName: 'node01',
          targetRef,
        },
      ],
      ports: [{ name: '', port: 80, protocol: 'TCP' }],
    })
  })

  it('refuses without endpoints, and follows labels', () => {
    const c = backEnd({ replicas: 1 })
    const [pod] = podsIn(c)
    const name = pod?.metadata.name ?? ''
    c.client.patch({ ...deployments, namespace: 'default', name: 'back-end' }, 'merge', { spec: { replicas: 0 } })
    c.loop.settle()
    expect(endpoints(c).subsets).toBeUndefined()
    expect(slice(c).endpoints).toEqual([])
    expect(ask(c, 'back-end')).toBe('refused')
    expect(ask(c, pod?.status?.podIP ?? '')).toBe('timeout')
    expect(name).not.toBe('')
    c.client.delete({ ...core('services'), namespace: 'default', name: 'back-end' })
    c.loop.settle()
    expect(ask(c, 'back-end')).toBe('unknown-host')
    expect(c.server.objects.get('/endpoints', 'default/back-end')).toBeUndefined()
    expect(slice(c)).toBeUndefined()
    expect(c.faults).toEqual([])
  })

  it('without a cluster address resolves to its pods', () => {
    const c = backEnd({ spec: { clusterIP: 'None' } })
    expect([...source(c).resolve('back-end').addresses].sort()).toEqual(
      podsIn(c)
        .map(({ status }) => status?.podIP)
        .sort(),
    )
    const [pod] = podsIn(c)
    const dashed = pod?.status?.podIP?.replaceAll('.', '-')
    expect(source(c).resolve(`${dashed}.back-end`).addresses).toEqual([pod?.status?.podIP])
    expect(source(c).resolve(`${dashed}.default.pod.cluster.local`).addresses).toEqual([pod?.status?.podIP])
  })

  it('of type NodePort answers on every node; ClientIP affinity sticks', () => {
    const c = backEnd({
      spec: { type: 'NodePort', sessionAffinity: 'ClientIP', ports: [{ port: 80, nodePort: 30080 }] },
    })
    const shell = c.nodeNetwork('controlplane')
    const from = (host: string): string => {
      const answer = shell.request({
        host,
        port: 30080,
        protocol: 'http',
        method: 'GET',
        path: '/',
        headers: {},
        body: '',
      })
      return answer.ok ? answer.body : answer.fault
    }
    expect(from('node01')).toContain('Hello from')
    expect(from('192.168.121.10')).toBe(from('node01'))
    expect(new Set(Array.from({ length: 20 }, () => ask(c, 'back-end'))).size).toBe(1)
    expect(shell.resolve('back-end').addresses).toEqual([])
  })

  it.each([
    ['localhost', 'refused'],
    ['10.244.1.99', 'timeout'],
    ['no-such-name', 'unknown-host'],
    ['example.com', 'unknown-host'],
    ['192.168.121.11', 'refused'],
  ])('asked %s: %s', (host, outcome) => {
    expect(ask(world(), host)).toBe(outcome)
  })

  it('is not found when the DNS pods are gone', () => {
    const c = backEnd()
    c.client.patch({ ...deployments, namespace: 'kube-system', name: 'coredns' }, 'merge', { spec: { replicas: 0 } })
    c.loop.settle()
    expect(ask(c, 'back-end')).toBe('unknown-host')
  })
})
