// FlowSchema: which requests share a priority level. Models pkg/registry/flowcontrol/flowschema/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, nameColumn } from './columns.ts'
import type { FlowSchema } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const flowSchema: ResourceDefinition<FlowSchema> = {
  group: 'flowcontrol.apiserver.k8s.io',
  version: 'v1',
  kind: 'FlowSchema',
  resource: 'flowschemas',
  singular: 'flowschema',
  namespaced: false,
  verbs: allVerbs,
  status: true,
  columns: [nameColumn, ageColumn],
}
