// The one interface to the API server: eight verbs over generic objects, plus what is not an object (discovery, version,
// streams). Our kubectl, the controllers, the checks and the HTTP door all speak this. Synchronous by design.

import type { NetFault, NetRequest, NetResponse, Output, Pipe, Signal } from '../sim/index.ts'
import type { Status } from './errors.ts'
import type { Json, KubeList, KubeObject, Table } from './object.ts'
import type { Schema } from './schema.ts'

/** Which collection: {group: 'apps', version: 'v1', resource: 'deployments'}; the core group is ''. */
export interface ResourceRef {
  readonly group: string
  readonly version: string
  readonly resource: string
}

/** `namespace` is undefined for cluster-scoped resources, and for lists over all namespaces. */
export interface CollectionTarget extends ResourceRef {
  readonly namespace?: string | undefined
}

export interface ObjectTarget extends CollectionTarget {
  readonly name: string
  readonly subresource?: string | undefined
}

/** Who asks, as whoever let the request in has found out; without it, the cluster's administrator. */
export interface UserInfo {
  readonly username: string
  readonly groups: readonly string[]
  readonly uid?: string
  readonly extra?: Readonly<Record<string, readonly string[]>>
}

export interface CallerOptions {
  readonly user?: UserInfo
}

export interface ListOptions extends CallerOptions {
  /** 'app=web,tier in (a,b)' */
  readonly labelSelector?: string
  /** 'status.phase=Running,metadata.name!=x' */
  readonly fieldSelector?: string
  readonly limit?: number
  readonly continue?: string
  /** '' the present, '0' any, else see `resourceVersionMatch`. */
  readonly resourceVersion?: string
  readonly resourceVersionMatch?: 'Exact' | 'NotOlderThan'
}

export interface TableOptions extends CallerOptions {
  readonly as: 'Table'
  readonly includeObject?: 'None' | 'Metadata' | 'Object'
}

export interface WatchOptions extends ListOptions {
  readonly allowWatchBookmarks?: boolean
  /** True: the present state first, then a bookmark that says so; false: only what comes. */
  readonly sendInitialEvents?: boolean
}

export interface WriteOptions extends CallerOptions {
  readonly dryRun?: boolean
  readonly fieldManager?: string
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore'
  /** Told of each warning the server has for the caller. */
  readonly onWarning?: (text: string) => void
  /** Told before an update or an apply makes what is not there; throws who may not do that. */
  readonly onCreate?: () => void
}

export interface PatchOptions extends WriteOptions {
  readonly force?: boolean
}

export interface DeleteOptions extends CallerOptions {
  readonly gracePeriodSeconds?: number
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan'
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string }
  readonly dryRun?: boolean
  /** Told of each warning the server has for the caller. */
  readonly onWarning?: (text: string) => void
}

export type PatchType = 'json' | 'merge' | 'strategic' | 'apply'

export interface WatchEvent<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR'
  readonly object: T
}

/** Events in order; `stop` ends it. `take` empties what has come so far; `changed` says when to look. */
export interface Watch<T> {
  readonly changed: Signal
  /** At most so many, when it is said. */
  take(most?: number): readonly WatchEvent<T>[]
  /** Tells the watcher how far it has come, if it allowed bookmarks and there is nothing else to tell. */
  bookmark(): void
  stop(): void
  readonly stopped: boolean
}

/** One resource as discovery describes it. */
export interface ApiResource {
  readonly group: string
  readonly version: string
  readonly resource: string
  readonly singular: string
  readonly kind: string
  readonly shortNames: readonly string[]
  readonly categories: readonly string[]
  readonly namespaced: boolean
  readonly verbs: readonly string[]
  readonly subresources: readonly {
    readonly name: string
    readonly group: string
    readonly version: string
    readonly kind: string
    readonly verbs: readonly string[]
  }[]
  /** The kind's published structure, where the Schema has none: an OpenAPI v3 schema. */
  readonly openApi?: object
}

export interface ServerVersion {
  readonly major: string
  readonly minor: string
  readonly gitVersion: string
  readonly gitCommit: string
  readonly gitTreeState: string
  readonly buildDate: string
  readonly goVersion: string
  readonly compiler: string
  readonly platform: string
}

/** Options of the streaming subresources of pods, as their query parameters. */
export interface LogOptions extends CallerOptions {
  readonly container?: string
  readonly follow?: boolean
  readonly previous?: boolean
  readonly tailLines?: number
  readonly sinceSeconds?: number
  readonly sinceTime?: string
  readonly timestamps?: boolean
  readonly limitBytes?: number
}

export interface ExecOptions extends CallerOptions {
  readonly container?: string
  readonly command: readonly string[]
  readonly stdin?: boolean
  readonly stdout?: boolean
  readonly stderr?: boolean
  readonly tty?: boolean
}

/** A log that may still grow: ends when the container does, or at once without `follow`. */
export interface LogStream {
  readonly output: Pipe
  stop(): void
}

/** A process in a container that someone is connected to. */
export interface ExecStream {
  readonly stdin: Pipe
  readonly stdout: Pipe
  readonly stderr: Pipe
  /** Set, and `ended` notified, when the process has ended. Success, or a Failure with ExitCode in its causes. */
  status: Status | undefined
  readonly ended: Signal
  resize(columns: number, rows: number): void
  /** Leaves: ends a process that exec started; one that somebody was only attached to goes on. */
  stop(): void
}

/** What is asked of a port: for 'http' one request and its answer; 'tcp' only connects. */
export type PortRequest = Omit<NetRequest, 'host' | 'port'>

/** One port of an object; its name as the caller has it: 'web', '80', ''. */
export interface ProxyTarget {
  readonly object: KubeObject
  readonly port: string
}

/** Who answers for pods' processes. The kubelet's side fulfils it; the server only checks and passes on. */
export interface PodStreams {
  /** From inside the pod, as the kubelet forwards ports. */
  forward(pod: KubeObject, port: number, request: PortRequest): NetResponse | NetFault
  /** From the API server to a pod, a service's endpoint or a node's kubelet. */
  proxy(target: ProxyTarget, request: PortRequest): NetResponse | (NetFault & { readonly port: number })
  log(pod: KubeObject, options: LogOptions & { readonly container: string }): LogStream
  exec(pod: KubeObject, options: ExecOptions & { readonly container: string }): ExecStream
  attach(pod: KubeObject, options: Omit<ExecOptions, 'command'> & { readonly container: string }): ExecStream
}

/** The pod as it was found; each request is asked of the pod as it is. */
export interface PortForward {
  readonly pod: KubeObject
  request(port: number, request: PortRequest): NetResponse | NetFault
}

export interface Client {
  get(target: ObjectTarget, options: TableOptions): Table
  get<T extends KubeObject = KubeObject>(target: ObjectTarget, options?: CallerOptions): T
  list(target: CollectionTarget, options: ListOptions & TableOptions): Table
  list<T extends KubeObject = KubeObject>(target: CollectionTarget, options?: ListOptions): KubeList<T>
  create<T extends KubeObject = KubeObject>(
    target: CollectionTarget & { readonly name?: string; readonly subresource?: string },
    object: KubeObject,
    options?: WriteOptions,
  ): T
  update<T extends KubeObject = KubeObject>(target: ObjectTarget, object: KubeObject, options?: WriteOptions): T
  patch<T extends KubeObject = KubeObject>(
    target: ObjectTarget,
    type: PatchType,
    patch: Json,
    options?: PatchOptions,
  ): T
  /** The object while it still terminates, else a Status. */
  delete(target: ObjectTarget, options?: DeleteOptions): KubeObject | Status
  deleteCollection(target: CollectionTarget, list?: ListOptions, options?: DeleteOptions): KubeList
  watch(target: CollectionTarget, options: WatchOptions & TableOptions): Watch<Table>
  watch<T extends KubeObject = KubeObject>(target: CollectionTarget, options?: WatchOptions): Watch<T>

  log(target: ObjectTarget, options: LogOptions): LogStream
  exec(target: ObjectTarget, options: ExecOptions): ExecStream
  attach(target: ObjectTarget, options: Omit<ExecOptions, 'command'>): ExecStream
  /** What the pod's ports answer to requests from inside it. */
  portForward(target: ObjectTarget, options?: CallerOptions): PortForward
  /** One request through the server; the target's name may have a port and a scheme: 'https:web:443'. */
  proxy(target: ObjectTarget, request: PortRequest, options?: CallerOptions): ReturnType<PodStreams['proxy']>

  /** Every served resource in discovery order: core first, then groups as the server lists them. */
  resources(): readonly ApiResource[]
  version(): ServerVersion
  /** The published structure of the types, as OpenAPI would give it. */
  readonly schema: Schema
}

/** Output that collects into a string: for callers that want the text, not a stream. */
export type TextOutput = Output & { readonly text: string }
