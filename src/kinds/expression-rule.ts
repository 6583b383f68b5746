// Where the kinds have CEL expressions checked. Models the calls of pkg/apis/admissionregistration/validation/
// validation.go (v1.33) into k8s.io/apiserver/pkg/admission/plugin/cel.

import type { FieldError } from '../api/index.ts'

/** Which names an expression may use. */
export interface ExpressionScope {
  readonly hasParams: boolean
  readonly hasAuthorizer: boolean
  /** Names of the variables before it. */
  readonly variables: readonly string[]
  /** 'bool' for conditions; messages and annotations are strings. */
  readonly result: 'bool' | 'string' | 'any'
}

/** Missing: nothing compiles expressions yet, so that every text passes here. */
export function expressionRule(_field: string, _expression: string, _scope: ExpressionScope): FieldError[] {
  return []
}
