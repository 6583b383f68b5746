// A server that serves custom resources, and short ways to define one.

import { ApiError, type Client, createServer, type KubeObject, type Server } from '../../src/api/index.ts'
import { patches } from '../../src/api/later.ts'
import { customResources } from '../../src/custom/index.ts'
import { groupPriorities, kinds, schema } from '../../src/kinds/index.ts'
import { laterKinds } from '../../src/kinds/later.ts'
import { Loop } from '../../src/sim/index.ts'

export const definitions = { group: 'apiextensions.k8s.io', version: 'v1', resource: 'customresourcedefinitions' }
export const things = { group: 'example.com', version: 'v1', resource: 'things', namespace: 'default' }

export interface World {
  readonly loop: Loop
  readonly server: Server
  readonly client: Client
}

export function world(): World {
  const loop = new Loop({ startMs: Date.UTC(2026, 0, 5, 9), seed: 1 })
  const server = createServer({
    patches,
    loop,
    definitions: kinds,
    schema,
    settings: { serviceCidr: '10.96.0.0/12', nodePortRange: [30000, 32767], gitVersion: 'v1.33.1', groupPriorities },
  })
  server.extend(laterKinds)
  server.extend(customResources)
  const { client } = server
  client.create(
    { group: '', version: 'v1', resource: 'namespaces' },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } },
  )
  return { loop, server, client }
}

/** What a caller sends may lack anything. */
export const object = (fields: object): KubeObject => fields as KubeObject

export interface Asked {
  readonly spec?: object
  readonly version?: object
  readonly metadata?: object
  readonly names?: object
}

/** A definition of Things; `spec` is the schema of their spec. */
export function definition(schema: object, { spec, version, metadata, names }: Asked = {}): KubeObject {
  return object({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.com', ...metadata },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'things', kind: 'Thing', ...names },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema }, ...version }],
      ...spec,
    },
  })
}

export const withSpec = (spec: object): object => ({ type: 'object', properties: { spec } })

export const thing = (spec: unknown, more: object = {}): KubeObject =>
  object({ apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'a' }, spec, ...more })

/** The faults that a write is refused with, one each; [] when it is not refused. */
export function faults(write: () => unknown): string[] {
  try {
    write()
    return []
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const causes = error.status.details?.causes
    return causes ? causes.map(({ field, message }) => `${field}: ${message}`) : [`${error.code} ${error.message}`]
  }
}
