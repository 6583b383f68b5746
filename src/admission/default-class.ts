// Gives what names no class the default one: claims a storage class, ingresses an ingress class. Of several defaults the newest
// counts (plugin/pkg/admission/{storage/storageclass/setdefault,network/defaultingressclass}, v1.33).

import { type AdmissionContext, type AdmissionPlugin, type Draft, isAbout, type KubeObject } from '../api/index.ts'
import type { Ingress, PersistentVolumeClaim } from '../kinds/index.ts'

export const defaultStorageClass: AdmissionPlugin = {
  name: 'DefaultStorageClass',
  handles: (requests) => requests.operation === 'CREATE' && isAbout(requests, '/persistentvolumeclaims'),
  mutate({ object }, context) {
    const { spec, metadata } = object as Draft<PersistentVolumeClaim>
    if (!spec || spec.storageClassName !== undefined) return
    if (metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] !== undefined) return
    const found = defaultOf(context, 'storage.k8s.io/storageclasses', [
      'storageclass.kubernetes.io/is-default-class',
      'storageclass.beta.kubernetes.io/is-default-class',
    ])
    if (found) spec.storageClassName = found.metadata.name
  },
}

export const defaultIngressClass: AdmissionPlugin = {
  name: 'DefaultIngressClass',
  handles: (requests) => requests.operation === 'CREATE' && isAbout(requests, 'networking.k8s.io/ingresses'),
  mutate({ object }, context) {
    const ingress = object as Draft<Ingress>
    if (ingress.spec?.ingressClassName !== undefined) return
    if (ingress.metadata.annotations?.['kubernetes.io/ingress.class'] !== undefined) return
    const annotation = 'ingressclass.kubernetes.io/is-default-class'
    const found = defaultOf(context, 'networking.k8s.io/ingressclasses', [annotation])
    if (found) ingress.spec = { ...ingress.spec, ingressClassName: found.metadata.name }
  },
}

function defaultOf(
  { objects }: AdmissionContext,
  collection: string,
  annotations: readonly string[],
): KubeObject | undefined {
  let newest: KubeObject | undefined
  for (const each of objects.list(collection)) {
    if (!annotations.some((annotation) => each.metadata.annotations?.[annotation] === 'true')) continue
    if ((newest?.metadata.creationTimestamp ?? '') < (each.metadata.creationTimestamp ?? '')) newest = each
  }
  return newest
}
