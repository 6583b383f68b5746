// A pod gets from its runtime class what running it costs besides, and where it may run (plugin/pkg/admission/runtimeclass and
// pkg/util/tolerations, v1.33).

import {
  type AdmissionContext,
  type AdmissionPlugin,
  type AdmissionRequest,
  copyValue,
  type Draft,
  equalValues,
  isAbout,
  newRefusal,
} from '../api/index.ts'
import type { Pod, PodSpec, RuntimeClass, Toleration } from '../kinds/index.ts'

export const runtimeClass: AdmissionPlugin = {
  name: 'RuntimeClass',
  handles: (requests) => requests.operation === 'CREATE' && isAbout(requests, '/pods'),
  mutate(request, context) {
    const { spec } = request.object as Draft<Pod>
    const found = spec && classOf(request, spec, context)
    if (!spec || !found) return
    const overhead = found.overhead?.podFixed
    if (found.overhead) {
      if (spec.overhead && !equalValues(spec.overhead, overhead)) throw newRefusal(request, mismatch)
      if (overhead) spec.overhead = { ...overhead }
    }
    if (found.scheduling) schedule(request, spec, found.scheduling)
  },
  validate(request, context) {
    const { spec } = request.object as Pod
    if (!spec) return
    const overhead = classOf(request, spec, context)?.overhead
    if (overhead) {
      if (!equalValues(spec.overhead, overhead.podFixed)) throw newRefusal(request, mismatch)
    } else if (spec.overhead) {
      const why = 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead'
      throw newRefusal(request, why)
    }
  },
}

const mismatch = "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead"

function classOf(
  request: AdmissionRequest,
  { runtimeClassName: name }: PodSpec,
  { objects }: AdmissionContext,
): RuntimeClass | undefined {
  if (name === undefined) return undefined
  const found = objects.get('node.k8s.io/runtimeclasses', name)
  if (!found) throw newRefusal(request, `pod rejected: RuntimeClass "${name}" not found`)
  return found as RuntimeClass
}

function schedule(
  request: AdmissionRequest,
  spec: Draft<PodSpec>,
  { nodeSelector = {}, tolerations = [] }: NonNullable<RuntimeClass['scheduling']>,
): void {
  for (const [key, value] of Object.entries(nodeSelector)) {
    const own = spec.nodeSelector?.[key]
    if (own === undefined || own === value) continue
    const conflict = `runtimeClass.scheduling.nodeSelector[${key}] = ${value}; pod.spec.nodeSelector[${key}] = ${own}`
    throw newRefusal(request, `conflict: ${conflict}`)
  }
  if (Object.keys(nodeSelector).length > 0) spec.nodeSelector = { ...spec.nodeSelector, ...nodeSelector }
  const all = [...(spec.tolerations ?? []), ...tolerations.map((each) => copyValue(each) as Draft<Toleration>)]
  const merged: Draft<Toleration>[] = []
  for (const [index, toleration] of all.entries()) {
    const later = all.slice(index + 1)
    if (merged.some((other) => covers(other, toleration))) continue
    if (later.some((other) => !equalValues(other, toleration) && covers(other, toleration))) continue
    merged.push(toleration)
  }
  if (merged.length > 0) spec.tolerations = merged
}

/** What `one` tolerates, `all` does, too. */
function covers(all: Toleration, one: Toleration): boolean {
  if (equalValues(all, one)) return true
  if ((one.key ?? '') !== (all.key ?? '') && (all.key || all.operator !== 'Exists')) return false
  if (all.effect && one.effect !== all.effect) return false
  if (all.effect === 'NoExecute' && all.tolerationSeconds !== undefined) {
    if (one.tolerationSeconds === undefined || one.tolerationSeconds > all.tolerationSeconds) return false
  }
  if (all.operator === 'Exists') return true
  return (one.operator || 'Equal') === 'Equal' && (one.value ?? '') === (all.value ?? '')
}
