// LimitRanges and ResourceQuotas: what they give, refuse and count.
import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../src/api/index.ts'
import type { Pod, ResourceQuota } from '../../src/kinds/index.ts'
import { container, pod, refusal, type World, world } from './world.ts'

const resources = (requests?: object, limits?: object) => ({
  resources: { ...(requests ? { requests } : {}), ...(limits ? { limits } : {}) },
})
const sized = (requests?: object, limits?: object) => pod({ containers: [container(resources(requests, limits))] })
const claim = (storage: string) => ({ spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } } })
const forbidden = (why: string) => (why === '' ? '' : `403 Forbidden pods "x" is forbidden: ${why}`)

describe('limit ranges', () => {
  it.each([
    ['nothing said', {}, {}, {}],
    [
      'defaults',
      { default: { cpu: '1' }, defaultRequest: { cpu: '100m' } },
      {},
      { limits: { cpu: '1' }, requests: { cpu: '100m' } },
    ],
    ['max is the default', { max: { cpu: '2' } }, {}, { limits: { cpu: '2' }, requests: { cpu: '2' } }],
    ['min is the request', { min: { cpu: '10m' } }, {}, { requests: { cpu: '10m' } }],
    [
      'what is said stays',
      { default: { cpu: '1' } },
      { limits: { cpu: '3' } },
      { limits: { cpu: '3' }, requests: { cpu: '3' } },
    ],
    [
      'the rest is added',
      { default: { memory: '1Gi' } },
      { requests: { cpu: '1' } },
      { limits: { memory: '1Gi' }, requests: { cpu: '1', memory: '1Gi' } },
    ],
  ])('gives: %s', (_, limit, given, outcome) => {
    const { create } = world()
    create('LimitRange', { spec: { limits: [{ type: 'Container', ...limit }] } })
    const made = create<Pod>('Pod', pod({ containers: [container({ resources: given })] }))
    expect(made.spec?.containers[0]?.resources).toEqual(outcome)
  })

  it('says what it gave', () => {
    const { create } = world()
    create('LimitRange', { spec: { limits: [{ type: 'Container', default: { memory: '1Gi', cpu: '1' } }] } })
    const made = create<Pod>('Pod', pod({ initContainers: [container({ name: 'i' })] }))
    expect(made.metadata.annotations?.['kubernetes.io/limit-ranger']).toBe(
      'LimitRanger plugin set: cpu, memory request for container c; cpu, memory limit for container c; cpu, memory request for init container i; cpu, memory limit for init container i',
    )
  })

  it.each([
    ['within', 'Container', { max: { cpu: '1' } }, sized({ cpu: '1' }, { cpu: '1' }), ''],
    [
      'limit too high',
      'Container',
      { max: { cpu: '500m' } },
      sized(undefined, { cpu: '1' }),
      'maximum cpu usage per Container is 500m, but limit is 1',
    ],
    [
      'request too high for no limit',
      'Pod',
      { max: { cpu: '500m' } },
      sized({ cpu: '1' }),
      'maximum cpu usage per Pod is 500m.  No limit is specified',
    ],
    [
      'request too low',
      'Container',
      { min: { cpu: '500m' } },
      sized({ cpu: '100m' }),
      'minimum cpu usage per Container is 500m, but request is 100m',
    ],
    ['limit too low', 'Container', { min: { memory: '1Gi' } }, sized({ memory: '1Gi' }, { memory: '1Gi' }), ''],
    ['no request', 'Pod', { min: { cpu: '1' } }, sized(), 'minimum cpu usage per Pod is 1.  No request is specified'],
    [
      'ratio',
      'Container',
      { maxLimitRequestRatio: { cpu: '2' } },
      sized({ cpu: '100m' }, { cpu: '300m' }),
      'cpu max limit to request ratio per Container is 2, but provided ratio is 3.000000',
    ],
    [
      'ratio without a limit',
      'Container',
      { maxLimitRequestRatio: { cpu: '2' } },
      sized({ cpu: '100m' }),
      'cpu max limit to request ratio per Container is 2, but no limit is specified or limit is 0',
    ],
    [
      'ratio without a request',
      'Container',
      { maxLimitRequestRatio: { cpu: '2' } },
      sized(),
      'cpu max limit to request ratio per Container is 2, but no request is specified or request is 0',
    ],
    [
      'sum of a pod',
      'Pod',
      { max: { cpu: '1' } },
      pod({ containers: ['a', 'b'].map((name) => container({ name, ...resources(undefined, { cpu: '600m' }) })) }),
      'maximum cpu usage per Pod is 1, but limit is 1200m',
    ],
    [
      'the neediest init container',
      'Pod',
      { max: { cpu: '1' } },
      pod({
        containers: [container(resources(undefined, { cpu: '1' }))],
        initContainers: [container({ name: 'i', ...resources(undefined, { cpu: '2' }) })],
      }),
      'maximum cpu usage per Pod is 1, but limit is 2',
    ],
    [
      'a sidecar counts with the others',
      'Pod',
      { max: { cpu: '1' } },
      pod({
        containers: [container(resources(undefined, { cpu: '1' }))],
        initContainers: [container({ name: 'i', restartPolicy: 'Always', ...resources(undefined, { cpu: '500m' }) })],
      }),
      'maximum cpu usage per Pod is 1, but limit is 1500m',
    ],
    [
      'several',
      'Container',
      { max: { cpu: '1', memory: '1Gi' } },
      sized(undefined, { cpu: '2', memory: '2Gi' }),
      '[maximum cpu usage per Container is 1, but limit is 2, maximum memory usage per Container is 1Gi, but limit is 2Gi]',
    ],
  ])('refuses: %s', (_, type, limit, object, why) => {
    const { create } = world()
    create('LimitRange', { spec: { limits: [{ type, ...limit }] } })
    expect(refusal(() => create('Pod', object))).toBe(forbidden(why))
  })

  it.each([
    ['1Gi', ''],
    ['10Mi', 'minimum storage usage per PersistentVolumeClaim is 100Mi, but request is 10Mi'],
    ['3Gi', 'maximum storage usage per PersistentVolumeClaim is 2Gi, but request is 3Gi'],
  ])('claims of %s', (storage, why) => {
    const { create } = world()
    create('LimitRange', {
      spec: { limits: [{ type: 'PersistentVolumeClaim', min: { storage: '100Mi' }, max: { storage: '2Gi' } }] },
    })
    const expected = why === '' ? '' : `403 Forbidden persistentvolumeclaims "x" is forbidden: ${why}`
    expect(refusal(() => create('PersistentVolumeClaim', claim(storage)))).toBe(expected)
  })

  it('bounds its own namespace only', () => {
    const { create } = world()
    create('LimitRange', { spec: { limits: [{ type: 'Container', max: { cpu: '1' } }] } })
    expect(refusal(() => create('Pod', { ...sized(undefined, { cpu: '2' }), metadata: { namespace: 'other' } }))).toBe(
      '',
    )
  })
})

/** A quota whose controller has looked at it. */
function quota(
  { create, client, ref }: World,
  hard: Record<string, string>,
  spec: object = {},
  used: object = {},
): void {
  const made = create<ResourceQuota>('ResourceQuota', { metadata: { name: 'q' }, spec: { hard, ...spec } })
  const none = Object.fromEntries(Object.keys(hard).map((name) => [name, '0']))
  const status = { hard, used: { ...none, ...used } }
  client.update({ ...ref('ResourceQuota'), name: 'q', subresource: 'status' }, { ...made, status } as KubeObject)
}

const usedOf = ({ client, ref }: World) =>
  client.get<ResourceQuota>({ ...ref('ResourceQuota'), name: 'q' }).status?.used

const service = (spec: object) => ({ spec: { ports: [{ port: 80 }], selector: { a: 'b' }, ...spec } })

describe('quotas', () => {
  it.each<[string, Record<string, string>, string, object, object]>([
    ['pods', { pods: '2' }, 'Pod', pod(), { pods: '1' }],
    ['count', { 'count/pods': '2' }, 'Pod', pod(), { 'count/pods': '1' }],
    [
      'requests',
      { 'requests.cpu': '1', cpu: '2' },
      'Pod',
      sized({ cpu: '100m' }),
      { 'requests.cpu': '100m', cpu: '100m' },
    ],
    ['limits', { 'limits.memory': '2Gi' }, 'Pod', sized(undefined, { memory: '1Gi' }), { 'limits.memory': '1Gi' }],
    [
      'extended resources',
      { 'requests.example.com/gpu': '2' },
      'Pod',
      sized({ 'example.com/gpu': '1' }, { 'example.com/gpu': '1' }),
      { 'requests.example.com/gpu': '1' },
    ],
    [
      'config maps',
      { configmaps: '2', 'count/configmaps': '2' },
      'ConfigMap',
      {},
      { configmaps: '1', 'count/configmaps': '1' },
    ],
    [
      'kinds of groups',
      { 'count/roles.rbac.authorization.k8s.io': '2' },
      'Role',
      { rules: [] },
      { 'count/roles.rbac.authorization.k8s.io': '1' },
    ],
    [
      'services',
      { services: '2', 'services.nodeports': '2', 'services.loadbalancers': '2' },
      'Service',
      service({ type: 'LoadBalancer' }),
      { services: '1', 'services.nodeports': '1', 'services.loadbalancers': '1' },
    ],
    [
      'balancers without node ports',
      { 'services.nodeports': '2' },
      'Service',
      service({ type: 'LoadBalancer', allocateLoadBalancerNodePorts: false }),
      { 'services.nodeports': '0' },
    ],
    [
      'storage',
      { 'requests.storage': '2Gi', persistentvolumeclaims: '2' },
      'PersistentVolumeClaim',
      claim('1Gi'),
      { 'requests.storage': '1Gi', persistentvolumeclaims: '1' },
    ],
    ['what is not counted', { pods: '2' }, 'ConfigMap', {}, { pods: '0' }],
  ])('counts: %s', (_, hard, kind, object, used) => {
    const all = world()
    quota(all, hard)
    all.create(kind, object)
    expect(usedOf(all)).toEqual(used)
  })

  it.each<[string, Record<string, string>, object, string, object, string]>([
    [
      'pods',
      { pods: '3' },
      { pods: '3' },
      'Pod',
      pod(),
      'exceeded quota: q, requested: pods=1, used: pods=3, limited: pods=3',
    ],
    [
      'only what is too much',
      { pods: '3', 'requests.cpu': '1' },
      { 'requests.cpu': '900m' },
      'Pod',
      sized({ cpu: '200m' }),
      'exceeded quota: q, requested: requests.cpu=200m, used: requests.cpu=900m, limited: requests.cpu=1',
    ],
    [
      'all that is too much',
      { pods: '0', 'requests.cpu': '100m' },
      {},
      'Pod',
      sized({ cpu: '200m' }),
      'exceeded quota: q, requested: pods=1,requests.cpu=200m, used: pods=0,requests.cpu=0, limited: pods=0,requests.cpu=100m',
    ],
    [
      'nothing said',
      { 'limits.cpu': '1', memory: '1Gi' },
      {},
      'Pod',
      pod(),
      'failed quota: q: must specify limits.cpu for: c; memory for: c',
    ],
    [
      'several containers',
      { 'requests.cpu': '1' },
      {},
      'Pod',
      pod({ containers: [container({ name: 'b' }), container({ name: 'a' })] }),
      'failed quota: q: must specify requests.cpu for: a,b',
    ],
    ['ephemeral storage need not be said', { 'requests.ephemeral-storage': '1Gi' }, {}, 'Pod', pod(), ''],
  ])('refuses: %s', (_, hard, used, kind, object, why) => {
    const all = world()
    quota(all, hard, {}, used)
    expect(refusal(() => all.create(kind, object))).toBe(forbidden(why))
  })

  it('knows nothing before its controller has looked', () => {
    const all = world()
    const made = all.create<ResourceQuota>('ResourceQuota', { metadata: { name: 'q' }, spec: { hard: { pods: '1' } } })
    const target = { ...all.ref('ResourceQuota'), name: 'q', subresource: 'status' }
    all.client.update(target, { ...made, status: { hard: { pods: '1' } } } as KubeObject)
    expect(refusal(() => all.create('Pod', pod()))).toBe(forbidden('status unknown for quota: q, resources: pods'))
  })

  it.each<[string, object, object, boolean]>([
    ['BestEffort', { scopes: ['BestEffort'] }, pod(), true],
    ['BestEffort', { scopes: ['BestEffort'] }, sized({ cpu: '1m' }), false],
    ['NotBestEffort', { scopes: ['NotBestEffort'] }, sized({ cpu: '1m' }), true],
    ['Terminating', { scopes: ['Terminating'] }, pod({ activeDeadlineSeconds: 5 }), true],
    ['NotTerminating', { scopes: ['NotTerminating'] }, pod({ activeDeadlineSeconds: 5 }), false],
    [
      'PriorityClass In',
      { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }] } },
      pod({ priorityClassName: 'high' }),
      true,
    ],
    [
      'PriorityClass In',
      { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }] } },
      pod(),
      false,
    ],
    [
      'PriorityClass NotIn',
      { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'NotIn', values: ['high'] }] } },
      pod(),
      true,
    ],
    [
      'PriorityClass Exists',
      { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'Exists' }] } },
      pod(),
      false,
    ],
    [
      'CrossNamespacePodAffinity',
      { scopes: ['CrossNamespacePodAffinity'] },
      pod({
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: 'a', namespaces: ['other'], labelSelector: {} },
            ],
          },
        },
      }),
      true,
    ],
  ])('scope %s %#', (_, spec, object, counted) => {
    const all = world()
    all.create('PriorityClass', { metadata: { name: 'high' }, value: 5 })
    quota(all, { pods: '5' }, spec)
    all.create('Pod', object)
    expect(usedOf(all)).toEqual({ pods: counted ? '1' : '0' })
  })

  it('charges an update for what it takes more, and a dry run for nothing', () => {
    const all = world()
    quota(all, { 'services.nodeports': '1', services: '5' })
    all.create('Service', service({}), { dryRun: true })
    expect(usedOf(all)).toEqual({ 'services.nodeports': '0', services: '0' })
    all.create('Service', service({}))
    all.patch('Service', 'x', { spec: { type: 'NodePort' } })
    expect(usedOf(all)).toEqual({ 'services.nodeports': '1', services: '1' })
    expect(refusal(() => all.create('Service', { ...service({ type: 'NodePort' }), metadata: { name: 'y' } }))).toBe(
      '403 Forbidden services "y" is forbidden: exceeded quota: q, requested: services.nodeports=1, used: services.nodeports=1, limited: services.nodeports=1',
    )
  })
})
