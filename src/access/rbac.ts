// The RBAC authorizer: which rules a user has, by the bindings that name him, his groups or his service account.
// Models plugin/pkg/auth/authorizer/rbac and pkg/registry/rbac/validation/rule.go (v1.33); bindings are tried by name.
// Missing: the Node authorizer, so that a node's own user may only what bindings say.

import type { AccessRule, AccessRules, Attributes, Decision, ObjectReader, UserInfo } from '../api/index.ts'
import type { ClusterRole, ClusterRoleBinding, RoleBinding, Subject } from '../kinds/index.ts'
import { ruleAllows } from './rule-match.ts'

const GROUP = 'rbac.authorization.k8s.io'
/** Whoever is in it may everything, whatever the bindings say. */
export const MASTERS = 'system:masters'
export const ACCOUNT_PREFIX = 'system:serviceaccount:'

type Binding = ClusterRoleBinding | RoleBinding

interface Bound {
  readonly binding: Binding
  readonly order: number
  readonly subject: Subject
}

type Index = ReadonlyMap<string, readonly Bound[]>

const subjectKey = (kind: string, name: string): string => `${kind} ${name}`

/** The subjects of a user, as the index has them. */
function keysOf({ username, groups }: UserInfo): string[] {
  return [subjectKey('User', username), ...groups.map((group) => subjectKey('Group', group))]
}

function indexOf(bindings: readonly Binding[]): Index {
  const index = new Map<string, Bound[]>()
  for (const [order, binding] of bindings.entries()) {
    const within = binding.metadata.namespace ?? ''
    for (const subject of binding.subjects ?? []) {
      const namespace = subject.namespace || within
      const key =
        subject.kind !== 'ServiceAccount'
          ? subjectKey(subject.kind ?? '', subject.name)
          : // Somebody's user name is all that tells a service account.
            subjectKey('User', namespace === '' ? '' : `${ACCOUNT_PREFIX}${namespace}:${subject.name}`)
      const place = `${within}/${key}`
      const found = index.get(place)
      if (found) found.push({ binding, order, subject })
      else index.set(place, [{ binding, order, subject }])
    }
  }
  return index
}

export interface Authorizer {
  decide(user: UserInfo, asked: Attributes): Decision
  rulesFor(user: UserInfo, namespace: string | undefined): AccessRules
}

export function rbacAuthorizer(objects: ObjectReader): Authorizer {
  // The store gives the same array until something changes in it.
  const memo = new Map<string, { readonly list: readonly unknown[]; readonly index: Index }>()
  const indexed = (resource: string): Index => {
    const list = objects.list(`${GROUP}/${resource}`) as readonly Binding[]
    const known = memo.get(resource)
    if (known?.list === list) return known.index
    const index = indexOf(list)
    memo.set(resource, { list, index })
    return index
  }

  const boundTo = (user: UserInfo, resource: string, namespace: string): readonly Bound[] => {
    const index = indexed(resource)
    const found = new Map<Binding, Bound>()
    for (const key of keysOf(user))
      for (const bound of index.get(`${namespace}/${key}`) ?? []) {
        const { subjects = [] } = bound.binding
        const known = found.get(bound.binding)
        if (!known || subjects.indexOf(bound.subject) < subjects.indexOf(known.subject)) found.set(bound.binding, bound)
      }
    return [...found.values()].sort((a, b) => a.order - b.order)
  }

  const rulesOf = ({ roleRef, metadata }: Binding): readonly AccessRule[] | string => {
    const { kind, name } = roleRef
    if (kind !== 'Role' && kind !== 'ClusterRole') return `unsupported role reference kind: ${JSON.stringify(kind)}`
    const role =
      kind === 'Role'
        ? objects.get(`${GROUP}/roles`, `${metadata.namespace ?? ''}/${name}`)
        : objects.get(`${GROUP}/clusterroles`, name)
    if (!role) return `${kind.toLowerCase()}.${GROUP} ${JSON.stringify(name)} not found`
    return (role as ClusterRole).rules ?? []
  }

  /** Shows each rule until `visit` has seen enough. */
  const visitRules = (
    user: UserInfo,
    namespace: string | undefined,
    visit: (rule: AccessRule | undefined, bound: Bound, fault: string) => boolean,
  ): void => {
    const places = [['clusterrolebindings', ''], ...(namespace ? [['rolebindings', namespace]] : [])]
    for (const [resource = '', within = ''] of places)
      for (const bound of boundTo(user, resource, within)) {
        const rules = rulesOf(bound.binding)
        if (typeof rules === 'string') visit(undefined, bound, rules)
        else for (const rule of rules) if (visit(rule, bound, '')) return
      }
  }

  return {
    decide(user, asked) {
      if (user.groups.includes(MASTERS)) return { allowed: true, reason: '' }
      const namespace = 'path' in asked ? undefined : asked.namespace
      const faults: string[] = []
      let by: Bound | undefined
      visitRules(user, namespace, (rule, bound, fault) => {
        if (!rule) faults.push(fault)
        else if (ruleAllows(rule, asked)) by = bound
        return by !== undefined
      })
      if (by) return { allowed: true, reason: `RBAC: allowed by ${describe(by)}` }
      return { allowed: false, reason: faults.length === 0 ? '' : `RBAC: ${aggregate(faults)}` }
    },
    rulesFor(user, namespace) {
      const rules: AccessRule[] = []
      const errors: string[] = []
      visitRules(user, namespace, (rule, _, fault) => {
        if (rule) rules.push(rule)
        else errors.push(fault)
        return false
      })
      return { rules, errors }
    },
  }
}

/** How Go prints several errors as one. */
export function aggregate(faults: readonly string[]): string {
  const distinct = [...new Set(faults)]
  return distinct.length === 1 ? (distinct[0] ?? '') : `[${distinct.join(', ')}]`
}

function describe({ binding, subject }: Bound): string {
  const { name, namespace } = binding.metadata
  const { roleRef } = binding
  const home = subject.namespace || namespace || ''
  const whom = subject.kind === 'ServiceAccount' ? `${subject.name}/${home}` : subject.name
  const what = namespace === undefined ? ['ClusterRoleBinding', name] : ['RoleBinding', `${name}/${namespace}`]
  return `${what[0]} "${what[1]}" of ${roleRef.kind} "${roleRef.name}" to ${subject.kind} "${whom}"`
}
