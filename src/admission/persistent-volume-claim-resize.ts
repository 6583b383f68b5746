// Only bound claims grow, and only when their storage class lets them (plugin/pkg/admission/storage/persistentvolume/resize,
// v1.33).

import {
  type AdmissionPlugin,
  compareQuantities,
  isAbout,
  newRefusal,
  readQuantity,
  zeroQuantity,
} from '../api/index.ts'
import type { PersistentVolumeClaim, StorageClass } from '../kinds/index.ts'

export const persistentVolumeClaimResize: AdmissionPlugin = {
  name: 'PersistentVolumeClaimResize',
  handles: (requests) => requests.operation === 'UPDATE' && isAbout(requests, '/persistentvolumeclaims'),
  validate(request, { objects }) {
    const claim = request.object as PersistentVolumeClaim
    const old = request.old as PersistentVolumeClaim
    if (compareQuantities(sizeOf(claim), sizeOf(old)) <= 0) return
    if (old.status?.phase !== 'Bound') throw newRefusal(request, 'Only bound persistent volume claims can be expanded')
    const name = classOf(claim)
    const found = objects.get('storage.k8s.io/storageclasses', name) as StorageClass | undefined
    if (name !== '' && name === classOf(old) && found?.allowVolumeExpansion) return
    const why =
      'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize'
    throw newRefusal(request, why)
  },
}

const sizeOf = ({ spec }: PersistentVolumeClaim) =>
  readQuantity(String(spec?.resources?.requests?.['storage'] ?? '0')) ?? zeroQuantity

const classOf = ({ spec, metadata }: PersistentVolumeClaim): string =>
  metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec?.storageClassName ?? ''
