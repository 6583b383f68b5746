// The two subresources through which more of a pod can change than by an update: ephemeral containers are added, and what
// containers ask for is resized. Models pkg/registry/core/pod/strategy.go, and ValidatePodEphemeralContainersUpdate and
// ValidatePodResize of pkg/apis/core/validation/validation.go (v1.33).
// Missing: no kubelet here resizes containers that run.

import {
  compareQuantities,
  copyValue,
  equalValues,
  type FieldError,
  forbiddenField,
  goQuote,
  invalidField,
  type PartRules,
  readQuantity,
} from '../api/index.ts'
import { isMirror } from './mirror-pod.ts'
import { validateAnnotationUpdate } from './pod-annotation-validation.ts'
import { qosClass } from './pod-quality.ts'
import { validatePod } from './pod-validation.ts'
import type { Container, Pod, PodSpec, ResourceRequirements } from './types.generated.ts'

const noSpec: PodSpec = { containers: [] }
const lists = ['containers', 'initContainers'] as const

/** The stored pod with another spec. */
const withSpec = (stored: Pod, spec: object) => copyValue({ ...stored, spec: { ...stored.spec, ...spec } }) as Pod

export const ephemeralContainers: PartRules<Pod> = {
  merge: (sent, stored) => withSpec(stored, { ephemeralContainers: sent.spec?.ephemeralContainers }),
  validate(object, old) {
    if (isMirror(old)) return [forbiddenField('', 'static pods do not support ephemeral containers')]
    const errors = [...validatePod(object), ...validateAnnotationUpdate(object, old)]
    const field = 'spec.ephemeralContainers'
    const now = object.spec?.ephemeralContainers ?? []
    for (const container of old.spec?.ephemeralContainers ?? []) {
      const name = goQuote(container.name)
      const found = now.find((other) => other.name === container.name)
      if (!found) errors.push(forbiddenField(field, `existing ephemeral containers ${name} may not be removed\n`))
      else if (!equalValues(found, container)) {
        errors.push(forbiddenField(field, `existing ephemeral containers ${name} may not be changed\n`))
      }
    }
    return errors
  },
}

const isSidecar = (container: Container, list: string) => list === 'containers' || container.restartPolicy === 'Always'
const namesOf = (of: PodSpec | undefined) => lists.map((list) => (of?.[list] ?? []).map(({ name }) => name))

export const resize: PartRules<Pod> = {
  merge(sent, stored) {
    const { spec = noSpec } = sent
    const { spec: old = noSpec } = stored
    // Other containers are for validation to refuse.
    if (!equalValues(namesOf(spec), namesOf(old))) return withSpec(stored, spec)
    const resized = lists.map((list) => [
      list,
      old[list]?.map((container, i) => {
        if (!isSidecar(container, list)) return container
        const { resources, resizePolicy } = spec[list]?.[i] ?? {}
        return { ...container, resources, resizePolicy }
      }),
    ])
    return withSpec(stored, Object.fromEntries(resized))
  },
  validate: validateResize,
}

function validateResize(pod: Pod, before: Pod): FieldError[] {
  const { spec = noSpec } = pod
  const { spec: old = noSpec } = before
  if (isMirror(before)) return [forbiddenField('', 'static pods cannot be resized')]
  if (old.os?.name === 'windows') return [forbiddenField('', 'windows pods cannot be resized')]
  const errors = validatePod(pod)
  if (qosClass(spec) !== qosClass(old)) {
    errors.push(invalidField('spec', pod.status?.qosClass, 'Pod QOS Class may not change as a result of resizing'))
  }
  const order = validateOrder(spec, old)
  if (order.length > 0) return [...errors, ...order]
  for (const list of ['initContainers', 'containers'] as const) {
    for (const [i, container] of (old[list] ?? []).entries()) {
      if (!isSidecar(container, list)) continue
      const now = spec[list]?.[i]
      if (now) errors.push(...validateRequirements(now, container.resources, `spec.${list}[${i}].resources`))
    }
  }
  for (const list of lists) {
    for (const [i, container] of (old[list] ?? []).entries()) {
      const now = spec[list]?.[i] ?? container
      const others = isSidecar(container, list) ? { ...now, resources: withAmounts(now, container) } : now
      if (equalValues(others, container)) continue
      const why = {
        containers: 'only cpu and memory resources are mutable',
        initContainers: isSidecar(container, list)
          ? 'only cpu and memory resources for sidecar containers are mutable'
          : 'resources for non-sidecar init containers are immutable',
      }
      errors.push(forbiddenField('spec', why[list]))
    }
  }
  return errors
}

function validateOrder(spec: PodSpec, old: PodSpec): FieldError[] {
  return lists.flatMap((list) => {
    const now = spec[list] ?? []
    const before = old[list] ?? []
    if (now.length !== before.length) {
      return [forbiddenField(`spec.${list}`, `${list} may not be added or removed on resize`)]
    }
    return before.flatMap(({ name }, i) =>
      now[i]?.name === name
        ? []
        : [forbiddenField(`spec.${list}[${i}].name`, `${list} may not be renamed or reordered on resize`)],
    )
  })
}

function validateRequirements(
  { resources: now = {}, resizePolicy = [] }: Container,
  old: ResourceRequirements = {},
  path: string,
): FieldError[] {
  const errors = (['requests', 'limits'] as const).flatMap((list) => {
    const isKept = Object.keys(old[list] ?? {}).every((name) => now[list]?.[name] !== undefined)
    return isKept ? [] : [forbiddenField(`${path}.${list}`, `resource ${list} cannot be removed`)]
  })
  const policy = resizePolicy.find(({ resourceName }) => resourceName === 'memory')?.restartPolicy ?? 'NotRequired'
  const amount = ({ limits }: ResourceRequirements) => readQuantity(String(limits?.['memory']))
  const limit = amount(now)
  const before = amount(old)
  if (policy !== 'NotRequired' || !limit || (before && compareQuantities(limit, before) >= 0)) return errors
  const what = before ? 'decreased' : 'added'
  const why = `memory limits cannot be ${what} unless resizePolicy is RestartContainer`
  return [...errors, forbiddenField(`${path}.limits[memory]`, why)]
}

/** The resources of `now`, with the amounts that may change as they were. */
function withAmounts({ resources }: Container, old: Container): ResourceRequirements {
  const amounts = (list: 'limits' | 'requests') => {
    const before = old.resources?.[list]
    if (!before) return undefined
    const { cpu: _cpu, memory: _memory, ...others } = resources?.[list] ?? {}
    const { cpu, memory } = before
    return { ...others, ...(cpu === undefined ? {} : { cpu }), ...(memory === undefined ? {} : { memory }) }
  }
  const limits = amounts('limits')
  const requests = amounts('requests')
  return { ...(limits ? { limits } : {}), ...(requests ? { requests } : {}) }
}
