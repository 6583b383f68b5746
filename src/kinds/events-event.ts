// Event of events.k8s.io: another view of the events of v1. Models pkg/apis/events/v1/conversion.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, nameColumn } from './columns.ts'
import type { EventsEvent } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const eventsEvent: ResourceDefinition<EventsEvent> = {
  group: 'events.k8s.io',
  version: 'v1',
  kind: 'Event',
  resource: 'events',
  singular: 'event',
  shortNames: ['ev'],
  namespaced: true,
  verbs: allVerbs,
  columns: [nameColumn, ageColumn],
}
