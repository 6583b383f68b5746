// A field of an object has a value, or a part of one.

import * as v from 'valibot'
import { pathSchema, queryEntries, queryObject, valuesAt, valueText } from '../query.ts'
import { failed, passed } from '../view.ts'
import { defineCheck } from './check.ts'

export const field = defineCheck({
  type: 'field',
  summary: 'The value at a path equals or contains what is wanted; `default` stands in for a field that is not set.',
  codes: ['missing', 'wrong'],
  options: {
    ...queryEntries,
    path: pathSchema(),
    equals: v.optional(v.union([v.string(), v.number(), v.boolean()])),
    contains: v.optional(v.string()),
    default: v.optional(v.union([v.string(), v.number(), v.boolean()])),
  },
  look({ client }, options) {
    const object = queryObject(client, options)
    if (!object) return failed('missing')
    const found = valuesAt(object, options.path).map(valueText)
    if (found.length === 0 && options.default !== undefined) found.push(String(options.default))
    const good = found.some(
      (text) =>
        (options.equals === undefined || text === String(options.equals)) &&
        (options.contains === undefined || text.includes(options.contains)),
    )
    const wanted = options.equals ?? options.contains ?? ''
    return good ? passed : failed('wrong', { found: found.join(', ') || '–', wanted: String(wanted) }, true)
  },
})
