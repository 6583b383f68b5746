// describe cronjob (k8s.io/kubectl/pkg/describe/describe.go, describeCronJob, v1.33).

import type { CronJob, JobTemplateSpec } from '../../kinds/index.ts'
import type { VersionFacts } from '../versions.ts'
import { describer } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { selectorText, writeAnnotations, writeLabels } from './labels.ts'
import { writePodTemplate } from './pod-template.ts'
import { timeText } from './time-text.ts'
import { boolText, DescribeWriter } from './writer.ts'

export const cronJob = describer<CronJob>('batch', 'CronJob', (object, context) => {
  const { metadata, spec, status } = object
  const deadline = spec?.startingDeadlineSeconds
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  w.field(0, 'Namespace', metadata.namespace ?? '')
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  w.field(0, 'Schedule', spec?.schedule ?? '')
  w.field(0, 'Concurrency Policy', spec?.concurrencyPolicy ?? '')
  w.field(0, 'Suspend', boolText(spec?.suspend))
  w.field(0, 'Successful Job History Limit', spec?.successfulJobsHistoryLimit ?? '<unset>')
  w.field(0, 'Failed Job History Limit', spec?.failedJobsHistoryLimit ?? '<unset>')
  w.field(0, 'Starting Deadline Seconds', deadline === undefined ? '<unset>' : `${deadline}s`)
  writeJobTemplate(w, spec?.jobTemplate, context.version)
  w.field(0, 'Last Schedule Time', status?.lastScheduleTime ? timeText(status.lastScheduleTime) : '<unset>')
  w.field(0, 'Active Jobs', status?.active?.map(({ name = '' }) => name).join(', ') || '<none>')
  writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
  return w.text
})

function writeJobTemplate(w: DescribeWriter, template: JobTemplateSpec | undefined, version: VersionFacts): void {
  const spec = template?.spec
  w.field(0, 'Selector', spec?.selector ? selectorText(spec.selector) : '<unset>')
  w.field(0, 'Parallelism', spec?.parallelism ?? '<unset>')
  w.field(0, 'Completions', spec?.completions ?? '<unset>')
  if (spec?.activeDeadlineSeconds !== undefined) {
    w.field(0, 'Active Deadline Seconds', `${spec.activeDeadlineSeconds}s`)
  }
  writePodTemplate(w, spec?.template, version)
}
