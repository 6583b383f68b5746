// The store as controllers look at it, with derived indexes (pods by node, dependents by owner, requests and addresses
// by node, events by what they say) that follow the changes and can be rebuilt from the store at any time.

import type { Change, KubeObject, ObjectReader, ResourceRef } from '../api/index.ts'
import type { Event, Pod } from '../kinds/index.ts'
import { keyOf } from './controller.ts'
import { isReady } from './pod-state.ts'
import { quantityOf } from './quantity.ts'
import { collectionOf } from './resources.ts'

export interface Requested {
  readonly milliCpu: number
  readonly memory: number
}

export interface NodeUsage {
  milliCpu: number
  memory: number
  readonly pods: Map<string, Pod>
  readonly addresses: Map<string, string>
}

/** The living pods of one controller, counted. */
export interface Tally {
  active: number
  ready: number
}

interface Dependent {
  readonly collection: string
  readonly object: KubeObject
}

export class View {
  readonly #reader: ObjectReader
  #usage = new Map<string, NodeUsage>()
  /** The pods that have ended, by node. */
  #ended = new Map<string, Map<string, Pod>>()
  #endedPods = 0
  #dependents = new Map<string, Map<string, Dependent>>()
  /** The events about each object, by its uid: key to event. */
  #events = new Map<string, Map<string, Event>>()
  #orphans = new Map<string, Pod>()
  #tallies = new Map<string, Tally>()

  constructor(reader: ObjectReader) {
    this.#reader = reader
  }

  get<T extends KubeObject>(ref: Pick<ResourceRef, 'group' | 'resource'>, key: string): T | undefined {
    return this.#reader.get(collectionOf(ref), key) as T | undefined
  }

  list<T extends KubeObject>(ref: Pick<ResourceRef, 'group' | 'resource'>, namespace?: string): readonly T[] {
    return this.#reader.list(collectionOf(ref), namespace) as readonly T[]
  }

  /** The pods that count on a node: not finished. */
  usage(node: string): NodeUsage {
    let found = this.#usage.get(node)
    if (!found) {
      found = { milliCpu: 0, memory: 0, pods: new Map(), addresses: new Map() }
      this.#usage.set(node, found)
    }
    return found
  }

  /** Every pod of a node, also those that have ended. */
  boundTo(node: string): readonly Pod[] {
    const all = [...(this.#usage.get(node)?.pods ?? []), ...(this.#ended.get(node) ?? [])]
    return all.sort(byName).map(([, pod]) => pod)
  }

  /** How many pods have ended and are still there. */
  get endedPods(): number {
    return this.#endedPods
  }

  dependents(ownerUid: string): readonly Dependent[] {
    return [...(this.#dependents.get(ownerUid) ?? [])].sort(byName).map(([, dependent]) => dependent)
  }

  /** The dependents of one collection whose controller is `ownerUid`, in no order that may be relied on. */
  controlled<T extends KubeObject>(ownerUid: string, ref: Pick<ResourceRef, 'group' | 'resource'>): T[] {
    const collection = collectionOf(ref)
    const found: T[] = []
    for (const dependent of this.#dependents.get(ownerUid)?.values() ?? []) {
      if (dependent.collection === collection && controllerUid(dependent.object) === ownerUid)
        found.push(dependent.object as T)
    }
    return found
  }

  tally(controller: string): Tally {
    return this.#tallies.get(controller) ?? { active: 0, ready: 0 }
  }

  /** The pods of a namespace that no controller owns. */
  orphans(namespace: string | undefined): readonly Pod[] {
    const found = [...this.#orphans].filter(([, { metadata }]) => metadata.namespace === namespace)
    return found.sort(byName).map(([, pod]) => pod)
  }

  /** The last event that says the same about the same object. */
  similarEvent(event: Event): Event | undefined {
    let found: Event | undefined
    for (const other of this.#events.get(event.involvedObject.uid ?? '')?.values() ?? [])
      if (saysTheSame(other, event)) found = other
    return found
  }

  apply(change: Change): void {
    if (change.old) this.#forget(change.collection, change.old)
    if (change.type !== 'DELETED') this.#learn(change.collection, change.object)
  }

  rebuild(collections: readonly string[]): void {
    this.#usage.clear()
    this.#ended.clear()
    this.#endedPods = 0
    this.#dependents.clear()
    this.#events.clear()
    this.#orphans.clear()
    this.#tallies.clear()
    for (const collection of collections)
      for (const object of this.#reader.list(collection)) this.#learn(collection, object)
  }

  #learn(collection: string, object: KubeObject): void {
    for (const owner of object.metadata.ownerReferences ?? []) {
      let dependents = this.#dependents.get(owner.uid)
      if (!dependents) {
        dependents = new Map()
        this.#dependents.set(owner.uid, dependents)
      }
      dependents.set(`${collection}\n${keyOf(object)}`, { collection, object })
    }
    if (collection === '/pods') {
      this.#count(object as Pod, 1)
      this.#tell(object as Pod, 1)
      if (controllerUid(object) === undefined) this.#orphans.set(keyOf(object), object as Pod)
    }
    if (collection === '/events') {
      const event = object as Event
      const uid = event.involvedObject.uid ?? ''
      const events = this.#events.get(uid)
      if (events) events.set(keyOf(event), event)
      else this.#events.set(uid, new Map([[keyOf(event), event]]))
    }
  }

  #forget(collection: string, object: KubeObject): void {
    for (const owner of object.metadata.ownerReferences ?? []) {
      const dependents = this.#dependents.get(owner.uid)
      dependents?.delete(`${collection}\n${keyOf(object)}`)
      if (dependents?.size === 0) this.#dependents.delete(owner.uid)
    }
    if (collection === '/pods') {
      this.#count(object as Pod, -1)
      this.#tell(object as Pod, -1)
      this.#orphans.delete(keyOf(object))
    }
    if (collection === '/events') {
      const uid = (object as Event).involvedObject.uid ?? ''
      const events = this.#events.get(uid)
      events?.delete(keyOf(object))
      if (events?.size === 0) this.#events.delete(uid)
    }
  }

  #tell(pod: Pod, sign: 1 | -1): void {
    const controller = controllerUid(pod)
    if (controller === undefined || !isActive(pod)) return
    let tally = this.#tallies.get(controller)
    if (!tally) {
      tally = { active: 0, ready: 0 }
      this.#tallies.set(controller, tally)
    }
    tally.active += sign
    if (isReady(pod)) tally.ready += sign
    if (tally.active === 0) this.#tallies.delete(controller)
  }

  #count(pod: Pod, sign: 1 | -1): void {
    const node = pod.spec?.nodeName
    if (finished(pod)) {
      this.#countEnded(pod, node ?? '', sign)
      return
    }
    if (!node) return
    const usage = this.usage(node)
    const { milliCpu, memory } = requestsOf(pod)
    usage.milliCpu += sign * milliCpu
    usage.memory += sign * memory
    const key = keyOf(pod)
    const address = pod.status?.podIP
    if (sign > 0) usage.pods.set(key, pod)
    else usage.pods.delete(key)
    if (address === undefined || pod.spec?.hostNetwork) return
    if (sign > 0) usage.addresses.set(address, key)
    else if (usage.addresses.get(address) === key) usage.addresses.delete(address)
  }

  #countEnded(pod: Pod, node: string, sign: 1 | -1): void {
    this.#endedPods += sign
    const ended = this.#ended.get(node)
    if (sign < 0) {
      ended?.delete(keyOf(pod))
      if (ended?.size === 0) this.#ended.delete(node)
    } else if (ended) ended.set(keyOf(pod), pod)
    else this.#ended.set(node, new Map([[keyOf(pod), pod]]))
  }
}

/** The order of an index depends on its history, which a restored one does not have. */
const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1)

export const finished = (pod: Pod): boolean => pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'

/** It runs, or is going to, and is not on its way out. */
export const isActive = (pod: Pod): boolean => !finished(pod) && pod.metadata.deletionTimestamp === undefined

export function controllerUid(object: KubeObject): string | undefined {
  for (const owner of object.metadata.ownerReferences ?? []) if (owner.controller) return owner.uid
  return undefined
}

/** What two events must share to be counted as one (k8s.io/client-go/tools/record/events_cache.go). */
function saysTheSame(a: Event, b: Event): boolean {
  const { involvedObject: about, source } = a
  const { involvedObject: other } = b
  return (
    a.reason === b.reason &&
    a.message === b.message &&
    a.type === b.type &&
    isSame(about.fieldPath, other.fieldPath) &&
    isSame(about.kind, other.kind) &&
    isSame(about.namespace, other.namespace) &&
    isSame(about.name, other.name) &&
    isSame(about.uid, other.uid) &&
    isSame(source?.component, b.source?.component) &&
    isSame(source?.host, b.source?.host) &&
    isSame(a.reportingComponent, b.reportingComponent)
  )
}

/** The server leaves empty text out. */
const isSame = (a = '', b = ''): boolean => a === b

/** What a pod asks a node for: its containers together, or its largest init container when that is more. */
export function requestsOf(pod: Pod): Requested {
  let milliCpu = 0
  let memory = 0
  for (const { resources } of pod.spec?.containers ?? []) {
    milliCpu += quantityOf(resources?.requests?.['cpu']) * 1000
    memory += quantityOf(resources?.requests?.['memory'])
  }
  let sidecarCpu = 0
  let sidecarMemory = 0
  let initCpu = 0
  let initMemory = 0
  for (const { resources, restartPolicy } of pod.spec?.initContainers ?? []) {
    const cpu = quantityOf(resources?.requests?.['cpu']) * 1000
    const bytes = quantityOf(resources?.requests?.['memory'])
    if (restartPolicy === 'Always') {
      sidecarCpu += cpu
      sidecarMemory += bytes
    } else {
      initCpu = Math.max(initCpu, sidecarCpu + cpu)
      initMemory = Math.max(initMemory, sidecarMemory + bytes)
    }
  }
  return {
    milliCpu: Math.round(Math.max(milliCpu + sidecarCpu, initCpu)),
    memory: Math.max(memory + sidecarMemory, initMemory),
  }
}
