// StatefulSets. Models ValidateStatefulSetSpec and ValidateStatefulSetUpdate of pkg/apis/apps/validation/validation.go
// (v1.33). What volume claim templates ask for is looked at when the claims are made, as upstream does.

import {
  equalValues,
  type FieldError,
  forbiddenField,
  GoSyntax,
  goQuote,
  invalidField,
  requiredField,
} from '../api/index.ts'
import { goSelector, labelRule, nonNegative, nonNegatives, present, supported } from './field-rules.ts'
import { validatePodTemplate } from './pod-validation.ts'
import type { PodTemplateSpec, StatefulSet, StatefulSetSpec } from './types.generated.ts'
import { mismatch, selects, validateRunning, validateSelector } from './workload-validation.ts'

export function validateStatefulSet({ spec, metadata }: StatefulSet): FieldError[] {
  if (!spec) return []
  const errors = validateStrategies(spec)
  const { whenDeleted, whenScaled } = spec.persistentVolumeClaimRetentionPolicy ?? {}
  const policies = { whenDeleted, whenScaled }
  for (const [name, policy] of Object.entries(policies)) {
    const field = `spec.persistentVolumeClaimRetentionPolicy.${name}`
    errors.push(...supported(field, policy, ['Retain', 'Delete']))
  }
  errors.push(...nonNegatives('spec', spec, ['replicas', 'minReadySeconds']))
  errors.push(...nonNegative('spec.ordinals.start', spec.ordinals?.start))
  // A set that exists may keep a wrong name: it never changes.
  if (spec.serviceName && !metadata.resourceVersion) errors.push(...labelRule('spec.serviceName', spec.serviceName))
  errors.push(...validateSelector(spec.selector, 'spec.selector', 'statefulset'))
  const selected = selects(spec.selector, spec.template)
  if (selected === undefined) errors.push(invalidField('spec.selector', goSelector(spec.selector), ''))
  else {
    if (!selected) errors.push(mismatch(spec.template, 'spec.template'))
    errors.push(...validatePodTemplate(templateWithClaims(spec), 'spec.template'))
  }
  return [...errors, ...validateRunning(spec.template, 'spec.template', 'StatefulSet')]
}

function validateStrategies({ podManagementPolicy, updateStrategy }: StatefulSetSpec): FieldError[] {
  const errors = present('spec.podManagementPolicy', podManagementPolicy)
  if (podManagementPolicy && podManagementPolicy !== 'OrderedReady' && podManagementPolicy !== 'Parallel') {
    const why = "must be 'OrderedReady' or 'Parallel'"
    errors.push(invalidField('spec.podManagementPolicy', podManagementPolicy, why))
  }
  const field = 'spec.updateStrategy'
  const { type = '', rollingUpdate } = updateStrategy ?? {}
  const partition = rollingUpdate?.partition ?? 0
  if (type === 'RollingUpdate') errors.push(...nonNegative(`${field}.rollingUpdate.partition`, partition))
  else if (type === 'OnDelete') {
    if (!rollingUpdate) return errors
    const bad = `apps.RollingUpdateStatefulSetStrategy{Partition:${partition}, MaxUnavailable:(*intstr.IntOrString)(nil)}`
    const why = "only allowed for updateStrategy 'RollingUpdate'"
    errors.push(invalidField(`${field}.rollingUpdate`, new GoSyntax(bad), why))
  } else if (type === '') errors.push(requiredField(field))
  else {
    const bad = `apps.StatefulSetUpdateStrategy{Type:${goQuote(type)}, RollingUpdate:(*apps.RollingUpdateStatefulSetStrategy)(nil)}`
    errors.push(invalidField(field, new GoSyntax(bad), "must be 'RollingUpdate' or 'OnDelete'"))
  }
  return errors
}

/** The template as pods get it: with the volumes of the claims, and without the names that the controller gives. */
function templateWithClaims({ template, volumeClaimTemplates = [] }: StatefulSetSpec): PodTemplateSpec {
  const { hostname: _hostname, subdomain: _subdomain, ...spec } = template?.spec ?? { containers: [] }
  if (volumeClaimTemplates.length === 0) return { ...template, spec }
  const names = new Set(volumeClaimTemplates.map(({ metadata }) => metadata.name))
  const claims = [...names].map((name) => ({ name, persistentVolumeClaim: { claimName: name } }))
  const volumes = [...claims, ...(spec.volumes ?? []).filter(({ name }) => !names.has(name))]
  return { ...template, spec: { ...spec, volumes } }
}

const mutable = [
  'replicas',
  'template',
  'updateStrategy',
  'minReadySeconds',
  'ordinals',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
] as const

export function validateStatefulSetUpdate({ spec }: StatefulSet, { spec: old }: StatefulSet): FieldError[] {
  const kept = Object.fromEntries(mutable.map((name) => [name, old?.[name]]))
  if (equalValues({ ...spec, ...kept }, old)) return []
  const why =
    "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"
  return [forbiddenField('spec', why)]
}
