// Deployments and replica sets: rollouts, texts, conditions, ownership.
import { describe, expect, it } from 'vitest'
import type { Deployment, Namespace, ReplicaSet } from '../../src/kinds/index.ts'
import {
  core,
  create,
  deployment,
  deployments,
  eventsOf,
  pod,
  podsIn,
  replicaSets,
  type World,
  world,
} from '../cluster/world.ts'

const get = (c: World, name = 'web'): Deployment =>
  c.client.get<Deployment>({ ...deployments, namespace: 'default', name })

const setsOf = (c: World): readonly ReplicaSet[] =>
  c.server.objects.list('apps/replicasets', 'default') as readonly ReplicaSet[]

const conditions = (c: World): string[] =>
  (get(c).status?.conditions ?? [])
    .map(({ type, status, reason, message }) => `${type}=${status} ${reason}: ${message}`)
    .sort()

function setImage(c: World, image: string): void {
  const patch = { spec: { template: { spec: { containers: [{ name: 'main', image }] } } } }
  c.client.patch({ ...deployments, namespace: 'default', name: 'web' }, 'strategic', patch)
}

describe('a deployment', () => {
  it('comes up with its conditions, and rolls within its limits', () => {
    const c = world()
    create(c, deployments, deployment('web', 4))
    expect(c.loop.settle()).toBe(true)
    const [first] = setsOf(c)
    const name = first?.metadata.name ?? ''
    expect(name).toMatch(/^web-[456789bcdf]{5,10}$/)
    expect(eventsOf(c, 'web')).toEqual([`ScalingReplicaSet: Scaled up replica set ${name} from 0 to 4`])
    expect(conditions(c)).toEqual([
      'Available=True MinimumReplicasAvailable: Deployment has minimum availability.',
      `Progressing=True NewReplicaSetAvailable: ReplicaSet "${name}" has successfully progressed.`,
    ])
    expect(get(c).metadata.annotations).toEqual({ 'deployment.kubernetes.io/revision': '1' })
    expect(first?.metadata.annotations).toEqual({
      'deployment.kubernetes.io/desired-replicas': '4',
      'deployment.kubernetes.io/max-replicas': '5',
      'deployment.kubernetes.io/revision': '1',
    })
    setImage(c, 'nginx:1.28')
    let most = 0
    let least = 4
    for (let i = 0; i < 600; i++) {
      c.loop.advance(100)
      most = Math.max(
        most,
        setsOf(c).reduce((sum, set) => sum + (set.spec?.replicas ?? 0), 0),
      )
      least = Math.min(least, get(c).status?.availableReplicas ?? 0)
    }
    expect([least, most]).toEqual([3, 5])
    const [second] = setsOf(c).filter((set) => set.metadata.name !== name)
    const next = second?.metadata.name ?? ''
    expect(
      setsOf(c)
        .map((set) => [set.metadata.name, set.spec?.replicas])
        .sort(),
    ).toEqual(
      [
        [name, 0],
        [next, 4],
      ].sort(),
    )
    const scalings = eventsOf(c, 'web')
    expect(scalings.slice(0, 4)).toEqual([
      `ScalingReplicaSet: Scaled up replica set ${name} from 0 to 4`,
      `ScalingReplicaSet: Scaled up replica set ${next} from 0 to 1`,
      `ScalingReplicaSet: Scaled down replica set ${name} from 4 to 3`,
      `ScalingReplicaSet: Scaled up replica set ${next} from 1 to 2`,
    ])
    expect(get(c).metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('2')
    setImage(c, 'nginx:1.27')
    c.loop.settle()
    const back = setsOf(c).find((set) => set.metadata.name === name)
    expect(back?.spec?.replicas).toBe(4)
    expect(back?.metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '3',
      'deployment.kubernetes.io/revision-history': '1',
    })
    expect(c.faults).toEqual([])
  })

  it('with a bad image keeps the old pods and runs out of time', () => {
    const c = world()
    create(c, deployments, deployment('web', 3))
    c.loop.settle()
    setImage(c, 'nginx:broken')
    c.loop.settle()
    expect(get(c).status).toMatchObject({ availableReplicas: 3, updatedReplicas: 1, unavailableReplicas: 1 })
    expect(conditions(c)[1]).toContain('is progressing.')
    c.loop.advance(620_000)
    expect(conditions(c)[1]).toMatch(
      /^Progressing=False ProgressDeadlineExceeded: ReplicaSet "web-\w+" has timed out progressing\.$/,
    )
    expect(c.faults).toEqual([])
  })

  it('scales, pauses, resumes, recreates and forgets old sets', () => {
    const c = world()
    create(c, deployments, deployment('web', 2, {}, { revisionHistoryLimit: 1 }))
    c.loop.settle()
    const patch = (spec: object): void => {
      c.client.patch({ ...deployments, namespace: 'default', name: 'web' }, 'merge', { spec } as never)
      c.loop.settle()
    }
    patch({ replicas: 5 })
    expect(get(c).status?.readyReplicas).toBe(5)
    patch({ replicas: 1 })
    expect(podsIn(c)).toHaveLength(1)
    patch({ paused: true })
    setImage(c, 'nginx:1.28')
    c.loop.settle()
    expect(setsOf(c)).toHaveLength(1)
    expect(conditions(c)[1]).toBe('Progressing=Unknown DeploymentPaused: Deployment is paused')
    patch({ paused: false })
    expect(setsOf(c)).toHaveLength(2)
    patch({ strategy: { type: 'Recreate', rollingUpdate: null } })
    setImage(c, 'nginx:1.26')
    c.loop.settle()
    expect(
      setsOf(c)
        .map((set) => set.spec?.replicas)
        .sort(),
    ).toEqual([0, 1])
    expect(podsIn(c)).toHaveLength(1)
    expect(c.faults).toEqual([])
  })
})

describe('a replica set', () => {
  it('lets go of a pod whose label changes, makes another, and takes an orphan in', () => {
    const c = world()
    create(c, deployments, deployment('web', 2))
    c.loop.settle()
    const [one] = podsIn(c)
    const name = one?.metadata.name ?? ''
    const relabel = (app: string): void => {
      c.client.patch({ ...core('pods'), namespace: 'default', name }, 'merge', { metadata: { labels: { app } } })
      c.loop.settle()
    }
    relabel('other')
    expect(podsIn(c)).toHaveLength(3)
    expect(podsIn(c).find((pod) => pod.metadata.name === name)?.metadata.ownerReferences).toBeUndefined()
    relabel('web')
    expect(podsIn(c)).toHaveLength(2)
    expect(c.faults).toEqual([])
  })

  it.each([
    ['in its time', {}],
    ['by force', { gracePeriodSeconds: 0 }],
  ])('replaces a pod that was deleted %s by one with another address', (_how, options) => {
    const c = world()
    create(c, deployments, deployment('web', 1))
    c.loop.settle()
    const [before] = podsIn(c)
    c.client.delete({ ...core('pods'), namespace: 'default', name: before?.metadata.name ?? '' }, options)
    c.loop.settle()
    const after = podsIn(c)
    expect(after).toHaveLength(1)
    expect(after[0]?.status?.podIP).not.toBe(before?.status?.podIP)
    expect(after[0]?.metadata.name).not.toBe(before?.metadata.name)
    expect(c.faults).toEqual([])
  })

  it.each([
    ['Background', 0, 0],
    ['Foreground', 0, 0],
    ['Orphan', 1, 2],
  ] as const)('goes with its deployment: %s', (propagationPolicy, sets, pods) => {
    const c = world()
    create(c, deployments, deployment('web', 2))
    c.loop.settle()
    c.client.delete({ ...deployments, namespace: 'default', name: 'web' }, { propagationPolicy })
    expect(c.loop.settle()).toBe(true)
    expect([c.server.objects.list('apps/deployments', 'default').length, setsOf(c).length, podsIn(c).length]).toEqual([
      0,
      sets,
      pods,
    ])
    expect(c.faults).toEqual([])
  })
})

describe('a namespace', () => {
  it('has its account and certificate, and takes everything with it', () => {
    const c = world()
    c.client.create(core('namespaces'), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } })
    c.loop.settle()
    expect(c.server.objects.get('/serviceaccounts', 'team/default')).toBeDefined()
    expect(c.server.objects.get('/configmaps', 'team/kube-root-ca.crt')).toBeDefined()
    create(c, deployments, deployment('web', 2), 'team')
    c.loop.settle()
    expect(podsIn(c, 'team')).toHaveLength(2)
    c.client.delete({ ...core('namespaces'), name: 'team' })
    expect(c.server.objects.get('/namespaces', 'team')).toMatchObject({ status: { phase: 'Terminating' } })
    expect(c.loop.settle()).toBe(true)
    expect(c.server.objects.get('/namespaces', 'team')).toBeUndefined()
    expect(podsIn(c, 'team')).toHaveLength(0)
    expect(c.faults).toEqual([])
  })

  it('tells what is left in it, and waits for whoever holds that', () => {
    const c = world()
    c.client.create(core('namespaces'), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } })
    c.loop.settle()
    const held = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'held', finalizers: ['example.com/hold'] } }
    create(c, core('configmaps'), held, 'team')
    create(c, core('pods'), pod('deaf', { image: 'tool:1' }), 'team')
    c.loop.settle()
    c.client.delete({ ...core('namespaces'), name: 'team' })
    const told = () => {
      const { status } = c.client.get<Namespace>({ ...core('namespaces'), name: 'team' })
      return status?.conditions?.filter((one) => one.status === 'True').map(({ message }) => message)
    }
    const hold = 'Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances'
    c.loop.advance(3000)
    expect(told()).toEqual([
      'Some resources are remaining: configmaps. has 1 resource instances, pods. has 1 resource instances',
      hold,
    ])
    // Who holds it may never let go: that is rest.
    expect(c.loop.settle()).toBe(true)
    c.loop.advance(10_000)
    expect(told()).toEqual(['Some resources are remaining: configmaps. has 1 resource instances', hold])
    const target = { ...core('configmaps'), namespace: 'team', name: 'held' }
    const { finalizers: _, ...metadata } = c.client.get(target).metadata
    c.client.update(target, { ...held, metadata })
    c.loop.advance(10_000)
    expect(c.server.objects.get('/namespaces', 'team')).toBeUndefined()
    expect(c.faults).toEqual([])
  })

  it('that everybody needs comes back', () => {
    const c = world()
    c.client.delete({ ...core('services'), namespace: 'default', name: 'kubernetes' })
    c.loop.settle()
    expect(c.server.objects.get('/services', 'default/kubernetes')).toMatchObject({ spec: { clusterIP: '10.96.0.1' } })
    expect(replicaSets.group).toBe('apps')
  })
})
