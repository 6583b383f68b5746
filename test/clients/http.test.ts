// The HTTP door alone: what it answers to requests, without a socket and without controllers.
import { describe, expect, it } from 'vitest'
import { bareServer, configMap } from './bare-server.ts'

const maps = '/api/v1/namespaces/default/configmaps'
const tableAccept = { Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' }
const aggregated = {
  Accept: 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json',
}

describe('discovery', () => {
  it('is aggregated for who asks, plain for others', async () => {
    const { ask } = bareServer()
    const core = await ask('GET', '/api?timeout=32s', undefined, aggregated)
    expect(core.headers.get('Content-Type')).toBe(
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    )
    expect(core.json).toMatchObject({ kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2' })
    const pods = core.json.items[0].versions[0].resources.find((one: { resource: string }) => one.resource === 'pods')
    expect(pods).toMatchObject({
      scope: 'Namespaced',
      singularResource: 'pod',
      shortNames: ['po'],
      categories: ['all'],
    })
    expect(pods.subresources.map((one: { subresource: string }) => one.subresource)).toContain('log')
    const old = { Accept: 'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList' }
    expect((await ask('GET', '/apis', undefined, old)).json.apiVersion).toBe('apidiscovery.k8s.io/v2beta1')

    expect((await ask('GET', '/api')).json).toMatchObject({ kind: 'APIVersions', versions: ['v1'] })
    const groups = (await ask('GET', '/apis')).json
    expect(groups.groups.map((group: { name: string }) => group.name)).toContain('apps')
    expect((await ask('GET', '/apis/apps')).json.preferredVersion).toEqual({ groupVersion: 'apps/v1', version: 'v1' })
    const apps = (await ask('GET', '/apis/apps/v1')).json
    expect(apps.resources).toContainEqual({
      name: 'deployments/scale',
      singularName: '',
      namespaced: true,
      group: 'autoscaling',
      version: 'v1',
      kind: 'Scale',
      verbs: ['get', 'patch', 'update'],
    })
  })

  it('knows the version, health, and the paths that are none', async () => {
    const { ask } = bareServer()
    expect((await ask('GET', '/version')).json.gitVersion).toBe('v1.33.1')
    for (const path of ['/healthz', '/livez', '/readyz']) expect((await ask('GET', path)).text).toBe('ok')
    for (const path of [
      '/nope',
      '/api/v2',
      '/apis/nope',
      '/apis/apps/v9',
      '/api/v1/nopes',
      '/api/v1/pods/x',
      `${maps}/x/nope`,
    ])
      expect((await ask('GET', path)).status, path).toBe(404)
    expect((await ask('GET', '/api/v1/namespaces/default/configmaps/%zz')).status).toBe(404)
    expect((await ask('POST', '/api/v1/configmaps', configMap('x'))).status).toBe(405)
  })
})

describe('openapi', () => {
  it('says for every kind that the server validates its fields', async () => {
    const { ask, client } = bareServer()
    const index = (await ask('GET', '/openapi/v3')).json
    for (const { group, version, kind, verbs } of client.resources()) {
      const path = group === '' ? `api/${version}` : `apis/${group}/${version}`
      const document = (await ask('GET', index.paths[path].serverRelativeURL)).json
      const operations = Object.values<{ patch?: Record<string, unknown> }>(document.paths).flatMap((one) =>
        one.patch ? [one.patch] : [],
      )
      const patch = operations.find((one) => {
        const key = one['x-kubernetes-group-version-kind']
        return JSON.stringify(key) === JSON.stringify({ group, version, kind })
      })
      if (!verbs.includes('patch')) continue
      expect(patch?.['parameters'], kind).toContainEqual(
        expect.objectContaining({ name: 'fieldValidation', in: 'query' }),
      )
    }
  })

  it('refers only to schemas that it has', async () => {
    const { ask } = bareServer()
    const { text, json } = await ask('GET', '/openapi/v3/apis/apps/v1')
    const references = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name)
    expect(references.length).toBeGreaterThan(50)
    expect(references.filter((name) => !(String(name) in json.components.schemas))).toEqual([])
    expect(json.components.schemas['io.k8s.api.apps.v1.Deployment']['x-kubernetes-group-version-kind']).toEqual([
      { group: 'apps', version: 'v1', kind: 'Deployment' },
    ])
    expect(json.components.schemas['io.k8s.api.core.v1.Probe'].properties).toHaveProperty('httpGet')
  })

  it('has a second version only as an empty document', async () => {
    const { status, text } = await bareServer().ask('GET', '/openapi/v2')
    expect([status, text]).toEqual([200, ''])
  })
})

describe('verbs', () => {
  it('create, get, list, update, patch and delete', async () => {
    const { ask } = bareServer()
    const created = await ask('POST', `${maps}?fieldManager=test`, configMap('conf', { a: '1' }))
    expect(created.status).toBe(201)
    expect(created.json.metadata.uid).toMatch(/^[0-9a-f-]{36}$/)
    const same = await ask('GET', `${maps}/conf`)
    expect(same.json).toEqual(created.json)
    const list = (await ask('GET', '/api/v1/configmaps?fieldSelector=metadata.name%3Dconf')).json
    expect(list).toMatchObject({ kind: 'ConfigMapList', apiVersion: 'v1' })
    expect(list.items).toHaveLength(1)
    expect(list.items[0]).not.toHaveProperty('kind')
    const updated = await ask('PUT', `${maps}/conf`, { ...created.json, data: { a: '2' } })
    expect([updated.status, updated.json.data]).toEqual([200, { a: '2' }])
    expect((await ask('PUT', `${maps}/conf`, { ...created.json, data: { a: '3' } })).json).toMatchObject({
      code: 409,
      reason: 'Conflict',
    })
    const patched = await ask(
      'PATCH',
      `${maps}/conf`,
      { data: { b: 'x' } },
      { 'Content-Type': 'application/merge-patch+json' },
    )
    expect(patched.json.data).toEqual({ a: '2', b: 'x' })
    const gone = await ask('DELETE', `${maps}/conf`, { propagationPolicy: 'Background' })
    expect(gone.json).toMatchObject({
      kind: 'Status',
      status: 'Success',
      details: { name: 'conf', kind: 'configmaps' },
    })
    expect((await ask('GET', `${maps}/conf`)).json).toMatchObject({ code: 404, reason: 'NotFound' })
  })

  it('gives tables, with as much of the object as was asked for', async () => {
    const { ask } = bareServer()
    await ask('POST', maps, configMap('conf', { a: '1' }))
    const table = (await ask('GET', maps, undefined, tableAccept)).json
    expect(table).toMatchObject({ kind: 'Table', apiVersion: 'meta.k8s.io/v1' })
    expect(table.rows[0].object).toMatchObject({ kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1' })
    expect(table.rows[0].object).not.toHaveProperty('data')
    const whole = (await ask('GET', `${maps}?includeObject=Object`, undefined, tableAccept)).json
    expect(whole.rows[0].object.data).toEqual({ a: '1' })
    expect((await ask('GET', `${maps}/conf`, undefined, tableAccept)).json.rows).toHaveLength(1)
    const beta = { Accept: 'application/json;as=Table;v=v1beta1;g=meta.k8s.io' }
    expect((await ask('GET', maps, undefined, beta)).json.apiVersion).toBe('meta.k8s.io/v1beta1')
    const some = { Accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io' }
    expect((await ask('GET', maps, undefined, some)).json).toMatchObject({ kind: 'PartialObjectMetadataList' })
    expect((await ask('GET', maps, undefined, { Accept: 'text/html' })).json).toMatchObject({ code: 406 })
  })

  it('pages lists', async () => {
    const { ask } = bareServer()
    for (const name of ['a', 'b', 'c']) await ask('POST', maps, configMap(name))
    const first = (await ask('GET', `${maps}?limit=2`)).json
    expect(first.items.map((item: { metadata: { name: string } }) => item.metadata.name)).toEqual(['a', 'b'])
    expect(first.metadata.remainingItemCount).toBe(1)
    const rest = (await ask('GET', `${maps}?limit=2&continue=${encodeURIComponent(first.metadata.continue)}`)).json
    expect(rest.items.map((item: { metadata: { name: string } }) => item.metadata.name)).toEqual(['c'])
    expect((await ask('GET', `${maps}?limit=many`)).json).toMatchObject({ code: 400 })
  })

  it('writes nothing in a dry run', async () => {
    const { ask } = bareServer()
    expect((await ask('POST', `${maps}?dryRun=All`, configMap('conf'))).status).toBe(201)
    expect((await ask('GET', `${maps}/conf`)).status).toBe(404)
    const refused = (await ask('POST', `${maps}?dryRun=Some`, configMap('conf'))).json
    expect(refused.message).toBe(
      'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: "Some": supported values: "All"',
    )
  })
})

describe('bodies', () => {
  const start = 'the object provided is unrecognized (must be of type ConfigMap): '
  const json = `${start}couldn't get version/kind; json parse error: `
  const long = `{"apiVersion":"v1","kind":"ConfigMap" "metadata":{}}`
  const cases: readonly (readonly [string, string, string])[] = [
    ['nothing', '', `${json}unexpected end of JSON input (<empty>)`],
    ['a cut-off object', '{"a"', `${json}unexpected end of JSON input ({"a")`],
    ['a missing comma', long, `${json}invalid character '"' after object key:value pair (${long.slice(0, 30)} ...)`],
    ['other text', 'hello', `${json}invalid character 'h' looking for beginning of value (68656c6c6f)`],
    [
      'a list',
      '[]',
      `${json}json: cannot unmarshal array into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" } (5b5d)`,
    ],
    [
      'a number as kind',
      '{"kind":1}',
      `${json}json: cannot unmarshal number into Go struct field .kind of type string ({"kind":1})`,
    ],
    [
      'another kind',
      '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"}}',
      'Pod in version "v1" cannot be handled as a ConfigMap: converting (v1.Pod) to (core.ConfigMap): unknown conversion',
    ],
    [
      'an unknown kind',
      '{"apiVersion":"v1","kind":"Widget"}',
      'Widget in version "v1" cannot be handled as a ConfigMap: no kind "Widget" is registered for version "v1" in scheme "pkg/api/legacyscheme/scheme.go:30"',
    ],
  ]
  it.each(cases)('refuses %s', async (_, body, message) => {
    const { json } = await bareServer().ask('POST', maps, body)
    expect(json).toMatchObject({ kind: 'Status', status: 'Failure', reason: 'BadRequest', code: 400 })
    expect(json.message).toBe(message)
  })

  it('fills in what the path says', async () => {
    const { ask } = bareServer()
    const { json } = await ask('POST', maps, { metadata: { name: 'bare' } })
    expect(json).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'default' } })
  })

  it('finds fields that occur twice', async () => {
    const { ask } = bareServer()
    const body = '{"metadata":{"name":"twice","labels":{"a":"1","a":"2"}},"data":{"k":"1"},"data":{"k":"2"}}'
    const strict = (await ask('POST', `${maps}?fieldValidation=Strict`, body)).json
    expect(strict.message).toBe(
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: duplicate field "metadata.labels.a", duplicate field "data"',
    )
    expect((await ask('GET', `${maps}/twice`)).status).toBe(404)
    const warned = await ask('POST', `${maps}?fieldValidation=Warn`, body)
    expect(warned.headers.get('Warning')).toBe(
      '299 - "duplicate field \\"metadata.labels.a\\"", 299 - "duplicate field \\"data\\""',
    )
    expect(warned.json.data).toEqual({ k: '2' })
  })

  it('reads YAML', async () => {
    const { ask } = bareServer()
    const yaml = { 'Content-Type': 'application/yaml' }
    const good = await ask('POST', maps, 'metadata:\n  name: yam\ndata:\n  a: "yes"\n', yaml)
    expect([good.status, good.json.data]).toEqual([201, { a: 'yes' }])
    const bad = await ask('POST', maps, 'a: b: c\n', yaml)
    expect(bad.json.message).toContain('yaml: line 1')
  })

  it('refuses other types, and more than 3 MiB', async () => {
    const { ask } = bareServer()
    expect((await ask('POST', maps, 'x', { 'Content-Type': 'text/plain' })).json).toMatchObject({
      code: 415,
      reason: 'UnsupportedMediaType',
    })
    expect((await ask('PATCH', `${maps}/x`, '{}')).json.message).toBe(
      'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml',
    )
    const big = await ask('POST', maps, configMap('big', { a: 'x'.repeat(3 * 1024 * 1024) }))
    expect(big.json).toMatchObject({ code: 413, message: 'Request entity too large: limit is 3145728' })
  })

  it('is not led astray by names that JavaScript treats specially', async () => {
    const { ask } = bareServer()
    const names = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString']
    const fields = names.map((name) => `"${name}":"x"`).join(',')
    const created = await ask('POST', maps, `{"metadata":{"name":"odd"},"data":{${fields}}}`)
    expect(created.status).toBe(201)
    expect(Object.keys((await ask('GET', `${maps}/odd`)).json.data)).toContain('__proto__')
    const poison =
      '{"__proto__":{"polluted":"x"},"metadata":{"__proto__":{"polluted":"x"}},"data":{"constructor":{"prototype":{"polluted":"x"}}}}'
    for (const type of ['application/merge-patch+json', 'application/strategic-merge-patch+json'])
      await ask('PATCH', `${maps}/odd`, poison, { 'Content-Type': type })
    const operations =
      '[{"op":"add","path":"/__proto__/polluted","value":"x"},{"op":"add","path":"/constructor/prototype/polluted","value":"x"}]'
    await ask('PATCH', `${maps}/odd`, operations, { 'Content-Type': 'application/json-patch+json' })
    await ask('POST', `${maps}`, '{"metadata":{"name":"__proto__"}}')
    for (const path of [
      '/apis/__proto__/v1',
      '/api/v1/__proto__',
      '/api/__proto__',
      '/api/v1/namespaces/__proto__/configmaps',
      `${maps}/__proto__`,
      '/openapi/v3/__proto__',
    ])
      expect((await ask('GET', path)).status, path).toBeLessThan(500)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

describe('watches', () => {
  it('send one event a line, and columns only once', async () => {
    const { ask, door, loop } = bareServer()
    await ask('POST', maps, configMap('a'))
    const response = await door(new Request(`http://x${maps}?watch=true`, { headers: tableAccept }))
    const reader = response.body?.getReader()
    const next = async () => {
      const chunk = await reader?.read()
      return new TextDecoder()
        .decode(chunk?.value)
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
    }
    const [first] = await next()
    expect([first.type, first.object.rows[0].cells[0]]).toEqual(['ADDED', 'a'])
    expect(first.object.columnDefinitions.length).toBeGreaterThan(1)
    await ask('POST', maps, configMap('b'))
    loop.drain()
    const [second] = await next()
    expect([second.type, second.object.rows[0].cells[0], second.object.columnDefinitions]).toEqual(['ADDED', 'b', null])
    await ask('DELETE', `${maps}/b`)
    loop.drain()
    expect((await next())[0].type).toBe('DELETED')
    await reader?.cancel()
  })

  it('end when their time is over', async () => {
    const { door, loop } = bareServer()
    const response = await door(new Request(`http://x${maps}?watch=true&timeoutSeconds=5`))
    loop.advance(5000)
    expect(await response.text()).toBe('')
  })
})

describe('faults', () => {
  it('are told as Status, ours as internal errors', async () => {
    const { ask, client } = bareServer()
    Object.assign(client, {
      list() {
        throw new TypeError('oops')
      },
    })
    expect((await ask('GET', maps)).json).toMatchObject({
      kind: 'Status',
      code: 500,
      reason: 'InternalError',
      message: 'Internal error occurred: oops',
    })
  })
})
