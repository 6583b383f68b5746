// What the server fills into services, and what an update keeps from the old object when the caller leaves it out.
// Models pkg/apis/core/v1/defaults.go, pkg/registry/core/service/strategy.go and storage/storage.go (v1.33).

import { type Draft, equalValues } from '../api/index.ts'
import type { Service, ServiceSpec } from './types.generated.ts'

export function defaultService(service: Draft<Service>): void {
  service.spec ??= {}
  const { spec } = service
  spec.sessionAffinity ||= 'None'
  if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig
  if (spec.sessionAffinity === 'ClientIP' && spec.sessionAffinityConfig?.clientIP?.timeoutSeconds === undefined) {
    spec.sessionAffinityConfig = { clientIP: { timeoutSeconds: 10_800 } }
  }
  spec.type ||= 'ClusterIP'
  for (const port of spec.ports ?? []) {
    port.protocol ||= 'TCP'
    if (!port.targetPort) port.targetPort = port.port
  }
  if (isExternallyAccessible(spec)) spec.externalTrafficPolicy ||= 'Cluster'
  if (spec.type === 'ClusterIP' || spec.type === 'NodePort' || spec.type === 'LoadBalancer') {
    spec.internalTrafficPolicy ??= 'Cluster'
  }
  if (spec.type === 'LoadBalancer') spec.allocateLoadBalancerNodePorts ??= true
}

export function isExternallyAccessible({ type, externalIPs }: ServiceSpec): boolean {
  return type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && (externalIPs ?? []).length > 0)
}

/** An ExternalName service has no address; every other one has, or is headless. */
export function needsClusterIp({ type }: ServiceSpec): boolean {
  return type !== 'ExternalName'
}

export function needsNodePort({ type, allocateLoadBalancerNodePorts }: ServiceSpec): boolean {
  return type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts !== false)
}

export function needsHealthCheckPort({ type, externalTrafficPolicy }: ServiceSpec): boolean {
  return type === 'LoadBalancer' && externalTrafficPolicy === 'Local'
}

export function isHeadless({ clusterIPs }: ServiceSpec): boolean {
  return clusterIPs?.length === 1 && clusterIPs[0] === 'None'
}

/** `clusterIP` and `clusterIPs` are one value told twice; whichever the caller changed wins. */
export function normalizeClusterIps(spec: Draft<ServiceSpec>, old: ServiceSpec | undefined): void {
  if (!old) {
    if (spec.clusterIP && !spec.clusterIPs?.length) spec.clusterIPs = [spec.clusterIP]
    return
  }
  if ((spec.clusterIP ?? '') === (old.clusterIP ?? '')) return
  if (!equalValues(spec.clusterIPs ?? [], old.clusterIPs ?? [])) return
  if (spec.clusterIP) spec.clusterIPs = [spec.clusterIP]
  else delete spec.clusterIPs
}

/** A caller that leaves allocated values out means to keep them. */
export function keepAllocated(spec: Draft<ServiceSpec>, old: ServiceSpec): void {
  if (needsClusterIp(old) && needsClusterIp(spec)) {
    if (!spec.clusterIP && old.clusterIP) spec.clusterIP = old.clusterIP
    if (!spec.clusterIPs?.length && spec.clusterIP === old.clusterIP && old.clusterIPs) {
      spec.clusterIPs = [...old.clusterIPs]
    }
  }
  if (needsNodePort(old) && needsNodePort(spec)) {
    const current = new Set((spec.ports ?? []).map(({ nodePort }) => nodePort))
    const used = new Set((old.ports ?? []).map(({ nodePort }) => nodePort).filter((port) => port && current.has(port)))
    for (const port of spec.ports ?? []) {
      if (port.nodePort) continue
      const known = old.ports?.findLast(({ name }) => (name ?? '') === (port.name ?? ''))?.nodePort
      if (!known || used.has(known)) continue
      port.nodePort = known
      used.add(known)
    }
  }
  if (needsHealthCheckPort(old) && needsHealthCheckPort(spec) && !spec.healthCheckNodePort && old.healthCheckNodePort) {
    spec.healthCheckNodePort = old.healthCheckNodePort
  }
}

/** A change of type drops what the new type cannot have, unless the caller changed that, too. */
export function dropForeignFields(spec: Draft<ServiceSpec>, old: ServiceSpec): void {
  const same = (field: keyof ServiceSpec) => equalValues(spec[field], old[field])
  if (needsClusterIp(old) && !needsClusterIp(spec) && same('clusterIP') && same('clusterIPs')) {
    delete spec.clusterIP
    delete spec.clusterIPs
    if (same('ipFamilies')) delete spec.ipFamilies
    if (same('ipFamilyPolicy')) delete spec.ipFamilyPolicy
  }
  if (needsNodePort(old) && !needsNodePort(spec)) {
    const before = (old.ports ?? []).map(({ nodePort }) => nodePort ?? 0).sort()
    const after = (spec.ports ?? []).map(({ nodePort }) => nodePort ?? 0).sort()
    if (equalValues(before, after)) for (const port of spec.ports ?? []) delete port.nodePort
  }
  if (needsHealthCheckPort(old) && !needsHealthCheckPort(spec) && same('healthCheckNodePort')) {
    delete spec.healthCheckNodePort
  }
  if (old.type === 'LoadBalancer' && spec.type !== 'LoadBalancer') {
    if (same('allocateLoadBalancerNodePorts')) delete spec.allocateLoadBalancerNodePorts
    if (same('loadBalancerClass')) delete spec.loadBalancerClass
  }
  if (isExternallyAccessible(old) && !isExternallyAccessible(spec) && same('externalTrafficPolicy')) {
    delete spec.externalTrafficPolicy
  }
}
