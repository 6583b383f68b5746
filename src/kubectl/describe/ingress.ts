// describe ingress (k8s.io/kubectl/pkg/describe/describe.go, describeIngressV1, v1.33).

import { asApiError } from '../../api/index.ts'
import type { Ingress, IngressBackend, IngressServiceBackend, IngressTLS, Service } from '../../kinds/index.ts'
import { type DescribeContext, describer } from './context.ts'
import { endpointGroups, endpointsText } from './endpoint-list.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { compareText } from './order.ts'
import { DescribeWriter } from './writer.ts'

export const ingress = describer<Ingress>('networking.k8s.io', 'Ingress', (object, context) => {
  const { metadata, spec } = object
  const backend = (one: IngressBackend) => backendText(one, metadata.namespace, context)
  const fallback = spec?.defaultBackend ? backend(spec.defaultBackend) : '<default>'
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  writeLabels(w, 'Labels', metadata.labels)
  w.field(0, 'Namespace', metadata.namespace ?? '')
  w.field(0, 'Address', addressText(object))
  w.field(0, 'Ingress Class', spec?.ingressClassName ?? '<none>')
  w.field(0, 'Default backend', fallback)
  writeTls(w, spec?.tls ?? [])
  w.write(0, 'Rules:\n  Host\tPath\tBackends\n')
  w.write(1, '----\t----\t--------\n')
  const rules = (spec?.rules ?? []).filter(({ http }) => http)
  for (const { host, http } of rules) {
    w.write(1, `${host || '*'}\t\n`)
    for (const { path = '', backend: one } of http?.paths ?? []) w.write(2, `\t${path} \t${backend(one)}\n`)
  }
  if (rules.length === 0) w.write(1, `*\t*\t${fallback}\n`)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
  return w.text
})

function addressText({ status }: Ingress): string {
  const addresses = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || '')
  return [...new Set(addresses.filter((address) => address !== ''))].sort(compareText).join(',')
}

function writeTls(w: DescribeWriter, tls: readonly IngressTLS[]): void {
  if (tls.length > 0) w.write(0, 'TLS:\n')
  for (const { secretName, hosts = [] } of tls) {
    w.write(1, `${secretName ? `${secretName} terminates` : 'SNI routes'} ${hosts.join(',')}\n`)
  }
}

/** A service with its endpoints, or why they cannot be seen; or another resource. */
function backendText({ service, resource }: IngressBackend, namespace: string | undefined, context: DescribeContext) {
  if (service) {
    const { name, port } = service
    return `${name}:${port?.number || (port?.name ?? '')} (${serviceText(service, namespace, context)})`
  }
  if (!resource) return ''
  return `APIGroup: ${resource.apiGroup ?? '<none>'}, Kind: ${resource.kind}, Name: ${resource.name}`
}

function serviceText({ name, port }: IngressServiceBackend, namespace: string | undefined, context: DescribeContext) {
  try {
    const groups = endpointGroups(namespace, name, context)
    const target = { group: '', version: 'v1', resource: 'services', namespace, name }
    const ports = context.client.get<Service>(target).spec?.ports ?? []
    const last = ports.findLast((one) =>
      port?.number ? port.number === one.port : port?.name && port.name === one.name,
    )
    return endpointsText(groups, last?.name ?? '')
  } catch (error) {
    return `<error: ${asApiError(error).message}>`
  }
}
