// An object is there, and in the namespace where it should be.

import * as v from 'valibot'
import { queryObject, queryObjects } from '../query.ts'
import { failed, passed } from '../view.ts'
import { defineCheck } from './check.ts'

export const exists = defineCheck({
  type: 'exists',
  summary: 'The named object exists; one of that name in another namespace has its own message.',
  codes: ['missing', 'elsewhere'],
  options: { resource: v.string(), name: v.string(), namespace: v.optional(v.string(), 'default') },
  look({ client }, options) {
    if (queryObject(client, options)) return passed
    const [other] = queryObjects(client, { ...options, namespace: '*' })
    if (!other) return failed('missing')
    return failed('elsewhere', { namespace: other.metadata.namespace ?? '', wanted: options.namespace }, true)
  },
})
