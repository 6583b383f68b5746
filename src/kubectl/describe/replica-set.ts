// describe replicaset (k8s.io/kubectl/pkg/describe/describe.go, describeReplicaSet, v1.33).

import { asApiError } from '../../api/index.ts'
import type { Pod, ReplicaSet } from '../../kinds/index.ts'
import { writeWorkloadConditions } from './conditions.ts'
import { type DescribeContext, describer } from './context.ts'
import { controllerText, isControlledBy } from './controller.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { selectorText, writeAnnotations, writeLabels } from './labels.ts'
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

function podsText({ metadata, spec }: ReplicaSet, { client }: DescribeContext): string {
  const count = { Running: 0, Pending: 0, Succeeded: 0, Failed: 0 }
  const target = { group: '', version: 'v1', resource: 'pods', namespace: metadata.namespace }
  try {
    for (const pod of client.list<Pod>(target, { labelSelector: selectorText(spec?.selector) }).items) {
      const phase = pod.status?.phase
      if (!isControlledBy(pod.metadata, metadata.uid)) continue
      if (phase === 'Running' || phase === 'Pending' || phase === 'Succeeded' || phase === 'Failed') count[phase]++
    }
  } catch (error) {
    return `error in fetching pods: ${asApiError(error).message}`
  }
  return `${count.Running} Running / ${count.Pending} Waiting / ${count.Succeeded} Succeeded / ${count.Failed} Failed`
}
