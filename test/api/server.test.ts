import { expect, test } from 'vitest'
import { type ApiError, createServer, type KubeObject, type ResourceDefinition } from '../../src/api/index.ts'
import { Loop } from '../../src/sim/index.ts'

const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'] as const
const namespaces: ResourceDefinition = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  resource: 'namespaces',
  singular: 'namespace',
  namespaced: false,
  verbs,
  columns: [],
  status: true,
  generation: false,
}
const things: ResourceDefinition = {
  group: 'example.com',
  version: 'v1',
  kind: 'Thing',
  resource: 'things',
  singular: 'thing',
  namespaced: true,
  verbs,
  status: true,
  columns: [
    {
      name: 'Name',
      type: 'string',
      format: 'name',
      description: '',
      priority: 0,
      cell: ({ metadata }) => metadata.name,
    },
  ],
}
const ref = { group: 'example.com', version: 'v1', resource: 'things' }
const world = () => {
  const loop = new Loop({ startMs: Date.UTC(2025, 0, 1), seed: 1 })
  const server = createServer({
    loop,
    definitions: [namespaces, things],
    schema: { definitions: {}, kinds: {} },
    settings: { serviceCidr: '10.96.0.0/12', nodePortRange: [30000, 32767], gitVersion: 'v1.33.1' },
  })
  server.client.create(
    { group: '', version: 'v1', resource: 'namespaces' },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } },
  )
  return { loop, server, client: server.client }
}
const thing = (name: string, more: object = {}): KubeObject => ({
  apiVersion: 'example.com/v1',
  kind: 'Thing',
  metadata: { name },
  ...more,
})
const refused = (work: () => unknown): ApiError['status'] => {
  try {
    work()
  } catch (error) {
    return (error as ApiError).status
  }
  throw new Error('it was not refused')
}

test('an object is created, read, changed, watched and removed', () => {
  const { client } = world()
  const all = { ...ref, namespace: 'default' }
  const watch = client.watch(all)
  const made = client.create(all, thing('a', { spec: { size: 1 }, status: { ready: true } }))
  expect(made).toMatchObject({
    metadata: { generation: 1, creationTimestamp: '2025-01-01T00:00:00Z', namespace: 'default' },
    spec: { size: 1 },
  })
  expect(made).not.toHaveProperty('status')
  const one = { ...all, name: 'a' }
  expect(client.get(one)).toBe(made)
  const changed = client.patch(one, 'merge', { spec: { size: 2 } })
  expect(changed.metadata.generation).toBe(2)
  expect(
    client.update({ ...one, subresource: 'status' }, { ...changed, status: { ready: true } } as KubeObject).metadata
      .generation,
  ).toBe(2)
  expect(refused(() => client.update(one, made)).message).toBe(
    'Operation cannot be fulfilled on things.example.com "a": the object has been modified; please apply your changes to the latest version and try again',
  )
  expect(client.list(all).items).toHaveLength(1)
  expect(client.list(all, { as: 'Table' }).rows[0]?.cells).toEqual(['a'])
  expect(client.delete(one)).toMatchObject({
    status: 'Success',
    details: { name: 'a', group: 'example.com', kind: 'things' },
  })
  expect(refused(() => client.get(one)).message).toBe('things.example.com "a" not found')
  expect(watch.take().map(({ type }) => type)).toEqual(['ADDED', 'MODIFIED', 'MODIFIED', 'DELETED'])
})
