// kubectl create rolebinding and create clusterrolebinding
// (k8s.io/kubectl/pkg/cmd/create/create_{rolebinding,clusterrolebinding}.go, v1.33).

import type { Command, Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import type { FlagSpec } from '../flag-parser.ts'
import { generatorFlags, startGenerator } from '../generator.ts'

const GROUP = 'rbac.authorization.k8s.io'
const SUBJECTS = '[--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname]'

const subjectFlags: readonly FlagSpec[] = [
  { name: 'group', type: 'array', default: [], help: 'A group to bind; may be repeated.' },
  {
    name: 'serviceaccount',
    type: 'array',
    default: [],
    help: 'A service account to bind, as NAMESPACE:NAME; may be repeated.',
  },
  { name: 'user', type: 'array', default: [], help: 'A user to bind; may be repeated.' },
]

export const createRoleBinding: Command = {
  name: 'rolebinding',
  use: `NAME --clusterrole=NAME|--role=NAME ${SUBJECTS} [--dry-run=server|client|none] [options]`,
  short: 'Bind a role or a cluster role in a namespace',
  examples: ['kubectl create rolebinding admin --clusterrole=admin --user=user1 --group=group1'],
  flags: [
    ...generatorFlags,
    ...subjectFlags,
    { name: 'clusterrole', type: 'string', default: '', help: 'The cluster role to bind.' },
    { name: 'role', type: 'string', default: '', help: 'The role to bind.' },
  ],
  run(ctx) {
    const generator = startGenerator(ctx)
    const { name, namespace } = generator
    const [role, clusterRole] = [ctx.flags.string('role'), ctx.flags.string('clusterrole')]
    if ((role === '') === (clusterRole === '')) {
      throw new CommandError('exactly one of clusterrole or role must be specified')
    }
    const [kind, refName] = role === '' ? ['ClusterRole', clusterRole] : ['Role', role]
    return generator.create(
      {
        kind: 'RoleBinding',
        apiVersion: `${GROUP}/v1`,
        metadata: { name, namespace },
        subjects: subjects(ctx),
        roleRef: { apiGroup: GROUP, kind, name: refName },
      },
      {
        resource: { group: GROUP, version: 'v1', resource: 'rolebindings' },
        fault: 'failed to create rolebinding:',
      },
    )
  },
}

export const createClusterRoleBinding: Command = {
  name: 'clusterrolebinding',
  use: `NAME --clusterrole=NAME ${SUBJECTS} [--dry-run=server|client|none] [options]`,
  short: 'Bind a cluster role in the whole cluster',
  examples: ['kubectl create clusterrolebinding cluster-admin --clusterrole=cluster-admin --user=user1'],
  flags: [
    ...generatorFlags,
    ...subjectFlags,
    { name: 'clusterrole', type: 'string', default: '', required: true, help: 'The cluster role to bind.' },
  ],
  run(ctx) {
    const generator = startGenerator(ctx)
    return generator.create(
      {
        kind: 'ClusterRoleBinding',
        apiVersion: `${GROUP}/v1`,
        metadata: { name: generator.name },
        subjects: subjects(ctx),
        roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: ctx.flags.string('clusterrole') },
      },
      {
        resource: { group: GROUP, version: 'v1', resource: 'clusterrolebindings' },
        clusterScoped: true,
        fault: 'failed to create clusterrolebinding:',
      },
    )
  },
}

function subjects({ flags }: Context) {
  return [
    ...flags.strings('user').map((name) => ({ kind: 'User', apiGroup: GROUP, name })),
    ...flags.strings('group').map((name) => ({ kind: 'Group', apiGroup: GROUP, name })),
    ...flags.strings('serviceaccount').map((account) => {
      const [namespace, name, ...more] = account.split(':')
      if (!namespace || !name || more.length > 0) {
        throw new CommandError('serviceaccount must be <namespace>:<name>')
      }
      return { kind: 'ServiceAccount', name, namespace }
    }),
  ]
}
