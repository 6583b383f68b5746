// No input makes the server throw anything but an ApiError: bodies shaped after the schema of every kind, with wrong types,
// missing parts, deep nesting, `__proto__`, odd text and huge numbers. What is accepted can be read back, and sent again.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ApiError, createServer, type Json, type KubeObject, type Schema } from '../../src/api/index.ts'
import { patches } from '../../src/api/later.ts'
import { joinSchemas } from '../../src/api/schema.ts'
import { kinds, schema } from '../../src/kinds/index.ts'
import { laterKinds } from '../../src/kinds/later.ts'
import { Loop } from '../../src/sim/index.ts'

const RUNS = 12
const MOST_DEPTH = 9
const whole: Schema = laterKinds.schema ? joinSchemas(schema, laterKinds.schema) : schema
const definitions = laterKinds.definitions

type Draw = fc.GeneratorValue

const deep = (levels: number, wrap: (inner: Json) => Json): Json => {
  let value: Json = null
  for (let i = 0; i < levels; i++) value = wrap(value)
  return value
}
const odd: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json[]>(
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    -(2 ** 63),
    2 ** 53 + 2,
    '',
    ' ',
    '__proto__',
    'constructor',
    '\u0000',
    '\ud800',
    '💥'.repeat(100),
    'a'.repeat(300),
    [],
    {},
    [null],
    [[[[]]]],
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
    deep(150, (inner) => [inner]),
    deep(150, (inner) => ({ spec: inner })),
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.integer(),
)
const words = fc.constantFrom(
  'a',
  'web',
  'default',
  'v1',
  'apps/v1',
  'Pod',
  'example.com/a',
  'a.example.com',
  '10.0.0.1',
  '10.0.0.0/8',
  '::1',
  '*',
  '/',
  'True',
  'TCP',
  'ClusterIP',
  'LoadBalancer',
  'Exempt',
  'Limited',
  'Queue',
  'User',
  'None',
  'In',
  '50%',
  'A b',
  '-1',
  '',
)

let wild = true

/** A value of a type of the schema, more or less. */
function value(draw: Draw, type: string, path: string, depth: number): Json {
  // Half of the objects are of the right types throughout, so that some come far.
  if (depth > MOST_DEPTH || (wild && draw(fc.integer, { min: 0, max: 11 }) === 0)) return draw(() => odd)
  if (type.startsWith('[]')) {
    return Array.from({ length: draw(fc.integer, { min: 0, max: 2 }) }, () =>
      value(draw, type.slice(2), path, depth + 1),
    )
  }
  if (type.startsWith('map[string]')) {
    const key = draw(() => fc.oneof(words, fc.constantFrom('__proto__', 'cpu', 'memory', 'hugepages-2Mi')))
    return Object.fromEntries([[key, value(draw, type.slice('map[string]'.length), path, depth + 1)]])
  }
  if (whole.definitions[type]) return fields(draw, type, depth + 1)
  const enumeration = whole.enums?.[path]
  if (enumeration && draw(fc.boolean)) return draw(() => fc.constantFrom(...enumeration))
  switch (type) {
    case 'boolean':
      return draw(fc.boolean)
    case 'int32':
    case 'int64':
      return draw(() => fc.constantFrom(-1, 0, 1, 2, 80, 443, 10250, 30080, 65536, 2 ** 31 - 1))
    case 'Quantity':
      return draw(() => fc.constantFrom('1', '100m', '-1Gi', '1e3', '1E', '0.0000000001', 5, 'x'))
    case 'IntOrString':
      return draw(() => fc.constantFrom<Json[]>(80, -1, '25%', '101%', 'http', ''))
    case 'Time':
    case 'MicroTime':
      return draw(() => fc.constantFrom('2025-01-01T00:00:00Z', '2025-01-01T00:00:00.000001Z', null, 'now'))
    case 'bytes':
      return draw(() => fc.constantFrom('', 'aGVsbG8=', 'LS0tLS1CRUdJTiBBLS0tLS0KLS0tLS1FTkQgQS0tLS0tCg==', '!'))
    default:
      return draw(() => words)
  }
}

function fields(draw: Draw, type: string, depth: number): Record<string, Json> {
  const object: Record<string, Json> = {}
  // Few of the many that large types have, so that some are whole enough to come far.
  for (const { name, type: part, required } of whole.definitions[type]?.fields ?? []) {
    const wanted = required || depth < 3 ? 8 : 4
    if (name === '' || name === 'metadata' || draw(fc.integer, { min: 0, max: 9 }) >= wanted) continue
    object[name] = value(draw, part, `${type}.${name}`, depth)
  }
  return object
}

/** What the server gives, or undefined when it refuses; any other error is a fault. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof ApiError) return undefined
    throw error
  }
}

function newClient() {
  const server = createServer({
    patches,
    loop: new Loop({ startMs: Date.UTC(2025, 0, 1), seed: 1 }),
    definitions: kinds,
    schema,
    settings: { serviceCidr: '10.96.0.0/12', nodePortRange: [30000, 32767], gitVersion: 'v1.33.1' },
  })
  server.extend(laterKinds)
  const namespaces = { group: '', version: 'v1', resource: 'namespaces' }
  server.client.create(namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } })
  return server.client
}

describe('whatever is sent', () => {
  test.each(definitions.map((one) => [`${one.group}/${one.version} ${one.resource}`, one] as const))(
    '%s',
    (_, kind) => {
      const { group, version, resource, namespaced } = kind
      const apiVersion = group === '' ? version : `${group}/${version}`
      const type = whole.kinds[`${apiVersion}/${kind.kind}`] ?? ''
      const ref = { group, version, resource, ...(namespaced ? { namespace: 'default' } : {}) }
      const client = newClient()
      let serial = 0
      const once = (draw: Draw): void => {
        wild = draw(fc.boolean)
        const name = draw(() => fc.constantFrom(`x${serial++}`, 'x', '10.96.0.77', 'A/b', 'v1.', '__proto__'))
        const metadata =
          draw(fc.integer, { min: 0, max: 7 }) === 0 ? value(draw, 'meta.v1.ObjectMeta', '', 4) : { name }
        const body = { ...fields(draw, type, 1), apiVersion, kind: kind.kind, metadata } as unknown as KubeObject
        const onWarning = () => {}
        const made = attempt(() => client.create(ref, body, { onWarning }))
        const target = { ...ref, name }
        if (made?.metadata?.name && kind.verbs.includes('get')) {
          const own = { ...ref, name: made.metadata.name }
          expect(client.get(own)).toEqual(made)
          // What was taken is taken again, and is no change.
          expect(client.update(own, JSON.parse(JSON.stringify(made)))).toEqual(made)
        }
        const other = { ...fields(draw, type, 1), apiVersion, kind: kind.kind, metadata } as unknown as KubeObject
        attempt(() => client.update(target, other, { onWarning }))
        attempt(() => client.update({ ...target, subresource: 'status' }, other, { onWarning }))
        attempt(() =>
          client.patch(
            target,
            'merge',
            draw(() => odd),
            { onWarning },
          ),
        )
        attempt(() => client.patch(target, 'strategic', fields(draw, type, 1), { onWarning }))
        const operation = {
          op: 'replace',
          path: draw(() => fc.constantFrom('/spec', '/metadata', '', '/a~2', '/spec/-')),
        }
        attempt(() => client.patch(target, 'json', [{ ...operation, value: draw(() => odd) }], { onWarning }))
        if (kind.verbs.includes('list')) client.list(ref, { as: 'Table', includeObject: 'None' })
      }
      fc.assert(fc.property(fc.gen(), once), { seed: 33, numRuns: RUNS, endOnFailure: true })
      expect(Object(Object.prototype).polluted).toBeUndefined()
    },
  )
})
