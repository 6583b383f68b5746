// kubectl set subject (k8s.io/kubectl/pkg/cmd/set/set_subject.go, v1.33).

import type { Command } from '../command.ts'
import { CommandError } from '../errors.ts'
import { type DataMap, isMap } from '../manifest-data.ts'
import { changeEach, findForSet, type SetOptions, setSelectorFlags } from '../set-change.ts'

const RBAC = 'rbac.authorization.k8s.io'

const list = (name: string, help: string) => ({ name, type: 'array', default: [], help }) as const

export const setSubject: Command = {
  name: 'subject',
  use: '(-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none] [options]',
  short: 'Add users, groups and service accounts to role bindings',
  examples: ['kubectl set subject rolebinding admin --user=user1 --user=user2 --group=group1'],
  completes: 'resource',
  flags: [
    ...setSelectorFlags.filter(({ name }) => name !== 'record'),
    list('user', 'A user to add.'),
    list('group', 'A group to add.'),
    list('serviceaccount', 'A service account to add, as namespace:name.'),
  ],
  *run(ctx) {
    const { flags } = ctx
    const options: SetOptions = {
      resources: ctx.args,
      done: 'subjects updated',
      what: 'subjects to rolebinding:',
    }
    const found = yield* findForSet(ctx, options)
    if (flags.bool('local') && found.mode === 'server')
      throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?')
    if (flags.bool('all') && flags.string('selector') !== '')
      throw new CommandError('cannot set --all and --selector at the same time')
    const [users, groups, accounts] = ['user', 'group', 'serviceaccount'].map((name) => flags.strings(name))
    if (!users?.length && !groups?.length && !accounts?.length)
      throw new CommandError('you must specify at least one value of user, group or serviceaccount')
    const sorted = (names: readonly string[] = []) => [...new Set(names)].sort()
    for (const account of accounts ?? []) {
      const [namespace, name = '', ...more] = account.split(':')
      if (name === '' || more.length > 0) throw new CommandError('serviceaccount must be <namespace>:<name>')
      if (namespace === '' && found.infos.some(({ mapping }) => mapping.kind === 'ClusterRoleBinding'))
        throw new CommandError('serviceaccount must be <namespace>:<name>, namespace must be specified')
    }
    const wanted: readonly DataMap[] = [
      ...sorted(users).map((name) => ({ apiGroup: RBAC, kind: 'User', name })),
      ...sorted(groups).map((name) => ({ apiGroup: RBAC, kind: 'Group', name })),
      ...sorted(accounts).map((account) => {
        const [namespace, name = ''] = account.split(':')
        return { kind: 'ServiceAccount', name, namespace: namespace || ctx.namespace }
      }),
    ]
    yield* changeEach(ctx, found, options, (copy, _, { mapping }) => {
      if (mapping.group !== RBAC || !['RoleBinding', 'ClusterRoleBinding'].includes(mapping.kind))
        throw new CommandError('setting subjects is only supported for RoleBinding/ClusterRoleBinding')
      const subjects = Array.isArray(copy['subjects']) ? copy['subjects'].filter(isMap) : []
      const same = (a: DataMap, b: DataMap) =>
        ['kind', 'name', 'namespace', 'apiGroup'].every((field) => (a[field] ?? '') === (b[field] ?? ''))
      const added = wanted.filter((one) => !subjects.some((other) => same(one, other)))
      if (added.length > 0) copy['subjects'] = [...subjects, ...added]
    })
    return 0
  },
}
