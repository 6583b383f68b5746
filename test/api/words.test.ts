import { describe, expect, test } from 'vitest'
import {
  type ApiError,
  type ExecStream,
  fieldErrorText,
  forbiddenField,
  goQuote,
  goValue,
  invalidField,
  type KubeObject,
  type LogStream,
  labelSelectorOf,
  labelSelectorText,
  matchesLabels,
  newInvalid,
  type PodStreams,
  parseLabelSelector,
  requiredField,
  tooLongField,
  tooManyField,
  unsupportedField,
} from '../../src/api/index.ts'
import { patches } from '../../src/api/later.ts'
import { createServer } from '../../src/api/server.ts'
import { parseTime } from '../../src/api/time.ts'
import { schema } from '../../src/kinds/index.ts'
import { ruledKinds } from '../../src/kinds/later.ts'
import { Loop, Pipe } from '../../src/sim/index.ts'
import { refusal, settings } from './world.ts'

test.each([
  ['plain', '"plain"'],
  ['say "hi"\\', '"say \\"hi\\"\\\\"'],
  ['a\tb\nc\u0001\u007f', '"a\\tb\\nc\\x01\\x7f"'],
  ['é 😀 \u200b\ufeff', '"é 😀 \\u200b\\ufeff"'],
])('Go quotes %j as %s', (text, quoted) => {
  expect(goQuote(text)).toBe(quoted)
})

test.each([
  [null, 'null'],
  [-1, '-1'],
  [true, 'true'],
  ['x', '"x"'],
  [['a', 'b'], '[]string{"a", "b"}'],
])('a bad value %j is shown as %s', (value, text) => {
  expect(goValue(value)).toBe(text)
})

test.each([
  [requiredField('spec.a'), 'spec.a: Required value'],
  [requiredField('spec.a', 'must be there'), 'spec.a: Required value: must be there'],
  [invalidField('spec.a', 'x', 'is bad'), 'spec.a: Invalid value: "x": is bad'],
  [forbiddenField('spec', 'may not change'), 'spec: Forbidden: may not change'],
  [unsupportedField('type', 'x', ['a', 'b']), 'type: Unsupported value: "x": supported values: "a", "b"'],
  [tooLongField('a', 5), 'a: Too long: may not be more than 5 bytes'],
  [tooManyField('a', 3, 2), 'a: Too many: 3: must have at most 2 items'],
])('%j', (error, text) => {
  expect(fieldErrorText(error)).toBe(text)
})

test('an Invalid names each fault once, and gives a cause for each', () => {
  const kind = { group: 'apps', kind: 'Deployment' }
  const error: ApiError = newInvalid(kind, 'x', [requiredField('a'), requiredField('a'), requiredField('b')])
  expect(error.message).toBe('Deployment.apps "x" is invalid: [a: Required value, b: Required value]')
  expect(error.status.details?.causes).toHaveLength(3)
})

describe('label selectors', () => {
  test.each([
    ['a=b', 'a=b'],
    ['b == c , a', 'a,b==c'],
    ['x in (b,a,,b)', 'x in (,a,b)'],
    ['x notin (a),!y', 'x notin (a),!y'],
    ['a>1,b<2', 'a>1,b<2'],
    ['in in (in,notin)', 'in in (in,notin)'],
    ['', ''],
  ])('%j is %j', (text, canonical) => {
    expect(labelSelectorText(parseLabelSelector(text))).toBe(canonical)
  })

  test.each([
    ['a>1', { a: '2' }, true],
    ['a>1', { a: 'x' }, false],
    ['a notin (b)', {}, true],
    ['a=', { a: '' }, true],
    ['constructor', {}, false],
  ])('%j on %j: %s', (text, labels, matches) => {
    expect(matchesLabels(parseLabelSelector(text), labels)).toBe(matches)
  })

  test('as objects', () => {
    const selector = labelSelectorOf({
      matchLabels: { a: 'b' },
      matchExpressions: [
        { key: 'c', operator: 'In', values: ['e', 'd'] },
        { key: 'f', operator: 'DoesNotExist' },
      ],
    })
    expect(labelSelectorText(selector ?? [])).toBe('a=b,c in (d,e),!f')
    expect(labelSelectorOf(undefined)).toBeUndefined()
    expect(labelSelectorOf({})).toEqual([])
  })
})

test.each([
  ['2025-01-02T03:04:05Z', false, { text: '2025-01-02T03:04:05Z' }],
  ['2025-01-02T03:04:05.678+02:00', false, { text: '2025-01-02T01:04:05Z' }],
  ['2025-01-02T03:04:05.1Z', true, { text: '2025-01-02T03:04:05.100000Z' }],
  ['2025-13-02T03:04:05Z', false, { fault: 'parsing time "2025-13-02T03:04:05Z": month out of range' }],
  ['2025-02-30T03:04:05Z', false, { fault: 'parsing time "2025-02-30T03:04:05Z": day out of range' }],
  ['2025-01-02', false, { fault: 'parsing time "2025-01-02" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"' }],
])('time %s', (text, precise, result) => {
  expect(parseTime(text, precise)).toEqual(result)
})

describe('log, exec and attach', () => {
  const pods = { group: '', version: 'v1', resource: 'pods', namespace: 'default' } as const
  const stream = (text: string): LogStream => {
    const output = new Pipe()
    output.write(text)
    output.end()
    return { output, stop: () => {} }
  }
  const nothing = (): ExecStream => {
    throw new Error('nobody runs anything here')
  }
  const streams: PodStreams = {
    log: (pod, { container }) => stream(`${pod.metadata.name}/${container}`),
    exec: nothing,
    attach: nothing,
    forward: () => ({ ok: false, fault: 'refused' }),
    proxy: () => ({ ok: false, fault: 'refused', port: 80 }),
  }
  const loop = new Loop({ startMs: 0, seed: 1 })
  const { client } = createServer({ patches, loop, definitions: ruledKinds, schema, settings, streams })
  const make = (apiVersion: string, kind: string, name: string, more: object = {}): KubeObject => ({
    apiVersion,
    kind,
    metadata: { name },
    ...more,
  })
  client.create({ group: '', version: 'v1', resource: 'namespaces' }, make('v1', 'Namespace', 'default'))
  client.create({ ...pods, resource: 'serviceaccounts' }, make('v1', 'ServiceAccount', 'default'))
  const containers = (...names: string[]) => names.map((name) => ({ name, image: 'nginx' }))
  client.create(pods, make('v1', 'Pod', 'one', { spec: { nodeName: 'n', containers: containers('a') } }))
  client.create(
    pods,
    make('v1', 'Pod', 'two', { spec: { containers: containers('a', 'b'), initContainers: containers('i') } }),
  )
  const target = (name: string) => ({ ...pods, name })

  test('the only container needs no name', () => {
    expect(client.log(target('one'), {}).output.read()).toBe('one/a')
  })

  test('a pod without a node has an empty log', () => {
    const { output } = client.log(target('two'), { container: 'i' })
    expect([output.read(), output.ended]).toEqual(['', true])
  })

  test.each<[string, () => unknown]>([
    ['container x is not valid for pod one', () => client.log(target('one'), { container: 'x' })],
    [
      'a container name must be specified for pod two, choose one of: [a b] or one of the init containers: [i]',
      () => client.exec(target('two'), { command: ['ls'] }),
    ],
    ['pod two does not have a host assigned', () => client.attach(target('two'), { container: 'a' })],
    ['you must specify at least 1 command for the container', () => client.exec(target('one'), { command: [] })],
    ['pods "no" not found', () => client.log(target('no'), {})],
    [
      'PodLogOptions "one" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0',
      () => client.log(target('one'), { tailLines: -1 }),
    ],
  ])('%s', (message, work) => {
    expect(refusal(work).message).toBe(message)
  })
})
