// A resource kind as data: everything the generic server needs to know of it. One file per kind in `kinds/` holds one.

import type { Random } from '../sim/index.ts'
import type { Access } from './access.ts'
import type { AdmissionPlugin } from './admission.ts'
import type { Client, ResourceRef, UserInfo } from './client.ts'
import type { Patches } from './core.ts'
import type { FieldType, MapType } from './field-type.ts'
import type { Cell, KubeObject, TableColumn } from './object.ts'
import type { Schema } from './schema.ts'
import type { Change } from './store.ts'
import type { Fields } from './value.ts'

/** A fault in one field; `detail` and the rest are worded by `fieldErrorText`. */
export interface FieldError {
  readonly type:
    | 'Required value'
    | 'Invalid value'
    | 'Unsupported value'
    | 'Duplicate value'
    | 'Not found'
    | 'Forbidden'
    | 'Too long'
    | 'Too many'
    | 'Too few'
    | 'Internal error'
    | 'TypeInvalid'
  /** 'spec.ports[0].port' */
  readonly field: string
  readonly badValue?: unknown
  readonly detail: string
  /** For 'Unsupported value'. */
  readonly supported?: readonly string[]
}

/** What a kind's functions may use of the world. */
export interface KindContext {
  readonly nowMs: number
  readonly random: Random
  /** Reads and writes as the server itself, past admission (address allocation, look-ups). */
  readonly client: Client
  /** Network ranges and the like, from the cluster's preset. */
  readonly settings: ServerSettings
  /** Who answers what somebody may; nobody, while everybody may everything. */
  readonly access?: Access | undefined
  /** Who asks; undefined for the cluster itself. */
  readonly user?: UserInfo | undefined
}

export interface ServerSettings {
  /** '10.96.0.0/12' */
  readonly serviceCidr: string
  readonly nodePortRange: readonly [number, number]
  /** 'v1.33.1' or 'v1.33.1+k3s1' */
  readonly gitVersion: string
  /** Which API groups discovery lists before others; a group that is not here has 1000, as custom resources have. */
  readonly groupPriorities?: Readonly<Record<string, number>>
}

export type Verb = 'create' | 'delete' | 'deletecollection' | 'get' | 'list' | 'patch' | 'update' | 'watch'

export interface Column<T> extends TableColumn {
  /** Computed by the server for every row, wide or not. */
  cell(object: T, nowMs: number): Cell
}

/** A deep mutable copy that defaults and strategies work on. */
export type Draft<T> = T extends readonly (infer E)[]
  ? Draft<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Draft<T[K]> }
    : T

export interface ResourceDefinition<T extends KubeObject = KubeObject> {
  readonly group: string
  readonly version: string
  readonly kind: string
  /** Plural, lower case: the name in paths. */
  readonly resource: string
  readonly singular: string
  /** Default: the kind and 'List'. */
  readonly listKind?: string
  readonly shortNames?: readonly string[]
  readonly categories?: readonly string[]
  readonly namespaced: boolean
  readonly verbs: readonly Verb[]
  readonly columns: readonly Column<T>[]
  /** metadata.name rules: 'subdomain' (default) | 'label' (RFC 1123) | 'service' (RFC 1035) | 'path', or what is wrong. */
  readonly nameRule?:
    | 'subdomain'
    | 'label'
    | 'service'
    | 'path'
    | { faults(name: string, object: T): string[] }['faults']
  /** Field selectors beyond metadata.name and metadata.namespace. */
  readonly fieldSelectors?: Readonly<Record<string, { read(object: T): string }['read']>>
  /** The kind has `status`: writes to the main resource keep the stored status, writes to /status change only it. */
  readonly status?: boolean
  /** Whoever creates the object may give its status, too. */
  readonly createsWithStatus?: boolean
  /** metadata.generation grows when anything but metadata and status changes. Default: `status`. */
  readonly generation?: boolean
  /** Fills in what the caller left out; runs on create, update and patch, before validation. */
  defaults?(draft: Draft<T>, context: KindContext): void
  /** Before validation on create: clears status, allocates addresses. Throws `ApiError` when it must refuse. */
  prepareCreate?(draft: Draft<T>, context: KindContext): void
  prepareUpdate?(draft: Draft<T>, old: T, context: KindContext): void
  /** `old` is what it takes the place of, for rules that what was stored already may break. */
  validate?(object: T, context: KindContext, old?: T): readonly FieldError[]
  /** Besides `validate`: what must not change. */
  validateUpdate?(object: T, old: T, context: KindContext): readonly FieldError[]
  /** What a write to a subresource (status, approval, resize) may change of the object, and its rules. */
  readonly parts?: Readonly<Record<string, PartRules<T>>>
  /** Warnings for the caller (HTTP `Warning` headers; kubectl prints `Warning: …`). */
  warnings?(object: T, old: T | undefined): readonly string[]
  /**
   * Where PUT is not as for most kinds: one that is not there is made (AllowCreateOnUpdate); the version that it takes the
   * place of must be told (AllowUnconditionalUpdate is false).
   */
  readonly put?: { readonly creates?: true; readonly needsVersion?: true }
  /** What the first request to delete it changes: an object that then has finalizers waits for them. */
  prepareDelete?(draft: Draft<T>, context: KindContext): void
  /** Seconds between the delete request and removal when the caller does not say; undefined: removed at once. */
  gracePeriodSeconds?(object: T): number | undefined
  /** After removal from the store: gives addresses back, and the like. */
  afterDelete?(object: T, context: KindContext): void
  /** /scale: where the numbers are. */
  readonly scale?: { readonly specReplicas: string; readonly statusReplicas: string; readonly selector: string }
  /** Other subresources by name, e.g. 'log', 'exec', 'binding', 'eviction', 'token', 'finalize'. */
  readonly subresources?: readonly SubresourceDefinition[]
  /** The kind is a question: what is created is not stored but answered. */
  answer?(body: T, context: KindContext): KubeObject
  /** The order of rows in a table of many, where it is not that of names. */
  rowOrder?(a: T, b: T): number
  /** Nothing is stored: the objects are computed when somebody reads them. Little, or no more than was asked for. */
  computed?(context: KindContext, asked: Asked): readonly T[]
  /** The kind's structure, where the Schema has none: that of custom resources. */
  readonly structure?: KindStructure
  /** How this version shows what may have been stored through another one. */
  convert?(stored: KubeObject): KubeObject
  /** The kind shows the objects of another one, which is stored and has all the rules. */
  readonly view?: ViewDefinition<T>
}

/** Which computed objects somebody asks for; a kind may give more, and may throw that there is none of that name. */
export interface Asked {
  readonly namespace?: string | undefined
  readonly name?: string
}

export interface KindStructure {
  /** Takes away what the structure does not know, and adds the paths of that to `unknown`. */
  prune(fields: Fields, unknown: string[]): void
  /** How its fields are owned, given how those of metadata are. */
  owned(metadata: FieldType): MapType
  /** As OpenAPI v3 publishes it. */
  readonly openApi: object
}

export interface PartRules<T> {
  /** A copy of the stored object with what is taken of the sent one; default: its status. The outcome gets defaults. */
  merge?(sent: T, stored: T): T
  /** `draft` is the stored object with what was taken of the request. */
  prepare?(draft: Draft<T>, old: T, context: KindContext): void
  validate?(object: T, old: T, context: KindContext): readonly FieldError[]
}

/** Another group or version of a stored kind, as events.k8s.io/v1 shows the events of v1. */
export interface ViewDefinition<T extends KubeObject = KubeObject> {
  readonly of: ResourceRef
  show(stored: KubeObject): T
  /** What to store; `old` is what is stored already, for what this view cannot say. */
  keep(object: T, old: KubeObject | undefined): KubeObject
  /** What field selectors are called here and in the stored kind, where that differs. */
  readonly fields?: Readonly<Record<string, string>>
  /** Rules of this view, before those of the stored kind; `kept` is what is to be stored. */
  validate?(object: T, old: T | undefined, kept: KubeObject): readonly FieldError[]
}

/** Kinds that a server gets after its start: a second part of its own, or a custom resource. */
export interface Extension {
  /** One that is served already is replaced. */
  readonly definitions: readonly ResourceDefinition[]
  readonly schema?: Schema
  readonly derived?: DerivedKinds
  readonly patches?: Patches
  /** Takes the place of all plugins that were there. */
  readonly admission?: readonly AdmissionPlugin[]
}

/** Kinds that follow from stored objects, as custom resources follow from their definitions. */
export interface DerivedKinds {
  /** The collection of the objects that they follow from. */
  readonly collection: string
  /** The same object gives the same kinds; a kind that is not given any more is served no longer. */
  definitions(objects: readonly KubeObject[]): readonly ResourceDefinition[]
  /** Told of every change of the collection and of the derived kinds' objects, when the kinds that follow are served. */
  settle(change: Change, server: DerivingServer): void
}

/** What the owner of derived kinds may use of the server. */
export interface DerivingServer {
  readonly objects: {
    list(collection: string, namespace?: string): readonly KubeObject[]
    get(collection: string, key: string): KubeObject | undefined
  }
  readonly nowMs: number
  clientFor(fieldManager: string): Client
}

export interface SubresourceDefinition {
  readonly name: string
  /** The kind it takes and gives, where it differs from the parent's. */
  readonly group?: string
  readonly version?: string
  readonly kind?: string
  readonly verbs: readonly ('create' | 'get' | 'patch' | 'update' | 'delete')[]
  /** 'create' on it (binding, eviction, token): the body comes in, the answer goes out. */
  create?(parent: KubeObject, body: KubeObject, context: KindContext): KubeObject
  /** Instead of `create`, when the body changes the parent (binding): the object to store; the answer is a Success. */
  replace?(parent: KubeObject, body: KubeObject, context: KindContext): KubeObject
}
