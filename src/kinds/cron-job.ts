// CronJob: jobs by the clock. Models pkg/registry/batch/cronjob/strategy.go (v1.33).

import { ageText, type ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn, selectorText } from './columns.ts'
import { containerColumns } from './pod-template-columns.ts'
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
  columns: [
    nameColumn,
    column('Schedule', ({ spec }) => spec?.schedule ?? ''),
    column('Timezone', ({ spec }) => spec?.timeZone ?? '<none>'),
    column('Suspend', ({ spec }) => (spec?.suspend === undefined ? '<unset>' : spec.suspend ? 'True' : 'False'), {
      type: 'boolean',
    }),
    column('Active', ({ status }) => status?.active?.length ?? 0, { type: 'integer' }),
    column('Last Schedule', ({ status }, nowMs) =>
      status?.lastScheduleTime ? ageText(status.lastScheduleTime, nowMs) : '<none>',
    ),
    ageColumn,
    ...containerColumns<CronJob>(({ spec }) => spec?.jobTemplate?.spec?.template, { wide: true }),
    column('Selector', ({ spec }) => selectorText(spec?.jobTemplate?.spec?.selector) || '<none>', { wide: true }),
  ],
}
