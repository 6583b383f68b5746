// Roles and bindings: pkg/apis/rbac/{validation/validation.go,v1/defaults.go} (v1.33).
import { describe, expect, test } from 'vitest'
import { create, createFaults, newServer, updateFaults } from './b-server.ts'

const group = 'rbac.authorization.k8s.io'
const rule = { verbs: ['get'], apiGroups: [''], resources: ['pods'] }

describe('roles', () => {
  test.each<[string, string, object, string]>([
    ['roles', 'nothing', {}, ''],
    ['roles', 'names that only paths limit', { metadata: { name: 'system:Node:a b' }, rules: [rule] }, ''],
    [
      'roles',
      'a path for a name',
      { metadata: { name: 'a/b' } },
      `metadata.name: Invalid value: "a/b": may not contain '/'`,
    ],
    [
      'roles',
      'an empty rule after a good one',
      { rules: [rule, {}] },
      '[rules[1].verbs: Required value: verbs must contain at least one value, rules[1].apiGroups: Required value: resource rules must supply at least one api group, rules[1].resources: Required value: resource rules must supply at least one resource]',
    ],
    [
      'roles',
      'paths in a namespace, beside resources',
      { rules: [{ ...rule, nonResourceURLs: ['/healthz'] }] },
      '[rules[0].nonResourceURLs: Invalid value: []string{"/healthz"}: namespaced rules cannot apply to non-resource URLs, rules[0].nonResourceURLs: Invalid value: []string{"/healthz"}: rules cannot apply to both regular resources and non-resource URLs]',
    ],
    ['clusterroles', 'paths', { rules: [{ verbs: ['get'], nonResourceURLs: ['/healthz'] }] }, ''],
    [
      'clusterroles',
      'paths and names',
      { rules: [{ nonResourceURLs: ['/healthz'], resourceNames: ['a'] }] },
      '[rules[0].verbs: Required value: verbs must contain at least one value, rules[0].nonResourceURLs: Invalid value: []string{"/healthz"}: rules cannot apply to both regular resources and non-resource URLs]',
    ],
    [
      'clusterroles',
      'an empty aggregation',
      { aggregationRule: {} },
      'aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil',
    ],
    [
      'clusterroles',
      'a broken selector',
      { aggregationRule: { clusterRoleSelectors: [{ matchExpressions: [{ key: 'a', operator: 'Like' }] }] } },
      'aggregationRule.clusterRoleSelectors[0].matchExpressions[0].operator: Invalid value: "Like": not a valid selector operator',
    ],
  ])('%s: %s', (resource, _, fields, expected) => {
    expect(createFaults(resource, fields)).toBe(expected)
  })
})

describe('bindings', () => {
  const roleRef = { kind: 'ClusterRole', name: 'view' }
  const user = { kind: 'User', name: 'jane' }
  test.each<[string, string, object, string]>([
    [
      'rolebindings',
      'nothing',
      {},
      '[roleRef.kind: Unsupported value: "": supported values: "Role", "ClusterRole", roleRef.name: Required value]',
    ],
    ['rolebindings', 'no subjects', { roleRef }, ''],
    [
      'rolebindings',
      'another group, kind and a path',
      { roleRef: { apiGroup: 'apps', kind: 'Deployment', name: 'a%b' } },
      `[roleRef.apiGroup: Unsupported value: "apps": supported values: "${group}", roleRef.kind: Unsupported value: "Deployment": supported values: "Role", "ClusterRole", roleRef.name: Invalid value: "a%b": may not contain '%']`,
    ],
    [
      'clusterrolebindings',
      'a role of a namespace',
      { roleRef: { kind: 'Role', name: 'view' } },
      'roleRef.kind: Unsupported value: "Role": supported values: "ClusterRole"',
    ],
    [
      'clusterrolebindings',
      'a service account without a namespace',
      { roleRef, subjects: [{ kind: 'ServiceAccount', name: 'default' }] },
      'subjects[0].namespace: Required value',
    ],
    [
      'rolebindings',
      'a service account of here',
      { roleRef, subjects: [{ kind: 'ServiceAccount', name: 'default' }] },
      '',
    ],
    [
      'rolebindings',
      'a service account of a group, with a name that is none',
      { roleRef, subjects: [{ kind: 'ServiceAccount', name: 'Bob', apiGroup: group }] },
      `[subjects[0].name: Invalid value: "Bob": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'), subjects[0].apiGroup: Unsupported value: "${group}": supported values: ""]`,
    ],
    [
      'rolebindings',
      'nobody',
      { roleRef, subjects: [{ kind: 'User' }, { kind: 'Group', apiGroup: 'v1' }, {}] },
      `[${[
        'subjects[0].name: Required value',
        'subjects[0].name: Invalid value: "": user name cannot be empty',
        'subjects[1].name: Required value',
        'subjects[1].name: Invalid value: "": group name cannot be empty',
        `subjects[1].apiGroup: Unsupported value: "v1": supported values: "${group}"`,
        'subjects[2].name: Required value',
        'subjects[2].kind: Unsupported value: "": supported values: "ServiceAccount", "User", "Group"',
      ].join(', ')}]`,
    ],
  ])('%s: %s', (resource, _, fields, expected) => {
    expect(createFaults(resource, fields)).toBe(expected)
  })

  test.each(['rolebindings', 'clusterrolebindings'])('%s keep their role', (resource) => {
    const later = { roleRef: { kind: 'ClusterRole', name: 'edit' }, subjects: [user] }
    expect(updateFaults(resource, { roleRef }, later)).toBe(
      `roleRef: Invalid value: rbac.RoleRef{APIGroup:"${group}", Kind:"ClusterRole", Name:"edit"}: cannot change roleRef`,
    )
    expect(updateFaults(resource, { roleRef }, { roleRef, subjects: [user] })).toBe('')
  })

  test('defaults', () => {
    const subjects = [
      user,
      { kind: 'Group', name: 'dev' },
      { kind: 'ServiceAccount', name: 'default', namespace: 'default' },
    ]
    expect(create(newServer(), 'clusterrolebindings', { roleRef, subjects })).toMatchObject({
      roleRef: { apiGroup: group, kind: 'ClusterRole', name: 'view' },
      subjects: [
        { kind: 'User', apiGroup: group, name: 'jane' },
        { kind: 'Group', apiGroup: group, name: 'dev' },
        { kind: 'ServiceAccount', name: 'default', namespace: 'default' },
      ],
    })
  })
})
