// Which pod of a workload logs, exec and attach take, and which container of a pod
// (k8s.io/kubectl/pkg/polymorphichelpers, pkg/util/podutils and pkg/cmd/util/podcmd, v1.33).

import type { KubeObject } from '../api/index.ts'
import type { Container, Pod } from '../kinds/index.ts'
import type { Steps } from '../sim/index.ts'
import type { Context } from './command.ts'
import { labelsText, selectorText } from './describe/labels.ts'
import { CommandError } from './errors.ts'
import { quote } from './flag-parser.ts'
import { goSort } from './go-sort.ts'
import { asData, at, splitApiVersion, text } from './manifest-data.ts'
import { listAll } from './resource-builder.ts'

const defaultContainer = 'kubectl.kubernetes.io/default-container'
const selected = ['ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet', 'Deployment', 'Job', 'Service']

export type Purpose = 'logs' | 'attach'

export interface PodChoice {
  readonly pod: Pod
  readonly all: readonly Pod[]
}

/** The pods of `object`, best first; waits for one as long as --pod-running-timeout says. */
export function* choosePod(ctx: Context, object: KubeObject, purpose: Purpose): Steps<PodChoice> {
  if (object.kind === 'Pod') return { pod: object as Pod, all: [object as Pod] }
  const selector = podSelector(object, purpose)
  const until = ctx.nowMs() + ctx.flags.durationMs('pod-running-timeout')
  const namespace = object.metadata.namespace ?? ''
  const mapping = ctx.mapper.find('pods')
  const better = purpose === 'logs' ? betterForLogs : betterForExec
  for (;;) {
    const pods = listAll(ctx.client, mapping, namespace, { labelSelector: selector }) as readonly Pod[]
    const all = goSort(pods, (a, b) => better(a, b) < 0)
    const [pod] = all
    if (pod) return { pod, all }
    if (ctx.nowMs() >= until) throw new CommandError('timed out waiting for the condition')
    const watch = ctx.client.watch(
      { group: '', version: 'v1', resource: 'pods', namespace },
      { labelSelector: selector },
    )
    try {
      yield { signals: [watch.changed], untilMs: until }
    } finally {
      watch.stop()
    }
  }
}

function podSelector(object: KubeObject, purpose: Purpose): string {
  const [, version] = splitApiVersion(object.apiVersion)
  const selector = at(asData(object), 'spec', 'selector')
  const goType = `*${version}.${object.kind}`
  const doing = purpose === 'logs' ? 'get the logs from' : 'attach to'
  if (!selected.includes(object.kind)) {
    throw new CommandError(`cannot ${doing} ${goType}: selector for ${goType} not implemented`)
  }
  if (object.kind === 'Service' || object.kind === 'ReplicationController') {
    const labels = selector as Readonly<Record<string, string>> | undefined
    if (object.kind === 'Service' && Object.keys(labels ?? {}).length === 0) {
      throw new CommandError(
        `cannot ${doing} ${goType}: invalid service '${object.metadata.name}': Service is defined without a selector`,
      )
    }
    return labelsText(labels)
  }
  return selectorText(selector as Parameters<typeof selectorText>[0])
}

const phases = ['Running', 'Unknown', 'Pending']
const phaseRank = (pod: Pod): number => Math.max(0, phases.indexOf(pod.status?.phase ?? ''))
const readyCondition = (pod: Pod) =>
  pod.status?.conditions?.find(({ type, status }) => type === 'Ready' && status === 'True')
const readyMs = (pod: Pod): number => Date.parse(readyCondition(pod)?.lastTransitionTime ?? '') || 0
const createdMs = (pod: Pod): number => Date.parse(pod.metadata.creationTimestamp ?? '') || 0
const restarts = (pod: Pod): number =>
  Math.max(0, ...(pod.status?.containerStatuses ?? []).map((one) => one.restartCount))
const flag = (value: boolean): number => (value ? 0 : 1)

/** Assigned, running, ready, longest ready, most restarts, oldest. */
function betterForLogs(a: Pod, b: Pod): number {
  return (
    flag(Boolean(a.spec?.nodeName)) - flag(Boolean(b.spec?.nodeName)) ||
    phaseRank(a) - phaseRank(b) ||
    flag(readyCondition(a) !== undefined) - flag(readyCondition(b) !== undefined) ||
    readyMs(a) - readyMs(b) ||
    restarts(b) - restarts(a) ||
    createdMs(a) - createdMs(b)
  )
}

/** The same, but not those that are being deleted, and those with the fewest restarts first. */
function betterForExec(a: Pod, b: Pod): number {
  const execRank = (pod: Pod) => (pod.status?.phase === 'Running' ? 0 : pod.status?.phase === 'Unknown' ? 1 : 2)
  const deleting = (pod: Pod) => flag(pod.metadata.deletionTimestamp === undefined)
  return (
    flag(Boolean(a.spec?.nodeName)) - flag(Boolean(b.spec?.nodeName)) ||
    execRank(a) - execRank(b) ||
    flag(readyCondition(a) !== undefined) - flag(readyCondition(b) !== undefined) ||
    deleting(a) - deleting(b) ||
    readyMs(a) - readyMs(b) ||
    restarts(a) - restarts(b) ||
    createdMs(a) - createdMs(b)
  )
}

export function findContainer(pod: Pod, name: string): Container | undefined {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = pod.spec ?? {}
  return [...containers, ...initContainers, ...ephemeralContainers].find((one) => one.name === name)
}

export function containerNames({ spec }: Pod): string {
  return [
    ...(spec?.containers ?? []).map(({ name }) => name),
    ...(spec?.ephemeralContainers ?? []).map(({ name }) => `${name} (ephem)`),
    ...(spec?.initContainers ?? []).map(({ name }) => `${name} (init)`),
  ].join(', ')
}

/** More than one to choose from. */
export function hasSeveral({ spec }: Pod): boolean {
  return (
    (spec?.containers.length ?? 0) + (spec?.initContainers?.length ?? 0) + (spec?.ephemeralContainers?.length ?? 0) > 1
  )
}

/** The container that is meant when none is named; says so when there are others. */
export function defaultContainerOf(pod: Pod, say?: (text: string) => void): Container {
  const annotated = pod.metadata.annotations?.[defaultContainer] ?? ''
  const named = annotated === '' ? undefined : findContainer(pod, annotated)
  if (named) return named
  const [first] = pod.spec?.containers ?? []
  if (!first) {
    throw new CommandError(`pod ${text(pod.metadata.namespace)}/${pod.metadata.name} does not have any containers`)
  }
  if (say && hasSeveral(pod)) {
    say(`Defaulted container ${quote(first.name)} out of: ${containerNames(pod)}\n`)
  }
  return first
}

/** The annotation alone, for logs, which complains when it names nothing. */
export function annotatedContainer(ctx: Context, pod: Pod): string {
  const annotated = pod.metadata.annotations?.[defaultContainer] ?? ''
  if (annotated === '' || findContainer(pod, annotated)) return annotated
  ctx.err(`Default container name ${quote(annotated)} not found in pod ${pod.metadata.name}\n`)
  return ''
}
