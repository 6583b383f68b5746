// Rows of what rules others: quotas, ranges, roles and bindings, priorities, admission, flow control, certificates, and the
// API itself. pkg/printers/internalversion/printers.go, k8s.io/kube-aggregator/pkg/registry/apiservice/etcd/etcd.go and
// k8s.io/apiserver/pkg/registry/rest/table.go (v1.33).
import { expect, test } from 'vitest'
import { definitionOf } from './kinds.ts'
import { ago, rows } from './rows.ts'

rows('v1', 'resourcequotas', [
  ['no status', { spec: { hard: { pods: '4' } } }, 'x |  |  | 90s'],
  [
    'sorted, limits apart',
    {
      status: {
        hard: { pods: '4', 'limits.memory': '2Gi', 'limits.cpu': '2', 'requests.cpu': '1', limits: '9' },
        used: { pods: '1', 'limits.cpu': '500m' },
      },
    },
    'x | limits: 0/9, pods: 1/4, requests.cpu: 0/1 | limits.cpu: 500m/2, limits.memory: 0/2Gi | 90s',
  ],
  ['only used', { status: { used: { pods: '1' } } }, 'x |  |  | 90s'],
])

for (const [apiVersion, resource] of [
  ['v1', 'limitranges'],
  ['rbac.authorization.k8s.io/v1', 'roles'],
  ['rbac.authorization.k8s.io/v1', 'clusterroles'],
  ['apiextensions.k8s.io/v1', 'customresourcedefinitions'],
] as const)
  rows(apiVersion, resource, [
    ['the time it was made, not its age', {}, 'x | 2025-01-01T11:58:30Z'],
    ['old', { metadata: { creationTimestamp: ago(86_400) } }, 'x | 2024-12-31T12:00:00Z'],
    ['what it holds does not show', { spec: { limits: [] }, rules: [] }, 'x | 2025-01-01T11:58:30Z'],
  ])

const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'admin' }
const subjects = [
  { kind: 'User', name: 'ada' },
  { kind: 'Group', name: 'devs' },
  { kind: 'ServiceAccount', namespace: 'ci', name: 'robot' },
  { kind: 'User', name: 'bob' },
  { kind: 'ServiceAccount', name: 'lost' },
  { kind: 'Alien', name: 'e.t.' },
]
for (const resource of ['rolebindings', 'clusterrolebindings'])
  rows('rbac.authorization.k8s.io/v1', resource, [
    ['nobody', { roleRef }, 'x | ClusterRole/admin | 90s +  |  | '],
    [
      'a user',
      { roleRef: { ...roleRef, kind: 'Role' }, subjects: subjects.slice(0, 1) },
      'x | Role/admin | 90s + ada |  | ',
    ],
    ['all kinds of subjects', { roleRef, subjects }, 'x | ClusterRole/admin | 90s + ada, bob | devs | ci/robot, /lost'],
  ])

rows('scheduling.k8s.io/v1', 'priorityclasses', [
  ['no policy', { value: 10 }, 'x | 10 | false | 90s | '],
  ['the default', { value: -5, globalDefault: true, preemptionPolicy: 'Never' }, 'x | -5 | true | 90s | Never'],
  [
    'critical',
    { value: 2000001000, preemptionPolicy: 'PreemptLowerPriority' },
    'x | 2000001000 | false | 90s | PreemptLowerPriority',
  ],
])

rows('node.k8s.io/v1', 'runtimeclasses', [
  ['a handler', { handler: 'runsc' }, 'x | runsc | 90s'],
  ['overhead does not show', { handler: 'kata', overhead: { podFixed: { cpu: '1' } } }, 'x | kata | 90s'],
  ['no handler', { handler: '' }, 'x |  | 90s'],
])

for (const resource of ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'])
  rows('admissionregistration.k8s.io/v1', resource, [
    ['none', {}, 'x | 0 | 90s'],
    ['empty', { webhooks: [] }, 'x | 0 | 90s'],
    ['two', { webhooks: [{ name: 'a' }, { name: 'b' }] }, 'x | 2 | 90s'],
  ])

rows('admissionregistration.k8s.io/v1', 'validatingadmissionpolicies', [
  ['empty', {}, 'x | 0 | <unset> | 90s'],
  ['rules', { spec: { validations: [{ expression: 'true' }, { expression: 'false' }] } }, 'x | 2 | <unset> | 90s'],
  ['parameters', { spec: { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } } }, 'x | 0 | v1/ConfigMap | 90s'],
])

const binding = (paramRef?: object) => ({ spec: { policyName: 'p', ...(paramRef ? { paramRef } : {}) } })
rows('admissionregistration.k8s.io/v1', 'validatingadmissionpolicybindings', [
  ['no parameters', binding(), 'x | p | <unset> | 90s'],
  ['a name', binding({ name: 'c', namespace: 'n' }), 'x | p | n/c | 90s'],
  ['a name in any namespace', binding({ name: 'c' }), 'x | p | */c | 90s'],
  ['neither', binding({ namespace: 'n' }), 'x | p | <unset> | 90s'],
  [
    'a selector, as Go prints it',
    binding({
      selector: {
        matchLabels: { b: '2', a: '1' },
        matchExpressions: [{ key: 'k', operator: 'In', values: ['x', 'y'] }],
      },
    }),
    'x | p | &LabelSelector{MatchLabels:map[string]string{a: 1,b: 2,},MatchExpressions:[]LabelSelectorRequirement{LabelSelectorRequirement{Key:k,Operator:In,Values:[x y],},},} | 90s',
  ],
])

const flow = (more: object, conditions: readonly object[] = []) => ({
  spec: { priorityLevelConfiguration: { name: 'global' }, matchingPrecedence: 900, ...more },
  status: { conditions },
})
rows('flowcontrol.apiserver.k8s.io/v1', 'flowschemas', [
  ['not looked at yet', flow({}), 'x | global | 900 | <none> | 90s | ?'],
  [
    'good',
    flow({ distinguisherMethod: { type: 'ByUser' } }, [{ type: 'Dangling', status: 'False' }]),
    'x | global | 900 | ByUser | 90s | False',
  ],
  [
    'its level is missing',
    flow({}, [
      { type: 'Other', status: 'False' },
      { type: 'Dangling', status: 'True' },
    ]),
    'x | global | 900 | <none> | 90s | True',
  ],
])

test('flow schemas stand in the order in which requests meet them', () => {
  const { rowOrder } = definitionOf({ group: 'flowcontrol.apiserver.k8s.io', version: 'v1', resource: 'flowschemas' })
  const schema = (name: string, matchingPrecedence: number) => ({
    apiVersion: '',
    kind: '',
    metadata: { name },
    spec: { matchingPrecedence },
  })
  const sorted = [schema('z', 9), schema('b', 10_000), schema('a', 10_000), schema('c', 100)].sort(rowOrder)
  expect(sorted.map(({ metadata }) => metadata.name)).toEqual(['z', 'c', 'a', 'b'])
})

rows('flowcontrol.apiserver.k8s.io/v1', 'prioritylevelconfigurations', [
  [
    'exempt',
    { spec: { type: 'Exempt', exempt: { nominalConcurrencyShares: 0 } } },
    'x | Exempt | <none> | <none> | <none> | <none> | 90s',
  ],
  [
    'rejects',
    { spec: { type: 'Limited', limited: { nominalConcurrencyShares: 5, limitResponse: { type: 'Reject' } } } },
    'x | Limited | 5 | <none> | <none> | <none> | 90s',
  ],
  [
    'queues',
    {
      spec: {
        type: 'Limited',
        limited: {
          nominalConcurrencyShares: 0,
          limitResponse: { type: 'Queue', queuing: { queues: 64, handSize: 6, queueLengthLimit: 50 } },
        },
      },
    },
    'x | Limited | 0 | 64 | 6 | 50 | 90s',
  ],
])

const request = (status: object, more: object = {}) => ({
  spec: { signerName: 'k8s.io/a', username: 'ada', ...more },
  status,
})
rows('certificates.k8s.io/v1', 'certificatesigningrequests', [
  ['new', { spec: {} }, 'x | 90s | <none> |  | <none> | Pending'],
  [
    'approved and issued',
    request({ conditions: [{ type: 'Approved' }], certificate: 'eA==' }, { expirationSeconds: 86_400 }),
    'x | 90s | k8s.io/a | ada | 24h | Approved,Issued',
  ],
  [
    'denied after all',
    request({ conditions: [{ type: 'Approved' }, { type: 'Denied' }] }),
    'x | 90s | k8s.io/a | ada | <none> | Denied',
  ],
  [
    'failed',
    request({ conditions: [{ type: 'Approved' }, { type: 'Failed' }] }, { expirationSeconds: 600 }),
    'x | 90s | k8s.io/a | ada | 10m | Approved,Failed',
  ],
])

const available = (status: string, reason?: string) => ({
  status: { conditions: [{ type: 'Available', status, reason }] },
})
rows('apiregistration.k8s.io/v1', 'apiservices', [
  ['not looked at yet', {}, 'x | Local | Unknown | 90s'],
  ['local', available('True', 'Local'), 'x | Local | True | 90s'],
  [
    'a service that is missing',
    { spec: { service: { namespace: 'kube-system', name: 'metrics' } }, ...available('False', 'ServiceNotFound') },
    'x | kube-system/metrics | False (ServiceNotFound) | 90s',
  ],
  ['no reason', available('False'), 'x | Local | False | 90s'],
])

const health = (status: string) => ({
  conditions: [{ type: 'Other' }, { type: 'Healthy', status, message: 'm', error: 'e' }],
})
rows('v1', 'componentstatuses', [
  ['not known', {}, 'x | Unknown |  | '],
  ['healthy', health('True'), 'x | Healthy | m | e'],
  ['not healthy', health('Unknown'), 'x | Unhealthy | m | e'],
])
