// Job: pods that run to an end. Models pkg/registry/batch/job/strategy.go and
// pkg/apis/batch/{v1/defaults.go,validation/validation.go} (v1.33).

import { type Draft, durationText, equalValues, type ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn, selectorText } from './columns.ts'
import { jobLabels, validateJob, validateJobUpdate } from './job-validation.ts'
import { jobWarnings } from './job-warnings.ts'
import { defaultPodTemplate } from './pod-defaults.ts'
import { templateColumns } from './pod-template-columns.ts'
import type { Job, JobSpec } from './types.generated.ts'
import { allVerbs } from './verbs.ts'
import { isChanged } from './workload-validation.ts'

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
  fieldSelectors: { 'status.successful': ({ status }) => String(status?.succeeded ?? 0) },
  defaults: defaultJob,
  prepareCreate: labelPods,
  validate: validateJob,
  validateUpdate: validateJobUpdate,
  warnings: (job, old) => (isChanged(job, old) ? jobWarnings(job, job.spec, 'spec.', old) : []),
  columns: [
    nameColumn,
    column('Status', statusText),
    column('Completions', completionsText),
    column('Duration', durationCell),
    ageColumn,
    ...templateColumns,
    column('Selector', ({ spec }) => selectorText(spec?.selector) || '<none>', { wide: true }),
  ],
}

function defaultJob(draft: Draft<Job>): void {
  draft.spec ??= {} as Draft<JobSpec>
  const { spec } = draft
  spec.template ??= {}
  defaultPodTemplate(spec.template)
  if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1
  spec.parallelism ??= 1
  spec.backoffLimit ??= spec.backoffLimitPerIndex === undefined ? 6 : 2_147_483_647
  shareLabels(draft)
  spec.completionMode ??= 'NonIndexed'
  spec.suspend ??= false
  for (const { onPodConditions = [] } of spec.podFailurePolicy?.rules ?? []) {
    for (const pattern of onPodConditions) pattern.status ||= 'True'
  }
  spec.podReplacementPolicy ??= spec.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed'
  spec.manualSelector ??= false
}

/** A job without labels has those of its pods. */
function shareLabels({ metadata, spec }: Draft<Job>): void {
  const labels = spec?.template.metadata?.labels
  if (labels && Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = { ...labels }
}

/** Unless the job wants a selector of its own, its pods are known by its uid. What is there already, validation judges. */
function labelPods(draft: Draft<Job>): void {
  const { spec, metadata } = draft
  draft.status = {}
  if (!spec || spec.manualSelector) return
  const shared = equalValues(metadata.labels, spec.template.metadata?.labels)
  const labels = { ...jobLabels(metadata), ...spec.template.metadata?.labels }
  Object.assign(spec.template, { metadata: { ...spec.template.metadata, labels } })
  const key = 'batch.kubernetes.io/controller-uid'
  spec.selector = { ...spec.selector, matchLabels: { [key]: metadata.uid ?? '', ...spec.selector?.matchLabels } }
  if (shared || !metadata.labels) metadata.labels = { ...labels }
}

function statusText({ metadata, status }: Job): string {
  const has = (type: string) => status?.conditions?.some((one) => one.type === type && one.status === 'True')
  if (has('Complete')) return 'Complete'
  if (has('Failed')) return 'Failed'
  if (metadata.deletionTimestamp) return 'Terminating'
  if (has('Suspended')) return 'Suspended'
  return has('FailureTarget') ? 'FailureTarget' : 'Running'
}

function completionsText({ spec, status }: Job): string {
  const succeeded = status?.succeeded ?? 0
  if (spec?.completions !== undefined) return `${succeeded}/${spec.completions}`
  const parallelism = spec?.parallelism ?? 0
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`
}

function durationCell({ status }: Job, nowMs: number): string {
  if (!status?.startTime) return ''
  const endMs = status.completionTime ? Date.parse(status.completionTime) : nowMs
  return durationText(endMs - Date.parse(status.startTime))
}
