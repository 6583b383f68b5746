// Event of events.k8s.io: the events of v1 under the names that the newer group has for their fields. Models
// pkg/apis/events/v1/conversion.go (v1.33). Differs: a field selector may use the names of v1, too.

import type { ResourceDefinition } from '../api/index.ts'
import { event } from './event.ts'
import { validateEventsEvent } from './events-event-validation.ts'
import type { Event, EventsEvent } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

const references = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath']

export const eventsEvent: ResourceDefinition<EventsEvent> = {
  group: 'events.k8s.io',
  version: 'v1',
  kind: 'Event',
  resource: 'events',
  singular: 'event',
  shortNames: ['ev'],
  namespaced: true,
  verbs: allVerbs,
  columns: [],
  view: {
    of: event,
    fields: {
      ...Object.fromEntries(references.map((name) => [`regarding.${name}`, `involvedObject.${name}`])),
      reportingController: 'reportingComponent',
    },
    show: (stored) => renamed(stored, newNames, 'events.k8s.io/v1') as unknown as EventsEvent,
    keep: (object) => renamed(object, oldNames, 'v1') as unknown as Event,
    validate: validateEventsEvent,
  },
}

/** Fields of v1, and what they are called here; the others have the same name. */
const newNames: Readonly<Record<string, string>> = {
  involvedObject: 'regarding',
  message: 'note',
  source: 'deprecatedSource',
  firstTimestamp: 'deprecatedFirstTimestamp',
  lastTimestamp: 'deprecatedLastTimestamp',
  count: 'deprecatedCount',
  reportingComponent: 'reportingController',
}
const oldNames = Object.fromEntries(Object.entries(newNames).map(([name, now]) => [now, name]))

function renamed(object: object, names: Readonly<Record<string, string>>, apiVersion: string): object {
  const fields = Object.entries(object).map(([name, value]) => [
    Object.hasOwn(names, name) ? names[name] : name,
    name === 'apiVersion' ? apiVersion : value,
  ])
  return Object.fromEntries(fields)
}
