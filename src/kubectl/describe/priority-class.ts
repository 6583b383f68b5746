// describe priorityclass (k8s.io/kubectl/pkg/describe/describe.go, describePriorityClass, v1.33).

import type { PriorityClass } from '../../kinds/index.ts'
import { describer } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { labelsText } from './labels.ts'
import { DescribeWriter } from './writer.ts'

export const priorityClass = describer<PriorityClass>('scheduling.k8s.io', 'PriorityClass', (object, context) => {
  const w = new DescribeWriter()
  w.field(0, 'Name', object.metadata.name)
  w.field(0, 'Value', object.value)
  w.field(0, 'GlobalDefault', object.globalDefault ?? false)
  w.field(0, 'PreemptionPolicy', object.preemptionPolicy ?? '')
  w.field(0, 'Description', object.description ?? '')
  w.field(0, 'Annotations', labelsText(object.metadata.annotations))
  writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
  return w.text
})
