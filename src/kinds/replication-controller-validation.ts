// ReplicationControllers. Models ValidateReplicationControllerSpec of pkg/apis/core/validation/validation.go (v1.33).

import { type FieldError, requiredField } from '../api/index.ts'
import { nonNegative, present } from './field-rules.ts'
import { validatePodTemplate } from './pod-validation.ts'
import type { ReplicationController } from './types.generated.ts'
import { mismatch, validateRunning } from './workload-validation.ts'

export function validateReplicationController({ spec }: ReplicationController): FieldError[] {
  if (!spec) return []
  const { template, selector = {}, replicas } = spec
  const wanted = Object.entries(selector)
  const path = 'spec.template'
  const errors = [
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...present('spec.selector', wanted.length > 0),
    ...(replicas === undefined ? [requiredField('spec.replicas')] : nonNegative('spec.replicas', replicas)),
  ]
  if (!template) return [...errors, requiredField(path)]
  const labels = template.metadata?.labels ?? {}
  if (!wanted.every(([key, value]) => labels[key] === value)) errors.push(mismatch(template, path))
  errors.push(...validatePodTemplate(template, path))
  return [...errors, ...validateRunning(template, path, 'ReplicationController')]
}
