// What may change in a pod that exists. Models ValidatePodUpdate of pkg/apis/core/validation/validation.go (v1.33).
// Missing: after the refusal upstream prints a diff of its internal types; here only the sentence before it.

import { equalValues, type FieldError, forbiddenField, invalidField } from '../api/index.ts'
import { goMap, present } from './field-rules.ts'
import { validateAnnotationUpdate } from './pod-annotation-validation.ts'
import type { Container, NodeSelectorTerm, Pod, PodSpec } from './types.generated.ts'

const updatable = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
]

const noSpec: PodSpec = { containers: [] }

export function validatePodUpdate(pod: Pod, before: Pod): FieldError[] {
  const { spec = noSpec } = pod
  const { spec: old = noSpec } = before
  const errors = validateAnnotationUpdate(pod, before)
  for (const list of ['containers', 'initContainers'] as const) {
    const now = spec[list] ?? []
    if (now.length !== (old[list] ?? []).length) {
      return [...errors, forbiddenField(`spec.${list}`, 'pod updates may not add or remove containers')]
    }
    for (const [i, container] of now.entries()) errors.push(...present(`spec.${list}[${i}].image`, container.image))
  }
  const deadline = validateDeadline(spec.activeDeadlineSeconds, old.activeDeadlineSeconds)
  errors.push(...deadline)
  if (deadline.length > 0 && spec.activeDeadlineSeconds !== undefined) return errors

  for (const toleration of old.tolerations ?? []) {
    const { tolerationSeconds: _seconds, ...rest } = toleration
    const kept = spec.tolerations?.some(({ tolerationSeconds: _other, ...other }) => equalValues(rest, other))
    if (kept) continue
    const why = 'existing toleration can not be modified except its tolerationSeconds'
    errors.push(forbiddenField('spec.tolerations', why))
    break
  }
  for (const [i, { name }] of (spec.schedulingGates ?? []).entries()) {
    if (old.schedulingGates?.some((gate) => gate.name === name)) continue
    const why = `only deletion is allowed, but found new scheduling gate '${name}'`
    errors.push(forbiddenField(`spec.schedulingGates[${i}].name`, why))
  }

  let rest = comparable(spec, old)
  if (old.schedulingGates?.length) {
    errors.push(...validateGated(rest, old))
    rest = { ...rest, ...placeOf(rest, old) }
  }
  if (!equalValues(rest, old)) {
    errors.push(forbiddenField('spec', `pod updates may not change fields other than ${updatable.join(',')}`))
  }
  return errors
}

/** A pod that waits at a gate may be told more about where it may run. */
function validateGated({ nodeSelector, affinity }: PodSpec, old: PodSpec): FieldError[] {
  const errors: FieldError[] = []
  const isKept = ([key, value]: [string, string]) => nodeSelector?.[key] === value
  if (!Object.entries(old.nodeSelector ?? {}).every(isKept)) {
    const why = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)'
    errors.push(invalidField('spec.nodeSelector', goMap(nodeSelector), why))
  }
  const termsOf = (of: PodSpec['affinity']) =>
    of?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  const field = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms'
  const before = termsOf(old.affinity)
  const now = termsOf(affinity)
  if (before.length > 0 && before.length !== now.length) {
    const why = 'no additions/deletions to non-empty NodeSelectorTerms list are allowed'
    return [...errors, invalidField(field, now, why)]
  }
  for (const [i, term] of before.entries()) {
    if (onlyAdds(now[i] ?? {}, term)) continue
    errors.push(invalidField(`${field}[${i}]`, now[i], 'only additions are allowed (no mutations or deletions)'))
  }
  return errors
}

function onlyAdds(now: NodeSelectorTerm, old: NodeSelectorTerm): boolean {
  const lists = ['matchExpressions', 'matchFields'] as const
  const count = (term: NodeSelectorTerm) => lists.reduce((sum, list) => sum + (term[list] ?? []).length, 0)
  if (count(old) === 0) return count(now) === 0
  return lists.every((list) => equalValues((now[list] ?? []).slice(0, old[list]?.length ?? 0), old[list] ?? []))
}

/** What of `old` may have been added to. */
function placeOf({ affinity }: PodSpec, old: PodSpec): Partial<PodSpec> {
  const others = { ...affinity, nodeAffinity: undefined }
  const both = { ...others, nodeAffinity: old.affinity?.nodeAffinity }
  const isNew = !old.affinity && equalValues(others, {})
  return {
    nodeSelector: old.nodeSelector,
    affinity: isNew || (!affinity && !old.affinity?.nodeAffinity) ? old.affinity : both,
  } as Partial<PodSpec>
}

function validateDeadline(now: number | undefined, old: number | undefined): FieldError[] {
  const field = 'spec.activeDeadlineSeconds'
  if (now === undefined) {
    return old === undefined ? [] : [invalidField(field, null, 'must not update from a positive integer to nil value')]
  }
  if (now < 0 || now > 2_147_483_647) return [invalidField(field, now, 'must be between 0 and 2147483647, inclusive')]
  return old !== undefined && old < now
    ? [invalidField(field, now, 'must be less than or equal to previous value')]
    : []
}

/** The spec with everything that may change set back to what it was. */
function comparable(spec: PodSpec, old: PodSpec): PodSpec {
  const images = (now: readonly Container[] | undefined, before: readonly Container[] | undefined) =>
    now?.map((container, i) => ({ ...container, image: before?.[i]?.image }))
  const wasNegative = (old.terminationGracePeriodSeconds ?? 0) < 0 && spec.terminationGracePeriodSeconds === 1
  return {
    ...spec,
    containers: images(spec.containers, old.containers),
    initContainers: images(spec.initContainers, old.initContainers),
    activeDeadlineSeconds: old.activeDeadlineSeconds,
    schedulingGates: old.schedulingGates,
    tolerations: old.tolerations,
    ...(wasNegative ? { terminationGracePeriodSeconds: old.terminationGracePeriodSeconds } : {}),
  } as PodSpec
}
