// Namespaces. Models ValidateNamespace and validateFinalizerName of pkg/apis/core/validation/validation.go (v1.33).

import { type FieldError, invalidField } from '../api/index.ts'
import { qualifiedRule } from './field-rules.ts'
import type { Namespace } from './types.generated.ts'

export function validateNamespace({ spec }: Namespace): FieldError[] {
  return (spec?.finalizers ?? []).flatMap((name) => finalizerRule('spec.finalizers', name))
}

function finalizerRule(field: string, name: string): FieldError[] {
  const errors = qualifiedRule(field, name)
  if (errors.length > 0 || name.includes('/')) return errors
  if (['kubernetes', 'orphan', 'foregroundDeletion'].includes(name)) return []
  return [invalidField(field, name, 'name is neither a standard finalizer name nor is it fully qualified')]
}
