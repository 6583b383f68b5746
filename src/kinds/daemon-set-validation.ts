// DaemonSets. Models ValidateDaemonSetSpec of pkg/apis/apps/validation/validation.go (v1.33).

import { type FieldError, GoSyntax, goQuote, invalidField, requiredField, unsupportedField } from '../api/index.ts'
import {
  atMost100Percent,
  countOrPercent,
  goIntOrString,
  goSelector,
  labelSelectorRule,
  nonNegative,
} from './field-rules.ts'
import { validatePodTemplate } from './pod-validation.ts'
import type { DaemonSet, DaemonSetUpdateStrategy } from './types.generated.ts'
import { mismatch, selects, validateRunning } from './workload-validation.ts'

export function validateDaemonSet({ spec }: DaemonSet): FieldError[] {
  if (!spec) return []
  const { selector, template } = spec
  const errors = labelSelectorRule('spec.selector', selector)
  if (selects(selector, template) === false) errors.push(mismatch(template, 'spec.template'))
  if (selector && Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0) {
    errors.push(invalidField('spec.selector', goSelector(selector), 'empty selector is invalid for daemonset'))
  }
  return [
    ...errors,
    ...validatePodTemplate(template ?? {}, 'spec.template'),
    ...validateRunning(template, 'spec.template', 'DaemonSet'),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateStrategy(spec.updateStrategy, 'spec.updateStrategy'),
    ...nonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
  ]
}

function validateStrategy(strategy: DaemonSetUpdateStrategy | undefined, path: string): FieldError[] {
  const { type = '', rollingUpdate } = strategy ?? {}
  if (type === 'OnDelete') return []
  if (type !== 'RollingUpdate') {
    const bad = `apps.DaemonSetUpdateStrategy{Type:${goQuote(type)}, RollingUpdate:(*apps.RollingUpdateDaemonSet)(nil)}`
    return [unsupportedField(path, new GoSyntax(bad), ['RollingUpdate', 'OnDelete'])]
  }
  const field = `${path}.rollingUpdate`
  if (!rollingUpdate) return [requiredField(field)]
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate
  const both = { maxUnavailable, maxSurge }
  const errors = [
    ...Object.entries(both).flatMap(([name, value]) => countOrPercent(`${field}.${name}`, value)),
    ...Object.entries(both).flatMap(([name, value]) => atMost100Percent(`${field}.${name}`, value)),
  ]
  const isSet = (value: number | string) => (Number.parseInt(String(value), 10) || 0) !== 0
  if (isSet(maxUnavailable) && isSet(maxSurge)) {
    const why = 'may not be set when maxUnavailable is non-zero'
    errors.push(invalidField(`${field}.maxSurge`, goIntOrString(maxSurge), why))
  } else if (!isSet(maxUnavailable) && !isSet(maxSurge)) {
    errors.push(requiredField(`${field}.maxUnavailable`, 'cannot be 0 when maxSurge is 0'))
  }
  return errors
}
