// What workloads share: the selector, and the template that it must match. Models pkg/apis/apps/validation/validation.go
// (v1.33).

import {
  equalValues,
  type FieldError,
  forbiddenField,
  invalidField,
  type KubeObject,
  labelSelectorOf,
  matchesLabels,
  requiredField,
  unsupportedField,
} from '../api/index.ts'
import { goMap, goSelector, immutable, labelSelectorRule, nonNegative } from './field-rules.ts'
import { validatePodTemplate } from './pod-validation.ts'
import type { LabelSelector, PodTemplateSpec, ReplicaSet } from './types.generated.ts'

/** Whether a selector selects a template's pods; undefined for one that cannot be read. A missing one selects none. */
export function selects(selector: LabelSelector | undefined, template: PodTemplateSpec | undefined) {
  if (!selector) return false
  const requirements = labelSelectorOf(selector)
  return requirements && matchesLabels(requirements, template?.metadata?.labels ?? {})
}

/** The template does not have the labels that the selector wants. */
export function mismatch(template: PodTemplateSpec | undefined, path: string): FieldError {
  const why = '`selector` does not match template `labels`'
  return invalidField(`${path}.metadata.labels`, goMap(template?.metadata?.labels), why)
}

export function validateSelector(selector: LabelSelector | undefined, field: string, kind: string): FieldError[] {
  if (!selector) return [requiredField(field)]
  const errors = labelSelectorRule(field, selector)
  if (Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0) {
    errors.push(invalidField(field, goSelector(selector), `empty selector is invalid for ${kind}`))
  }
  return errors
}

/** What pods that are kept running may not say. */
export function validateRunning(template: PodTemplateSpec | undefined, path: string, kind: string): FieldError[] {
  const { restartPolicy = '', activeDeadlineSeconds } = template?.spec ?? { containers: [] }
  const errors: FieldError[] = []
  if (restartPolicy !== 'Always') {
    errors.push(unsupportedField(`${path}.spec.restartPolicy`, restartPolicy, ['Always']))
  }
  if (activeDeadlineSeconds !== undefined) {
    const why = `activeDeadlineSeconds in ${kind} is not Supported`
    errors.push(forbiddenField(`${path}.spec.activeDeadlineSeconds`, why))
  }
  return errors
}

export function validateSelectorAndTemplate(
  selector: LabelSelector | undefined,
  template: PodTemplateSpec | undefined,
  path: string,
): FieldError[] {
  const field = `${path}.selector`
  const errors = validateSelector(selector, field, 'deployment')
  const selected = selects(selector, template)
  if (selected === undefined) return [...errors, invalidField(field, goSelector(selector), 'invalid label selector')]
  if (!selected) errors.push(mismatch(template, `${path}.template`))
  errors.push(...validatePodTemplate(template ?? {}, `${path}.template`))
  return [...errors, ...validateRunning(template, `${path}.template`, 'ReplicaSet')]
}

export function validateReplicaSet({ spec }: ReplicaSet): FieldError[] {
  return [
    ...nonNegative('spec.replicas', spec?.replicas),
    ...nonNegative('spec.minReadySeconds', spec?.minReadySeconds),
    ...validateSelectorAndTemplate(spec?.selector, spec?.template, 'spec'),
  ]
}

type WithSelector = KubeObject & { readonly spec?: { readonly selector?: LabelSelector } }

/** The selector says which pods are one's own: it never changes. */
export function immutableSelector({ spec }: WithSelector, old: WithSelector): FieldError[] {
  return immutable('spec.selector', spec?.selector, old.spec?.selector, goSelector(spec?.selector))
}

/** Warnings look at a template only when something of the spec has changed. */
export function isChanged(object: KubeObject & { spec?: unknown }, old: (KubeObject & { spec?: unknown }) | undefined) {
  return !old || !equalValues(object.spec, old.spec)
}
