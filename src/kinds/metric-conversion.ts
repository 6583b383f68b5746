// One metric of an autoscaler between autoscaling/v2 and the flat form that v1 writes into annotations. Models
// pkg/apis/autoscaling/v1/conversion.go and the MetricSpec of k8s.io/api/autoscaling/v1 (v1.33).

import type { LabelSelector, MetricSpec, MetricStatus, MetricTarget, MetricValueStatus } from './types.generated.ts'

type Flat = Readonly<Record<string, unknown>>
type Values = Partial<MetricTarget> & MetricValueStatus

/** Leaves out what is not set. */
const some = (fields: Flat): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** The two forms differ by a prefix only: `targetValue` in a spec, `currentValue` in a status. */
function flatten(
  type: string,
  source: { readonly [part: string]: unknown } | undefined,
  values: Values | undefined,
  prefix: 'target' | 'current',
): Flat {
  const name = (field: string): string => `${prefix}${field}`
  const metric = source?.['metric'] as { readonly name: string; readonly selector?: LabelSelector } | undefined
  switch (type) {
    case 'Object':
      return some({
        target: source?.['describedObject'],
        metricName: metric?.name,
        [name('Value')]: values?.value ?? '0',
        selector: metric?.selector,
        averageValue: values?.averageValue,
      })
    case 'Pods':
      return some({
        metricName: metric?.name,
        [name('AverageValue')]: values?.averageValue ?? '0',
        selector: metric?.selector,
      })
    case 'External':
      return some({
        metricName: metric?.name,
        metricSelector: metric?.selector,
        [name('Value')]: values?.value ?? (prefix === 'current' ? '0' : undefined),
        [name('AverageValue')]: values?.averageValue,
      })
  }
  return some({
    name: source?.['name'],
    [name('AverageUtilization')]: values?.averageUtilization,
    [name('AverageValue')]: values?.averageValue ?? (prefix === 'current' ? '0' : undefined),
    container: source?.['container'],
  })
}

function unflatten(type: string, flat: Flat, prefix: 'target' | 'current'): object {
  const value = (field: string): unknown => flat[`${prefix}${field}`]
  const isZero = (quantity: unknown): boolean => quantity === undefined || quantity === '0'
  let values: Record<string, unknown>
  if (type === 'Object') values = some({ value: value('Value'), averageValue: flat['averageValue'] })
  else
    values = some({
      value: type === 'External' ? value('Value') : undefined,
      averageValue: value('AverageValue'),
      averageUtilization: value('AverageUtilization'),
    })
  if (prefix === 'target') {
    const kind =
      values['averageUtilization'] !== undefined
        ? 'Utilization'
        : values['averageValue'] !== undefined
          ? 'AverageValue'
          : 'Value'
    if (kind === 'AverageValue' && isZero(values['value'])) delete values['value']
    values = { type: kind, ...values }
  }
  const metric = some({ name: flat['metricName'], selector: flat['selector'] ?? flat['metricSelector'] })
  const isResource = type === 'Resource' || type === 'ContainerResource'
  return some({
    describedObject: type === 'Object' ? flat['target'] : undefined,
    ...(isResource ? { name: flat['name'], container: flat['container'] } : { metric }),
    [prefix]: values,
  })
}

const partOf = (metric: object, type: string): Flat | undefined =>
  (metric as Readonly<Record<string, Flat | undefined>>)[lowerFirst(type)]

export function metricToV1(metric: MetricSpec): Flat {
  const part = partOf(metric, metric.type)
  return {
    type: metric.type,
    [lowerFirst(metric.type)]: flatten(metric.type, part, part?.['target'] as Values, 'target'),
  }
}

export function metricStatusToV1(metric: MetricStatus): Flat {
  const part = partOf(metric, metric.type)
  const flat = flatten(metric.type, part, part?.['current'] as Values, 'current')
  return { type: metric.type, [lowerFirst(metric.type)]: flat }
}

export function metricFromV1(flat: Flat): MetricSpec {
  return fromFlat(flat, 'target') as MetricSpec
}

export function metricStatusFromV1(flat: Flat): MetricStatus {
  return fromFlat(flat, 'current') as MetricStatus
}

function fromFlat(flat: Flat, prefix: 'target' | 'current'): { readonly type: string } {
  const type = String(flat['type'] ?? '')
  const part = partOf(flat, type)
  return { type, ...(part ? { [lowerFirst(type)]: unflatten(type, part, prefix) } : {}) }
}
