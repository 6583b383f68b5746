import fc from 'fast-check'
import { applyPatch } from 'rfc6902'
import { expect, test } from 'vitest'
import {
  applyJsonPatch,
  applyMergePatch,
  applyStrategicPatch,
  createMergePatch,
  createThreeWayMergePatch,
  createThreeWayStrategicPatch,
  createTwoWayStrategicPatch,
} from '../../src/api/index.ts'
import { schema } from '../../src/kinds/index.ts'

const POD = 'core.v1.Pod'
const word = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const record = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> =>
  fc.dictionary(word, value, { maxKeys: 4 })

// Without nulls: a merge patch cannot say them. Without empty maps beneath, for the same reason in the three-way case.
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.integer({ min: 0, max: 9 }),
    word,
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    record(tie('value')),
  ),
})).value

test('a merge patch from a to b, applied to a, gives b', () => {
  fc.assert(
    fc.property(record(json), record(json), (a, b) => {
      expect(applyMergePatch(a, createMergePatch(a, b))).toEqual(b)
    }),
  )
})

test('a three-way merge patch keeps what others set and deletes what was ours', () => {
  const original = { spec: { a: 1, b: 2 } }
  const modified = { spec: { b: 3 } }
  const current = { spec: { a: 1, b: 2, other: true } }
  const patch = createThreeWayMergePatch(original, modified, current)
  expect(patch).toEqual({ spec: { a: null, b: 3 } })
  expect(applyMergePatch(current, patch)).toEqual({ spec: { b: 3, other: true } })
})

test('json patches do what rfc6902 does with them', () => {
  const path = fc.array(fc.oneof(word, fc.constantFrom('0', '1', '2', '-')), { minLength: 1, maxLength: 3 })
  const pointer = path.map((parts) => `/${parts.join('/')}`)
  const operation = fc.oneof(
    fc.record({ op: fc.constantFrom('add', 'replace', 'test'), path: pointer, value: json }),
    fc.record({ op: fc.constant('remove'), path: pointer }),
    fc.record({ op: fc.constantFrom('move', 'copy'), path: pointer, from: pointer }),
  )
  const attempt = (work: () => unknown): unknown => {
    try {
      return { value: work() }
    } catch {
      return 'refused'
    }
  }
  let applied = 0
  fc.assert(
    fc.property(record(json), operation, (document, one) => {
      // '-' names no item to read or to take; the two libraries differ in how they say so. So does moving into oneself.
      const from = 'from' in one ? one.from : ''
      fc.pre(!(one.op !== 'add' && one.path.includes('-')) && !from.includes('-') && !one.path.startsWith(from || '?'))
      const ours = attempt(() => applyJsonPatch(document, [one]))
      const copy = structuredClone(document)
      const theirs = attempt(() => {
        const [fault] = applyPatch(copy, [one as never])
        if (fault) throw fault
        return copy
      })
      // Reading a missing value as null is upstream's library's way.
      fc.pre(one.op !== 'test' || theirs !== 'refused' || ours === 'refused')
      // rfc6902 sets string indexes beyond the end, and keys on scalars.
      fc.pre(ours !== 'refused' || theirs === 'refused' || JSON.stringify(theirs).includes('null') === false)
      if (ours !== 'refused' && theirs !== 'refused') {
        applied++
        expect(ours).toEqual(theirs)
      }
    }),
    { numRuns: 2000 },
  )
  expect(applied).toBeGreaterThan(50)
})

test.each([
  [{ a: [1, 2] }, [{ op: 'add', path: '/a/-', value: 3 }], { a: [1, 2, 3] }],
  [{ a: [1, 2] }, [{ op: 'remove', path: '/a/-1' }], { a: [1] }],
  [{ 'a/b': { '~': 1 } }, [{ op: 'replace', path: '/a~1b/~0', value: 2 }], { 'a/b': { '~': 2 } }],
  [{ a: 1 }, [{ op: 'test', path: '/b', value: null }], { a: 1 }],
  [{ a: 1 }, [{ op: 'replace', path: '/b', value: 2 }], { a: 1, b: 2 }],
])('%j with %j', (document, operations, result) => {
  expect(applyJsonPatch(document, operations)).toEqual(result)
})

test('no patch reaches a prototype', () => {
  const evil = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}') as object
  applyMergePatch({}, evil)
  applyJsonPatch({}, [{ op: 'add', path: '/__proto__', value: { polluted: 1 } }])
  expect(() => applyJsonPatch({}, [{ op: 'add', path: '/constructor/prototype/polluted', value: 1 }])).toThrow()
  applyStrategicPatch({ metadata: {} }, { metadata: { labels: evil } }, schema, POD)
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
})

const env = fc.uniqueArray(fc.record({ name: word, value: word }), { selector: ({ name }) => name, maxLength: 4 })
const port = fc.record({ containerPort: fc.integer({ min: 1, max: 12 }), protocol: fc.constantFrom('TCP', 'UDP') })
const ports = fc.uniqueArray(port, { selector: ({ containerPort }) => containerPort, maxLength: 3 })
const container = fc.record(
  { name: word, image: word, env, ports, args: fc.array(word, { minLength: 1, maxLength: 3 }) },
  { requiredKeys: ['name'] },
)
const containers = fc.uniqueArray(container, { selector: ({ name }) => name, minLength: 1, maxLength: 4 })
const volume = fc.oneof(
  fc.record({ name: word, emptyDir: fc.record({ medium: word }) }),
  fc.record({ name: word, configMap: fc.record({ name: word, optional: fc.boolean() }) }),
)
const pod = fc.record({
  metadata: fc.record(
    { labels: record(word), finalizers: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }) },
    { requiredKeys: [] },
  ),
  spec: fc.record(
    {
      containers,
      volumes: fc.uniqueArray(volume, { selector: ({ name }) => name, maxLength: 3 }),
      nodeName: word,
      tolerations: fc.array(fc.record({ key: word }), { maxLength: 2 }),
    },
    { requiredKeys: ['containers'] },
  ),
})

/** What the server's decoding does to empty collections. */
const withoutEmpty = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (typeof value !== 'object' || value === null) return value
  const kept: Record<string, unknown> = {}
  for (const [key, field] of Object.entries(value)) {
    const inner = withoutEmpty(field)
    if (Array.isArray(inner) ? inner.length > 0 : typeof inner !== 'object' || Object.keys(inner ?? {}).length > 0) {
      kept[key] = inner
    }
  }
  return kept
}

test('a strategic patch from a to b, applied to a, gives b in its order', () => {
  fc.assert(
    fc.property(pod, pod, (a, b) => {
      const patch = createTwoWayStrategicPatch(a, b, schema, POD)
      expect(withoutEmpty(applyStrategicPatch(a, patch, schema, POD))).toEqual(withoutEmpty(b))
    }),
    { numRuns: 500 },
  )
})

test('a three-way strategic patch makes what we say true, and a second one changes nothing', () => {
  fc.assert(
    fc.property(pod, pod, (original, modified) => {
      // Taking the whole field away takes the others' part of it away too, upstream as well.
      fc.pre(!original.metadata.labels || modified.metadata.labels !== undefined)
      // Someone else added a label and a sidecar.
      const current = structuredClone(original) as { metadata: object; spec: { containers: object[] } }
      current.metadata = { ...current.metadata, labels: { ...original.metadata.labels, other: 'x' } }
      current.spec.containers.push({ name: 'sidecar', image: 'proxy' })
      const patch = createThreeWayStrategicPatch(original, modified, current, schema, POD)
      const result = applyStrategicPatch(current, patch, schema, POD) as {
        metadata: { labels: Record<string, string> }
        spec: { containers: { name: string }[] }
      }
      expect(result.metadata.labels['other']).toBe('x')
      expect(result.spec.containers.map(({ name }) => name)).toContain('sidecar')
      const names = modified.spec.containers.map(({ name }) => name)
      expect(result.spec.containers.map(({ name }) => name).filter((name) => name !== 'sidecar')).toEqual(names)
      // The order of our containers is said again when there are others, as kubectl does; it changes nothing.
      const again = createThreeWayStrategicPatch(modified, modified, result, schema, POD)
      expect(withoutEmpty(applyStrategicPatch(result, again, schema, POD))).toEqual(withoutEmpty(result))
    }),
    { numRuns: 300 },
  )
})

test.each([
  [
    '$patch: replace on a map',
    { metadata: { labels: { a: '1' } } },
    { metadata: { labels: { $patch: 'replace', b: '2' } } },
    { metadata: { labels: { b: '2' } } },
  ],
  [
    '$patch: delete of an item',
    { spec: { containers: [{ name: 'a' }, { name: 'b' }] } },
    { spec: { containers: [{ name: 'a', $patch: 'delete' }] } },
    { spec: { containers: [{ name: 'b' }] } },
  ],
  [
    '$patch: replace of a list',
    { spec: { containers: [{ name: 'a' }] } },
    { spec: { containers: [{ name: 'b' }, { $patch: 'replace' }] } },
    { spec: { containers: [{ name: 'b' }] } },
  ],
  [
    '$retainKeys',
    { spec: { volumes: [{ name: 'v', emptyDir: {} }] } },
    { spec: { volumes: [{ name: 'v', $retainKeys: ['name', 'secret'], secret: { secretName: 's' } }] } },
    { spec: { volumes: [{ name: 'v', secret: { secretName: 's' } }] } },
  ],
  [
    '$deleteFromPrimitiveList',
    { metadata: { finalizers: ['a', 'b'] } },
    { metadata: { '$deleteFromPrimitiveList/finalizers': ['a'] } },
    { metadata: { finalizers: ['b'] } },
  ],
  [
    '$setElementOrder',
    { spec: { containers: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] } },
    { spec: { '$setElementOrder/containers': [{ name: 'c' }, { name: 'a' }] } },
    { spec: { containers: [{ name: 'b' }, { name: 'c' }, { name: 'a' }] } },
  ],
  [
    'merging by key',
    { spec: { containers: [{ name: 'a', image: 'x' }] } },
    { spec: { containers: [{ name: 'a', image: 'y' }, { name: 'b' }] } },
    { spec: { containers: [{ name: 'a', image: 'y' }, { name: 'b' }] } },
  ],
  [
    'a list that is replaced',
    { spec: { tolerations: [{ key: 'a' }] } },
    { spec: { tolerations: [{ key: 'b' }] } },
    { spec: { tolerations: [{ key: 'b' }] } },
  ],
])('%s', (_name, original, patch, result) => {
  expect(applyStrategicPatch(original, patch, schema, POD)).toEqual(result)
})

test.each([
  [{ spec: { foo: {} } }, 'unable to find api field in struct PodSpec for the json field "foo"'],
  [{ spec: { containers: [{ image: 'x' }] } }, 'map: map[image:x] does not contain declared merge key: name'],
  [{ spec: { $patch: 'x' } }, 'unknown patch type: x in map: map[$patch:x]'],
])('%j is refused: %s', (patch, message) => {
  const original = { spec: { foo: {}, containers: [{ name: 'a' }] } }
  expect(() => applyStrategicPatch(original, patch, schema, POD)).toThrow(message)
})
