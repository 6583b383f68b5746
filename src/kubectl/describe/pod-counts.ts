// How many pods of a controller are in which phase (k8s.io/kubectl/pkg/describe/describe.go, getPodStatusForController, v1.33).

import type { KubeObject } from '../../api/index.ts'
import type { Pod } from '../../kinds/index.ts'
import type { DescribeContext } from './context.ts'
import { isControlledBy } from './controller.ts'

/** '2 Running / 0 Waiting / 0 Succeeded / 0 Failed'. Throws what the server answers when pods may not be seen. */
export function podCountsText({ metadata }: KubeObject, labelSelector: string, { client }: DescribeContext): string {
  const count = { Running: 0, Pending: 0, Succeeded: 0, Failed: 0 }
  const target = { group: '', version: 'v1', resource: 'pods', namespace: metadata.namespace }
  for (const pod of client.list<Pod>(target, { labelSelector }).items) {
    const phase = pod.status?.phase
    if (!isControlledBy(pod.metadata, metadata.uid)) continue
    if (phase === 'Running' || phase === 'Pending' || phase === 'Succeeded' || phase === 'Failed') count[phase]++
  }
  return `${count.Running} Running / ${count.Pending} Waiting / ${count.Succeeded} Succeeded / ${count.Failed} Failed`
}
