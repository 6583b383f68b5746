// Event: what happened to an object. Models the printer in pkg/printers/internalversion/printers.go and
// pkg/registry/core/event/strategy.go and pkg/apis/core/validation/events.go (v1.33).

import { ageText, type ResourceDefinition } from '../api/index.ts'
import { column, nameColumn } from './columns.ts'
import type { Event } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const event: ResourceDefinition<Event> = {
  group: '',
  version: 'v1',
  kind: 'Event',
  resource: 'events',
  singular: 'event',
  shortNames: ['ev'],
  namespaced: true,
  put: { creates: true },
  verbs: allVerbs,
  columns: [
    column('Last Seen', lastSeen),
    column('Type', ({ type }) => type ?? ''),
    column('Reason', ({ reason }) => reason ?? ''),
    column('Object', ({ involvedObject: { kind = '', name } }) =>
      name ? `${kind.toLowerCase()}/${name}` : kind.toLowerCase(),
    ),
    column('Subobject', ({ involvedObject }) => involvedObject.fieldPath ?? '', { wide: true }),
    column('Source', sourceText, { wide: true }),
    column('Message', ({ message }) => (message ?? '').trim()),
    column('First Seen', firstSeen, { wide: true }),
    column('Count', ({ count, series }) => series?.count ?? (count || 1), { wide: true }),
    { ...nameColumn, priority: 1 },
  ],
  defaults(draft) {
    draft.involvedObject ??= {}
  },
  nameRule: 'path',
  fieldSelectors: {
    'involvedObject.kind': ({ involvedObject }) => involvedObject.kind ?? '',
    'involvedObject.namespace': ({ involvedObject }) => involvedObject.namespace ?? '',
    'involvedObject.name': ({ involvedObject }) => involvedObject.name ?? '',
    'involvedObject.uid': ({ involvedObject }) => involvedObject.uid ?? '',
    'involvedObject.apiVersion': ({ involvedObject }) => involvedObject.apiVersion ?? '',
    'involvedObject.resourceVersion': ({ involvedObject }) => involvedObject.resourceVersion ?? '',
    'involvedObject.fieldPath': ({ involvedObject }) => involvedObject.fieldPath ?? '',
    reason: ({ reason }) => reason ?? '',
    reportingComponent: ({ reportingComponent }) => reportingComponent ?? '',
    source: ({ source, reportingComponent }) => source?.component || (reportingComponent ?? ''),
    type: ({ type }) => type ?? '',
  },
}

function firstSeen({ firstTimestamp, eventTime }: Event, nowMs: number): string {
  return ageText(firstTimestamp || eventTime, nowMs)
}

function lastSeen(object: Event, nowMs: number): string {
  if (object.series) return ageText(object.series.lastObservedTime, nowMs)
  return object.lastTimestamp ? ageText(object.lastTimestamp, nowMs) : firstSeen(object, nowMs)
}

function sourceText({ source, reportingComponent, reportingInstance }: Event): string {
  const component = source?.component || (reportingComponent ?? '')
  const host = source?.host || (reportingInstance ?? '')
  return host ? `${component}, ${host}` : component
}
