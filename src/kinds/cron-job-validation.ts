// CronJobs. Models ValidateCronJobCreate and ValidateCronJobUpdate of pkg/apis/batch/validation/validation.go (v1.33).

import { type FieldError, invalidField, requiredField, tooLongText, unsupportedField } from '../api/index.ts'
import { CronError, isTimeZone, parseSchedule } from './cron-schedule.ts'
import { goSelector, nonNegative, nonNegatives, oneOf } from './field-rules.ts'
import { validateJobSpec } from './job-validation.ts'
import type { CronJob, CronJobSpec } from './types.generated.ts'

// A job's name has a dash and ten digits more.
const longestName = 52

export function validateNewCronJob({ spec, metadata }: CronJob): FieldError[] {
  const errors = validateCronJob(spec, undefined)
  if (metadata.name.length <= longestName) return errors
  return [...errors, invalidField('metadata.name', metadata.name, tooLongText(longestName))]
}

export function validateCronJob(spec: CronJobSpec | undefined, old: CronJobSpec | undefined): FieldError[] {
  if (!spec) return []
  const job = spec.jobTemplate?.spec
  const errors = spec.schedule ? validateSchedule(spec, old) : [requiredField('spec.schedule')]
  errors.push(...nonNegative('spec.startingDeadlineSeconds', spec.startingDeadlineSeconds))
  if (!old || old.timeZone !== spec.timeZone) errors.push(...validateTimeZone(spec.timeZone))
  errors.push(...oneOf('spec.concurrencyPolicy', spec.concurrencyPolicy, ['Allow', 'Forbid', 'Replace']))
  if (job) {
    const path = 'spec.jobTemplate.spec'
    errors.push(...validateJobSpec(job, path))
    if (job.selector) {
      errors.push(invalidField(`${path}.selector`, goSelector(job.selector), '`selector` will be auto-generated'))
    }
    if (job.manualSelector) errors.push(unsupportedField(`${path}.manualSelector`, true, ['nil', 'false']))
  }
  return [...errors, ...nonNegatives('spec', spec, ['successfulJobsHistoryLimit', 'failedJobsHistoryLimit'])]
}

function validateSchedule({ schedule, timeZone }: CronJobSpec, old: CronJobSpec | undefined): FieldError[] {
  const errors: FieldError[] = []
  try {
    parseSchedule(schedule)
  } catch (error) {
    if (!(error instanceof CronError)) throw error
    errors.push(invalidField('spec.schedule', schedule, error.message))
  }
  if (!schedule.includes('TZ')) return errors
  const allowed = old?.schedule.includes('TZ')
  if (allowed && timeZone === undefined) return errors
  const why = allowed
    ? 'cannot use both timeZone field and TZ or CRON_TZ in schedule'
    : 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead'
  return [...errors, invalidField('spec.schedule', schedule, why)]
}

function validateTimeZone(zone: string | undefined): FieldError[] {
  const field = 'spec.timeZone'
  if (zone === undefined) return []
  if (zone === '') return [invalidField(field, zone, 'timeZone must be nil or non-empty string')]
  const isPart = (part: string) => part !== '.' && part !== '..' && /^(?!-)[A-Za-z._0-9+-]{1,14}$/.test(part)
  const unknown = invalidField(field, zone, `unknown time zone ${zone}`)
  if (!zone.split('/').every(isPart)) return [unknown]
  const errors: FieldError[] = []
  if (zone.toLowerCase() === 'local') {
    const why = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones'
    errors.push(invalidField(field, zone, why))
  }
  return isTimeZone(zone) ? errors : [...errors, unknown]
}
