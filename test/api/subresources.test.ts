import { expect, test } from 'vitest'
import { createServer, type KubeObject } from '../../src/api/index.ts'
import { patches } from '../../src/api/later.ts'
import { schema } from '../../src/kinds/index.ts'
import { ruledKinds } from '../../src/kinds/later.ts'
import { Loop } from '../../src/sim/index.ts'
import { refusal, settings } from './world.ts'

const core = { group: '', version: 'v1' } as const
const namespaces = { ...core, resource: 'namespaces' } as const
const pods = { ...core, resource: 'pods', namespace: 'default' } as const
const make = (kind: string, name: string, more: object = {}): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name },
  ...more,
})

function newCluster() {
  const server = createServer({
    patches,
    loop: new Loop({ startMs: 0, seed: 1 }),
    definitions: ruledKinds,
    schema,
    settings,
  })
  const { client } = server
  client.create(namespaces, make('Namespace', 'default'))
  client.create({ ...pods, resource: 'serviceaccounts' }, make('ServiceAccount', 'default'))
  client.create(pods, make('Pod', 'p', { spec: { containers: [{ name: 'c', image: 'nginx' }] } }))
  return client
}

test('a namespace ends when /finalize has emptied its finalizers, and not before', () => {
  const client = newCluster()
  const target = { ...namespaces, name: 'x' }
  client.create(namespaces, make('Namespace', 'x'))
  expect(client.delete(target)).toMatchObject({
    kind: 'Namespace',
    metadata: { deletionTimestamp: '1970-01-01T00:00:00Z' },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Terminating' },
  })
  const found = client.get(target)
  expect(client.delete(target)).toBe(found)
  expect(client.update(target, { ...found, spec: {} } as KubeObject)).toMatchObject({
    spec: { finalizers: ['kubernetes'] },
  })
  client.update({ ...target, subresource: 'finalize' }, { ...found, spec: {} } as KubeObject)
  expect(refusal(() => client.get(target)).reason).toBe('NotFound')
})

test('a binding puts a pod on a node, once', () => {
  const client = newCluster()
  const binding = { ...pods, name: 'p', subresource: 'binding' }
  const body = make('Binding', 'p', { target: { kind: 'Node', name: 'n' } })
  client.create(binding, body, { dryRun: true })
  expect(client.get({ ...pods, name: 'p' })).not.toHaveProperty('spec.nodeName')
  expect(client.create(binding, body)).toMatchObject({ kind: 'Status', status: 'Success' })
  expect(client.get({ ...pods, name: 'p' })).toMatchObject({ spec: { nodeName: 'n' } })
  expect(refusal(() => client.create(binding, body)).message).toBe(
    'Operation cannot be fulfilled on pods/binding "p": pod p is already assigned to node "n"',
  )
  const wrong = make('Binding', 'p', { target: 'n' })
  expect(refusal(() => client.create(binding, wrong)).message).toBe(
    'Binding in version "v1" cannot be handled as a Binding: json: cannot unmarshal string into Go struct field Binding.target of type v1.ObjectReference',
  )
})

test.each([
  ['status', undefined],
  ['scale', 'the server could not find the requested resource'],
  ['log', 'the server could not find the requested resource'],
])('writing to pods/%s', (subresource, message) => {
  const client = newCluster()
  const write = () => client.patch({ ...pods, name: 'p', subresource }, 'merge', { status: { phase: 'Running' } })
  if (message === undefined) expect(write()).toMatchObject({ status: { phase: 'Running' } })
  else expect(refusal(write).message).toBe(message)
})
