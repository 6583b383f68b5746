// Nodes: their taints, and what of their spec may change. Models ValidateNode and ValidateNodeUpdate of
// pkg/apis/core/validation/validation.go (v1.33).

import {
  equalValues,
  type FieldError,
  forbiddenField,
  GoSyntax,
  goQuote,
  invalidField,
  labelValueFaults,
} from '../api/index.ts'

import { oneOf, qualifiedRule } from './field-rules.ts'
import type { Node, Taint } from './types.generated.ts'

export function validateNode({ spec }: Node): FieldError[] {
  const errors: FieldError[] = []
  const seen = new Set<string>()
  for (const [i, taint] of (spec?.taints ?? []).entries()) {
    // Upstream takes the path of the metadata for that of the spec.
    const field = `metadata.taints[${i}]`
    const { key = '', value = '', effect = '' } = taint
    errors.push(...qualifiedRule(`${field}.key`, key))
    const faults = labelValueFaults(value)
    if (faults.length > 0) errors.push(invalidField(`${field}.value`, value, faults.join(';')))
    errors.push(...oneOf(`${field}.effect`, effect, ['NoSchedule', 'PreferNoSchedule', 'NoExecute']))
    const identity = `${key}:${effect}`
    if (seen.has(identity)) {
      const detail = 'taints must be unique by key and effect pair'
      errors.push({ type: 'Duplicate value', field, badValue: goTaint(taint), detail })
    }
    seen.add(identity)
  }
  return errors
}

function goTaint({ key = '', value = '', effect = '' }: Taint): GoSyntax {
  return new GoSyntax(
    `core.Taint{Key:${goQuote(key)}, Value:${goQuote(value)}, Effect:${goQuote(effect)}, TimeAdded:<nil>}`,
  )
}

export function validateNodeUpdate({ spec }: Node, { spec: old }: Node): FieldError[] {
  const errors: FieldError[] = []
  if (old?.podCIDRs?.length && !equalValues(old.podCIDRs, spec?.podCIDRs ?? [])) {
    errors.push(forbiddenField('spec.podCIDRs', 'node updates may not change podCIDR except from "" to valid'))
  }
  if (old?.providerID && old.providerID !== spec?.providerID) {
    errors.push(forbiddenField('spec.providerID', 'node updates may not change providerID except from "" to valid'))
  }
  return errors
}
