// The collections that controllers read and write, by name.

import type { ObjectMeta, ObjectTarget, ResourceRef } from '../api/index.ts'

const core = (resource: string): ResourceRef => ({ group: '', version: 'v1', resource })

export const pods = core('pods')
export const nodes = core('nodes')
export const services = core('services')
export const endpoints = core('endpoints')
export const events = core('events')
export const namespaces = core('namespaces')
export const configMaps = core('configmaps')
export const secrets = core('secrets')
export const serviceAccounts = core('serviceaccounts')
export const clusterRoles: ResourceRef = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  resource: 'clusterroles',
}
export const certificateSigningRequests: ResourceRef = {
  group: 'certificates.k8s.io',
  version: 'v1',
  resource: 'certificatesigningrequests',
}
export const persistentVolumeClaims = core('persistentvolumeclaims')
export const persistentVolumes = core('persistentvolumes')
export const resourceQuotas = core('resourcequotas')
export const deployments: ResourceRef = { group: 'apps', version: 'v1', resource: 'deployments' }
export const replicaSets: ResourceRef = { group: 'apps', version: 'v1', resource: 'replicasets' }
export const endpointSlices: ResourceRef = { group: 'discovery.k8s.io', version: 'v1', resource: 'endpointslices' }
export const leases: ResourceRef = { group: 'coordination.k8s.io', version: 'v1', resource: 'leases' }

/** How the store names the collection. */
export function collectionOf(ref: Pick<ResourceRef, 'group' | 'resource'>): string {
  return `${ref.group}/${ref.resource}`
}

export function targetOf(ref: ResourceRef, metadata: ObjectMeta, subresource?: string): ObjectTarget {
  const { group, version, resource } = ref
  return { group, version, resource, namespace: metadata.namespace, name: metadata.name, subresource }
}
