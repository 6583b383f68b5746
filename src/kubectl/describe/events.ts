// The events of an object and their table (k8s.io/kubectl/pkg/describe/describe.go, searchEvents and DescribeEvents, v1.33).

import { ageText, asApiError, type KubeObject } from '../../api/index.ts'
import type { Event } from '../../kinds/index.ts'
import { goSort } from '../go-sort.ts'
import type { DescribeContext } from './context.ts'
import type { DescribeWriter } from './writer.ts'

/** Whose events: `kind` and `uid` are part of the question only when given. */
export interface EventSubject {
  readonly name: string
  readonly namespace: string
  readonly kind?: string | undefined
  readonly uid?: string | undefined
}

export function subjectOf(object: KubeObject): EventSubject {
  const { name, namespace = '', uid } = object.metadata
  return { name, namespace, kind: object.kind, uid }
}

/** Undefined when events are not wanted. A server that refuses leaves the list empty, as upstream does. */
export function findEvents(context: DescribeContext, subject: EventSubject): readonly Event[] | undefined {
  if (!context.showEvents) return undefined
  const terms = [`involvedObject.name=${subject.name}`, `involvedObject.namespace=${subject.namespace}`]
  if (subject.kind) terms.push(`involvedObject.kind=${subject.kind}`)
  if (subject.uid) terms.push(`involvedObject.uid=${subject.uid}`)
  const target = { group: '', version: 'v1', resource: 'events', namespace: subject.namespace || undefined }
  try {
    return context.client.list<Event>(target, { fieldSelector: terms.join(',') }).items
  } catch (error) {
    asApiError(error)
    return []
  }
}

export function writeEvents(w: DescribeWriter, events: readonly Event[] | undefined, nowMs: number): void {
  if (!events) return
  if (events.length === 0) {
    w.write(0, 'Events:\t<none>\n')
    return
  }
  w.write(0, 'Events:\n  Type\tReason\tAge\tFrom\tMessage\n')
  w.write(1, '----\t------\t----\t----\t-------\n')
  for (const event of oldestFirst(events)) {
    const source = event.source?.component || event.reportingComponent || ''
    const message = (event.message ?? '').trim()
    w.write(1, `${event.type ?? ''}\t${event.reason ?? ''}\t${eventAge(event, nowMs)}\t${source}\t${message}\n`)
  }
}

/** '20s (x27 over 9m50s)' for what happened more than once. */
export function eventAge(event: Event, nowMs: number): string {
  const first = ageText(event.eventTime || event.firstTimestamp, nowMs)
  if (event.series)
    return `${ageText(event.series.lastObservedTime, nowMs)} (x${event.series.count ?? 0} over ${first})`
  if ((event.count ?? 0) > 1) return `${ageText(event.lastTimestamp, nowMs)} (x${event.count} over ${first})`
  return first
}

export function oldestFirst(events: readonly Event[]): Event[] {
  const last = (event: Event) => (event.lastTimestamp ? Date.parse(event.lastTimestamp) : Number.NEGATIVE_INFINITY)
  return goSort(events, (a, b) => last(a) < last(b))
}
