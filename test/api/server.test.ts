import { describe, expect, test } from 'vitest'
import type { KubeObject, WatchEvent } from '../../src/api/index.ts'
import { newWorld, one, refusal, refusalText, sleepers1, type Thing, thing, things1 } from './world.ts'

const MODIFIED = 'the object has been modified; please apply your changes to the latest version and try again'

describe('create', () => {
  test('stamps metadata, applies defaults and drops status', () => {
    const { client } = newWorld()
    const made = client.create(things1, thing('a', { status: { ready: true } }, { uid: 'x', generation: 9 }))
    expect(made).toMatchObject({
      apiVersion: 'example.com/v1',
      kind: 'Thing',
      metadata: { name: 'a', namespace: 'default', creationTimestamp: '2025-01-01T00:00:00Z', generation: 1 },
      spec: { size: 1 },
    })
    expect(made.metadata.uid).toMatch(/^[0-9a-f-]{36}$/)
    expect(made).not.toHaveProperty('status')
    expect(client.get(one('a'))).toBe(made)
    expect(Object.isFrozen(made.metadata)).toBe(true)
  })

  test('makes names from generateName', () => {
    const { client } = newWorld()
    const made = client.create(things1, thing('', {}, { generateName: 'web-' }))
    expect(made.metadata.name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/)
    const long = client.create(things1, thing('', {}, { generateName: 'x'.repeat(70) }))
    expect(long.metadata.name).toHaveLength(63)
  })

  const subdomain =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
  test.each<[string, string, KubeObject, object?]>([
    ['a name that is taken', '409 AlreadyExists things.example.com "taken" already exists', thing('taken')],
    ['an unknown namespace', '404 NotFound namespaces "no" not found', thing('a'), { namespace: 'no' }],
    [
      'another namespace than the path',
      '400 BadRequest the namespace of the provided object does not match the namespace sent on the request',
      thing('a', {}, { namespace: 'other' }),
    ],
    [
      'a bad name',
      `422 Invalid Thing.example.com "A_" is invalid: metadata.name: Invalid value: "A_": ${subdomain}`,
      thing('A_'),
    ],
    [
      'no name',
      '422 Invalid Thing.example.com "" is invalid: metadata.name: Required value: name or generateName is required',
      thing(''),
    ],
    [
      'a bad label and a bad size',
      "422 Invalid Thing.example.com \"a\" is invalid: [metadata.labels: Invalid value: \"-\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?'), spec.size: Invalid value: -1: must not be negative]",
      thing('a', { spec: { size: -1 } }, { labels: { x: '-' } }),
    ],
    [
      'an owner without uid',
      '422 Invalid Thing.example.com "a" is invalid: metadata.ownerReferences.uid: Invalid value: "": uid must not be empty',
      thing('a', {}, { ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: '' }] }),
    ],
    [
      'another API version',
      '400 BadRequest the API version in the data (v2) does not match the expected API version (example.com/v1)',
      { ...thing('a'), apiVersion: 'v2' },
    ],
    [
      'a resource that is not served',
      '404 NotFound the server could not find the requested resource',
      thing('a'),
      { resource: 'x' },
    ],
  ])('refuses %s', (_what, text, object, place = {}) => {
    const { client } = newWorld()
    client.create(things1, thing('taken'))
    expect(refusalText(() => client.create({ ...things1, ...place }, object))).toBe(text)
  })

  test('tells the causes of an Invalid, and what is deleted now', () => {
    const { client } = newWorld()
    const { details } = refusal(() => client.create(things1, thing('a', { spec: { size: -1 } })))
    const message = 'Invalid value: -1: must not be negative'
    const causes = [{ reason: 'FieldValueInvalid', message, field: 'spec.size' }]
    expect(details).toEqual({ name: 'a', group: 'example.com', kind: 'Thing', causes })
    client.create(things1, thing('b', {}, { finalizers: ['example.com/wait'] }))
    client.delete(one('b'))
    expect(refusal(() => client.create(things1, thing('b'))).message).toBe(
      'object is being deleted: things.example.com "b" already exists',
    )
  })

  test('a namespace that is going takes nothing new', () => {
    const { client } = newWorld()
    const namespaces = { group: '', version: 'v1', resource: 'namespaces' }
    client.patch({ ...namespaces, name: 'other' }, 'merge', { metadata: { finalizers: ['example.com/wait'] } })
    client.delete({ ...namespaces, name: 'other' })
    expect(refusal(() => client.create({ ...things1, namespace: 'other' }, thing('a')))).toMatchObject({
      code: 403,
      message:
        'things.example.com "a" is forbidden: unable to create new content in namespace other because it is being terminated',
      details: { causes: [{ reason: 'NamespaceTerminating', field: 'metadata.namespace' }] },
    })
    expect(refusal(() => client.delete({ ...namespaces, name: 'default' })).message).toBe(
      'namespaces "default" is forbidden: this namespace may not be deleted',
    )
  })

  test('a dry run stores nothing, and warnings reach the caller', () => {
    const { client } = newWorld()
    const warnings: string[] = []
    client.create(things1, thing('a', { spec: { size: 13 } }), {
      dryRun: true,
      onWarning: (text) => warnings.push(text),
    })
    expect(client.list(things1).items).toEqual([])
    expect(warnings).toEqual(['spec.size: 13 is said to bring bad luck'])
  })
})

test('what is refused or only tried changes nothing that comes after it', () => {
  const made = [false, true].map((disturbed) => {
    const { client, server } = newWorld()
    if (disturbed) {
      client.create(things1, thing('', {}, { generateName: 'x-' }), { dryRun: true })
      refusal(() => client.create(things1, thing('', { spec: { size: -1 } }, { generateName: 'x-' })))
    }
    client.create(things1, thing('', {}, { generateName: 'x-' }))
    return server.snapshot()
  })
  expect(made[0]).toEqual(made[1])
})

describe('update', () => {
  test('counts generations, keeps status, and stores nothing when nothing changes', () => {
    const { client } = newWorld()
    const first = client.create<Thing>(things1, thing('a'))
    const second = client.update<Thing>(one('a'), { ...first, spec: { size: 2 }, status: { ready: true } } as Thing)
    expect(second).toMatchObject({ metadata: { generation: 2 }, spec: { size: 2 } })
    expect(second.status).toBeUndefined()
    const third = client.update<Thing>(one('a', 'status'), {
      ...second,
      spec: { size: 9 },
      status: { ready: true },
    } as Thing)
    expect(third).toMatchObject({ metadata: { generation: 2 }, spec: { size: 2 }, status: { ready: true } })
    expect(client.update(one('a'), thing('a', { spec: { size: 2 } }))).toBe(third)
    const labelled = client.update(one('a'), thing('a', { spec: { size: 2 } }, { labels: { x: 'y' } }))
    expect(labelled.metadata.generation).toBe(2)
  })

  test.each<[string, string, (old: Thing) => unknown]>([
    [
      'an old version',
      `409 Conflict Operation cannot be fulfilled on things.example.com "a": ${MODIFIED}`,
      (old) => ({ ...old, metadata: { ...old.metadata, resourceVersion: '1' } }),
    ],
    [
      'another name',
      '400 BadRequest the name of the object (b) does not match the name on the URL (a)',
      (old) => ({ ...old, metadata: { ...old.metadata, name: 'b' } }),
    ],
    [
      'no name',
      '400 BadRequest the name of the object (a based on URL) was undeterminable: name must be provided',
      (old) => ({ ...old, metadata: {} }),
    ],
    [
      'another namespace',
      '400 BadRequest the namespace of the object (other) does not match the namespace on the request (default)',
      (old) => ({ ...old, metadata: { ...old.metadata, namespace: 'other' } }),
    ],
    [
      'an immutable field',
      '422 Invalid Thing.example.com "a" is invalid: spec.template.color: Forbidden: may not change',
      (old) => ({ ...old, spec: { template: { color: 'red' } } }),
    ],
    [
      'another uid',
      '409 Conflict Operation cannot be fulfilled on things.example.com "a": StorageError: invalid object, Code: 4, Key: /registry/things/default/a, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: x, UID in object meta: UID',
      (old) => ({ ...old, metadata: { ...old.metadata, uid: 'x' } }),
    ],
  ])('refuses %s', (_what, text, change) => {
    const { client } = newWorld()
    const old = client.create<Thing>(things1, thing('a'))
    const answer = refusalText(() => client.update(one('a'), change(old) as Thing))
    expect(answer.replace(old.metadata.uid ?? '', 'UID')).toBe(text)
  })

  test('what was emptied of finalizers while it was deleted goes', () => {
    const { client } = newWorld()
    client.create(things1, thing('a', {}, { finalizers: ['example.com/wait'] }))
    expect(client.delete(one('a'))).toMatchObject({
      metadata: { deletionTimestamp: '2025-01-01T00:00:00Z', deletionGracePeriodSeconds: 0, generation: 2 },
    })
    expect(
      refusal(() =>
        client.patch(one('a'), 'merge', { metadata: { finalizers: ['example.com/wait', 'example.com/new'] } }),
      ).message,
    ).toBe(
      'Thing.example.com "a" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"example.com/new"}',
    )
    client.patch(one('a'), 'merge', { metadata: { finalizers: null } })
    expect(refusal(() => client.get(one('a'))).message).toBe('things.example.com "a" not found')
  })

  test('/scale reads and writes the numbers that the kind names', () => {
    const { client } = newWorld()
    client.create(things1, thing('a', { spec: { size: 3, selector: { matchLabels: { b: '2', a: '1' } } } }))
    expect(client.get(one('a', 'scale'))).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      spec: { replicas: 3 },
      status: { replicas: 0, selector: 'a=1,b=2' },
    })
    client.patch(one('a', 'scale'), 'merge', { spec: { replicas: 5 } })
    expect(client.get<Thing>(one('a'))).toMatchObject({ metadata: { generation: 2 }, spec: { size: 5 } })
    expect(refusal(() => client.patch(one('a', 'scale'), 'merge', { spec: { replicas: -1 } })).message).toBe(
      'Scale.autoscaling "a" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    )
  })
})

describe('delete', () => {
  test('answers with a Status and removes at once', () => {
    const { client } = newWorld()
    const { metadata } = client.create(things1, thing('a'))
    expect(client.delete(one('a'))).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: { name: 'a', group: 'example.com', kind: 'things', uid: metadata.uid },
    })
    expect(refusalText(() => client.delete(one('a')))).toBe('404 NotFound things.example.com "a" not found')
  })

  test('waits as long as the kind says, or the caller; a second request can only hurry', () => {
    const { client, loop } = newWorld()
    const sleeper = { apiVersion: 'v1', kind: 'Sleeper', metadata: { name: 's' } }
    const target = { ...sleepers1, name: 's' }
    client.create(sleepers1, sleeper)
    expect(client.delete(target)).toMatchObject({
      metadata: { deletionTimestamp: '2025-01-01T00:00:30Z', deletionGracePeriodSeconds: 30, generation: 2 },
    })
    const version = client.get(target).metadata.resourceVersion
    loop.advance(5000)
    client.delete(target)
    expect(client.get(target).metadata.resourceVersion).toBe(version)
    expect(client.delete(target, { gracePeriodSeconds: 10 })).toMatchObject({
      metadata: { deletionTimestamp: '2025-01-01T00:00:10Z', deletionGracePeriodSeconds: 10 },
    })
    client.delete(target, { gracePeriodSeconds: 0 })
    expect(refusal(() => client.get(target)).reason).toBe('NotFound')
  })

  test('foreground and orphan become finalizers, background just removes', () => {
    const { client } = newWorld()
    for (const name of ['a', 'b', 'c']) client.create(things1, thing(name))
    client.delete(one('a'), { propagationPolicy: 'Foreground' })
    client.delete(one('b'), { propagationPolicy: 'Orphan' })
    client.delete(one('c'), { propagationPolicy: 'Background' })
    expect(client.list(things1).items.map(({ metadata }) => [metadata.name, metadata.finalizers])).toEqual([
      ['a', ['foregroundDeletion']],
      ['b', ['orphan']],
    ])
  })

  test('keeps preconditions', () => {
    const { client } = newWorld()
    const { metadata } = client.create(things1, thing('a'))
    expect(refusal(() => client.delete(one('a'), { preconditions: { uid: 'x' } })).message).toBe(
      `Operation cannot be fulfilled on Thing.example.com "a": the UID in the precondition (x) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
    )
    client.delete(one('a'), { dryRun: true, preconditions: { uid: metadata.uid ?? '' } })
    expect(client.get(one('a')).metadata.name).toBe('a')
  })

  test('deleteCollection takes what the selectors name', () => {
    const { client } = newWorld()
    for (const [name, size] of [
      ['a', 1],
      ['b', 2],
      ['c', 2],
    ] as const)
      client.create(things1, thing(name, { spec: { size } }))
    expect(client.deleteCollection(things1, { fieldSelector: 'spec.size=2' }).items).toHaveLength(2)
    expect(client.list(things1).items.map(({ metadata }) => metadata.name)).toEqual(['a'])
  })
})

describe('list', () => {
  const filled = () => {
    const { client } = newWorld()
    for (const name of ['b', 'a', 'c10', 'c2'])
      client.create(things1, thing(name, {}, { labels: { [name]: 'yes', all: 'x' } }))
    client.create({ ...things1, namespace: 'other' }, thing('z'))
    return client
  }
  const everywhere = { ...things1, namespace: undefined }

  test('is sorted by namespace and name', () => {
    const names = (items: readonly KubeObject[]) =>
      items.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
    const client = filled()
    expect(names(client.list(everywhere).items)).toEqual([
      'default/a',
      'default/b',
      'default/c10',
      'default/c2',
      'other/z',
    ])
    expect(client.list(things1)).toMatchObject({ kind: 'ThingList', apiVersion: 'example.com/v1' })
  })

  test('pages', () => {
    const client = filled()
    const first = client.list(everywhere, { limit: 2 })
    expect(first.metadata.remainingItemCount).toBe(3)
    const second = client.list(everywhere, { limit: 2, continue: first.metadata.continue ?? '' })
    const third = client.list(everywhere, { limit: 2, continue: second.metadata.continue ?? '' })
    expect(third.metadata.continue).toBeUndefined()
    expect([first, second, third].flatMap(({ items }) => items.map(({ metadata }) => metadata.name))).toEqual([
      'a',
      'b',
      'c10',
      'c2',
      'z',
    ])
  })

  test.each([
    [{ fieldSelector: 'metadata.name=a' }, ['a']],
    [{ fieldSelector: 'metadata.name!=a,spec.size=1' }, ['b', 'c10', 'c2']],
    [{ labelSelector: 'all,a!=yes,!b' }, ['c10', 'c2']],
    [{ labelSelector: 'all in (x, y),c2 notin (yes)' }, ['a', 'b', 'c10']],
  ])('%j', (options, names) => {
    expect(
      filled()
        .list(things1, options)
        .items.map(({ metadata }) => metadata.name),
    ).toEqual(names)
  })

  test.each([
    [{ fieldSelector: 'spec.nope=1' }, 'field label not supported: spec.nope'],
    [{ fieldSelector: 'spec.size' }, "invalid selector: 'spec.size'; can't understand 'spec.size'"],
    [{ labelSelector: 'a in b' }, "unable to parse requirement: found 'b' expected: '('"],
    [{ labelSelector: 'a=b,' }, "found '', expected: identifier after ','"],
    [{ labelSelector: '=b' }, "found '=', expected: !, identifier, or 'end of string'"],
    [{ labelSelector: 'a b' }, "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    [
      { labelSelector: 'a>x' },
      "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer",
    ],
    [
      { labelSelector: '_a' },
      "unable to parse requirement: <nil>: Invalid value: \"_a\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ],
  ])('refuses %j', (options, message) => {
    expect(refusal(() => filled().list(things1, options))).toMatchObject({ code: 400, message })
  })

  test('comes as a Table', () => {
    const client = filled()
    const table = client.list(things1, { as: 'Table', limit: 1 })
    expect(table.columnDefinitions.map(({ name, priority }) => [name, priority])).toEqual([
      ['Name', 0],
      ['Size', 1],
    ])
    expect(table.rows[0]).toMatchObject({
      cells: ['a', 1],
      object: { kind: 'PartialObjectMetadata', metadata: { name: 'a' } },
    })
    expect(client.get(one('a'), { as: 'Table', includeObject: 'Object' }).rows[0]?.object).toBe(client.get(one('a')))
  })
})

describe('watch', () => {
  const shape = (events: readonly WatchEvent<KubeObject>[]) =>
    events.map(({ type, object }) => `${type} ${object.metadata.name}`)

  test('tells of objects that come to match and cease to', () => {
    const { client } = newWorld()
    client.create(things1, thing('a', { spec: { size: 2 } }))
    const watch = client.watch(things1, { fieldSelector: 'spec.size=2' })
    let calls = 0
    watch.changed.subscribe(() => calls++)
    client.create(things1, thing('b'))
    client.patch(one('b'), 'merge', { spec: { size: 2 } })
    client.patch(one('b'), 'merge', { metadata: { labels: { x: 'y' } } })
    client.patch(one('a'), 'merge', { spec: { size: 3 } })
    client.delete(one('b'))
    expect(shape(watch.take())).toEqual(['ADDED a', 'ADDED b', 'MODIFIED b', 'DELETED a', 'DELETED b'])
    expect(calls).toBe(4)
    watch.stop()
    client.create(things1, thing('c', { spec: { size: 2 } }))
    expect(watch.take()).toEqual([])
  })

  test('starts where a list ended, unless that is too long ago', () => {
    const { client } = newWorld()
    const { resourceVersion } = client.list(things1).metadata
    client.create(things1, thing('a'))
    expect(shape(client.watch(things1, { resourceVersion }).take())).toEqual(['ADDED a'])
    for (let size = 0; size < 9000; size++) client.patch(one('a'), 'merge', { spec: { size: size + 2 } })
    const late = client.watch(things1, { resourceVersion })
    expect(late.stopped).toBe(true)
    expect(late.take()).toMatchObject([{ type: 'ERROR', object: { code: 410, reason: 'Expired' } }])
  })

  test('subscribers see both states, in order, whatever they write themselves', () => {
    const { client, server } = newWorld()
    const seen: string[] = []
    server.subscribe<Thing>(things1, ({ type, object, old }) => {
      seen.push(`${type} ${object.metadata.name} ${old?.spec?.size ?? '-'}→${object.spec?.size}`)
      if (type === 'ADDED' && object.metadata.name === 'a') client.patch(one('a'), 'merge', { spec: { size: 7 } })
    })
    server.subscribe(undefined, ({ type }) => seen.push(type))
    client.create(things1, thing('a'))
    expect(seen).toEqual(['ADDED a -→1', 'ADDED', 'MODIFIED a 1→7', 'MODIFIED'])
  })
})

describe('snapshot', () => {
  test('brings everything back and ends watches', () => {
    const { client, server } = newWorld()
    client.create(things1, thing('a'))
    const state = server.snapshot()
    const watch = client.watch(things1)
    client.create(things1, thing('b'))
    client.delete(one('a'))
    server.restore(state)
    expect(client.list(things1).items.map(({ metadata }) => metadata.name)).toEqual(['a'])
    expect(server.snapshot()).toEqual(state)
    expect(watch.stopped).toBe(true)
    const other = newWorld(2)
    other.server.restore(JSON.parse(JSON.stringify(state)))
    expect(other.server.snapshot()).toEqual(state)
    expect(Object.isFrozen(other.client.get(one('a')).metadata)).toBe(true)
  })
})

test('discovery comes from the kinds', () => {
  const { client } = newWorld()
  expect(client.resources().find(({ kind }) => kind === 'Thing')).toMatchObject({
    resource: 'things',
    shortNames: ['th'],
    subresources: [
      { name: 'scale', group: 'autoscaling', kind: 'Scale' },
      { name: 'status', kind: 'Thing' },
    ],
  })
  expect(client.version()).toMatchObject({ major: '1', minor: '33', gitVersion: 'v1.33.1' })
})
