// describe deployment (k8s.io/kubectl/pkg/describe/describe.go, describeDeployment, v1.33).

import { asApiError } from '../../api/index.ts'
import type { Deployment, ReplicaSet } from '../../kinds/index.ts'
import { writeWorkloadConditions } from './conditions.ts'
import { describer } from './context.ts'
import { findReplicaSets } from './deployment-history.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { selectorText, writeAnnotations, writeLabels } from './labels.ts'
import { writePodTemplate } from './pod-template.ts'
import { timeText } from './time-text.ts'
import { DescribeWriter } from './writer.ts'

export const deployment = describer<Deployment>('apps', 'Deployment', (object, context) => {
  const { metadata, spec, status } = object
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  w.field(0, 'Namespace', metadata.namespace ?? '')
  w.field(0, 'CreationTimestamp', timeText(metadata.creationTimestamp))
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  w.field(0, 'Selector', selectorText(spec?.selector))
  const counts = [
    `${spec?.replicas ?? 1} desired`,
    `${status?.updatedReplicas ?? 0} updated`,
    `${status?.replicas ?? 0} total`,
    `${status?.availableReplicas ?? 0} available`,
    `${status?.unavailableReplicas ?? 0} unavailable`,
  ]
  w.field(0, 'Replicas', counts.join(' | '))
  w.field(0, 'StrategyType', spec?.strategy?.type ?? '')
  w.field(0, 'MinReadySeconds', spec?.minReadySeconds ?? 0)
  const rolling = spec?.strategy?.rollingUpdate
  if (rolling) {
    const { maxUnavailable = 0, maxSurge = 0 } = rolling
    w.field(0, 'RollingUpdateStrategy', `${maxUnavailable} max unavailable, ${maxSurge} max surge`)
  }
  writePodTemplate(w, spec?.template, context.version)
  writeWorkloadConditions(w, status?.conditions)
  try {
    const { old, current } = findReplicaSets(object, context.client)
    if (old.length > 0 || current) {
      w.field(0, 'OldReplicaSets', replicaSetsText(old))
      w.field(0, 'NewReplicaSet', replicaSetsText(current ? [current] : []))
    }
  } catch (error) {
    // Upstream leaves the lines out when the sets cannot be listed.
    asApiError(error)
  }
  writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
  return w.text
})

function replicaSetsText(sets: readonly ReplicaSet[]): string {
  const text = ({ metadata, spec, status }: ReplicaSet) =>
    `${metadata.name} (${status?.replicas ?? 0}/${spec?.replicas ?? 1} replicas created)`
  return sets.map(text).join(', ') || '<none>'
}
