// ResourceQuota: how much a namespace may use. Models pkg/registry/core/resourcequota/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { canonicalQuantities } from './claim-defaults.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import { validateQuota, validateQuotaUpdate } from './quota-validation.ts'
import type { ResourceQuota } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const resourceQuota: ResourceDefinition<ResourceQuota> = {
  group: '',
  version: 'v1',
  kind: 'ResourceQuota',
  resource: 'resourcequotas',
  singular: 'resourcequota',
  shortNames: ['quota'],
  namespaced: true,
  verbs: allVerbs,
  status: true,
  generation: false,
  defaults({ spec }) {
    canonicalQuantities(spec?.hard)
  },
  prepareCreate(draft) {
    draft.status = {}
  },
  validate: validateQuota,
  validateUpdate: validateQuotaUpdate,
  columns: [
    nameColumn,
    column('Request', (object) => usageText(object, false)),
    column('Limit', (object) => usageText(object, true)),
    ageColumn,
  ],
}

/** 'pods: 1/5, services: 0/2'; names that begin with `limits.` stand in a column of their own. */
function usageText({ status }: ResourceQuota, limits: boolean): string {
  return Object.keys(status?.hard ?? {})
    .filter((name) => name.startsWith('limits.') === limits)
    .sort()
    .map((name) => `${name}: ${status?.used?.[name] ?? '0'}/${status?.hard?.[name] ?? '0'}`)
    .join(', ')
}
