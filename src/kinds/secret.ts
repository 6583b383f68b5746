// Secret: data by key in base64, and a type that says which keys must be there. Models pkg/apis/core/v1/conversion.go
// (stringData) and pkg/registry/core/secret/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { base64Text } from './base64.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import type { Secret } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const secret: ResourceDefinition<Secret> = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  resource: 'secrets',
  singular: 'secret',
  namespaced: true,
  verbs: allVerbs,
  columns: [
    nameColumn,
    column('Type', ({ type }) => type ?? ''),
    column('Data', ({ data }) => Object.keys(data ?? {}).length),
    ageColumn,
  ],
  defaults(draft) {
    draft.type ||= 'Opaque'
    const { stringData } = draft
    if (stringData) {
      for (const [key, value] of Object.entries(stringData)) draft.data = { ...draft.data, [key]: base64Text(value) }
      delete draft.stringData
    }
  },
  fieldSelectors: { type: ({ type }) => type ?? '' },
}
