// What annotations of pods and pod templates may say. Models ValidatePodSpecificAnnotations, its rules for updates, and
// the agreement of the old annotations with the fields, of pkg/apis/core/validation/validation.go (v1.33).

import { type FieldError, forbiddenField, invalidField } from '../api/index.ts'
import { MIRROR } from './mirror-pod.ts'
import type { AppArmorProfile, Pod, PodSpec, SeccompProfile } from './types.generated.ts'
import { descendingPath } from './volume-source-validation.ts'

type Annotations = Readonly<Record<string, string>> | undefined

export const seccompPod = 'seccomp.security.alpha.kubernetes.io/pod'
export const seccompContainer = 'container.seccomp.security.alpha.kubernetes.io/'
export const appArmorContainer = 'container.apparmor.security.beta.kubernetes.io/'
const deletionCost = 'controller.kubernetes.io/pod-deletion-cost'

export function containersOf({ initContainers = [], containers = [], ephemeralContainers = [] }: PodSpec) {
  const at = (list: string) => (container: { readonly name: string }, i: number) => ({
    container: container as PodSpec['containers'][number],
    at: `${list}[${i}]`,
  })
  return [
    ...initContainers.map(at('initContainers')),
    ...containers.map(at('containers')),
    ...ephemeralContainers.map(at('ephemeralContainers')),
  ]
}

export function validatePodAnnotations(annotations: Annotations, spec: PodSpec, path: string): FieldError[] {
  if (!annotations) return []
  const errors: FieldError[] = []
  const mirror = annotations[MIRROR]
  if (mirror !== undefined && !spec.nodeName) {
    errors.push(invalidField(`${path}[${MIRROR}]`, mirror, 'must set spec.nodeName if mirror pod annotation is set'))
  }
  const cost = annotations[deletionCost]
  if (cost !== undefined && (!/^(0|-?[1-9][0-9]*)$/.test(cost) || Number(cost) !== (Number(cost) | 0))) {
    errors.push(invalidField(`${path}[${deletionCost}]`, cost, 'must be a 32bit integer'))
  }
  const names = new Set((spec.containers ? containersOf(spec) : []).map(({ container }) => container.name))
  for (const [key, value] of Object.entries(annotations)) {
    if (key === seccompPod || key.startsWith(seccompContainer)) errors.push(...seccompRule(`${path}.${key}`, value))
    if (!key.startsWith(appArmorContainer)) continue
    const container = key.slice(appArmorContainer.length)
    if (!names.has(container)) errors.push(invalidField(`${path}[${key}]`, container, 'container not found'))
    if (value === '' || value === 'runtime/default' || value === 'unconfined' || value.startsWith('localhost/'))
      continue
    errors.push(invalidField(`${path}[${key}]`, value, `invalid AppArmor profile name: "${value}"`))
  }
  return errors
}

function seccompRule(field: string, value: string): FieldError[] {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(value)) return []
  if (value.startsWith('localhost/')) return descendingPath(field, value.slice('localhost/'.length))
  return [invalidField(field, value, 'must be a valid seccomp profile')]
}

/** An old annotation and the field that took its place must say the same. */
export function validateProfiles(annotations: Annotations, spec: PodSpec, path: string): FieldError[] {
  if (!annotations || !Object.keys(annotations).some((key) => key.includes('seccomp.') || key.includes('apparmor.'))) {
    return []
  }
  const { securityContext, os } = spec
  const containers = containersOf(spec)
  const errors = matches(annotations[seccompPod], securityContext?.seccompProfile, 'seccomp', `${path}.securityContext`)
  for (const { container, at } of containers) {
    const own = container.securityContext?.seccompProfile
    const field = `${path}.${at}.securityContext`
    errors.push(...matches(annotations[seccompContainer + container.name], own, 'seccomp', field))
  }
  if (os?.name === 'windows') return errors
  for (const { container, at } of containers) {
    const own = container.securityContext?.appArmorProfile ?? securityContext?.appArmorProfile
    const field = `${path}.${at}.securityContext`
    errors.push(...matches(annotations[appArmorContainer + container.name], own, 'apparmor', field))
  }
  return errors
}

function matches(
  annotation: string | undefined,
  profile: SeccompProfile | AppArmorProfile | undefined,
  kind: 'seccomp' | 'apparmor',
  path: string,
): FieldError[] {
  if (annotation === undefined || !profile) return []
  const field = `${path}.${kind === 'seccomp' ? 'seccompProfile' : 'appArmorProfile'}`
  const isDefault = annotation === 'runtime/default' || (kind === 'seccomp' && annotation === 'docker/default')
  const isLocal = annotation.startsWith('localhost/')
  const said = { Unconfined: annotation === 'unconfined', RuntimeDefault: isDefault, Localhost: isLocal }
  if (said[profile.type as keyof typeof said] === false) {
    return [forbiddenField(`${field}.type`, `${kind} type in annotation and field must match`)]
  }
  if (profile.type !== 'Localhost' || annotation.slice('localhost/'.length) === profile.localhostProfile) return []
  return [forbiddenField(`${field}.localhostProfile`, `${kind} profile in annotation and field must match`)]
}

export function validateAnnotationUpdate({ metadata: now }: Pod, { metadata: old }: Pod): FieldError[] {
  const errors: FieldError[] = []
  const what = (key: string) =>
    key.startsWith(appArmorContainer) ? 'AppArmor annotations' : key === MIRROR ? 'mirror pod annotation' : undefined
  const path = (key: string) => `metadata.annotations[${key}]`
  for (const [key, value] of Object.entries(old.annotations ?? {})) {
    const kind = what(key)
    if (kind && now.annotations?.[key] !== value) {
      errors.push(forbiddenField(path(key), `may not remove or update ${kind}`))
    }
  }
  for (const key of Object.keys(now.annotations ?? {})) {
    const kind = what(key)
    if (kind && old.annotations?.[key] === undefined) errors.push(forbiddenField(path(key), `may not add ${kind}`))
  }
  return errors
}
