// Empties a namespace that is going away, and lets it go when it is empty (pkg/controller/namespace/deletion, v1.33).
// Missing: the conditions that tell what is left.

import type { Namespace } from '../kinds/index.ts'
import { type Controller, changedKey } from './controller.ts'
import { namespaces } from './resources.ts'

export const namespace: Controller = {
  name: 'namespace',
  watches: { '/namespaces': changedKey },
  reconcile(context, key) {
    const found = context.view.get<Namespace>(namespaces, key)
    if (!found || found.metadata.deletionTimestamp === undefined) return
    const finalizers = found.spec?.finalizers ?? []
    if (!finalizers.includes('kubernetes')) return
    let left = 0
    for (const resource of context.client.resources()) {
      if (!resource.namespaced || !resource.verbs.includes('deletecollection')) continue
      const ref = { group: resource.group, version: resource.version, resource: resource.resource }
      if (context.view.list(ref, key).length === 0) continue
      context.client.deleteCollection({ ...ref, namespace: key }, {}, { propagationPolicy: 'Background' })
      left += context.view.list(ref, key).length
    }
    if (left > 0) {
      // Pods take their grace; who is left is asked again.
      context.loop.enqueueAfter('namespace', key, 1000)
      return
    }
    const spec = { ...found.spec, finalizers: finalizers.filter((name) => name !== 'kubernetes') }
    context.client.update({ ...namespaces, name: key, subresource: 'finalize' }, { ...found, spec } as Namespace)
  },
}
