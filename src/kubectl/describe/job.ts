// describe job (k8s.io/kubectl/pkg/describe/describe.go, describeJob, v1.33; before 1.30 without suspend, back-off and TTL).

import { durationText } from '../../api/index.ts'
import type { Job, JobStatus } from '../../kinds/index.ts'
import { describer } from './context.ts'
import { controllerText } from './controller.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { selectorText, writeAnnotations, writeLabels } from './labels.ts'
import { writePodTemplate } from './pod-template.ts'
import { timeText } from './time-text.ts'
import { DescribeWriter } from './writer.ts'

/** Indexes are cut at the first comma after so many characters. */
const longestIndexes = 50

export const job = describer<Job>('batch', 'Job', (object, context) => {
  const { metadata, spec, status = {} } = object
  const w = new DescribeWriter()
  const optional = (label: string, value: string | number | boolean | undefined) => {
    if (value !== undefined) w.field(0, label, value)
  }
  w.field(0, 'Name', metadata.name)
  w.field(0, 'Namespace', metadata.namespace ?? '')
  w.field(0, 'Selector', selectorText(spec?.selector))
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  optional('Controlled By', controllerText(metadata) || undefined)
  optional('Parallelism', spec?.parallelism)
  w.field(0, 'Completions', spec?.completions ?? '<unset>')
  optional('Completion Mode', spec?.completionMode)
  if (context.version.has('describesJobBackoff')) {
    optional('Suspend', spec?.suspend)
    optional('Backoff Limit', spec?.backoffLimit)
    optional('TTL Seconds After Finished', spec?.ttlSecondsAfterFinished)
  }
  const { startTime, completionTime } = status
  if (startTime) w.field(0, 'Start Time', timeText(startTime))
  if (completionTime) w.field(0, 'Completed At', timeText(completionTime))
  if (startTime && completionTime) {
    w.field(0, 'Duration', durationText(Date.parse(completionTime) - Date.parse(startTime)))
  }
  if (spec?.activeDeadlineSeconds !== undefined) {
    w.field(0, 'Active Deadline Seconds', `${spec.activeDeadlineSeconds}s`)
  }
  w.field(0, 'Pods Statuses', countsText(status))
  if (spec?.completionMode === 'Indexed') w.field(0, 'Completed Indexes', indexesText(status.completedIndexes ?? ''))
  writePodTemplate(w, spec?.template, context.version)
  writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
  return w.text
})

function countsText({ active = 0, ready, succeeded = 0, failed = 0 }: JobStatus): string {
  const readyText = ready === undefined ? '' : ` (${ready} Ready)`
  return `${active} Active${readyText} / ${succeeded} Succeeded / ${failed} Failed`
}

function indexesText(indexes: string): string {
  if (indexes === '') return '<none>'
  const comma = indexes.indexOf(',', longestIndexes)
  return comma < 0 ? indexes : `${indexes.slice(0, comma + 1)}...`
}
