// A label was taken off a pod that lives on.

import * as v from 'valibot'
import { queryEntries, queryObjects, valuesAt } from '../query.ts'
import { failed, passed, rememberedTexts } from '../view.ts'
import { defineCheck } from './check.ts'

export const labelRemoved = defineCheck({
  type: 'label-removed',
  summary: 'A pod that had the label when the step began still exists, and has it no more.',
  codes: ['same', 'gone'],
  latches: true,
  options: { ...queryEntries, label: v.string() },
  remember: ({ client }, options) => queryObjects(client, options).map((pod) => pod.metadata.uid ?? ''),
  look({ client }, options, memory) {
    const before = rememberedTexts(memory)
    const labelled = queryObjects(client, options).map((pod) => pod.metadata.uid)
    const missing = before.filter((uid) => !labelled.includes(uid))
    if (missing.length === 0) return failed('same')
    const all = queryObjects(client, { resource: options.resource, namespace: options.namespace })
    const off = all.filter((pod) => missing.includes(pod.metadata.uid ?? ''))
    const bare = off.some((pod) => valuesAt(pod, `metadata.labels['${options.label}']`).length === 0)
    if (bare) return passed
    return failed(off.length === 0 ? 'gone' : 'same', {}, true)
  },
})
