// Watches: the changes of one collection through a selection, from now or from a known revision on. Models the watch
// cache of k8s.io/apiserver (v1.33): an object that stops matching is DELETED for the watcher.
// Differs: `sendInitialEvents` is served to who asks for it, as behind the gate WatchList, which 1.33 has off.

import { Signal } from '../sim/index.ts'
import type { CollectionTarget, TableOptions, Watch, WatchEvent, WatchOptions } from './client.ts'
import { apiVersionOf, type Core, collectionOf, definitionOf, requireVerb } from './core.ts'
import type { ResourceDefinition } from './definition.ts'
import { ApiError } from './errors.ts'
import { selection, selectObjects, tableOf } from './list.ts'
import { newTooLargeRevision, parseRevision } from './list-page.ts'
import type { KubeObject, Table } from './object.ts'
import type { Change } from './store.ts'

/** How many events may wait for a watcher who does not take them; then it is dropped, as upstream drops slow ones. */
const MOST_WAITING = 10_000

class WatchStream<T> implements Watch<T> {
  readonly changed = new Signal()
  stopped = false
  #events: WatchEvent<T>[] = []
  readonly #onStop: () => void
  readonly #mark: (() => T) | undefined

  /** `mark`: the object of a bookmark, for who allowed them. */
  constructor(onStop: () => void, mark: (() => T) | undefined) {
    this.#onStop = onStop
    this.#mark = mark
  }

  push(event: WatchEvent<T>): void {
    if (this.stopped) return
    this.#events.push(event)
    this.changed.notify()
  }

  /** `push` for what happens by itself. */
  tell(event: WatchEvent<T>): void {
    if (this.#events.length >= MOST_WAITING) this.stop()
    else this.push(event)
  }

  bookmark(): void {
    if (this.#mark && this.#events.length === 0) this.push({ type: 'BOOKMARK', object: this.#mark() })
  }

  take(most = Number.POSITIVE_INFINITY): readonly WatchEvent<T>[] {
    if (this.#events.length === 0) return []
    if (this.#events.length > most) return this.#events.splice(0, most)
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
    present: (object: KubeObject, isBookmark?: boolean) => T,
    presentError: (error: ApiError) => T,
  ): Watch<T> {
    const definition = definitionOf(core, target)
    requireVerb(definition, 'watch')
    const collection = collectionOf(definition)
    const test = selection(definition, options)
    const namespace = definition.namespaced && target.namespace ? target.namespace : undefined
    const shown = (object: KubeObject): T => present(definition.convert?.(object) ?? object)
    const matches = (object: KubeObject | undefined): boolean =>
      object !== undefined &&
      (namespace === undefined || object.metadata.namespace === namespace) &&
      (test === undefined || test(object))

    const { resourceVersion = '', sendInitialEvents, allowWatchBookmarks } = options
    const wanted = resourceVersion === '' ? 0 : parseRevision(resourceVersion)
    if (typeof wanted === 'string') throw new ApiError(500, '', wanted)
    const listener = ({ type, object, old, revision }: Change): void => {
      if (revision <= wanted) return
      const before = matches(old)
      const after = type !== 'DELETED' && matches(object)
      if (after) stream.tell({ type: before ? 'MODIFIED' : 'ADDED', object: shown(object) })
      // The last state that matched, with the revision of the change that ended it.
      else if (before && old) stream.tell({ type: 'DELETED', object: shown(lastState(old, object)) })
    }
    const mark = (annotations?: Record<string, string>): T => {
      const metadata = { resourceVersion: String(core.store.revision), creationTimestamp: null, annotations }
      return present(bookmarkOf(definition, metadata), true)
    }
    const stream = new WatchStream<T>(() => this.#open.delete(listener), allowWatchBookmarks ? mark : undefined)
    const expire = (error: ApiError): void => {
      stream.push({ type: 'ERROR', object: presentError(error) })
      stream.stop()
    }
    const initial = sendInitialEvents ?? wanted === 0
    if (initial) {
      if (wanted > core.store.revision) throw newTooLargeRevision(wanted, core.store.revision)
      for (const object of selectObjects(core, definition, target.namespace, options)) {
        stream.push({ type: 'ADDED', object: present(object) })
      }
      if (sendInitialEvents && allowWatchBookmarks)
        stream.push({ type: 'BOOKMARK', object: mark({ 'k8s.io/initial-events-end': 'true' }) })
    } else if (wanted > 0) {
      try {
        for (const change of core.store.changesSince(collection, wanted)) listener(change)
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
    const present = (object: KubeObject, isBookmark?: boolean): Table => {
      const { resourceVersion = '' } = object.metadata
      // A bookmark has no cells; its annotations are in the row's object, where clients look for them.
      return isBookmark
        ? { ...tableOf(core, definition, [], { resourceVersion }, options), rows: [{ cells: [], object }] }
        : tableOf(core, definition, [object], { resourceVersion }, options)
    }
    return this.start(core, target, options, present, (error) => statusObject(error) as unknown as Table)
  }
}

/** Differs: upstream writes the kind's other fields, too, all of them empty. */
function bookmarkOf(definition: ResourceDefinition, metadata: object): KubeObject {
  return {
    kind: definition.kind,
    apiVersion: apiVersionOf(definition),
    metadata: metadata as KubeObject['metadata'],
  }
}

function lastState(old: KubeObject, now: KubeObject): KubeObject {
  if (old.metadata.uid !== now.metadata.uid) return old
  return { ...old, metadata: { ...old.metadata, resourceVersion: now.metadata.resourceVersion ?? '' } }
}

/** An ERROR event carries the Status where an object would be. */
const statusObject = (error: ApiError): KubeObject => error.status as unknown as KubeObject
