// Role: what may be done in a namespace. Models pkg/registry/rbac/role/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { createdColumn, nameColumn } from './columns.ts'
import { refuseEscalation } from './rbac-escalation.ts'
import { validateRules } from './rbac-validation.ts'
import type { Role } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const role: ResourceDefinition<Role> = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'Role',
  resource: 'roles',
  singular: 'role',
  namespaced: true,
  put: { creates: true },
  verbs: allVerbs,
  nameRule: 'path',
  columns: [nameColumn, createdColumn],
  prepareCreate: (draft, context) => refuseEscalation('roles', draft, undefined, context),
  prepareUpdate: (draft, old, context) => refuseEscalation('roles', draft, old, context),
  validate: ({ rules }) => validateRules(rules, true),
}
