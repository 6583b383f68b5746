// Between the two versions of autoscalers. Metrics other than the CPU's use, their present values, conditions and behaviour
// have no fields in v1: they travel in annotations. Models pkg/apis/autoscaling/{annotations.go,v1/conversion.go} (v1.33);
// as there, the behaviour is written with the names of Go's fields.

import type { ObjectMeta } from '../api/index.ts'
import { metricFromV1, metricStatusFromV1, metricStatusToV1, metricToV1 } from './metric-conversion.ts'
import type {
  AutoscalingHorizontalPodAutoscaler,
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerBehavior,
  HorizontalPodAutoscalerCondition,
  HPAScalingRules,
  MetricSpec,
  MetricStatus,
} from './types.generated.ts'

const METRICS = 'autoscaling.alpha.kubernetes.io/metrics'
const BEHAVIOR = 'autoscaling.alpha.kubernetes.io/behavior'
const CURRENT = 'autoscaling.alpha.kubernetes.io/current-metrics'
const CONDITIONS = 'autoscaling.alpha.kubernetes.io/conditions'
const carried: readonly string[] = [METRICS, BEHAVIOR, CURRENT, CONDITIONS]

type Stored = HorizontalPodAutoscaler
type Shown = AutoscalingHorizontalPodAutoscaler

const isCpuUse = ({ type, resource }: MetricSpec): boolean =>
  type === 'Resource' && resource?.name === 'cpu' && resource.target.averageUtilization !== undefined

export function autoscalerToV1({ metadata, spec, status }: Stored): Shown {
  const cpu = spec?.metrics?.find(({ type, resource }) => type === 'Resource' && resource?.name === 'cpu')
  const others = (spec?.metrics ?? []).filter((metric) => !isCpuUse(metric))
  const current = status?.currentMetrics ?? []
  const conditions = status?.conditions ?? []
  const annotations = {
    ...plainAnnotations(metadata),
    ...(others.length > 0 ? { [METRICS]: JSON.stringify(others.map(metricToV1)) } : {}),
    ...(current.length > 0 ? { [CURRENT]: JSON.stringify(current.map(metricStatusToV1)) } : {}),
    ...(conditions.length > 0 ? { [CONDITIONS]: JSON.stringify(conditions) } : {}),
    ...(spec?.behavior ? { [BEHAVIOR]: JSON.stringify(behaviorToGo(spec.behavior)) } : {}),
  }
  const target = cpu?.resource?.target.averageUtilization
  const used = current.filter(({ type, resource }) => type === 'Resource' && resource?.name === 'cpu').at(-1)
  const usedPercent = used?.resource?.current.averageUtilization
  return {
    kind: 'HorizontalPodAutoscaler',
    apiVersion: 'autoscaling/v1',
    metadata: withAnnotations(metadata, annotations),
    spec: {
      scaleTargetRef: spec?.scaleTargetRef ?? { name: '' },
      ...(spec?.minReplicas === undefined ? {} : { minReplicas: spec.minReplicas }),
      maxReplicas: spec?.maxReplicas ?? 0,
      ...(target === undefined ? {} : { targetCPUUtilizationPercentage: target }),
    },
    status: {
      ...(status?.observedGeneration === undefined ? {} : { observedGeneration: status.observedGeneration }),
      ...(status?.lastScaleTime === undefined ? {} : { lastScaleTime: status.lastScaleTime }),
      currentReplicas: status?.currentReplicas ?? 0,
      desiredReplicas: status?.desiredReplicas ?? 0,
      ...(usedPercent === undefined ? {} : { currentCPUUtilizationPercentage: usedPercent }),
    },
  }
}

export function autoscalerFromV1({ metadata, spec, status }: Shown): Stored {
  const read = (key: string): unknown => jsonOf(metadata.annotations?.[key])
  const target = spec?.targetCPUUtilizationPercentage
  const metrics = [
    ...(target === undefined ? [] : [cpuMetric(target)]),
    ...listOf(read(METRICS)).map((metric) => metricFromV1(metric)),
  ]
  const used = status?.currentCPUUtilizationPercentage
  const carriedStatus = read(CURRENT)
  const currentMetrics =
    carriedStatus === undefined
      ? used === undefined
        ? []
        : [cpuStatus(used)]
      : listOf(carriedStatus).map((metric) => metricStatusFromV1(metric))
  const conditions = listOf(read(CONDITIONS)) as readonly unknown[] as readonly HorizontalPodAutoscalerCondition[]
  const behavior = behaviorFromGo(read(BEHAVIOR))
  return {
    kind: 'HorizontalPodAutoscaler',
    apiVersion: 'autoscaling/v2',
    metadata: withAnnotations(metadata, plainAnnotations(metadata)),
    spec: {
      scaleTargetRef: spec?.scaleTargetRef ?? { name: '' },
      ...(spec?.minReplicas === undefined ? {} : { minReplicas: spec.minReplicas }),
      maxReplicas: spec?.maxReplicas ?? 0,
      // What v1 left to the controller is written down: 80 % of the CPU.
      metrics: metrics.length > 0 ? metrics : [cpuMetric(80)],
      ...(behavior ? { behavior } : {}),
    },
    status: {
      ...(status?.observedGeneration === undefined ? {} : { observedGeneration: status.observedGeneration }),
      ...(status?.lastScaleTime === undefined ? {} : { lastScaleTime: status.lastScaleTime }),
      ...(status?.currentReplicas === undefined ? {} : { currentReplicas: status.currentReplicas }),
      desiredReplicas: status?.desiredReplicas ?? 0,
      currentMetrics,
      ...(conditions.length > 0 ? { conditions } : {}),
    },
  }
}

const cpuMetric = (averageUtilization: number): MetricSpec => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
})
const cpuStatus = (averageUtilization: number): MetricStatus => ({
  type: 'Resource',
  resource: { name: 'cpu', current: { averageUtilization } },
})

function plainAnnotations({ annotations = {} }: ObjectMeta): Record<string, string> {
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => !carried.includes(key)))
}

function withAnnotations(metadata: ObjectMeta, annotations: Readonly<Record<string, string>>): ObjectMeta {
  const { annotations: _, ...rest } = metadata
  return Object.keys(annotations).length > 0 ? { ...rest, annotations } : rest
}

/** Differs: upstream refuses an annotation that is no JSON; here it counts as missing. */
function jsonOf(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const listOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter(isRecord) : []

function behaviorToGo({ scaleUp, scaleDown }: HorizontalPodAutoscalerBehavior): object {
  const rules = (found: HPAScalingRules | undefined): object | null =>
    found
      ? {
          StabilizationWindowSeconds: found.stabilizationWindowSeconds ?? null,
          SelectPolicy: found.selectPolicy ?? null,
          Policies:
            found.policies?.map(({ type, value, periodSeconds }) => ({
              Type: type,
              Value: value,
              PeriodSeconds: periodSeconds,
            })) ?? null,
          Tolerance: found.tolerance ?? null,
        }
      : null
  return { ScaleUp: rules(scaleUp), ScaleDown: rules(scaleDown) }
}

function behaviorFromGo(value: unknown): HorizontalPodAutoscalerBehavior | undefined {
  if (!isRecord(value)) return undefined
  const rules = (found: unknown): HPAScalingRules | undefined => {
    if (!isRecord(found)) return undefined
    const { StabilizationWindowSeconds: seconds, SelectPolicy: policy, Tolerance: tolerance } = found
    const policies = listOf(found['Policies']).map(({ Type, Value, PeriodSeconds }) => ({
      type: String(Type ?? ''),
      value: Number(Value ?? 0),
      periodSeconds: Number(PeriodSeconds ?? 0),
    }))
    return {
      ...(typeof seconds === 'number' ? { stabilizationWindowSeconds: seconds } : {}),
      ...(typeof policy === 'string' ? { selectPolicy: policy } : {}),
      ...(policies.length > 0 ? { policies } : {}),
      ...(typeof tolerance === 'string' ? { tolerance } : {}),
    }
  }
  const [scaleUp, scaleDown] = [rules(value['ScaleUp']), rules(value['ScaleDown'])]
  return { ...(scaleUp ? { scaleUp } : {}), ...(scaleDown ? { scaleDown } : {}) }
}
