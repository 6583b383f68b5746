// "What will become of …?": the answer is whether something grew, shrank or stayed, judged against what really happened
// since it was given. Meant for predictions: the cluster itself says who was right.

import { pathSchema, queryEntries, queryValues } from '../query.ts'
import { failed } from '../view.ts'
import { defineQuestion, right } from './question.ts'

export const trend = defineQuestion({
  type: 'trend',
  summary: 'A choice of fewer, same and more; compares the number of values at a path with what it was.',
  options: { ...queryEntries, path: pathSchema() },
  choices: () => ['fewer', 'same', 'more'],
  codes: () => ['option-fewer', 'option-same', 'option-more'],
  remember: ({ client }, options) => queryValues(client, options).length,
  judge({ client }, options, answer, memory) {
    const now = queryValues(client, options).length
    const before = typeof memory === 'number' ? memory : now
    const happened = now < before ? 'fewer' : now > before ? 'more' : 'same'
    return answer === happened ? { ...right, parameters: { before, now } } : failed('wrong', { before, now })
  },
})
