// One object that a command works on, and how objects are fetched and listed, chunk by chunk
// (k8s.io/cli-runtime/pkg/resource visitor.go, selector.go, v1.33).

import { ApiError, type ApiResource, type Client, isNotFound, type KubeObject } from '../api/index.ts'
import { asError, CommandError, reworded } from './errors.ts'
import { quote } from './flag-parser.ts'
import { joinApiVersion } from './manifest-data.ts'
import { gvkText, gvrText } from './mapper.ts'

/** One object that a command works on; `object` throws when it was not asked for. */
export class Info {
  readonly mapping: ApiResource
  /** '' for cluster-scoped kinds. */
  namespace: string
  name: string
  /** File or 'STDIN'; '' for objects named by arguments. */
  readonly source: string
  readonly subresource: string
  #object: KubeObject | undefined

  constructor(
    mapping: ApiResource,
    namespace: string,
    name: string,
    source: string,
    subresource = '',
    object?: KubeObject,
  ) {
    this.mapping = mapping
    this.namespace = namespace
    this.name = name
    this.source = source
    this.subresource = subresource
    this.#object = object
  }

  get loaded(): boolean {
    return this.#object !== undefined
  }

  get object(): KubeObject {
    if (!this.#object) throw new Error(`${this.name} was not loaded`)
    return this.#object
  }

  /** Takes the object, and its name and namespace, from a server's answer. */
  refresh(object: KubeObject): void {
    this.#object = object
    this.name = object.metadata.name
    this.namespace = object.metadata.namespace ?? ''
  }

  setObject(object: KubeObject): void {
    this.#object = object
  }

  /** Where it is on the server. */
  get target() {
    const { group, version, resource } = this.mapping
    return { group, version, resource, namespace: this.namespace === '' ? undefined : this.namespace, name: this.name }
  }

  /** 'Resource: "apps/v1, Resource=deployments", GroupVersionKind: …' and the name, on two lines. */
  toString(): string {
    return `Resource: ${quote(gvrText(this.mapping))}, GroupVersionKind: ${quote(gvkText(this.mapping))}\nName: ${quote(this.name)}, Namespace: ${quote(this.namespace)}`
  }
}

/** Reads the object anew. */
export function fetchInfo(client: Client, info: Info): void {
  const target = { ...info.target, ...(info.subresource === '' ? {} : { subresource: info.subresource }) }
  info.setObject(getNamed(client, info, () => client.get(target)))
}

/** A get by name, worded as the resource builder and client-go word its faults. */
export function getNamed<T>(
  client: Client,
  one: Pick<Info, 'mapping' | 'namespace' | 'name' | 'subresource'>,
  get: () => T,
): T {
  // client-go asks for no object without a name.
  if (one.name === '') throw new CommandError('resource name may not be empty')
  const faults = [
    ...(['.', '..'].includes(one.name) ? [`may not be '${one.name}'`] : []),
    ...['/', '%']
      .filter((character) => one.name.includes(character))
      .map((character) => `may not contain '${character}'`),
  ]
  if (faults.length > 0) {
    throw new CommandError(`invalid resource name ${JSON.stringify(one.name)}: [${faults.join(' ')}]`)
  }
  try {
    return get()
  } catch (error) {
    // When its namespace does not exist, that is what is said.
    if (isNotFound(error) && one.namespace !== '' && one.namespace !== 'default') {
      client.get({ group: '', version: 'v1', resource: 'namespaces', name: one.namespace })
    }
    throw asError(error)
  }
}

export interface Selectors {
  readonly labelSelector?: string | undefined
  readonly fieldSelector?: string | undefined
}

/** All objects of a kind, chunk by chunk; faults are worded as selector.go words them. */
export function listAll(
  client: Client,
  mapping: ApiResource,
  namespace: string,
  selectors: Selectors,
  chunkSize = 500,
): readonly KubeObject[] {
  const { group, version, resource } = mapping
  const target = { group, version, resource, namespace: namespace === '' ? undefined : namespace }
  const found: KubeObject[] = []
  let more: string | undefined
  do {
    const list = listing(mapping, selectors, () =>
      client.list(target, {
        ...(selectors.labelSelector === undefined ? {} : { labelSelector: selectors.labelSelector }),
        ...(selectors.fieldSelector === undefined ? {} : { fieldSelector: selectors.fieldSelector }),
        ...(chunkSize > 0 ? { limit: chunkSize } : {}),
        ...(more === undefined ? {} : { continue: more }),
      }),
    )
    for (const item of list.items) {
      found.push(item.kind ? item : { ...item, apiVersion: joinApiVersion(group, version), kind: mapping.kind })
    }
    more = list.metadata.continue === '' ? undefined : list.metadata.continue
  } while (more !== undefined)
  return found
}

/** Runs a list request, wording its faults. */
export function listing<T>(mapping: ApiResource, selectors: Selectors, request: () => T): T {
  try {
    return request()
  } catch (error) {
    if (!(error instanceof ApiError) || !['BadRequest', 'NotFound'].includes(error.reason)) throw error
    const which = quote(gvrText(mapping))
    if (!selectors.labelSelector && !selectors.fieldSelector) {
      throw reworded(error, `Unable to list ${which}: ${error.message}`)
    }
    throw reworded(
      error,
      `Unable to find ${which} that match label selector ${quote(selectors.labelSelector ?? '')}, field selector ${quote(selectors.fieldSelector ?? '')}: ${error.message}`,
    )
  }
}
