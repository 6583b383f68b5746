// Whatever is asked, the door answers: a Status or a plain refusal, never a fault of ours; and what a watch tells adds
// up to what a list shows.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bareServer, configMap } from './bare-server.ts'

const words = [
  'api',
  'apis',
  'v1',
  'apps',
  'namespaces',
  'default',
  'pods',
  'configmaps',
  'a',
  'status',
  'scale',
  'proxy',
]
const more = [
  '',
  '..',
  '.',
  '%2e%2e',
  '%00',
  '%zz',
  '__proto__',
  'constructor',
  'log',
  'exec',
  'portforward',
  'a:b:c:d',
]
const word = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...words) },
  fc.constantFrom(...more),
  fc.string({ maxLength: 6 }),
)
const parameter = fc.tuple(
  fc.constantFrom(
    'limit',
    'continue',
    'resourceVersion',
    'resourceVersionMatch',
    'labelSelector',
    'fieldSelector',
    'timeoutSeconds',
    'dryRun',
    'fieldValidation',
    'pretty',
    'includeObject',
    'tailLines',
  ),
  fc.oneof(fc.constantFrom('', '0', '-1', 'true', 'Exact', 'a=b', 'a in (', 'All', '1e9'), fc.string({ maxLength: 8 })),
)
const deep = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
const body = fc.oneof(
  fc.json(),
  fc.string(),
  fc.constant(deep(20_000)),
  fc.constant('['.repeat(50_000)),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Uint8Array.from([0x6b, 0x38, 0x73, 0, ...bytes])),
  fc.record({ metadata: fc.anything(), data: fc.anything(), spec: fc.anything() }).map((one) => JSON.stringify(one)),
)
const type = fc.constantFrom(
  'application/json',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
  'application/merge-patch+json',
  'application/json-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
  'text/plain',
  '',
)
const accept = fc.constantFrom(
  'application/json',
  'application/json;as=Table;v=v1;g=meta.k8s.io',
  'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io',
  '*/*;q=x',
  ';;,=',
)
const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'BREW'),
  path: fc.oneof(
    fc.array(word, { maxLength: 9 }).map((parts) => `/${parts.join('/')}`),
    word.map((name) => `/api/v1/namespaces/default/configmaps/${name}`),
    fc.constant('/api/v1/namespaces/default/configmaps'),
  ),
  query: fc.array(parameter, { maxLength: 3 }),
  type,
  accept,
  body,
})

it('answers every request with a Status or a plain refusal', async () => {
  const { door, client } = bareServer()
  client.create({ group: '', version: 'v1', resource: 'configmaps', namespace: 'default' }, configMap('a'))
  await fc.assert(
    fc.asyncProperty(request, async ({ method, path, query, type, accept, body }) => {
      const bodiless = method === 'GET' || method === 'HEAD'
      const url = `http://cluster.example${path}?${new URLSearchParams(query)}`
      if (!URL.canParse(url)) return
      const headers = { Accept: accept, ...(type === '' ? {} : { 'Content-Type': type }) }
      const response = await door(new Request(url, { method, headers, ...(bodiless ? {} : { body: body as string }) }))
      const text = await response.text()
      if (response.status < 400) return
      if (!response.headers.get('Content-Type')?.startsWith('application/json')) return
      const { kind, status, code, reason, message } = JSON.parse(text)
      expect({ kind, status, code }).toEqual({ kind: 'Status', status: 'Failure', code: response.status })
      if (reason === 'InternalError') throw new Error(`${method} ${url} ${type}: ${message}`)
    }),
    { numRuns: 600, seed: 42 },
  )
}, 60_000)

it('tells watchers what lists show', async () => {
  const change = fc.record({
    verb: fc.constantFrom('create', 'update', 'delete'),
    name: fc.constantFrom('a', 'b', 'c', 'd'),
    tier: fc.constantFrom('x', 'y'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 30 }), fc.nat(30), async (changes, from) => {
      const { client, door, loop } = bareServer()
      const maps = { group: '', version: 'v1', resource: 'configmaps', namespace: 'default' }
      const act = ({ verb, name, tier }: (typeof changes)[number]): void => {
        const object = { ...configMap(name), metadata: { name, labels: { tier } } }
        try {
          if (verb === 'create') client.create(maps, object)
          else if (verb === 'update') client.update({ ...maps, name }, object)
          else client.delete({ ...maps, name })
        } catch {
          // There is one already, or none.
        }
      }
      for (const each of changes.slice(0, from)) act(each)
      const labelSelector = 'tier=x'
      const start = client.list(maps, { labelSelector })
      const seen = new Map(start.items.map((one) => [one.metadata.name, one.metadata.resourceVersion]))
      const url = `http://c/api/v1/namespaces/default/configmaps?watch=1&timeoutSeconds=1&labelSelector=${labelSelector}&resourceVersion=${start.metadata.resourceVersion}`
      const response = await door(new Request(url))
      for (const each of changes.slice(from)) act(each)
      loop.advance(2000)
      for (const line of (await response.text()).split('\n').filter(Boolean)) {
        const { type, object } = JSON.parse(line)
        if (type === 'DELETED') seen.delete(object.metadata.name)
        else seen.set(object.metadata.name, object.metadata.resourceVersion)
      }
      const { items } = client.list(maps, { labelSelector })
      const listed = items.map((one) => [one.metadata.name, one.metadata.resourceVersion])
      expect([...seen].sort()).toEqual(listed)
      // And the past is what it was.
      const { resourceVersion } = start.metadata
      expect(client.list(maps, { labelSelector, resourceVersion, resourceVersionMatch: 'Exact' }).items).toEqual(
        start.items,
      )
    }),
    { numRuns: 100, seed: 7 },
  )
})
