// Every pod runs as a service account of its namespace and finds its token where clients look for it
// (plugin/pkg/admission/serviceaccount, v1.33).

import {
  type AdmissionContext,
  type AdmissionPlugin,
  type AdmissionRequest,
  type Draft,
  isAbout,
  newRefusal,
} from '../api/index.ts'
import { isMirror, type Pod, type PodSpec, type ServiceAccount, type Volume } from '../kinds/index.ts'

const tokenPath = '/var/run/secrets/kubernetes.io/serviceaccount'
const tokenVolumePrefix = 'kube-api-access-'
const nameAlphabet = 'bcdfghjklmnpqrstvwxz2456789'
const enforceAnnotation = 'kubernetes.io/enforce-mountable-secrets'

export const serviceAccount: AdmissionPlugin = {
  name: 'ServiceAccount',
  handles: (requests) => requests.operation === 'CREATE' && isAbout(requests, '/pods'),
  mutate(request, context) {
    const { spec, metadata } = request.object as Draft<Pod>
    if (!spec) return
    if (isMirror({ metadata })) return check(request, context)
    const name = spec.serviceAccountName || 'default'
    spec.serviceAccountName = name
    spec.serviceAccount = name
    const account = findAccount(request, name, context)
    if (spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true) mountToken(spec, context)
    if ((spec.imagePullSecrets ?? []).length === 0 && account.imagePullSecrets?.length) {
      spec.imagePullSecrets = account.imagePullSecrets.map((secret) => ({ ...secret }))
    }
    check(request, context)
  },
  validate: check,
}

function check(request: AdmissionRequest, context: AdmissionContext): void {
  const { spec, metadata } = request.object as Pod
  if (!spec) return
  const account = () => findAccount(request, spec.serviceAccountName ?? '', context)
  const fault = isMirror({ metadata }) ? mirrorFault(spec) : limitFault(spec, account())
  if (fault !== undefined) throw newRefusal(request, fault)
}

function findAccount(request: AdmissionRequest, name: string, { objects }: AdmissionContext): ServiceAccount {
  const { namespace = '' } = request
  const found = objects.get('/serviceaccounts', `${namespace}/${name}`)
  if (found) return found as ServiceAccount
  const why = `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`
  throw newRefusal(request, why)
}

function mountToken(spec: Draft<PodSpec>, { random }: AdmissionContext): void {
  const existing = spec.volumes?.find((volume) => volume.name.startsWith(tokenVolumePrefix))?.name
  const name = existing ?? `${tokenVolumePrefix}${random.text(5, nameAlphabet)}`
  let mounted = false
  for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? [])]) {
    if (container.volumeMounts?.some(({ mountPath }) => mountPath === tokenPath)) continue
    // Not by a spread, which makes room for more: every pod keeps this list.
    container.volumeMounts = (container.volumeMounts ?? []).concat({ name, readOnly: true, mountPath: tokenPath })
    mounted = true
  }
  if (mounted && existing === undefined) spec.volumes = (spec.volumes ?? []).concat(tokenVolume(name))
}

function tokenVolume(name: string): Draft<Volume> {
  return {
    name,
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
          },
        },
      ],
      defaultMode: 0o644,
    },
  }
}

/** The mirror of a file on a node stands for what runs already: it may use nothing of the cluster's. */
function mirrorFault(spec: PodSpec): string | undefined {
  if (spec.serviceAccountName) return 'a mirror pod may not reference service accounts'
  if (secretNames(spec).length > 0) return 'a mirror pod may not reference secrets'
  const projects = spec.volumes?.some(({ projected }) => projected?.sources?.some((each) => each.serviceAccountToken))
  return projects ? 'a mirror pod may not use service account token volume projections' : undefined
}

function secretNames(spec: PodSpec): string[] {
  const ofVolumes = (spec.volumes ?? []).flatMap(({ secret, projected }) => [
    secret?.secretName,
    ...(projected?.sources ?? []).map((source) => source.secret?.name),
  ])
  const ofContainers = [...(spec.initContainers ?? []), ...(spec.containers ?? [])].flatMap(({ env, envFrom }) => [
    ...(env ?? []).map(({ valueFrom }) => valueFrom?.secretKeyRef?.name),
    ...(envFrom ?? []).map(({ secretRef }) => secretRef?.name),
  ])
  const ofPulls = (spec.imagePullSecrets ?? []).map(({ name }) => name)
  return [...ofVolumes, ...ofContainers, ...ofPulls].filter((name) => name !== undefined)
}

/** An account may let its pods have only the secrets that it lists itself. */
function limitFault(spec: PodSpec, account: ServiceAccount): string | undefined {
  const asked = account.metadata.annotations?.[enforceAnnotation] ?? ''
  if (!/^(1|t|T|TRUE|true|True)$/.test(asked)) return undefined
  const { name } = account.metadata
  const allowed = new Set((account.secrets ?? []).map((secret) => secret.name))
  const notAllowed = `is not allowed because service account ${name} does not reference that secret`
  for (const { secret } of spec.volumes ?? []) {
    if (secret && !allowed.has(secret.secretName)) {
      return `volume with secret.secretName="${secret.secretName}" ${notAllowed}`
    }
  }
  const containers = [
    ...(spec.initContainers ?? []).map((container) => ({ what: 'init container', container })),
    ...spec.containers.map((container) => ({ what: 'container', container })),
  ]
  for (const { what, container } of containers) {
    for (const { name: variable, valueFrom } of container.env ?? []) {
      const key = valueFrom?.secretKeyRef
      if (!key || allowed.has(key.name)) continue
      return `${what} ${container.name} with envVar ${variable} referencing secret.secretName="${key.name}" ${notAllowed}`
    }
  }
  const pulls = new Set((account.imagePullSecrets ?? []).map((secret) => secret.name))
  for (const [index, secret] of (spec.imagePullSecrets ?? []).entries()) {
    if (pulls.has(secret.name)) continue
    return `imagePullSecrets[${index}].name="${secret.name}" is not allowed because service account ${name} does not reference that imagePullSecret`
  }
  return undefined
}
