// describe replicationcontroller (k8s.io/kubectl/pkg/describe/describe.go, describeReplicationController, v1.33).

import type { ReplicationController } from '../../kinds/index.ts'
import { writeWorkloadConditions } from './conditions.ts'
import { describer } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { labelsText, selectorText, writeAnnotations, writeLabels } from './labels.ts'
import { podCountsText } from './pod-counts.ts'
import { writePodTemplate } from './pod-template.ts'
import { DescribeWriter } from './writer.ts'

export const replicationController = describer<ReplicationController>(
  '',
  'ReplicationController',
  (object, context) => {
    const { metadata, spec, status } = object
    const w = new DescribeWriter()
    const pods = podCountsText(object, selectorText({ matchLabels: spec?.selector ?? {} }), context)
    w.field(0, 'Name', metadata.name)
    w.field(0, 'Namespace', metadata.namespace ?? '')
    w.field(0, 'Selector', labelsText(spec?.selector))
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.field(0, 'Replicas', `${status?.replicas ?? 0} current / ${spec?.replicas ?? 1} desired`)
    w.field(0, 'Pods Status', pods)
    writePodTemplate(w, spec?.template, context.version)
    writeWorkloadConditions(w, status?.conditions)
    writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
    return w.text
  },
)
