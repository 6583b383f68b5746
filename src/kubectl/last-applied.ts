// The annotation that --save-config and apply keep (k8s.io/kubectl/pkg/util/apply.go, v1.33).

import type { KubeObject } from '../api/index.ts'
import { jsonText, jsonTextInOrder } from './printers/json.ts'

export const lastAppliedKey = 'kubectl.kubernetes.io/last-applied-configuration'

/** The configuration as text: compact JSON with sorted keys, without the annotation itself, and a newline. */
export function lastAppliedText(object: KubeObject): string {
  const { [lastAppliedKey]: _, ...annotations } = object.metadata.annotations ?? {}
  return `${jsonText({ ...object, metadata: { ...object.metadata, annotations } })}\n`
}

/** The same for an object that kubectl made: in the order of its struct, and without empty annotations. */
function typedText(object: KubeObject): string {
  const { [lastAppliedKey]: _, ...annotations } = object.metadata.annotations ?? {}
  const kept = Object.keys(annotations).length > 0 ? annotations : undefined
  return `${jsonTextInOrder({ ...object, metadata: { ...object.metadata, annotations: kept } })}\n`
}

export function withLastApplied<T extends KubeObject>(object: T, options: { readonly typed?: boolean } = {}): T {
  const text = options.typed ? typedText(object) : lastAppliedText(object)
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, [lastAppliedKey]: text } },
  }
}
