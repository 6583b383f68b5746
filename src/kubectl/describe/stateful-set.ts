// describe statefulset (k8s.io/kubectl/pkg/describe/describe.go, describeStatefulSet, v1.33).

import { canonicalQuantity } from '../../api/index.ts'
import type { PersistentVolumeClaim, StatefulSet } from '../../kinds/index.ts'
import { describer } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { selectorText, writeAnnotations, writeIndentedLabels, writeLabels } from './labels.ts'
import { claimClass } from './persistent-volume-claim.ts'
import { podCountsText } from './pod-counts.ts'
import { writePodTemplate } from './pod-template.ts'
import { timeText } from './time-text.ts'
import { DescribeWriter } from './writer.ts'

export const statefulSet = describer<StatefulSet>('apps', 'StatefulSet', (object, context) => {
  const { metadata, spec, status } = object
  const w = new DescribeWriter()
  const selector = selectorText(spec?.selector)
  const pods = podCountsText(object, selector, context)
  w.field(0, 'Name', metadata.name)
  w.field(0, 'Namespace', metadata.namespace ?? '')
  w.field(0, 'CreationTimestamp', timeText(metadata.creationTimestamp))
  w.field(0, 'Selector', selector)
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  w.field(0, 'Replicas', `${spec?.replicas ?? 1} desired | ${status?.replicas ?? 0} total`)
  w.field(0, 'Update Strategy', spec?.updateStrategy?.type ?? '')
  const { partition, maxUnavailable } = spec?.updateStrategy?.rollingUpdate ?? {}
  if (partition !== undefined) {
    w.field(1, 'Partition', partition)
    if (maxUnavailable !== undefined) w.field(1, 'MaxUnavailable', maxUnavailable)
  }
  w.field(0, 'Pods Status', pods)
  writePodTemplate(w, spec?.template, context.version)
  writeClaims(w, spec?.volumeClaimTemplates ?? [])
  writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
  return w.text
})

function writeClaims(w: DescribeWriter, claims: readonly PersistentVolumeClaim[]): void {
  w.write(0, claims.length === 0 ? 'Volume Claims:\t<none>\n' : 'Volume Claims:\n')
  for (const claim of claims) {
    const { metadata, spec } = claim
    const storage = spec?.resources?.requests?.['storage']
    w.field(1, 'Name', metadata.name)
    w.field(1, 'StorageClass', claimClass(claim))
    writeIndentedLabels(w, 'Labels', metadata.labels)
    writeIndentedLabels(w, 'Annotations', metadata.annotations)
    w.field(1, 'Capacity', storage === undefined ? '<default>' : canonicalQuantity(storage))
    w.field(1, 'Access Modes', `[${(spec?.accessModes ?? []).join(' ')}]`)
  }
}
