// Admission: plugins that may change a write after its defaults (`mutate`), and refuse it once it has been validated
// (`validate`). Models k8s.io/apiserver/pkg/admission (v1.33). The plugins themselves are the server's options.
// Missing: CONNECT (exec, attach, port-forward, proxy) is not put before them; webhooks are kept and never called.

import type { CallerOptions, DeleteOptions, WriteOptions } from './client.ts'
import { type Core, collectionOf, contextOf } from './core.ts'
import type { KindContext, ResourceDefinition } from './definition.ts'
import { type ApiError, newForbidden } from './errors.ts'
import type { KubeObject } from './object.ts'
import type { Schema } from './schema.ts'
import type { Store } from './store.ts'

export type Operation = 'CREATE' | 'UPDATE' | 'DELETE'

/** Which requests: what a plugin decides on once for all of them. */
export interface RequestClass {
  readonly operation: Operation
  readonly definition: ResourceDefinition
  /** '' for the object itself. */
  readonly subresource: string
}

export interface AdmissionRequest extends RequestClass {
  readonly namespace: string | undefined
  /** As the path has it; '' while it is not known. */
  readonly name: string
  /** What is to be stored, or the body of a subresource; undefined for DELETE. Only `mutate` may change it. */
  readonly object: KubeObject | undefined
  /** What is stored; `mutate` of DELETE does not know it yet. */
  readonly old: KubeObject | undefined
  readonly options: WriteOptions | DeleteOptions
}

export interface AdmissionContext extends KindContext {
  /** The stored objects themselves. */
  readonly objects: Pick<Store, 'get' | 'list' | 'count'>
  readonly schema: Schema
}

export interface AdmissionPlugin {
  readonly name: string
  /** Whether it looks at such requests; asked once for each class. */
  handles(requests: RequestClass): boolean
  mutate?(request: AdmissionRequest, context: AdmissionContext): void
  validate?(request: AdmissionRequest, context: AdmissionContext): void
}

interface Chain {
  readonly mutating: readonly AdmissionPlugin[]
  readonly validating: readonly AdmissionPlugin[]
}

/** The plugins, sorted out by classes of requests, so that a write meets only those that look at it. */
export class Admission {
  #plugins: readonly AdmissionPlugin[] = []
  /** Kinds come and go. */
  #chains = new WeakMap<ResourceDefinition, Map<string, Chain>>()

  use(plugins: readonly AdmissionPlugin[]): void {
    this.#plugins = plugins
    this.#chains = new WeakMap()
  }

  for(requests: RequestClass): Chain {
    const { definition, operation, subresource } = requests
    let chains = this.#chains.get(definition)
    if (!chains) {
      chains = new Map()
      this.#chains.set(definition, chains)
    }
    const key = operation + subresource
    let chain = chains.get(key)
    if (!chain) {
      const plugins = this.#plugins.filter((plugin) => plugin.handles(requests))
      chain = {
        mutating: plugins.filter(({ mutate }) => mutate),
        validating: plugins.filter(({ validate }) => validate),
      }
      chains.set(key, chain)
    }
    return chain
  }
}

/** Lets the plugins change the request's object. */
export function admit(core: Core, request: AdmissionRequest): void {
  const { mutating } = core.admission.for(request)
  if (mutating.length === 0) return
  const context = admissionContext(core)
  for (const plugin of mutating) plugin.mutate?.(request, context)
}

/** Lets the plugins refuse the request as it is now. */
export function review(core: Core, request: AdmissionRequest): void {
  const { validating } = core.admission.for(request)
  if (validating.length === 0) return
  const context = admissionContext(core)
  for (const plugin of validating) plugin.validate?.(request, context)
}

function admissionContext(core: Core): AdmissionContext {
  const { nowMs, random, client, settings, access, user } = contextOf(core)
  return { nowMs, random, client, settings, access, user, objects: core.store, schema: core.schema }
}

/** admission.NewForbidden: a name that is not there yet is what it will begin with. */
export function newRefusal(request: AdmissionRequest, why: string): ApiError {
  const { definition, name, object } = request
  const { name: own, generateName } = object?.metadata ?? { name: '' }
  return newForbidden(definition, name || own || generateName || 'Unknown', why)
}

/** Whether requests are for one of these collections ('/pods', 'apps/deployments'), or with '/name' behind a subresource. */
export function isAbout({ definition, subresource }: RequestClass, ...places: readonly string[]): boolean {
  const collection = collectionOf(definition)
  return places.includes(subresource === '' ? collection : `${collection}/${subresource}`)
}

/** Tells the caller, where it can hear. */
export function warnCaller({ options }: { readonly options: CallerOptions }, text: string): void {
  ;(options as WriteOptions).onWarning?.(text)
}
