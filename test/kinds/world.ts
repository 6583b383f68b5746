// A server with the built-in kinds and nothing that acts on them: what the tests of the kinds write to and read from.

import { firstPlugins } from '../../src/admission/index.ts'
import { createServer, type KubeObject, type ObjectTarget } from '../../src/api/index.ts'
import { patches } from '../../src/api/later.ts'
import { schema } from '../../src/kinds/index.ts'
import { ruledKinds } from '../../src/kinds/later.ts'
import { Loop } from '../../src/sim/index.ts'

export const startMs = Date.UTC(2025, 0, 1, 12)

export function world() {
  const loop = new Loop({ startMs, seed: 1 })
  const server = createServer({
    patches,
    loop,
    definitions: ruledKinds,
    schema,
    settings: { serviceCidr: '10.96.0.0/12', nodePortRange: [30000, 32767], gitVersion: 'v1.33.1' },
    admission: firstPlugins,
  })
  const { client } = server
  client.create(ref('namespaces'), object({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } }))
  client.create(
    ref('serviceaccounts'),
    object({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } }),
  )
  return { loop, server, client }
}

export type World = ReturnType<typeof world>

/** Where objects of a resource are; namespaced ones in `default`. */
export function ref(resource: string) {
  const kind = ruledKinds.find((each) => each.resource === resource)
  if (!kind) throw new Error(`no kind ${resource}`)
  return { group: kind.group, version: kind.version, resource, ...(kind.namespaced ? { namespace: 'default' } : {}) }
}

export function target(resource: string, name: string): ObjectTarget {
  return { ...ref(resource), name }
}

/** What a caller sends may lack anything. */
export function object(fields: object): KubeObject {
  return fields as KubeObject
}

/** The message that a write is refused with, or '' when it is not. */
export function refusal(write: () => unknown): string {
  try {
    write()
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
