// What an object takes of the quotas of its namespace, by resource name, and which quotas it falls under. Models
// pkg/quota/v1/evaluator/core and k8s.io/apiserver/pkg/quota/v1/generic/evaluator.go (v1.33).

import { type KubeObject, parseQuantity, readQuantity, scaledValue, zeroQuantity } from '../api/index.ts'
import type {
  PersistentVolumeClaim,
  Pod,
  PodAffinityTerm,
  ResourceQuota,
  ScopedResourceSelectorRequirement,
  Service,
} from '../kinds/index.ts'
import { type Amounts, addOverhead, addTo, podAmounts } from './amounts.ts'

export interface Evaluator {
  /** Of the names that a quota bounds, those that such objects take of. */
  matching(names: readonly string[]): readonly string[]
  usage(object: KubeObject, nowMs: number): Amounts
  /** Only pods have scopes. */
  matchesScope?(object: KubeObject, scope: ScopedResourceSelectorRequirement): boolean
  /** Why the object does not say enough to be counted. */
  fault?(object: KubeObject, names: readonly string[]): string | undefined
}

const one = parseQuantity('1')
const count = (amount: number) => parseQuantity(String(amount))

/** 'count/deployments.apps' of 'apps/deployments' */
function countName(collection: string): string {
  const slash = collection.indexOf('/')
  const group = collection.slice(0, slash)
  return `count/${collection.slice(slash + 1)}${group === '' ? '' : `.${group}`}`
}

/** 'apps/deployments' of 'count/deployments.apps' */
export function countedCollection(name: string): string | undefined {
  if (!name.startsWith('count/')) return undefined
  const resource = name.slice('count/'.length)
  const dot = resource.indexOf('.')
  return dot < 0 ? `/${resource}` : `${resource.slice(dot + 1)}/${resource.slice(0, dot)}`
}

const counting = (...names: readonly string[]): Evaluator => {
  const usage = Object.fromEntries(names.map((name) => [name, one]))
  return { matching: (asked) => asked.filter((name) => names.includes(name)), usage: () => usage }
}

const podNames = new Set([
  'count/pods',
  'cpu',
  'memory',
  'ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'pods',
])

const isNative = (name: string): boolean => !name.includes('/') || name.includes('kubernetes.io/')

const pods: Evaluator = {
  matching: (names) =>
    names.filter(
      (name) =>
        podNames.has(name) ||
        name.startsWith('hugepages-') ||
        name.startsWith('requests.hugepages-') ||
        (!isNative(name) && name.startsWith('requests.')),
    ),
  usage(object, nowMs) {
    const pod = object as Pod
    const usage: Amounts = { 'count/pods': one }
    if (!pod.spec || !countsForQuota(pod, nowMs)) return usage
    const requests = podAmounts(pod.spec, 'requests')
    const limits = podAmounts(pod.spec, 'limits')
    addOverhead(requests, pod.spec, 'requests')
    addOverhead(limits, pod.spec, 'limits')
    return { ...usage, ...computeUsage(requests, limits) }
  },
  matchesScope: (object, scope) => podIsInScope(object as Pod, scope),
  fault(object, names) {
    const { spec } = object as Pod
    const required = names
      .filter((name) => podNames.has(name) && /^((requests|limits)\.)?(cpu|memory)$/.test(name))
      .sort()
    const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])]
    const missing = required.flatMap((name) => {
      const [list, resource] = name.includes('.')
        ? (name.split('.') as ['limits' | 'requests', string])
        : (['requests', name] as const)
      const without = containers.filter(({ resources }) => resources?.[list]?.[resource ?? ''] === undefined)
      const whose = [...new Set(without.map((container) => container.name))].sort()
      return whose.length > 0 ? [`${name} for: ${whose.join(',')}`] : []
    })
    return missing.length > 0 ? `must specify ${missing.join('; ')}` : undefined
  },
}

/** A pod that has ended, or should long be gone, takes nothing. */
export function countsForQuota({ status, metadata }: Pod, nowMs: number): boolean {
  if (status?.phase === 'Failed' || status?.phase === 'Succeeded') return false
  const { deletionTimestamp, deletionGracePeriodSeconds } = metadata
  if (deletionTimestamp === undefined || deletionGracePeriodSeconds === undefined) return true
  return nowMs <= Date.parse(deletionTimestamp) + deletionGracePeriodSeconds * 1000
}

function computeUsage(requests: Amounts, limits: Amounts): Amounts {
  const usage: Amounts = { pods: one }
  for (const name of ['cpu', 'memory', 'ephemeral-storage']) {
    const request = requests[name]
    const limit = limits[name]
    if (request) Object.assign(usage, { [name]: request, [`requests.${name}`]: request })
    if (limit) usage[`limits.${name}`] = limit
  }
  for (const [name, request] of Object.entries(requests)) {
    if (name.startsWith('hugepages-')) Object.assign(usage, { [name]: request, [`requests.${name}`]: request })
    if (!isNative(name) && !name.startsWith('requests.')) usage[`requests.${name}`] = request
  }
  return usage
}

export const isTerminating = ({ spec }: Pod): boolean => (spec?.activeDeadlineSeconds ?? -1) >= 0

function podIsInScope(pod: Pod, { scopeName, operator, values }: ScopedResourceSelectorRequirement): boolean {
  switch (scopeName) {
    case 'Terminating':
      return isTerminating(pod)
    case 'NotTerminating':
      return !isTerminating(pod)
    case 'BestEffort':
      return isBestEffort(pod)
    case 'NotBestEffort':
      return !isBestEffort(pod)
    case 'CrossNamespacePodAffinity':
      return looksAbroad(pod)
    case 'PriorityClass': {
      const name = pod.spec?.priorityClassName || undefined
      const isNamed = name !== undefined && (values ?? []).includes(name)
      return operator === 'In'
        ? isNamed
        : operator === 'NotIn'
          ? !isNamed
          : (operator === 'Exists') === (name !== undefined)
    }
  }
  return false
}

function isBestEffort({ spec }: Pod): boolean {
  return ![...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].some(({ resources }) =>
    ['cpu', 'memory'].some((name) =>
      [resources?.requests?.[name], resources?.limits?.[name]].some(
        (text) => text !== undefined && (readQuantity(String(text))?.mantissa ?? 0n) > 0n,
      ),
    ),
  )
}

function looksAbroad({ spec }: Pod): boolean {
  return [spec?.affinity?.podAffinity, spec?.affinity?.podAntiAffinity].some((affinity) => {
    const preferred = affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
    const terms: readonly PodAffinityTerm[] = [
      ...(affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
      ...preferred.map(({ podAffinityTerm }) => podAffinityTerm),
    ]
    return terms.some(({ namespaces, namespaceSelector }) => (namespaces ?? []).length > 0 || namespaceSelector)
  })
}

const services: Evaluator = {
  matching: (names) =>
    names.filter((name) =>
      ['count/services', 'services', 'services.nodeports', 'services.loadbalancers'].includes(name),
    ),
  usage(object) {
    const { spec } = object as Service
    const ports = spec?.ports ?? []
    const isBalancer = spec?.type === 'LoadBalancer'
    const given = isBalancer && spec.allocateLoadBalancerNodePorts === false
    const nodePorts = given ? ports.filter(({ nodePort }) => nodePort) : ports
    return {
      'count/services': one,
      services: one,
      'services.loadbalancers': isBalancer ? one : zeroQuantity,
      'services.nodeports': isBalancer || spec?.type === 'NodePort' ? count(nodePorts.length) : zeroQuantity,
    }
  },
}

const claimNames = ['persistentvolumeclaims', 'requests.storage']
const ofClass = '.storageclass.storage.k8s.io/'

const claims: Evaluator = {
  matching: (names) =>
    names.filter(
      (name) =>
        name === 'count/persistentvolumeclaims' ||
        claimNames.includes(name) ||
        claimNames.some((each) => name.endsWith(`${ofClass}${each}`)),
    ),
  usage(object) {
    const { spec, status, metadata } = object as PersistentVolumeClaim
    const usage: Amounts = { 'count/persistentvolumeclaims': one, persistentvolumeclaims: one }
    const storageClass =
      metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec?.storageClassName ?? ''
    const amounts = [spec?.resources?.requests?.['storage'], status?.allocatedResources?.['storage']]
      .map((text) => (text === undefined ? undefined : readQuantity(String(text))))
      .filter((amount) => amount !== undefined)
    const [asked, allocated] = amounts
    const most = asked && allocated && scaledValue(allocated) > scaledValue(asked) ? allocated : asked
    // Whole bytes are counted.
    const storage = most && most.exponent < 0 ? count(scaledValue(most)) : most
    if (storage) usage['requests.storage'] = storage
    if (storageClass !== '') {
      usage[`${storageClass}${ofClass}persistentvolumeclaims`] = one
      if (storage) usage[`${storageClass}${ofClass}requests.storage`] = storage
    }
    return usage
  },
}

/** Kinds whose count has an older name, too. */
const aliases: Readonly<Record<string, string>> = {
  '/configmaps': 'configmaps',
  '/resourcequotas': 'resourcequotas',
  '/replicationcontrollers': 'replicationcontrollers',
  '/secrets': 'secrets',
}

const special = new Map<string, Evaluator>([
  ['/pods', pods],
  ['/services', services],
  ['/persistentvolumeclaims', claims],
  ...Object.entries(aliases).map(
    ([collection, alias]) => [collection, counting(countName(collection), alias)] as const,
  ),
])

const uncounted = new Set([
  '/bindings',
  '/componentstatuses',
  '/events',
  'events.k8s.io/events',
  'authentication.k8s.io/tokenreviews',
  'authentication.k8s.io/selfsubjectreviews',
  'authorization.k8s.io/subjectaccessreviews',
  'authorization.k8s.io/selfsubjectaccessreviews',
  'authorization.k8s.io/localsubjectaccessreviews',
  'authorization.k8s.io/selfsubjectrulesreviews',
])

/** Undefined for what is never counted. */
export function evaluatorOf(collection: string): Evaluator | undefined {
  return uncounted.has(collection) ? undefined : (special.get(collection) ?? counting(countName(collection)))
}

export function fallsUnder({ spec }: ResourceQuota, evaluator: Evaluator, object: KubeObject): boolean {
  const scopes: readonly ScopedResourceSelectorRequirement[] = [
    ...(spec?.scopes ?? []).map((scopeName) => ({ scopeName, operator: 'Exists' })),
    ...(spec?.scopeSelector?.matchExpressions ?? []),
  ]
  return scopes.every((scope) => evaluator.matchesScope?.(object, scope) ?? false)
}

/** What a quota's namespace uses of what it bounds; `known` says whether there is such a collection at all. */
export function usageOfQuota(
  quota: ResourceQuota,
  list: (collection: string) => readonly KubeObject[],
  known: (collection: string) => boolean,
  nowMs: number,
): Amounts {
  const hard = Object.keys(quota.spec?.hard ?? {})
  const used: Amounts = {}
  const collections = new Set([...special.keys(), ...hard.map(countedCollection).filter((name) => name !== undefined)])
  for (const collection of collections) {
    const evaluator = evaluatorOf(collection)
    const names = evaluator?.matching(hard) ?? []
    if (!evaluator || names.length === 0 || !known(collection)) continue
    for (const name of names) used[name] ??= zeroQuantity
    for (const object of list(collection)) {
      if (!fallsUnder(quota, evaluator, object)) continue
      const usage = evaluator.usage(object, nowMs)
      for (const name of names) {
        const amount = usage[name]
        if (amount) addTo(used, { [name]: amount })
      }
    }
  }
  return used
}
