// The annotation that --save-config and apply keep (k8s.io/kubectl/pkg/util/apply.go, v1.33).

import type { KubeObject } from '../api/index.ts'
import { jsonText } from './printers/json.ts'

export const lastAppliedKey = 'kubectl.kubernetes.io/last-applied-configuration'

/** The configuration as text: compact JSON with sorted keys, without the annotation itself, and a newline. */
export function lastAppliedText(object: KubeObject): string {
  const { [lastAppliedKey]: _, ...annotations } = object.metadata.annotations ?? {}
  return `${jsonText({ ...object, metadata: { ...object.metadata, annotations } })}\n`
}

export function withLastApplied<T extends KubeObject>(object: T): T {
  const annotations = { ...object.metadata.annotations, [lastAppliedKey]: lastAppliedText(object) }
  return { ...object, metadata: { ...object.metadata, annotations } }
}
