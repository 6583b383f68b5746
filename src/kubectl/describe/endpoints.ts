// describe endpoints (k8s.io/kubectl/pkg/describe/describe.go, describeEndpoints, v1.33).

import type { EndpointAddress, Endpoints } from '../../kinds/index.ts'
import { describer } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { DescribeWriter } from './writer.ts'

export const endpoints = describer<Endpoints>('', 'Endpoints', (object, context) => {
  const { metadata } = object
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  w.field(0, 'Namespace', metadata.namespace ?? '')
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  w.write(0, 'Subsets:\n')
  for (const { addresses, notReadyAddresses, ports = [] } of object.subsets ?? []) {
    w.field(1, 'Addresses', listText(addresses))
    w.field(1, 'NotReadyAddresses', listText(notReadyAddresses))
    if (ports.length > 0) {
      w.write(1, 'Ports:\n')
      w.write(2, 'Name\tPort\tProtocol\n')
      w.write(2, '----\t----\t--------\n')
    }
    for (const { name, port, protocol } of ports) w.write(2, `${name || '<unset>'}\t${port}\t${protocol ?? ''}\n`)
    w.write(0, '\n')
  }
  writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
  return w.text
})

function listText(addresses: readonly EndpointAddress[] | undefined): string {
  return addresses?.map(({ ip }) => ip).join(',') || '<none>'
}
