// describe namespace (k8s.io/kubectl/pkg/describe/describe.go, describeNamespace, v1.33), with its quotas and limits.

import { ApiError, asApiError, type Client, type KubeObject } from '../../api/index.ts'
import type { LimitRange, Namespace, ResourceQuota } from '../../kinds/index.ts'
import { writeTimedConditions } from './conditions.ts'
import { describer } from './context.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { writeLimitRanges } from './limit-range.ts'
import { writeQuotas } from './resource-quota.ts'
import { DescribeWriter } from './writer.ts'

export const namespace = describer<Namespace>('', 'Namespace', ({ metadata, status }, { client }) => {
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  w.field(0, 'Status', status?.phase ?? '')
  writeTimedConditions(w, status?.conditions)
  const quotas = listOf<ResourceQuota>(client, 'resourcequotas', metadata.name)
  if (quotas) {
    w.write(0, '\n')
    writeQuotas(w, quotas)
  }
  const ranges = listOf<LimitRange>(client, 'limitranges', metadata.name)
  if (ranges) {
    w.write(0, '\n')
    writeLimitRanges(w, ranges)
  }
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
