// Requests and limits of containers. Models validateResourceRequirements of
// pkg/apis/core/validation/validation.go (v1.33). Missing: resource claims and the sizes of huge pages.

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
import { faultsOf } from './field-rules.ts'
import type { ResourceRequirements } from './types.generated.ts'

const containerResources = new Set(['cpu', 'memory', 'ephemeral-storage'])
const standardResources = new Set([
  ...containerResources,
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'storage',
  'requests.storage',
  'services.nodeports',
  'services.loadbalancers',
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
  const errors = validateName(name, field)
  const quantity = readQuantity(String(text))
  if (!quantity) return errors
  if (quantity.mantissa < 0n) errors.push(invalidField(field, quantity.text, 'must be greater than or equal to 0'))
  const whole = !mayOvercommit(name) || name === 'pods'
  if (whole && quantityNanos(quantity) % 10n ** 9n !== 0n)
    errors.push(invalidField(field, quantity.text, 'must be an integer'))
  return errors
}

function validateName(name: string, field: string): FieldError[] {
  const errors = faultsOf(field, name, qualifiedNameFaults(name))
  if (errors.length === 0 && !name.includes('/') && !standardResources.has(name) && !isHugePages(name)) {
    errors.push(invalidField(field, name, 'must be a standard resource type or fully qualified'))
  }
  if (!name.includes('/')) {
    if (!containerResources.has(name) && !isHugePages(name)) {
      errors.push(invalidField(field, name, 'must be a standard resource for containers'))
    }
  } else if (!isNative(name) && name.startsWith('requests.')) {
    errors.push(invalidField(field, name, "doesn't follow extended resource name standard"))
  }
  return errors
}

const isHugePages = (name: string) => name.startsWith('hugepages-')
const isNative = (name: string) => !name.includes('/') || name.includes('kubernetes.io/')
const mayOvercommit = (name: string) => isNative(name) && !isHugePages(name)
