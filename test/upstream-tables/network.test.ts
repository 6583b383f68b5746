// Rows of the network: printIngress, printIngressClass, printNetworkPolicy, printServiceCIDR and printIPAddress of
// pkg/printers/internalversion/printers.go (v1.33).
import { rows } from './rows.ts'

const hosts = (...names: readonly (string | undefined)[]) => ({
  spec: { rules: names.map((host) => (host === undefined ? {} : { host })) },
})

rows('networking.k8s.io/v1', 'ingresses', [
  ['empty', {}, 'x | <none> | * |  | 80 | 90s'],
  [
    'all of it; addresses are a sorted set, the ip before the name',
    {
      spec: { ingressClassName: 'nginx', rules: [{ host: 'a.io' }], tls: [{ hosts: ['a.io'] }] },
      status: {
        loadBalancer: {
          ingress: [{ hostname: 'lb.io' }, { ip: '10.0.0.9', hostname: 'x.io' }, { ip: '10.0.0.9' }, {}],
        },
      },
    },
    'x | nginx | a.io | 10.0.0.9,lb.io | 80, 443 | 90s',
  ],
  [
    'the annotation of old does not count',
    { metadata: { annotations: { 'kubernetes.io/ingress.class': 'nginx' } }, spec: { tls: [] } },
    'x | <none> | * |  | 80 | 90s',
  ],
  ['three hosts', hosts('a', 'b', 'c'), 'x | <none> | a,b,c |  | 80 | 90s'],
  ['more than three', hosts('a', 'b', 'c', 'd', 'e'), 'x | <none> | a,b,c + 2 more... |  | 80 | 90s'],
  [
    'rules without a host are counted after the third only',
    hosts(undefined, 'a', 'b', 'c', undefined),
    'x | <none> | a,b,c + 2 more... |  | 80 | 90s',
  ],
  ['rules without a host before it', hosts(undefined, 'a', undefined), 'x | <none> | a |  | 80 | 90s'],
])

rows('networking.k8s.io/v1', 'ingressclasses', [
  ['no parameters', { spec: { controller: 'k8s.io/nginx' } }, 'x | k8s.io/nginx | <none> | 90s'],
  [
    'with a group',
    { spec: { controller: 'c', parameters: { apiGroup: 'a.io', kind: 'Params', name: 'p' } } },
    'x | c | Params.a.io/p | 90s',
  ],
  [
    'of the core group',
    { spec: { controller: 'c', parameters: { kind: 'ConfigMap', namespace: 'n', name: 'p' } } },
    'x | c | ConfigMap/p | 90s',
  ],
])

rows('networking.k8s.io/v1', 'networkpolicies', [
  ['all pods', { spec: { podSelector: {} } }, 'x | <none> | 90s'],
  ['labels', { spec: { podSelector: { matchLabels: { b: '2', a: '1' } } } }, 'x | a=1,b=2 | 90s'],
  [
    'expressions',
    {
      spec: {
        podSelector: {
          matchExpressions: [
            { key: 'a', operator: 'NotIn', values: ['y', 'x'] },
            { key: 'b', operator: 'Exists' },
          ],
        },
      },
    },
    'x | a notin (x,y),b | 90s',
  ],
])

rows('networking.k8s.io/v1', 'servicecidrs', [
  ['empty', {}, 'x |  | 90s'],
  ['one', { spec: { cidrs: ['10.96.0.0/12'] } }, 'x | 10.96.0.0/12 | 90s'],
  ['two', { spec: { cidrs: ['10.96.0.0/12', 'fd00::/108'] } }, 'x | 10.96.0.0/12,fd00::/108 | 90s'],
])

rows('networking.k8s.io/v1', 'ipaddresses', [
  ['nobody', { spec: {} }, 'x | <none>'],
  [
    'a service',
    { spec: { parentRef: { group: '', resource: 'services', namespace: 'default', name: 'web' } } },
    'x | services/default/web',
  ],
  [
    'something of another group, without a namespace',
    { spec: { parentRef: { group: 'A.io', resource: 'Things', name: 'T' } } },
    'x | things.a.io/T',
  ],
])
