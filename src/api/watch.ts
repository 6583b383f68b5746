// Watches: the changes of one collection through a selection, from now or from a known revision on. Models the watch
// cache of k8s.io/apiserver (v1.33): an object that stops matching is DELETED for the watcher.
// Missing: bookmarks, sendInitialEvents.

import { Signal } from '../sim/index.ts'
import type { CollectionTarget, TableOptions, Watch, WatchEvent, WatchOptions } from './client.ts'
import { type Core, collectionOf, definitionOf, requireVerb } from './core.ts'
import type { ResourceDefinition } from './definition.ts'
import { ApiError, newBadRequest } from './errors.ts'
import { selection, selectObjects, tableOf } from './list.ts'
import type { KubeObject, Table } from './object.ts'
import type { Change } from './store.ts'

class WatchStream<T> implements Watch<T> {
  readonly changed = new Signal()
  stopped = false
  #events: WatchEvent<T>[] = []
  readonly #onStop: () => void

  constructor(onStop: () => void) {
    this.#onStop = onStop
  }

  push(event: WatchEvent<T>): void {
    if (this.stopped) return
    this.#events.push(event)
    this.changed.notify()
  }

  take(): readonly WatchEvent<T>[] {
    if (this.#events.length === 0) return []
    const events = this.#events
    this.#events = []
    return events
  }

  stop(): void {
    if (this.stopped) return
    this.stopped = true
    this.#onStop()
    this.changed.notify()
  }
}

interface OpenWatch {
  readonly definition: ResourceDefinition
  readonly collection: string
  stop(): void
  expire(): void
}

/** All open watches, so that a restore can end them. */
export class Watches {
  #open = new Map<(change: Change) => void, OpenWatch>()

  deliver(change: Change): void {
    if (this.#open.size === 0) return
    for (const [listener, { collection }] of [...this.#open]) if (collection === change.collection) listener(change)
  }

  /** Ends every watch as a server does whose history is gone. */
  expireAll(): void {
    for (const { expire } of [...this.#open.values()]) expire()
  }

  /** Ends those of a kind that is served no longer. */
  end(definition: ResourceDefinition): void {
    for (const open of [...this.#open.values()]) if (open.definition === definition) open.stop()
  }

  start<T>(
    core: Core,
    target: CollectionTarget,
    options: WatchOptions,
    present: (object: KubeObject) => T,
    presentError: (error: ApiError) => T,
  ): Watch<T> {
    const definition = definitionOf(core, target)
    requireVerb(definition, 'watch')
    const collection = collectionOf(definition)
    const test = selection(definition, options)
    const namespace = definition.namespaced && target.namespace ? target.namespace : undefined
    const matches = (object: KubeObject | undefined): boolean =>
      object !== undefined &&
      (namespace === undefined || object.metadata.namespace === namespace) &&
      (test === undefined || test(object))

    const listener = ({ type, object, old }: Change): void => {
      const before = matches(old)
      const after = type !== 'DELETED' && matches(object)
      if (after) stream.push({ type: before ? 'MODIFIED' : 'ADDED', object: present(object) })
      // The last state that matched, with the revision of the change that ended it.
      else if (before && old) stream.push({ type: 'DELETED', object: present(lastState(old, object)) })
    }
    const stream = new WatchStream<T>(() => this.#open.delete(listener))
    const expire = (error: ApiError): void => {
      stream.push({ type: 'ERROR', object: presentError(error) })
      stream.stop()
    }
    const version = options.resourceVersion ?? ''
    if (version !== '' && !/^\d+$/.test(version)) {
      throw newBadRequest(`Invalid value: "${version}": strconv.ParseUint: parsing "${version}": invalid syntax`)
    }
    if (version === '' || version === '0') {
      for (const object of selectObjects(core, definition, target.namespace, options)) {
        stream.push({ type: 'ADDED', object: present(object) })
      }
    } else {
      try {
        for (const change of core.store.changesSince(collection, Number(version))) listener(change)
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        expire(error)
        return stream
      }
    }
    const tooOld = (): ApiError =>
      new ApiError(410, 'Expired', 'The resourceVersion for the provided watch is too old.')
    this.#open.set(listener, {
      definition,
      collection,
      stop: () => stream.stop(),
      expire: () => expire(tooOld()),
    })
    return stream
  }

  objects(core: Core, target: CollectionTarget, options: WatchOptions = {}): Watch<KubeObject> {
    return this.start(core, target, options, (object) => object, statusObject)
  }

  tables(core: Core, target: CollectionTarget, options: WatchOptions & TableOptions): Watch<Table> {
    const definition = definitionOf(core, target)
    const present = (object: KubeObject): Table =>
      tableOf(core, definition, [object], { resourceVersion: object.metadata.resourceVersion ?? '' }, options)
    return this.start(core, target, options, present, (error) => statusObject(error) as unknown as Table)
  }
}

function lastState(old: KubeObject, now: KubeObject): KubeObject {
  if (old.metadata.uid !== now.metadata.uid) return old
  return { ...old, metadata: { ...old.metadata, resourceVersion: now.metadata.resourceVersion ?? '' } }
}

/** An ERROR event carries the Status where an object would be. */
const statusObject = (error: ApiError): KubeObject => error.status as unknown as KubeObject
