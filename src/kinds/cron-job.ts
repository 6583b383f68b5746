// CronJob: jobs by the clock. Models pkg/registry/batch/cronjob/strategy.go and pkg/apis/batch/v1/defaults.go (v1.33).

import { ageText, type ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn, selectorText } from './columns.ts'
import { validateCronJob, validateNewCronJob } from './cron-job-validation.ts'
import { jobWarnings } from './job-warnings.ts'
import { defaultPodTemplate } from './pod-defaults.ts'
import { containerColumns } from './pod-template-columns.ts'
import type { CronJob } from './types.generated.ts'
import { allVerbs } from './verbs.ts'
import { isChanged } from './workload-validation.ts'

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
  defaults({ spec }) {
    if (!spec) return
    spec.concurrencyPolicy ||= 'Allow'
    spec.suspend ??= false
    spec.successfulJobsHistoryLimit ??= 3
    spec.failedJobsHistoryLimit ??= 1
    spec.jobTemplate ??= {}
    spec.jobTemplate.spec ??= { template: {} }
    spec.jobTemplate.spec.template ??= {}
    defaultPodTemplate(spec.jobTemplate.spec.template)
  },
  prepareCreate(draft) {
    draft.status = {}
  },
  validate: (object) => (object.metadata.resourceVersion ? [] : validateNewCronJob(object)),
  validateUpdate: ({ spec }, old) => validateCronJob(spec, old.spec),
  warnings(object, old) {
    const job = object.spec?.jobTemplate?.spec
    const warnings = isChanged(object, old) ? jobWarnings(object, job, 'spec.jobTemplate.spec.', old) : []
    if (!old || !object.spec?.schedule.includes('TZ')) return warnings
    const why =
      'cannot use TZ or CRON_TZ in spec.spec.schedule, use timeZone instead, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details'
    return [...warnings, why]
  },
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
