// describe servicecidr (k8s.io/kubectl/pkg/describe/describe.go, describeServiceCIDRV1, v1.33).

import type { ServiceCIDR } from '../../kinds/index.ts'
import { notServed } from './beta-addresses.ts'
import { writeTimedConditions } from './conditions.ts'
import { describer } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { describeGeneric } from './generic.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { DescribeWriter } from './writer.ts'

export const serviceCidr = describer<ServiceCIDR>('networking.k8s.io', 'ServiceCIDR', (object, context) => {
  const { metadata, spec, status } = object
  if (!context.version.has('describesServiceCidrs')) return describeGeneric(object, context)
  if (!context.version.has('describesAddressesV1')) throw notServed('servicecidrs', metadata.name)
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  w.field(0, 'CIDRs', (spec?.cidrs ?? []).join(', '))
  if (status?.conditions?.length) w.write(0, 'Status:\n')
  writeTimedConditions(w, status?.conditions)
  writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
  return w.text
})
