// There are fewer, or more, of something than when the step began.

import * as v from 'valibot'
import { pathSchema, queryEntries, queryValues } from '../query.ts'
import { failed, passed } from '../view.ts'
import { defineCheck } from './check.ts'

export const changedCount = defineCheck({
  type: 'changed-count',
  summary: 'The number of values at a path went the given way since the step began.',
  codes: ['same'],
  latches: true,
  options: { ...queryEntries, path: v.optional(pathSchema()), to: v.picklist(['fewer', 'more']) },
  remember: ({ client }, options) => queryValues(client, options).length,
  look({ client }, options, memory) {
    const now = queryValues(client, options).length
    const before = typeof memory === 'number' ? memory : now
    const went = options.to === 'fewer' ? now < before : now > before
    return went ? passed : failed('same', { before, now })
  },
})
