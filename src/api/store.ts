// The objects: one sorted collection per resource, one revision for all, and the last changes for watches that start
// in the past. Models etcd with the watch cache before it (k8s.io/apiserver/pkg/storage, v1.33): keys sort bytewise as
// 'namespace/name', a change has one revision, and revisions that are too old have expired.

import { keyOf } from './core.ts'
import { ApiError } from './errors.ts'
import type { KubeObject } from './object.ts'
import { freezeValue, shareParts } from './value.ts'

/** How many changes a watch may lag behind. Each keeps two states of an object alive, so this is most of the heap. */
const HISTORY = 500
/** Forgetting is done in batches. */
const SLACK = 100

export interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  /** 'apps/deployments': the resource in its group. */
  readonly collection: string
  /** After the change; for DELETED the last state, with the revision of the removal. */
  readonly object: KubeObject
  /** Before the change. */
  readonly old: KubeObject | undefined
  readonly revision: number
}

const keyOfObject = ({ metadata }: KubeObject): string => keyOf(metadata.namespace, metadata.name)

export interface StoreState {
  readonly revision: number
  readonly collections: readonly (readonly [string, readonly KubeObject[]])[]
}

export class Store {
  #revision: number
  #collections = new Map<string, Collection>()
  #history: Change[] = []
  /** Changes up to this revision are forgotten. */
  #forgotten: number
  #listeners = new Set<(change: Change) => void>()
  #undelivered: Change[] = []
  #delivering = false

  constructor(firstRevision = 1) {
    this.#revision = firstRevision
    this.#forgotten = firstRevision
  }

  get revision(): number {
    return this.#revision
  }

  get(collection: string, key: string): KubeObject | undefined {
    return this.#collections.get(collection)?.get(key)
  }

  /** Sorted; all of them, or those whose key begins with `namespace/`. */
  list(collection: string, namespace?: string): readonly KubeObject[] {
    const found = this.#collections.get(collection)
    if (!found) return []
    return namespace === undefined ? found.all() : found.inNamespace(namespace)
  }

  /** `list` as it was at a revision; undefined when the changes since then are no longer known. */
  listAt(collection: string, namespace: string | undefined, revision: number): readonly KubeObject[] | undefined {
    if (revision < this.#forgotten) return undefined
    const now = this.list(collection, namespace)
    if (revision >= this.#revision) return now
    const before = new Map<string, KubeObject | undefined>()
    for (let at = this.#history.length - 1; at >= 0; at--) {
      const change = this.#history[at]
      if (!change || change.revision <= revision) break
      const { metadata } = change.object
      if (change.collection !== collection || (namespace !== undefined && metadata.namespace !== namespace)) continue
      before.set(keyOfObject(change.object), change.old)
    }
    if (before.size === 0) return now
    const same = now.filter((object) => !before.has(keyOfObject(object)))
    const others = [...before.values()].filter((object) => object !== undefined)
    return [...same, ...others].sort((a, b) => (keyOfObject(a) < keyOfObject(b) ? -1 : 1))
  }

  /** The names of all collections that hold, or held, anything. */
  collections(): readonly string[] {
    return [...this.#collections.keys()]
  }

  count(collection: string): number {
    return this.#collections.get(collection)?.size ?? 0
  }

  /** Stores an object under the next revision, which becomes its resourceVersion. Takes the object over and freezes it. */
  put(collection: string, key: string, draft: { metadata: { resourceVersion?: string } } & KubeObject): KubeObject {
    let objects = this.#collections.get(collection)
    if (!objects) {
      objects = new Collection()
      this.#collections.set(collection, objects)
    }
    const revision = ++this.#revision
    draft.metadata.resourceVersion = String(revision)
    const before = objects.get(key)
    const like = before ? undefined : objects.before(key)
    const object = freezeValue<KubeObject>(like ? shareParts(draft, like) : draft)
    const old = objects.set(key, object)
    this.#commit({ type: old ? 'MODIFIED' : 'ADDED', collection, object, old, revision })
    return object
  }

  /** Objects that were there before anybody looked: they have their revisions, and nobody is told. */
  plant(name: string, objects: readonly KubeObject[]): void {
    const collection = this.#collections.get(name) ?? new Collection()
    this.#collections.set(name, collection)
    for (const object of objects) {
      const key = keyOfObject(object)
      if (!collection.get(key)) collection.set(key, freezeValue(object))
    }
  }

  /** Removes an object; the returned last state carries the removal's revision. */
  remove(collection: string, key: string): KubeObject | undefined {
    const old = this.#collections.get(collection)?.delete(key)
    if (!old) return undefined
    const revision = ++this.#revision
    const object = freezeValue<KubeObject>({ ...old, metadata: { ...old.metadata, resourceVersion: String(revision) } })
    this.#commit({ type: 'DELETED', collection, object, old, revision })
    return object
  }

  /** The changes of one collection after `revision`, or a refusal when they are no longer known. */
  changesSince(collection: string, revision: number): readonly Change[] {
    if (revision < this.#forgotten) {
      throw new ApiError(410, 'Expired', `too old resource version: ${revision} (${this.#forgotten})`)
    }
    let from = this.#history.length
    while (from > 0 && (this.#history[from - 1]?.revision ?? 0) > revision) from--
    return this.#history.slice(from).filter((change) => change.collection === collection)
  }

  /** Calls `listener` for every change, in order, also for those that other listeners cause. */
  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  snapshot(): StoreState {
    return {
      revision: this.#revision,
      collections: [...this.#collections].map(([name, collection]) => [name, collection.all()]),
    }
  }

  /** Replaces everything. Older revisions expire, and no changes are told of: who watches must look anew. */
  restore(state: StoreState): void {
    this.#revision = state.revision
    this.#forgotten = state.revision
    this.#history = []
    this.#undelivered = []
    this.#collections = new Map()
    for (const [name, objects] of state.collections) {
      const collection = new Collection()
      for (const object of objects) collection.set(keyOfObject(object), freezeValue(object))
      this.#collections.set(name, collection)
    }
  }

  #commit(change: Change): void {
    this.#history.push(change)
    if (this.#history.length > HISTORY + SLACK) {
      const dropped = this.#history.splice(0, SLACK)
      this.#forgotten = dropped[dropped.length - 1]?.revision ?? this.#forgotten
    }
    this.#undelivered.push(change)
    if (this.#delivering) return
    this.#delivering = true
    try {
      for (let next = this.#undelivered.shift(); next; next = this.#undelivered.shift()) {
        for (const listener of [...this.#listeners]) listener(next)
      }
    } finally {
      this.#delivering = false
    }
  }
}

/** Objects by key, and keys and objects side by side in order; a place is found by binary search, a range is a slice. */
class Collection {
  #byKey = new Map<string, KubeObject>()
  #keys: string[] = []
  #objects: KubeObject[] = []
  #all: readonly KubeObject[] | undefined

  get size(): number {
    return this.#keys.length
  }

  get(key: string): KubeObject | undefined {
    return this.#byKey.get(key)
  }

  /** The object before the place of this key: often of the same owner. */
  before(key: string): KubeObject | undefined {
    return this.#objects[this.#firstAtLeast(key) - 1]
  }

  set(key: string, object: KubeObject): KubeObject | undefined {
    const old = this.#byKey.get(key)
    const at = this.#firstAtLeast(key)
    if (old) this.#objects[at] = object
    else {
      this.#keys.splice(at, 0, key)
      this.#objects.splice(at, 0, object)
    }
    this.#byKey.set(key, object)
    this.#all = undefined
    return old
  }

  delete(key: string): KubeObject | undefined {
    const old = this.#byKey.get(key)
    if (!old) return undefined
    const at = this.#firstAtLeast(key)
    this.#keys.splice(at, 1)
    this.#objects.splice(at, 1)
    this.#byKey.delete(key)
    this.#all = undefined
    return old
  }

  all(): readonly KubeObject[] {
    this.#all ??= Object.freeze(this.#objects.slice())
    return this.#all
  }

  inNamespace(namespace: string): readonly KubeObject[] {
    // '0' is the character after '/', so this range holds exactly the keys that begin with 'namespace/'.
    return this.#objects.slice(this.#firstAtLeast(`${namespace}/`), this.#firstAtLeast(`${namespace}0`))
  }

  #firstAtLeast(key: string): number {
    let low = 0
    let high = this.#keys.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#keys[middle] ?? '') < key) low = middle + 1
      else high = middle
    }
    return low
  }
}
