// describe service (k8s.io/kubectl/pkg/describe/describe.go, describeService, v1.33; before 1.31 the Endpoints object
// instead of the slices, and no line for internalTrafficPolicy).

import { asApiError } from '../../api/index.ts'
import type { Service, ServicePort } from '../../kinds/index.ts'
import { type DescribeContext, describer } from './context.ts'
import { type EndpointGroup, endpointGroups, endpointsText } from './endpoint-list.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { labelsText, writeAnnotations, writeLabels } from './labels.ts'
import { DescribeWriter } from './writer.ts'

export const service = describer<Service>('', 'Service', (object, context) => {
  const { metadata, spec = {}, status } = object
  const { version } = context
  const list = (values: readonly string[] | undefined) => values?.join(',') || '<none>'
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  w.field(0, 'Namespace', metadata.namespace ?? '')
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  w.field(0, 'Selector', labelsText(spec.selector))
  w.field(0, 'Type', spec.type ?? '')
  if (spec.ipFamilyPolicy) w.field(0, 'IP Family Policy', spec.ipFamilyPolicy)
  w.field(0, 'IP Families', list(spec.ipFamilies))
  w.field(0, 'IP', spec.clusterIP ?? '')
  w.field(0, 'IPs', list(spec.clusterIPs))
  if (spec.externalIPs?.length) w.field(0, 'External IPs', spec.externalIPs.join(','))
  if (spec.loadBalancerIP) {
    w.field(0, version.has('describesDesiredLoadBalancerIp') ? 'Desired LoadBalancer IP' : 'IP', spec.loadBalancerIP)
  }
  if (spec.externalName) w.field(0, 'External Name', spec.externalName)
  const ingress = (status?.loadBalancer?.ingress ?? []).map(({ ip, ipMode, hostname }) =>
    ip ? `${ip}${ipMode && version.has('describesIngressIpMode') ? ` (${ipMode})` : ''}` : (hostname ?? ''),
  )
  if (ingress.length > 0) w.field(0, 'LoadBalancer Ingress', ingress.join(', '))
  const endpoints = findEndpoints(object, context)
  for (const port of spec.ports ?? []) writePort(w, port, endpoints)
  w.field(0, 'Session Affinity', spec.sessionAffinity ?? '')
  if (spec.externalTrafficPolicy) w.field(0, 'External Traffic Policy', spec.externalTrafficPolicy)
  if (spec.internalTrafficPolicy && version.has('describesInternalTrafficPolicy')) {
    w.field(0, 'Internal Traffic Policy', spec.internalTrafficPolicy)
  }
  if (spec.healthCheckNodePort) w.field(0, 'HealthCheck NodePort', spec.healthCheckNodePort)
  if (spec.loadBalancerSourceRanges?.length) {
    w.field(0, 'LoadBalancer Source Ranges', spec.loadBalancerSourceRanges.join(','))
  }
  writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
  return w.text
})

function writePort(w: DescribeWriter, port: ServicePort, endpoints: readonly EndpointGroup[]): void {
  const name = port.name || '<unset>'
  const protocol = port.protocol ?? ''
  w.write(0, `Port:\t${name}\t${port.port}/${protocol}\n`)
  w.field(0, 'TargetPort', `${port.targetPort ?? 0}/${protocol}`)
  if (port.nodePort) w.write(0, `NodePort:\t${name}\t${port.nodePort}/${protocol}\n`)
  w.field(0, 'Endpoints', endpointsText(endpoints, port.name ?? ''))
}

/** A refusal counts as nothing, as upstream. */
function findEndpoints({ metadata }: Service, context: DescribeContext): readonly EndpointGroup[] {
  try {
    return endpointGroups(metadata.namespace, metadata.name, context)
  } catch (error) {
    asApiError(error)
    return []
  }
}
