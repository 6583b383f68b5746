// RoleBinding: gives a role to subjects in a namespace. Models pkg/registry/rbac/rolebinding/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import { refuseBinding } from './rbac-escalation.ts'
import { defaultBinding, validateBinding, validateBindingUpdate } from './rbac-validation.ts'
import { subjectColumns } from './subject-columns.ts'
import type { RoleBinding } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const roleBinding: ResourceDefinition<RoleBinding> = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'RoleBinding',
  resource: 'rolebindings',
  singular: 'rolebinding',
  namespaced: true,
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
  prepareCreate: (draft, context) => refuseBinding('rolebindings', draft, undefined, context),
  prepareUpdate: (draft, old, context) => refuseBinding('rolebindings', draft, old, context),
  validate: (object) => validateBinding(object, true),
  validateUpdate: validateBindingUpdate,
}
