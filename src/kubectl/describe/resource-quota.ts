// describe resourcequota, and the quotas of a namespace (k8s.io/kubectl/pkg/describe/describe.go, describeQuota and
// DescribeResourceQuotas, v1.33).

import { addQuantities, canonicalQuantity, quantityValue, readQuantity, zeroQuantity } from '../../api/index.ts'
import type { ResourceQuota } from '../../kinds/index.ts'
import { describer } from './context.ts'
import { sortedKeys } from './labels.ts'
import { compareText } from './order.ts'
import { DescribeWriter } from './writer.ts'

/** What a quota's scope means. */
const scopeTexts: Readonly<Record<string, string>> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort:
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
}

export const resourceQuota = describer<ResourceQuota>('', 'ResourceQuota', (object) => {
  const w = new DescribeWriter()
  w.field(0, 'Name', object.metadata.name)
  w.field(0, 'Namespace', object.metadata.namespace ?? '')
  writeScopes(w, 0, ' * ', object)
  w.write(0, 'Resource\tUsed\tHard\n')
  w.write(0, '--------\t----\t----\n')
  const { hard = {}, used = {} } = object.status ?? {}
  for (const name of sortedKeys(hard)) {
    const limit = hard[name] ?? '0'
    w.write(0, `${name}\t${inFormatOf(limit, used[name] ?? '0')}\t${canonicalQuantity(limit)}\n`)
  }
  return w.text
})

export function writeQuotas(w: DescribeWriter, quotas: readonly ResourceQuota[]): void {
  w.write(0, quotas.length === 0 ? 'No resource quota.\n' : 'Resource Quotas\n')
  for (const quota of [...quotas].sort((a, b) => compareText(a.metadata.name, b.metadata.name))) {
    w.field(1, 'Name', quota.metadata.name)
    writeScopes(w, 1, '* ', quota)
    w.write(1, 'Resource\tUsed\tHard\n')
    w.write(1, '--------\t---\t---\n')
    const { hard = {}, used = {} } = quota.status ?? {}
    for (const name of sortedKeys(hard)) {
      w.write(1, `${name}\t${canonicalQuantity(used[name] ?? '0')}\t${canonicalQuantity(hard[name] ?? '0')}\n`)
    }
  }
}

function writeScopes(w: DescribeWriter, level: number, bullet: string, { spec }: ResourceQuota): void {
  const scopes = [...(spec?.scopes ?? [])].sort(compareText)
  if (scopes.length > 0) w.field(level, 'Scopes', scopes.join(', '))
  for (const scope of scopes) if (scopeTexts[scope]) w.write(level, `${bullet}${scopeTexts[scope]}\n`)
}

/** What is used, in whole units and in the suffixes of the limit where the two differ. */
function inFormatOf(limit: string, used: string): string {
  const [hard, amount] = [readQuantity(limit), readQuantity(used)]
  if (!hard || !amount) return used
  if (hard.format === amount.format) return amount.text
  const whole = { mantissa: BigInt(quantityValue(amount)), exponent: 0, format: hard.format, text: '' }
  return addQuantities(zeroQuantity, whole).text
}
