// "How many …?": the answer is the number of things that a query reaches now.

import * as v from 'valibot'
import { answerNumber } from '../answer.ts'
import { pathSchema, queryEntries, querySchema, queryValues } from '../query.ts'
import { failed } from '../view.ts'
import { defineQuestion, right } from './question.ts'

export const count = defineQuestion({
  type: 'count',
  summary: 'The answer is how many values a path reaches, or without a path how many objects there are.',
  numeric: true,
  options: {
    ...queryEntries,
    path: v.optional(pathSchema()),
    near: v.optional(v.array(v.strictObject({ id: v.string(), of: querySchema })), []),
  },
  codes: ({ near }) => ['number', ...near.map((miss) => miss.id)],
  judge({ client }, options, answer) {
    const number = answerNumber(answer)
    if (number === undefined) return failed('number', { answer })
    if (number === queryValues(client, options).length) return right
    const miss = options.near.find(({ of }) => queryValues(client, of).length === number)
    return failed(miss?.id ?? 'wrong', { answer })
  },
})
