// Requests and limits of containers, and the names that resources may have. Models validateResourceRequirements and
// validateResourceName of pkg/apis/core/validation/validation.go and pkg/apis/core/helper/helpers.go (v1.33).
// Missing: resource claims, which are a feature that is off by default and are dropped.

import {
  compareQuantities,
  type FieldError,
  forbiddenField,
  invalidField,
  qualifiedNameFaults,
  quantityNanos,
  readQuantity,
  requiredField,
} from '../api/index.ts'
import { faultsOf, goQuantity } from './field-rules.ts'
import type { ResourceRequirements } from './types.generated.ts'

const containerResources = new Set(['cpu', 'memory', 'ephemeral-storage'])
/** What is counted in whole numbers. */
const countedResources = new Set([
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
])
export const quotaResources: ReadonlySet<string> = new Set([
  ...containerResources,
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'requests.storage',
  ...countedResources,
])

export function validateResources(resources: ResourceRequirements | undefined, path: string): FieldError[] {
  const errors: FieldError[] = []
  const limits = resources?.limits ?? {}
  const requests = resources?.requests ?? {}
  for (const name of Object.keys(limits).sort())
    errors.push(...validateAmount(name, limits[name], `${path}.limits[${name}]`))
  for (const name of Object.keys(requests).sort()) {
    errors.push(...validateAmount(name, requests[name], `${path}.requests[${name}]`))
    const request = readQuantity(String(requests[name]))
    const limit = limits[name] === undefined ? undefined : readQuantity(String(limits[name]))
    if (!request) continue
    const overcommit = mayOvercommit(name)
    if (limit) {
      const order = compareQuantities(request, limit)
      if (order !== 0 && !overcommit) {
        errors.push(invalidField(`${path}.requests`, request.text, `must be equal to ${name} limit of ${limit.text}`))
      } else if (order > 0) {
        const why = `must be less than or equal to ${name} limit of ${limit.text}`
        errors.push(invalidField(`${path}.requests`, request.text, why))
      }
    } else if (!overcommit) {
      errors.push(requiredField(`${path}.limits`, 'Limit must be set for non overcommitable resources'))
    }
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)]
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')) {
    errors.push(forbiddenField(path, 'HugePages require cpu or memory'))
  }
  return errors
}

function validateAmount(name: string, text: string | undefined, field: string): FieldError[] {
  const errors = [...containerResourceRule(field, name), ...resourceAmountRule(name, text, field)]
  const page = isHugePages(name) ? readQuantity(name.slice('hugepages-'.length)) : undefined
  const quantity = readQuantity(String(text))
  if (!isHugePages(name) || !quantity) return errors
  const size = page ? quantityNanos(page) : 0n
  if (size > 0n && quantityNanos(quantity) % size === 0n) return errors
  return [...errors, invalidField(field, quantity.text, `${quantity.text} is not positive integer multiple of ${name}`)]
}

/** An amount of a resource: not negative, and whole where the resource is counted. */
export function resourceAmountRule(name: string, text: string | undefined, field: string): FieldError[] {
  const quantity = readQuantity(String(text))
  if (!quantity) return []
  const errors: FieldError[] = []
  if (quantity.mantissa < 0n) errors.push(invalidField(field, quantity.text, 'must be greater than or equal to 0'))
  const whole = countedResources.has(name) || isExtended(name)
  // Upstream rounds up to thousandths first.
  const millis = (quantityNanos(quantity) + 999_999n) / 1_000_000n
  if (whole && millis % 1000n !== 0n) errors.push(invalidField(field, goQuantity(quantity.text), 'must be an integer'))
  return errors
}

/** A name that a resource may have. */
export function resourceRule(field: string, name: string): FieldError[] {
  const errors = faultsOf(field, name, qualifiedNameFaults(name))
  if (errors.length > 0 || name.includes('/') || name === 'storage' || isQuotaName(name)) return errors
  return [invalidField(field, name, 'must be a standard resource type or fully qualified')]
}

export function containerResourceRule(field: string, name: string): FieldError[] {
  const errors = resourceRule(field, name)
  if (!name.includes('/')) {
    if (!containerResources.has(name) && !isHugePages(name)) {
      errors.push(invalidField(field, name, 'must be a standard resource for containers'))
    }
  } else if (!isNative(name) && !isExtended(name)) {
    errors.push(invalidField(field, name, "doesn't follow extended resource name standard"))
  }
  return errors
}

export function quotaResourceRule(field: string, name: string): FieldError[] {
  const errors = resourceRule(field, name)
  if (name.includes('/') || isQuotaName(name)) return errors
  return [...errors, invalidField(field, name, 'must be a standard resource for quota')]
}

const isHugePages = (name: string) => name.startsWith('hugepages-')
const isQuotaName = (name: string) => quotaResources.has(name) || /^(requests\.)?hugepages-/.test(name)
const isNative = (name: string) => !name.includes('/') || name.includes('kubernetes.io/')
const isExtended = (name: string) =>
  !isNative(name) && !name.startsWith('requests.') && qualifiedNameFaults(`requests.${name}`).length === 0
export const mayOvercommit = (name: string) => isNative(name) && !isHugePages(name)
