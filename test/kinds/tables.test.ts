// The rows of every kind's table, wide: pkg/printers/internalversion/printers.go (v1.33), as table-cells.md tells it.
import { describe, expect, test } from 'vitest'
import { durationText } from '../../src/api/index.ts'
import { kinds } from '../../src/kinds/index.ts'
import { object, startMs } from './world.ts'

const nowMs = startMs
const ago = (seconds: number) => new Date(nowMs - seconds * 1000).toISOString().replace('.000', '')

function row(resource: string, fields: object): string {
  const kind = kinds.find((each) => each.resource === resource)
  if (!kind) throw new Error(resource)
  const whole = object({
    metadata: { name: 'x', creationTimestamp: ago(90), ...metadataOf(fields) },
    ...without(fields),
  })
  return kind.columns.map(({ cell }) => String(cell(whole, nowMs))).join(' | ')
}
const metadataOf = (fields: object) => ('metadata' in fields ? (fields.metadata as object) : {})
const without = (fields: object) => Object.fromEntries(Object.entries(fields).filter(([key]) => key !== 'metadata'))

const headers = (resource: string, priority: number) =>
  kinds
    .find((each) => each.resource === resource)
    ?.columns.filter((column) => column.priority <= priority)
    .map(({ name }) => name.toUpperCase())
    .join(' | ')

test.each([
  ['pods', 0, 'NAME | READY | STATUS | RESTARTS | AGE'],
  ['pods', 1, 'NAME | READY | STATUS | RESTARTS | AGE | IP | NODE | NOMINATED NODE | READINESS GATES'],
  ['services', 0, 'NAME | TYPE | CLUSTER-IP | EXTERNAL-IP | PORT(S) | AGE'],
  ['services', 1, 'NAME | TYPE | CLUSTER-IP | EXTERNAL-IP | PORT(S) | AGE | SELECTOR'],
  ['deployments', 0, 'NAME | READY | UP-TO-DATE | AVAILABLE | AGE'],
  ['deployments', 1, 'NAME | READY | UP-TO-DATE | AVAILABLE | AGE | CONTAINERS | IMAGES | SELECTOR'],
  ['replicasets', 0, 'NAME | DESIRED | CURRENT | READY | AGE'],
  ['nodes', 0, 'NAME | STATUS | ROLES | AGE | VERSION'],
  [
    'nodes',
    1,
    'NAME | STATUS | ROLES | AGE | VERSION | INTERNAL-IP | EXTERNAL-IP | OS-IMAGE | KERNEL-VERSION | CONTAINER-RUNTIME',
  ],
  ['namespaces', 1, 'NAME | STATUS | AGE'],
  ['configmaps', 1, 'NAME | DATA | AGE'],
  ['secrets', 1, 'NAME | TYPE | DATA | AGE'],
  ['serviceaccounts', 1, 'NAME | SECRETS | AGE'],
  ['endpoints', 1, 'NAME | ENDPOINTS | AGE'],
  ['endpointslices', 1, 'NAME | ADDRESSTYPE | PORTS | ENDPOINTS | AGE'],
  ['leases', 1, 'NAME | HOLDER | AGE'],
  ['events', 0, 'LAST SEEN | TYPE | REASON | OBJECT | MESSAGE'],
  ['events', 1, 'LAST SEEN | TYPE | REASON | OBJECT | SUBOBJECT | SOURCE | MESSAGE | FIRST SEEN | COUNT | NAME'],
])('header of %s up to priority %i', (resource, priority, expected) => {
  expect(headers(resource, priority)).toBe(expected)
})

test('discovery order and names', () => {
  expect(
    kinds.map(({ resource, shortNames = [], categories = [] }) => [resource, ...shortNames, ...categories].join(' ')),
  ).toEqual([
    'configmaps cm',
    'endpoints ep',
    'events ev',
    'namespaces ns',
    'nodes no',
    'pods po all',
    'secrets',
    'serviceaccounts sa',
    'services svc all',
    'daemonsets ds all',
    'deployments deploy all',
    'replicasets rs all',
    'leases',
    'endpointslices',
  ])
})

const running = { state: { running: { startedAt: ago(60) } }, ready: true, restartCount: 0 }
const waiting = (reason: string, restartCount = 0) => ({ state: { waiting: { reason } }, ready: false, restartCount })
const ended = (exitCode: number, reason?: string) => ({
  state: { terminated: { exitCode, ...(reason ? { reason } : {}) } },
  ready: false,
  restartCount: 0,
})
const pod = (status: object, spec: object = {}, metadata: object = {}) => ({
  metadata,
  spec: { containers: [{ name: 'a' }], ...spec },
  status,
})
const wide = ' | 90s | <none> | <none> | <none> | <none>'

describe('pods', () => {
  const sidecars = {
    initContainers: [{ name: 'setup' }, { name: 'proxy', restartPolicy: 'Always' }],
  }
  test.each([
    ['no status yet', pod({ phase: 'Pending' }), `0/1 | Pending | 0${wide}`],
    [
      'being created',
      pod({ phase: 'Pending', containerStatuses: [{ name: 'a', ...waiting('ContainerCreating') }] }),
      `0/1 | ContainerCreating | 0${wide}`,
    ],
    ['running', pod({ phase: 'Running', containerStatuses: [{ name: 'a', ...running }] }), `1/1 | Running | 0${wide}`],
    [
      'where it runs',
      pod(
        {
          phase: 'Running',
          podIPs: [{ ip: '10.244.1.2' }],
          nominatedNodeName: 'n2',
          containerStatuses: [{ name: 'a', ...running }],
        },
        { nodeName: 'n1' },
      ),
      '1/1 | Running | 0 | 90s | 10.244.1.2 | n1 | n2 | <none>',
    ],
    ['evicted', pod({ phase: 'Failed', reason: 'Evicted' }), `0/1 | Evicted | 0${wide}`],
    [
      'gated',
      pod({ phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }] }),
      `0/1 | SchedulingGated | 0${wide}`,
    ],
    [
      'crash loop with the time of the last end',
      pod({
        phase: 'Running',
        containerStatuses: [
          {
            name: 'a',
            ...waiting('CrashLoopBackOff', 6),
            lastState: { terminated: { exitCode: 1, finishedAt: ago(300) } },
          },
        ],
      }),
      `0/1 | CrashLoopBackOff | 6 (5m ago)${wide}`,
    ],
    [
      'restarts without a last state',
      pod({ phase: 'Running', containerStatuses: [{ name: 'a', ...running, restartCount: 2 }] }),
      `1/1 | Running | 2${wide}`,
    ],
    [
      'completed',
      pod({ phase: 'Succeeded', containerStatuses: [{ name: 'a', ...ended(0, 'Completed') }] }),
      `0/1 | Completed | 0${wide}`,
    ],
    [
      'ended without a reason',
      pod({ phase: 'Failed', containerStatuses: [{ name: 'a', ...ended(137) }] }),
      `0/1 | ExitCode:137 | 0${wide}`,
    ],
    [
      'ended by a signal',
      pod({
        phase: 'Failed',
        containerStatuses: [{ name: 'a', state: { terminated: { exitCode: 0, signal: 9 } }, restartCount: 0 }],
      }),
      `0/1 | Signal:9 | 0${wide}`,
    ],
    [
      'one completed beside one running, not ready',
      pod(
        {
          phase: 'Running',
          containerStatuses: [
            { name: 'a', ...ended(0, 'Completed') },
            { name: 'b', ...running },
          ],
        },
        { containers: [{ name: 'a' }, { name: 'b' }] },
      ),
      `1/2 | NotReady | 0${wide}`,
    ],
    [
      'the same, ready',
      pod(
        {
          phase: 'Running',
          conditions: [{ type: 'Ready', status: 'True' }],
          containerStatuses: [
            { name: 'a', ...ended(0, 'Completed') },
            { name: 'b', ...running },
          ],
        },
        { containers: [{ name: 'a' }, { name: 'b' }] },
      ),
      `1/2 | Running | 0${wide}`,
    ],
    [
      'the first container wins',
      pod(
        {
          phase: 'Pending',
          containerStatuses: [
            { name: 'a', ...waiting('ErrImagePull') },
            { name: 'b', ...waiting('ImagePullBackOff') },
          ],
        },
        { containers: [{ name: 'a' }, { name: 'b' }] },
      ),
      `0/2 | ErrImagePull | 0${wide}`,
    ],
    [
      'init running',
      pod(
        {
          phase: 'Pending',
          initContainerStatuses: [
            { name: 'setup', ...running },
            { name: 'proxy', ...waiting('PodInitializing') },
          ],
        },
        sidecars,
      ),
      `0/2 | Init:0/2 | 0${wide}`,
    ],
    [
      'init failed',
      pod(
        { phase: 'Pending', initContainerStatuses: [{ name: 'setup', ...ended(1, 'Error'), restartCount: 1 }] },
        sidecars,
      ),
      `0/2 | Init:Error | 1${wide}`,
    ],
    [
      'init failed without a reason',
      pod({ phase: 'Pending', initContainerStatuses: [{ name: 'setup', ...ended(3) }] }, sidecars),
      `0/2 | Init:ExitCode:3 | 0${wide}`,
    ],
    [
      'init crash loop',
      pod(
        { phase: 'Pending', initContainerStatuses: [{ name: 'setup', ...waiting('CrashLoopBackOff', 4) }] },
        sidecars,
      ),
      `0/2 | Init:CrashLoopBackOff | 4${wide}`,
    ],
    [
      'sidecar started, its restarts count',
      pod(
        {
          phase: 'Running',
          initContainerStatuses: [
            { name: 'setup', ...ended(0, 'Completed'), restartCount: 7 },
            { name: 'proxy', ...running, started: true, restartCount: 1 },
          ],
          containerStatuses: [{ name: 'a', ...running }],
        },
        sidecars,
      ),
      `2/2 | Running | 1${wide}`,
    ],
    [
      'terminating',
      pod({ phase: 'Running', containerStatuses: [{ name: 'a', ...running }] }, {}, { deletionTimestamp: ago(1) }),
      `1/1 | Terminating | 0${wide}`,
    ],
    [
      'finished keeps its end',
      pod(
        { phase: 'Succeeded', containerStatuses: [{ name: 'a', ...ended(0, 'Completed') }] },
        {},
        { deletionTimestamp: ago(1) },
      ),
      `0/1 | Completed | 0${wide}`,
    ],
    [
      'on a lost node',
      pod({ phase: 'Running', reason: 'NodeLost' }, {}, { deletionTimestamp: ago(1) }),
      `0/1 | Unknown | 0${wide}`,
    ],
    [
      'readiness gates',
      pod(
        { phase: 'Pending', conditions: [{ type: 'g1', status: 'True' }] },
        { readinessGates: [{ conditionType: 'g1' }, { conditionType: 'g2' }] },
      ),
      '0/1 | Pending | 0 | 90s | <none> | <none> | <none> | 1/2',
    ],
  ])('%s', (_, fields, expected) => {
    expect(row('pods', fields)).toBe(`x | ${expected}`)
  })
})

const template = {
  spec: {
    containers: [
      { name: 'a', image: 'nginx' },
      { name: 'b', image: 'redis:7' },
    ],
  },
}

test.each([
  [
    'services',
    { spec: { type: 'ClusterIP', clusterIPs: ['10.96.0.1'], ports: [{ port: 443, protocol: 'TCP' }] } },
    'ClusterIP | 10.96.0.1 | <none> | 443/TCP | 90s | <none>',
  ],
  [
    'services',
    { spec: { type: 'ClusterIP', clusterIPs: ['None'], selector: { b: '2', a: '1' } } },
    'ClusterIP | None | <none> | <none> | 90s | a=1,b=2',
  ],
  [
    'services',
    {
      spec: {
        type: 'NodePort',
        clusterIPs: ['10.96.0.9'],
        ports: [
          { port: 80, protocol: 'TCP', nodePort: 30080 },
          { port: 53, protocol: 'UDP', nodePort: 30053 },
        ],
      },
    },
    'NodePort | 10.96.0.9 | <none> | 80:30080/TCP,53:30053/UDP | 90s | <none>',
  ],
  [
    'services',
    { spec: { type: 'LoadBalancer', clusterIPs: ['10.96.0.9'], ports: [{ port: 80, protocol: 'TCP' }] } },
    'LoadBalancer | 10.96.0.9 | <pending> | 80/TCP | 90s | <none>',
  ],
  [
    'services',
    {
      spec: { type: 'LoadBalancer', clusterIPs: ['10.96.0.9'], externalIPs: ['9.9.9.9'] },
      status: { loadBalancer: { ingress: [{ ip: '2.2.2.2' }, { hostname: '1.example' }] } },
    },
    'LoadBalancer | 10.96.0.9 | 1.example,2.2.2.2,9.9.9.9 | <none> | 90s | <none>',
  ],
  [
    'services',
    { spec: { type: 'ExternalName', externalName: 'db.example.com' } },
    'ExternalName | <none> | db.example.com | <none> | 90s | <none>',
  ],
  [
    'nodes',
    {
      metadata: { labels: { 'node-role.kubernetes.io/control-plane': '', 'node-role.kubernetes.io/': '' } },
      spec: { unschedulable: true },
      status: {
        conditions: [{ type: 'Ready', status: 'True' }],
        addresses: [{ type: 'InternalIP', address: '172.17.0.2' }],
        nodeInfo: {
          kubeletVersion: 'v1.33.1',
          osImage: 'Ubuntu',
          kernelVersion: '6.1',
          containerRuntimeVersion: 'containerd://2.1',
        },
      },
    },
    'Ready,SchedulingDisabled | control-plane | 90s | v1.33.1 | 172.17.0.2 | <none> | Ubuntu | 6.1 | containerd://2.1',
  ],
  [
    'nodes',
    {
      metadata: { labels: { 'kubernetes.io/role': 'worker' } },
      status: { conditions: [{ type: 'Ready', status: 'Unknown' }] },
    },
    'NotReady | worker | 90s |  | <none> | <none> | <unknown> | <unknown> | <unknown>',
  ],
  ['nodes', {}, 'Unknown | <none> | 90s |  | <none> | <none> | <unknown> | <unknown> | <unknown>'],
  [
    'deployments',
    {
      spec: {
        replicas: 3,
        template,
        selector: {
          matchLabels: { app: 'web' },
          matchExpressions: [
            { key: 'tier', operator: 'In', values: ['b', 'a'] },
            { key: 'x', operator: 'DoesNotExist' },
          ],
        },
      },
      status: { readyReplicas: 1, updatedReplicas: 2, availableReplicas: 1 },
    },
    '1/3 | 2 | 1 | 90s | a,b | nginx,redis:7 | app=web,tier in (a,b),!x',
  ],
  ['deployments', { spec: { replicas: 0, template, selector: {} } }, '0/0 | 0 | 0 | 90s | a,b | nginx,redis:7 | '],
  [
    'deployments',
    { spec: { replicas: 1, template, selector: { matchExpressions: [{ key: 'k', operator: 'In', values: ['a'] }] } } },
    '0/1 | 0 | 0 | 90s | a,b | nginx,redis:7 | k in (a)',
  ],
  [
    'replicasets',
    {
      spec: { replicas: 3, template, selector: { matchLabels: { app: 'web' } } },
      status: { replicas: 2, readyReplicas: 1 },
    },
    '3 | 2 | 1 | 90s | a,b | nginx,redis:7 | app=web',
  ],
  [
    'replicasets',
    { spec: { replicas: 0, template, selector: {} }, status: { replicas: 0 } },
    '0 | 0 | 0 | 90s | a,b | nginx,redis:7 | <none>',
  ],
  [
    'replicasets',
    { spec: { replicas: 1, selector: { matchExpressions: [{ key: 'k', operator: 'Exists' }] } } },
    '1 | 0 | 0 | 90s |  |  | k',
  ],
  ['namespaces', { status: { phase: 'Active' } }, 'Active | 90s'],
  ['namespaces', { status: { phase: 'Terminating' } }, 'Terminating | 90s'],
  ['namespaces', { metadata: { creationTimestamp: ago(-5) }, status: { phase: 'Active' } }, 'Active | <invalid>'],
  ['configmaps', { data: { a: '1', b: '2' }, binaryData: { c: 'AA==' } }, '3 | 90s'],
  ['configmaps', {}, '0 | 90s'],
  ['configmaps', { metadata: { creationTimestamp: undefined }, data: { a: '' } }, '1 | <unknown>'],
  ['secrets', { type: 'Opaque', data: { a: 'MQ==' } }, 'Opaque | 1 | 90s'],
  ['secrets', { type: 'kubernetes.io/tls', data: { 'tls.crt': '', 'tls.key': '' } }, 'kubernetes.io/tls | 2 | 90s'],
  ['secrets', { type: 'Opaque' }, 'Opaque | 0 | 90s'],
  ['serviceaccounts', {}, '0 | 90s'],
  ['serviceaccounts', { secrets: [{ name: 'a' }] }, '1 | 90s'],
  ['serviceaccounts', { secrets: [], metadata: { creationTimestamp: ago(7200) } }, '0 | 120m'],
  ['endpoints', {}, '<none> | 90s'],
  [
    'endpoints',
    { subsets: [{ addresses: [{ ip: '10.0.0.1' }, { ip: 'fd00::1' }], ports: [{ port: 80 }] }] },
    '10.0.0.1:80,[fd00::1]:80 | 90s',
  ],
  [
    'endpoints',
    { subsets: [{ addresses: ['1', '2', '3', '4', '5'].map((n) => ({ ip: `10.0.0.${n}` })), ports: [{ port: 80 }] }] },
    '10.0.0.1:80,10.0.0.2:80,10.0.0.3:80 + 2 more... | 90s',
  ],
  ['endpoints', { subsets: [{ notReadyAddresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80 }] }] }, '<none> | 90s'],
  ['endpointslices', { addressType: 'IPv4', endpoints: [], ports: [] }, 'IPv4 | <unset> | <unset> | 90s'],
  [
    'endpointslices',
    {
      addressType: 'IPv4',
      ports: [{ name: '', port: 80 }],
      endpoints: [{ addresses: ['10.0.0.1'] }, { addresses: ['10.0.0.2'], conditions: { ready: false } }],
    },
    'IPv4 | 80 | 10.0.0.1,10.0.0.2 | 90s',
  ],
  [
    'endpointslices',
    {
      addressType: 'IPv4',
      ports: [{ name: 'web' }, {}],
      endpoints: ['1', '2', '3', '4'].map((n) => ({ addresses: [`10.0.0.${n}`] })),
    },
    'IPv4 | web,* | 10.0.0.1,10.0.0.2,10.0.0.3 + 1 more... | 90s',
  ],
  ['leases', { spec: { holderIdentity: 'node01' } }, 'node01 | 90s'],
  ['leases', {}, ' | 90s'],
  ['leases', { metadata: { creationTimestamp: ago(86_400) }, spec: {} }, ' | 24h'],
])('%s: %j', (resource, fields, expected) => {
  expect(row(resource, fields)).toBe(`x | ${expected}`)
})

test.each([
  [
    {
      type: 'Warning',
      reason: 'BackOff',
      message: ' x \n',
      count: 27,
      involvedObject: { kind: 'Pod', name: 'p', fieldPath: 'spec.containers{a}' },
      source: { component: 'kubelet', host: 'n1' },
      firstTimestamp: ago(590),
      lastTimestamp: ago(20),
    },
    '20s | Warning | BackOff | pod/p | spec.containers{a} | kubelet, n1 | x | 9m50s | 27 | x',
  ],
  [
    {
      type: 'Normal',
      reason: 'Scheduled',
      message: 'm',
      involvedObject: { kind: 'Pod' },
      reportingComponent: 'default-scheduler',
      reportingInstance: '',
      eventTime: ago(5),
    },
    '5s | Normal | Scheduled | pod |  | default-scheduler | m | 5s | 1 | x',
  ],
  [
    {
      type: 'Normal',
      reason: 'R',
      message: 'm',
      involvedObject: { kind: 'Node', name: 'n' },
      series: { count: 4, lastObservedTime: ago(3) },
      firstTimestamp: ago(10),
    },
    '3s | Normal | R | node/n |  |  | m | 10s | 4 | x',
  ],
])('event %j', (fields, expected) => {
  expect(row('events', fields)).toBe(expected)
})

test.each([
  [-2500, '<invalid>'],
  [-1500, '0s'],
  [0, '0s'],
  [119_999, '119s'],
  [120_000, '2m'],
  [125_000, '2m5s'],
  [599_000, '9m59s'],
  [600_000, '10m'],
  [179 * 60_000, '179m'],
  [180 * 60_000, '3h'],
  [181 * 60_000, '3h1m'],
  [8 * 3_600_000, '8h'],
  [47 * 3_600_000, '47h'],
  [48 * 3_600_000, '2d'],
  [49 * 3_600_000, '2d1h'],
  [191 * 3_600_000, '7d23h'],
  [192 * 3_600_000, '8d'],
  [729 * 86_400_000, '729d'],
  [730 * 86_400_000, '2y'],
  [731 * 86_400_000, '2y1d'],
  [8 * 365 * 86_400_000, '8y'],
])('duration of %i ms is %s', (ms, expected) => {
  expect(durationText(ms)).toBe(expected)
})
