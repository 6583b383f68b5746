// Autoscalers, disruption budgets, quotas, limit ranges and priority classes:
// pkg/apis/{autoscaling,policy,scheduling}/validation/validation.go, pkg/apis/core/validation/validation.go,
// pkg/apis/{autoscaling/v2,core/v1,scheduling/v1}/defaults.go and plugin/pkg/admission/priority (v1.33).
import { describe, expect, test } from 'vitest'
import type { HorizontalPodAutoscaler, LimitRange, Pod, PriorityClass, ResourceQuota } from '../../src/kinds/index.ts'
import { object, refusal } from '../kinds/world.ts'
import {
  container,
  create,
  goQuantity,
  goText,
  later,
  make,
  percentText,
  pick,
  place,
  qualified,
  stored,
  update,
} from './a-cases.ts'

const scaler = (spec: object = {}) => ({
  spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'd' }, ...spec },
})
const metric = (fields: object) => scaler({ metrics: [fields] })
const types = 'supported values: "ContainerResource", "External", "Object", "Pods", "Resource"'

describe('autoscalers', () => {
  const scaleUp = (rules: object) => scaler({ behavior: { scaleUp: rules } })
  test.each<[string, object, string]>([
    ['right', scaler(), ''],
    [
      'nothing',
      { spec: {} },
      '[spec.maxReplicas: Invalid value: 0: must be greater than 0, spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`, spec.scaleTargetRef.kind: Required value, spec.scaleTargetRef.name: Required value]',
    ],
    [
      'none at least',
      scaler({ minReplicas: 0 }),
      '[spec.minReplicas: Invalid value: 0: must be greater than or equal to 1, spec.metrics: Forbidden: must specify at least one Object or External metric to support scaling to zero replicas]',
    ],
    [
      'more at least than at most',
      scaler({ minReplicas: 4 }),
      'spec.maxReplicas: Invalid value: 3: must be greater than or equal to `minReplicas`',
    ],
    [
      'a path as a name',
      scaler({ scaleTargetRef: { kind: '..', name: 'a/b' } }),
      '[spec.scaleTargetRef.kind: Invalid value: "..": may not be \'..\', spec.scaleTargetRef.name: Invalid value: "a/b": may not contain \'/\']',
    ],
    [
      'metric without a type',
      metric({}),
      `[spec.metrics[0].type: Required value: must specify a metric source type, spec.metrics[0].type: Unsupported value: "": ${types}]`,
    ],
    ['metric of another type', metric({ type: 'Disk' }), `spec.metrics[0].type: Unsupported value: "Disk": ${types}`],
    [
      'metric without its source',
      metric({ type: 'Pods' }),
      'spec.metrics[0].pods: Required value: must populate information for the given metric source',
    ],
    [
      'metric with another source',
      metric({
        type: 'Pods',
        resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 5 } },
        pods: { metric: { name: 'm' }, target: { type: 'AverageValue', averageValue: '1' } },
      }),
      'spec.metrics[0].resource: Forbidden: must populate the given metric source only',
    ],
    [
      'resource without a target',
      metric({ type: 'Resource', resource: { name: 'cpu' } }),
      '[spec.metrics[0].resource.target.type: Required value: must specify a metric target type, spec.metrics[0].resource.target.type: Invalid value: "": must be either Utilization, Value, or AverageValue, spec.metrics[0].resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization]',
    ],
    [
      'resource with both',
      metric({
        type: 'Resource',
        resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 0, averageValue: '0' } },
      }),
      `[spec.metrics[0].resource.target.averageValue: Invalid value: ${goQuantity(0, 0, '0')}: must be positive, spec.metrics[0].resource.target.averageUtilization: Invalid value: 0: must be greater than 0, spec.metrics[0].resource.target.averageValue: Forbidden: may not set both a target raw value and a target utilization]`,
    ],
    [
      'container resource',
      metric({
        type: 'ContainerResource',
        containerResource: { name: 'disk', target: { type: 'Utilization', averageUtilization: 1 } },
      }),
      '[spec.metrics[0].containerResource.name: Invalid value: "disk": must be a standard resource type or fully qualified, spec.metrics[0].containerResource.name: Invalid value: "disk": must be a standard resource for containers, spec.metrics[0].containerResource.container: Required value: must specify a container]',
    ],
    [
      'pods without an average',
      metric({ type: 'Pods', pods: { metric: {}, target: { type: 'Value', value: '1' } } }),
      '[spec.metrics[0].pods.metric.name: Required value: must specify a metric name, spec.metrics[0].pods.target.averageValue: Required value: must specify a positive target averageValue]',
    ],
    [
      'object without a target',
      metric({
        type: 'Object',
        object: { describedObject: { kind: 'S', name: 's' }, metric: { name: 'm' }, target: { type: 'Value' } },
      }),
      'spec.metrics[0].object.target.averageValue: Required value: must set either a target value or averageValue',
    ],
    [
      'external with both',
      metric({
        type: 'External',
        external: { metric: { name: 'm' }, target: { type: 'Value', value: '1', averageValue: '1' } },
      }),
      'spec.metrics[0].external.target.value: Forbidden: may not set both a target value for metric and a per-pod target',
    ],
    [
      'window and policy',
      scaleUp({ stabilizationWindowSeconds: 3601, selectPolicy: 'Any' }),
      '[spec.behavior.scaleUp.stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600, spec.behavior.scaleUp.selectPolicy: Unsupported value: "Any": supported values: "Disabled", "Max", "Min"]',
    ],
    [
      'scaling policy',
      scaleUp({ policies: [{ type: 'Nodes', value: 0, periodSeconds: 1801 }] }),
      '[spec.behavior.scaleUp.policies[0].type: Unsupported value: "Nodes": supported values: "Percent", "Pods", spec.behavior.scaleUp.policies[0].value: Invalid value: 0: must be greater than zero, spec.behavior.scaleUp.policies[0].periodSeconds: Invalid value: 1801: must be less than or equal to 1800]',
    ],
  ])('%s', (_, fields, message) => {
    expect(create('horizontalpodautoscalers', fields)).toBe(message)
  })

  test('of the first version are judged by the same rules', () => {
    const { client } = later()
    const { name: _name, ...ref } = place('horizontalpodautoscalers', '')
    const v1 = { ...ref, version: 'v1' }
    const write = (spec: object) => () =>
      client.create(
        v1,
        object({ apiVersion: 'autoscaling/v1', kind: 'HorizontalPodAutoscaler', metadata: { name: 'x' }, spec }),
      )
    expect(refusal(write({ maxReplicas: 0, scaleTargetRef: { kind: 'D', name: 'd' } }))).toBe(
      'HorizontalPodAutoscaler.autoscaling "x" is invalid: [spec.maxReplicas: Invalid value: 0: must be greater than 0, spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`]',
    )
  })

  test('what is filled in', () => {
    const spec = (fields: object) => stored<HorizontalPodAutoscaler>('horizontalpodautoscalers', fields).spec
    expect(spec(scaler())).toMatchObject({
      minReplicas: 1,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
      ],
    })
    expect(spec(scaler())?.behavior).toBeUndefined()
    expect(
      spec(scaler({ behavior: { scaleDown: { stabilizationWindowSeconds: 5, tolerance: '1' } } }))?.behavior,
    ).toEqual({
      scaleUp: {
        stabilizationWindowSeconds: 0,
        selectPolicy: 'Max',
        policies: [
          { type: 'Pods', value: 4, periodSeconds: 15 },
          { type: 'Percent', value: 100, periodSeconds: 15 },
        ],
      },
      scaleDown: {
        stabilizationWindowSeconds: 5,
        selectPolicy: 'Max',
        policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
      },
    })
  })
})

describe('disruption budgets', () => {
  test.each<[string, object, string]>([
    ['right', { minAvailable: 1, selector: pick }, ''],
    ['a percentage', { maxUnavailable: '50%' }, ''],
    ['negative', { minAvailable: -1 }, 'spec.minAvailable: Invalid value: -1: must be greater than or equal to 0'],
    ['text', { minAvailable: 'half' }, `spec.minAvailable: Invalid value: ${goText('half')}: ${percentText}`],
    [
      'more than all',
      { maxUnavailable: '200%' },
      `spec.maxUnavailable: Invalid value: ${goText('200%')}: must not be greater than 100%`,
    ],
    [
      'policy',
      { minAvailable: 1, unhealthyPodEvictionPolicy: 'Never' },
      'spec.unhealthyPodEvictionPolicy: Unsupported value: "Never": supported values: "AlwaysAllow", "IfHealthyBudget"',
    ],
    [
      'selector',
      { selector: { matchLabels: { 'a b': 'c' } } },
      `spec.selector.matchLabels: Invalid value: "a b": name part ${qualified}`,
    ],
  ])('%s', (_, spec, message) => {
    expect(create('poddisruptionbudgets', { spec })).toBe(message)
  })

  test('not both', () => {
    expect(create('poddisruptionbudgets', { spec: { minAvailable: 1, maxUnavailable: 1 } })).toMatch(
      /^spec: Invalid value: .*: minAvailable and maxUnavailable cannot be both set$/,
    )
  })
})

const limit = (fields: object) => ({ spec: { limits: [fields] } })

describe('limit ranges', () => {
  const of = (list: string, shown: string, why: string) =>
    `spec.limits[0].${list}[cpu]: Invalid value: ${shown}: ${why}`
  test.each<[string, object, string]>([
    ['right', limit({ type: 'Container', max: { cpu: '2' }, min: { cpu: '1' } }), ''],
    [
      'no type',
      limit({}),
      `[spec.limits[0].type: Invalid value: "": name part must be non-empty, spec.limits[0].type: Invalid value: "": name part ${qualified}]`,
    ],
    [
      'unknown type',
      limit({ type: 'Node' }),
      'spec.limits[0].type: Invalid value: "Node": must be a standard limit type or fully qualified',
    ],
    [
      'a type twice',
      { spec: { limits: [{ type: 'Pod' }, { type: 'Pod' }] } },
      'spec.limits[1].type: Duplicate value: "Pod"',
    ],
    [
      'defaults of a pod',
      limit({ type: 'Pod', default: { cpu: '1' }, defaultRequest: { cpu: '1' } }),
      "[spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod', spec.limits[0].defaultRequest: Forbidden: may not be specified when `type` is 'Pod']",
    ],
    [
      'claim without bounds',
      limit({ type: 'PersistentVolumeClaim' }),
      'spec.limits[0].limits: Required value: either minimum or maximum storage value is required, but neither was provided',
    ],
    [
      'resource',
      limit({ type: 'Container', max: { storage: '1' } }),
      '[spec.limits[0].max[storage]: Invalid value: "storage": must be a standard resource for containers, spec.limits[0].default[storage]: Invalid value: "storage": must be a standard resource for containers, spec.limits[0].defaultRequest[storage]: Invalid value: "storage": must be a standard resource for containers]',
    ],
    [
      'least above most',
      limit({ type: 'Pod', max: { cpu: '1' }, min: { cpu: '2' } }),
      of('min', goQuantity(2, 0, '2'), 'min value 2 is greater than max value 1'),
    ],
    [
      'default request above default',
      limit({ type: 'Container', default: { cpu: '1' }, defaultRequest: { cpu: '2' } }),
      of('defaultRequest', goQuantity(2, 0, '2'), 'default request value 2 is greater than default limit value 1'),
    ],
    [
      'defaults out of bounds',
      limit({
        type: 'Container',
        min: { cpu: '2' },
        max: { cpu: '3' },
        default: { cpu: '4' },
        defaultRequest: { cpu: '1' },
      }),
      `[${of('defaultRequest', goQuantity(1, 0, '1'), 'min value 2 is greater than default request value 1')}, ${of('default', goQuantity(3, 0, '3'), 'default value 4 is greater than max value 3')}]`,
    ],
    [
      'ratio',
      limit({ type: 'Pod', min: { cpu: '1' }, max: { cpu: '2' }, maxLimitRequestRatio: { cpu: '3' } }),
      of('maxLimitRequestRatio', goQuantity(3, 0, '3'), 'ratio 3 is greater than max/min = 2.000000'),
    ],
    [
      'small ratio',
      limit({ type: 'Pod', maxLimitRequestRatio: { cpu: '500m' } }),
      of('maxLimitRequestRatio', goQuantity(500, -3, '500m'), 'ratio 500m is less than 1'),
    ],
  ])('%s', (_, fields, message) => {
    expect(create('limitranges', fields)).toBe(message)
  })

  test('what is filled in', () => {
    const fields = limit({ type: 'Container', max: { cpu: '2', memory: '1024Mi' }, min: { 'ephemeral-storage': '1' } })
    expect(stored<LimitRange>('limitranges', fields).spec?.limits[0]).toEqual({
      type: 'Container',
      max: { cpu: '2', memory: '1Gi' },
      min: { 'ephemeral-storage': '1' },
      default: { cpu: '2', memory: '1Gi' },
      defaultRequest: { cpu: '2', memory: '1Gi', 'ephemeral-storage': '1' },
    })
  })
})

describe('quotas', () => {
  const shown = (...scopes: string[]) => `[]core.ResourceQuotaScope{${scopes.map((scope) => `"${scope}"`).join(', ')}}`
  const selector = (requirement: object, hard: object = {}) => ({
    hard,
    scopeSelector: { matchExpressions: [requirement] },
  })
  const at = 'spec.scopeSelector.matchExpressions'
  test.each<[string, object, string]>([
    ['right', { hard: { pods: '5', 'requests.cpu': '1', 'count/jobs.batch': '2' } }, ''],
    [
      'resource',
      { hard: { disk: '1' } },
      '[spec.hard[disk]: Invalid value: "disk": must be a standard resource type or fully qualified, spec.hard[disk]: Invalid value: "disk": must be a standard resource for quota]',
    ],
    ['negative', { hard: { cpu: '-1' } }, 'spec.hard[cpu]: Invalid value: "-1": must be greater than or equal to 0'],
    [
      'half a pod',
      { hard: { pods: '500m' } },
      `spec.hard[pods]: Invalid value: ${goQuantity(500, -3, '500m')}: must be an integer`,
    ],
    ['scope', { scopes: ['All'] }, `spec.scopes: Invalid value: ${shown('All')}: unsupported scope`],
    [
      'scope of another resource',
      { hard: { secrets: '1' }, scopes: ['Terminating'] },
      `spec.scopes: Invalid value: ${shown('Terminating')}: unsupported scope applied to resource`,
    ],
    [
      'conflicts',
      { scopes: ['BestEffort', 'NotBestEffort'] },
      `spec.scopes: Invalid value: ${shown('BestEffort', 'NotBestEffort')}: conflicting scopes`,
    ],
    [
      'scope in a selector',
      selector({ scopeName: 'All', operator: 'Exists' }),
      `${at}.scopeName: Invalid value: "All": unsupported scope`,
    ],
    [
      'operator',
      selector({ scopeName: 'PriorityClass', operator: 'Is' }),
      `${at}.operator: Invalid value: "Is": not a valid selector operator`,
    ],
    [
      'no values',
      selector({ scopeName: 'PriorityClass', operator: 'In' }),
      `${at}.values: Required value: must be at least one value when \`operator\` is 'In' or 'NotIn' for scope selector`,
    ],
    [
      'values',
      selector({ scopeName: 'PriorityClass', operator: 'Exists', values: ['a'] }),
      `${at}.values: Invalid value: []string{"a"}: must be no value when \`operator\` is 'Exist' or 'DoesNotExist' for scope selector`,
    ],
    [
      'a scope that only exists',
      selector({ scopeName: 'BestEffort', operator: 'In', values: ['a'] }),
      `${at}.operator: Invalid value: "In": must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity`,
    ],
  ])('%s', (_, spec, message) => {
    expect(create('resourcequotas', { spec })).toBe(message)
  })

  test('scopes stay, amounts do not; status is the controllers own', () => {
    const fields = { spec: { hard: { pods: '1' }, scopes: ['BestEffort'] }, status: { used: { pods: '1' } } }
    expect(update('resourcequotas', fields, { spec: { hard: { pods: '2' } } })).toBe('')
    expect(update('resourcequotas', fields, { spec: { scopes: ['NotBestEffort'] } })).toBe(
      `spec.scopes: Invalid value: ${shown('NotBestEffort')}: field is immutable`,
    )
    expect(stored<ResourceQuota>('resourcequotas', fields).status).toEqual({})
  })
})

describe('priority classes', () => {
  const reserved =
    "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error:"
  test.each<[string, object, string]>([
    ['right', { value: 5 }, ''],
    ['negative', { value: -5 }, ''],
    [
      'too high',
      { value: 1_000_000_001 },
      'value: Forbidden: maximum allowed value of a user defined priority is 1000000000',
    ],
    [
      'preemption policy',
      { value: 1, preemptionPolicy: 'Always' },
      'preemptionPolicy: Unsupported value: "Always": supported values: "PreemptLowerPriority", "Never"',
    ],
  ])('%s', (_, fields, message) => {
    expect(create('priorityclasses', fields)).toBe(message)
  })

  test.each([
    ['system-mine', { value: 1 }, `${reserved} system-mine is not a known system priority class`],
    [
      'system-node-critical',
      { value: 1 },
      `${reserved} value of system-node-critical PriorityClass must be 2000001000`,
    ],
  ])('the name %s', (name, fields, message) => {
    const start = `PriorityClass.scheduling.k8s.io "${name}" is invalid: `
    expect(create('priorityclasses', { metadata: { name }, ...fields })).toBe(`${start}${message}`)
  })

  test.each<[string, object, string]>([
    ['description', { description: 'd' }, ''],
    ['value', { value: 6 }, 'value: Forbidden: may not be changed in an update.'],
    ['policy', { preemptionPolicy: 'Never' }, 'preemptionPolicy: Invalid value: "Never": field is immutable'],
  ])('update of %s', (_, patch, message) => {
    expect(update('priorityclasses', { value: 5 }, patch)).toBe(message)
  })

  test('pods get the priority of their class, or of the default one', () => {
    const { client } = later()
    const { name: _name, ...classes } = place('priorityclasses', '')
    const { name: _other, ...pods } = place('pods', '')
    const make1 = (name: string, fields: object) =>
      client.create<PriorityClass>(classes, make('priorityclasses', { metadata: { name }, ...fields }) as PriorityClass)
    const pod = (name: string, spec: object) => {
      const fields = { metadata: { name }, spec: { containers: [container], ...spec } }
      const { priority, priorityClassName, preemptionPolicy } =
        client.create<Pod>(pods, make('pods', fields) as Pod).spec ?? {}
      return [priority, priorityClassName, preemptionPolicy]
    }
    make1('high', { value: 100, preemptionPolicy: 'Never' })
    expect(pod('a', { priorityClassName: 'high' })).toEqual([100, 'high', 'Never'])
    expect(pod('b', {})).toEqual([0, undefined, 'PreemptLowerPriority'])
    expect(pod('c', { priorityClassName: 'system-node-critical' })).toEqual([
      2_000_001_000,
      'system-node-critical',
      'PreemptLowerPriority',
    ])
    make1('usual', { value: 7, globalDefault: true })
    expect(pod('d', {})).toEqual([7, 'usual', 'PreemptLowerPriority'])
    expect(refusal(() => pod('e', { priorityClassName: 'none' }))).toBe(
      'pods "e" is forbidden: no PriorityClass with name none was found',
    )
    expect(refusal(() => pod('f', { priorityClassName: 'high', priority: 5 }))).toBe(
      'pods "f" is forbidden: the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 100 from the given PriorityClass name',
    )
    expect(refusal(() => make1('other', { value: 8, globalDefault: true }))).toBe(
      'priorityclasses.scheduling.k8s.io "other" is forbidden: PriorityClass usual is already marked as default. Only one default can exist',
    )
  })
})
