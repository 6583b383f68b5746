// Event of events.k8s.io: another view of the events of v1. Models pkg/apis/events/v1/conversion.go (v1.33).
// Differs: a field selector may also use the names of v1.

import type { KubeObject, ResourceDefinition } from '../api/index.ts'
import { ageColumn, nameColumn } from './columns.ts'
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
  // The stored kind prints.
  columns: [nameColumn, ageColumn],
  view: {
    of: { group: '', version: 'v1', resource: 'events' },
    fields: {
      ...Object.fromEntries(references.map((name) => [`regarding.${name}`, `involvedObject.${name}`])),
      reportingController: 'reportingComponent',
    },
    show(stored) {
      const event = stored as Event
      return given({
        kind: 'Event',
        apiVersion: 'events.k8s.io/v1',
        metadata: event.metadata,
        eventTime: event.eventTime ?? null,
        series: event.series,
        reportingController: event.reportingComponent || undefined,
        reportingInstance: event.reportingInstance || undefined,
        action: event.action,
        reason: event.reason,
        regarding: event.involvedObject,
        related: event.related,
        note: event.message,
        type: event.type,
        deprecatedSource: event.source ?? {},
        deprecatedFirstTimestamp: event.firstTimestamp ?? null,
        deprecatedLastTimestamp: event.lastTimestamp ?? null,
        deprecatedCount: event.count,
      }) as EventsEvent
    },
    keep: (event) =>
      given({
        kind: 'Event',
        apiVersion: 'v1',
        metadata: event.metadata,
        involvedObject: event.regarding ?? {},
        reason: event.reason,
        message: event.note,
        source: event.deprecatedSource ?? {},
        firstTimestamp: event.deprecatedFirstTimestamp ?? null,
        lastTimestamp: event.deprecatedLastTimestamp ?? null,
        count: event.deprecatedCount,
        type: event.type,
        eventTime: event.eventTime ?? null,
        series: event.series,
        action: event.action,
        related: event.related,
        reportingComponent: event.reportingController ?? '',
        reportingInstance: event.reportingInstance ?? '',
      }),
    validate: validateEventsEvent,
  },
}

/** Without what is not given. */
function given(fields: object): KubeObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as unknown as KubeObject
}
