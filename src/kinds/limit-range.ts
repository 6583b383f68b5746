// LimitRange: bounds and defaults for the resources of a namespace. Models pkg/registry/core/limitrange/strategy.go and
// pkg/apis/core/v1/defaults.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { canonicalQuantities } from './claim-defaults.ts'
import { createdColumn, nameColumn } from './columns.ts'
import { validateLimitRange } from './quota-validation.ts'
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
  put: { creates: true },
  verbs: allVerbs,
  defaults({ spec }) {
    for (const limit of spec?.limits ?? []) {
      const { max, min, maxLimitRequestRatio } = limit
      if (limit.type === 'Container') {
        limit.default = { ...max, ...limit.default }
        limit.defaultRequest = { ...min, ...limit.default, ...limit.defaultRequest }
      }
      for (const list of [max, min, limit.default, limit.defaultRequest, maxLimitRequestRatio])
        canonicalQuantities(list)
    }
  },
  validate: validateLimitRange,
  columns: [nameColumn, createdColumn],
}
