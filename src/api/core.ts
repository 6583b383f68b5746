// What the server's verbs share: the store, the kinds by resource, the clock, and the rules that name things.

import type { Loop } from '../sim/index.ts'
import type { Access } from './access.ts'
import type { Admission } from './admission.ts'
import type { CallerOptions, Client, ObjectTarget, PatchOptions, PatchType, PodStreams, ResourceRef } from './client.ts'
import type { KindContext, ResourceDefinition, ServerSettings, Verb } from './definition.ts'
import { ApiError, newBadRequest, newMethodNotAllowed, newUnknownResource } from './errors.ts'
import type { Json, KubeObject } from './object.ts'
import type { Schema } from './schema.ts'
import type { Store } from './store.ts'
import { type Fields, getPath } from './value.ts'

export interface Core {
  readonly loop: Loop
  readonly store: Store
  schema: Schema
  readonly settings: ServerSettings
  readonly client: Client
  /** By group, version and resource; grows and shrinks while the server runs. */
  readonly kinds: Map<string, ResourceDefinition>
  streams: PodStreams | undefined
  access: Access | undefined
  readonly admission: Admission
  /** Comes with the later kinds. */
  patches: Patches | undefined
}

/** How objects are patched; `later.ts` holds it. */
export interface Patches {
  patchObject(core: Core, target: ObjectTarget, type: PatchType, patch: Json, options?: PatchOptions): KubeObject
  /** The patched object, decoded, and what its managedFields were before that. */
  applyPatch(
    core: Core,
    kind: Pick<ResourceDefinition, 'group' | 'version' | 'kind' | 'structure'>,
    old: KubeObject,
    type: Exclude<PatchType, 'apply'>,
    patch: Json,
    options: PatchOptions,
  ): { readonly patched: Fields; readonly sent: unknown }
  /** The configuration of a patch that applies; it must be one of this kind. */
  configurationOf(definition: ResourceDefinition, patch: Json): Fields
}

export function requirePatches({ patches }: Core): Patches {
  if (!patches) throw new ApiError(503, 'ServiceUnavailable', 'patches are not loaded yet: wait for load()')
  return patches
}

/** The name of a collection in the store. */
export const collectionOf = (ref: { readonly group: string; readonly resource: string }): string =>
  `${ref.group}/${ref.resource}`

export const refKey = (ref: ResourceRef): string => `${ref.group}/${ref.version}/${ref.resource}`

export const keyOf = (namespace: string | undefined, name: string): string =>
  namespace === undefined || namespace === '' ? name : `${namespace}/${name}`

export const apiVersionOf = (ref: { readonly group: string; readonly version: string }): string =>
  ref.group === '' ? ref.version : `${ref.group}/${ref.version}`

/** Seconds, UTC: metav1.Time. */
let lastSecond = Number.NaN
let lastText = ''

export function timeText(ms: number): string {
  const second = Math.floor(ms / 1000)
  if (second !== lastSecond) {
    lastText = `${new Date(ms).toISOString().slice(0, 19)}Z`
    lastSecond = second
  }
  return lastText
}

export function definitionOf(core: Core, ref: ResourceRef): ResourceDefinition {
  const definition = core.kinds.get(refKey(ref))
  if (!definition) throw newUnknownResource()
  return definition
}

export function requireVerb(definition: ResourceDefinition, verb: Verb): void {
  if (!definition.verbs.includes(verb)) throw newMethodNotAllowed()
}

/** The store's key of a target, after checking that the request fits the scope of the kind. */
export function targetKey(definition: ResourceDefinition, target: ObjectTarget): string {
  if (target.name === '') throw newBadRequest('resource name may not be empty')
  if (definition.namespaced && !target.namespace) {
    throw newBadRequest('an empty namespace may not be set when a resource name is provided')
  }
  return keyOf(definition.namespaced ? target.namespace : undefined, target.name)
}

export function contextOf(core: Core, { user }: CallerOptions = {}): KindContext {
  const { loop, client, settings, access } = core
  return { nowMs: loop.nowMs, random: loop.random, client, settings, access, user }
}

export function findObject(core: Core, definition: ResourceDefinition, key: string): KubeObject | undefined {
  if (definition.computed) {
    const slash = key.indexOf('/')
    const asked = definition.namespaced ? { namespace: key.slice(0, slash), name: key.slice(slash + 1) } : { name: key }
    return definition
      .computed(contextOf(core), asked)
      .find(({ metadata }) => keyOf(metadata.namespace, metadata.name) === key)
  }
  const stored = core.store.get(collectionOf(definition), key)
  return stored && definition.convert ? definition.convert(stored) : stored
}

/** The object may not go yet: its kind has /finalize, and `spec.finalizers` is not empty. */
export function holdsEnd(definition: ResourceDefinition, object: unknown): boolean {
  if (!definition.subresources?.some(({ name }) => name === 'finalize')) return false
  const finalizers = getPath(object, 'spec.finalizers')
  return Array.isArray(finalizers) && finalizers.length > 0
}
