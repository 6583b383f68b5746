// PriorityClass: how important a pod is. Models pkg/registry/scheduling/priorityclass/strategy.go,
// pkg/apis/scheduling/{v1/defaults.go,validation/validation.go} (v1.33).

import { type FieldError, forbiddenField, type ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import { immutable, oneOf } from './field-rules.ts'
import { systemPriorities } from './system-priorities.ts'
import type { PriorityClass } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const priorityClass: ResourceDefinition<PriorityClass> = {
  group: 'scheduling.k8s.io',
  version: 'v1',
  kind: 'PriorityClass',
  resource: 'priorityclasses',
  singular: 'priorityclass',
  shortNames: ['pc'],
  namespaced: false,
  verbs: allVerbs,
  generation: true,
  defaults(draft) {
    draft.preemptionPolicy ??= 'PreemptLowerPriority'
  },
  validate: (object) => [
    ...valueRules(object),
    ...oneOf('preemptionPolicy', object.preemptionPolicy, ['PreemptLowerPriority', 'Never']),
  ],
  validateUpdate: ({ value = 0, preemptionPolicy }, old) => [
    ...(value === (old.value ?? 0) ? [] : [forbiddenField('value', 'may not be changed in an update.')]),
    ...immutable('preemptionPolicy', preemptionPolicy, old.preemptionPolicy),
  ],
  columns: [
    nameColumn,
    column('Value', ({ value }) => value, { type: 'integer' }),
    column('Global-Default', ({ globalDefault }) => globalDefault ?? false, { type: 'boolean' }),
    ageColumn,
    column('PreemptionPolicy', ({ preemptionPolicy }) => preemptionPolicy ?? ''),
  ],
}

const highest = 1_000_000_000

/** The highest values are the system's own. */
function valueRules({ metadata: { name }, value = 0, globalDefault }: PriorityClass): FieldError[] {
  if (!name.startsWith('system-')) {
    const why = `maximum allowed value of a user defined priority is ${highest}`
    return value > highest ? [forbiddenField('value', why)] : []
  }
  const known = systemPriorities[name]
  const fault =
    known === undefined
      ? `${name} is not a known system priority class`
      : known !== value
        ? `value of ${name} PriorityClass must be ${known}`
        : globalDefault && `globalDefault of ${name} PriorityClass must be false`
  if (!fault) return []
  const why = "priority class names with 'system-' prefix are reserved for system use only. error:"
  return [forbiddenField('metadata.name', `${why} ${fault}`)]
}
