// HorizontalPodAutoscalers. Models pkg/apis/autoscaling/validation/validation.go (v1.33).

import {
  type FieldError,
  forbiddenField,
  invalidField,
  pathNameFaults,
  readQuantity,
  requiredField,
  unsupportedField,
} from '../api/index.ts'
import { faultsOf, goQuantity, labelRule, present, supported } from './field-rules.ts'
import { containerResourceRule } from './resource-validation.ts'
import type { HorizontalPodAutoscaler, HPAScalingRules, MetricSpec, MetricTarget } from './types.generated.ts'

export function validateAutoscaler({ spec }: HorizontalPodAutoscaler): FieldError[] {
  if (!spec) return []
  const { minReplicas, maxReplicas = 0, scaleTargetRef, metrics = [], behavior } = spec
  const errors: FieldError[] = []
  if (minReplicas !== undefined && minReplicas < 1) {
    errors.push(invalidField('spec.minReplicas', minReplicas, 'must be greater than or equal to 1'))
  }
  if (maxReplicas < 1) errors.push(invalidField('spec.maxReplicas', maxReplicas, 'must be greater than 0'))
  if (minReplicas !== undefined && maxReplicas < minReplicas) {
    const why = 'must be greater than or equal to `minReplicas`'
    errors.push(invalidField('spec.maxReplicas', maxReplicas, why))
  }
  errors.push(...validateReference(scaleTargetRef, 'spec.scaleTargetRef'))
  for (const [i, metric] of metrics.entries()) errors.push(...validateMetric(metric, `spec.metrics[${i}]`))
  if (minReplicas === 0 && !metrics.some(({ type }) => type === 'Object' || type === 'External')) {
    const why = 'must specify at least one Object or External metric to support scaling to zero replicas'
    errors.push(forbiddenField('spec.metrics', why))
  }
  return [
    ...errors,
    ...validateScaling(behavior?.scaleUp, 'spec.behavior.scaleUp'),
    ...validateScaling(behavior?.scaleDown, 'spec.behavior.scaleDown'),
  ]
}

function segment(field: string, value: string | undefined, missing?: string): FieldError[] {
  return value ? faultsOf(field, value, pathNameFaults(value)) : [requiredField(field, missing)]
}

function validateReference(reference: { kind?: string; name?: string } | undefined, path: string): FieldError[] {
  return [...segment(`${path}.kind`, reference?.kind), ...segment(`${path}.name`, reference?.name)]
}

function validateScaling(rules: HPAScalingRules | undefined, path: string): FieldError[] {
  if (!rules) return []
  const { stabilizationWindowSeconds: window = 0, selectPolicy, policies = [] } = rules
  const errors: FieldError[] = []
  const seconds = `${path}.stabilizationWindowSeconds`
  if (window < 0) errors.push(invalidField(seconds, window, 'must be greater than or equal to zero'))
  if (window > 3600) errors.push(invalidField(seconds, window, 'must be less than or equal to 3600'))
  errors.push(...supported(`${path}.selectPolicy`, selectPolicy, ['Disabled', 'Max', 'Min']))
  errors.push(...present(`${path}.policies`, policies.length, 'must specify at least one Policy'))
  for (const [i, { type, value = 0, periodSeconds = 0 }] of policies.entries()) {
    const field = `${path}.policies[${i}]`
    errors.push(...supported(`${field}.type`, type ?? '', ['Percent', 'Pods']))
    if (value <= 0) errors.push(invalidField(`${field}.value`, value, 'must be greater than zero'))
    const period = `${field}.periodSeconds`
    if (periodSeconds <= 0) errors.push(invalidField(period, periodSeconds, 'must be greater than zero'))
    if (periodSeconds > 1800) errors.push(invalidField(period, periodSeconds, 'must be less than or equal to 1800'))
  }
  return errors
}

const metricTypes = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource']
const sources = ['object', 'external', 'pods', 'resource', 'containerResource'] as const

function validateMetric(metric: MetricSpec, path: string): FieldError[] {
  const type = metric.type ?? ''
  const errors = present(`${path}.type`, type, 'must specify a metric source type')
  errors.push(...supported(`${path}.type`, type, metricTypes))
  const given = sources.filter((source) => metric[source])
  const [first] = given
  if (first) errors.push(...validateSource(metric, first, `${path}.${first}`))
  const expected = sources.find((source) => source.toLowerCase() === type.toLowerCase())
  if (!metricTypes.includes(type)) errors.push(unsupportedField(`${path}.type`, type, metricTypes))
  else if (expected && !metric[expected]) {
    errors.push(requiredField(`${path}.${expected}`, 'must populate information for the given metric source'))
  }
  if (given.length === 1) return errors
  const others = given.filter((source) => source !== expected)
  return [
    ...errors,
    ...others.map((source) => forbiddenField(`${path}.${source}`, 'must populate the given metric source only')),
  ]
}

function validateSource(metric: MetricSpec, source: (typeof sources)[number], path: string): FieldError[] {
  const target: MetricTarget = metric[source]?.target ?? { type: '' }
  const { value, averageValue, averageUtilization } = target
  const errors: FieldError[] = []
  if (source === 'object') errors.push(...validateReference(metric.object?.describedObject, `${path}.describedObject`))
  if (source === 'resource' || source === 'containerResource') {
    const name = metric[source]?.name
    if (!name) errors.push(requiredField(`${path}.name`, 'must specify a resource name'))
    else if (source === 'containerResource') errors.push(...containerResourceRule(`${path}.name`, name))
    const container = metric.containerResource?.container
    if (source === 'containerResource') {
      if (container) errors.push(...labelRule(`${path}.container`, container))
      else errors.push(requiredField(`${path}.container`, 'must specify a container'))
    }
  } else {
    errors.push(...segment(`${path}.metric.name`, metric[source]?.metric?.name, 'must specify a metric name'))
  }
  errors.push(...validateTarget(target, `${path}.target`))
  if (source === 'resource' || source === 'containerResource') {
    if (averageUtilization === undefined && averageValue === undefined) {
      const why = 'must set either a target raw value or a target utilization'
      errors.push(requiredField(`${path}.target.averageUtilization`, why))
    }
    if (averageUtilization !== undefined && averageValue !== undefined) {
      const why = 'may not set both a target raw value and a target utilization'
      errors.push(forbiddenField(`${path}.target.averageValue`, why))
    }
    return errors
  }
  if (averageValue === undefined && (source === 'pods' || value === undefined)) {
    const why = {
      object: 'must set either a target value or averageValue',
      external: 'must set either a target value for metric or a per-pod target',
      pods: 'must specify a positive target averageValue',
    }
    errors.push(requiredField(`${path}.target.averageValue`, why[source]))
  }
  if (source === 'external' && value !== undefined && averageValue !== undefined) {
    const why = 'may not set both a target value for metric and a per-pod target'
    errors.push(forbiddenField(`${path}.target.value`, why))
  }
  return errors
}

function validateTarget({ type, value, averageValue, averageUtilization }: MetricTarget, path: string): FieldError[] {
  const errors = present(`${path}.type`, type, 'must specify a metric target type')
  if (!['Utilization', 'Value', 'AverageValue'].includes(type ?? '')) {
    errors.push(invalidField(`${path}.type`, type ?? '', 'must be either Utilization, Value, or AverageValue'))
  }
  for (const [name, text] of Object.entries({ value, averageValue })) {
    const quantity = text === undefined ? undefined : readQuantity(String(text))
    if (quantity && quantity.mantissa <= 0n) {
      errors.push(invalidField(`${path}.${name}`, goQuantity(quantity.text), 'must be positive'))
    }
  }
  if (averageUtilization !== undefined && averageUtilization < 1) {
    errors.push(invalidField(`${path}.averageUtilization`, averageUtilization, 'must be greater than 0'))
  }
  return errors
}
