// Who owns which fields after writes and applies, conflicts and what force does: tables over the real kinds.
// Expectations from k8s.io/apimachinery/pkg/util/managedfields and sigs.k8s.io/structured-merge-diff (v1.33).

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { membersOf, pathText } from '../../src/api/field-set.ts'
import { ApiError, type Client, createServer, getPath, type Json, type KubeObject } from '../../src/api/index.ts'
import { patches } from '../../src/api/later.ts'
import { schema } from '../../src/kinds/index.ts'
import { ruledKinds } from '../../src/kinds/later.ts'
import { Loop } from '../../src/sim/index.ts'
import { refusal, settings } from './world.ts'

const resources = {
  ConfigMap: ['', 'configmaps'],
  Deployment: ['apps', 'deployments'],
  Service: ['', 'services'],
} as const
type Kind = keyof typeof resources

interface World {
  readonly client: Client
  readonly loop: Loop
}

function newWorld(): World {
  const loop = new Loop({ startMs: Date.UTC(2025, 0, 1), seed: 1 })
  const { client } = createServer({ patches, loop, definitions: ruledKinds, schema, settings })
  client.create({ group: '', version: 'v1', resource: 'namespaces' }, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'default' },
  } as KubeObject)
  return { client, loop }
}

const collection = (kind: Kind) =>
  ({ group: resources[kind][0], version: 'v1', resource: resources[kind][1], namespace: 'default' }) as const
const target = (kind: Kind, subresource?: string) => ({ ...collection(kind), name: 'x', subresource })
const apiVersion = (kind: Kind): string => (resources[kind][0] === '' ? 'v1' : `${resources[kind][0]}/v1`)

interface Write {
  readonly by: string
  readonly kind?: Kind
  readonly subresource?: string
  readonly create?: object
  readonly apply?: object
  readonly force?: true
  readonly merge?: object
  readonly json?: readonly Json[]
  readonly update?: (live: KubeObject) => object
}

function write({ client, loop }: World, step: Write): KubeObject {
  loop.advance(1000)
  const { by, kind = 'ConfigMap', subresource, create, apply, force, merge, json, update } = step
  const options = { fieldManager: by }
  const full = (body: object): KubeObject => {
    const { metadata, ...rest } = body as { metadata?: object }
    return { apiVersion: apiVersion(kind), kind, metadata: { name: 'x', ...metadata }, ...rest } as KubeObject
  }
  if (create) return client.create(collection(kind), full(create), options)
  const at = target(kind, subresource)
  if (apply)
    return client.patch(at, 'apply', full(apply) as unknown as Json, { ...options, ...(force ? { force } : {}) })
  if (merge) return client.patch(at, 'merge', merge as Json, options)
  if (json) return client.patch(at, 'json', json, options)
  if (update) return client.update(at, update(client.get(target(kind))) as KubeObject, options)
  throw new Error('a step without a write')
}

/** 'kubectl Apply' or 'kubelet Update status', each with its fields. */
function owners(object: KubeObject): Record<string, string> {
  return Object.fromEntries(
    (object.metadata.managedFields ?? []).map(({ manager, operation, subresource, fieldsV1 }) => [
      [manager, operation, ...(subresource === undefined ? [] : [subresource])].join(' '),
      membersOf(fieldsV1).map(pathText).join(' '),
    ]),
  )
}

function run(writes: readonly Write[]): KubeObject {
  const world = newWorld()
  let last: KubeObject | undefined
  for (const step of writes) last = write(world, step)
  if (!last) throw new Error('no writes')
  return last
}

const data = (values: Record<string, string>) => ({ data: values })
const container = (name: string, more: object = {}) => ({ name, image: `${name}:1`, ...more })
const workload = (containers: readonly object[], more: object = {}) => ({
  spec: {
    selector: { matchLabels: { a: 'b' } },
    template: { metadata: { labels: { a: 'b' } }, spec: { containers } },
    ...more,
  },
})
const inPod = '.spec.template.spec.containers'
const TEMPLATE = `.spec.selector .spec.template.metadata.labels.a ${inPod}[name="c"] ${inPod}[name="c"].image ${inPod}[name="c"].name`

describe('owners', () => {
  const table: readonly (readonly [string, readonly Write[], Record<string, string>])[] = [
    ['of a new object', [{ by: 'c', create: data({ a: '1' }) }], { 'c Update': '.data .data.a' }],
    [
      'of an object that nobody owned, are not begun by an update',
      [
        { by: 'c', create: {} },
        { by: 'p', merge: data({ a: '1' }) },
      ],
      {},
    ],
    [
      'of what a patch adds and changes',
      [
        { by: 'c', create: data({ a: '1', b: '1' }) },
        { by: 'p', merge: data({ b: '2', c: '3' }) },
      ],
      { 'c Update': '.data .data.a', 'p Update': '.data.b .data.c' },
    ],
    [
      'go with a field',
      [
        { by: 'c', create: data({ a: '1', b: '1' }) },
        { by: 'p', json: [{ op: 'remove', path: '/data/b' }] },
      ],
      { 'c Update': '.data .data.a' },
    ],
    [
      'of an applied object own no structs',
      [{ by: 'k', apply: { metadata: { labels: { l: '1' } }, data: { a: '1' } } }],
      { 'k Apply': '.data.a .metadata.labels.l' },
    ],
    [
      'share what they agree on',
      [
        { by: 'k', apply: data({ a: '1' }) },
        { by: 'l', apply: data({ a: '1', b: '2' }) },
      ],
      { 'k Apply': '.data.a', 'l Apply': '.data.a .data.b' },
    ],
    [
      'of the same name are apart by operation',
      [
        { by: 'k', apply: data({ a: '1' }) },
        { by: 'k', merge: data({ b: '1' }) },
      ],
      { 'k Apply': '.data.a', 'k Update': '.data.b' },
    ],
    [
      'lose what is forced from them',
      [
        { by: 'k', apply: data({ a: '1', b: '1' }) },
        { by: 'l', apply: data({ a: '2' }), force: true },
      ],
      { 'k Apply': '.data.b', 'l Apply': '.data.a' },
    ],
    [
      'lose what an update changes, without a question',
      [
        { by: 'k', apply: data({ a: '1' }) },
        { by: 'p', merge: data({ a: '2' }) },
      ],
      { 'p Update': '.data.a' },
    ],
    [
      'of items, by their keys',
      [{ by: 'k', kind: 'Deployment', apply: workload([container('c', { ports: [{ containerPort: 80 }] })]) }],
      {
        'k Apply': `${TEMPLATE} ${inPod}[name="c"].ports[containerPort=80,protocol="TCP"] ${inPod}[name="c"].ports[containerPort=80,protocol="TCP"].containerPort`,
      },
    ],
    [
      'of a set, by value',
      [{ by: 'k', apply: { metadata: { finalizers: ['a.io/b', 'a.io/c'] } } }],
      { 'k Apply': '.metadata.finalizers[="a.io/b"] .metadata.finalizers[="a.io/c"]' },
    ],
    [
      'of status are apart by subresource',
      [
        { by: 'k', kind: 'Deployment', apply: workload([container('c')]) },
        { by: 's', kind: 'Deployment', subresource: 'status', merge: { status: { replicas: 1 } } },
        {
          by: 's',
          kind: 'Deployment',
          subresource: 'status',
          apply: { spec: { replicas: 9 }, status: { readyReplicas: 1 } },
        },
      ],
      {
        'k Apply': TEMPLATE,
        's Apply status': '.status.readyReplicas',
        's Update status': '.status.replicas',
      },
    ],
    [
      'of replicas change hands at /scale',
      [
        { by: 'k', kind: 'Deployment', apply: workload([container('c')], { replicas: 1 }) },
        {
          by: 's',
          kind: 'Deployment',
          subresource: 'scale',
          update: () => ({ metadata: { name: 'x' }, spec: { replicas: 2 } }),
        },
        { by: 'p', kind: 'Deployment', merge: { metadata: { labels: { l: '1' } } } },
      ],
      {
        'k Apply': TEMPLATE,
        's Update scale': '.spec.replicas',
        'p Update': '.metadata.labels .metadata.labels.l',
      },
    ],
    [
      'are gone when somebody empties the list',
      [
        { by: 'c', create: data({ a: '1' }) },
        { by: 'p', merge: { metadata: { managedFields: [] } } },
      ],
      {},
    ],
    [
      'are gone when somebody leaves one empty entry, and do not come back by an update',
      [
        { by: 'c', create: data({ a: '1' }) },
        { by: 'p', merge: { metadata: { managedFields: [{}] } } },
        { by: 'p', merge: data({ a: '2' }) },
      ],
      {},
    ],
    [
      'from before the first apply',
      [
        { by: 'c', create: data({ a: '1', b: '1' }) },
        { by: 'p', merge: { metadata: { managedFields: [{}] } } },
        { by: 'k', apply: data({ a: '1' }) },
      ],
      { 'k Apply': '.data.a', 'before-first-apply Update': '.data .data.a .data.b' },
    ],
    [
      'that nobody can read are those that were there',
      [
        { by: 'c', create: data({ a: '1' }) },
        { by: 'p', merge: { metadata: { managedFields: [{ manager: 'm', operation: 'Other' }] } } },
      ],
      { 'c Update': '.data .data.a' },
    ],
    [
      'can be written by hand',
      [
        { by: 'c', create: data({ a: '1' }) },
        {
          by: 'p',
          merge: {
            metadata: {
              managedFields: [
                {
                  manager: 'm',
                  operation: 'Apply',
                  apiVersion: 'v1',
                  fieldsType: 'FieldsV1',
                  fieldsV1: { 'f:data': { 'f:a': {} } },
                },
              ],
            },
          },
        },
      ],
      { 'm Apply': '.data.a' },
    ],
    [
      'stay when an update sends none',
      [
        { by: 'c', create: data({ a: '1' }) },
        {
          by: 'u',
          update: () => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { a: '1', b: '2' } }),
        },
      ],
      { 'c Update': '.data .data.a', 'u Update': '.data.b' },
    ],
  ]
  test.each(table)('%s', (_, writes, expected) => {
    expect(owners(run(writes))).toEqual(expected)
  })

  test('at most ten updaters are kept apart', () => {
    const writes = [...'abcdefghijkl'].map((by, i) => ({
      by,
      ...(i === 0 ? { create: data({ a: '' }) } : { merge: data({ [by]: '' }) }),
    }))
    const found = Object.entries(owners(run(writes)))
    expect(found).toHaveLength(10)
    expect(found[0]).toEqual(['ancient-changes Update', '.data .data.a .data.b .data.c'])
  })

  test('a write that changes nothing is no write, and leaves the time', () => {
    const world = newWorld()
    const first = write(world, { by: 'k', apply: data({ a: '1' }) })
    expect(write(world, { by: 'k', apply: data({ a: '1' }) })).toBe(first)
    expect(write(world, { by: 'p', merge: data({ a: '1' }) })).toBe(first)
    expect(first.metadata.managedFields).toMatchObject([{ time: '2025-01-01T00:00:01Z' }])
    const changed = write(world, { by: 'k', apply: data({ a: '2' }) })
    expect(changed.metadata.managedFields).toMatchObject([{ time: '2025-01-01T00:00:04Z' }])
  })

  test('a dry run is no write', () => {
    const { client } = newWorld()
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } }
    const made = client.patch(target('ConfigMap'), 'apply', config, { fieldManager: 'k', dryRun: true })
    expect(made).toMatchObject({ kind: 'ConfigMap', metadata: { name: 'x', namespace: 'default' } })
    expect(refusal(() => client.get(target('ConfigMap'))).code).toBe(404)
  })
})

describe('what apply makes of the object', () => {
  const table: readonly (readonly [string, readonly Write[], string, unknown])[] = [
    [
      'removes what it applied before',
      [
        { by: 'k', apply: data({ a: '1', b: '1' }) },
        { by: 'k', apply: data({ a: '1' }) },
      ],
      'data',
      { a: '1' },
    ],
    [
      'keeps what others own, too',
      [
        { by: 'k', apply: data({ a: '1', b: '1' }) },
        { by: 'l', apply: data({ b: '1' }) },
        { by: 'k', apply: data({ a: '1' }) },
      ],
      'data',
      { a: '1', b: '1' },
    ],
    [
      'keeps what others set',
      [
        { by: 'k', apply: data({ a: '1' }) },
        { by: 'p', merge: data({ z: '1' }) },
        { by: 'k', apply: data({ b: '1' }) },
      ],
      'data',
      { b: '1', z: '1' },
    ],
    [
      'gives what it removes its default',
      [
        { by: 'k', kind: 'Deployment', apply: workload([container('c')], { replicas: 5 }) },
        { by: 'k', kind: 'Deployment', apply: workload([container('c')]) },
      ],
      'spec.replicas',
      1,
    ],
    [
      'removes an item with all that nobody owns',
      [
        {
          by: 'k',
          kind: 'Service',
          apply: {
            spec: {
              ports: [
                { port: 1, name: 'a' },
                { port: 2, name: 'b' },
              ],
            },
          },
        },
        { by: 'k', kind: 'Service', apply: { spec: { ports: [{ port: 2, name: 'b' }] } } },
      ],
      'spec.ports',
      [{ name: 'b', protocol: 'TCP', port: 2, targetPort: 2 }],
    ],
    [
      'keeps an item of which somebody owns a field',
      [
        { by: 'k', kind: 'Deployment', apply: workload([container('c'), container('d')]) },
        {
          by: 'l',
          kind: 'Deployment',
          apply: { spec: { template: { spec: { containers: [{ name: 'd', image: 'd:1', tty: true }] } } } },
        },
        { by: 'k', kind: 'Deployment', apply: workload([container('c')]) },
      ],
      'spec.template.spec.containers.1.tty',
      true,
    ],
    [
      'keeps the order of the configuration',
      [
        { by: 'k', apply: { metadata: { finalizers: ['a.io/1', 'a.io/2', 'a.io/3'] } } },
        { by: 'l', apply: { metadata: { finalizers: ['a.io/3', 'a.io/0', 'a.io/1'] } } },
      ],
      'metadata.finalizers',
      ['a.io/2', 'a.io/3', 'a.io/0', 'a.io/1'],
    ],
  ]
  test.each(table)('%s', (_, writes, path, expected) => {
    expect(getPath(run(writes), path)).toEqual(expected)
  })
})

describe('refusals', () => {
  const first: readonly Write[] = [{ by: 'k', kind: 'Deployment', apply: workload([container('c')], { replicas: 2 }) }]
  const config = (more: object) => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, ...more })
  const table: readonly (readonly [string, readonly Write[], string])[] = [
    [
      'one conflict',
      [...first, { by: 'l', kind: 'Deployment', apply: { spec: { replicas: 3 } } }],
      '409 Apply failed with 1 conflict: conflict with "k": .spec.replicas',
    ],
    [
      'one conflict with an updater',
      [
        ...first,
        { by: 'u', kind: 'Deployment', merge: { spec: { replicas: 3 } } },
        { by: 'k', kind: 'Deployment', apply: workload([container('c')], { replicas: 2 }) },
      ],
      '409 Apply failed with 1 conflict: conflict with "u" using apps/v1: .spec.replicas',
    ],
    [
      'several',
      [
        ...first,
        { by: 'u', kind: 'Deployment', merge: { spec: { replicas: 3, paused: true } } },
        {
          by: 'l',
          kind: 'Deployment',
          apply: {
            spec: { replicas: 4, paused: false, template: { spec: { containers: [{ name: 'c', image: 'c:2' }] } } },
          },
        },
      ],
      '409 Apply failed with 3 conflicts: conflicts with "k":\n- .spec.template.spec.containers[name="c"].image\nconflicts with "u" using apps/v1:\n- .spec.paused\n- .spec.replicas',
    ],
    [
      'a field that the type does not have',
      [{ by: 'k', apply: { data: { a: '1' }, dta: {} } }],
      '500 failed to create typed patch object (/x; /v1, Kind=ConfigMap): .dta: field not declared in schema',
    ],
    [
      'several faults',
      [{ by: 'k', apply: { data: { a: true, b: [] } } }],
      '500 failed to create typed patch object (/x; /v1, Kind=ConfigMap): errors:\n  .data.a: expected string, got &value.valueUnstructured{Value:true}\n  .data.b: expected string, got &value.valueUnstructured{Value:[]}',
    ],
    [
      'a list where a map belongs',
      [{ by: 'k', apply: { data: ['a'] } }],
      '500 failed to create typed patch object (/x; /v1, Kind=ConfigMap): .data: expected map, got &{[a]}',
    ],
    [
      'an item without its key',
      [{ by: 'k', kind: 'Deployment', apply: workload([{ image: 'x' }]) }],
      '500 failed to create typed patch object (/x; apps/v1, Kind=Deployment): .spec.template.spec.containers: element 0: associative list with keys has an element that omits key field "name" (and doesn\'t have default value)',
    ],
    [
      'two items of one key',
      [{ by: 'k', kind: 'Deployment', apply: workload([container('c'), container('c')]) }],
      '500 failed to create typed patch object (/x; apps/v1, Kind=Deployment): .spec.template.spec.containers: duplicate entries for key [name="c"]',
    ],
    [
      'owners in the configuration',
      [{ by: 'k', apply: { metadata: { managedFields: [] } } }],
      '400 metadata.managedFields must be nil',
    ],
    [
      'another name',
      [{ by: 'k', apply: { metadata: { name: 'y' } } }],
      '400 the name of the object (y) does not match the name on the URL (x)',
    ],
    [
      'another namespace',
      [{ by: 'k', apply: { metadata: { namespace: 'y' } } }],
      '400 the namespace of the provided object does not match the namespace sent on the request',
    ],
    [
      'a uid, and no object',
      [{ by: 'k', apply: { metadata: { uid: '1' } } }],
      '409 Operation cannot be fulfilled on configmaps "x": uid mismatch: the provided object specified uid 1, and no existing object was found',
    ],
    [
      'an older version of the object',
      [
        { by: 'k', apply: data({ a: '1' }) },
        { by: 'k', apply: { metadata: { resourceVersion: '1' }, data: { a: '2' } } },
      ],
      '409 Operation cannot be fulfilled on configmaps "x": the object has been modified; please apply your changes to the latest version and try again',
    ],
    [
      'the status of nothing',
      [{ by: 'k', kind: 'Deployment', subresource: 'status', apply: {} }],
      '404 deployments.apps "x" not found',
    ],
    [
      'a bad quantity',
      [{ by: 'k', kind: 'Deployment', apply: workload([container('c', { resources: { limits: { cpu: '1z' } } })]) }],
      `500 failed to convert new object (/x; apps/v1, Kind=Deployment) to proper version: unable to convert unstructured object to apps/v1, Kind=Deployment: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`,
    ],
  ]
  test.each(table)('%s', (_, writes, expected) => {
    const world = newWorld()
    for (const step of writes.slice(0, -1)) write(world, step)
    const last = writes[writes.length - 1]
    const { code, message } = refusal(() => last && write(world, last))
    expect(`${code} ${message}`).toBe(expected)
  })

  test.each([
    [config({ apiVersion: 'v1' }), 'invalid object type: /v1, Kind=Deployment'],
    [config({ kind: 'Pod' }), 'invalid object type: apps/v1, Kind=Pod'],
    [
      [],
      'error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}',
    ],
  ])('%j', (patch, message) => {
    const { client } = newWorld()
    expect(refusal(() => client.patch(target('Deployment'), 'apply', patch as Json, {}))).toMatchObject({
      code: 400,
      message,
    })
  })

  test('the causes of a conflict', () => {
    const world = newWorld()
    for (const step of first) write(world, step)
    const status = refusal(() => write(world, { by: 'l', kind: 'Deployment', apply: { spec: { replicas: 3 } } }))
    expect(status.reason).toBe('Conflict')
    expect(status.details).toEqual({
      causes: [{ reason: 'FieldManagerConflict', message: 'conflict with "k"', field: '.spec.replicas' }],
    })
  })
})

test('what kubectl applied from the client it may apply on the server', () => {
  const world = newWorld()
  const annotation = 'kubectl.kubernetes.io/last-applied-configuration'
  const text = '{"apiVersion":"v1","data":{"a":"1","b":"1"},"kind":"ConfigMap","metadata":{"name":"x"}}\n'
  write(world, {
    by: 'kubectl-client-side-apply',
    create: { metadata: { annotations: { [annotation]: text } }, data: { a: '1', b: '1' } },
  })
  write(world, { by: 'p', merge: data({ b: '2' }) })
  const apply = { by: 'kubectl', apply: data({ a: '9', b: '9' }) }
  expect(refusal(() => write(world, apply)).message).toBe(
    'Apply failed with 1 conflict: conflict with "p" using v1: .data.b',
  )
  const object = write(world, { by: 'kubectl', apply: data({ a: '9' }) })
  expect(owners(object)).toEqual({
    'kubectl Apply': '.data.a',
    'kubectl-client-side-apply Update': `.data .metadata.annotations .metadata.annotations.${annotation}`,
    'p Update': '.data.b',
  })
  expect(object.metadata.annotations?.[annotation]).toBe(
    '{"apiVersion":"v1","data":{"a":"9"},"kind":"ConfigMap","metadata":{"name":"x"}}\n',
  )
})

describe('whatever is written', () => {
  const key = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'toString')
  const values = fc.dictionary(key, fc.constantFrom('1', '2', ''), { noNullPrototype: true })
  const containers = fc.uniqueArray(
    fc.record(
      {
        name: fc.constantFrom('a', 'b', 'c', 'd'),
        image: fc.constantFrom('x:1', 'x:2'),
        args: fc.array(fc.constantFrom('1', '2'), { minLength: 1, maxLength: 2 }),
        ports: fc.uniqueArray(fc.record({ containerPort: fc.integer({ min: 1, max: 4 }) }), {
          selector: ({ containerPort }) => containerPort,
          minLength: 1,
          maxLength: 3,
        }),
      },
      { requiredKeys: ['name', 'image'], noNullPrototype: true },
    ),
    { selector: ({ name }) => name, minLength: 1, maxLength: 4 },
  )

  test('apply of b by the one who applied a gives what apply of b gives', () => {
    fc.assert(
      fc.property(values, values, containers, containers, (a, b, from, to) => {
        const [left, right] = [newWorld(), newWorld()]
        write(left, { by: 'k', apply: data(a) })
        const config = run([{ by: 'k', apply: data(b) }])
        expect(getPath(write(left, { by: 'k', apply: data(b) }), 'data')).toEqual(getPath(config, 'data'))
        write(left, { by: 'k', kind: 'Deployment', apply: workload(from) })
        const moved = write(left, { by: 'k', kind: 'Deployment', apply: workload(to) })
        const fresh = write(right, { by: 'k', kind: 'Deployment', apply: workload(to) })
        expect(getPath(moved, 'spec')).toEqual(getPath(fresh, 'spec'))
        expect(owners(moved)).toEqual(owners(fresh))
      }),
      { numRuns: 60, seed: 1 },
    )
  })

  test('every field has an owner, and every owner a field', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('k', 'l', 'u', 'v'), values), { minLength: 1, maxLength: 6 }),
        (steps) => {
          const world = newWorld()
          write(world, { by: 'c', create: data({ z: '1' }) })
          for (const [by, some] of steps) {
            write(world, by < 'm' ? { by, apply: data(some), force: true } : { by, merge: data(some) })
          }
          const object = world.client.get(target('ConfigMap'))
          const owned = new Set(Object.values(owners(object)).flatMap((text) => text.split(' ')))
          owned.delete('.data')
          const present = Object.keys((getPath(object, 'data') as object | undefined) ?? {}).map(
            (name) => `.data.${name}`,
          )
          expect([...owned].sort()).toEqual(present.sort())
        },
      ),
      { numRuns: 60, seed: 2 },
    )
  })

  test('bad bodies are refused, and nothing else happens', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (body) => {
        const { client } = newWorld()
        const config = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec: body, status: body }
        try {
          client.patch(target('Deployment'), 'apply', config as Json, { fieldManager: 'k' })
        } catch (error) {
          if (!(error instanceof ApiError)) throw error
        }
      }),
      { numRuns: 100, seed: 3 },
    )
  })
})
