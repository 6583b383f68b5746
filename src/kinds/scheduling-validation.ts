// What a pod says about where it may run: tolerations, affinity, spread. Models pkg/apis/core/validation/validation.go
// (v1.33).

import {
  duplicateField,
  type FieldError,
  forbiddenField,
  invalidField,
  labelValueFaults,
  requiredField,
  unsupportedField,
} from '../api/index.ts'
import {
  faultsOf,
  labelRule,
  labelSelectorRule,
  positive,
  present,
  qualifiedRule,
  subdomainRule,
  supported,
} from './field-rules.ts'
import type {
  Affinity,
  LabelSelector,
  NodeSelector,
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
    const field = `${path}.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution`
    errors.push(...validateNodeSelector(required, field))
  }
  for (const [i, { weight, preference }] of (node?.preferredDuringSchedulingIgnoredDuringExecution ?? []).entries()) {
    const field = `${path}.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[${i}]`
    errors.push(...weightRule(`${field}.weight`, weight))
    // A preferred label may have a value that no label can have.
    errors.push(...validateNodeTerm(preference ?? {}, `${field}.preference`, false))
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

export function validateNodeSelector({ nodeSelectorTerms: terms = [] }: NodeSelector, path: string): FieldError[] {
  const field = `${path}.nodeSelectorTerms`
  if (terms.length === 0) return [requiredField(field, 'must have at least one node selector term')]
  return terms.flatMap((term, i) => validateNodeTerm(term, `${field}[${i}]`, true))
}

function validateNodeTerm(term: NodeSelectorTerm, path: string, strictValues: boolean): FieldError[] {
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
    if (!strictValues) continue
    for (const [j, value] of values.entries()) {
      errors.push(...faultsOf(`${field}.values[${j}]`, value, labelValueFaults(value)))
    }
  }
  for (const [i, { key, operator, values = [] }] of (term.matchFields ?? []).entries()) {
    const field = `${path}.matchFields[${i}]`
    if (operator !== 'In' && operator !== 'NotIn') {
      errors.push(invalidField(`${field}.operator`, operator ?? '', 'not a valid selector operator'))
    } else if (values.length !== 1) {
      const why = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"
      errors.push(requiredField(`${field}.values`, why))
    }
    if (key !== 'metadata.name') {
      errors.push(invalidField(`${field}.key`, key ?? '', 'not a valid field selector key'))
    } else for (const [j, value] of values.entries()) errors.push(...subdomainRule(`${field}.values[${j}]`, value))
  }
  return errors
}

function validatePodTerm(term: PodAffinityTerm | undefined, path: string): FieldError[] {
  const { labelSelector, namespaceSelector, namespaces = [], topologyKey = '' } = term ?? {}
  return [
    ...labelSelectorRule(`${path}.labelSelector`, labelSelector),
    ...labelSelectorRule(`${path}.namespaceSelector`, namespaceSelector),
    ...namespaces.flatMap((name) => labelRule(`${path}.namespace`, name)),
    ...validateLabelKeys(term, path),
    ...present(`${path}.topologyKey`, topologyKey, 'can not be empty'),
    ...qualifiedRule(`${path}.topologyKey`, topologyKey),
  ]
}

/** Labels whose values the pod's own labels give, which the server has already added to the selector. */
function validateLabelKeys(term: PodAffinityTerm | undefined, path: string): FieldError[] {
  const { matchLabelKeys: match = [], mismatchLabelKeys: mismatch = [], labelSelector } = term ?? {}
  const errors: FieldError[] = []
  for (const [name, keys] of Object.entries({ matchLabelKeys: match, mismatchLabelKeys: mismatch })) {
    const field = `${path}.${name}`
    if (keys.length > 0 && !labelSelector) {
      errors.push(forbiddenField(field, 'must not be specified when labelSelector is not set'))
    } else errors.push(...keys.flatMap((key, i) => qualifiedRule(`${field}[${i}]`, key)))
  }
  const seen = new Set(Object.keys(labelSelector?.matchLabels ?? {}))
  for (const { key } of labelSelector?.matchExpressions ?? []) {
    const at = match.lastIndexOf(key)
    if (at >= 0 && seen.has(key)) {
      errors.push(invalidField(`${path}[${at}]`, key, 'exists in both matchLabelKeys and labelSelector'))
    }
    seen.add(key)
  }
  for (const [i, key] of match.entries()) {
    if (!mismatch.includes(key)) continue
    const why = 'exists in both matchLabelKeys and mismatchLabelKeys'
    errors.push(invalidField(`${path}.matchLabelKeys[${i}]`, key, why))
  }
  return errors
}

export function validateSpread(constraints: readonly TopologySpreadConstraint[], path: string): FieldError[] {
  const errors: FieldError[] = []
  const policies = ['Honor', 'Ignore']
  for (const [i, constraint] of constraints.entries()) {
    const { maxSkew, topologyKey, whenUnsatisfiable = '', labelSelector, minDomains, matchLabelKeys } = constraint
    const field = `${path}[${i}]`
    errors.push(...positive(`${field}.maxSkew`, maxSkew))
    errors.push(...present(`${field}.topologyKey`, topologyKey, 'can not be empty'))
    errors.push(...supported(`${field}.whenUnsatisfiable`, whenUnsatisfiable, ['DoNotSchedule', 'ScheduleAnyway']))
    const isLike = (other: TopologySpreadConstraint) =>
      other.topologyKey === topologyKey && other.whenUnsatisfiable === whenUnsatisfiable
    if (constraints.slice(i + 1).some(isLike)) {
      const pair = `{${topologyKey ?? ''}, ${whenUnsatisfiable}}`
      errors.push(duplicateField(`${field}.{topologyKey, whenUnsatisfiable}`, pair))
    }
    if (minDomains !== undefined) {
      errors.push(...positive(`${field}.minDomains`, minDomains))
      if (whenUnsatisfiable !== 'DoNotSchedule') {
        const why = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`
        errors.push(invalidField(`${field}.minDomains`, minDomains, why))
      }
    }
    errors.push(...supported(`${field}.nodeAffinityPolicy`, constraint.nodeAffinityPolicy, policies))
    errors.push(...supported(`${field}.nodeTaintsPolicy`, constraint.nodeTaintsPolicy, policies))
    errors.push(...validateSpreadKeys(matchLabelKeys ?? [], labelSelector, `${field}.matchLabelKeys`))
    errors.push(...labelSelectorRule(`${field}.labelSelector`, labelSelector))
  }
  return errors
}

function validateSpreadKeys(keys: readonly string[], selector: LabelSelector | undefined, path: string): FieldError[] {
  if (keys.length === 0) return []
  const why = 'must not be specified when labelSelector is not set'
  const errors = selector ? [] : [forbiddenField(path, why)]
  const expressions = (selector?.matchExpressions ?? []).map(({ key }) => key)
  const selected = new Set([...Object.keys(selector?.matchLabels ?? {}), ...expressions])
  for (const [i, key] of keys.entries()) {
    errors.push(...qualifiedRule(`${path}[${i}]`, key))
    if (!selected.has(key)) continue
    errors.push(invalidField(`${path}[${i}]`, key, 'exists in both matchLabelKeys and labelSelector'))
  }
  return errors
}
