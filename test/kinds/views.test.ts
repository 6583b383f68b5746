// Kinds that show the objects of another one: events.k8s.io/v1 the events of v1, autoscaling/v1 the autoscalers of v2
// (pkg/apis/events/v1/conversion.go, pkg/apis/autoscaling/v1/conversion.go, v1.33).
import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../src/api/index.ts'
import { laterKinds } from '../../src/kinds/later.ts'
import { object, world } from './world.ts'

const oldEvents = { group: '', version: 'v1', resource: 'events', namespace: 'default' }
const newEvents = { ...oldEvents, group: 'events.k8s.io' }
const v2 = { group: 'autoscaling', version: 'v2', resource: 'horizontalpodautoscalers', namespace: 'default' }
const v1 = { ...v2, version: 'v1' }

function views() {
  const { server, client } = world()
  server.extend(laterKinds)
  return client
}

const regarding = { kind: 'Pod', name: 'web', namespace: 'default' }
const newEvent = object({
  apiVersion: 'events.k8s.io/v1',
  kind: 'Event',
  metadata: { name: 'one' },
  eventTime: '2025-01-01T11:00:00.000000Z',
  reportingController: 'tests',
  reportingInstance: 'tests-0',
  action: 'Look',
  reason: 'Looked',
  type: 'Normal',
  note: 'looked at it',
  regarding,
})

describe('events.k8s.io/v1', () => {
  it('shows what v1 stored, and the other way round', () => {
    const client = views()
    client.create(newEvents, newEvent)
    expect(client.get({ ...oldEvents, name: 'one' })).toMatchObject({
      apiVersion: 'v1',
      kind: 'Event',
      involvedObject: regarding,
      message: 'looked at it',
      reportingComponent: 'tests',
      source: {},
      firstTimestamp: null,
    })
    client.create(oldEvents, object({ metadata: { name: 'two' }, involvedObject: regarding, message: 'old', count: 3 }))
    expect(client.list(newEvents)).toMatchObject({
      kind: 'EventList',
      apiVersion: 'events.k8s.io/v1',
      items: [
        { kind: 'Event', note: 'looked at it', reportingController: 'tests' },
        { note: 'old', deprecatedCount: 3 },
      ],
    })
  })

  it('patches in its own words, and watches', () => {
    const client = views()
    const watch = client.watch(newEvents)
    client.create(newEvents, newEvent)
    const target = { ...newEvents, name: 'one' }
    const series = (count: number) => ({ count, lastObservedTime: '2025-01-01T11:00:01.000000Z' })
    expect(client.patch(target, 'strategic', { series: series(2) })).toMatchObject({
      series: { count: 2 },
      note: 'looked at it',
    })
    expect(client.get({ ...oldEvents, name: 'one' })).toMatchObject({ series: { count: 2 } })
    client.update(target, { ...client.get(target), series: series(3) } as unknown as KubeObject)
    expect(() => client.patch(target, 'merge', { note: 'again' })).toThrow(
      'Event "one" is invalid: message: Invalid value: "again": field is immutable',
    )
    expect(client.delete(target)).toMatchObject({ kind: 'Status', status: 'Success' })
    const counts = watch.take().map(({ type, object }) => [type, Object(object).note, Object(object).series?.count])
    expect(counts).toEqual([
      ['ADDED', 'looked at it', undefined],
      ['MODIFIED', 'looked at it', 2],
      ['MODIFIED', 'looked at it', 3],
      ['DELETED', 'looked at it', 3],
    ])
  })

  it('refuses what is none of its fields, and has the rules of the stored kind', () => {
    const client = views()
    const strict = { fieldValidation: 'Strict' } as const
    expect(() => client.create(newEvents, { ...newEvent, message: 'x' } as KubeObject, strict)).toThrow(
      'strict decoding error: unknown field "message"',
    )
    const elsewhere = object({ ...newEvent, eventTime: null, regarding: { ...regarding, namespace: 'other' } })
    expect(() => client.create(newEvents, elsewhere)).toThrow(
      'Event "one" is invalid: [involvedObject.namespace: Invalid value: "other": does not match event.namespace, eventTime: Required value]',
    )
    expect(() => client.get({ ...newEvents, name: 'none' })).toThrow('events "none" not found')
  })

  it('lists the same table, with objects of its own when they are asked for', () => {
    const client = views()
    client.create(newEvents, newEvent)
    const table = client.list(newEvents, { as: 'Table', includeObject: 'Object' })
    expect(table.columnDefinitions.map(({ name }) => name).slice(0, 3)).toEqual(['Last Seen', 'Type', 'Reason'])
    expect(table.rows[0]?.cells.slice(1, 4)).toEqual(['Normal', 'Looked', 'pod/web'])
    expect(table.rows[0]?.object).toMatchObject({ apiVersion: 'events.k8s.io/v1', note: 'looked at it' })
  })
})

const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }

describe('autoscaling/v1', () => {
  it('is stored as v2, with the use of the CPU as a metric', () => {
    const client = views()
    client.create(
      v1,
      object({ metadata: { name: 'a' }, spec: { scaleTargetRef, maxReplicas: 5, targetCPUUtilizationPercentage: 60 } }),
    )
    client.create(v1, object({ metadata: { name: 'b' }, spec: { scaleTargetRef, maxReplicas: 5 } }))
    const metrics = (averageUtilization: number) => [
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } },
    ]
    expect(client.list(v2).items).toMatchObject([
      { apiVersion: 'autoscaling/v2', spec: { metrics: metrics(60) } },
      { spec: { metrics: metrics(80) } },
    ])
    expect(client.get({ ...v1, name: 'b' })).toMatchObject({
      apiVersion: 'autoscaling/v1',
      spec: { targetCPUUtilizationPercentage: 80, maxReplicas: 5 },
      status: { currentReplicas: 0, desiredReplicas: 0 },
    })
  })

  const rich = {
    metrics: [
      { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '100Mi' } } },
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
      {
        type: 'ContainerResource',
        containerResource: { name: 'cpu', container: 'app', target: { type: 'Utilization', averageUtilization: 70 } },
      },
      { type: 'Pods', pods: { metric: { name: 'hits' }, target: { type: 'AverageValue', averageValue: '1k' } } },
      {
        type: 'Object',
        object: {
          describedObject: { kind: 'Service', name: 'web' },
          metric: { name: 'load' },
          target: { type: 'Value', value: '2k' },
        },
      },
      {
        type: 'External',
        external: {
          metric: { name: 'queue', selector: { matchLabels: { q: 'x' } } },
          target: { type: 'AverageValue', averageValue: '30' },
        },
      },
    ],
    behavior: {
      scaleDown: {
        stabilizationWindowSeconds: 60,
        selectPolicy: 'Max',
        policies: [{ type: 'Pods', value: 4, periodSeconds: 60 }],
      },
    },
  }

  it('keeps what it has no fields for in annotations, and gives it back', () => {
    const client = views()
    client.create(
      v2,
      object({
        metadata: { name: 'a', annotations: { mine: 'yes' } },
        spec: { scaleTargetRef, maxReplicas: 5, ...rich },
      }),
    )
    const shown = client.get({ ...v1, name: 'a' })
    expect(shown.metadata.annotations).toEqual({
      mine: 'yes',
      'autoscaling.alpha.kubernetes.io/metrics':
        '[{"type":"Resource","resource":{"name":"memory","targetAverageValue":"100Mi"}},' +
        '{"type":"ContainerResource","containerResource":{"name":"cpu","targetAverageUtilization":70,"container":"app"}},' +
        '{"type":"Pods","pods":{"metricName":"hits","targetAverageValue":"1k"}},' +
        '{"type":"Object","object":{"target":{"kind":"Service","name":"web"},"metricName":"load","targetValue":"2k"}},' +
        '{"type":"External","external":{"metricName":"queue","metricSelector":{"matchLabels":{"q":"x"}},"targetAverageValue":"30"}}]',
      'autoscaling.alpha.kubernetes.io/behavior':
        '{"ScaleUp":{"StabilizationWindowSeconds":0,"SelectPolicy":"Max","Policies":[{"Type":"Pods","Value":4,"PeriodSeconds":15},{"Type":"Percent","Value":100,"PeriodSeconds":15}],"Tolerance":null},"ScaleDown":{"StabilizationWindowSeconds":60,"SelectPolicy":"Max",' +
        '"Policies":[{"Type":"Pods","Value":4,"PeriodSeconds":60}],"Tolerance":null}}',
    })
    client.patch({ ...v1, name: 'a' }, 'merge', { spec: { maxReplicas: 9 } })
    const stored = client.get({ ...v2, name: 'a' })
    const [memory, cpu, ...others] = rich.metrics
    expect(stored.metadata.annotations).toEqual({ mine: 'yes' })
    expect(stored).toMatchObject({
      spec: { maxReplicas: 9, metrics: [cpu, memory, ...others], behavior: rich.behavior },
    })
  })

  it('shows and takes the status', () => {
    const client = views()
    client.create(v2, object({ metadata: { name: 'a' }, spec: { scaleTargetRef, maxReplicas: 5 } }))
    const at = { ...v2, name: 'a', subresource: 'status' }
    const status = {
      currentReplicas: 2,
      desiredReplicas: 3,
      currentMetrics: [
        { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 41, averageValue: '82m' } } },
      ],
      conditions: [
        { type: 'AbleToScale', status: 'True', lastTransitionTime: '2025-01-01T00:00:00Z', reason: 'Ready' },
      ],
    }
    client.update(at, { ...client.get({ ...v2, name: 'a' }), status } as KubeObject)
    const shown = client.get({ ...v1, name: 'a' })
    expect(shown).toMatchObject({
      status: { currentReplicas: 2, desiredReplicas: 3, currentCPUUtilizationPercentage: 41 },
    })
    expect(Object.keys(shown.metadata.annotations ?? {})).toEqual([
      'autoscaling.alpha.kubernetes.io/current-metrics',
      'autoscaling.alpha.kubernetes.io/conditions',
    ])
    client.update({ ...v1, name: 'a', subresource: 'status' }, shown)
    expect(client.get({ ...v2, name: 'a' })).toMatchObject({ status })
  })
})

it('bindings bind, component statuses are well', () => {
  const client = views()
  const pods = { group: '', version: 'v1', resource: 'pods', namespace: 'default' }
  client.create(pods, object({ metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image: 'nginx' }] } }))
  const binding = object({ metadata: { name: 'p' }, target: { kind: 'Node', name: 'n1' } })
  const bindings = { ...pods, resource: 'bindings' }
  expect(client.create(bindings, binding)).toMatchObject({ status: 'Success' })
  expect(client.get({ ...pods, name: 'p' })).toMatchObject({ spec: { nodeName: 'n1' } })
  const statuses = { group: '', version: 'v1', resource: 'componentstatuses' }
  expect(client.list(statuses, { as: 'Table' }).rows.map(({ cells }) => cells)).toEqual([
    ['controller-manager', 'Healthy', 'ok', ''],
    ['etcd-0', 'Healthy', 'ok', ''],
    ['scheduler', 'Healthy', 'ok', ''],
  ])
  expect(() => client.get({ ...statuses, name: 'nobody' })).toThrow('componentstatuses "nobody" not found')
})
