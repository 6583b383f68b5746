// What may change in a pod that exists. Models ValidatePodUpdate of pkg/apis/core/validation/validation.go (v1.33).
// Missing: after the refusal upstream prints a diff of its internal types; here only the sentence before it.

import { copyValue, equalValues, type FieldError, forbiddenField, invalidField, requiredField } from '../api/index.ts'
import type { Container, Pod, PodSpec } from './types.generated.ts'

const updatable = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
]

const noSpec: PodSpec = { containers: [] }

export function validatePodUpdate({ spec = noSpec }: Pod, { spec: old = noSpec }: Pod): FieldError[] {
  const errors: FieldError[] = []
  for (const list of ['containers', 'initContainers'] as const) {
    const now = spec[list] ?? []
    if (now.length !== (old[list] ?? []).length) {
      return [...errors, forbiddenField(`spec.${list}`, 'pod updates may not add or remove containers')]
    }
    for (const [i, { image }] of now.entries()) if (!image) errors.push(requiredField(`spec.${list}[${i}].image`))
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

  if (!equalValues(comparable(spec, old), copyValue(old))) {
    errors.push(forbiddenField('spec', `pod updates may not change fields other than ${updatable.join(',')}`))
  }
  return errors
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
function comparable(spec: PodSpec, old: PodSpec): unknown {
  const images = (now: readonly Container[] | undefined, before: readonly Container[] | undefined) =>
    now?.map((container, i) => ({ ...container, image: before?.[i]?.image }))
  const wasNegative = (old.terminationGracePeriodSeconds ?? 0) < 0 && spec.terminationGracePeriodSeconds === 1
  return copyValue({
    ...spec,
    containers: images(spec.containers, old.containers),
    initContainers: images(spec.initContainers, old.initContainers),
    activeDeadlineSeconds: old.activeDeadlineSeconds,
    schedulingGates: old.schedulingGates,
    tolerations: old.tolerations,
    ...(wasNegative ? { terminationGracePeriodSeconds: old.terminationGracePeriodSeconds } : {}),
  })
}
