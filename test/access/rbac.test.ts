// The authorizer: tables of rules and requests, the refusals' words, and a property: it grants what a plain reading of
// the bindings grants, no more and no less.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Entrance, openEntrance } from '../../src/access/index.ts'
import { type AccessRule, type Attributes, createServer, type KubeObject, type UserInfo } from '../../src/api/index.ts'
import { patches } from '../../src/api/later.ts'
import { groupPriorities, kinds, schema } from '../../src/kinds/index.ts'
import { laterKinds } from '../../src/kinds/later.ts'
import { Loop } from '../../src/sim/index.ts'

const GROUP = 'rbac.authorization.k8s.io'
const AUTHENTICATED = 'system:authenticated'

function newCluster() {
  const loop = new Loop({ startMs: Date.UTC(2026, 0, 5, 9), seed: 1 })
  const settings = {
    serviceCidr: '10.96.0.0/12',
    nodePortRange: [30000, 32767] as const,
    gitVersion: 'v1.33.1',
    groupPriorities,
  }
  const server = createServer({ patches, loop, definitions: kinds, schema, settings })
  server.extend(laterKinds)
  for (const name of ['default', 'kube-system', 'dev'])
    server.client.create(
      { group: '', version: 'v1', resource: 'namespaces' },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
    )
  const entrance = openEntrance({ server, loop, distribution: 'kubeadm' })
  const put = (resource: string, kind: string, name: string, fields: object, namespace?: string): KubeObject =>
    server.client.create({ group: GROUP, version: 'v1', resource, namespace }, {
      apiVersion: `${GROUP}/v1`,
      kind,
      metadata: { name },
      ...fields,
    } as KubeObject)
  return { loop, server, entrance, put }
}

const user = (username: string, ...groups: string[]): UserInfo => ({ username, groups: [...groups, AUTHENTICATED] })
const asked = (text: string): Attributes => {
  const [verb = '', what = '', namespace] = text.split(' ')
  if (what.startsWith('/')) return { verb, path: what }
  const [resource = '', name, subresource] = what.split(':')
  const [plural = '', ...group] = resource.split('.')
  return { verb, group: group.join('.'), resource: plural, name: name || undefined, subresource, namespace }
}

describe('one rule', () => {
  const pods = { apiGroups: [''], resources: ['pods'] }
  test.each<[string, AccessRule, string, boolean]>([
    ['the resource', { ...pods, verbs: ['get'] }, 'get pods', true],
    ['another verb', { ...pods, verbs: ['get'] }, 'list pods', false],
    ['any verb', { ...pods, verbs: ['*'] }, 'frob pods', true],
    ['another group', { ...pods, verbs: ['get'] }, 'get pods.metrics.k8s.io', false],
    ['any group', { verbs: ['get'], apiGroups: ['*'], resources: ['pods'] }, 'get pods.metrics.k8s.io', true],
    ['a subresource that is not named', { ...pods, verbs: ['get'] }, 'get pods:a:log', false],
    ['a subresource', { verbs: ['get'], apiGroups: [''], resources: ['pods/log'] }, 'get pods:a:log', true],
    [
      'a subresource is not the resource',
      { verbs: ['get'], apiGroups: [''], resources: ['pods/log'] },
      'get pods',
      false,
    ],
    [
      'a subresource of all',
      { verbs: ['get'], apiGroups: ['*'], resources: ['*/scale'] },
      'get deployments.apps:a:scale',
      true,
    ],
    [
      'another subresource',
      { verbs: ['get'], apiGroups: ['*'], resources: ['*/scale'] },
      'get deployments.apps:a:status',
      false,
    ],
    ['all resources', { verbs: ['get'], apiGroups: [''], resources: ['*'] }, 'get pods:a:log', true],
    ['the name', { ...pods, verbs: ['get'], resourceNames: ['a', 'b'] }, 'get pods:b', true],
    ['another name', { ...pods, verbs: ['get'], resourceNames: ['a', 'b'] }, 'get pods:c', false],
    ['no name', { ...pods, verbs: ['list'], resourceNames: ['a'] }, 'list pods', false],
    ['a path', { verbs: ['get'], nonResourceURLs: ['/metrics'] }, 'get /metrics', true],
    ['a path below', { verbs: ['get'], nonResourceURLs: ['/metrics'] }, 'get /metrics/slis', false],
    ['paths below', { verbs: ['get'], nonResourceURLs: ['/metrics/*'] }, 'get /metrics/slis', true],
    ['all paths', { verbs: ['get'], nonResourceURLs: ['*'] }, 'get /x', true],
    ['a path is no resource', { verbs: ['*'], apiGroups: ['*'], resources: ['*'] }, 'get /x', false],
    ['a resource is no path', { verbs: ['*'], nonResourceURLs: ['*'] }, 'get pods', false],
  ])('%s', (_, rule, request, expected) => {
    const { entrance, put } = newCluster()
    put('clusterroles', 'ClusterRole', 'r', { rules: [rule] })
    put('clusterrolebindings', 'ClusterRoleBinding', 'b', {
      roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: 'r' },
      subjects: [{ kind: 'User', name: 'jane' }],
    })
    expect(entrance.access.decide({ username: 'jane', groups: [] }, asked(request)).allowed).toBe(expected)
  })
})

const refusal = (entrance: Entrance, who: UserInfo, request: string): string => {
  try {
    entrance.access.require(who, asked(request))
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

describe('refusals', () => {
  const { entrance, put } = newCluster()
  put(
    'rolebindings',
    'RoleBinding',
    'ghost',
    { roleRef: { apiGroup: GROUP, kind: 'Role', name: 'gone' }, subjects: [{ kind: 'Group', name: 'qa' }] },
    'dev',
  )
  test.each<[string, UserInfo, string]>([
    [
      'list pods default',
      user('jane'),
      'pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "default"',
    ],
    [
      'get deployments.apps:web:scale dev',
      user('jane'),
      'deployments.apps "web" is forbidden: User "jane" cannot get resource "deployments/scale" in API group "apps" in the namespace "dev"',
    ],
    [
      'list nodes',
      user('<b>'),
      'nodes is forbidden: User "&lt;b&gt;" cannot list resource "nodes" in API group "" at the cluster scope',
    ],
    ['get /metrics', user('jane'), 'forbidden: User "jane" cannot get path "/metrics"'],
    [
      'get secrets:a dev',
      user('joe', 'qa'),
      'secrets "a" is forbidden: User "joe" cannot get resource "secrets" in API group "" in the namespace "dev": RBAC: role.rbac.authorization.k8s.io "gone" not found',
    ],
    ['list nodes', user('root', 'system:masters'), ''],
    ['list nodes', user('kubernetes-admin', 'kubeadm:cluster-admins'), ''],
    ['get /version', user('jane'), ''],
    ['create selfsubjectreviews.authentication.k8s.io', user('jane'), ''],
    [
      'create selfsubjectreviews.authentication.k8s.io',
      { username: 'system:anonymous', groups: ['system:unauthenticated'] },
      'selfsubjectreviews.authentication.k8s.io is forbidden: User "system:anonymous" cannot create resource "selfsubjectreviews" in API group "authentication.k8s.io" at the cluster scope',
    ],
  ])('%s', (request, who, expected) => {
    expect(refusal(entrance, who, request)).toBe(expected)
  })
})

describe('who is meant', () => {
  const role = { apiGroup: GROUP, kind: 'ClusterRole', name: 'view' }
  test.each<[string, object[], string, UserInfo, string]>([
    ['a user', [{ kind: 'User', name: 'jane' }], 'list pods dev', user('jane'), 'User "jane"'],
    ['not elsewhere', [{ kind: 'User', name: 'jane' }], 'list pods default', user('jane'), ''],
    ['a group', [{ kind: 'Group', name: 'qa' }], 'list pods dev', user('joe', 'qa'), 'Group "qa"'],
    ['not a user of that name', [{ kind: 'Group', name: 'qa' }], 'list pods dev', user('qa'), ''],
    [
      'a service account',
      [{ kind: 'ServiceAccount', name: 'bot', namespace: 'ci' }],
      'list pods dev',
      user('system:serviceaccount:ci:bot'),
      'ServiceAccount "bot/ci"',
    ],
    [
      'one of the namespace',
      [{ kind: 'ServiceAccount', name: 'bot' }],
      'list pods dev',
      user('system:serviceaccount:dev:bot'),
      'ServiceAccount "bot/dev"',
    ],
    [
      'the first that fits',
      [
        { kind: 'User', name: 'x' },
        { kind: 'Group', name: 'qa' },
        { kind: 'User', name: 'joe' },
      ],
      'list pods dev',
      user('joe', 'qa'),
      'Group "qa"',
    ],
  ])('%s', (_, subjects, request, who, expected) => {
    const { entrance, put } = newCluster()
    put('rolebindings', 'RoleBinding', 'b', { roleRef: role, subjects }, 'dev')
    const { allowed, reason } = entrance.access.decide(who, asked(request))
    expect({ allowed, reason }).toEqual(
      expected === ''
        ? { allowed: false, reason: '' }
        : { allowed: true, reason: `RBAC: allowed by RoleBinding "b/dev" of ClusterRole "view" to ${expected}` },
    )
  })

  test('follows every change of roles and bindings', () => {
    const { entrance, put, server } = newCluster()
    const jane = user('jane')
    const may = () => entrance.access.decide(jane, asked('list pods dev')).allowed
    put(
      'rolebindings',
      'RoleBinding',
      'b',
      { roleRef: { ...role, kind: 'Role' }, subjects: [{ kind: 'User', name: 'jane' }] },
      'dev',
    )
    expect(may()).toBe(false)
    put('roles', 'Role', 'view', { rules: [{ verbs: ['list'], apiGroups: [''], resources: ['pods'] }] }, 'dev')
    expect(may()).toBe(true)
    const state = server.snapshot()
    server.client.delete({ group: GROUP, version: 'v1', resource: 'rolebindings', namespace: 'dev', name: 'b' })
    expect(may()).toBe(false)
    server.restore(state)
    expect(may()).toBe(true)
  })
})

describe('grants', () => {
  const names = fc.constantFrom('a', 'b')
  const verbs = fc.constantFrom('get', 'list', '*')
  const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 2 })
  const rule = fc.record(
    {
      verbs: some(verbs),
      apiGroups: some(fc.constantFrom('', 'apps', '*')),
      resources: some(fc.constantFrom('pods', 'pods/log', '*', '*/log')),
      resourceNames: fc.array(names, { maxLength: 1 }),
    },
    { requiredKeys: ['verbs', 'apiGroups', 'resources'] },
  )
  const subject = fc.constantFrom(
    { kind: 'User', name: 'jane' },
    { kind: 'Group', name: 'qa' },
    { kind: 'User', name: 'joe' },
    { kind: 'ServiceAccount', name: 'bot', namespace: 'dev' },
  )
  const binding = fc.record({
    namespace: fc.constantFrom(undefined, 'dev', 'default'),
    role: fc.constantFrom('r0', 'r1', 'gone'),
    subjects: fc.array(subject, { maxLength: 2 }),
  })
  const request = fc.record({
    who: fc.constantFrom(user('jane'), user('joe', 'qa'), user('system:serviceaccount:dev:bot')),
    verb: fc.constantFrom('get', 'list', 'watch'),
    group: fc.constantFrom('', 'apps'),
    resource: fc.constantFrom('pods', 'services'),
    subresource: fc.constantFrom(undefined, 'log'),
    name: fc.constantFrom(undefined, 'a', 'b'),
    namespace: fc.constantFrom(undefined, 'dev', 'default'),
  })

  test('what a plain reading of rules and bindings grants', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(rule, { maxLength: 2 }), { minLength: 2, maxLength: 2 }),
        fc.array(binding, { maxLength: 4 }),
        fc.array(request, { minLength: 1, maxLength: 8 }),
        (roles, bindings, requests) => {
          const { entrance, put } = newCluster()
          for (const [i, rules] of roles.entries()) put('clusterroles', 'ClusterRole', `r${i}`, { rules })
          for (const [i, { namespace, role, subjects }] of bindings.entries()) {
            const fields = { roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: role }, subjects }
            if (namespace === undefined) put('clusterrolebindings', 'ClusterRoleBinding', `b${i}`, fields)
            else put('rolebindings', 'RoleBinding', `b${i}`, fields, namespace)
          }
          for (const { who, ...asked } of requests) {
            const is = ({ kind, name }: { kind: string; name: string }): boolean =>
              kind === 'Group'
                ? who.groups.includes(name)
                : who.username === (kind === 'User' ? name : `system:serviceaccount:dev:${name}`)
            const path = asked.subresource ? `${asked.resource}/${asked.subresource}` : asked.resource
            const expected = bindings.some(
              ({ namespace, role, subjects }) =>
                (namespace === undefined || namespace === asked.namespace) &&
                subjects.some(is) &&
                (roles[['r0', 'r1'].indexOf(role)] ?? []).some(
                  (one) =>
                    one.verbs.some((verb) => verb === '*' || verb === asked.verb) &&
                    one.apiGroups.some((group) => group === '*' || group === asked.group) &&
                    one.resources.some(
                      (resource) =>
                        resource === '*' ||
                        resource === path ||
                        (asked.subresource !== undefined && resource === `*/${asked.subresource}`),
                    ) &&
                    (!one.resourceNames?.length || one.resourceNames.some((name) => name === asked.name)),
                ),
            )
            expect(entrance.access.decide(who, asked).allowed, JSON.stringify(asked)).toBe(expected)
          }
        },
      ),
      { numRuns: 60, seed: 1 },
    )
  })
})

describe('what a cluster is born with', () => {
  test.each<['kubeadm' | 'k3s', number, number]>([
    ['kubeadm', 66 + 3, 12 + 35 + 8],
    ['k3s', 66 + 4, 12 + 35 + 6],
  ])('%s', (distribution, roles, bindings) => {
    const loop = new Loop({ startMs: 0, seed: 1 })
    const settings = { serviceCidr: '10.96.0.0/12', nodePortRange: [30000, 32767] as const, gitVersion: 'v1.33.1' }
    const server = createServer({ patches, loop, definitions: laterKinds.definitions, schema, settings })
    const before = loop.random.state
    openEntrance({ server, loop, distribution })
    const count = (resource: string): number => server.objects.list(`${GROUP}/${resource}`).length
    expect([count('clusterroles'), count('clusterrolebindings')]).toEqual([roles, bindings])
    // Nothing of it is chance or history: a cluster's future does not depend on when it learns who its users are.
    expect(loop.random.state).toEqual(before)
    expect(server.snapshot().revision).toBe(1)
    for (const binding of server.objects.list(`${GROUP}/clusterrolebindings`)) {
      const { roleRef } = binding as KubeObject & { roleRef: { name: string } }
      expect(server.objects.get(`${GROUP}/clusterroles`, roleRef.name), binding.metadata.name).toBeDefined()
    }
    const view = server.objects.get(`${GROUP}/clusterroles`, 'view') as KubeObject & { rules: AccessRule[] }
    expect(view.rules.flatMap(({ resources }) => resources ?? [])).not.toContain('secrets')
  })
})
