// Records events as the recorders do: the same words about the same object count up the event that is there
// (k8s.io/client-go/tools/record, v1.33); the scheduler's are of the newer kind without source and count.
// Missing: the spam filter (25 per object, then one in five minutes) and the "combined from similar events" aggregate.

import type { KubeObject } from '../api/index.ts'
import type { Event, ObjectReference } from '../kinds/index.ts'
import type { ControllerContext } from './controller.ts'
import { events, targetOf } from './resources.ts'
import { microTimeText, timeText } from './time.ts'

export interface Happening {
  readonly about: KubeObject
  readonly type: 'Normal' | 'Warning'
  readonly reason: string
  readonly message: string
  readonly component: string
  readonly host?: string
  /** 'spec.containers{web}' */
  readonly fieldPath?: string
}

export function record(context: ControllerContext, happening: Happening): void {
  if (context.isSilent()) return
  const { about, type, reason, message, component, host, fieldPath } = happening
  const now = timeText(context.loop.nowMs)
  const involvedObject = referenceTo(about, fieldPath)
  const event: Event = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: eventName(context, about), namespace: about.metadata.namespace ?? 'default' },
    involvedObject,
    reason,
    message,
    source: host === undefined ? { component } : { component, host },
    firstTimestamp: now,
    lastTimestamp: now,
    count: 1,
    type,
    reportingComponent: component,
    reportingInstance: host ?? '',
  }
  const old = context.view.similarEvent(event)
  if (old) {
    const again = { ...old, count: (old.count ?? 1) + 1, lastTimestamp: now }
    context.client.update(targetOf(events, old.metadata), again)
    return
  }
  write(context, event)
}

/** events.k8s.io: what the scheduler writes. */
export function recordAction(context: ControllerContext, happening: Happening & { readonly action: string }): void {
  if (context.isSilent()) return
  const { about, type, reason, message, component, action } = happening
  write(context, {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: eventName(context, about), namespace: about.metadata.namespace ?? 'default' },
    involvedObject: referenceTo(about),
    reason,
    message,
    source: {},
    type,
    eventTime: microTimeText(context.loop.nowMs),
    action,
    reportingComponent: component,
    reportingInstance: `${component}-${context.settings.controlPlaneNode}`,
  })
}

function write(context: ControllerContext, event: Event): void {
  const { namespace } = event.metadata
  const home = context.view.get({ group: '', resource: 'namespaces' }, namespace ?? '')
  // A namespace on its way out takes no new objects.
  if (!home || home.metadata.deletionTimestamp !== undefined) return
  context.client.create({ ...events, namespace }, event)
}

/** '<name>.<nanoseconds in hex>' */
function eventName(context: ControllerContext, about: KubeObject): string {
  // Never twice the same moment, and in order within one.
  const { loop, machines } = context
  const last = machines.lastEvent
  const within = last.ms === loop.nowMs ? last.ns + 1 + loop.random.int(20_000) : loop.random.int(200_000)
  machines.lastEvent = { ms: loop.nowMs, ns: within }
  return `${about.metadata.name}.${(BigInt(loop.nowMs) * 1_000_000n + BigInt(within)).toString(16)}`
}

export function referenceTo(object: KubeObject, fieldPath?: string): ObjectReference {
  const { namespace, name, uid, resourceVersion } = object.metadata
  return {
    kind: object.kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    ...(uid === undefined ? {} : { uid }),
    apiVersion: object.apiVersion,
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
    ...(fieldPath === undefined ? {} : { fieldPath }),
  }
}
