// The annotation that apply and --save-config keep: the configuration as compact JSON
// (kubectl/pkg/util/apply.go, v1.33).

import type { KubeObject } from '../api/index.ts'
import { asData, asObject, childMap, copyData, type DataMap, isMap } from './manifest-data.ts'
import { jsonText, jsonTextInOrder } from './printers/json.ts'

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

/** What was applied last; undefined when the object has no such annotation. */
export function lastApplied(object: KubeObject): string | undefined {
  return object.metadata.annotations?.[LAST_APPLIED]
}

/**
 * A copy of the object that carries itself as the annotation. What kubectl made itself (`typed`) is written in the order
 * of its struct and without empty annotations.
 */
export function withLastApplied<T extends KubeObject>(object: T, options: { readonly typed?: boolean } = {}): T {
  const { [LAST_APPLIED]: _, ...annotations } = object.metadata.annotations ?? {}
  const kept = options.typed && Object.keys(annotations).length === 0 ? undefined : annotations
  const bare = { ...object, metadata: { ...object.metadata, annotations: kept } }
  const text = `${options.typed ? jsonTextInOrder(bare) : jsonText(bare)}\n`
  return { ...object, metadata: { ...object.metadata, annotations: { ...annotations, [LAST_APPLIED]: text } } }
}

/** --save-config: adds the annotation; without it, refreshes one that is there. */
export function savedConfig(object: KubeObject, save: boolean): KubeObject {
  return save || lastApplied(object) !== undefined ? withLastApplied(object) : object
}

/** --record: notes the command line. */
export function recorded(object: KubeObject, record: boolean, words: readonly string[]): KubeObject {
  if (!record) return object
  const copy = copyData(asData(object))
  childMap(childMap(copy, 'metadata'), 'annotations')['kubernetes.io/change-cause'] = `kubectl ${words.join(' ')}`
  return asObject(copy)
}

/** A copy without the fields that are null, as a create does. */
export function withoutNulls(object: KubeObject): KubeObject {
  const prune = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) prune(item)
    else if (isMap(value)) {
      for (const [key, item] of Object.entries(value)) {
        if (item === null) delete (value as DataMap)[key]
        else prune(item)
      }
    }
  }
  const copy = copyData(asData(object))
  prune(copy)
  return asObject(copy)
}

/** A copy without metadata.resourceVersion, which a create must not carry. */
export function withoutVersion(object: KubeObject): KubeObject {
  if (object.metadata.resourceVersion === undefined) return object
  const copy = copyData(asData(object))
  delete childMap(copy, 'metadata')['resourceVersion']
  return asObject(copy)
}
