// describe persistentvolumeclaim (k8s.io/kubectl/pkg/describe/describe.go, describePersistentVolumeClaim, v1.33).

import { ageText, canonicalQuantity } from '../../api/index.ts'
import type {
  PersistentVolumeClaim,
  PersistentVolumeClaimCondition,
  PersistentVolumeClaimSpec,
  PersistentVolumeClaimTemplate,
  Pod,
} from '../../kinds/index.ts'
import { accessModesText } from './access-modes.ts'
import { type DescribeContext, describer } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { writeAnnotations, writeColumn, writeLabels } from './labels.ts'
import { compareText } from './order.ts'
import { timeText } from './time-text.ts'
import { DescribeWriter } from './writer.ts'

export const persistentVolumeClaim = describer<PersistentVolumeClaim>(
  '',
  'PersistentVolumeClaim',
  (object, context) => {
    const { metadata, spec = {}, status } = object
    const deleted = metadata.deletionTimestamp
    const bound = spec.volumeName !== undefined && spec.volumeName !== ''
    const pods = findPods(object, context)
    const w = new DescribeWriter()
    w.field(0, 'Name', metadata.name)
    w.field(0, 'Namespace', metadata.namespace ?? '')
    w.field(0, 'StorageClass', claimClass(object))
    w.field(0, 'Status', deleted ? `Terminating (lasts ${ageText(deleted, context.nowMs)})` : (status?.phase ?? ''))
    w.field(0, 'Volume', spec.volumeName ?? '')
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.field(0, 'Finalizers', `[${(metadata.finalizers ?? []).join(' ')}]`)
    w.field(0, 'Capacity', bound ? canonicalQuantity(status?.capacity?.['storage'] ?? '0') : '')
    w.field(0, 'Access Modes', bound ? accessModesText(status?.accessModes) : '')
    if (spec.volumeMode !== undefined) w.field(0, 'VolumeMode', spec.volumeMode)
    writeDataSource(w, 0, spec)
    writeColumn(w, 'Used By', pods.map((pod) => pod.metadata.name).sort(compareText))
    writeConditions(w, status?.conditions ?? [])
    writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
    return w.text
  },
)

export function writeDataSource(w: DescribeWriter, level: number, { dataSource }: PersistentVolumeClaimSpec): void {
  if (!dataSource) return
  w.write(level, 'DataSource:\n')
  if (dataSource.apiGroup !== undefined) w.field(level + 1, 'APIGroup', dataSource.apiGroup)
  w.field(level + 1, 'Kind', dataSource.kind ?? '')
  w.field(level + 1, 'Name', dataSource.name)
}

/** The old annotation goes before the field. */
export function claimClass({ metadata, spec }: PersistentVolumeClaim | PersistentVolumeClaimTemplate): string {
  return metadata?.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec?.storageClassName ?? ''
}

/** Pods that mount the claim, once for each volume, and those that own it. */
function findPods({ metadata }: PersistentVolumeClaim, { client, version }: DescribeContext): readonly Pod[] {
  const target = { group: '', version: 'v1', resource: 'pods', namespace: metadata.namespace }
  const all = client.list<Pod>(target).items
  const found = all.flatMap((pod) =>
    (pod.spec?.volumes ?? [])
      .filter((volume) => volume.persistentVolumeClaim?.claimName === metadata.name)
      .map(() => pod),
  )
  if (!version.has('describesClaimOwners')) return found
  for (const { kind, uid } of metadata.ownerReferences ?? []) {
    const owner = kind === 'Pod' ? all.find((pod) => pod.metadata.uid === uid) : undefined
    if (owner && !found.includes(owner)) found.push(owner)
  }
  return found
}

function writeConditions(w: DescribeWriter, conditions: readonly PersistentVolumeClaimCondition[]): void {
  if (conditions.length > 0) {
    w.write(0, 'Conditions:\n')
    w.write(1, 'Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage\n')
    w.write(1, '----\t------\t-----------------\t------------------\t------\t-------\n')
  }
  for (const { type, status, lastProbeTime, lastTransitionTime, reason = '', message = '' } of conditions) {
    const times = `${timeText(lastProbeTime)} \t${timeText(lastTransitionTime)}`
    w.write(1, `${type} \t${status} \t${times} \t${reason} \t${message}\n`)
  }
}
