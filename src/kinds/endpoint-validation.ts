// Endpoints and EndpointSlices. Models ValidateEndpoints of pkg/apis/core/validation/validation.go and
// pkg/apis/discovery/validation/validation.go (v1.33).

import {
  duplicateField,
  type FieldError,
  IMMUTABLE,
  invalidField,
  labelValueFaults,
  portNumberFaults,
  requiredField,
  tooManyField,
  unsupportedField,
  validateLabels,
} from '../api/index.ts'
import { portProtocols } from './container-validation.ts'
import { addressRule, faultsOf, isIpv6, labelRule, oneOf, subdomainRule } from './field-rules.ts'
import type { EndpointSlice, Endpoints, ForZone } from './types.generated.ts'

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
  const { length } = endpoints ?? []
  if (length > 1000) errors.push(tooManyField('endpoints', length, 1000))
  for (const [i, endpoint] of (length > 1000 ? [] : (endpoints ?? [])).entries()) {
    const addresses = endpoint.addresses ?? []
    const path = `endpoints[${i}].addresses`
    if (addresses.length === 0) errors.push(requiredField(path, 'must contain at least 1 address'))
    if (addresses.length > 100) errors.push(tooManyField(path, addresses.length, 100))
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
    const { nodeName, deprecatedTopology, hostname, hints } = endpoint
    if (nodeName !== undefined) errors.push(...subdomainRule(`endpoints[${i}].nodeName`, nodeName))
    const topology = `endpoints[${i}].deprecatedTopology`
    const count = Object.keys(deprecatedTopology ?? {}).length
    if (count > 16) errors.push(tooManyField(topology, count, 16))
    errors.push(...validateLabels(deprecatedTopology, topology))
    if (hostname !== undefined) errors.push(...labelRule(`endpoints[${i}].hostname`, hostname))
    errors.push(...validateZones(hints?.forZones ?? [], `endpoints[${i}].hints.forZones`))
  }
  if ((ports ?? []).length > 20_000) errors.push(tooManyField('ports', ports?.length ?? 0, 20_000))
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

function validateZones(zones: readonly ForZone[], path: string): FieldError[] {
  if (zones.length > 8) return [tooManyField(path, zones.length, 8)]
  const names = zones.map(({ name }) => name)
  return names.flatMap((name, i) => {
    const field = `${path}[${i}].name`
    return names.indexOf(name) < i ? [duplicateField(field, name)] : faultsOf(field, name, labelValueFaults(name))
  })
}

export function validateEndpointSliceUpdate(slice: EndpointSlice, old: EndpointSlice): FieldError[] {
  return slice.addressType === old.addressType ? [] : [invalidField('addressType', slice.addressType, IMMUTABLE)]
}
