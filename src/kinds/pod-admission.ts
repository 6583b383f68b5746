// What admission adds to a new pod: its service account and token volume, its priority, and the default tolerations.
// Models plugin/pkg/admission/{serviceaccount,priority,defaulttolerationseconds} (v1.33).
// Missing: LimitRanger.

import { ApiError, type Draft, isNotFound, type KindContext } from '../api/index.ts'
import type { Pod, PodSpec, PriorityClass, ServiceAccount, Volume } from './types.generated.ts'

const tokenPath = '/var/run/secrets/kubernetes.io/serviceaccount'
const tokenVolumePrefix = 'kube-api-access-'
const nameAlphabet = 'bcdfghjklmnpqrstvwxz2456789'
const mirrorAnnotation = 'kubernetes.io/config.mirror'
export const systemPriorities: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
}

export function admitPod(pod: Draft<Pod>, context: KindContext): void {
  const { spec } = pod
  if (!spec) return
  if (pod.metadata.annotations?.[mirrorAnnotation] === undefined) admitServiceAccount(pod, spec, context)
  admitPriority(pod, spec, context)
  addToleration(spec, 'node.kubernetes.io/not-ready')
  addToleration(spec, 'node.kubernetes.io/unreachable')
}

function admitServiceAccount(pod: Draft<Pod>, spec: Draft<PodSpec>, context: KindContext): void {
  const name = spec.serviceAccountName || 'default'
  spec.serviceAccountName = name
  spec.serviceAccount = name
  const account = findAccount(pod, name, context)
  if (spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true) mountToken(spec, context)
  if ((spec.imagePullSecrets ?? []).length === 0 && account.imagePullSecrets?.length) {
    spec.imagePullSecrets = account.imagePullSecrets.map((secret) => ({ ...secret }))
  }
}

function findAccount(pod: Draft<Pod>, name: string, { client }: KindContext): ServiceAccount {
  const namespace = pod.metadata.namespace ?? 'default'
  try {
    return client.get<ServiceAccount>({ group: '', version: 'v1', resource: 'serviceaccounts', namespace, name })
  } catch (error) {
    if (!isNotFound(error)) throw error
    throw podForbidden(pod, `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`)
  }
}

function mountToken(spec: Draft<PodSpec>, { random }: KindContext): void {
  const existing = spec.volumes?.find((volume) => volume.name.startsWith(tokenVolumePrefix))?.name
  const name = existing ?? `${tokenVolumePrefix}${random.text(5, nameAlphabet)}`
  let mounted = false
  for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? [])]) {
    if (container.volumeMounts?.some(({ mountPath }) => mountPath === tokenPath)) continue
    container.volumeMounts = [...(container.volumeMounts ?? []), { name, readOnly: true, mountPath: tokenPath }]
    mounted = true
  }
  if (mounted && existing === undefined) spec.volumes = [...(spec.volumes ?? []), tokenVolume(name)]
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

const priorityClasses = { group: 'scheduling.k8s.io', version: 'v1', resource: 'priorityclasses' } as const

function priorityClassNamed(name: string, { client }: KindContext): Partial<PriorityClass> | undefined {
  const value = systemPriorities[name]
  if (value !== undefined) return { value }
  try {
    return client.get<PriorityClass>({ ...priorityClasses, name })
  } catch (error) {
    if (!isNotFound(error)) throw error
    return undefined
  }
}

/** The class of pods that name none. There is none before the kind is served. */
export function defaultPriorityClass({ client }: KindContext): PriorityClass | undefined {
  try {
    const defaults = client.list<PriorityClass>(priorityClasses).items.filter(({ globalDefault }) => globalDefault)
    return defaults.sort((a, b) => a.value - b.value)[0]
  } catch (error) {
    if (!isNotFound(error)) throw error
    return undefined
  }
}

function admitPriority(pod: Draft<Pod>, spec: Draft<PodSpec>, context: KindContext): void {
  const given = spec.priorityClassName ?? ''
  const found = given === '' ? defaultPriorityClass(context) : priorityClassNamed(given, context)
  if (given === '' && found) spec.priorityClassName = found.metadata?.name ?? ''
  if (given !== '' && !found) throw podForbidden(pod, `no PriorityClass with name ${given} was found`)
  const priority = found?.value ?? 0
  if (spec.priority !== undefined && spec.priority !== priority) {
    throw podForbidden(
      pod,
      `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${priority} from the given PriorityClass name`,
    )
  }
  spec.priority = priority
  const policy = found?.preemptionPolicy ?? 'PreemptLowerPriority'
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== policy) {
    throw podForbidden(
      pod,
      `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${policy} from the given PriorityClass name`,
    )
  }
  spec.preemptionPolicy = policy
}

function addToleration(spec: Draft<PodSpec>, key: string): void {
  const tolerated = spec.tolerations?.some(
    (toleration) =>
      (!toleration.key || toleration.key === key) && (!toleration.effect || toleration.effect === 'NoExecute'),
  )
  if (tolerated) return
  const added = { key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }
  spec.tolerations = [...(spec.tolerations ?? []), added]
}

function podForbidden(pod: Draft<Pod>, why: string): ApiError {
  const name = pod.metadata.name
  return new ApiError(403, 'Forbidden', `pods "${name}" is forbidden: ${why}`, { name, kind: 'pods' })
}
