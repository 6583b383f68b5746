// CustomResourceDefinition: a kind that users bring. Models k8s.io/apiextensions-apiserver/pkg/registry/customresourcedefinition/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { createdColumn, nameColumn } from './columns.ts'
import type { CustomResourceDefinition } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const customResourceDefinition: ResourceDefinition<CustomResourceDefinition> = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  resource: 'customresourcedefinitions',
  singular: 'customresourcedefinition',
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  namespaced: false,
  put: { needsVersion: true },
  verbs: allVerbs,
  status: true,
  columns: [nameColumn, createdColumn],
}
