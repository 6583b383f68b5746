// A service has ready endpoints, and they lead to a port on which its pods listen. Read from the endpoint slices, as the
// node's proxy reads them (discovery.k8s.io/v1, v1.33).

import * as v from 'valibot'
import type { Client, KubeObject } from '../../api/index.ts'
import { queryObject, queryObjects, valuesAt } from '../query.ts'
import { failed, passed } from '../view.ts'
import { defineCheck } from './check.ts'
import { selectorText } from './selects.ts'

export const endpoints = defineCheck({
  type: 'endpoints',
  summary: 'A service has (at least) that many ready endpoints, on a port that its pods declare.',
  codes: ['missing', 'none', 'fewer', 'port'],
  options: {
    service: v.string(),
    namespace: v.optional(v.string(), 'default'),
    ready: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 1),
    /** The port of the pods that they must lead to; default: any port that the pods declare. */
    port: v.optional(v.pipe(v.number(), v.integer())),
  },
  look({ client }, { service, namespace, ready, port }) {
    const object = queryObject(client, { resource: 'services', name: service, namespace })
    if (!object) return failed('missing')
    const slices = queryObjects(client, {
      resource: 'endpointslices',
      namespace,
      labels: `kubernetes.io/service-name=${service}`,
    })
    const addresses = new Set<unknown>()
    const ports = new Set<unknown>()
    for (const slice of slices) {
      for (const endpoint of valuesAt(slice, 'endpoints[*]')) {
        if (valuesAt(endpoint, 'conditions.ready')[0] === false) continue
        for (const address of valuesAt(endpoint, 'addresses[*]')) addresses.add(address)
        for (const number of valuesAt(slice, 'ports[*].port')) ports.add(number)
      }
    }
    const declared =
      port === undefined
        ? selected(client, namespace, selectorText(object)).flatMap((pod) =>
            valuesAt(pod, 'spec.containers[*].ports[*].containerPort'),
          )
        : [port]
    const wrong = [...ports].filter((number) => declared.length > 0 && !declared.includes(number))
    if (wrong.length > 0) {
      return failed('port', { found: wrong.join(', '), wanted: [...new Set(declared)].join(', ') }, true)
    }
    if (addresses.size === 0) return failed('none', {}, true)
    return addresses.size < ready ? failed('fewer', { ready: addresses.size, wanted: ready }, true) : passed
  },
})

function selected(client: Client, namespace: string, labels: string): readonly KubeObject[] {
  return labels === '' ? [] : queryObjects(client, { resource: 'pods', namespace, labels })
}
