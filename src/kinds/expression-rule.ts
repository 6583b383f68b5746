// Where the kinds have CEL expressions checked. Models validateCELCondition of pkg/apis/admissionregistration/validation/
// validation.go (v1.33).

import { type FieldError, invalidField } from '../api/index.ts'
import { type AdmissionScope, type CelType, compileForAdmission, dyn } from '../cel/index.ts'

export function expressionRule(field: string, expression: string, scope: AdmissionScope): FieldError[] {
  const compiled = compileForAdmission(expression, scope)
  return 'fault' in compiled ? [invalidField(field, expression, compiled.fault)] : []
}

/** What a variable of that expression is for those after it; one that does not compile may be anything. */
export function variableType(expression: string, scope: AdmissionScope): CelType {
  const compiled = compileForAdmission(expression, scope)
  return 'fault' in compiled ? dyn : compiled.type
}
