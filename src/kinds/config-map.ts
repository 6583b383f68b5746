// ConfigMap: plain data by key. Models pkg/registry/core/configmap/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import type { ConfigMap } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const configMap: ResourceDefinition<ConfigMap> = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  resource: 'configmaps',
  singular: 'configmap',
  shortNames: ['cm'],
  namespaced: true,
  verbs: allVerbs,
  columns: [
    nameColumn,
    column('Data', ({ data, binaryData }) => Object.keys(data ?? {}).length + Object.keys(binaryData ?? {}).length),
    ageColumn,
  ],
}
