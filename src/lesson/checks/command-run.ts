// A command was run. Only for what leaves no other trace; prefer checks that judge the cluster.

import * as v from 'valibot'
import { failed, passed } from '../view.ts'
import { defineCheck } from './check.ts'

export const commandRun = defineCheck({
  type: 'command-run',
  summary: 'A command with all the given words was run and succeeded; `a|b` allows either word.',
  codes: ['missing', 'failed'],
  latches: true,
  options: { words: v.pipe(v.array(v.string()), v.minLength(1)), exitCode: v.optional(v.number(), 0) },
  look({ history }, options) {
    let ran = false
    for (const { command, exitCode } of history) {
      if (!hasWords(command, options.words)) continue
      if (exitCode === options.exitCode) return passed
      ran = true
    }
    return failed(ran ? 'failed' : 'missing', {}, ran)
  },
})

/** Does one simple command of the line have all of the words, in their order? `k` counts as kubectl. */
export function hasWords(line: string, words: readonly string[]): boolean {
  return line.split(/[|;&\n]+/).some((command) => {
    const given = command.replace(/["']/g, '').split(/[\s=,/]+/)
    if (given[0] === 'k') given[0] = 'kubectl'
    let from = 0
    return words.every((word) => {
      const at = given.findIndex((part, index) => index >= from && word.split('|').includes(part))
      from = at + 1
      return at >= 0
    })
  })
}
