// The second door: what an API server brings along that nobody needs at the prompt: flow control, API services, the range
// of service addresses, storage. Models k8s.io/apiserver/pkg/apis/flowcontrol/bootstrap/default.go, pkg/controlplane/
// apiserver/aggregator.go and pkg/controlplane/controller/defaultservicecidr (v1.33). Planted when their kinds are served;
// what comes of it does not depend on when that is. Differs: revisions are not those of a cluster's first seconds.

import type { KubeObject, Server } from '../api/index.ts'
import { groupPriorities } from '../kinds/index.ts'
import { Random, seedOf } from '../sim/index.ts'
import type { Preset } from './preset.ts'

type Seed = (
  apiVersion: string,
  kind: string,
  resource: string,
  name: string,
  fields: object,
  metadata?: object,
) => void

/** Gives a cluster those that has never had any. */
export function plantApiObjects(server: Server, preset: Preset): void {
  const { objects } = server
  const home = objects.get('/namespaces', 'kube-system')?.metadata
  // An empty cluster has nothing.
  if (!home) return
  const { uid: homeUid = '', creationTimestamp } = home
  const at = creationTimestamp ?? ''
  const random = new Random(seedOf(`${homeUid} api`))
  const made = new Map<string, { group: string; resource: string; list: KubeObject[] }>()
  let revision = 1
  const seed: Seed = (apiVersion, kind, resource, name, fields, more) => {
    const group = apiVersion.slice(0, apiVersion.lastIndexOf('/'))
    const place = `${group}/${resource}`
    const found = made.get(place) ?? { group, resource, list: [] }
    made.set(place, found)
    const { labels, annotations, ...rest } = (more ?? {}) as Partial<KubeObject['metadata']>
    const metadata = {
      name,
      uid: random.uuid(),
      resourceVersion: String(++revision),
      ...rest,
      creationTimestamp: at,
      ...(labels ? { labels } : {}),
      ...(annotations ? { annotations } : {}),
    }
    found.list.push({ apiVersion, kind, metadata, ...fields } as KubeObject)
  }
  seedFlowControl(seed, at)
  seedApiServices(seed, at)
  seed(
    'networking.k8s.io/v1',
    'ServiceCIDR',
    'servicecidrs',
    'kubernetes',
    {
      spec: { cidrs: [preset.serviceCidr] },
      status: { conditions: [condition('Ready', 'True', '', 'Kubernetes Service CIDR is ready', at)] },
    },
    { finalizers: ['networking.k8s.io/service-cidr-finalizer'] },
  )
  if (preset.storageClass)
    seed(
      'storage.k8s.io/v1',
      'StorageClass',
      'storageclasses',
      preset.storageClass.name,
      {
        provisioner: preset.storageClass.provisioner,
        reclaimPolicy: 'Delete',
        volumeBindingMode: 'WaitForFirstConsumer',
      },
      { annotations: preset.storageClass.annotations },
    )
  seedMetricsService(seed, at)
  const known = objects.collections()
  for (const [place, { group, resource, list }] of made)
    if (!known.includes(place)) server.plant({ group, resource }, list)
}

const condition = (type: string, status: string, reason: string, message: string, at: string): object => ({
  type,
  status,
  lastTransitionTime: at,
  reason,
  message,
})

/** Name, shares, percent that may be lent, queues and hand size; without queues what is too much is refused. */
const levels: readonly (readonly [string, number, number, queues?: number, handSize?: number])[] = [
  ['catch-all', 5, 0],
  ['system', 30, 33, 64, 6],
  ['node-high', 40, 25, 64, 6],
  ['leader-election', 10, 0, 16, 4],
  ['workload-high', 40, 50, 128, 6],
  ['workload-low', 100, 90, 128, 6],
  ['global-default', 20, 50, 128, 6],
]

const group = (name: string): object => ({ kind: 'Group', group: { name } })
const user = (name: string): object => ({ kind: 'User', user: { name } })
const account = (name: string): object => ({
  kind: 'ServiceAccount',
  serviceAccount: { namespace: 'kube-system', name },
})
const everybody = [group('system:unauthenticated'), group('system:authenticated')]
const manager = 'system:kube-controller-manager'
const scheduler = 'system:kube-scheduler'

const rule = (
  verbs: readonly string[],
  apiGroup: string,
  resources: readonly string[],
  clusterScope = false,
): object => ({
  verbs,
  apiGroups: [apiGroup],
  resources,
  ...(clusterScope ? { clusterScope } : {}),
  namespaces: ['*'],
})
const urls = (verbs: readonly string[], nonResourceURLs: readonly string[]): object => ({ verbs, nonResourceURLs })
const everything = { resourceRules: [rule(['*'], '*', ['*'], true)], nonResourceRules: [urls(['*'], ['*'])] }
const use = ['get', 'create', 'update']
const leases = rule(use, 'coordination.k8s.io', ['leases'])

/** Name, level, precedence, how flows are told apart, and who does what. */
const flows: readonly (readonly [string, string, number, string, readonly object[], object])[] = [
  ['exempt', 'exempt', 1, '', [group('system:masters')], everything],
  ['catch-all', 'catch-all', 10_000, 'ByUser', everybody, everything],
  ['system-nodes', 'system', 500, 'ByUser', [group('system:nodes')], everything],
  [
    'system-node-high',
    'node-high',
    400,
    'ByUser',
    [group('system:nodes')],
    {
      resourceRules: [rule(['*'], '', ['nodes', 'nodes/status'], true), rule(['*'], 'coordination.k8s.io', ['leases'])],
    },
  ],
  ['probes', 'exempt', 2, '', everybody, { nonResourceRules: [urls(['get'], ['/healthz', '/readyz', '/livez'])] }],
  [
    'system-leader-election',
    'leader-election',
    100,
    'ByUser',
    [user(manager), user(scheduler), account('*')],
    { resourceRules: [leases] },
  ],
  [
    'workload-leader-election',
    'leader-election',
    200,
    'ByUser',
    [account('*')],
    { resourceRules: [rule(use, '', ['endpoints', 'configmaps']), leases] },
  ],
  [
    'endpoint-controller',
    'workload-high',
    150,
    'ByUser',
    [user(manager), account('endpoint-controller'), account('endpointslicemirroring-controller')],
    { resourceRules: [rule(use, '', ['endpoints'])] },
  ],
  ['kube-controller-manager', 'workload-high', 800, 'ByNamespace', [user(manager)], everything],
  ['kube-scheduler', 'workload-high', 800, 'ByNamespace', [user(scheduler)], everything],
  ['kube-system-service-accounts', 'workload-high', 900, 'ByNamespace', [account('*')], everything],
  ['service-accounts', 'workload-low', 9000, 'ByUser', [group('system:serviceaccounts')], everything],
  ['global-default', 'global-default', 9900, 'ByUser', everybody, everything],
]

function seedFlowControl(seed: Seed, at: string): void {
  const apiVersion = 'flowcontrol.apiserver.k8s.io/v1'
  const metadata = { generation: 1, annotations: { 'apf.kubernetes.io/autoupdate-spec': 'true' } }
  const addLevel = (name: string, spec: object): void =>
    seed(apiVersion, 'PriorityLevelConfiguration', 'prioritylevelconfigurations', name, { spec, status: {} }, metadata)
  addLevel('exempt', { type: 'Exempt', exempt: { nominalConcurrencyShares: 0, lendablePercent: 0 } })
  for (const [name, nominalConcurrencyShares, lendablePercent, queues, handSize] of levels) {
    const limitResponse =
      queues === undefined ? { type: 'Reject' } : { type: 'Queue', queuing: { queues, handSize, queueLengthLimit: 50 } }
    addLevel(name, { type: 'Limited', limited: { nominalConcurrencyShares, limitResponse, lendablePercent } })
  }
  for (const [name, level, matchingPrecedence, type, subjects, rules] of flows) {
    const message = `This FlowSchema references the PriorityLevelConfiguration object named "${level}" and it exists`
    const spec = {
      priorityLevelConfiguration: { name: level },
      matchingPrecedence,
      ...(type === '' ? {} : { distinguisherMethod: { type } }),
      rules: [{ subjects, ...rules }],
    }
    const status = { conditions: [condition('Dangling', 'False', 'Found', message, at)] }
    seed(apiVersion, 'FlowSchema', 'flowschemas', name, { spec, status }, metadata)
  }
}

/** `versionPriority` of the APIServices that do not have 15. */
const versionPriorities: Readonly<Record<string, number>> = {
  'v1.': 1,
  'v1.flowcontrol.apiserver.k8s.io': 21,
  'v2.autoscaling': 30,
}

function seedApiServices(seed: Seed, at: string): void {
  const add = (group: string, version: string, groupPriorityMinimum: number): void => {
    const name = `${version}.${group}`
    seed(
      'apiregistration.k8s.io/v1',
      'APIService',
      'apiservices',
      name,
      {
        spec: {
          ...(group === '' ? {} : { group }),
          version,
          groupPriorityMinimum,
          versionPriority: versionPriorities[name] ?? 15,
        },
        status: {
          conditions: [condition('Available', 'True', 'Local', 'Local APIServices are always available', at)],
        },
      },
      { labels: { 'kube-aggregator.kubernetes.io/automanaged': 'onstart' } },
    )
  }
  for (const [group, priority] of Object.entries(groupPriorities)) {
    // The aggregator itself has none; the other is seedMetricsService's.
    if (group === 'apiregistration.k8s.io' || group === METRICS) continue
    add(group, 'v1', priority)
    if (group === 'autoscaling') add(group, 'v2', priority)
  }
}

const METRICS = 'metrics.k8s.io'

/**
 * That of metrics-server, as its components.yaml registers it. k3s brings one along. Differs: kubeadm does not, here it
 * has one too; and nothing in kube-system runs for it.
 */
function seedMetricsService(seed: Seed, at: string): void {
  const available = condition('Available', 'True', 'Passed', 'all checks passed', at)
  seed(
    'apiregistration.k8s.io/v1',
    'APIService',
    'apiservices',
    `v1beta1.${METRICS}`,
    {
      spec: {
        service: { namespace: 'kube-system', name: 'metrics-server', port: 443 },
        group: METRICS,
        version: 'v1beta1',
        insecureSkipTLSVerify: true,
        groupPriorityMinimum: groupPriorities[METRICS] ?? 0,
        versionPriority: 100,
      },
      status: { conditions: [available] },
    },
    { labels: { 'k8s-app': 'metrics-server' } },
  )
}
