// Requests were answered by different pods: their names stand in what `curl` or `wget` printed. With `after`, only
// answers count that came after one of the pods was replaced.

import * as v from 'valibot'
import { queryEntries, queryObjects } from '../query.ts'
import { failed, passed, rememberedTexts } from '../view.ts'
import { defineCheck } from './check.ts'
import { hasWords } from './command-run.ts'
import { printed } from './shown.ts'

/** Creation times are cut to whole seconds: what ended within that second may have come before. */
const SECOND_MS = 1000

export const answeredBy = defineCheck({
  type: 'answered-by',
  summary: 'Requests by name were answered by that many different pods; `after: replacement` counts only later ones.',
  codes: ({ after }) => (after ? ['missing', 'fewer', 'early'] : ['missing', 'fewer']),
  latches: true,
  options: {
    ...queryEntries,
    /** The host that must be asked: an address of a pod does not count. */
    host: v.string(),
    distinct: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
    after: v.optional(v.picklist(['replacement'])),
  },
  remember: ({ client }, options) => queryObjects(client, options).map((pod) => pod.metadata.name),
  look({ client, history }, options, memory) {
    const first = rememberedTexts(memory)
    const now = queryObjects(client, options)
    const replaced = now.filter((pod) => !first.includes(pod.metadata.name))
    if (options.after && replaced.length === 0) return failed('early')
    const sinceMs = options.after
      ? Math.min(...replaced.map((pod) => Date.parse(pod.metadata.creationTimestamp ?? ''))) + SECOND_MS
      : 0
    const names = new Set([...first, ...now.map((pod) => pod.metadata.name)])
    const seen = new Set<string>()
    for (const { command, stdout, atMs } of history) {
      // What was typed into a shell in a container is in what that printed.
      const typed = hasWords(command, ['exec|run|attach|debug']) ? `${command}\n${stdout.replace(/\r/g, '')}` : command
      if (atMs < sinceMs || !asks(typed, options.host)) continue
      for (const name of names) if (printed(stdout, name)) seen.add(name)
    }
    if (seen.size >= options.distinct) return passed
    return seen.size === 0 ? failed('missing') : failed('fewer', { seen: seen.size, wanted: options.distinct }, true)
  },
})

/** Does the line send a request to the host, by its short name or a longer form of it? */
function asks(line: string, host: string): boolean {
  const name = host.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return (
    new RegExp(`(^|[\\s"'=]|//)${name}([.:/\\s"';)]|$)`, 'm').test(line) &&
    // One that is only printed is no request.
    line.split(/[|;&\n]+/).some((command) => /\b(curl|wget)\b/.test(command) && !hasWords(command, ['echo']))
  )
}
