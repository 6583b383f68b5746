// What a pod says about where it may run: tolerations, affinity, spread. Models pkg/apis/core/validation/validation.go
// (v1.33). Missing: matchLabelKeys and the node policies of spread constraints.

import {
  type FieldError,
  forbiddenField,
  invalidField,
  labelValueFaults,
  requiredField,
  unsupportedField,
} from '../api/index.ts'
import { labelSelectorRule, qualifiedRule } from './field-rules.ts'
import type {
  Affinity,
  NodeSelectorTerm,
  PodAffinityTerm,
  Toleration,
  TopologySpreadConstraint,
} from './types.generated.ts'

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

export function validateTolerations(tolerations: readonly Toleration[], path: string): FieldError[] {
  const errors: FieldError[] = []
  for (const [i, { key, operator = '', value = '', effect = '', tolerationSeconds }] of tolerations.entries()) {
    const field = `${path}[${i}]`
    if (key) errors.push(...qualifiedRule(`${field}.key`, key))
    if (!key && operator !== 'Exists') {
      const why = 'operator must be Exists when `key` is empty, which means "match all values and all keys"'
      errors.push(invalidField(`${field}.operator`, operator, why))
    }
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      errors.push(invalidField(`${field}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"))
    }
    if (operator === 'Equal' || operator === '') {
      const faults = labelValueFaults(value)
      if (faults.length > 0) errors.push(invalidField(`${field}.operator`, value, faults.join(';')))
    } else if (operator === 'Exists') {
      if (value)
        errors.push(invalidField(`${field}.operator`, value, "value must be empty when `operator` is 'Exists'"))
    } else errors.push(unsupportedField(`${field}.operator`, operator, ['Equal', 'Exists']))
    if (effect && !effects.includes(effect)) errors.push(unsupportedField(`${field}.effect`, effect, effects))
  }
  return errors
}

export function validateAffinity(affinity: Affinity | undefined, path: string): FieldError[] {
  const errors: FieldError[] = []
  const node = affinity?.nodeAffinity
  const required = node?.requiredDuringSchedulingIgnoredDuringExecution
  if (required) {
    const field = `${path}.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`
    const terms = required.nodeSelectorTerms ?? []
    if (terms.length === 0) errors.push(requiredField(field, 'must have at least one node selector term'))
    for (const [i, term] of terms.entries()) errors.push(...validateNodeTerm(term, `${field}[${i}]`))
  }
  for (const [i, { weight, preference }] of (node?.preferredDuringSchedulingIgnoredDuringExecution ?? []).entries()) {
    const field = `${path}.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[${i}]`
    errors.push(...weightRule(`${field}.weight`, weight), ...validateNodeTerm(preference ?? {}, `${field}.preference`))
  }
  for (const name of ['podAffinity', 'podAntiAffinity'] as const) {
    const pods = affinity?.[name]
    for (const [i, term] of (pods?.requiredDuringSchedulingIgnoredDuringExecution ?? []).entries()) {
      const field = `${path}.${name}.requiredDuringSchedulingIgnoredDuringExecution[${i}]`
      errors.push(...validatePodTerm(term, field))
    }
    for (const [i, preferred] of (pods?.preferredDuringSchedulingIgnoredDuringExecution ?? []).entries()) {
      const field = `${path}.${name}.preferredDuringSchedulingIgnoredDuringExecution[${i}]`
      errors.push(...weightRule(`${field}.weight`, preferred.weight))
      errors.push(...validatePodTerm(preferred.podAffinityTerm, `${field}.podAffinityTerm`))
    }
  }
  return errors
}

function weightRule(field: string, weight: number | undefined): FieldError[] {
  return weight && weight >= 1 && weight <= 100 ? [] : [invalidField(field, weight ?? 0, 'must be in the range 1-100')]
}

function validateNodeTerm(term: NodeSelectorTerm, path: string): FieldError[] {
  const errors: FieldError[] = []
  for (const [i, { key, operator, values = [] }] of (term.matchExpressions ?? []).entries()) {
    const field = `${path}.matchExpressions[${i}]`
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) {
        errors.push(requiredField(`${field}.values`, "must be specified when `operator` is 'In' or 'NotIn'"))
      }
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) {
        errors.push(
          forbiddenField(`${field}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
        )
      }
    } else if (operator === 'Gt' || operator === 'Lt') {
      if (values.length !== 1) {
        errors.push(requiredField(`${field}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'"))
      }
    } else errors.push(invalidField(`${field}.operator`, operator ?? '', 'not a valid selector operator'))
    errors.push(...qualifiedRule(`${field}.key`, key ?? ''))
  }
  return errors
}

function validatePodTerm(term: PodAffinityTerm, path: string): FieldError[] {
  const errors = [
    ...labelSelectorRule(`${path}.labelSelector`, term?.labelSelector),
    ...labelSelectorRule(`${path}.namespaceSelector`, term?.namespaceSelector),
  ]
  if (!term?.topologyKey) errors.push(requiredField(`${path}.topologyKey`, 'can not be empty'))
  else errors.push(...qualifiedRule(`${path}.topologyKey`, term.topologyKey))
  return errors
}

export function validateSpread(constraints: readonly TopologySpreadConstraint[], path: string): FieldError[] {
  const errors: FieldError[] = []
  const actions = ['DoNotSchedule', 'ScheduleAnyway']
  for (const [i, { maxSkew, topologyKey, whenUnsatisfiable, labelSelector }] of constraints.entries()) {
    const field = `${path}[${i}]`
    if (!(maxSkew > 0)) errors.push(invalidField(`${field}.maxSkew`, maxSkew ?? 0, 'must be greater than zero'))
    if (!topologyKey) errors.push(requiredField(`${field}.topologyKey`, 'can not be empty'))
    if (!actions.includes(whenUnsatisfiable)) {
      errors.push(unsupportedField(`${field}.whenUnsatisfiable`, whenUnsatisfiable ?? '', actions))
    }
    errors.push(...labelSelectorRule(`${field}.labelSelector`, labelSelector))
  }
  return errors
}
