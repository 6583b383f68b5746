// The learner has seen it: a command printed values that the cluster really has, whatever command that was.

import * as v from 'valibot'
import { pathSchema, queryEntries, queryValues, valueText } from '../query.ts'
import { failed, passed } from '../view.ts'
import { defineCheck } from './check.ts'

export const shown = defineCheck({
  type: 'shown',
  summary: 'One command of this step printed every value that the query reaches.',
  codes: ['missing', 'some'],
  latches: true,
  options: { ...queryEntries, path: pathSchema(), atLeast: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))) },
  look({ client, history }, options) {
    const wanted = [...new Set(queryValues(client, options).map(valueText))]
    const needed = options.atLeast ?? Math.max(1, wanted.length)
    let most = 0
    for (const { exitCode, stdout } of history) {
      if (exitCode !== 0) continue
      most = Math.max(most, wanted.filter((text) => printed(stdout, text)).length)
    }
    if (most >= needed) return passed
    return most === 0 ? failed('missing') : failed('some', { seen: most, wanted: needed }, true)
  },
})

/** Does `text` stand in `output` as a whole word: 10.244.0.1 is not in 10.244.0.12. */
export function printed(output: string, text: string): boolean {
  for (let at = output.indexOf(text); at >= 0; at = output.indexOf(text, at + 1)) {
    if (!/[\w.]/.test(output[at - 1] ?? ' ') && !/\w/.test(output[at + text.length] ?? ' ')) return true
  }
  return false
}
