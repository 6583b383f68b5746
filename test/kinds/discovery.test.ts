// What discovery says, row by row, against the resources of a default 1.33 cluster (api-resources-1.33.tsv), whatever the
// order in which the kinds came; and kinds that come and go while the server runs.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type ApiResource, createServer, type Extension, type ResourceDefinition } from '../../src/api/index.ts'
import { patches } from '../../src/api/later.ts'
import { groupPriorities, kinds, schema } from '../../src/kinds/index.ts'
import { laterKinds, ruledKinds } from '../../src/kinds/later.ts'
import { Loop } from '../../src/sim/index.ts'

const rows = readFileSync(join(import.meta.dirname, 'api-resources-1.33.tsv'), 'utf8')
  .trim()
  .split('\n')
  .filter((line) => !line.startsWith('#'))
  .slice(1)

const apiVersion = ({ group, version }: { readonly group: string; readonly version: string }): string =>
  group === '' ? version : `${group}/${version}`

function row(one: ApiResource): string {
  const subresources = one.subresources.map((sub) => {
    const kind = `${apiVersion(sub)}.${sub.kind}`
    const other = kind === `${apiVersion(one)}.${one.kind}` ? '' : `=${kind}`
    return `${sub.name}${other}(${sub.verbs.join(',')})`
  })
  return [
    one.resource,
    one.shortNames.join(','),
    apiVersion(one),
    String(one.namespaced),
    one.kind,
    one.verbs.join(','),
    one.categories.join(','),
    subresources.join(' '),
    one.singular,
  ].join('\t')
}

function newServer(definitions: readonly ResourceDefinition[]) {
  const loop = new Loop({ startMs: 0, seed: 1 })
  const settings = {
    serviceCidr: '10.96.0.0/12',
    nodePortRange: [30000, 32767],
    gitVersion: 'v1.33.1',
    groupPriorities,
  } as const
  return createServer({ patches, loop, definitions, schema, settings })
}

/** As kubectl sorts: groups by name. */
const byGroup = (a: ApiResource, b: ApiResource): number => (a.group < b.group ? -1 : a.group > b.group ? 1 : 0)

describe('discovery', () => {
  const server = newServer(kinds)
  server.extend(laterKinds)

  it('has every resource of 1.33 and no other', () => {
    expect(rows).toHaveLength(61)
    expect([...server.client.resources()].sort(byGroup).map(row)).toEqual(rows)
  })

  it('has rules for all that a cluster is born with', () => {
    const key = ({ group, resource }: ResourceDefinition) => `${group}/${resource}`
    expect(ruledKinds.map(key).sort()).toEqual(kinds.map(key).sort())
  })

  it('lists groups as a real server does', () => {
    expect([...new Set(server.client.resources().map(({ group }) => group))]).toEqual([
      'apiregistration.k8s.io',
      '',
      'apps',
      'events.k8s.io',
      'authentication.k8s.io',
      'authorization.k8s.io',
      'autoscaling',
      'batch',
      'certificates.k8s.io',
      'networking.k8s.io',
      'policy',
      'rbac.authorization.k8s.io',
      'storage.k8s.io',
      'admissionregistration.k8s.io',
      'apiextensions.k8s.io',
      'scheduling.k8s.io',
      'coordination.k8s.io',
      'node.k8s.io',
      'discovery.k8s.io',
      'flowcontrol.apiserver.k8s.io',
    ])
  })

  it('does not depend on the order in which the kinds came', () => {
    const backwards = newServer([])
    const all = [...laterKinds.definitions].reverse()
    for (const definition of all) backwards.extend({ definitions: [definition] })
    expect(backwards.client.resources()).toEqual(server.client.resources())
  })
})

describe('kinds that come and go', () => {
  const ref = { group: 'example.com', version: 'v1', resource: 'toys' }
  const toy: ResourceDefinition = {
    ...ref,
    kind: 'Toy',
    singular: 'toy',
    namespaced: false,
    verbs: ['create', 'get', 'list', 'watch'],
    columns: [],
  }
  const extension: Extension = {
    definitions: [toy],
    schema: {
      definitions: {
        'example.v1.Toy': {
          goName: 'Toy',
          fields: [
            { name: 'kind', type: 'string' },
            { name: 'apiVersion', type: 'string' },
            { name: 'metadata', type: 'meta.v1.ObjectMeta' },
            { name: 'color', type: 'string' },
          ],
        },
      },
      kinds: { 'example.com/v1/Toy': 'example.v1.Toy' },
    },
  }
  const body = { apiVersion: 'example.com/v1', kind: 'Toy', metadata: { name: 'ball' }, color: 'red', weight: 3 }

  it('serves one while it is there', () => {
    const { client, extend, withdraw } = newServer(kinds)
    expect(() => client.list(ref)).toThrow('the server could not find the requested resource')
    extend(extension)
    expect(client.resources().at(-1)?.kind).toBe('Toy')
    expect(() => client.create(ref, body, { fieldValidation: 'Strict' })).toThrow('unknown field "weight"')
    expect(client.create(ref, body)).toMatchObject({ color: 'red' })
    const watch = client.watch(ref)
    expect(watch.take()).toHaveLength(1)
    withdraw([ref])
    expect(watch.stopped).toBe(true)
    expect(() => client.list(ref)).toThrow('the server could not find the requested resource')
    expect(client.resources().some(({ kind }) => kind === 'Toy')).toBe(false)
    extend({ definitions: [toy] })
    expect(client.list(ref).items).toHaveLength(1)
  })

  it('replaces one that is served already', () => {
    const { client, extend } = newServer(kinds)
    extend(extension)
    extend({ definitions: [{ ...toy, shortNames: ['ty'] }] })
    expect(client.resources().filter(({ kind }) => kind === 'Toy')).toMatchObject([{ shortNames: ['ty'] }])
  })
})
