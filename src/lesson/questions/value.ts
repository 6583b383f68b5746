// "Which …?": the answer is a value that stands in an object now, such as the targetPort of a service.

import * as v from 'valibot'
import { answers } from '../answer.ts'
import { pathSchema, queryEntries, queryObjects, valuesAt, valueText } from '../query.ts'
import { failed, rememberedTexts } from '../view.ts'
import { defineQuestion, right } from './question.ts'

export const value = defineQuestion({
  type: 'value',
  summary: 'The answer is a value in an object; `new: true` looks only at objects that came during the step.',
  options: {
    ...queryEntries,
    path: pathSchema(),
    new: v.optional(v.boolean(), false),
    near: v.optional(v.array(v.strictObject({ id: v.string(), path: pathSchema() })), []),
  },
  codes: ({ near, new: fresh }) => [...near.map((miss) => miss.id), ...(fresh ? ['early'] : [])],
  remember: ({ client }, options) =>
    options.new ? queryObjects(client, options).map((object) => object.metadata.uid ?? '') : [],
  judge({ client }, options, answer, memory) {
    const known = rememberedTexts(memory)
    const objects = queryObjects(client, options).filter((object) => !known.includes(object.metadata.uid ?? ''))
    if (options.new && objects.length === 0) return { ...failed('early'), again: true }
    const all = objects.flatMap((object) => valuesAt(object, options.path))
    if (all.some((item) => answers(answer, valueText(item)))) return right
    for (const miss of options.near) {
      // A near miss may name what stands in any of the objects, old ones too.
      const others = queryObjects(client, options).flatMap((object) => valuesAt(object, miss.path))
      if (others.some((item) => answers(answer, valueText(item)))) return failed(miss.id, { answer })
    }
    return failed('wrong', { answer })
  },
})
