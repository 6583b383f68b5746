// The TARGETS of an autoscaler. Models formatHPAMetrics of pkg/printers/internalversion/printers.go (v1.33).

import type { HorizontalPodAutoscaler, MetricSpec, MetricStatus } from './types.generated.ts'

const SHOWN = 2

export function targetsText({ spec, status }: HorizontalPodAutoscaler): string {
  const metrics = spec?.metrics ?? []
  if (metrics.length === 0) return '<none>'
  const texts = metrics.map((metric, at) => targetText(metric, status?.currentMetrics?.[at]))
  const shown = texts.slice(0, SHOWN).join(', ')
  return texts.length > SHOWN ? `${shown} + ${texts.length - SHOWN} more...` : shown
}

/** How Go prints a quantity that is not there. */
const quantity = (text: string | undefined): string => text ?? '<nil>'

function targetText(metric: MetricSpec, current: MetricStatus | undefined): string {
  switch (metric.type) {
    case 'External':
      return valueText(metric.external?.target, current?.external?.current)
    case 'Object':
      return valueText(metric.object?.target, current?.object?.current)
    case 'Pods': {
      const now = current?.pods ? quantity(current.pods.current?.averageValue) : '<unknown>'
      return `${now}/${quantity(metric.pods?.target?.averageValue)}`
    }
    case 'Resource':
      return resourceText(metric.resource, current?.resource)
    case 'ContainerResource':
      return resourceText(metric.containerResource, current?.containerResource)
  }
  return '<unknown type>'
}

interface Values {
  readonly value?: string
  readonly averageValue?: string
  readonly averageUtilization?: number
}

function valueText(target: Values | undefined, current: Values | undefined): string {
  if (target?.averageValue !== undefined) return `${current?.averageValue ?? '<unknown>'}/${target.averageValue} (avg)`
  return `${current ? quantity(current.value) : '<unknown>'}/${quantity(target?.value)}`
}

function resourceText(
  metric: { readonly name: string; readonly target: Values } | undefined,
  status: { readonly current: Values } | undefined,
): string {
  const { name = '', target } = metric ?? {}
  if (target?.averageValue !== undefined)
    return `${name}: ${status ? quantity(status.current?.averageValue) : '<unknown>'}/${target.averageValue}`
  const percent = (value: number | undefined, none: string): string => (value === undefined ? none : `${value}%`)
  const now = percent(status?.current?.averageUtilization, '<unknown>')
  return `${name}: ${now}/${percent(target?.averageUtilization, '<auto>')}`
}
