// Endpoints and EndpointSlices. Models ValidateEndpoints of pkg/apis/core/validation/validation.go and
// pkg/apis/discovery/validation/validation.go (v1.33). Missing: topology hints and the limits on counts.

import {
  duplicateField,
  type FieldError,
  IMMUTABLE,
  invalidField,
  portNumberFaults,
  requiredField,
  unsupportedField,
} from '../api/index.ts'
import { portProtocols } from './container-validation.ts'
import { addressRule, faultsOf, isIpv6, labelRule, oneOf, subdomainRule } from './field-rules.ts'
import type { EndpointSlice, Endpoints } from './types.generated.ts'

export function validateEndpoints({ subsets = [] }: Endpoints): FieldError[] {
  const errors: FieldError[] = []
  for (const [i, { addresses = [], notReadyAddresses = [], ports = [] }] of subsets.entries()) {
    const path = `subsets[${i}]`
    if (addresses.length === 0 && notReadyAddresses.length === 0) {
      errors.push(requiredField(path, 'must specify `addresses` or `notReadyAddresses`'))
    }
    for (const [name, list] of Object.entries({ addresses, notReadyAddresses })) {
      for (const [j, { ip, hostname, nodeName }] of list.entries()) {
        const field = `${path}.${name}[${j}]`
        errors.push(...addressRule(`${field}.ip`, ip ?? ''))
        if (hostname) errors.push(...labelRule(`${field}.hostname`, hostname))
        if (nodeName !== undefined) errors.push(...subdomainRule(`${field}.nodeName`, nodeName))
      }
    }
    for (const [j, { name, port, protocol }] of ports.entries()) {
      const field = `${path}.ports[${j}]`
      if (ports.length > 1 && !name) errors.push(requiredField(`${field}.name`))
      else if (name) errors.push(...labelRule(`${field}.name`, name))
      errors.push(...faultsOf(`${field}.port`, port ?? 0, portNumberFaults(port ?? 0)))
      errors.push(...oneOf(`${field}.protocol`, protocol, portProtocols))
    }
  }
  return errors
}

const addressTypes = ['FQDN', 'IPv4', 'IPv6']

// Missing lists are null here: upstream always writes these fields.
export function validateEndpointSlice({ addressType, endpoints, ports }: EndpointSlice): FieldError[] {
  const errors: FieldError[] = []
  if (!addressType) errors.push(requiredField('addressType'))
  else if (!addressTypes.includes(addressType)) {
    errors.push(unsupportedField('addressType', addressType, addressTypes))
  }
  for (const [i, endpoint] of (endpoints ?? []).entries()) {
    const addresses = endpoint.addresses ?? []
    const path = `endpoints[${i}].addresses`
    if (addresses.length === 0) errors.push(requiredField(path, 'must contain at least 1 address'))
    for (const [j, address] of addresses.entries()) {
      const field = `${path}[${j}]`
      if (addressType === 'FQDN') {
        errors.push(...subdomainRule(field, address))
        continue
      }
      const faults = addressRule(field, address)
      errors.push(...faults)
      if (faults.length > 0 || (addressType === 'IPv6') === isIpv6(address)) continue
      errors.push(invalidField(field, address, `must be an ${addressType} address`))
    }
  }
  const names = new Set<string>()
  for (const [i, { name = '', port, protocol }] of (ports ?? []).entries()) {
    const field = `ports[${i}]`
    if (name) errors.push(...labelRule(`${field}.name`, name))
    if (names.has(name)) errors.push(duplicateField(`${field}.name`, name))
    names.add(name)
    if (port !== undefined) errors.push(...faultsOf(`${field}.port`, port, portNumberFaults(port)))
    errors.push(...oneOf(`${field}.protocol`, protocol, portProtocols))
  }
  return errors
}

export function validateEndpointSliceUpdate(slice: EndpointSlice, old: EndpointSlice): FieldError[] {
  return slice.addressType === old.addressType ? [] : [invalidField('addressType', slice.addressType, IMMUTABLE)]
}
