// Node: a machine of the cluster. Models pkg/registry/core/node/strategy.go and the printer of
// pkg/printers/internalversion/printers.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import type { Node } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

const rolePrefix = 'node-role.kubernetes.io/'

export const node: ResourceDefinition<Node> = {
  group: '',
  version: 'v1',
  kind: 'Node',
  resource: 'nodes',
  singular: 'node',
  shortNames: ['no'],
  namespaced: false,
  verbs: allVerbs,
  status: true,
  createsWithStatus: true,
  // Missing: the proxy is only named for discovery.
  subresources: [{ name: 'proxy', kind: 'NodeProxyOptions', verbs: ['create', 'delete', 'get', 'patch', 'update'] }],
  generation: false,
  columns: [
    nameColumn,
    column('Status', nodeStatus),
    column('Roles', nodeRoles),
    ageColumn,
    column('Version', ({ status }) => status?.nodeInfo?.kubeletVersion ?? ''),
    column('Internal-IP', (object) => addressOf(object, 'InternalIP'), { wide: true }),
    column('External-IP', (object) => addressOf(object, 'ExternalIP'), { wide: true }),
    column('OS-Image', ({ status }) => status?.nodeInfo?.osImage || '<unknown>', { wide: true }),
    column('Kernel-Version', ({ status }) => status?.nodeInfo?.kernelVersion || '<unknown>', { wide: true }),
    column('Container-Runtime', ({ status }) => status?.nodeInfo?.containerRuntimeVersion || '<unknown>', {
      wide: true,
    }),
  ],
  defaults({ status }) {
    if (status?.capacity && !status.allocatable) status.allocatable = { ...status.capacity }
  },
  fieldSelectors: { 'spec.unschedulable': ({ spec }) => String(spec?.unschedulable ?? false) },
}

function nodeStatus({ spec, status }: Node): string {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')
  const text = ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown'
  return spec?.unschedulable ? `${text},SchedulingDisabled` : text
}

function nodeRoles({ metadata }: Node): string {
  const roles = new Set<string>()
  for (const [key, value] of Object.entries(metadata.labels ?? {})) {
    if (key.startsWith(rolePrefix) && key.length > rolePrefix.length) roles.add(key.slice(rolePrefix.length))
    else if (key === 'kubernetes.io/role' && value !== '') roles.add(value)
  }
  return roles.size > 0 ? [...roles].sort().join(',') : '<none>'
}

function addressOf({ status }: Node, wanted: string): string {
  return status?.addresses?.find(({ type }) => type === wanted)?.address || '<none>'
}
