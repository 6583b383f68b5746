// Holds pods to the level of the Pod Security Standards that their namespace asks for, and warns of workloads whose pods would
// not pass (k8s.io/pod-security-admission/admission and plugin/pkg/admission/security/podsecurity, v1.33).
// Missing: annotations for the audit log, which there is none of; exemptions (a file of the server's configuration).

import {
  type AdmissionContext,
  type AdmissionPlugin,
  type AdmissionRequest,
  getPath,
  isAbout,
  type KubeObject,
  newInvalid,
  newRefusal,
  warnCaller,
} from '../api/index.ts'
import type { Container, Pod, PodTemplateSpec } from '../kinds/index.ts'
import {
  detailsText,
  type LevelVersion,
  policyOf,
  policyText,
  reasonsText,
  strictness,
  violationsOf,
} from './pod-security-policy.ts'

/** Where the kinds that make pods have the template. */
const templates: Readonly<Record<string, string>> = {
  '/replicationcontrollers': 'spec.template',
  '/podtemplates': 'template',
  'apps/replicasets': 'spec.template',
  'apps/deployments': 'spec.template',
  'apps/statefulsets': 'spec.template',
  'apps/daemonsets': 'spec.template',
  'batch/jobs': 'spec.template',
  'batch/cronjobs': 'spec.jobTemplate.spec.template',
}
const MOST_PODS = 3000

export const podSecurity: AdmissionPlugin = {
  name: 'PodSecurity',
  handles(requests) {
    const { operation } = requests
    if (operation === 'DELETE') return false
    if (isAbout(requests, '/pods', '/namespaces', ...Object.keys(templates))) return true
    return operation === 'UPDATE' && isAbout(requests, '/pods/ephemeralcontainers', '/pods/resize')
  },
  validate(request, context) {
    const { resource } = request.definition
    if (resource === 'namespaces') reviewNamespace(request, context)
    else if (resource === 'pods') reviewPod(request, context)
    else reviewTemplate(request, context)
  },
}

function policyOfNamespace({ namespace = '' }: AdmissionRequest, { objects }: AdmissionContext) {
  return policyOf(objects.get('/namespaces', namespace)?.metadata.labels).policy
}

function reviewPod(request: AdmissionRequest, context: AdmissionContext): void {
  const { object, old } = request
  const { enforce, warn } = policyOfNamespace(request, context)
  if (enforce.level === 'privileged' && warn.level === 'privileged') return
  const { spec, metadata } = object as Pod
  if (!spec || (old && !isSignificant(object as Pod, old as Pod))) return
  const found = violationsOf(enforce, spec, metadata)
  if (found.length > 0) {
    throw newRefusal(request, `violates PodSecurity "${policyText(enforce)}": ${detailsText(found)}`)
  }
  warnOf(request, warn, { spec, metadata })
}

function reviewTemplate(request: AdmissionRequest, context: AdmissionContext): void {
  const { warn } = policyOfNamespace(request, context)
  if (warn.level === 'privileged') return
  const { group, resource } = request.definition
  const template = getPath(request.object, templates[`${group}/${resource}`] ?? '')
  if (template) warnOf(request, warn, template as PodTemplateSpec)
}

function warnOf(request: AdmissionRequest, warn: LevelVersion, { spec, metadata }: PodTemplateSpec): void {
  if (!spec) return
  const found = violationsOf(warn, spec, metadata ?? {})
  if (found.length > 0) warnCaller(request, `would violate PodSecurity "${policyText(warn)}": ${detailsText(found)}`)
}

/** Of what an update may change, the images and new containers count. */
function isSignificant({ spec }: Pod, { spec: old }: Pod): boolean {
  const changed = (after: readonly Container[] = [], before: readonly Container[] = []): boolean =>
    after.length !== before.length || after.some(({ image }, index) => image !== before[index]?.image)
  if (changed(spec?.containers, old?.containers) || changed(spec?.initContainers, old?.initContainers)) return true
  const imageOf = (name: string) => old?.ephemeralContainers?.find((each) => each.name === name)?.image
  return (spec?.ephemeralContainers ?? []).some(({ name, image }) => image !== imageOf(name))
}

function reviewNamespace(request: AdmissionRequest, context: AdmissionContext): void {
  const { object, old, definition } = request
  const { name, labels } = (object as KubeObject).metadata
  const { policy, errors } = policyOf(labels)
  const before = old && policyOf(old.metadata.labels)
  const isOldFault = before !== undefined && JSON.stringify(before.errors) === JSON.stringify(errors)
  if (errors.length > 0 && !isOldFault) throw newInvalid(definition, name, errors)
  if (!before) return
  const { enforce } = policy
  const was = before.policy.enforce
  if (policyText(enforce) === policyText(was) || enforce.level === 'privileged') return
  if (enforce.version === was.version && strictness(enforce) <= strictness(was)) return
  for (const warning of warningsOfPods(name, enforce, context)) warnCaller(request, warning)
}

/** What of the pods that are there would not be let in any more: one line for all that fail alike. */
function warningsOfPods(namespace: string, enforce: LevelVersion, { objects }: AdmissionContext): string[] {
  const pods = objects.list('/pods', namespace) as readonly Pod[]
  const alike = new Map<string, string[]>()
  for (const { spec, metadata } of pods.slice(0, MOST_PODS)) {
    const found = spec ? violationsOf(enforce, spec, metadata) : []
    if (found.length === 0) continue
    const text = reasonsText(found)
    alike.set(text, [...(alike.get(text) ?? []), metadata.name])
  }
  const warnings = [...alike].map(([text, names]) => {
    const [first = ''] = names.sort()
    const others = names.length - 1
    const more = others === 0 ? '' : ` (and ${others} other ${others === 1 ? 'pod' : 'pods'})`
    return `${first}${more}: ${text}`
  })
  return [
    ...(pods.length > MOST_PODS
      ? [`new PodSecurity enforce level only checked against the first ${MOST_PODS} of ${pods.length} existing pods`]
      : []),
    ...(warnings.length > 0
      ? [`existing pods in namespace "${namespace}" violate the new PodSecurity enforce level "${policyText(enforce)}"`]
      : []),
    ...warnings.sort(),
  ]
}
