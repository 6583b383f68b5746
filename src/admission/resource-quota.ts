// Keeps a namespace within its quotas, and counts what is let in at once (k8s.io/apiserver/pkg/admission/plugin/resourcequota/
// controller.go, v1.33). Missing: resources that are limited without a quota (a file of the server's configuration).

import {
  type AdmissionContext,
  type AdmissionPlugin,
  type AdmissionRequest,
  addQuantities,
  compareQuantities,
  equalValues,
  isAbout,
  newRefusal,
  zeroQuantity,
} from '../api/index.ts'
import type { PersistentVolumeClaim, Pod, ResourceQuota } from '../kinds/index.ts'
import { type Amounts, amountsOf, textsOf } from './amounts.ts'
import { type Evaluator, evaluatorOf, fallsUnder, isTerminating } from './quota-usage.ts'

const quotas = { group: '', version: 'v1', resource: 'resourcequotas' } as const

export const resourceQuota: AdmissionPlugin = {
  name: 'ResourceQuota',
  handles(requests) {
    const { operation, definition, subresource } = requests
    if (!definition.namespaced || !evaluatorOf(`${definition.group}/${definition.resource}`)) return false
    if (operation === 'CREATE') return subresource === ''
    if (operation === 'DELETE') return false
    return isAbout(
      requests,
      '/pods',
      '/pods/resize',
      '/services',
      '/persistentvolumeclaims',
      '/persistentvolumeclaims/status',
    )
  },
  validate(request, context) {
    const { definition, namespace = '', options } = request
    // The usual case: nobody bounds anything.
    if (context.objects.count('/resourcequotas') === 0) return
    const found = context.objects.list('/resourcequotas', namespace) as readonly ResourceQuota[]
    const evaluator = evaluatorOf(`${definition.group}/${definition.resource}`)
    if (found.length === 0 || !evaluator || !changesUsage(request)) return
    const changed = check(request, found, evaluator, context)
    if (options.dryRun) return
    for (const quota of changed) {
      const target = { ...quotas, namespace, name: quota.metadata.name, subresource: 'status' }
      context.client.update(target, quota, { fieldManager: 'kube-apiserver' })
    }
  },
}

function changesUsage({ definition, subresource, object, old }: AdmissionRequest): boolean {
  if (!old) return true
  if (definition.resource === 'pods')
    return subresource !== '' || isTerminating(old as Pod) !== isTerminating(object as Pod)
  if (subresource === '') return true
  const allocated = (claim: unknown) => (claim as PersistentVolumeClaim).status?.allocatedResources?.['storage']
  return allocated(old) !== allocated(object)
}

/** The quotas with what they will have given away; throws when one of them would give more than it has. */
function check(
  request: AdmissionRequest,
  all: readonly ResourceQuota[],
  evaluator: Evaluator,
  { nowMs }: AdmissionContext,
): ResourceQuota[] {
  const { object, old, subresource } = request
  if (!object) return []
  const matching = all.flatMap((quota) => {
    const names = evaluator.matching(Object.keys(quota.status?.hard ?? {}))
    if (names.length === 0 || !fallsUnder(quota, evaluator, object)) return []
    const { name } = quota.metadata
    const fault = evaluator.fault?.(object, names)
    if (fault !== undefined) throw newRefusal(request, `failed quota: ${name}: ${fault}`)
    if (names.some((each) => quota.status?.used?.[each] === undefined)) {
      throw newRefusal(request, `status unknown for quota: ${name}, resources: ${[...names].sort().join(',')}`)
    }
    return [quota]
  })
  const usage = evaluator.usage(object, nowMs)
  const negative = Object.keys(usage).filter((name) => (usage[name]?.mantissa ?? 0n) < 0n)
  if (matching.length > 0 && negative.length > 0) {
    throw newRefusal(request, `quota usage is negative for resource(s): ${negative.sort().join(',')}`)
  }
  return matching.flatMap((quota) => {
    const before = old && fallsUnder(quota, evaluator, old) ? evaluator.usage(old, nowMs) : {}
    const hard = amountsOf(quota.status?.hard)
    const used = amountsOf(quota.status?.used)
    const requested = growth(usage, before, hard)
    const sum: Amounts = { ...used }
    for (const [name, amount] of Object.entries(requested))
      sum[name] = addQuantities(used[name] ?? zeroQuantity, amount)
    const exceeded = Object.keys(requested)
      .filter((name) => compareQuantities(sum[name] ?? zeroQuantity, hard[name] ?? zeroQuantity) > 0)
      .sort()
    if (exceeded.length > 0 && subresource !== 'status') {
      const show = (amounts: Amounts) => exceeded.map((name) => `${name}=${amounts[name]?.text ?? '0'}`).join(',')
      const numbers = `requested: ${show(requested)}, used: ${show(used)}, limited: ${show(hard)}`
      throw newRefusal(request, `exceeded quota: ${quota.metadata.name}, ${numbers}`)
    }
    const next = textsOf(sum)
    if (equalValues(next, quota.status?.used)) return []
    return [{ ...quota, status: { ...quota.status, used: next } }]
  })
}

/** What is taken more than before of what is bounded; what is given back is the controller's to count. */
function growth(usage: Amounts, before: Amounts, hard: Amounts): Amounts {
  const more: Amounts = {}
  for (const [name, amount] of Object.entries(usage)) {
    if (!hard[name]) continue
    const was = before[name]
    const delta = was ? addQuantities(amount, { ...was, mantissa: -was.mantissa }) : amount
    if (delta.mantissa > 0n) more[name] = delta
  }
  return more
}
