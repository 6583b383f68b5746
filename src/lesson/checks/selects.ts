// A service's selector finds the pods it should, all of them and no others. The server's own selectors decide.

import * as v from 'valibot'
import { queryObject, queryObjects, valuesAt } from '../query.ts'
import { failed, passed } from '../view.ts'
import { defineCheck } from './check.ts'

export const selects = defineCheck({
  type: 'selects',
  summary: 'The selector of a service matches exactly the pods that have the given labels.',
  codes: ['missing', 'no-pods', 'empty', 'none', 'some', 'others'],
  options: { service: v.string(), namespace: v.optional(v.string(), 'default'), pods: v.string() },
  look({ client }, { service, namespace, pods }) {
    const object = queryObject(client, { resource: 'services', name: service, namespace })
    if (!object) return failed('missing')
    const selector = selectorText(object)
    if (selector === '') return failed('empty', {}, true)
    const names = (labels: string) =>
      queryObjects(client, { resource: 'pods', namespace, labels }).map((pod) => pod.metadata.name)
    const wanted = names(pods)
    if (wanted.length === 0) return failed('no-pods', {}, true)
    const found = names(selector)
    const matched = wanted.filter((name) => found.includes(name)).length
    const numbers = { selector, matched, wanted: wanted.length, found: found.length }
    if (matched === 0) return failed('none', numbers, true)
    if (matched < wanted.length) return failed('some', numbers, true)
    return found.length > matched ? failed('others', { ...numbers, others: found.length - matched }, true) : passed
  },
})

/** A service's selector as one writes it after -l; '' when it has none. */
export function selectorText(service: unknown): string {
  const [selector] = valuesAt(service, 'spec.selector')
  if (typeof selector !== 'object' || selector === null) return ''
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
}
