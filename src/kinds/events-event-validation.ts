// What only events.k8s.io asks of events. Models ValidateEventCreate and ValidateEventUpdate of
// pkg/apis/core/validation/events.go (v1.33).

import { equalValues, type FieldError, invalidField, type KubeObject, requiredField } from '../api/index.ts'
import { validateEvent } from './event-validation.ts'
import { goStruct, immutable } from './field-rules.ts'
import type { Event, EventsEvent } from './types.generated.ts'

/** The names of the fields in the faults are those of the internal type. */
export function validateEventsEvent(event: EventsEvent, old: EventsEvent | undefined, kept: KubeObject): FieldError[] {
  const faults = old ? changeFaults(event, old) : creationFaults(event)
  return [...validateEvent(kept as Event, 'reportingController'), ...faults]
}

function creationFaults(event: EventsEvent): FieldError[] {
  const { eventTime, type = '', deprecatedFirstTimestamp, deprecatedLastTimestamp, deprecatedCount } = event
  const errors = seriesFaults(event)
  if (!eventTime) errors.push(requiredField('eventTime'))
  if (type !== 'Normal' && type !== 'Warning') errors.push(invalidField('type', '', `has invalid value: ${type}`))
  const unwanted = {
    firstTimestamp: deprecatedFirstTimestamp,
    lastTimestamp: deprecatedLastTimestamp,
    count: deprecatedCount,
    source: event.deprecatedSource?.component || event.deprecatedSource?.host,
  }
  for (const [name, value] of Object.entries(unwanted)) {
    if (value) errors.push(invalidField(name, '', 'needs to be unset'))
  }
  return errors
}

function seriesFaults({ series }: EventsEvent): FieldError[] {
  if (!series) return []
  return [
    ...((series.count ?? 0) < 2 ? [invalidField('series.count', '', 'should be at least 2')] : []),
    ...(series.lastObservedTime ? [] : [requiredField('series.lastObservedTime')]),
  ]
}

/** Only the series may change. */
function changeFaults(event: EventsEvent, old: EventsEvent): FieldError[] {
  const errors = equalValues(event.series, old.series) ? [] : seriesFaults(event)
  for (const [name, field] of fixed) {
    const value = event[field]
    errors.push(...immutable(name, value ?? '', old[field] ?? '', shown(name, value)))
  }
  return errors
}

const fixed = [
  ['involvedObject', 'regarding'],
  ['reason', 'reason'],
  ['message', 'note'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
  ['type', 'type'],
  ['eventTime', 'eventTime'],
  ['action', 'action'],
  ['related', 'related'],
  ['reportingController', 'reportingController'],
  ['reportingInstance', 'reportingInstance'],
] as const satisfies readonly (readonly [string, keyof EventsEvent])[]

function shown(name: string, value: unknown): unknown {
  const { kind, namespace, uid, apiVersion, resourceVersion, fieldPath, component, host, ...rest } = Object(value)
  if (name === 'source') return goStruct('core.EventSource', { Component: component ?? '', Host: host ?? '' })
  if (name !== 'involvedObject' && (name !== 'related' || !value)) return value ?? (name === 'related' ? null : '')
  return goStruct('core.ObjectReference', {
    Kind: kind ?? '',
    Namespace: namespace ?? '',
    Name: rest.name ?? '',
    UID: uid ?? '',
    APIVersion: apiVersion ?? '',
    ResourceVersion: resourceVersion ?? '',
    FieldPath: fieldPath ?? '',
  })
}
