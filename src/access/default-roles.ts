// The roles and bindings that a cluster has from the beginning: those of the API server (plugin/pkg/auth/authorizer/rbac/
// bootstrappolicy, v1.33, with its default feature gates; the rules are in default-roles.json), and the distribution's.
// Differs: they are written without owners of fields, and their revisions are not those of a cluster's first seconds.

import type { KubeObject, ObjectReader, Server } from '../api/index.ts'
import type { ClusterRole, PolicyRule, Subject } from '../kinds/index.ts'
import { Random, seedOf } from '../sim/index.ts'
import { aggregatedRules } from './aggregation.ts'
import roles from './default-roles.json' with { type: 'json' }
import { distributions } from './distribution-roles.ts'

const GROUP = 'rbac.authorization.k8s.io'
const API_VERSION = `${GROUP}/v1`
const CONTROLLER = 'system:controller:'
const SYSTEM = 'kube-system'

/** 'verbs|groups|resources|names|paths', each a list with commas. */
export function ruleOf(text: string): PolicyRule {
  const [verbs = '', groups = '', resources = '', names = '', paths = ''] = text.split('|')
  const list = (part: string): string[] => part.split(',')
  if (paths !== '') return { nonResourceURLs: list(paths), verbs: list(verbs) }
  return {
    apiGroups: list(groups),
    resources: list(resources),
    ...(names === '' ? {} : { resourceNames: list(names) }),
    verbs: list(verbs),
  }
}

/** 'Group:system:masters', 'ServiceAccount:kube-system/kube-proxy'. */
export function subjectOf(text: string): Subject {
  const [, kind = '', name = ''] = /^(\w+):(.*)$/.exec(text) ?? []
  if (kind !== 'ServiceAccount') return { apiGroup: GROUP, kind, name }
  const [namespace = '', account = ''] = name.split('/')
  return { kind, name: account, namespace }
}

/** Which of the general roles gathers which others, and what gathers it. */
const gathering: readonly (readonly [string, string, string?])[] = [
  ['view', 'view', 'edit'],
  ['edit', 'edit', 'admin'],
  ['admin', 'admin'],
]
const gathers = (name: string): string => `${GROUP}/aggregate-to-${name}`

const users = { manager: 'User:system:kube-controller-manager', scheduler: 'User:system:kube-scheduler' }
const AUTHENTICATED = 'Group:system:authenticated'
const account = (name: string): string => `ServiceAccount:${SYSTEM}/${name}`

/** Binding and role have one name. */
const clusterBindings: Readonly<Record<string, readonly string[]>> = {
  'cluster-admin': ['Group:system:masters'],
  'system:monitoring': ['Group:system:monitoring'],
  'system:discovery': [AUTHENTICATED],
  'system:basic-user': [AUTHENTICATED],
  'system:public-info-viewer': [AUTHENTICATED, 'Group:system:unauthenticated'],
  'system:node-proxier': ['User:system:kube-proxy'],
  'system:kube-controller-manager': [users.manager],
  'system:kube-dns': [account('kube-dns')],
  'system:kube-scheduler': [users.scheduler],
  'system:volume-scheduler': [users.scheduler],
  'system:node': [],
  'system:service-account-issuer-discovery': ['Group:system:serviceaccounts'],
}

/** Namespace and name, role, subjects. */
const bindings: readonly (readonly [string, string, readonly string[]])[] = [
  [
    `${SYSTEM}/system::extension-apiserver-authentication-reader`,
    'extension-apiserver-authentication-reader',
    [users.manager, users.scheduler],
  ],
  [
    `${SYSTEM}/system::leader-locking-kube-controller-manager`,
    'system::leader-locking-kube-controller-manager',
    [users.manager, account('kube-controller-manager'), account('leader-election-controller')],
  ],
  [
    `${SYSTEM}/system::leader-locking-kube-scheduler`,
    'system::leader-locking-kube-scheduler',
    [users.scheduler, account('kube-scheduler')],
  ],
  ...['bootstrap-signer', 'cloud-provider', 'token-cleaner'].map(
    (name) => [`${SYSTEM}/${CONTROLLER}${name}`, CONTROLLER + name, [account(name)]] as const,
  ),
  [`kube-public/${CONTROLLER}bootstrap-signer`, `${CONTROLLER}bootstrap-signer`, [account('bootstrap-signer')]],
]

interface Made {
  readonly clusterroles: KubeObject[]
  readonly clusterrolebindings: KubeObject[]
  readonly roles: KubeObject[]
  readonly rolebindings: KubeObject[]
}

/** Puts them into a cluster that has never had any. What comes of it does not depend on when that is. */
export function plantRoles(server: Server, distribution: string): void {
  const { objects } = server
  const known = objects.collections()
  const made = makeRoles(objects, distribution)
  for (const [resource, list] of Object.entries(made)) {
    const ref = { group: GROUP, resource }
    if (!known.includes(`${GROUP}/${resource}`)) server.plant(ref, list)
  }
}

function makeRoles(objects: ObjectReader, distribution: string): Made {
  const home = objects.get('/namespaces', SYSTEM)?.metadata
  const random = new Random(seedOf(home?.uid ?? ''))
  let revision = 1
  const defaults = { 'kubernetes.io/bootstrapping': 'rbac-defaults' }
  const annotations = { 'rbac.authorization.kubernetes.io/autoupdate': 'true' }
  const metadata = (place: string, own: boolean, labels: Readonly<Record<string, string>> = {}) => {
    const slash = place.indexOf('/')
    return {
      name: place.slice(slash + 1),
      ...(slash < 0 ? {} : { namespace: place.slice(0, slash) }),
      uid: random.uuid(),
      resourceVersion: String(++revision),
      creationTimestamp: home?.creationTimestamp ?? '',
      ...(own ? { labels: { ...defaults, ...labels }, annotations } : {}),
    }
  }
  const role = (
    place: string,
    rules: readonly PolicyRule[],
    own: boolean,
    labels?: Record<string, string>,
    more = {},
  ) => ({
    ...more,
    apiVersion: API_VERSION,
    kind: place.includes('/') ? 'Role' : 'ClusterRole',
    metadata: metadata(place, own, labels),
    rules,
  })
  const binding = (place: string, kind: string, name: string, subjects: readonly string[], own: boolean) => ({
    apiVersion: API_VERSION,
    kind: place.includes('/') ? 'RoleBinding' : 'ClusterRoleBinding',
    metadata: metadata(place, own),
    roleRef: { apiGroup: GROUP, kind, name },
    ...(subjects.length > 0 ? { subjects: subjects.map(subjectOf) } : {}),
  })

  const made: Made = { clusterroles: [], clusterrolebindings: [], roles: [], rolebindings: [] }
  for (const [name, rules] of Object.entries(roles.clusterRoles)) {
    const [, to] = /^system:aggregate-to-(\w+)$/.exec(name) ?? []
    made.clusterroles.push(role(name, rules.map(ruleOf), true, to === undefined ? {} : { [gathers(to)]: 'true' }))
    if (name.startsWith(CONTROLLER))
      made.clusterrolebindings.push(binding(name, 'ClusterRole', name, [account(name.slice(CONTROLLER.length))], true))
  }
  for (const [name, from, to] of gathering) {
    const aggregationRule = { clusterRoleSelectors: [{ matchLabels: { [gathers(from)]: 'true' } }] }
    const rules = aggregatedRules(aggregationRule, name, made.clusterroles as readonly ClusterRole[])
    made.clusterroles.push(
      role(name, rules, true, to === undefined ? {} : { [gathers(to)]: 'true' }, { aggregationRule }),
    )
  }
  for (const [name, subjects] of Object.entries(clusterBindings))
    made.clusterrolebindings.push(binding(name, 'ClusterRole', name, subjects, true))
  for (const [place, rules] of Object.entries(roles.roles)) made.roles.push(role(place, rules.map(ruleOf), true))
  for (const [place, name, subjects] of bindings) made.rolebindings.push(binding(place, 'Role', name, subjects, true))

  const own = distributions[distribution]
  for (const [place, rules] of Object.entries(own?.roles ?? {}))
    (place.includes('/') ? made.roles : made.clusterroles).push(role(place, rules.map(ruleOf), false))
  for (const [place, ref, subjects] of own?.bindings ?? []) {
    const [, kind = '', name = ''] = /^(\w+):(.*)$/.exec(ref) ?? []
    const list = place.includes('/') ? made.rolebindings : made.clusterrolebindings
    list.push(binding(place, kind, name, subjects, false))
  }
  return made
}
