// Tables of conditions. Kinds differ in their columns and in the blanks that follow a cell upstream.

import { timeText } from './time-text.ts'
import type { DescribeWriter } from './writer.ts'

interface Condition {
  readonly type: string
  readonly status: string
  readonly lastTransitionTime?: string
  readonly reason?: string
  readonly message?: string
}

/** Type, Status, Reason: workloads. */
export function writeWorkloadConditions(w: DescribeWriter, conditions: readonly Condition[] | undefined): void {
  if (!conditions || conditions.length === 0) return
  w.write(0, 'Conditions:\n  Type\tStatus\tReason\n')
  w.write(1, '----\t------\t------\n')
  for (const { type, status, reason } of conditions) w.write(1, `${type} \t${status}\t${reason ?? ''}\n`)
}

/** Type, Status, LastTransitionTime, Reason, Message: namespaces and ranges of addresses. */
export function writeTimedConditions(w: DescribeWriter, conditions: readonly Condition[] | undefined): void {
  if (!conditions || conditions.length === 0) return
  w.write(0, 'Conditions:\n')
  w.write(1, 'Type\tStatus\tLastTransitionTime\tReason\tMessage\n')
  w.write(1, '----\t------\t------------------\t------\t-------\n')
  for (const { type, status, lastTransitionTime, reason = '', message = '' } of conditions) {
    w.write(1, `${type}\t${status}\t${timeText(lastTransitionTime)}\t${reason}\t${message}\n`)
  }
}
