// Gives every namespace its `default` service account and the cluster's certificate (pkg/controller/serviceaccount and
// pkg/controller/certificates/rootcacertpublisher, v1.33).

import type { Namespace } from '../kinds/index.ts'
import { type Controller, changedKey } from './controller.ts'
import { configMaps, namespaces, serviceAccounts } from './resources.ts'

const NOTE =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.'

export const serviceAccount: Controller = {
  name: 'service-account',
  watches: {
    '/namespaces': changedKey,
    '/serviceaccounts': ({ type, object }) => (type === 'DELETED' ? [object.metadata.namespace ?? ''] : []),
    '/configmaps': ({ type, object }) => (type === 'DELETED' ? [object.metadata.namespace ?? ''] : []),
  },
  reconcile(context, key) {
    const home = context.view.get<Namespace>(namespaces, key)
    if (!home || home.metadata.deletionTimestamp !== undefined) return
    if (!context.view.get(serviceAccounts, `${key}/default`)) {
      context.client.create(
        { ...serviceAccounts, namespace: key },
        { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: key } },
      )
    }
    if (!context.view.get(configMaps, `${key}/kube-root-ca.crt`)) {
      context.client.create({ ...configMaps, namespace: key }, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: 'kube-root-ca.crt',
          namespace: key,
          annotations: { 'kubernetes.io/description': NOTE },
        },
        data: { 'ca.crt': context.settings.caCertificate },
      } as Parameters<typeof context.client.create>[1])
    }
  },
}
