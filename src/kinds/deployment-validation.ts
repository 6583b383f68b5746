// Deployments. Models ValidateDeploymentSpec and ValidateDeploymentStrategy of
// pkg/apis/apps/validation/validation.go (v1.33).

import { type FieldError, forbiddenField, GoSyntax, goQuote, invalidField, unsupportedField } from '../api/index.ts'
import { atMost100Percent, countOrPercent, goIntOrString, nonNegative } from './field-rules.ts'
import type { Deployment, DeploymentStrategy } from './types.generated.ts'
import { validateSelectorAndTemplate } from './workload-validation.ts'

export function validateDeployment({ spec }: Deployment): FieldError[] {
  if (!spec) return []
  const { minReadySeconds = 0, progressDeadlineSeconds } = spec
  const errors = [
    ...nonNegative('spec.replicas', spec.replicas),
    ...validateSelectorAndTemplate(spec.selector, spec.template, 'spec'),
    ...validateStrategy(spec.strategy, 'spec.strategy'),
    ...nonNegative('spec.minReadySeconds', minReadySeconds),
    ...nonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
  ]
  if (progressDeadlineSeconds !== undefined) {
    const field = 'spec.progressDeadlineSeconds'
    errors.push(...nonNegative(field, progressDeadlineSeconds))
    if (progressDeadlineSeconds <= minReadySeconds) {
      errors.push(invalidField(field, progressDeadlineSeconds, 'must be greater than minReadySeconds'))
    }
  }
  return errors
}

function validateStrategy(strategy: DeploymentStrategy | undefined, path: string): FieldError[] {
  const { type = '', rollingUpdate } = strategy ?? {}
  if (type === 'Recreate') {
    if (!rollingUpdate) return []
    return [forbiddenField(`${path}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'")]
  }
  if (type !== 'RollingUpdate') {
    const bad = `apps.DeploymentStrategy{Type:${goQuote(type)}, RollingUpdate:(*apps.RollingUpdateDeployment)(nil)}`
    return [unsupportedField(path, new GoSyntax(bad), ['Recreate', 'RollingUpdate'])]
  }
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {}
  const field = `${path}.rollingUpdate`
  const errors = [
    ...countOrPercent(`${field}.maxUnavailable`, maxUnavailable),
    ...countOrPercent(`${field}.maxSurge`, maxSurge),
  ]
  if (Number.parseInt(String(maxUnavailable), 10) === 0 && Number.parseInt(String(maxSurge), 10) === 0) {
    const why = 'may not be 0 when `maxSurge` is 0'
    errors.push(invalidField(`${field}.maxUnavailable`, goIntOrString(maxUnavailable), why))
  }
  return [...errors, ...atMost100Percent(`${field}.maxUnavailable`, maxUnavailable)]
}
