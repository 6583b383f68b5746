// describe persistentvolume (k8s.io/kubectl/pkg/describe/describe.go, describePersistentVolume, v1.33).

import { ageText, canonicalQuantity } from '../../api/index.ts'
import type { NodeSelectorRequirement, PersistentVolume, PersistentVolumeSpec } from '../../kinds/index.ts'
import { accessModesText } from './access-modes.ts'
import { describer } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { storageRows, writeRows } from './storage-sources.ts'
import { writeAttributes } from './volumes.ts'
import { DescribeWriter } from './writer.ts'

const betaClass = 'volume.beta.kubernetes.io/storage-class'

export const persistentVolume = describer<PersistentVolume>('', 'PersistentVolume', (object, context) => {
  const { metadata, spec = {}, status } = object
  const deleted = metadata.deletionTimestamp
  const claim = spec.claimRef
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  w.field(0, 'Finalizers', `[${(metadata.finalizers ?? []).join(' ')}]`)
  w.field(0, 'StorageClass', metadata.annotations?.[betaClass] ?? spec.storageClassName ?? '')
  w.field(0, 'Status', deleted ? `Terminating (lasts ${ageText(deleted, context.nowMs)})` : (status?.phase ?? ''))
  w.field(0, 'Claim', claim ? `${claim.namespace ?? ''}/${claim.name ?? ''}` : '')
  w.field(0, 'Reclaim Policy', spec.persistentVolumeReclaimPolicy ?? '')
  w.field(0, 'Access Modes', accessModesText(spec.accessModes))
  if (spec.volumeMode !== undefined) w.field(0, 'VolumeMode', spec.volumeMode)
  w.field(0, 'Capacity', canonicalQuantity(spec.capacity?.['storage'] ?? '0'))
  writeNodeAffinity(w, spec)
  w.field(0, 'Message', status?.message ?? '')
  w.write(0, 'Source:\n')
  writeSource(w, spec)
  writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
  return w.text
})

function writeNodeAffinity(w: DescribeWriter, { nodeAffinity }: PersistentVolumeSpec): void {
  const required = nodeAffinity?.required
  if (!required) {
    w.write(0, 'Node Affinity:\t<none>\n')
    return
  }
  w.write(0, 'Node Affinity:\t\n')
  const terms = required.nodeSelectorTerms
  w.write(1, terms.length === 0 ? 'Required Terms:\t<none>\n' : 'Required Terms:\t\n')
  terms.forEach(({ matchExpressions = [] }, i) => {
    w.write(2, `Term ${i}:\t${matchExpressions.length === 0 ? '<none>\n' : ''}`)
    matchExpressions.forEach((requirement, at) => {
      if (at > 0) w.write(2, '\t')
      w.write(0, `${requirementText(requirement)}\n`)
    })
  })
}

function requirementText({ key, operator, values }: NodeSelectorRequirement): string {
  const list = values && values.length > 0 ? ` [${values.join(', ')}]` : ''
  return `${key} ${operator.toLowerCase()}${list}`
}

function writeSource(w: DescribeWriter, spec: PersistentVolumeSpec): void {
  const { local, csi } = spec
  const rows = storageRows(spec)
  if (rows) {
    writeRows(w, rows)
  } else if (local) {
    w.field(2, 'Type', 'LocalVolume (a persistent volume backed by local storage on a node)')
    w.field(2, 'Path', local.path)
  } else if (csi) {
    w.field(2, 'Type', 'CSI (a Container Storage Interface (CSI) volume source)')
    w.field(2, 'Driver', csi.driver)
    w.field(2, 'FSType', csi.fsType ?? '')
    w.field(2, 'VolumeHandle', csi.volumeHandle)
    w.field(2, 'ReadOnly', csi.readOnly ?? false)
    writeAttributes(w, csi.volumeAttributes)
  } else {
    w.write(1, '<unknown>\n')
  }
}
