// A server with all kinds and nothing that acts on them, and what it says to objects that are wrong.

import {
  ApiError,
  createServer,
  type KubeObject,
  type PatchType,
  type ResourceDefinition,
} from '../../src/api/index.ts'
import { patches } from '../../src/api/later.ts'
import { kinds, schema } from '../../src/kinds/index.ts'
import { laterKinds } from '../../src/kinds/later.ts'
import { Loop } from '../../src/sim/index.ts'

export const startMs = Date.UTC(2025, 0, 1, 12)

export function newServer() {
  const server = createServer({
    patches,
    loop: new Loop({ startMs, seed: 1 }),
    definitions: kinds,
    schema,
    settings: { serviceCidr: '10.96.0.0/12', nodePortRange: [30000, 32767], gitVersion: 'v1.33.1' },
  })
  server.extend(laterKinds)
  for (const name of ['default', 'other']) {
    server.client.create(
      { group: '', version: 'v1', resource: 'namespaces' },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
    )
  }
  return server.client
}

export type AnyClient = ReturnType<typeof newServer>

export const definitions: readonly ResourceDefinition[] = laterKinds.definitions

/** 'ingresses' or, where two groups have it, 'events.events.k8s.io'. */
export function definitionOf(resource: string): ResourceDefinition {
  const found = definitions.find((one) => one.resource === resource || `${one.resource}.${one.group}` === resource)
  if (!found) throw new Error(`no kind ${resource}`)
  return found
}

export function refOf(resource: string) {
  const { group, version, resource: plural, namespaced } = definitionOf(resource)
  return { group, version, resource: plural, ...(namespaced ? { namespace: 'default' } : {}) }
}

/** A whole object from its fields; it is called x unless they say otherwise. */
export function whole(resource: string, fields: object): KubeObject {
  const { group, version, kind } = definitionOf(resource)
  const apiVersion = group === '' ? version : `${group}/${version}`
  const { metadata, ...rest } = fields as { metadata?: object }
  return { apiVersion, kind, metadata: { name: 'x', ...metadata }, ...rest } as KubeObject
}

export function create<T extends KubeObject>(client: AnyClient, resource: string, fields: object): T {
  return client.create<T>(refOf(resource), whole(resource, fields) as T)
}

const prefix = /^[A-Za-z]+(?:\.[a-z0-9.]+)? "[^"]*" is invalid: /

/** The faults, without 'Kind.group "x" is invalid: '; '' when there are none. */
export function faults(work: () => unknown): string {
  try {
    work()
    return ''
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (error.status.code !== 422) return `${error.status.code} ${error.message}`
    return error.message.replace(prefix, '')
  }
}

export const createFaults = (resource: string, fields: object): string =>
  faults(() => create(newServer(), resource, fields))

/** What is wrong with the second object in place of the first. */
export function updateFaults(resource: string, first: object, second: object, subresource?: string): string {
  const client = newServer()
  const { metadata } = create(client, resource, first)
  const { name, resourceVersion } = metadata
  const body = whole(resource, { ...second, metadata: { name, resourceVersion, ...Object(second).metadata } })
  return faults(() => client.update({ ...refOf(resource), name, subresource }, body))
}

/** The warnings of a create, and of the second object in place of the first. */
export function warningsOf(resource: string, ...objects: readonly object[]): string[] {
  const client = newServer()
  const warnings: string[] = []
  const options = { onWarning: (text: string) => warnings.push(text) }
  for (const [i, fields] of objects.entries()) {
    const body = whole(resource, fields)
    if (i === 0) client.create(refOf(resource), body, options)
    else client.update({ ...refOf(resource), name: body.metadata.name }, body, options)
  }
  return warnings
}

export const mergePatch: PatchType = 'merge'
