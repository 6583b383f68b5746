// ClusterRoleBinding: gives a role to subjects everywhere. Models pkg/registry/rbac/clusterrolebinding/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import { refuseBinding } from './rbac-escalation.ts'
import { defaultBinding, validateBinding, validateBindingUpdate } from './rbac-validation.ts'
import { subjectColumns } from './subject-columns.ts'
import type { ClusterRoleBinding } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const clusterRoleBinding: ResourceDefinition<ClusterRoleBinding> = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'ClusterRoleBinding',
  resource: 'clusterrolebindings',
  singular: 'clusterrolebinding',
  namespaced: false,
  put: { creates: true },
  verbs: allVerbs,
  nameRule: 'path',
  columns: [
    nameColumn,
    column('Role', ({ roleRef }) => `${roleRef.kind}/${roleRef.name}`),
    ageColumn,
    ...subjectColumns,
  ],
  defaults: defaultBinding,
  prepareCreate: (draft, context) => refuseBinding('clusterrolebindings', draft, undefined, context),
  prepareUpdate: (draft, old, context) => refuseBinding('clusterrolebindings', draft, old, context),
  validate: (object) => validateBinding(object, false),
  validateUpdate: validateBindingUpdate,
}
