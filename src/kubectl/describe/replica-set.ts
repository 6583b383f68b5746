// describe replicaset (k8s.io/kubectl/pkg/describe/describe.go, describeReplicaSet, v1.33).

import { asApiError } from '../../api/index.ts'
import type { ReplicaSet } from '../../kinds/index.ts'
import { writeWorkloadConditions } from './conditions.ts'
import { type DescribeContext, describer } from './context.ts'
import { controllerText } from './controller.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { selectorText, writeAnnotations, writeLabels } from './labels.ts'
import { podCountsText } from './pod-counts.ts'
import { writePodTemplate } from './pod-template.ts'
import { DescribeWriter } from './writer.ts'

export const replicaSet = describer<ReplicaSet>('apps', 'ReplicaSet', (object, context) => {
  const { metadata, spec, status } = object
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  w.field(0, 'Namespace', metadata.namespace ?? '')
  w.field(0, 'Selector', selectorText(spec?.selector) || '<none>')
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  const owner = controllerText(metadata)
  if (owner) w.field(0, 'Controlled By', owner)
  w.field(0, 'Replicas', `${status?.replicas ?? 0} current / ${spec?.replicas ?? 1} desired`)
  w.field(0, 'Pods Status', podsText(object, context))
  writePodTemplate(w, spec?.template, context.version)
  writeWorkloadConditions(w, status?.conditions)
  writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
  return w.text
})

/** Other than the other workloads, a replica set is described even when its pods may not be seen. */
function podsText(object: ReplicaSet, context: DescribeContext): string {
  try {
    return podCountsText(object, selectorText(object.spec?.selector), context)
  } catch (error) {
    return `error in fetching pods: ${asApiError(error).message}`
  }
}
