// Namespaces. Models ValidateNamespace and validateFinalizerName of pkg/apis/core/validation/validation.go (v1.33).

import type { FieldError } from '../api/index.ts'
import { qualifiedRule } from './field-rules.ts'
import { standardFinalizer } from './finalizer-rule.ts'
import type { Namespace } from './types.generated.ts'

export function validateNamespace({ spec }: Namespace): FieldError[] {
  return (spec?.finalizers ?? []).flatMap((name) => finalizerRule('spec.finalizers', name))
}

function finalizerRule(field: string, name: string): FieldError[] {
  const errors = qualifiedRule(field, name)
  return errors.length > 0 ? errors : standardFinalizer(field, name)
}
