// RuntimeClass: a way to run containers. Models pkg/registry/node/runtimeclass/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import type { RuntimeClass } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const runtimeClass: ResourceDefinition<RuntimeClass> = {
  group: 'node.k8s.io',
  version: 'v1',
  kind: 'RuntimeClass',
  resource: 'runtimeclasses',
  singular: 'runtimeclass',
  namespaced: false,
  verbs: allVerbs,
  columns: [nameColumn, column('Handler', ({ handler }) => handler), ageColumn],
}
