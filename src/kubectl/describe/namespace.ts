// describe namespace (k8s.io/kubectl/pkg/describe/describe.go, describeNamespace, v1.33), with its quotas and limits.

import { ApiError, asApiError, type Client, type KubeObject } from '../../api/index.ts'
import type { Namespace } from '../../kinds/index.ts'
import { describer } from './context.ts'
import { sortedKeys, writeAnnotations, writeLabels } from './labels.ts'
import { compareText } from './order.ts'
import { timeText } from './time-text.ts'
import { DescribeWriter } from './writer.ts'

type Quantities = Readonly<Record<string, string>>

interface ResourceQuota extends KubeObject {
  readonly spec?: { readonly scopes?: readonly string[] }
  readonly status?: { readonly hard?: Quantities; readonly used?: Quantities }
}

interface LimitRangeItem {
  readonly type: string
  readonly max?: Quantities
  readonly min?: Quantities
  readonly default?: Quantities
  readonly defaultRequest?: Quantities
  readonly maxLimitRequestRatio?: Quantities
}

interface LimitRange extends KubeObject {
  readonly spec?: { readonly limits?: readonly LimitRangeItem[] }
}

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

export const namespace = describer<Namespace>('', 'Namespace', ({ metadata, status }, { client }) => {
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  w.field(0, 'Status', status?.phase ?? '')
  const conditions = status?.conditions ?? []
  if (conditions.length > 0) {
    w.write(0, 'Conditions:\n')
    w.write(1, 'Type\tStatus\tLastTransitionTime\tReason\tMessage\n')
    w.write(1, '----\t------\t------------------\t------\t-------\n')
  }
  for (const { type, status, lastTransitionTime, reason = '', message = '' } of conditions) {
    w.write(1, `${type}\t${status}\t${timeText(lastTransitionTime)}\t${reason}\t${message}\n`)
  }
  const quotas = listOf<ResourceQuota>(client, 'resourcequotas', metadata.name)
  if (quotas) writeQuotas(w, quotas)
  const ranges = listOf<LimitRange>(client, 'limitranges', metadata.name)
  if (ranges) writeLimitRanges(w, ranges)
  return w.text
})

/** Undefined when the server does not know the resource. */
function listOf<T extends KubeObject>(
  client: Pick<Client, 'get' | 'list'>,
  resource: string,
  name: string,
): readonly T[] | undefined {
  try {
    return client.list<T>({ group: '', version: 'v1', resource, namespace: name }).items
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'NotFound') return undefined
    throw asApiError(error)
  }
}

function writeQuotas(w: DescribeWriter, quotas: readonly ResourceQuota[]): void {
  w.write(0, quotas.length === 0 ? '\nNo resource quota.\n' : '\nResource Quotas\n')
  for (const { metadata, spec, status } of [...quotas].sort((a, b) => compareText(a.metadata.name, b.metadata.name))) {
    w.field(1, 'Name', metadata.name)
    const scopes = [...(spec?.scopes ?? [])].sort(compareText)
    if (scopes.length > 0) w.field(1, 'Scopes', scopes.join(', '))
    for (const scope of scopes) if (scopeTexts[scope]) w.write(1, `* ${scopeTexts[scope]}\n`)
    w.write(1, 'Resource\tUsed\tHard\n')
    w.write(1, '--------\t---\t---\n')
    for (const name of sortedKeys(status?.hard)) {
      w.write(1, `${name}\t${status?.used?.[name] ?? '0'}\t${status?.hard?.[name] ?? '0'}\n`)
    }
  }
}

function writeLimitRanges(w: DescribeWriter, ranges: readonly LimitRange[]): void {
  if (ranges.length === 0) {
    w.write(0, '\nNo LimitRange resource.\n')
    return
  }
  w.write(0, '\nResource Limits\n Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio\n')
  w.write(0, ' ----\t--------\t---\t---\t---------------\t-------------\t-----------------------\n')
  for (const { spec } of ranges) {
    for (const item of spec?.limits ?? []) {
      const columns = [item.min, item.max, item.defaultRequest, item.default, item.maxLimitRequestRatio]
      const names = sortedKeys(Object.assign({}, ...columns))
      for (const name of names) {
        w.write(0, ` ${[item.type, name, ...columns.map((column) => column?.[name] ?? '-')].join('\t')}\n`)
      }
    }
  }
}
