// The API server's own service, endpoints and slice, made and mended by the API server itself
// (pkg/controlplane/controller/kubernetesservice and pkg/controlplane/reconcilers, v1.33), and the namespaces it needs
// (pkg/controlplane/controller/systemnamespaces).

import type { KubeObject } from '../api/index.ts'
import type { Controller, ControllerContext } from './controller.ts'
import { endpointSlices, endpoints, namespaces, services } from './resources.ts'

const NAME = 'kubernetes'
const KEY = `default/${NAME}`
const systemNamespaces = ['default', 'kube-system', 'kube-public', 'kube-node-lease']

const own = (object: KubeObject): readonly string[] =>
  object.metadata.name === NAME && object.metadata.namespace === 'default' ? [NAME] : []

export const kubernetesService: Controller = {
  name: 'kubernetes-service',
  fieldManager: 'kube-apiserver',
  watches: {
    '/services': ({ type, object }) => (type === 'DELETED' ? own(object) : []),
    '/endpoints': ({ type, object }) => (type === 'DELETED' ? own(object) : []),
    'discovery.k8s.io/endpointslices': ({ type, object }) => (type === 'DELETED' ? own(object) : []),
    '/namespaces': ({ type, object }) =>
      type === 'DELETED' && systemNamespaces.includes(object.metadata.name) ? [NAME] : [],
  },
  reconcile(context) {
    for (const name of systemNamespaces) {
      if (!context.view.get(namespaces, name))
        context.client.create(namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
    }
    for (const [ref, object] of wanted(context)) {
      if (!context.view.get(ref, KEY)) context.client.create({ ...ref, namespace: 'default' }, object)
    }
  },
}

function wanted({ settings }: ControllerContext): readonly (readonly [typeof services, KubeObject])[] {
  const { address, port, serviceAddress } = settings.apiServer
  const metadata = { name: NAME, namespace: 'default' }
  const ports = [{ name: 'https', port, protocol: 'TCP' }]
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...metadata, labels: { component: 'apiserver', provider: 'kubernetes' } },
    spec: {
      clusterIP: serviceAddress,
      clusterIPs: [serviceAddress],
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: port }],
      sessionAffinity: 'None',
      type: 'ClusterIP',
    },
  }
  const endpointsObject = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { ...metadata, labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } },
    subsets: [{ addresses: [{ ip: address }], ports }],
  }
  const slice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { ...metadata, labels: { 'kubernetes.io/service-name': NAME } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
    ports,
  }
  return [
    [services, service],
    [endpoints, endpointsObject],
    [endpointSlices, slice],
  ]
}
