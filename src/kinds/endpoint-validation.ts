// Endpoints and EndpointSlices. Models ValidateEndpoints of pkg/apis/core/validation/validation.go and
// pkg/apis/discovery/validation/validation.go (v1.33), faults in upstream's order.

import {
  duplicateField,
  type FieldError,
  invalidField,
  labelFaults,
  labelValueFaults,
  portNumberFaults,
  requiredField,
  subdomainFaults,
  tooManyField,
  unsupportedField,
  validateLabels,
} from '../api/index.ts'
import { portProtocols } from './container-validation.ts'
import {
  addressRule,
  faultsOf,
  immutable,
  isIpv6,
  labelRule,
  oneOf,
  qualifiedRule,
  subdomainRule,
} from './field-rules.ts'
import { addressWarnings, specialAddressFaults } from './ip-rules.ts'
import type { Endpoint, EndpointSlice, Endpoints } from './types.generated.ts'

export function validateEndpoints({ subsets = [] }: Endpoints): FieldError[] {
  const errors: FieldError[] = []
  for (const [i, { addresses = [], notReadyAddresses = [], ports = [] }] of subsets.entries()) {
    const path = `subsets[${i}]`
    if (addresses.length === 0 && notReadyAddresses.length === 0) {
      errors.push(requiredField(path, 'must specify `addresses` or `notReadyAddresses`'))
    }
    for (const [name, list] of Object.entries({ addresses, notReadyAddresses })) {
      for (const [j, { ip = '', hostname, nodeName }] of list.entries()) {
        const field = `${path}.${name}[${j}]`
        errors.push(...addressRule(`${field}.ip`, ip))
        if (hostname) errors.push(...labelRule(`${field}.hostname`, hostname))
        if (nodeName !== undefined) errors.push(...subdomainRule(`${field}.nodeName`, nodeName))
        errors.push(...specialAddressFaults(`${field}.ip`, ip))
      }
    }
    for (const [j, { name, port, protocol, appProtocol }] of ports.entries()) {
      const field = `${path}.ports[${j}]`
      if (ports.length > 1 && !name) errors.push(requiredField(`${field}.name`))
      else if (name) errors.push(...labelRule(`${field}.name`, name))
      errors.push(...faultsOf(`${field}.port`, port ?? 0, portNumberFaults(port ?? 0)))
      errors.push(...oneOf(`${field}.protocol`, protocol, portProtocols))
      if (appProtocol !== undefined) errors.push(...qualifiedRule(`${field}.appProtocol`, appProtocol))
    }
  }
  return errors
}

const addressTypes = ['FQDN', 'IPv4', 'IPv6']
const mostAddresses = 100
const mostEndpoints = 1000
const mostPorts = 20_000
const mostTopologyLabels = 16
const mostZones = 8

export function validateEndpointSlice(slice: EndpointSlice): FieldError[] {
  return [...validateTypeAndPorts(slice), ...validateSliceEndpoints(slice)]
}

// Missing lists are null here: upstream always writes these fields.
function validateTypeAndPorts({ addressType, ports }: EndpointSlice): FieldError[] {
  const errors: FieldError[] = []
  if (!addressType) errors.push(requiredField('addressType'))
  else if (!addressTypes.includes(addressType)) {
    errors.push(unsupportedField('addressType', addressType, addressTypes))
  }
  if (ports && ports.length > mostPorts) return [...errors, tooManyField('ports', ports.length, mostPorts)]
  const names = new Set<string>()
  for (const [i, { name = '', protocol, appProtocol }] of (ports ?? []).entries()) {
    const field = `ports[${i}]`
    if (name) errors.push(...labelRule(`${field}.name`, name))
    if (names.has(name)) errors.push(duplicateField(`${field}.name`, name))
    names.add(name)
    errors.push(...oneOf(`${field}.protocol`, protocol, portProtocols))
    if (appProtocol !== undefined) errors.push(...qualifiedRule(`${field}.appProtocol`, appProtocol))
  }
  return errors
}

function validateSliceEndpoints({ addressType, endpoints }: EndpointSlice): FieldError[] {
  if (endpoints && endpoints.length > mostEndpoints) {
    return [tooManyField('endpoints', endpoints.length, mostEndpoints)]
  }
  const errors: FieldError[] = []
  for (const [i, endpoint] of (endpoints ?? []).entries()) {
    const addresses = endpoint.addresses ?? []
    const path = `endpoints[${i}]`
    const field = `${path}.addresses`
    if (addresses.length === 0) errors.push(requiredField(field, 'must contain at least 1 address'))
    else if (addresses.length > mostAddresses) {
      errors.push(tooManyField(field, addresses.length, mostAddresses))
    }
    for (const [j, address] of addresses.entries())
      errors.push(...addressFaults(`${field}[${j}]`, addressType, address))
    errors.push(...endpointFaults(path, endpoint))
  }
  return errors
}

function addressFaults(field: string, addressType: string, address: string): FieldError[] {
  if (addressType === 'FQDN') return domainRule(field, address)
  if (addressType !== 'IPv4' && addressType !== 'IPv6') return []
  const faults = addressRule(field, address)
  if (faults.length > 0) return faults
  const fits = (addressType === 'IPv6') === isIpv6(address)
  const wrong = fits ? [] : [invalidField(field, address, `must be an ${addressType} address`)]
  return [...wrong, ...specialAddressFaults(field, address)]
}

function endpointFaults(path: string, endpoint: Endpoint): FieldError[] {
  const { nodeName, deprecatedTopology = {}, hostname, hints } = endpoint
  const errors: FieldError[] = []
  if (nodeName !== undefined) errors.push(...subdomainRule(`${path}.nodeName`, nodeName))
  const labels = Object.keys(deprecatedTopology).length
  const field = `${path}.deprecatedTopology`
  if (labels > mostTopologyLabels) errors.push(tooManyField(field, labels, mostTopologyLabels))
  errors.push(...validateLabels(deprecatedTopology, field))
  if (hostname !== undefined) errors.push(...labelRule(`${path}.hostname`, hostname))
  const zones = hints?.forZones ?? []
  if (zones.length > mostZones) {
    return [...errors, tooManyField(`${path}.hints.forZones`, zones.length, mostZones)]
  }
  for (const [i, { name = '' }] of zones.entries()) {
    const zone = `${path}.hints.forZones[${i}].name`
    if (zones.findIndex((other) => other.name === name) < i) errors.push(duplicateField(zone, name))
    errors.push(...faultsOf(zone, name, labelValueFaults(name)))
  }
  return errors
}

/** IsFullyQualifiedDomainName. */
function domainRule(field: string, text: string): FieldError[] {
  if (text === '') return [requiredField(field)]
  const name = text.replace(/\.$/, '')
  const faults = subdomainFaults(name)
  if (faults.length > 0) return [invalidField(field, name, faults.join(','))]
  const labels = name.split('.')
  if (labels.length < 2) {
    return [invalidField(field, name, 'should be a domain with at least two segments separated by dots')]
  }
  const long = labels.find((label) => labelFaults(label).length > 0)
  return long === undefined ? [] : [invalidField(field, long, labelFaults(long).join(','))]
}

export function validateEndpointSliceUpdate(slice: EndpointSlice, old: EndpointSlice): FieldError[] {
  return immutable('addressType', slice.addressType, old.addressType)
}

/** Slices of the controllers, which mend addresses, are not looked at. */
export function endpointSliceWarnings({ metadata, addressType, endpoints }: EndpointSlice): string[] {
  const deprecated = addressType === 'FQDN' ? ['spec.addressType: FQDN endpoints are deprecated'] : []
  const manager = metadata.labels?.['endpointslice.kubernetes.io/managed-by']
  if (manager === 'endpointslice-controller.k8s.io' || manager === 'endpointslicemirroring-controller.k8s.io') {
    return deprecated
  }
  const warnings = (endpoints ?? []).flatMap(({ addresses }, i) =>
    (addresses ?? []).flatMap((address, j) => addressWarnings(`endpoints[${i}].addresses[${j}]`, address)),
  )
  return [...deprecated, ...warnings]
}

export function endpointsWarnings({ subsets = [] }: Endpoints): string[] {
  return subsets.flatMap(({ addresses = [], notReadyAddresses = [] }, i) =>
    Object.entries({ addresses, notReadyAddresses }).flatMap(([name, list]) =>
      list.flatMap(({ ip }, j) => addressWarnings(`subsets[${i}].${name}[${j}].ip`, ip ?? '')),
    ),
  )
}
