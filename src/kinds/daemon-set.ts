// DaemonSet: one pod on every node. Models pkg/registry/apps/daemonset/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, nameColumn } from './columns.ts'
import type { DaemonSet } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const daemonSet: ResourceDefinition<DaemonSet> = {
  group: 'apps',
  version: 'v1',
  kind: 'DaemonSet',
  resource: 'daemonsets',
  singular: 'daemonset',
  shortNames: ['ds'],
  categories: ['all'],
  namespaced: true,
  verbs: allVerbs,
  status: true,
  columns: [nameColumn, ageColumn],
}
