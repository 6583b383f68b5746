// describe ipaddress (k8s.io/kubectl/pkg/describe/describe.go, describeIPAddressV1, v1.33).

import type { IPAddress } from '../../kinds/index.ts'
import { notServed } from './beta-addresses.ts'
import { describer } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { DescribeWriter } from './writer.ts'

export const ipAddress = describer<IPAddress>('networking.k8s.io', 'IPAddress', (object, context) => {
  const { metadata, spec } = object
  if (!context.version.has('describesAddressesV1')) throw notServed('ipaddresses', metadata.name)
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  if (spec?.parentRef) {
    const { group = '', resource, namespace = '', name } = spec.parentRef
    w.write(0, 'Parent Reference:\n')
    w.field(1, 'Group', group)
    w.field(1, 'Resource', resource)
    w.field(1, 'Namespace', namespace)
    w.field(1, 'Name', name)
  }
  writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
  return w.text
})
