// ServiceCIDR: a range that addresses of services come from. Models pkg/registry/networking/servicecidr/strategy.go (v1.33).

import { invalidField, type ResourceDefinition, requiredField } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import { goStruct, immutable } from './field-rules.ts'
import { readBlock, strictBlockRule } from './ip-rules.ts'
import type { ServiceCIDR } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const serviceCidr: ResourceDefinition<ServiceCIDR> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'ServiceCIDR',
  resource: 'servicecidrs',
  singular: 'servicecidr',
  namespaced: false,
  verbs: allVerbs,
  status: true,
  generation: false,
  columns: [nameColumn, column('CIDRs', ({ spec }) => spec?.cidrs?.join(',') ?? ''), ageColumn],
  validate({ spec }) {
    const { cidrs = [] } = spec ?? {}
    const field = 'spec.cidrs'
    if (cidrs.length === 0) return [requiredField(field, 'at least one CIDR required')]
    if (cidrs.length > 2) {
      return [
        invalidField(field, goStruct('networking.ServiceCIDRSpec', { CIDRs: cidrs }), 'may only hold up to 2 values'),
      ]
    }
    const errors = cidrs.flatMap((cidr, i) => strictBlockRule(`${field}[${i}]`, cidr))
    const [first, second] = cidrs.map((cidr) => readBlock(cidr)?.address.isIpv6)
    if (cidrs.length === 2 && first !== undefined && first === second) {
      const why = 'may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64'
      errors.push(invalidField(field, cidrs, why))
    }
    return errors
  },
  validateUpdate: ({ spec }, { spec: old }) => immutable('spec.cidrs', spec?.cidrs ?? [], old?.cidrs ?? []),
}
