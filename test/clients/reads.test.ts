// Reads through the HTTP door: pages of one revision, resource versions, watches from the past, bookmarks, health.
import { describe, expect, it } from 'vitest'
import { bareServer, configMap } from './bare-server.ts'

const maps = '/api/v1/namespaces/default/configmaps'

async function filled(...names: string[]) {
  const server = bareServer()
  for (const name of names) await server.ask('POST', maps, configMap(name))
  return server
}

type Named = { metadata: { name: string } }
const namesOf = ({ items }: { items: Named[] }): string => items.map(({ metadata }) => metadata.name).join(' ')
const tokenOf = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('pages', () => {
  it('are of the first one’s revision, until the history is gone', async () => {
    const { ask } = await filled('a', 'b', 'c', 'd')
    const first = (await ask('GET', `${maps}?limit=2`)).json
    await ask('DELETE', `${maps}/c`)
    await ask('POST', maps, configMap('bb'))
    await ask('PUT', `${maps}/d`, configMap('d', { changed: '1' }))
    const rest = (await ask('GET', `${maps}?limit=5&continue=${first.metadata.continue}`)).json
    expect(namesOf(first)).toBe('a b')
    expect(namesOf(rest)).toBe('c d')
    expect(rest.items[1].data).toBeUndefined()
    expect(rest.metadata).toEqual({ resourceVersion: first.metadata.resourceVersion })

    for (let i = 0; i < 700; i++) await ask('PUT', `${maps}/d`, configMap('d', { i: String(i) }))
    const expired = (await ask('GET', `${maps}?limit=5&continue=${first.metadata.continue}`)).json
    expect(expired).toMatchObject({ code: 410, reason: 'Expired' })
    expect(expired.message).toMatch(/^The provided continue parameter is too old .* show up in the list\.$/)
    const present = (await ask('GET', `${maps}?limit=5&continue=${expired.metadata.continue}`)).json
    expect(namesOf(present)).toBe('bb d')
    const old = (await ask('GET', `${maps}?resourceVersion=3&resourceVersionMatch=Exact`)).json
    expect([old.code, old.message]).toEqual([410, 'The resourceVersion for the provided list is too old.'])
  })

  it('fill up behind a selector, and then do not count the rest', async () => {
    const { ask } = bareServer()
    for (const [name, tier] of [
      ['a', 'x'],
      ['b', 'y'],
      ['c', 'x'],
      ['d', 'y'],
    ])
      await ask('POST', maps, { metadata: { name, labels: { tier } } })
    const { json } = await ask('GET', `${maps}?limit=2&labelSelector=tier%3Dx`)
    expect(namesOf(json)).toBe('a c')
    expect(json.metadata.remainingItemCount).toBeUndefined()
    expect(
      namesOf((await ask('GET', `${maps}?limit=2&labelSelector=tier%3Dx&continue=${json.metadata.continue}`)).json),
    ).toBe('')
    // The watch cache answers for "any", whole.
    expect(namesOf((await ask('GET', `${maps}?limit=1&resourceVersion=0`)).json)).toBe('a b c d')
  })

  const v = 'meta.k8s.io/v1'
  const bad = 'invalid continue token: continue key is not valid'
  it.each([
    ['continue=%3F', `${bad}: illegal base64 data at input byte 0`],
    ['continue=abcde', `${bad}: illegal base64 data at input byte 4`],
    [
      `continue=${Buffer.from('hi').toString('base64url')}`,
      `${bad}: invalid character 'h' looking for beginning of value`,
    ],
    [
      `continue=${tokenOf({ v: 'v9', rv: 1, start: 'a' })}`,
      `${bad}: server does not recognize this encoded version v9`,
    ],
    [`continue=${tokenOf({ v, rv: 0, start: 'a' })}`, `${bad}: incorrect encoded start resourceVersion (version ${v})`],
    [`continue=${tokenOf({ v, rv: 1, start: '' })}`, `${bad}: encoded start key empty (version ${v})`],
    [`continue=${tokenOf({ v, rv: 1, start: '../kube-system/a' })}`, `${bad}: ../kube-system/a`],
    [
      `continue=${tokenOf({ v, rv: 1, start: 'a' })}&resourceVersion=2`,
      'specifying resource version is not allowed when using continue',
    ],
    [
      'resourceVersion=x',
      'invalid resource version: resourceVersion: Invalid value: "x": strconv.ParseUint: parsing "x": invalid syntax',
    ],
    ['limit=x', 'strconv.ParseInt: parsing "x": invalid syntax'],
  ])('refuse %s', async (query, message) => {
    const { json } = await bareServer().ask('GET', `${maps}?${query}`)
    expect([json.code, json.reason, json.message]).toEqual([400, 'BadRequest', message])
  })

  const match = 'resourceVersionMatch'
  it.each([
    [`${match}=Exact`, 'resourceVersionMatch is forbidden unless resourceVersion is provided'],
    [`${match}=Exact&resourceVersion=0`, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'],
    [
      `${match}=Some&resourceVersion=1`,
      `${match}: Unsupported value: "Some": supported values: "Exact", "NotOlderThan", ""`,
    ],
    ['sendInitialEvents=true', 'sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list'],
    [
      `watch=1&${match}=NotOlderThan`,
      'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
    ],
    ['watch=1&sendInitialEvents=true', 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'],
  ])('are not asked for with %s', async (query, message) => {
    const { json } = await bareServer().ask('GET', `${maps}?${query}`)
    expect([json.code, json.reason, json.details.kind]).toEqual([422, 'Invalid', 'ListOptions'])
    expect(json.message).toContain('ListOptions.meta.k8s.io "" is invalid: ')
    expect(json.message).toContain(message)
  })

  it('of a future that is not there wait in vain', async () => {
    const { ask } = bareServer()
    expect((await ask('GET', `${maps}?resourceVersion=999999`)).json).toMatchObject({ code: 504, reason: 'Timeout' })
    expect((await ask('GET', `${maps}?resourceVersion=999999&limit=1`)).json).toMatchObject({
      code: 500,
      message: 'etcdserver: mvcc: required revision is a future revision',
    })
  })
})

interface Event {
  type: string
  object: { kind: string; metadata: { name: string; resourceVersion: string; annotations?: Record<string, string> } }
}

async function watch(server: ReturnType<typeof bareServer>, query: string, accept = 'application/json') {
  const response = await server.door(
    new Request(`http://cluster.example${maps}?watch=1&${query}`, { headers: { Accept: accept } }),
  )
  return { status: response.status, text: () => response.text() }
}
const eventsOf = (text: string): Event[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
const shown = (text: string): string =>
  eventsOf(text)
    .map(({ type, object }) => (type === 'BOOKMARK' ? type : `${type} ${object.metadata.name ?? ''}`))
    .join(', ')

describe('watches', () => {
  it('begin where a list was, and end at their time with a bookmark', async () => {
    const server = await filled('a')
    const { json } = await server.ask('GET', maps)
    await server.ask('POST', maps, configMap('b'))
    const since = await watch(
      server,
      `resourceVersion=${json.metadata.resourceVersion}&timeoutSeconds=70&allowWatchBookmarks=1`,
    )
    await server.ask('DELETE', `${maps}/a`)
    server.loop.advance(61_000)
    await server.ask('POST', maps, configMap('c'))
    server.loop.advance(20_000)
    const text = await since.text()
    expect(shown(text)).toBe('ADDED b, DELETED a, BOOKMARK, ADDED c, BOOKMARK')
    const [, , mark] = eventsOf(text)
    expect(mark?.object).toMatchObject({ kind: 'ConfigMap', metadata: { creationTimestamp: null } })
    expect(Number(mark?.object.metadata.resourceVersion)).toBeGreaterThan(Number(json.metadata.resourceVersion))
  })

  it('send the present state first, and say when it was all', async () => {
    const server = await filled('a', 'b')
    const query = 'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=1'
    const stream = await watch(server, query)
    server.loop.advance(2000)
    const text = await stream.text()
    expect(shown(text)).toBe('ADDED a, ADDED b, BOOKMARK, BOOKMARK')
    expect(eventsOf(text)[2]?.object.metadata.annotations).toEqual({ 'k8s.io/initial-events-end': 'true' })
    const none = await watch(server, query.replace('=true', '=false'))
    server.loop.advance(2000)
    expect(shown(await none.text())).toBe('BOOKMARK')
  })

  it('of a forgotten revision end with an error', async () => {
    const server = await filled('a')
    const { json } = await server.ask('GET', `${maps}/a`)
    for (let i = 0; i < 700; i++) await server.ask('PUT', `${maps}/a`, configMap('a', { i: String(i) }))
    const [event] = eventsOf(await (await watch(server, `resourceVersion=${json.metadata.resourceVersion}`)).text())
    expect(event).toMatchObject({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } })
    expect((await server.ask('GET', `${maps}?watch=1&resourceVersion=x`)).json.code).toBe(500)
  })

  it('name a Table’s columns once, and pass metadata alone to who wants no more', async () => {
    const server = await filled('a', 'b')
    const table = await watch(server, 'timeoutSeconds=1', 'application/json;as=Table;v=v1;g=meta.k8s.io')
    const partial = await watch(
      server,
      'timeoutSeconds=1',
      'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io',
    )
    server.loop.advance(2000)
    const tables = eventsOf(await table.text()) as unknown as { object: { columnDefinitions: unknown } }[]
    expect(tables.map(({ object }) => object.columnDefinitions !== null)).toEqual([true, false])
    expect(eventsOf(await partial.text()).map(({ object }) => object.kind)).toEqual(
      Array(2).fill('PartialObjectMetadata'),
    )
  })

  it('drop who does not listen', () => {
    const { client } = bareServer()
    const target = { group: '', version: 'v1', resource: 'configmaps', namespace: 'default' }
    const stream = client.watch(target)
    client.create(target, configMap('a'))
    for (let i = 0; i < 10_100; i++) client.update({ ...target, name: 'a' }, configMap('a', { i: String(i) }))
    expect([stream.stopped, stream.take().length]).toEqual([true, 10_000])
  })
})

describe('what is no resource', () => {
  it('tells how the server is', async () => {
    const { ask } = bareServer()
    const ready = await ask('GET', '/readyz?verbose&exclude=etcd&exclude=nosuch')
    expect(ready.text).toBe(
      '[+]ping ok\n[+]etcd excluded: ok\n[+]etcd-readiness ok\nwarn: some health checks cannot be excluded: no matches for "nosuch"\nreadyz check passed\n',
    )
    expect((await ask('GET', '/livez/etcd')).text).toBe('ok')
    expect((await ask('GET', '/livez/nosuch')).status).toBe(404)
    expect((await ask('GET', '/metrics')).text).toContain('\napiserver_storage_objects{resource="namespaces"} 2\n')
    expect((await ask('GET', '/')).json.paths).toEqual(expect.arrayContaining(['/apis/apps/v1', '/readyz/ping']))
  })

  it('is sent again only when it has changed', async () => {
    const { ask } = bareServer()
    const Accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'
    const first = await ask('GET', '/apis', undefined, { Accept })
    const tag = first.headers.get('ETag') ?? ''
    const again = await ask('GET', '/apis', undefined, { Accept, 'If-None-Match': tag })
    expect([again.status, again.text, again.headers.get('ETag')]).toEqual([304, '', tag])
    expect((await ask('GET', '/apis', undefined, { Accept, 'If-None-Match': '"x"' })).status).toBe(200)
  })

  it('is indented for people', async () => {
    const { ask } = await filled('a')
    expect((await ask('GET', `${maps}/a?pretty=true`)).text).toMatch(/^\{\n {2}"[a-z]/)
    expect((await ask('GET', `${maps}/a`)).text).toMatch(/^\{"[a-z].*\n$/)
    expect((await ask('GET', `${maps}/b?pretty=1`)).text).toMatch(/^\{\n {2}"kind": "Status"/)
  })
})

it('lets in whom it is told to', async () => {
  const { ApiError } = await import('../../src/api/index.ts')
  const { ask } = bareServer({
    authenticate(request) {
      const token = request.headers.get('Authorization')
      if (token !== 'Bearer secret') throw new ApiError(401, 'Unauthorized', 'Unauthorized')
      return { username: 'ann', groups: ['system:authenticated'] }
    },
  })
  expect((await ask('GET', maps)).json).toMatchObject({ code: 401, reason: 'Unauthorized' })
  expect((await ask('GET', maps, undefined, { Authorization: 'Bearer secret' })).status).toBe(200)
})
