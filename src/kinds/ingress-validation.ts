// Ingresses. Models ValidateIngressSpec and ValidateIngressLoadBalancerStatus of
// pkg/apis/networking/validation/validation.go (v1.33), faults in upstream's order.

import {
  type FieldError,
  GoSyntax,
  invalidField,
  patternText,
  portNameFaults,
  portNumberFaults,
  requiredField,
  serviceNameFaults,
  subdomainFaults,
  tooLongText,
  unsupportedField,
} from '../api/index.ts'
import { addressRule, faultsOf, requiredPathName, subdomainRule } from './field-rules.ts'
import { readAddress } from './ip-rules.ts'
import type { HTTPIngressPath, Ingress, IngressBackend, TypedLocalObjectReference } from './types.generated.ts'

const NOT_AN_ADDRESS = 'must be a DNS name, not an IP address'

export function validateIngress({ spec = {} }: Ingress): FieldError[] {
  const { rules = [], defaultBackend, tls = [], ingressClassName } = spec
  const errors: FieldError[] = []
  if (rules.length === 0 && !defaultBackend) {
    const none = new GoSyntax('[]networking.IngressRule(nil)')
    errors.push(invalidField('spec', none, 'either `defaultBackend` or `rules` must be specified'))
  }
  if (defaultBackend) errors.push(...backendRule('spec.defaultBackend', defaultBackend))
  for (const [i, { host, http }] of rules.entries()) {
    const field = `spec.rules[${i}]`
    if (host) {
      if (readAddress(host)) errors.push(invalidField(`${field}.host`, host, NOT_AN_ADDRESS))
      errors.push(...hostRule(`${field}.host`, host))
    }
    if (!http) continue
    const paths = http.paths ?? []
    if (paths.length === 0) errors.push(requiredField(`${field}.http.paths`))
    for (const [j, path] of paths.entries()) errors.push(...pathRule(`${field}.http.paths[${j}]`, path))
  }
  for (const [i, { hosts = [], secretName }] of tls.entries()) {
    for (const [j, host] of hosts.entries()) errors.push(...hostRule(`spec.tls[${i}].hosts[${j}]`, host))
    if (secretName) errors.push(...subdomainRule(`spec.tls[${i}].secretName`, secretName))
  }
  if (ingressClassName !== undefined) errors.push(...subdomainRule('spec.ingressClassName', ingressClassName))
  return errors
}

function hostRule(field: string, host: string): FieldError[] {
  return faultsOf(field, host, host.includes('*') ? wildcardFaults(host) : subdomainFaults(host))
}

const wildcardFormat = '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'
const wildcard = new RegExp(`^${wildcardFormat}$`)

function wildcardFaults(host: string): string[] {
  const faults = host.length > 253 ? [tooLongText(253)] : []
  if (!wildcard.test(host)) {
    const why =
      "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character"
    faults.push(patternText(why, wildcardFormat, '*.example.com'))
  }
  return faults
}

const pathTypes = ['Exact', 'ImplementationSpecific', 'Prefix']

function pathRule(field: string, { path = '', pathType, backend }: HTTPIngressPath): FieldError[] {
  // The type is a pointer upstream: an empty one is there, but not supported.
  if (pathType === undefined || pathType === null) {
    return [requiredField(`${field}.pathType`, 'pathType must be specified')]
  }
  const errors: FieldError[] = []
  const refuse = (why: string) => errors.push(invalidField(`${field}.path`, path, why))
  if (!pathTypes.includes(pathType)) errors.push(unsupportedField(`${field}.pathType`, pathType, pathTypes))
  else if (pathType === 'ImplementationSpecific') {
    if (path && !path.startsWith('/')) refuse('must be an absolute path')
  } else {
    if (!path.startsWith('/')) refuse('must be an absolute path')
    for (const part of ['//', '/./', '/../', '%2f', '%2F'])
      if (path.includes(part)) refuse(`must not contain '${part}'`)
    for (const end of ['/..', '/.']) if (path.endsWith(end)) refuse(`cannot end with '${end}'`)
  }
  return [...errors, ...backendRule(`${field}.backend`, backend ?? {})]
}

function backendRule(field: string, { service, resource }: IngressBackend): FieldError[] {
  if (service && resource) return [invalidField(field, '', 'cannot set both resource and service backends')]
  if (resource) return referenceRule(`${field}.resource`, resource)
  if (!service) return [invalidField(field, '', 'resource or service backend is required')]
  const errors = service.name
    ? faultsOf(`${field}.service.name`, service.name, serviceNameFaults(service.name))
    : [requiredField(`${field}.service.name`)]
  const { name, number } = service.port ?? {}
  if (name && number) errors.push(invalidField(field, '', 'cannot set both port name & port number'))
  else if (name) errors.push(...faultsOf(`${field}.service.port.name`, name, portNameFaults(name)))
  else if (number) errors.push(...faultsOf(`${field}.service.port.number`, number, portNumberFaults(number)))
  else errors.push(requiredField(field, 'port name or number is required'))
  return errors
}

// A missing group is null: upstream always writes it.
function referenceRule(field: string, { apiGroup, kind, name }: TypedLocalObjectReference): FieldError[] {
  return [
    ...(apiGroup === undefined || apiGroup === null ? [] : subdomainRule(`${field}.apiGroup`, apiGroup)),
    ...requiredPathName(`${field}.kind`, kind),
    ...requiredPathName(`${field}.name`, name),
  ]
}

export function validateIngressStatus({ status }: Ingress): FieldError[] {
  const errors: FieldError[] = []
  for (const [i, { ip, hostname }] of (status?.loadBalancer?.ingress ?? []).entries()) {
    const field = `status.loadBalancer.ingress[${i}]`
    if (ip) errors.push(...addressRule(`${field}.ip`, ip))
    if (!hostname) continue
    errors.push(...subdomainRule(`${field}.hostname`, hostname))
    if (readAddress(hostname)) errors.push(invalidField(`${field}.hostname`, hostname, NOT_AN_ADDRESS))
  }
  return errors
}
