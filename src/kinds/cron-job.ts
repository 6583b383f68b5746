// CronJob: jobs by the clock. Models pkg/registry/batch/cronjob/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, nameColumn } from './columns.ts'
import type { CronJob } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const cronJob: ResourceDefinition<CronJob> = {
  group: 'batch',
  version: 'v1',
  kind: 'CronJob',
  resource: 'cronjobs',
  singular: 'cronjob',
  shortNames: ['cj'],
  categories: ['all'],
  namespaced: true,
  verbs: allVerbs,
  status: true,
  columns: [nameColumn, ageColumn],
}
