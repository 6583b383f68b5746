// Finds the priority of a pod's class, and lets only one class be that of pods that name none
// (plugin/pkg/admission/priority, v1.33).

import {
  type AdmissionContext,
  type AdmissionPlugin,
  type AdmissionRequest,
  type Draft,
  isAbout,
  newRefusal,
} from '../api/index.ts'
import { type Pod, type PriorityClass, systemPriorities } from '../kinds/index.ts'

const classes = 'scheduling.k8s.io/priorityclasses'

export const priority: AdmissionPlugin = {
  name: 'Priority',
  handles: (requests) => requests.operation !== 'DELETE' && isAbout(requests, '/pods', classes),
  mutate(request, context) {
    if (request.definition.resource !== 'pods') return
    if (request.old) keepPriority(request.object as Draft<Pod>, request.old as Pod)
    else admitPod(request, context)
  },
  validate(request, context) {
    if (request.definition.resource === 'pods') return
    const { globalDefault, metadata } = request.object as PriorityClass
    if (!globalDefault) return
    const other = defaultClass(context)?.metadata.name
    if (other === undefined || (request.old && other === metadata.name)) return
    throw newRefusal(request, `PriorityClass ${other} is already marked as default. Only one default can exist`)
  },
}

function keepPriority({ spec }: Draft<Pod>, { spec: old }: Pod): void {
  if (!spec || !old) return
  if (spec.priority === undefined && old.priority !== undefined) spec.priority = old.priority
  if (spec.preemptionPolicy === undefined && old.preemptionPolicy !== undefined) {
    spec.preemptionPolicy = old.preemptionPolicy
  }
}

function admitPod(request: AdmissionRequest, context: AdmissionContext): void {
  const { spec } = request.object as Draft<Pod>
  if (!spec) return
  const given = spec.priorityClassName ?? ''
  const found = given === '' ? defaultClass(context) : classNamed(given, context)
  if (given === '' && found) spec.priorityClassName = found.metadata?.name ?? ''
  if (given !== '' && !found) throw newRefusal(request, `no PriorityClass with name ${given} was found`)
  const priority = found?.value ?? 0
  if (spec.priority !== undefined && spec.priority !== priority) {
    throw newRefusal(
      request,
      `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${priority} from the given PriorityClass name`,
    )
  }
  spec.priority = priority
  const policy = found?.preemptionPolicy ?? 'PreemptLowerPriority'
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== policy) {
    throw newRefusal(
      request,
      `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${policy} from the given PriorityClass name`,
    )
  }
  spec.preemptionPolicy = policy
}

function classNamed(name: string, { objects }: AdmissionContext): Partial<PriorityClass> | undefined {
  const value = systemPriorities[name]
  return value === undefined ? (objects.get(classes, name) as PriorityClass | undefined) : { value }
}

/** Of several, the one with the lowest value. */
function defaultClass({ objects }: AdmissionContext): PriorityClass | undefined {
  const all = objects.list(classes) as readonly PriorityClass[]
  return all.filter(({ globalDefault }) => globalDefault).sort((a, b) => (a.value ?? 0) - (b.value ?? 0))[0]
}
