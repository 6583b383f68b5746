// The subresources of pods. Models pkg/registry/core/pod/storage/{storage,eviction}.go and
// pkg/apis/core/validation (ValidatePodBinding) (v1.33).
// Missing: eviction knows no disruption budgets.

import {
  createdStatus,
  type FieldError,
  type KindContext,
  type KubeObject,
  newConflict,
  newInvalid,
  requiredField,
  type SubresourceDefinition,
  unsupportedField,
} from '../api/index.ts'
import type { Binding, Eviction, Pod, PodCondition } from './types.generated.ts'

const pods = { group: '', version: 'v1', resource: 'pods' } as const

export const podSubresources: readonly SubresourceDefinition[] = [
  { name: 'attach', version: 'v1', kind: 'PodAttachOptions', verbs: ['create', 'get'] },
  { name: 'binding', version: 'v1', kind: 'Binding', verbs: ['create'], replace: bind },
  { name: 'ephemeralcontainers', verbs: ['get', 'patch', 'update'] },
  { name: 'eviction', group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'], create: evict },
  { name: 'exec', version: 'v1', kind: 'PodExecOptions', verbs: ['create', 'get'] },
  { name: 'log', verbs: ['get'] },
  { name: 'portforward', version: 'v1', kind: 'PodPortForwardOptions', verbs: ['create', 'get'] },
  { name: 'proxy', version: 'v1', kind: 'PodProxyOptions', verbs: ['create', 'delete', 'get', 'patch', 'update'] },
  { name: 'resize', verbs: ['get', 'patch', 'update'] },
]

/** Binds a pod to a node: what a scheduler does when it has decided. */
function bind(parent: KubeObject, body: KubeObject, context: KindContext): KubeObject {
  const pod = parent as Pod
  const { target } = body as Binding
  const { name } = pod.metadata
  const errors: FieldError[] = []
  if (target?.kind && target.kind !== 'Node') {
    errors.push(unsupportedField('target.kind', target.kind, ['Node', '<empty>']))
  }
  if (!target?.name) errors.push(requiredField('target.name'))
  if (errors.length > 0) throw newInvalid({ group: '', kind: 'Binding' }, name, errors)
  const refuse = (why: string) => newConflict({ group: '', resource: 'pods/binding' }, name, why)
  if (pod.metadata.deletionTimestamp) throw refuse(`pod ${name} is being deleted, cannot be assigned to a host`)
  if (pod.spec?.nodeName) throw refuse(`pod ${name} is already assigned to node "${pod.spec.nodeName}"`)
  if (pod.spec?.schedulingGates?.length) throw refuse(`pod ${name} has non-empty .spec.schedulingGates`)

  const annotations = { ...pod.metadata.annotations, ...body.metadata?.annotations }
  const scheduled = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: new Date(context.nowMs).toISOString().replace(/\.\d+Z$/, 'Z'),
  } as unknown as PodCondition
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled')
  const bound: Pod = {
    ...pod,
    metadata: { ...pod.metadata, ...(Object.keys(annotations).length > 0 ? { annotations } : {}) },
    spec: { ...(pod.spec ?? { containers: [] }), nodeName: target?.name ?? '' },
    status: { ...pod.status, conditions: [...others, scheduled] },
  }
  return bound
}

/** Evicting a pod that no budget protects is deleting it. */
function evict(parent: KubeObject, body: KubeObject, { client }: KindContext): KubeObject {
  const { name, namespace } = parent.metadata
  const seconds = (body as Eviction).deleteOptions?.gracePeriodSeconds
  client.delete({ ...pods, namespace, name }, seconds === undefined ? {} : { gracePeriodSeconds: seconds })
  return createdStatus
}
