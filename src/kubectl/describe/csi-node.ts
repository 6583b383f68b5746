// describe csinode (k8s.io/kubectl/pkg/describe/describe.go, describeCSINode, v1.33).

import type { CSINode } from '../../kinds/index.ts'
import { describer } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { timeText } from './time-text.ts'
import { DescribeWriter } from './writer.ts'

export const csiNode = describer<CSINode>('storage.k8s.io', 'CSINode', (object, context) => {
  const { metadata, spec } = object
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  w.field(0, 'CreationTimestamp', timeText(metadata.creationTimestamp))
  w.write(0, 'Spec:\n')
  if (spec.drivers) w.write(1, 'Drivers:\n')
  for (const { name, nodeID, allocatable, topologyKeys } of spec.drivers ?? []) {
    w.write(2, `${name}:\n`)
    w.field(3, 'Node ID', nodeID)
    if (allocatable?.count !== undefined) {
      w.write(3, 'Allocatables:\n')
      w.field(4, 'Count', allocatable.count)
    }
    if (topologyKeys) w.field(3, 'Topology Keys', `[${topologyKeys.join(' ')}]`)
  }
  writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
  return w.text
})
