// The API server: one object that holds the store and answers the verbs of `Client`. Everything is synchronous; who
// wants to know of changes subscribes. Models kube-apiserver v1.33 as far as its clients can tell.

import { type Loop, Signal } from '../sim/index.ts'
import type { Access } from './access.ts'
import { Admission, type AdmissionPlugin } from './admission.ts'
import type {
  ApiResource,
  CallerOptions,
  Client,
  CollectionTarget,
  ListOptions,
  ObjectTarget,
  PodStreams,
  ResourceRef,
  TableOptions,
  WatchOptions,
  WriteOptions,
} from './client.ts'
import { type Core, collectionOf, keyOf, type Patches, refKey, requirePatches, timeText } from './core.ts'
import type { Extension, ResourceDefinition, ServerSettings } from './definition.ts'
import { Derivations } from './derived-kinds.ts'
import { resourcesOf, versionOf } from './discovery.ts'
import { asDraft, asObject, tidyMetadata } from './draft.ts'
import { newBadRequest } from './errors.ts'
import { getObject, getTable, listObjects, listTable } from './list.ts'
import type { KubeObject } from './object.ts'
import { deleteCollection, deleteObject } from './remove.ts'
import { joinSchemas, type Schema } from './schema.ts'
import { type Change, Store, type StoreState } from './store.ts'
import { attachToPod, execInPod, forwardToPod, logOfPod, proxyTo } from './streams.ts'
import { throughViews, type Verbs } from './views.ts'
import { Watches } from './watch.ts'
import { createObject, updateObject } from './write.ts'

export interface ServerOptions {
  readonly loop: Loop
  readonly definitions: readonly ResourceDefinition[]
  readonly schema: Schema
  readonly settings: ServerSettings
  readonly streams?: PodStreams
  /** In the order in which they are asked. */
  readonly admission?: readonly AdmissionPlugin[]
  /** Without them nobody patches until they come as an extension. */
  readonly patches?: Patches
}

/** A committed change, as controllers see it. */
export interface ChangeEvent<T extends KubeObject = KubeObject> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly object: T
  /** Before the change; undefined for ADDED. */
  readonly old: T | undefined
}

export type ServerState = StoreState

/** The stored objects themselves, for those who live beside the server (controllers, network): no copies, no errors. */
export type ObjectReader = Pick<Store, 'get' | 'list' | 'collections'>

export interface Server {
  /** For kubectl and whoever else stands for the learner. */
  readonly client: Client
  /** A client whose writes are those of `fieldManager` when they do not say otherwise. */
  clientFor(fieldManager: string): Client
  /** Notified after every change. */
  readonly changed: Signal
  readonly objects: ObjectReader
  /** Calls `listener` at every commit, with the name of the collection ('/pods', 'apps/deployments'). */
  onChange(listener: (change: Change) => void): () => void
  /** Calls `listener` at every commit to one resource, or to any, until the returned function is called. */
  subscribe<T extends KubeObject = KubeObject>(
    ref: ResourceRef | undefined,
    listener: (event: ChangeEvent<T>) => void,
  ): () => void
  /** Serves more kinds from now on. */
  extend(extension: Extension): void
  /** Serves these no longer; open watches of them end. Their objects stay: whoever takes a kind away deletes them first. */
  withdraw(refs: readonly ResourceRef[]): void
  /** Stores an object just as it is, but for its uid and times; its kind need not be served yet. For what a cluster is born with. */
  seed(ref: Pick<ResourceRef, 'group' | 'resource'>, object: KubeObject): KubeObject
  /** Puts objects in place as they are, as if they had been there since the cluster's birth: no revision, no event. */
  plant(ref: Pick<ResourceRef, 'group' | 'resource'>, objects: readonly KubeObject[]): void
  /** Removes a seeded object at once. `key` is 'namespace/name', or the name. */
  unseed(ref: Pick<ResourceRef, 'group' | 'resource'>, key: string): void
  /** Who answers for pods' processes; the cluster sets it once its kubelets exist. */
  setStreams(streams: PodStreams): void
  /** Who answers what users may. */
  readonly access: Access | undefined
  setAccess(access: Access): void
  snapshot(): ServerState
  /** Puts a snapshot in place of everything; open watches end as expired. */
  restore(state: ServerState): void
}

const isTable = <T>(options: (T & Partial<TableOptions>) | undefined): options is T & TableOptions =>
  options?.as === 'Table'

export function createServer(options: ServerOptions): Server {
  const { loop, definitions, schema, settings } = options
  const store = new Store()
  const watches = new Watches()
  const changed = new Signal()
  let resources: readonly ApiResource[] | undefined
  const version = versionOf(settings)

  /** A write that is refused, or only tried, uses up no chance: what comes after it does not depend on it. */
  const committed = <T>(options: WriteOptions | undefined, write: () => T): T => {
    const { state } = loop.random
    let kept = false
    try {
      const result = write()
      kept = !options?.dryRun
      return result
    } catch (error) {
      // Bodies nested deeper than the stack is: Go's decoder has a limit too, and this is its text.
      if (error instanceof RangeError && /call stack/.test(error.message)) throw newBadRequest('exceeded max depth')
      throw error
    } finally {
      if (!kept) loop.random.state = state
    }
  }

  const ownedBy = <T extends WriteOptions>(fieldManager: string, options: T | undefined): T | WriteOptions =>
    options?.fieldManager === undefined ? { ...options, fieldManager } : options

  // Casts: overloads cannot be written as an object literal, and `T` is the caller's own claim.
  const verbsOf = (manager: string): Verbs =>
    ({
      get: (target: ObjectTarget, options?: CallerOptions & Partial<TableOptions>) =>
        isTable(options) ? getTable(core, target, options) : getObject(core, target),
      list: (target: CollectionTarget, options?: ListOptions & Partial<TableOptions>) =>
        isTable(options) ? listTable(core, target, options) : listObjects(core, target, options),
      create: (target, object, options) =>
        committed(options, () => createObject(core, target, object, ownedBy(manager, options))),
      update: (target, object, options) =>
        committed(options, () => updateObject(core, target, object, ownedBy(manager, options))),
      patch: (target, type, patch, options) =>
        committed(options, () =>
          requirePatches(core).patchObject(core, target, type, patch, ownedBy(manager, options)),
        ),
      delete: (target, options) => deleteObject(core, target, options),
      deleteCollection: (target, list, options) => deleteCollection(core, target, list, options),
      watch: (target: CollectionTarget, options?: WatchOptions & Partial<TableOptions>) =>
        isTable(options) ? watches.tables(core, target, options) : watches.objects(core, target, options),
    }) as Verbs

  const clientFor = (manager: string): Client => ({
    ...throughViews(verbsOf(manager), () => core),
    log: (target, options) => logOfPod(core, target, options),
    exec: (target, options) => execInPod(core, target, options),
    attach: (target, options) => attachToPod(core, target, options),
    portForward: (target) => forwardToPod(core, target),
    proxy: (target, request) => proxyTo(core, target, request),
    resources: () => {
      resources ??= resourcesOf(core.kinds.values(), settings.groupPriorities)
      return resources
    },
    version: () => version,
    get schema() {
      return core.schema
    },
  })
  const client = clientFor('kubectl')

  const core: Core = {
    loop,
    store,
    schema,
    settings,
    client,
    kinds: new Map(definitions.map((definition) => [refKey(definition), definition])),
    streams: options.streams,
    access: undefined,
    admission: new Admission(),
    patches: options.patches,
  }
  core.admission.use(options.admission ?? [])

  const serve = (definitions: readonly ResourceDefinition[]): void => {
    if (definitions.length === 0) return
    for (const definition of definitions) core.kinds.set(refKey(definition), definition)
    resources = undefined
  }
  const withdraw = (refs: readonly ResourceRef[]): void => {
    if (refs.length === 0) return
    for (const ref of refs) {
      const definition = core.kinds.get(refKey(ref))
      core.kinds.delete(refKey(ref))
      if (definition) watches.end(definition)
    }
    resources = undefined
  }
  const derivations = new Derivations(store, serve, withdraw, {
    objects: store,
    clientFor,
    get nowMs() {
      return loop.nowMs
    },
  })

  store.subscribe((change) => {
    watches.deliver(change)
    changed.notify()
    derivations.follow(change)
  })

  return {
    client,
    clientFor,
    changed,
    objects: store,
    onChange: (listener) => store.subscribe(listener),
    subscribe: <T extends KubeObject>(ref: ResourceRef | undefined, listener: (event: ChangeEvent<T>) => void) => {
      const collection = ref && collectionOf(ref)
      return store.subscribe(({ collection: name, type, object, old }) => {
        if (collection !== undefined && collection !== name) return
        listener({ type, object: object as T, old: old as T | undefined })
      })
    },
    extend: ({ definitions, schema, admission, derived, patches }) => {
      serve(definitions)
      if (schema) core.schema = joinSchemas(core.schema, schema)
      if (admission) core.admission.use(admission)
      if (patches) core.patches = patches
      if (derived) derivations.add(derived)
    },
    withdraw,
    seed: (ref, object) => {
      const { name, namespace } = object.metadata
      const metadata = { ...object.metadata, uid: loop.random.uuid(), creationTimestamp: timeText(loop.nowMs) }
      const draft = tidyMetadata(asDraft({ ...object, metadata }, object.apiVersion, object.kind))
      return store.put(collectionOf(ref), keyOf(namespace, name), asObject(draft))
    },
    plant: (ref, objects) => store.plant(collectionOf(ref), objects),
    unseed: (ref, key) => {
      store.remove(collectionOf(ref), key)
    },
    setStreams: (streams) => {
      core.streams = streams
    },
    get access() {
      return core.access
    },
    setAccess: (access) => {
      core.access = access
    },
    snapshot: () => store.snapshot(),
    restore: (state) => {
      store.restore(state)
      derivations.refresh()
      watches.expireAll()
      changed.notify()
    },
  }
}
