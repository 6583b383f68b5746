// PodDisruptionBudget: how many pods may be missing on purpose. Models pkg/registry/policy/poddisruptionbudget/strategy.go
// and pkg/apis/policy/validation/validation.go (v1.33).

import { type FieldError, invalidField, type ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import { atMost100Percent, countOrPercent, labelSelectorRule, supported } from './field-rules.ts'
import type { PodDisruptionBudget } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const podDisruptionBudget: ResourceDefinition<PodDisruptionBudget> = {
  group: 'policy',
  version: 'v1',
  kind: 'PodDisruptionBudget',
  resource: 'poddisruptionbudgets',
  singular: 'poddisruptionbudget',
  shortNames: ['pdb'],
  namespaced: true,
  put: { needsVersion: true },
  verbs: allVerbs,
  status: true,
  prepareCreate(draft) {
    draft.status = { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 }
  },
  validate: validateBudget,
  columns: [
    nameColumn,
    column('Min Available', ({ spec }) => String(spec?.minAvailable ?? 'N/A')),
    column('Max Unavailable', ({ spec }) => String(spec?.maxUnavailable ?? 'N/A')),
    column('Allowed Disruptions', ({ status }) => status?.disruptionsAllowed ?? 0, { type: 'integer' }),
    ageColumn,
  ],
}

function validateBudget({ spec = {} }: PodDisruptionBudget): FieldError[] {
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy } = spec
  const errors: FieldError[] = []
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    errors.push(invalidField('spec', spec, 'minAvailable and maxUnavailable cannot be both set'))
  }
  for (const [name, value] of Object.entries({ minAvailable, maxUnavailable })) {
    if (value === undefined) continue
    errors.push(...countOrPercent(`spec.${name}`, value), ...atMost100Percent(`spec.${name}`, value))
  }
  const policies = ['AlwaysAllow', 'IfHealthyBudget']
  return [
    ...errors,
    ...labelSelectorRule('spec.selector', selector),
    ...supported('spec.unhealthyPodEvictionPolicy', unhealthyPodEvictionPolicy, policies),
  ]
}
