// Gives containers the resources that a LimitRange of their namespace has for those that say nothing, and refuses what is
// outside of its bounds (plugin/pkg/admission/limitranger, v1.33). Differs: upstream lists faults of one container in the
// order of Go's maps; here they are sorted by resource.

import {
  type AdmissionContext,
  type AdmissionPlugin,
  type AdmissionRequest,
  compareQuantities,
  type Draft,
  isAbout,
  newRefusal,
  type Quantity,
  quantityMilliValue,
} from '../api/index.ts'
import type { Container, LimitRange, LimitRangeItem, PersistentVolumeClaim, Pod } from '../kinds/index.ts'
import { type Amounts, amountsOf, podAmounts } from './amounts.ts'

const annotation = 'kubernetes.io/limit-ranger'

export const limitRanger: AdmissionPlugin = {
  name: 'LimitRanger',
  handles(requests) {
    if (requests.operation === 'DELETE') return false
    if (isAbout(requests, '/persistentvolumeclaims')) return true
    // The containers of a pod that is there change by /resize alone.
    return isAbout(requests, requests.operation === 'CREATE' ? '/pods' : '/pods/resize')
  },
  mutate(request, context) {
    if (request.definition.resource !== 'pods') return
    for (const range of rangesOf(request, context)) setDefaults(request.object as Draft<Pod>, range)
  },
  validate(request, context) {
    for (const { spec } of rangesOf(request, context)) {
      const faults = new Set<string>()
      for (const limit of spec?.limits ?? []) {
        const found =
          request.definition.resource === 'pods'
            ? podFaults(limit, request.object as Pod)
            : claimFaults(limit, request.object as PersistentVolumeClaim)
        for (const fault of found) faults.add(fault)
      }
      const [first, ...others] = faults
      if (first === undefined) continue
      throw newRefusal(request, others.length > 0 ? `[${[first, ...others].join(', ')}]` : first)
    }
  },
}

/** What is on its way out is left alone. */
function rangesOf({ namespace, old }: AdmissionRequest, { objects }: AdmissionContext): readonly LimitRange[] {
  if (old?.metadata.deletionTimestamp) return []
  return objects.list('/limitranges', namespace) as readonly LimitRange[]
}

function setDefaults({ spec, metadata }: Draft<Pod>, range: LimitRange): void {
  const ofContainers = (range.spec?.limits ?? []).filter(({ type }) => type === 'Container')
  const requests = Object.assign({}, ...ofContainers.map(({ defaultRequest }) => defaultRequest))
  const limits = Object.assign({}, ...ofContainers.map((limit) => limit.default))
  const told: string[] = []
  const groups = [
    { what: 'container', containers: spec?.containers ?? [] },
    { what: 'init container', containers: spec?.initContainers ?? [] },
  ]
  for (const { what, containers } of groups) {
    for (const container of containers) {
      const setRequests = fillIn(container, 'requests', requests)
      const setLimits = fillIn(container, 'limits', limits)
      if (setRequests.length > 0) told.push(`${setRequests.join(', ')} request for ${what} ${container.name}`)
      if (setLimits.length > 0) told.push(`${setLimits.join(', ')} limit for ${what} ${container.name}`)
    }
  }
  if (told.length === 0) return
  metadata.annotations = { ...metadata.annotations, [annotation]: `LimitRanger plugin set: ${told.join('; ')}` }
}

/** The names of what it set. */
function fillIn(container: Draft<Container>, list: 'requests' | 'limits', values: Record<string, string>): string[] {
  const given = container.resources?.[list] ?? {}
  const names = Object.keys(values)
    .filter((name) => !Object.hasOwn(given, name))
    .sort()
  if (names.length > 0) {
    const all = { ...values, ...given }
    container.resources = {
      ...container.resources,
      [list]: Object.fromEntries(
        Object.keys(all)
          .sort()
          .map((name) => [name, all[name] ?? '']),
      ),
    }
  }
  return names
}

function podFaults(limit: LimitRangeItem, { spec }: Pod): string[] {
  if (!spec) return []
  if (limit.type === 'Pod') return boundFaults(limit, podAmounts(spec, 'requests'), podAmounts(spec, 'limits'))
  if (limit.type !== 'Container') return []
  return [...spec.containers, ...(spec.initContainers ?? [])].flatMap(({ resources }) =>
    boundFaults(limit, amountsOf(resources?.requests), amountsOf(resources?.limits)),
  )
}

const sorted = (texts: Readonly<Record<string, string>> | undefined): (readonly [string, Quantity])[] =>
  Object.entries(amountsOf(texts)).sort(([a], [b]) => (a < b ? -1 : 1))

const isLess = (a: Quantity, b: Quantity): boolean => compareQuantities(a, b) < 0

function boundFaults(limit: LimitRangeItem, requests: Amounts, limits: Amounts): string[] {
  const { type } = limit
  return [
    ...sorted(limit.min).map(([name, min]) => minFault(type, name, min, requests, limits)),
    ...sorted(limit.max).map(([name, max]) => {
      const text = `maximum ${name} usage per ${type} is ${max.text}`
      const request = requests[name]
      const most = limits[name]
      if (!most) return `${text}.  No limit is specified`
      if (isLess(max, most)) return `${text}, but limit is ${most.text}`
      return request && isLess(max, request) ? `${text}, but request is ${request.text}` : undefined
    }),
    ...sorted(limit.maxLimitRequestRatio).map(([name, ratio]) => {
      const text = `${name} max limit to request ratio per ${type} is ${ratio.text}`
      const request = requests[name]
      const most = limits[name]
      if (!request || request.mantissa === 0n) return `${text}, but no request is specified or request is 0`
      if (!most || most.mantissa === 0n) return `${text}, but no limit is specified or limit is 0`
      const provided = quantityMilliValue(most) / quantityMilliValue(request)
      const isMore = provided * 1000 > quantityMilliValue(ratio)
      return isMore ? `${text}, but provided ratio is ${provided.toFixed(6)}` : undefined
    }),
  ].filter((fault) => fault !== undefined)
}

function minFault(type: string, name: string, min: Quantity, requests: Amounts, limits: Amounts): string | undefined {
  const text = `minimum ${name} usage per ${type} is ${min.text}`
  const request = requests[name]
  const most = limits[name]
  if (!request) return `${text}.  No request is specified`
  if (isLess(request, min)) return `${text}, but request is ${request.text}`
  return most && isLess(most, min) ? `${text}, but limit is ${most.text}` : undefined
}

/** Of claims only the request counts. */
function claimFaults(limit: LimitRangeItem, { spec }: PersistentVolumeClaim): string[] {
  const { type } = limit
  if (type !== 'PersistentVolumeClaim') return []
  const requests = amountsOf(spec?.resources?.requests)
  return [
    ...sorted(limit.min).map(([name, min]) => minFault(type, name, min, requests, {})),
    ...sorted(limit.max).map(([name, max]) => {
      const text = `maximum ${name} usage per ${type} is ${max.text}`
      const request = requests[name]
      if (!request) return `${text}.  No request is specified`
      return isLess(max, request) ? `${text}, but request is ${request.text}` : undefined
    }),
  ].filter((fault) => fault !== undefined)
}
