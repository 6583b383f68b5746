// Claims and volumes are made with a finalizer, so that none goes while it is used; the controllers of that name take it away
// (plugin/pkg/admission/storage/storageobjectinuseprotection, v1.33).

import { type AdmissionPlugin, type Draft, isAbout, type KubeObject } from '../api/index.ts'

export const claimProtection = 'kubernetes.io/pvc-protection'
export const volumeProtection = 'kubernetes.io/pv-protection'

export const storageObjectInUseProtection: AdmissionPlugin = {
  name: 'StorageObjectInUseProtection',
  handles: (requests) =>
    requests.operation === 'CREATE' && isAbout(requests, '/persistentvolumeclaims', '/persistentvolumes'),
  mutate({ object, definition }) {
    const { metadata } = object as Draft<KubeObject>
    const finalizer = definition.namespaced ? claimProtection : volumeProtection
    const { finalizers = [] } = metadata
    if (!finalizers.includes(finalizer)) metadata.finalizers = [...finalizers, finalizer]
  },
}
