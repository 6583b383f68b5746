// Tables of conditions. Kinds differ in their columns and in the blanks that follow a cell upstream.

import type { DescribeWriter } from './writer.ts'

/** Type, Status, Reason: workloads. */
export function writeWorkloadConditions(
  w: DescribeWriter,
  conditions: readonly { readonly type: string; readonly status: string; readonly reason?: string }[] | undefined,
): void {
  if (!conditions || conditions.length === 0) return
  w.write(0, 'Conditions:\n  Type\tStatus\tReason\n')
  w.write(1, '----\t------\t------\n')
  for (const { type, status, reason } of conditions) w.write(1, `${type} \t${status}\t${reason ?? ''}\n`)
}
