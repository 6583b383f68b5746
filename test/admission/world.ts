// A server with all kinds and all admission plugins, and nothing that acts on it.

import { admissionPlugins } from '../../src/admission/later.ts'
import { ApiError, createServer, type KubeObject, type WriteOptions } from '../../src/api/index.ts'
import { patches } from '../../src/api/later.ts'
import { kinds, schema } from '../../src/kinds/index.ts'
import { laterKinds } from '../../src/kinds/later.ts'
import { Loop } from '../../src/sim/index.ts'

export function world() {
  const loop = new Loop({ startMs: Date.UTC(2025, 0, 1, 12), seed: 1 })
  const server = createServer({
    patches,
    loop,
    definitions: kinds,
    schema,
    settings: { serviceCidr: '10.96.0.0/12', nodePortRange: [30000, 32767], gitVersion: 'v1.33.1' },
  })
  server.extend({ ...laterKinds, admission: admissionPlugins })
  const { client } = server
  const warnings: string[] = []

  const definition = (kind: string) => {
    const found = laterKinds.definitions.find((one) => one.kind === kind && !one.view)
    if (!found) throw new Error(`no kind ${kind}`)
    return found
  }
  const ref = (kind: string, namespace = 'default') => {
    const { group, version, resource, namespaced } = definition(kind)
    return { group, version, resource, ...(namespaced ? { namespace } : {}) }
  }
  const whole = (kind: string, fields: object): KubeObject => {
    const { group, version } = definition(kind)
    const { metadata, ...rest } = fields as { metadata?: object }
    const apiVersion = group === '' ? version : `${group}/${version}`
    return { apiVersion, kind, metadata: { name: 'x', ...metadata }, ...rest } as KubeObject
  }
  const options: WriteOptions = { onWarning: (text) => warnings.push(text) }
  const made = {
    loop,
    server,
    client,
    /** What the caller has been warned of. */
    warnings,
    ref,
    create: <T extends KubeObject>(kind: string, fields: object = {}, more: WriteOptions = {}): T => {
      const body = whole(kind, fields)
      return client.create<T>(ref(kind, body.metadata.namespace), body as T, { ...options, ...more })
    },
    patch: <T extends KubeObject>(kind: string, name: string, patch: object, subresource?: string): T =>
      client.patch<T>({ ...ref(kind), name, subresource }, 'strategic', patch as never, options),
    remove: (kind: string, name: string) => client.delete({ ...ref(kind), name }, options),
  }
  for (const name of ['default', 'other']) made.create('Namespace', { metadata: { name } })
  for (const namespace of ['default', 'other']) {
    made.create('ServiceAccount', { metadata: { name: 'default', namespace } })
  }
  return made
}

export type World = ReturnType<typeof world>

/** '403 Forbidden pods "x" is forbidden: …', or '' when it is not refused. */
export function refusal(work: () => unknown): string {
  try {
    work()
    return ''
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return `${error.code} ${error.reason} ${error.message}`
  }
}

export const container = (fields: object = {}) => ({ name: 'c', image: 'nginx', ...fields })
export const pod = (spec: object = {}, metadata: object = {}) => ({
  metadata,
  spec: { containers: [container()], ...spec },
})
