// The conditions in a definition's status: apiextensions-apiserver pkg/apihelpers/helpers.go (v1.33).

import type { CustomResourceDefinition, CustomResourceDefinitionCondition } from '../kinds/index.ts'

type Condition = CustomResourceDefinitionCondition

export const conditionOf = ({ status }: CustomResourceDefinition, type: string): Condition | undefined =>
  status?.conditions?.find((condition) => condition.type === type)

export const isConditionTrue = (crd: CustomResourceDefinition, type: string): boolean =>
  conditionOf(crd, type)?.status === 'True'

/** The conditions with this one; its time is that of the last change of its status. */
export function withCondition(
  conditions: readonly Condition[],
  next: Condition,
  nowText: string,
): readonly Condition[] {
  const at = conditions.findIndex(({ type }) => type === next.type)
  const before = conditions[at]
  const lastTransitionTime =
    before?.status === next.status && before.lastTransitionTime ? before.lastTransitionTime : nowText
  const { type, status, reason, message } = next
  const condition: Condition = {
    type,
    status,
    lastTransitionTime,
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
  }
  return before ? conditions.with(at, condition) : [...conditions, condition]
}
