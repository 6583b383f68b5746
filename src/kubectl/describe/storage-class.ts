// describe storageclass (k8s.io/kubectl/pkg/describe/describe.go, describeStorageClass, v1.33).

import type { StorageClass } from '../../kinds/index.ts'
import { describer } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { labelsText } from './labels.ts'
import { boolText, DescribeWriter } from './writer.ts'

const defaultMarks = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
] as const

export const storageClass = describer<StorageClass>('storage.k8s.io', 'StorageClass', (object, context) => {
  const { metadata, mountOptions = [], reclaimPolicy, volumeBindingMode } = object
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  const isDefault = defaultMarks.some((mark) => metadata.annotations?.[mark] === 'true')
  w.field(0, 'IsDefaultClass', isDefault ? 'Yes' : 'No')
  w.field(0, 'Annotations', labelsText(metadata.annotations))
  w.field(0, 'Provisioner', object.provisioner)
  w.field(0, 'Parameters', labelsText(object.parameters))
  w.field(0, 'AllowVolumeExpansion', boolText(object.allowVolumeExpansion))
  w.write(0, mountOptions.length === 0 ? 'MountOptions:\t<none>\n' : 'MountOptions:\n')
  for (const option of mountOptions) w.write(1, `${option}\n`)
  if (reclaimPolicy !== undefined) w.field(0, 'ReclaimPolicy', reclaimPolicy)
  if (volumeBindingMode !== undefined) w.field(0, 'VolumeBindingMode', volumeBindingMode)
  writeTopologies(w, object)
  writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
  return w.text
})

function writeTopologies(w: DescribeWriter, { allowedTopologies: terms }: StorageClass): void {
  if (!terms) return
  w.write(0, terms.length === 0 ? 'AllowedTopologies:\t<none>\n' : 'AllowedTopologies:\t\n')
  terms.forEach(({ matchLabelExpressions = [] }, i) => {
    w.write(1, `Term ${i}:\t${matchLabelExpressions.length === 0 ? '<none>\n' : ''}`)
    matchLabelExpressions.forEach(({ key, values }, at) => {
      if (at > 0) w.write(1, '\t')
      w.write(0, `${key} in${values.length > 0 ? ` [${values.join(', ')}]` : ''}\n`)
    })
  })
}
