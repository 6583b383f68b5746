// Names of CSI drivers. Models ValidateCSIDriverName of pkg/apis/core/validation/validation.go (v1.33).

import { type FieldError, requiredField, subdomainFaults, tooLongField } from '../api/index.ts'
import { faultsOf } from './field-rules.ts'

export function csiDriverNameRule(field: string, name: string): FieldError[] {
  if (name === '') return [requiredField(field)]
  const errors = name.length > 63 ? [tooLongField(field, 63)] : []
  return [...errors, ...faultsOf(field, name, subdomainFaults(name.toLowerCase()))]
}
