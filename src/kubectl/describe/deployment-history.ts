// The replica sets of a deployment: the current one has its template, the others are history
// (k8s.io/kubectl/pkg/util/deployment/deployment.go, v1.33).

import type { Client } from '../../api/index.ts'
import type { Deployment, PodTemplateSpec, ReplicaSet } from '../../kinds/index.ts'
import { isControlledBy } from './controller.ts'
import { selectorText } from './labels.ts'
import { compareText } from './order.ts'

export interface ReplicaSets {
  /** Oldest first. */
  readonly old: readonly ReplicaSet[]
  readonly current: ReplicaSet | undefined
}

export function findReplicaSets({ metadata, spec }: Deployment, client: Pick<Client, 'get' | 'list'>): ReplicaSets {
  const target = { group: 'apps', version: 'v1', resource: 'replicasets', namespace: metadata.namespace }
  const created = (set: ReplicaSet) => Date.parse(set.metadata.creationTimestamp ?? '') || 0
  const owned = client
    .list<ReplicaSet>(target, { labelSelector: selectorText(spec?.selector) })
    .items.filter((set) => isControlledBy(set.metadata, metadata.uid))
    .sort((a, b) => created(a) - created(b) || compareText(a.metadata.name, b.metadata.name))
  const current = owned.find((set) => sameTemplate(set.spec?.template, spec?.template))
  return { old: owned.filter((set) => set !== current), current }
}

/** Equal but for the label that the controller adds. */
export function sameTemplate(a: PodTemplateSpec | undefined, b: PodTemplateSpec | undefined): boolean {
  return canonical(withoutHash(a)) === canonical(withoutHash(b))
}

function withoutHash(template: PodTemplateSpec | undefined): unknown {
  const { 'pod-template-hash': _, ...labels } = template?.metadata?.labels ?? {}
  return { ...template, metadata: { ...template?.metadata, labels } }
}

/** Text that is the same for values that differ only in the order of keys, or in what is absent or empty. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '' : `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null)
    return value === null || value === undefined ? '' : JSON.stringify(value)
  const parts = Object.entries(value)
    .map(([key, item]) => [key, canonical(item)] as const)
    .filter(([, text]) => text !== '')
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, text]) => `${JSON.stringify(key)}:${text}`)
  return parts.length === 0 ? '' : `{${parts.join(',')}}`
}
