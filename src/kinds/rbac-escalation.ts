// Nobody gives more than he has: whoever writes a role must hold all its rules or may `escalate`, whoever binds one must
// hold them or may `bind` it. Models pkg/registry/rbac/{escalation_check.go,*/policybased/storage.go,validation/
// {rule,policy_compact}.go} and k8s.io/component-helpers/auth/rbac/validation/policy_comparator.go (v1.33).

import {
  type Access,
  type AccessRule,
  equalValues,
  goQuote,
  type KindContext,
  type KubeObject,
  newForbidden,
  type UserInfo,
} from '../api/index.ts'
import type { AggregationRule, ClusterRole, RoleRef } from './types.generated.ts'

const GROUP = 'rbac.authorization.k8s.io'
const everything: readonly AccessRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
]

interface Role extends KubeObject {
  readonly rules?: readonly AccessRule[] | undefined
  readonly aggregationRule?: AggregationRule | undefined
}

export function refuseEscalation(resource: string, role: Role, old: Role | undefined, context: KindContext): void {
  const { access, user } = context
  if (!access || !user) return
  const { name = '', namespace } = role.metadata
  const asked = { verb: 'escalate', group: GROUP, resource, namespace, name: old ? name : undefined }
  if (access.decide(user, asked).allowed || onlyForTheCollector(role, old)) return
  const ref = { group: GROUP, resource }
  const fault = missingText(access, user, namespace, role.rules ?? [])
  if (fault) throw newForbidden(ref, name, fault)
  const gathers = [role, old].some((one) => (one?.aggregationRule?.clusterRoleSelectors ?? []).length > 0)
  if (gathers && missingText(access, user, namespace, everything))
    throw newForbidden(ref, name, 'must have cluster-admin privileges to use the aggregationRule')
}

interface Binding extends KubeObject {
  readonly roleRef: RoleRef
}

export function refuseBinding(
  resource: string,
  binding: Binding,
  old: Binding | undefined,
  context: KindContext,
): void {
  const { access, user, client } = context
  if (!access || !user) return
  if (user.groups.includes('system:masters') || onlyForTheCollector(binding, old)) return
  const { name = '', namespace } = binding.metadata
  const { kind, name: role, apiGroup: group } = binding.roleRef
  const kinds: Readonly<Record<string, string>> = { Role: 'roles', ClusterRole: 'clusterroles' }
  const bound = kinds[kind ?? '']
  // What is wrong with the reference is found by validation.
  if (bound === undefined || role === '' || (bound === 'roles' && namespace === undefined)) return
  if (access.decide(user, { verb: 'bind', group, resource: bound, namespace, name: role }).allowed) return
  const place = bound === 'roles' ? { namespace } : {}
  const { rules = [] } = client.get<ClusterRole>({ group: GROUP, version: 'v1', resource: bound, name: role, ...place })
  const fault = missingText(access, user, namespace, rules)
  if (fault) throw newForbidden({ group: GROUP, resource }, name, fault)
}

/** What the garbage collector needs to change is nobody's power. */
function onlyForTheCollector(object: KubeObject, old: KubeObject | undefined): boolean {
  if (!old) return false
  const rest = ({ metadata, ...fields }: KubeObject): object => {
    const { ownerReferences: _, finalizers: __, managedFields: ___, ...others } = metadata
    return { ...fields, metadata: others }
  }
  return equalValues(rest(object), rest(old))
}

/** Which of the rules the user does not have; '' when he has them all. */
function missingText(
  access: Access,
  user: UserInfo,
  namespace: string | undefined,
  rules: readonly AccessRule[],
): string {
  const { rules: own, errors } = access.rulesFor(user, namespace)
  const missing = rules.flatMap(single).filter((rule) => !own.some((one) => covers(one, rule)))
  if (missing.length === 0) return ''
  const lines = [...new Set(compact(missing).map(ruleText))].sort()
  const who = `user ${goQuote(user.username)} (groups=${quotedList(user.groups)})`
  const unresolved = errors.length === 0 ? '' : `; resolution errors: [${[...new Set(errors)].join(', ')}]`
  return `${who} is attempting to grant RBAC permissions not currently held:\n${lines.join('\n')}${unresolved}`
}

/** A rule for each combination. */
function single({ verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] }: AccessRule) {
  const parts: AccessRule[] = []
  for (const group of apiGroups)
    for (const resource of resources)
      for (const verb of verbs) {
        const part = { apiGroups: [group], resources: [resource], verbs: [verb] }
        if (resourceNames.length === 0) parts.push(part)
        else for (const name of resourceNames) parts.push({ ...part, resourceNames: [name] })
      }
  for (const url of nonResourceURLs) for (const verb of verbs) parts.push({ nonResourceURLs: [url], verbs: [verb] })
  return parts
}

function covers(own: AccessRule, part: AccessRule): boolean {
  const all = (have: readonly string[] = [], need: readonly string[] = []): boolean =>
    have.includes('*') || need.every((one) => have.includes(one))
  const names = own.resourceNames ?? []
  return (
    all(own.verbs, part.verbs) &&
    all(own.apiGroups, part.apiGroups) &&
    (part.resources ?? []).every((one) => coversResource(own.resources ?? [], one)) &&
    (part.nonResourceURLs ?? []).every((url) => (own.nonResourceURLs ?? []).some((one) => coversUrl(one, url))) &&
    (names.length === 0 || (part.resourceNames !== undefined && all(names, part.resourceNames)))
  )
}

function coversResource(own: readonly string[], wanted: string): boolean {
  if (own.includes('*') || own.includes(wanted)) return true
  const slash = wanted.indexOf('/')
  return slash >= 0 && own.includes(`*${wanted.slice(slash)}`)
}

const coversUrl = (own: string, wanted: string): boolean =>
  own === wanted || (own.endsWith('*') && wanted.startsWith(own.replace(/\*+$/, '')))

/** One rule for all verbs on the same thing. */
function compact(parts: readonly AccessRule[]): AccessRule[] {
  const found = new Map<string, AccessRule>()
  const others: AccessRule[] = []
  for (const part of parts) {
    if (part.nonResourceURLs) {
      others.push(part)
      continue
    }
    const key = JSON.stringify([part.apiGroups, part.resources, part.resourceNames])
    const known = found.get(key)
    found.set(key, known ? { ...known, verbs: [...known.verbs, ...part.verbs] } : part)
  }
  return [...others, ...found.values()]
}

const quotedList = (list: readonly string[]): string => `[${list.map(goQuote).join(' ')}]`

function ruleText({ apiGroups, resources, nonResourceURLs, resourceNames, verbs }: AccessRule): string {
  const parts = Object.entries({
    APIGroups: apiGroups,
    Resources: resources,
    NonResourceURLs: nonResourceURLs,
    ResourceNames: resourceNames,
    Verbs: verbs,
  })
  return `{${parts.flatMap(([name, list]) => (list?.length ? `${name}:${quotedList(list)}` : [])).join(', ')}}`
}
