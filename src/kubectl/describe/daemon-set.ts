// describe daemonset (k8s.io/kubectl/pkg/describe/describe.go, describeDaemonSet, v1.33; before, no namespace).

import type { DaemonSet } from '../../kinds/index.ts'
import { describer } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { labelsText, selectorText, writeAnnotations, writeLabels } from './labels.ts'
import { podCountsText } from './pod-counts.ts'
import { writePodTemplate } from './pod-template.ts'
import { DescribeWriter } from './writer.ts'

export const daemonSet = describer<DaemonSet>('apps', 'DaemonSet', (object, context) => {
  const { metadata, spec, status } = object
  const w = new DescribeWriter()
  const selector = selectorText(spec?.selector)
  const pods = podCountsText(object, selector, context)
  w.field(0, 'Name', metadata.name)
  if (context.version.has('describesDaemonSetNamespace')) w.field(0, 'Namespace', metadata.namespace ?? '')
  w.field(0, 'Selector', selector)
  w.field(0, 'Node-Selector', labelsText(spec?.template.spec?.nodeSelector))
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  w.write(0, `Desired Number of Nodes Scheduled: ${status?.desiredNumberScheduled ?? 0}\n`)
  w.write(0, `Current Number of Nodes Scheduled: ${status?.currentNumberScheduled ?? 0}\n`)
  w.write(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status?.updatedNumberScheduled ?? 0}\n`)
  w.write(0, `Number of Nodes Scheduled with Available Pods: ${status?.numberAvailable ?? 0}\n`)
  w.write(0, `Number of Nodes Misscheduled: ${status?.numberMisscheduled ?? 0}\n`)
  w.field(0, 'Pods Status', pods)
  writePodTemplate(w, spec?.template, context.version)
  writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
  return w.text
})
