// What replica sets and deployments share: the selector, and the template that it must match. Models
// pkg/apis/apps/validation/validation.go (v1.33).

import {
  equalValues,
  type FieldError,
  forbiddenField,
  IMMUTABLE,
  invalidField,
  type KubeObject,
  labelSelectorOf,
  matchesLabels,
  requiredField,
  unsupportedField,
} from '../api/index.ts'
import { goMap, goSelector, labelSelectorRule } from './field-rules.ts'
import { validatePodTemplate } from './pod-validation.ts'
import type { LabelSelector, PodTemplateSpec } from './types.generated.ts'

export function validateSelectorAndTemplate(
  selector: LabelSelector | undefined,
  template: PodTemplateSpec | undefined,
  path: string,
): FieldError[] {
  const errors: FieldError[] = []
  const field = `${path}.selector`
  if (!selector) errors.push(requiredField(field))
  else {
    errors.push(...labelSelectorRule(field, selector))
    if (Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0) {
      errors.push(invalidField(field, goSelector(selector), 'empty selector is invalid for deployment'))
    }
  }
  const requirements = labelSelectorOf(selector)
  if (selector && !requirements) {
    errors.push(invalidField(field, goSelector(selector), 'invalid label selector'))
    return errors
  }
  const labels = template?.metadata?.labels
  // An empty selector is a fault of its own; a missing one matches nothing.
  if (!requirements || (requirements.length > 0 && !matchesLabels(requirements, labels ?? {}))) {
    const why = '`selector` does not match template `labels`'
    errors.push(invalidField(`${path}.template.metadata.labels`, goMap(labels), why))
  }
  errors.push(...validatePodTemplate(template ?? {}, `${path}.template`))
  const { restartPolicy = '', activeDeadlineSeconds } = template?.spec ?? { containers: [] }
  if (restartPolicy !== 'Always') {
    errors.push(unsupportedField(`${path}.template.spec.restartPolicy`, restartPolicy, ['Always']))
  }
  if (activeDeadlineSeconds !== undefined) {
    const why = 'activeDeadlineSeconds in ReplicaSet is not Supported'
    errors.push(forbiddenField(`${path}.template.spec.activeDeadlineSeconds`, why))
  }
  return errors
}

type WithSelector = KubeObject & { readonly spec?: { readonly selector?: LabelSelector } }

/** The selector says which pods are one's own: it never changes. */
export function immutableSelector({ spec }: WithSelector, old: WithSelector): FieldError[] {
  if (equalValues(spec?.selector, old.spec?.selector)) return []
  return [invalidField('spec.selector', goSelector(spec?.selector), IMMUTABLE)]
}
