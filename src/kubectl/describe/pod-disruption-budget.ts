// describe poddisruptionbudget (k8s.io/kubectl/pkg/describe/describe.go, describePodDisruptionBudgetV1, v1.33).

import type { PodDisruptionBudget } from '../../kinds/index.ts'
import { describer } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { selectorText } from './labels.ts'
import { DescribeWriter } from './writer.ts'

export const podDisruptionBudget = describer<PodDisruptionBudget>(
  'policy',
  'PodDisruptionBudget',
  (object, context) => {
    const { metadata, spec, status } = object
    const w = new DescribeWriter()
    w.field(0, 'Name', metadata.name)
    w.field(0, 'Namespace', metadata.namespace ?? '')
    if (spec?.minAvailable !== undefined) w.field(0, 'Min available', spec.minAvailable)
    else if (spec?.maxUnavailable !== undefined) w.field(0, 'Max unavailable', spec.maxUnavailable)
    w.field(0, 'Selector', spec?.selector ? selectorText(spec.selector) || '<none>' : '<unset>')
    w.write(0, 'Status:\n')
    w.field(2, 'Allowed disruptions', status?.disruptionsAllowed ?? 0)
    w.field(2, 'Current', status?.currentHealthy ?? 0)
    w.field(2, 'Desired', status?.desiredHealthy ?? 0)
    w.field(2, 'Total', status?.expectedPods ?? 0)
    writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
    return w.text
  },
)
