// Requests to a service by its name were answered by different pods. The network tells which requests there were, so
// it does not matter who made them and what was printed.

import * as v from 'valibot'
import { queryEntries, queryObjects } from '../query.ts'
import { failed, passed, rememberedTexts } from '../view.ts'
import { defineCheck } from './check.ts'

export const answeredBy = defineCheck({
  type: 'answered-by',
  summary:
    'Requests to a service by its name were answered by that many different pods; `after` counts only those since another check of the step, one that stays passed, has passed.',
  codes: ({ after }) => (after === undefined ? ['missing', 'fewer'] : ['missing', 'fewer', 'early']),
  latches: true,
  options: {
    ...queryEntries,
    /** Its name must be asked: an address does not count. */
    service: v.string(),
    distinct: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
    after: v.optional(v.string()),
  },
  remember: ({ client }, options) => queryObjects(client, options).map((pod) => pod.metadata.name),
  look({ client, calls, latched }, options, memory) {
    const { after, distinct, namespace = 'default' } = options
    if (after !== undefined && !latched.includes(after)) return failed('early')
    const pods = [...rememberedTexts(memory), ...queryObjects(client, options).map((pod) => pod.metadata.name)]
    const seen = new Set<string>()
    for (const call of calls) {
      if (after !== undefined && !call.after.includes(after)) continue
      if (!call.name.toLowerCase().startsWith(`${options.service}.${namespace}.svc.`)) continue
      if (call.namespace === namespace && pods.includes(call.pod)) seen.add(call.pod)
    }
    if (seen.size >= distinct) return passed
    return seen.size === 0 ? failed('missing') : failed('fewer', { seen: seen.size, wanted: distinct }, true)
  },
})
