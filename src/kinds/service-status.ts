// The status of services and what the server warns of. Models ValidateLoadBalancerStatus of
// pkg/apis/core/validation/validation.go, SetDefaults_Service of pkg/apis/core/v1/defaults.go and
// pkg/api/service/warnings.go (v1.33).

import { type Draft, type FieldError, forbiddenField, goQuote, invalidField, requiredField } from '../api/index.ts'
import { addressRule, subdomainRule, supported } from './field-rules.ts'
import { addressWarnings, blockWarnings, readAddress } from './ip-rules.ts'
import { isHeadless } from './service-defaults.ts'
import type { Service } from './types.generated.ts'

export function defaultBalancerStatus({ spec, status }: Draft<Service>): void {
  if (spec?.type !== 'LoadBalancer') return
  for (const ingress of status?.loadBalancer?.ingress ?? []) if (ingress.ip) ingress.ipMode ??= 'VIP'
}

export function validateServiceStatus({ spec, status }: Service): FieldError[] {
  const ingresses = status?.loadBalancer?.ingress ?? []
  const path = 'status.loadBalancer.ingress'
  if (spec?.type !== 'LoadBalancer' && ingresses.length > 0) {
    return [forbiddenField(path, 'may only be used when `spec.type` is "LoadBalancer"')]
  }
  const errors: FieldError[] = []
  for (const [i, { ip, ipMode, hostname }] of ingresses.entries()) {
    const field = `${path}[${i}]`
    if (ip) errors.push(...addressRule(`${field}.ip`, ip))
    if (ip && ipMode === undefined) {
      errors.push(requiredField(`${field}.ipMode`, 'must be specified when `ip` is set'))
    } else if (!ip && ipMode !== undefined) {
      errors.push(forbiddenField(`${field}.ipMode`, 'may not be specified when `ip` is not set'))
    } else errors.push(...supported(`${field}.ipMode`, ipMode, ['Proxy', 'VIP']))
    if (!hostname) continue
    errors.push(...subdomainRule(`${field}.hostname`, hostname))
    if (readAddress(hostname)) {
      errors.push(invalidField(`${field}.hostname`, hostname, 'must be a DNS name, not an IP address'))
    }
  }
  return errors
}

export function serviceWarnings({ metadata, spec = {} }: Service): string[] {
  const { type, clusterIP, clusterIPs = [], externalIPs = [], loadBalancerIP, loadBalancerSourceRanges = [] } = spec
  const warnings: string[] = []
  const hints = 'service.kubernetes.io/topology-aware-hints'
  if (metadata.annotations?.[hints] !== undefined) {
    warnings.push(`annotation ${hints} is deprecated, please use service.kubernetes.io/topology-mode instead`)
  }
  if (type !== 'ExternalName' && !isHeadless(spec)) {
    warnings.push(...clusterIPs.flatMap((address, i) => addressWarnings(`spec.clusterIPs[${i}]`, address)))
  }
  if (type === 'ClusterIP' && clusterIP === 'None') {
    if (loadBalancerIP) warnings.push('spec.loadBalancerIP is ignored for headless services')
    if (externalIPs.length > 0) warnings.push('spec.externalIPs is ignored for headless services')
    if (spec.sessionAffinity !== 'None') warnings.push('spec.SessionAffinity is ignored for headless services')
  }
  warnings.push(...externalIPs.flatMap((address, i) => addressWarnings(`spec.externalIPs[${i}]`, address)))
  if (loadBalancerIP) warnings.push(...addressWarnings('spec.loadBalancerIP', loadBalancerIP))
  warnings.push(
    ...loadBalancerSourceRanges.flatMap((range, i) => blockWarnings(`spec.loadBalancerSourceRanges[${i}]`, range)),
  )
  const external = goQuote('ExternalName')
  if (type === 'ExternalName' && externalIPs.length > 0) {
    warnings.push(`spec.externalIPs is ignored when spec.type is ${external}`)
  }
  if (type !== 'ExternalName' && spec.externalName) {
    warnings.push(`spec.externalName is ignored when spec.type is not ${external}`)
  }
  return warnings
}
