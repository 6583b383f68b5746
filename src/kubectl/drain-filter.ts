// Which pods of a node drain takes, and why it leaves or refuses the others (k8s.io/kubectl/pkg/drain/filters.go, v1.33).

import { asApiError, type Client } from '../api/index.ts'
import type { Pod } from '../kinds/index.ts'
import type { VersionFacts } from './versions.ts'

export interface DrainOptions {
  readonly force: boolean
  readonly ignoreDaemonSets: boolean
  readonly deleteEmptyDirData: boolean
  readonly podSelector: string
  readonly skipDeletedSeconds: number
  readonly nowMs: number
  readonly version: VersionFacts
}

export interface DrainPods {
  readonly pods: readonly Pod[]
  /** 'ignoring DaemonSet-managed Pods: kube-system/kube-proxy-x; …'; empty when there is nothing to say. */
  readonly warnings: string
  /** 'cannot delete …'; while there are any, nothing is taken. */
  readonly faults: readonly string[]
}

type Verdict = { readonly take: boolean; readonly warning?: string; readonly fault?: string }

const MIRROR = 'kubernetes.io/config.mirror'
const okay: Verdict = { take: true }

/** Differs: reasons come in the order of the pods; upstream's are in the random order of Go's maps. */
export function podsForDeletion(client: Client, node: string, options: DrainOptions): DrainPods {
  const target = { group: '', version: 'v1', resource: 'pods', namespace: undefined }
  const fieldSelector = `spec.nodeName=${node}`
  const { items } = client.list<Pod>(target, { labelSelector: options.podSelector, fieldSelector })
  const pods: Pod[] = []
  const warnings = new Map<string, string[]>()
  const faults = new Map<string, string[]>()
  const note = (map: Map<string, string[]>, text: string, { metadata }: Pod): void => {
    const named = map.get(text) ?? []
    map.set(text, [...named, `${metadata.namespace}/${metadata.name}`])
  }
  for (const pod of items) {
    const { take, warning, fault } = judge(client, pod, options)
    if (take) pods.push(pod)
    if (warning !== undefined) note(warnings, warning, pod)
    if (fault !== undefined) note(faults, fault, pod)
  }
  const texts = (map: Map<string, string[]>) => [...map].map(([text, names]) => `${text}: ${names.join(', ')}`)
  return {
    pods,
    warnings: texts(warnings).join('; '),
    faults: texts(faults).map((text) => `cannot delete ${text}`),
  }
}

/** Of several warnings the last one counts. */
function judge(client: Client, pod: Pod, options: DrainOptions): Verdict {
  let verdict = okay
  for (const filter of [deleted, daemonSet, mirror, localStorage, unreplicated]) {
    verdict = filter(pod, options, client)
    if (!verdict.take) break
  }
  return verdict
}

const finished = ({ status }: Pod): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed'

const controllerOf = ({ metadata }: Pod) => metadata.ownerReferences?.find(({ controller }) => controller)

/** Deleted so long ago that nobody waits for it. */
export function longDeleted({ metadata }: Pod, seconds: number, nowMs: number): boolean {
  const { deletionTimestamp } = metadata
  return seconds > 0 && deletionTimestamp !== undefined && (nowMs - Date.parse(deletionTimestamp)) / 1000 > seconds
}

const deleted = (pod: Pod, { skipDeletedSeconds, nowMs }: DrainOptions): Verdict =>
  longDeleted(pod, skipDeletedSeconds, nowMs) ? { take: false } : okay

function daemonSet(pod: Pod, { force, ignoreDaemonSets }: DrainOptions, client: Client): Verdict {
  const owner = controllerOf(pod)
  if (owner?.kind !== 'DaemonSet' || finished(pod)) return okay
  try {
    const { namespace } = pod.metadata
    client.get({ group: 'apps', version: 'v1', resource: 'daemonsets', namespace, name: owner.name })
  } catch (error) {
    const { message, reason } = asApiError(error)
    return reason === 'NotFound' && force ? { take: true, warning: message } : { take: false, fault: message }
  }
  return ignoreDaemonSets
    ? { take: false, warning: 'ignoring DaemonSet-managed Pods' }
    : { take: false, fault: 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)' }
}

const mirror = (pod: Pod): Verdict => (pod.metadata.annotations?.[MIRROR] === undefined ? okay : { take: false })

function localStorage(pod: Pod, { deleteEmptyDirData }: DrainOptions): Verdict {
  if (!pod.spec?.volumes?.some(({ emptyDir }) => emptyDir) || finished(pod)) return okay
  return deleteEmptyDirData
    ? { take: true, warning: 'deleting Pods with local storage' }
    : { take: false, fault: 'Pods with local storage (use --delete-emptydir-data to override)' }
}

/** The doubled "cannot delete" is upstream's. */
function unreplicated(pod: Pod, { force, version }: DrainOptions): Verdict {
  if (finished(pod) || controllerOf(pod)) return okay
  if (force) return { take: true, warning: 'deleting Pods that declare no controller' }
  const fault = version.has('drainsPodsThatDeclare') ? 'cannot delete Pods that declare' : 'Pods declare'
  return { take: false, fault: `${fault} no controller (use --force to override)` }
}
