// Leases. Models ValidateLeaseSpec of pkg/apis/coordination/validation/validation.go (v1.33).

import { type FieldError, invalidField } from '../api/index.ts'
import { nonNegative } from './field-rules.ts'
import type { Lease } from './types.generated.ts'

export function validateLease({ spec }: Lease): FieldError[] {
  const { leaseDurationSeconds, leaseTransitions } = spec ?? {}
  return [
    ...(leaseDurationSeconds !== undefined && leaseDurationSeconds <= 0
      ? [invalidField('spec.leaseDurationSeconds', leaseDurationSeconds, 'must be greater than 0')]
      : []),
    ...nonNegative('spec.leaseTransitions', leaseTransitions),
  ]
}
