// CSIStorageCapacity: how much storage is left where. Models pkg/registry/storage/csistoragecapacity/strategy.go (v1.33).

import { invalidField, type ResourceDefinition } from '../api/index.ts'
import { column, nameColumn } from './columns.ts'
import { goSelector, immutable, labelSelectorRule, subdomainRule } from './field-rules.ts'
import { deprecatedNodeLabel } from './node-labels.ts'
import type { CSIStorageCapacity } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const csiStorageCapacity: ResourceDefinition<CSIStorageCapacity> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSIStorageCapacity',
  resource: 'csistoragecapacities',
  singular: 'csistoragecapacity',
  namespaced: true,
  put: { needsVersion: true },
  verbs: allVerbs,
  columns: [
    nameColumn,
    column('StorageClassName', ({ storageClassName }) => storageClassName),
    column('Capacity', ({ capacity }) => capacity ?? '<unset>'),
  ],
  validate: ({ nodeTopology, storageClassName = '', capacity }) => [
    ...labelSelectorRule('nodeTopology', nodeTopology),
    ...subdomainRule('storageClassName', storageClassName),
    ...(capacity?.startsWith('-') ? [invalidField('capacity', capacity, 'must be greater than or equal to 0')] : []),
  ],
  validateUpdate: (object, old) => [
    ...immutable('nodeTopology', object.nodeTopology, old.nodeTopology, goSelector(object.nodeTopology)),
    ...immutable('storageClassName', object.storageClassName, old.storageClassName),
  ],
  warnings({ nodeTopology }) {
    const warnings: string[] = []
    for (const [i, { key }] of (nodeTopology?.matchExpressions ?? []).entries()) {
      const text = deprecatedNodeLabel(key)
      if (text) warnings.push(`nodeTopology.matchExpressions[${i}].key: ${key} is ${text}`)
    }
    for (const key of Object.keys(nodeTopology?.matchLabels ?? {})) {
      const text = deprecatedNodeLabel(key)
      if (text) warnings.push(`nodeTopology.matchLabels.${key}: ${text}`)
    }
    return warnings
  },
}
