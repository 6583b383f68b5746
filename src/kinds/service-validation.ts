// Services. Models ValidateService, ValidateServiceUpdate and ValidateServiceClusterIPsRelatedFields of
// pkg/apis/core/validation/validation.go (v1.33), faults in upstream's order.

import {
  duplicateField,
  type FieldError,
  forbiddenField,
  GoSyntax,
  goQuote,
  invalidField,
  portNumberFaults,
  requiredField,
  unsupportedField,
  validateLabels,
} from '../api/index.ts'
import { portProtocols } from './container-validation.ts'
import {
  addressRule,
  faultsOf,
  isIpv6,
  labelRule,
  oneOf,
  portRule,
  qualifiedRule,
  subdomainRule,
} from './field-rules.ts'
import { blockRule, specialAddressFaults } from './ip-rules.ts'
import { isExternallyAccessible, isHeadless, needsHealthCheckPort } from './service-defaults.ts'
import type { Service, ServicePort, ServiceSpec } from './types.generated.ts'

export function validateService({ metadata, spec = {} }: Service): FieldError[] {
  const { ports = [] } = spec
  const errors: FieldError[] = []
  if (ports.length === 0 && !isHeadless(spec) && spec.type !== 'ExternalName') errors.push(requiredField('spec.ports'))
  errors.push(...validateType(spec))
  const names = new Set<string>()
  for (const [i, port] of ports.entries()) {
    errors.push(...validatePort(port, ports.length > 1, names, `spec.ports[${i}]`))
  }
  errors.push(...validateLabels(spec.selector, 'spec.selector'))
  errors.push(...validateAffinity(spec))
  errors.push(...validateClusterIps(spec))
  for (const [i, address] of (spec.externalIPs ?? []).entries()) {
    errors.push(...externalAddressRule(`spec.externalIPs[${i}]`, address))
  }
  errors.push(...oneOf('spec.type', spec.type, ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']))
  if (spec.type === 'ClusterIP') {
    for (const [i, { nodePort }] of ports.entries()) {
      if (!nodePort) continue
      errors.push(forbiddenField(`spec.ports[${i}].nodePort`, "may not be used when `type` is 'ClusterIP'"))
    }
  }
  errors.push(...validateDuplicates(ports))
  errors.push(...validateLoadBalancer(spec, metadata.annotations?.[rangesAnnotation]))
  errors.push(...validateTraffic(spec))
  return errors
}

const kubeletPort = 10_250

function validateType(spec: ServiceSpec): FieldError[] {
  const errors: FieldError[] = []
  for (const [i, { port }] of (spec.ports ?? []).entries()) {
    if (spec.type !== 'LoadBalancer' || port !== kubeletPort) continue
    const why = `may not expose port ${kubeletPort} externally since it is used by kubelet`
    errors.push(invalidField(`spec.ports[${i}]`, port, why))
  }
  if ((spec.type === 'LoadBalancer' || spec.type === 'NodePort') && isHeadless(spec)) {
    errors.push(invalidField('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${spec.type} services`))
  }
  if (spec.type !== 'ExternalName') return errors
  const why = 'may not be set for ExternalName services'
  if (spec.clusterIPs?.length) errors.push(forbiddenField('spec.clusterIPs', why))
  if (spec.ipFamilies?.length) errors.push(forbiddenField('spec.ipFamilies', why))
  if (spec.ipFamilyPolicy !== undefined) errors.push(forbiddenField('spec.ipFamilyPolicy', why))
  const name = (spec.externalName ?? '').replace(/\.$/, '')
  if (name) errors.push(...subdomainRule('spec.externalName', name))
  else errors.push(requiredField('spec.externalName'))
  return errors
}

function validatePort(port: ServicePort, needsName: boolean, names: Set<string>, path: string): FieldError[] {
  const { name, protocol, appProtocol } = port
  const errors: FieldError[] = []
  if (name) {
    errors.push(...labelRule(`${path}.name`, name))
    if (names.has(name)) errors.push(duplicateField(`${path}.name`, name))
    names.add(name)
  } else if (needsName) errors.push(requiredField(`${path}.name`))
  errors.push(...faultsOf(`${path}.port`, port.port ?? 0, portNumberFaults(port.port ?? 0)))
  errors.push(...oneOf(`${path}.protocol`, protocol, portProtocols))
  errors.push(...portRule(`${path}.targetPort`, port.targetPort))
  if (appProtocol !== undefined) errors.push(...qualifiedRule(`${path}.appProtocol`, appProtocol))
  return errors
}

const longestAffinity = 86_400

function validateAffinity({ sessionAffinity = '', sessionAffinityConfig }: ServiceSpec): FieldError[] {
  const errors = oneOf('spec.sessionAffinity', sessionAffinity, ['ClientIP', 'None'])
  const field = 'spec.sessionAffinityConfig'
  if (sessionAffinity === 'ClientIP') {
    const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds
    if (seconds === undefined) errors.push(requiredField(field, 'when session affinity type is ClientIP'))
    else if (seconds <= 0 || seconds > longestAffinity) {
      const why = `must be greater than 0 and less than ${longestAffinity}`
      errors.push(invalidField(`${field}.clientIP.timeoutSeconds`, seconds, why))
    }
  } else if (sessionAffinity === 'None' && sessionAffinityConfig) {
    errors.push(forbiddenField(field, 'must not be set when session affinity is None'))
  }
  return errors
}

/** Addresses, families and their policy; checked once before allocation and again with all else. */
export function validateClusterIps(spec: ServiceSpec): FieldError[] {
  if (spec.type === 'ExternalName') return []
  const errors: FieldError[] = []
  const { clusterIP, clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec
  const field = 'spec.clusterIPs'
  if (clusterIP) {
    if (clusterIPs.length === 0) errors.push(requiredField(field))
    else if (clusterIPs[0] !== clusterIP) {
      errors.push(invalidField(field, clusterIPs, 'first value must match `clusterIP`'))
    }
  } else if (clusterIPs.length > 0) {
    errors.push(invalidField(field, clusterIPs, 'must be empty when `clusterIP` is not specified'))
  }
  const seen = new Set<string>()
  for (const [i, family] of ipFamilies.entries()) {
    const path = `spec.ipFamilies[${i}]`
    if (family !== 'IPv4' && family !== 'IPv6') errors.push(unsupportedField(path, family, ['IPv4', 'IPv6']))
    if (seen.has(family)) errors.push(duplicateField(path, family))
    seen.add(family)
  }
  const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack']
  if (ipFamilyPolicy !== undefined && !policies.includes(ipFamilyPolicy)) {
    errors.push(unsupportedField('spec.ipFamilyPolicy', ipFamilyPolicy, policies))
  }
  let broken = false
  for (const [i, address] of clusterIPs.entries()) {
    if (i === 0 && address === 'None') {
      if (clusterIPs.length === 1) continue
      broken = true
      errors.push(invalidField(field, clusterIPs, "'None' must be the first and only value"))
      continue
    }
    const faults = addressRule(`${field}[${i}]`, address)
    broken ||= faults.length > 0
    errors.push(...faults)
  }
  if (clusterIPs.length > 2) errors.push(invalidField(field, clusterIPs, 'may only hold up to 2 values'))
  if (broken) return errors
  if (clusterIPs.length > 1 && new Set(clusterIPs.map(isIpv6)).size < 2) {
    errors.push(invalidField(field, clusterIPs, 'may specify no more than one IP for each IP family'))
  }
  if (isHeadless(spec)) return errors
  for (const [i, address] of clusterIPs.entries()) {
    const family = ipFamilies[i]
    if (family === undefined || (family === 'IPv6') === isIpv6(address)) continue
    const why = `expected an ${family} value as indicated by \`ipFamilies[${i}]\``
    errors.push(invalidField(`${field}[${i}]`, address, why))
  }
  return errors
}

function externalAddressRule(field: string, address: string): FieldError[] {
  const errors = addressRule(field, address)
  return errors.length > 0 ? errors : specialAddressFaults(field, address)
}

function validateDuplicates(ports: readonly ServicePort[]): FieldError[] {
  const errors: FieldError[] = []
  const nodePorts = new Set<string>()
  for (const [i, { protocol = '', nodePort }] of ports.entries()) {
    if (!nodePort) continue
    const key = `${protocol}/${nodePort}`
    if (nodePorts.has(key)) errors.push(duplicateField(`spec.ports[${i}].nodePort`, nodePort))
    nodePorts.add(key)
  }
  const seen = new Set<string>()
  for (const [i, { protocol = '', port }] of ports.entries()) {
    const key = `${protocol}/${port}`
    if (seen.has(key)) {
      const bad = `core.ServicePort{Name:"", Protocol:${goQuote(protocol)}, AppProtocol:(*string)(nil), Port:${port}, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}, NodePort:0}`
      errors.push(duplicateField(`spec.ports[${i}]`, new GoSyntax(bad)))
    }
    seen.add(key)
  }
  return errors
}

/** The old way to give the ranges. */
export const rangesAnnotation = 'service.beta.kubernetes.io/load-balancer-source-ranges'

function validateLoadBalancer(spec: ServiceSpec, annotation: string | undefined): FieldError[] {
  const errors: FieldError[] = []
  const only = "may only be used when `type` is 'LoadBalancer'"
  const isBalancer = spec.type === 'LoadBalancer'
  const ranges = spec.loadBalancerSourceRanges ?? []
  if (ranges.length > 0) {
    const field = 'spec.LoadBalancerSourceRanges'
    if (!isBalancer) errors.push(forbiddenField(field, only))
    for (const [i, range] of ranges.entries()) errors.push(...blockRule(`${field}[${i}]`, range.trim()))
  } else if (annotation !== undefined) {
    const field = `metadata.annotations[${rangesAnnotation}]`
    if (!isBalancer) errors.push(forbiddenField(field, only))
    if (annotation.trim()) errors.push(...annotation.split(',').flatMap((range) => blockRule(field, range.trim())))
  }
  if (spec.allocateLoadBalancerNodePorts !== undefined && !isBalancer) {
    errors.push(forbiddenField('spec.allocateLoadBalancerNodePorts', only))
  }
  if (isBalancer && spec.allocateLoadBalancerNodePorts === undefined) {
    errors.push(requiredField('allocateLoadBalancerNodePorts'))
  }
  if (spec.loadBalancerClass !== undefined) {
    if (isBalancer) errors.push(...qualifiedRule('spec.loadBalancerClass', spec.loadBalancerClass))
    else errors.push(forbiddenField('spec.loadBalancerClass', only))
  }
  return errors
}

function validateTraffic(spec: ServiceSpec): FieldError[] {
  const errors: FieldError[] = []
  const { externalTrafficPolicy, internalTrafficPolicy, healthCheckNodePort, trafficDistribution } = spec
  const policies = ['Cluster', 'Local']
  if (isExternallyAccessible(spec)) errors.push(...oneOf('spec.externalTrafficPolicy', externalTrafficPolicy, policies))
  else if (externalTrafficPolicy) {
    const why = 'may only be set for externally-accessible services'
    errors.push(invalidField('spec.externalTrafficPolicy', externalTrafficPolicy, why))
  }
  const field = 'spec.healthCheckNodePort'
  if (needsHealthCheckPort(spec)) {
    if (!healthCheckNodePort) errors.push(requiredField(field))
    else errors.push(...faultsOf(field, healthCheckNodePort, portNumberFaults(healthCheckNodePort)))
  } else if (healthCheckNodePort) {
    const why = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"
    errors.push(invalidField(field, healthCheckNodePort, why))
  }
  if (internalTrafficPolicy !== undefined && !policies.includes(internalTrafficPolicy)) {
    errors.push(unsupportedField('spec.internalTrafficPolicy', internalTrafficPolicy, policies))
  }
  if (trafficDistribution !== undefined && trafficDistribution !== 'PreferClose') {
    errors.push(unsupportedField('spec.trafficDistribution', trafficDistribution, ['PreferClose']))
  }
  return errors
}

/** What may not change; an ExternalName service has no address to keep. */
export function validateServiceUpdate({ spec = {} }: Service, { spec: old = {} }: Service): FieldError[] {
  const errors: FieldError[] = []
  if (spec.type !== 'ExternalName' && old.type !== 'ExternalName') {
    errors.push(...validateKeptAddresses(spec, old))
    if (isHeadless(spec) === isHeadless(old) && !isHeadless(spec)) {
      const [before] = old.ipFamilies ?? []
      const [after] = spec.ipFamilies ?? []
      if (before !== undefined && after !== undefined && before !== after) {
        errors.push(invalidField('spec.ipFamilies[0]', spec.ipFamilies, 'may not change once set'))
      }
    }
  }
  if (spec.type === 'LoadBalancer' && old.type === 'LoadBalancer' && spec.loadBalancerClass !== old.loadBalancerClass) {
    errors.push(invalidField('spec.loadBalancerClass', spec.loadBalancerClass ?? null, 'may not change once set'))
  }
  if (needsHealthCheckPort(old) && needsHealthCheckPort(spec) && spec.healthCheckNodePort !== old.healthCheckNodePort) {
    errors.push(forbiddenField('spec.healthCheckNodePort', 'field is immutable'))
  }
  return errors
}

function validateKeptAddresses(spec: ServiceSpec, old: ServiceSpec): FieldError[] {
  if (isHeadless(spec) && isHeadless(old)) return []
  const before = old.clusterIPs ?? []
  const after = spec.clusterIPs ?? []
  const errors: FieldError[] = []
  if (before.length > 0 && after.length === 0) {
    errors.push(invalidField('spec.clusterIPs[0]', after, 'primary clusterIP can not be unset'))
  }
  const compared = before.length === after.length ? before.length : Math.min(1, before.length, after.length)
  for (let i = 0; i < compared; i++) {
    if (before[i] === after[i]) continue
    errors.push(invalidField(`spec.clusterIPs[${i}]`, after, 'may not change once set'))
  }
  return errors
}
