// describe endpointslice (k8s.io/kubectl/pkg/describe/describe.go, describeEndpointSliceV1, v1.33).

import type { Endpoint, EndpointSlice } from '../../kinds/index.ts'
import { describer } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { DescribeWriter } from './writer.ts'

export const endpointSlice = describer<EndpointSlice>('discovery.k8s.io', 'EndpointSlice', (object, context) => {
  const { metadata, ports, endpoints } = object
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  w.field(0, 'Namespace', metadata.namespace ?? '')
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  w.field(0, 'AddressType', object.addressType)
  if (!ports || ports.length === 0) {
    w.write(0, 'Ports: <unset>\n')
  } else {
    w.write(0, 'Ports:\n')
    w.write(1, 'Name\tPort\tProtocol\n')
    w.write(1, '----\t----\t--------\n')
    for (const { name, port, protocol } of ports) {
      w.write(1, `${name || '<unset>'}\t${port ?? '<unset>'}\t${protocol ?? ''}\n`)
    }
  }
  w.write(0, endpoints && endpoints.length > 0 ? 'Endpoints:\n' : 'Endpoints: <none>\n')
  for (const endpoint of endpoints ?? []) writeEndpoint(w, endpoint)
  writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
  return w.text
})

function writeEndpoint(
  w: DescribeWriter,
  { addresses, conditions, hostname, targetRef, nodeName, zone }: Endpoint,
): void {
  w.field(1, '- Addresses', addresses.join(', ') || '<none>')
  w.write(2, 'Conditions:\n')
  w.field(3, 'Ready', conditions?.ready ?? '<unset>')
  w.field(2, 'Hostname', hostname ?? '<unset>')
  if (targetRef) w.field(2, 'TargetRef', `${targetRef.kind ?? ''}/${targetRef.name ?? ''}`)
  w.field(2, 'NodeName', nodeName ?? '<unset>')
  w.field(2, 'Zone', zone ?? '<unset>')
}
