// The API server with the built-in kinds and nothing that reconciles, behind the HTTP door.
import { createHttpDoor, type HttpDoorOptions } from '../../src/api/http.ts'
import { type Client, createServer } from '../../src/api/index.ts'
import { groupPriorities, kinds, schema } from '../../src/kinds/index.ts'
import { laterKinds } from '../../src/kinds/later.ts'
import type { ServedLab } from '../../src/node/serve.ts'
import { Loop } from '../../src/sim/index.ts'

export interface Asked {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into field by field
  readonly json: any
}

export interface BareServer {
  readonly client: Client
  readonly loop: Loop
  readonly door: (request: Request) => Promise<Response>
  /** For `serve`. */
  readonly lab: ServedLab
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Asked>
}

export function bareServer(options: HttpDoorOptions = {}): BareServer {
  const loop = new Loop({ startMs: Date.UTC(2026, 0, 5, 9), seed: 1 })
  const server = createServer({
    loop,
    definitions: kinds,
    schema,
    settings: { serviceCidr: '10.96.0.0/12', nodePortRange: [30000, 32767], gitVersion: 'v1.33.1', groupPriorities },
  })
  server.extend(laterKinds)
  const { client } = server
  for (const name of ['default', 'kube-system'])
    client.create({ group: '', version: 'v1', resource: 'namespaces' }, namespace(name))
  const door = createHttpDoor(client, { clock: loop, ...options })
  return {
    client,
    loop,
    door,
    lab: {
      clientFor: async () => client,
      fetch: door,
      nowMs: () => loop.nowMs,
      advance: (ms) => loop.advance(ms),
      settle: () => void loop.settle(),
      nextMs: () => loop.nextTimerMs(),
    },
    async ask(method, path, body, headers = {}) {
      const text =
        body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
      const response = await door(
        new Request(`http://cluster.example${path}`, {
          method,
          headers: { ...(text === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
          ...(text === undefined ? {} : { body: text as string }),
        }),
      )
      const answer = await response.text()
      const isJson = response.headers.get('Content-Type')?.startsWith('application/json')
      return {
        status: response.status,
        headers: response.headers,
        text: answer,
        json: isJson ? JSON.parse(answer) : undefined,
      }
    },
  }
}

export const namespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })

export const configMap = (name: string, data: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
})
