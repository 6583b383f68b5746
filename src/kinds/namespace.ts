// Namespace: a room for names. Models pkg/registry/core/namespace/strategy.go and pkg/apis/core/v1/defaults.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import type { Namespace } from './types.generated.ts'

const lifecycleFinalizer = 'kubernetes'
const nameLabel = 'kubernetes.io/metadata.name'

export const namespace: ResourceDefinition<Namespace> = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  resource: 'namespaces',
  singular: 'namespace',
  shortNames: ['ns'],
  namespaced: false,
  verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
  nameRule: 'label',
  status: true,
  generation: false,
  columns: [nameColumn, column('Status', ({ status }) => status?.phase ?? ''), ageColumn],
  fieldSelectors: { 'status.phase': ({ status }) => status?.phase ?? '' },
  subresources: [{ name: 'finalize', verbs: ['update'] }],
  defaults(draft) {
    if (draft.metadata.name) {
      draft.metadata.labels = { ...draft.metadata.labels, [nameLabel]: draft.metadata.name }
    }
    draft.status = { ...draft.status, phase: draft.status?.phase || 'Active' }
  },
  prepareCreate(draft) {
    draft.status = { phase: 'Active' }
    const finalizers = draft.spec?.finalizers ?? []
    draft.spec = {
      finalizers: finalizers.includes(lifecycleFinalizer) ? finalizers : [...finalizers, lifecycleFinalizer],
    }
  },
  prepareUpdate(draft, old) {
    // Only /finalize may change these.
    draft.spec = { ...(old.spec?.finalizers ? { finalizers: [...old.spec.finalizers] } : {}) }
  },
}
