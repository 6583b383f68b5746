// Events live for one hour after they were last written (kube-apiserver --event-ttl, v1.33).

import type { Event } from '../kinds/index.ts'
import type { Controller } from './controller.ts'
import { events, targetOf } from './resources.ts'
import { timeOf } from './time.ts'

const LIFE_MS = 3_600_000
const SWEEP_MS = 60_000

const NAME = 'event-expiry'

export const eventExpiry: Controller = {
  name: NAME,
  watches: {
    '/events': ({ type }, context) => {
      if (type === 'ADDED') context.loop.enqueueAfter(NAME, 'sweep', SWEEP_MS, true)
      return []
    },
  },
  reconcile(context, key) {
    const now = context.loop.nowMs
    let left = false
    for (const event of context.view.list<Event>(events)) {
      const last = event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp
      if (now - timeOf(last) > LIFE_MS) context.client.delete(targetOf(events, event.metadata))
      else left = true
    }
    if (left) context.loop.enqueueAfter(NAME, key, SWEEP_MS, true)
  },
}
