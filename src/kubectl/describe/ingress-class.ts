// describe ingressclass (k8s.io/kubectl/pkg/describe/describe.go, describeIngressClassV1, v1.33).

import type { IngressClass } from '../../kinds/index.ts'
import { describer } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { DescribeWriter } from './writer.ts'

export const ingressClass = describer<IngressClass>('networking.k8s.io', 'IngressClass', (object, context) => {
  const { metadata, spec } = object
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  w.field(0, 'Controller', spec?.controller ?? '')
  if (spec?.parameters) {
    const { apiGroup, kind = '', name } = spec.parameters
    w.write(0, 'Parameters:\n')
    if (apiGroup !== undefined) w.field(1, 'APIGroup', apiGroup)
    w.field(1, 'Kind', kind)
    w.field(1, 'Name', name)
  }
  writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
  return w.text
})
