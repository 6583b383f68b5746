// Rows of workloads: printDaemonSet, printStatefulSet, printReplicationController, printPodTemplate,
// printControllerRevision, printJob, printCronJob, printHorizontalPodAutoscaler and printPodDisruptionBudget of
// pkg/printers/internalversion/printers.go (v1.33).
import { ago, rows } from './rows.ts'

const template = {
  metadata: { labels: { tier: 'a', app: 'web' } },
  spec: {
    initContainers: [{ name: 'setup', image: 'busybox' }],
    containers: [
      { name: 'web', image: 'nginx:1.27' },
      { name: 'log', image: 'busybox' },
    ],
  },
}
const expressions = {
  matchLabels: { app: 'web' },
  matchExpressions: [
    { key: 'tier', operator: 'In', values: ['b', 'a'] },
    { key: 'old', operator: 'DoesNotExist' },
  ],
}

rows('apps/v1', 'daemonsets', [
  ['nothing yet', {}, 'x | 0 | 0 | 0 | 0 | 0 | <none> | 90s +  |  | <none>'],
  [
    'numbers, node selector, containers without init containers',
    {
      spec: {
        selector: expressions,
        template: { spec: { ...template.spec, nodeSelector: { os: 'linux', disk: 'ssd' } } },
      },
      status: {
        desiredNumberScheduled: 5,
        currentNumberScheduled: 4,
        numberReady: 3,
        updatedNumberScheduled: 2,
        numberAvailable: 1,
      },
    },
    'x | 5 | 4 | 3 | 2 | 1 | disk=ssd,os=linux | 90s + web,log | nginx:1.27,busybox | app=web,!old,tier in (a,b)',
  ],
  [
    'numbers of others are not shown',
    { spec: { selector: {}, template: {} }, status: { numberMisscheduled: 7, numberUnavailable: 8 } },
    'x | 0 | 0 | 0 | 0 | 0 | <none> | 90s +  |  | <none>',
  ],
])

rows('apps/v1', 'statefulsets', [
  ['nothing yet', {}, 'x | 0/0 | 90s +  | '],
  [
    'scaled to nothing',
    { spec: { replicas: 0, template }, status: { readyReplicas: 1 } },
    'x | 1/0 | 90s + web,log | nginx:1.27,busybox',
  ],
  [
    'ready, not updated nor available',
    {
      spec: { replicas: 3, selector: expressions, template },
      status: { replicas: 3, readyReplicas: 2, updatedReplicas: 1 },
    },
    'x | 2/3 | 90s + web,log | nginx:1.27,busybox',
  ],
])

rows('v1', 'replicationcontrollers', [
  ['nothing yet', {}, 'x | 0 | 0 | 0 | 90s +  |  | <none>'],
  [
    'no selector',
    { spec: { replicas: 2, template }, status: { replicas: 2 } },
    'x | 2 | 2 | 0 | 90s + web,log | nginx:1.27,busybox | <none>',
  ],
  [
    'a plain map selects',
    { spec: { replicas: 3, selector: { b: '2', a: '1' }, template }, status: { replicas: 2, readyReplicas: 1 } },
    'x | 3 | 2 | 1 | 90s + web,log | nginx:1.27,busybox | a=1,b=2',
  ],
])

rows('v1', 'podtemplates', [
  ['empty', {}, 'x |  |  | <none>'],
  ['containers and labels, no age', { template }, 'x | web,log | nginx:1.27,busybox | app=web,tier=a'],
  ['no labels', { template: { spec: template.spec } }, 'x | web,log | nginx:1.27,busybox | <none>'],
])

rows('apps/v1', 'controllerrevisions', [
  ['nobody controls it', { revision: 1 }, 'x | <none> | 1 | 90s'],
  [
    'an owner that does not control',
    { revision: 2, metadata: { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db' }] } },
    'x | <none> | 2 | 90s',
  ],
  [
    'its controller',
    {
      revision: 3,
      metadata: { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'Proxy', controller: true }] },
    },
    'x | daemonset.apps/Proxy | 3 | 90s',
  ],
  [
    'a controller of the core group',
    {
      revision: 4,
      metadata: {
        ownerReferences: [{ apiVersion: 'v1', kind: 'ReplicationController', name: 'rc', controller: true }],
      },
    },
    'x | replicationcontroller/rc | 4 | 90s',
  ],
])

const condition = (type: string, status = 'True') => ({ type, status })
const job = (spec: object, status: object, metadata: object = {}) => ({ spec: { template, ...spec }, status, metadata })
const jobWide = ' + web,log | nginx:1.27,busybox | <none>'

rows('batch/v1', 'jobs', [
  ['not started', {}, 'x | Running | 0/1 |  | 90s +  |  | <none>'],
  ['runs', job({ completions: 3 }, { startTime: ago(75), active: 1 }), `x | Running | 0/3 | 75s | 90s${jobWide}`],
  [
    'complete',
    job(
      { completions: 1 },
      { startTime: ago(80), completionTime: ago(20), succeeded: 1, conditions: [condition('Complete')] },
    ),
    `x | Complete | 1/1 | 60s | 90s${jobWide}`,
  ],
  [
    'a work queue with workers side by side',
    job({ parallelism: 4 }, { succeeded: 2 }),
    `x | Running | 2/1 of 4 |  | 90s${jobWide}`,
  ],
  ['a work queue with one worker', job({ parallelism: 1 }, { succeeded: 1 }), `x | Running | 1/1 |  | 90s${jobWide}`],
  [
    'failed, although it failed before it was suspended',
    job({ completions: 1 }, { conditions: [condition('Suspended'), condition('FailureTarget'), condition('Failed')] }),
    `x | Failed | 0/1 |  | 90s${jobWide}`,
  ],
  [
    'suspended',
    job({ completions: 2 }, { conditions: [condition('Suspended')] }),
    `x | Suspended | 0/2 |  | 90s${jobWide}`,
  ],
  [
    'going away comes before suspended',
    job({ completions: 2 }, { conditions: [condition('Suspended')] }, { deletionTimestamp: ago(1) }),
    `x | Terminating | 0/2 |  | 90s${jobWide}`,
  ],
  [
    'about to fail',
    job({ completions: 2 }, { conditions: [condition('FailureTarget')] }),
    `x | FailureTarget | 0/2 |  | 90s${jobWide}`,
  ],
  [
    'a condition that is false',
    job({ completions: 0, selector: expressions }, { conditions: [condition('Complete', 'False')] }),
    'x | Running | 0/0 |  | 90s + web,log | nginx:1.27,busybox | app=web,!old,tier in (a,b)',
  ],
])

const jobTemplate = { spec: { template } }
rows('batch/v1', 'cronjobs', [
  [
    'never ran',
    { spec: { schedule: '* * * * *' } },
    'x | * * * * * | <none> | <unset> | 0 | <none> | 90s +  |  | <none>',
  ],
  [
    'suspended, with a zone',
    { spec: { schedule: '@daily', timeZone: 'Asia/Dhaka', suspend: true, jobTemplate } },
    'x | @daily | Asia/Dhaka | True | 0 | <none> | 90s + web,log | nginx:1.27,busybox | <none>',
  ],
  [
    'runs',
    {
      spec: {
        schedule: '*/5 * * * *',
        suspend: false,
        jobTemplate: { spec: { template, selector: { matchLabels: { a: 'b' } } } },
      },
      status: { active: [{ name: 'x-1' }, { name: 'x-2' }], lastScheduleTime: ago(150) },
    },
    'x | */5 * * * * | <none> | False | 2 | 2m30s | 90s + web,log | nginx:1.27,busybox | a=b',
  ],
])

const hpa = (metrics: readonly object[], currentMetrics: readonly object[] = []) => ({
  spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 9, metrics },
  status: { currentReplicas: 3, currentMetrics },
})
const target = (targets: string) => `x | Deployment/web | ${targets} | 2 | 9 | 3 | 90s`
const cpu = (fields: object) => ({ type: 'Resource', resource: { name: 'cpu', target: fields } })
const cpuNow = (fields: object) => ({ type: 'Resource', resource: { name: 'cpu', current: fields } })
const external = (fields: object) => ({ type: 'External', external: { metric: { name: 'q' }, target: fields } })
const other = (fields: object) => ({ type: 'Object', object: { metric: { name: 'q' }, target: fields } })
const pods = { type: 'Pods', pods: { metric: { name: 'hits' }, target: { averageValue: '1k' } } }

rows('autoscaling/v2', 'horizontalpodautoscalers', [
  [
    'no metrics',
    { spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 1 } },
    'x | Deployment/web | <none> | <unset> | 1 | 0 | 90s',
  ],
  ['use that is not known', hpa([cpu({ averageUtilization: 50 })]), target('cpu: <unknown>/50%')],
  ['use', hpa([cpu({ averageUtilization: 50 })], [cpuNow({ averageUtilization: 0 })]), target('cpu: 0%/50%')],
  ['no number at all', hpa([cpu({})], [cpuNow({ averageValue: '3m' })]), target('cpu: <unknown>/<auto>')],
  ['average values', hpa([cpu({ averageValue: '200m' })], [cpuNow({ averageValue: '30m' })]), target('cpu: 30m/200m')],
  [
    'a status of another type at its place',
    hpa([cpu({ averageValue: '2' })], [{ type: 'Pods', pods: {} }]),
    target('cpu: <unknown>/2'),
  ],
  [
    'a container',
    hpa(
      [
        {
          type: 'ContainerResource',
          containerResource: { name: 'memory', container: 'c', target: { averageUtilization: 70 } },
        },
      ],
      [{ type: 'ContainerResource', containerResource: { name: 'memory', current: { averageUtilization: 71 } } }],
    ),
    target('memory: 71%/70%'),
  ],
  ['pods', hpa([pods], [{ type: 'Pods', pods: { current: { averageValue: '900m' } } }]), target('900m/1k')],
  [
    'external',
    hpa([external({ value: '30' })], [{ type: 'External', external: { current: { value: '7' } } }]),
    target('7/30'),
  ],
  ['external, on average, unknown', hpa([external({ averageValue: '30' })]), target('<unknown>/30 (avg)')],
  [
    'an object, on average',
    hpa([other({ averageValue: '5' })], [{ type: 'Object', object: { current: { averageValue: '4', value: '8' } } }]),
    target('4/5 (avg)'),
  ],
  ['an object', hpa([other({ value: '5' })], [{ type: 'Object', object: { current: { value: '8' } } }]), target('8/5')],
  ['nothing known', hpa([{ type: 'Moon' }]), target('<unknown type>')],
  ['two', hpa([pods, pods]), target('<unknown>/1k, <unknown>/1k')],
  ['four', hpa([pods, pods, pods, pods]), target('<unknown>/1k, <unknown>/1k + 2 more...')],
])

rows('policy/v1', 'poddisruptionbudgets', [
  ['empty', {}, 'x | N/A | N/A | 0 | 90s'],
  ['zero is a number', { spec: { minAvailable: 0 }, status: { disruptionsAllowed: 2 } }, 'x | 0 | N/A | 2 | 90s'],
  ['percent', { spec: { maxUnavailable: '30%' }, status: { disruptionsAllowed: 1 } }, 'x | N/A | 30% | 1 | 90s'],
])
