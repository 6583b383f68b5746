// NetworkPolicies. Models pkg/apis/networking/validation/validation.go (v1.33), faults in upstream's order.

import {
  type FieldError,
  forbiddenField,
  invalidField,
  portNameFaults,
  portNumberFaults,
  requiredField,
} from '../api/index.ts'
import { faultsOf, goList, labelSelectorRule, supported } from './field-rules.ts'
import { blockRule, blockWarnings, readBlock } from './ip-rules.ts'
import type { IPBlock, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from './types.generated.ts'

const types = ['Ingress', 'Egress']

export function validateNetworkPolicy({ spec }: NetworkPolicy): FieldError[] {
  const errors = labelSelectorRule('spec.podSelector', spec?.podSelector)
  for (const [direction, peersName, rules] of directions(spec)) {
    for (const [i, { ports = [], peers = [] }] of rules.entries()) {
      const field = `spec.${direction}[${i}]`
      for (const [j, port] of ports.entries()) errors.push(...portFaults(`${field}.ports[${j}]`, port))
      for (const [j, peer] of peers.entries()) errors.push(...peerFaults(`${field}.${peersName}[${j}]`, peer))
    }
  }
  const { policyTypes = [] } = spec ?? {}
  if (policyTypes.length > types.length) {
    const why = 'may not specify more than two policyTypes'
    return [...errors, invalidField('spec.policyTypes', goList('networking.PolicyType', policyTypes), why)]
  }
  for (const [i, type] of policyTypes.entries()) errors.push(...supported(`spec.policyTypes[${i}]`, type, types))
  return errors
}

interface Rule {
  readonly ports?: readonly NetworkPolicyPort[] | undefined
  readonly peers?: readonly NetworkPolicyPeer[] | undefined
}

function directions(spec: NetworkPolicy['spec']): [string, string, readonly Rule[]][] {
  return [
    ['ingress', 'from', (spec?.ingress ?? []).map(({ ports, from }) => ({ ports, peers: from }))],
    ['egress', 'to', (spec?.egress ?? []).map(({ ports, to }) => ({ ports, peers: to }))],
  ]
}

function portFaults(field: string, { protocol, port, endPort }: NetworkPolicyPort): FieldError[] {
  const errors = supported(`${field}.protocol`, protocol, ['TCP', 'UDP', 'SCTP'])
  const refuseEnd = (why: string) => errors.push(invalidField(`${field}.endPort`, endPort, why))
  if (typeof port === 'number') {
    errors.push(...faultsOf(`${field}.port`, port, portNumberFaults(port)))
    if (endPort === undefined) return errors
    if (endPort < port) refuseEnd('must be greater than or equal to `port`')
    return [...errors, ...faultsOf(`${field}.endPort`, endPort, portNumberFaults(endPort))]
  }
  if (port === undefined) {
    if (endPort !== undefined) refuseEnd('may not be specified when `port` is not specified')
    return errors
  }
  if (endPort !== undefined) refuseEnd('may not be specified when `port` is non-numeric')
  return [...errors, ...faultsOf(`${field}.port`, port, portNameFaults(port))]
}

function peerFaults(field: string, { podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): FieldError[] {
  const errors = [
    ...labelSelectorRule(`${field}.podSelector`, podSelector),
    ...labelSelectorRule(`${field}.namespaceSelector`, namespaceSelector),
  ]
  if (ipBlock) errors.push(...ipBlockFaults(`${field}.ipBlock`, ipBlock))
  if (!podSelector && !namespaceSelector && !ipBlock) errors.push(requiredField(field, 'must specify a peer'))
  else if (ipBlock && (podSelector || namespaceSelector)) {
    errors.push(forbiddenField(field, 'may not specify both ipBlock and another peer'))
  }
  return errors
}

function ipBlockFaults(field: string, { cidr, except = [] }: IPBlock): FieldError[] {
  if (!cidr) return [requiredField(`${field}.cidr`)]
  const whole = readBlock(cidr)
  const errors = blockRule(`${field}.cidr`, cidr)
  if (!whole) return errors
  for (const [i, text] of except.entries()) {
    const path = `${field}.except[${i}]`
    const part = readBlock(text)
    if (!part) {
      errors.push(...blockRule(path, text))
      continue
    }
    const hidden = BigInt((whole.address.isIpv6 ? 128 : 32) - whole.prefix)
    const inside = part.address.isIpv6 === whole.address.isIpv6 && part.network >> hidden === whole.network >> hidden
    if (inside && part.prefix > whole.prefix) continue
    errors.push(invalidField(path, text, 'must be a strict subset of `cidr`'))
  }
  return errors
}

export function networkPolicyWarnings({ spec }: NetworkPolicy): string[] {
  const warnings: string[] = []
  for (const [direction, peersName, rules] of directions(spec)) {
    for (const [i, { peers = [] }] of rules.entries()) {
      for (const [j, { ipBlock }] of peers.entries()) {
        const field = `spec.${direction}[${i}].${peersName}[${j}].ipBlock`
        if (!ipBlock) continue
        warnings.push(...blockWarnings(`${field}.cidr`, ipBlock.cidr))
        for (const [k, part] of (ipBlock.except ?? []).entries()) {
          warnings.push(...blockWarnings(`${field}.except[${k}]`, part))
        }
      }
    }
  }
  return warnings
}
