// ComponentStatus: whether the parts of the control plane are well, computed when asked. Models
// pkg/registry/core/componentstatus (v1.33). Missing: the warning that it is deprecated, with every answer.

import type { ResourceDefinition } from '../api/index.ts'
import { column, nameColumn } from './columns.ts'
import type { ComponentStatus } from './types.generated.ts'

export const componentStatus: ResourceDefinition<ComponentStatus> = {
  group: '',
  version: 'v1',
  kind: 'ComponentStatus',
  resource: 'componentstatuses',
  singular: 'componentstatus',
  shortNames: ['cs'],
  namespaced: false,
  verbs: ['get', 'list'],
  computed: () => ['controller-manager', 'etcd-0', 'scheduler'].map(healthy),
  columns: [
    nameColumn,
    column('Status', (object) => healthOf(object)?.text ?? 'Unknown'),
    column('Message', (object) => healthOf(object)?.message ?? ''),
    column('Error', (object) => healthOf(object)?.error ?? ''),
  ],
}

/** The control plane of this cluster does not fail. */
const healthy = (name: string): ComponentStatus => ({
  kind: 'ComponentStatus',
  apiVersion: 'v1',
  metadata: { name, creationTimestamp: null },
  conditions: [{ type: 'Healthy', status: 'True', message: 'ok' }],
})

function healthOf({ conditions }: ComponentStatus) {
  const found = conditions?.find(({ type }) => type === 'Healthy')
  return found && { ...found, text: found.status === 'True' ? 'Healthy' : 'Unhealthy' }
}
