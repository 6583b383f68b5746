// Nothing is made in a namespace that is missing or going away, and three namespaces never go
// (k8s.io/apiserver/pkg/admission/plugin/namespace/lifecycle, v1.33).

import { type AdmissionPlugin, type AdmissionRequest, ApiError, newForbidden, newNotFound } from '../api/index.ts'

const immortal = new Set(['default', 'kube-system', 'kube-public'])

export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  handles({ operation, definition: { group, resource, namespaced } }) {
    if (group === '' && resource === 'namespaces') return operation === 'DELETE'
    // Whether a namespace is there would tell too much to those who ask for their rights in it.
    return namespaced && operation !== 'DELETE' && resource !== 'localsubjectaccessreviews'
  },
  mutate(request, { objects }) {
    const { operation, definition, name, namespace = '' } = request
    if (operation === 'DELETE') {
      if (immortal.has(name)) throw newForbidden(definition, name, 'this namespace may not be deleted')
      return
    }
    const found = objects.get('/namespaces', namespace)
    if (!found) throw newNotFound({ group: '', resource: 'namespaces' }, namespace)
    if (operation === 'CREATE' && found.metadata.deletionTimestamp) throw terminating(request, namespace)
  },
}

function terminating({ definition, name, object }: AdmissionRequest, namespace: string): ApiError {
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`
  const { status } = newForbidden(definition, name || (object?.metadata.generateName ?? ''), why)
  const message = `namespace ${namespace} is being terminated`
  const cause = { reason: 'NamespaceTerminating', message, field: 'metadata.namespace' }
  return new ApiError(403, 'Forbidden', status.message ?? '', { ...status.details, causes: [cause] })
}
