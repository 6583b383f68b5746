// A label was taken off a pod that lives on.

import * as v from 'valibot'
import type { KubeObject } from '../../api/index.ts'
import { queryEntries, queryObjects, valuesAt } from '../query.ts'
import { failed, passed } from '../view.ts'
import { defineCheck } from './check.ts'

const memorySchema = v.object({
  /** UIDs of those that had the label. */
  labelled: v.array(v.string()),
  /** UIDs of those that had it not. */
  bare: v.array(v.string()),
  /** Its values. */
  values: v.array(v.string()),
  /** What else the labelled ones carried: so do their successors, whoever makes them. */
  kin: v.array(v.string()),
})

export const labelRemoved = defineCheck({
  type: 'label-removed',
  summary: 'A pod that had the label when the step began, or a successor of one, exists and has it no more.',
  codes: ['same', 'changed', 'gone'],
  latches: true,
  options: { ...queryEntries, label: v.string() },
  remember({ client }, options) {
    const labelled = queryObjects(client, options)
    const all = queryObjects(client, { resource: options.resource, namespace: options.namespace })
    return {
      labelled: labelled.map(uid),
      values: labelled.map((pod) => labelValue(pod, options.label)),
      bare: all.filter((pod) => !hasLabel(pod, options.label)).map(uid),
      kin: [...new Set(labelled.filter(hasOwner).map((pod) => otherLabels(pod, options.label)))],
    }
  },
  look({ client }, options, memory) {
    const known = v.safeParse(memorySchema, memory)
    if (!known.success) return failed('same')
    const { labelled, bare, values, kin } = known.output
    const all = queryObjects(client, { resource: options.resource, namespace: options.namespace })
    const off = all.some(
      (pod) =>
        !hasLabel(pod, options.label) &&
        !bare.includes(uid(pod)) &&
        (labelled.includes(uid(pod)) || (hasOwner(pod) && kin.includes(otherLabels(pod, options.label)))),
    )
    if (off) return passed
    const changed = all
      .filter((pod) => labelled.includes(uid(pod)))
      .map((pod) => labelValue(pod, options.label))
      .find((value) => value !== '' && !values.includes(value))
    if (changed !== undefined) return failed('changed', { value: changed }, true)
    const gone = labelled.some((id) => !all.some((pod) => uid(pod) === id))
    return gone ? failed('gone', {}, true) : failed('same')
  },
})

function uid({ metadata }: KubeObject): string {
  return metadata.uid ?? ''
}

function hasLabel(pod: KubeObject, label: string): boolean {
  return valuesAt(pod, `metadata.labels['${label}']`).length > 0
}

function hasOwner(pod: KubeObject): boolean {
  return valuesAt(pod, 'metadata.ownerReferences[*].uid').length > 0
}

function labelValue(pod: KubeObject, label: string): string {
  return String(valuesAt(pod, `metadata.labels['${label}']`)[0] ?? '')
}

/** The other labels of a pod, but for what tells one template from the next. */
function otherLabels({ metadata }: KubeObject, label: string): string {
  const rest = Object.entries(metadata.labels ?? {}).filter(([key]) => key !== label && key !== 'pod-template-hash')
  return rest
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',')
}
