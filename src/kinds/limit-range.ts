// LimitRange: bounds and defaults for the resources of a namespace. Models pkg/registry/core/limitrange/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { createdColumn, nameColumn } from './columns.ts'
import type { LimitRange } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const limitRange: ResourceDefinition<LimitRange> = {
  group: '',
  version: 'v1',
  kind: 'LimitRange',
  resource: 'limitranges',
  singular: 'limitrange',
  shortNames: ['limits'],
  namespaced: true,
  verbs: allVerbs,
  columns: [nameColumn, createdColumn],
}
