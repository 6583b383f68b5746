// Job: pods that run to an end. Models pkg/registry/batch/job/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, nameColumn } from './columns.ts'
import type { Job } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const job: ResourceDefinition<Job> = {
  group: 'batch',
  version: 'v1',
  kind: 'Job',
  resource: 'jobs',
  singular: 'job',
  categories: ['all'],
  namespaced: true,
  verbs: allVerbs,
  status: true,
  columns: [nameColumn, ageColumn],
}
