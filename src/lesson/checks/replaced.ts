// A pod was taken away and its controller has put another in its place.

import { queryEntries, queryObjects, valuesAt } from '../query.ts'
import { failed, passed } from '../view.ts'
import { defineCheck } from './check.ts'

export const replaced = defineCheck({
  type: 'replaced',
  summary: 'Of the pods at the beginning of the step one is gone, and a ready successor has another address.',
  codes: ['same', 'waiting', 'fewer'],
  latches: true,
  options: queryEntries,
  remember: ({ client }, options) =>
    Object.fromEntries(queryObjects(client, options).map((pod) => [uid(pod), address(pod)])),
  look({ client }, options, memory) {
    const before = new Map(typeof memory === 'object' && memory !== null ? Object.entries(memory) : [])
    const now = queryObjects(client, options)
    const gone = [...before.keys()].some((id) => !now.some((pod) => uid(pod) === id))
    if (!gone) return failed('same')
    const addresses = new Set([...before.values()])
    const successor = now.some(
      (pod) => !before.has(uid(pod)) && address(pod) !== '' && !addresses.has(address(pod)) && isReady(pod),
    )
    if (successor) return passed
    // A controller puts a successor in the place of a pod at once; one that was deleted or scaled down does not.
    const numbers = { before: before.size, now: now.length }
    return failed(now.length < before.size ? 'fewer' : 'waiting', numbers, true)
  },
})

function uid(pod: unknown): string {
  return String(valuesAt(pod, 'metadata.uid')[0] ?? '')
}

function address(pod: unknown): string {
  return String(valuesAt(pod, 'status.podIP')[0] ?? '')
}

function isReady(pod: unknown): boolean {
  return valuesAt(pod, 'status.conditions[*]').some(
    (condition) => valuesAt(condition, 'type')[0] === 'Ready' && valuesAt(condition, 'status')[0] === 'True',
  )
}
