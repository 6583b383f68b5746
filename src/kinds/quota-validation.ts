// LimitRanges and ResourceQuotas: bounds for what the objects of a namespace may ask for. Models ValidateLimitRange and
// ValidateResourceQuota of pkg/apis/core/validation/validation.go and pkg/apis/core/helper/helpers.go (v1.33).

import {
  compareQuantities,
  duplicateField,
  type FieldError,
  forbiddenField,
  invalidField,
  type Quantity,
  readQuantity,
  requiredField,
  scaledValue,
} from '../api/index.ts'
import { goList, goQuantity, immutable, qualifiedRule } from './field-rules.ts'
import {
  containerResourceRule,
  mayOvercommit,
  quotaResourceRule,
  quotaResources,
  resourceAmountRule,
  resourceRule,
} from './resource-validation.ts'
import type { LimitRange, LimitRangeItem, ResourceQuota, ResourceQuotaSpec } from './types.generated.ts'

type Amounts = Readonly<Record<string, string>>

export function validateLimitRange({ spec }: LimitRange): FieldError[] {
  const seen = new Set<string>()
  return (spec?.limits ?? []).flatMap((limit, i) => {
    const path = `spec.limits[${i}]`
    const type = limit.type ?? ''
    const errors = qualifiedRule(`${path}.type`, type)
    if (errors.length === 0 && !type.includes('/') && !['Pod', 'Container', 'PersistentVolumeClaim'].includes(type)) {
      errors.push(invalidField(`${path}.type`, type, 'must be a standard limit type or fully qualified'))
    }
    if (seen.has(type)) errors.push(duplicateField(`${path}.type`, type))
    seen.add(type)
    return [...errors, ...validateLimit(limit, type, path)]
  })
}

function validateLimit(limit: LimitRangeItem, type: string, path: string): FieldError[] {
  const errors: FieldError[] = []
  const rule = type === 'Pod' || type === 'Container' ? containerResourceRule : resourceRule
  const names = (list: string, amounts: Amounts = {}) => {
    for (const name of Object.keys(amounts).sort()) errors.push(...rule(`${path}.${list}[${name}]`, name))
  }
  const isPod = type === 'Pod'
  names('max', limit.max)
  names('min', limit.min)
  for (const list of ['default', 'defaultRequest'] as const) {
    if (!isPod) names(list, limit[list])
    else if (Object.keys(limit[list] ?? {}).length > 0) {
      errors.push(forbiddenField(`${path}.${list}`, "may not be specified when `type` is 'Pod'"))
    }
  }
  const storage = limit.min?.['storage'] ?? limit.max?.['storage']
  if (type === 'PersistentVolumeClaim' && storage === undefined) {
    const why = 'either minimum or maximum storage value is required, but neither was provided'
    errors.push(requiredField(`${path}.limits`, why))
  }
  names('maxLimitRequestRatio', limit.maxLimitRequestRatio)
  const lists = { ...limit, ...(isPod ? { default: {}, defaultRequest: {} } : {}) }
  const { min, max, default: normal, defaultRequest: request, maxLimitRequestRatio: ratio } = lists
  const all = [min, max, normal, request, ratio].flatMap((amounts) => Object.keys(amounts ?? {}))
  for (const name of [...new Set(all)].sort()) {
    const of = (amounts: Amounts | undefined) => readQuantity(String(amounts?.[name]))
    errors.push(...compareLimits(name, of(min), of(max), of(normal), of(request), of(ratio), path))
  }
  return errors
}

function compareLimits(
  name: string,
  min: Quantity | undefined,
  max: Quantity | undefined,
  normal: Quantity | undefined,
  request: Quantity | undefined,
  ratio: Quantity | undefined,
  path: string,
): FieldError[] {
  const errors: FieldError[] = []
  const wrong = (list: string, shown: Quantity, why: string) =>
    errors.push(invalidField(`${path}.${list}[${name}]`, goQuantity(shown.text), why))
  const isMore = (a: Quantity | undefined, b: Quantity | undefined): a is Quantity =>
    a !== undefined && b !== undefined && compareQuantities(a, b) > 0
  const greater = (what: string, a: Quantity, than: string, b: Quantity | undefined) =>
    `${what} value ${a.text} is greater than ${than} value ${b?.text ?? ''}`
  if (isMore(min, max)) wrong('min', min, greater('min', min, 'max', max))
  if (isMore(min, request)) wrong('defaultRequest', request ?? min, greater('min', min, 'default request', request))
  if (isMore(request, max)) wrong('defaultRequest', request, greater('default request', request, 'max', max))
  if (isMore(request, normal)) {
    wrong('defaultRequest', request, greater('default request', request, 'default limit', normal))
  }
  if (isMore(min, normal)) wrong('default', min, greater('min', min, 'default', normal))
  if (isMore(normal, max)) wrong('default', max ?? normal, greater('default', normal, 'max', max))
  if (ratio) {
    const list = 'maxLimitRequestRatio'
    const value = scaledValue(ratio, -3) / 1000
    if (value < 1) wrong(list, ratio, `ratio ${ratio.text} is less than 1`)
    const limit = min && max ? scaledValue(max, -3) / scaledValue(min, -3) : Number.POSITIVE_INFINITY
    if (value > limit) wrong(list, ratio, `ratio ${ratio.text} is greater than max/min = ${limit.toFixed(6)}`)
  }
  if (!mayOvercommit(name) && normal && request && compareQuantities(normal, request) !== 0) {
    const why = `default value ${normal.text} must equal to defaultRequest value ${request.text} in ${name}`
    wrong('defaultRequest', request, why)
  }
  return errors
}

const compute = ['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory']
const podResources = ['pods', ...compute]
/** Which of the resources that quotas know each scope may bound. */
const scopes: Readonly<Record<string, readonly string[]>> = {
  BestEffort: ['pods'],
  NotBestEffort: podResources,
  Terminating: podResources,
  NotTerminating: podResources,
  PriorityClass: podResources,
  CrossNamespacePodAffinity: podResources,
  VolumeAttributesClass: ['persistentvolumeclaims', 'requests.storage'],
}

const existing = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity']

const isScope = (scope: string) => Object.hasOwn(scopes, scope)
const appliesTo = (scope: string, resource: string) => !isScope(scope) || (scopes[scope] ?? []).includes(resource)

export function validateQuota({ spec }: ResourceQuota): FieldError[] {
  if (!spec) return []
  const hard = Object.keys(spec.hard ?? {}).sort()
  const errors = hard.flatMap((name) => [
    ...quotaResourceRule(`spec.hard[${name}]`, name),
    ...resourceAmountRule(name, spec.hard?.[name], `spec.hard[${name}]`),
  ])
  const shown = goList('core.ResourceQuotaScope', spec.scopes)
  for (const scope of spec.scopes ?? []) {
    if (!isScope(scope)) errors.push(invalidField('spec.scopes', shown, 'unsupported scope'))
    for (const name of hard) {
      if (!quotaResources.has(name) || appliesTo(scope, name)) continue
      errors.push(invalidField('spec.scopes', shown, 'unsupported scope applied to resource'))
    }
  }
  errors.push(...conflicts(spec.scopes ?? [], 'spec.scopes', spec))
  return [...errors, ...validateScopeSelector(spec, hard)]
}

function conflicts(given: readonly string[], field: string, { scopes: all }: ResourceQuotaSpec): FieldError[] {
  return ['BestEffort', 'Terminating']
    .filter((scope) => given.includes(scope) && given.includes(`Not${scope}`))
    .map(() => invalidField(field, goList('core.ResourceQuotaScope', all), 'conflicting scopes'))
}

function validateScopeSelector(spec: ResourceQuotaSpec, hard: readonly string[]): FieldError[] {
  const path = 'spec.scopeSelector.matchExpressions'
  const errors: FieldError[] = []
  const requirements = spec.scopeSelector?.matchExpressions ?? []
  for (const { scopeName = '', operator = '', values = [] } of requirements) {
    if (!isScope(scopeName)) {
      errors.push(invalidField(`${path}.scopeName`, scopeName, 'unsupported scope'))
    }
    for (const name of hard) {
      if (!quotaResources.has(name) || appliesTo(scopeName, name)) continue
      errors.push(invalidField(path, spec.scopeSelector, 'unsupported scope applied to resource'))
    }
    if (existing.includes(scopeName) && operator !== 'Exists') {
      const why =
        "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity"
      errors.push(invalidField(`${path}.operator`, operator, why))
    }
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length > 0) continue
      const why = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector"
      errors.push(requiredField(`${path}.values`, why))
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length === 0) continue
      const why = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector"
      errors.push(invalidField(`${path}.values`, values, why))
    } else errors.push(invalidField(`${path}.operator`, operator, 'not a valid selector operator'))
  }
  const names = requirements.map(({ scopeName }) => scopeName)
  return [...errors, ...conflicts(names, path, spec)]
}

export function validateQuotaUpdate({ spec }: ResourceQuota, { spec: old }: ResourceQuota): FieldError[] {
  const sorted = (scopes: readonly string[] | undefined) => [...new Set(scopes)].sort()
  const shown = goList('core.ResourceQuotaScope', spec?.scopes)
  return immutable('spec.scopes', sorted(spec?.scopes), sorted(old?.scopes), shown)
}
