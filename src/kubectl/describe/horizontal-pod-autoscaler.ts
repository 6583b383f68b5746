// describe horizontalpodautoscaler (k8s.io/kubectl/pkg/describe/describe.go, describeHorizontalPodAutoscalerV2, v1.33),
// which reads autoscaling/v2 whatever version was asked for.

import type { HorizontalPodAutoscaler, HPAScalingRules } from '../../kinds/index.ts'
import { type DescribeContext, describer } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { writeMetric } from './hpa-metric.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { timeText } from './time-text.ts'
import { DescribeWriter } from './writer.ts'

export const horizontalPodAutoscaler = describer<HorizontalPodAutoscaler>(
  'autoscaling',
  'HorizontalPodAutoscaler',
  (asked, context) => {
    const object = inV2(asked, context)
    const { metadata, spec, status } = object
    const { kind = '', name = '' } = spec?.scaleTargetRef ?? {}
    const w = new DescribeWriter()
    w.field(0, 'Name', metadata.name)
    w.field(0, 'Namespace', metadata.namespace ?? '')
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.field(0, 'CreationTimestamp', timeText(metadata.creationTimestamp))
    w.field(0, 'Reference', `${kind}/${name}`)
    w.field(0, 'Metrics', '( current / target )')
    spec?.metrics?.forEach((metric, i) => {
      writeMetric(w, metric, status?.currentMetrics?.[i])
    })
    w.field(0, 'Min replicas', spec?.minReplicas ?? '<unset>')
    w.field(0, 'Max replicas', spec?.maxReplicas ?? 0)
    if (spec?.behavior) {
      w.write(0, 'Behavior:\n')
      writeBehavior(w, 'Scale Up', spec.behavior.scaleUp)
      writeBehavior(w, 'Scale Down', spec.behavior.scaleDown)
    }
    w.field(0, `${kind} pods`, `${status?.currentReplicas ?? 0} current / ${status?.desiredReplicas ?? 0} desired`)
    const conditions = status?.conditions ?? []
    if (conditions.length > 0) {
      w.write(0, 'Conditions:\n')
      w.write(1, 'Type\tStatus\tReason\tMessage\n')
      w.write(1, '----\t------\t------\t-------\n')
    }
    for (const { type, status, reason = '', message = '' } of conditions) {
      w.write(1, `${type}\t${status}\t${reason}\t${message}\n`)
    }
    writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
    return w.text
  },
)

function inV2(object: HorizontalPodAutoscaler, { client }: DescribeContext): HorizontalPodAutoscaler {
  if (object.apiVersion === 'autoscaling/v2') return object
  const { name, namespace } = (object as HorizontalPodAutoscaler).metadata
  return client.get<HorizontalPodAutoscaler>({
    group: 'autoscaling',
    version: 'v2',
    resource: 'horizontalpodautoscalers',
    namespace,
    name,
  })
}

function writeBehavior(w: DescribeWriter, direction: string, rules: HPAScalingRules | undefined): void {
  if (!rules) return
  w.write(1, `${direction}:\n`)
  if (rules.stabilizationWindowSeconds !== undefined) {
    w.write(2, `Stabilization Window: ${rules.stabilizationWindowSeconds} seconds\n`)
  }
  const policies = rules.policies ?? []
  if (policies.length > 0) {
    w.write(2, `Select Policy: ${rules.selectPolicy ?? 'Max'}\n`)
    w.write(2, 'Policies:\n')
  }
  for (const { type, value, periodSeconds } of policies) {
    w.write(3, `- Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds\n`)
  }
}
