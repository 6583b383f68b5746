// The status that the kubelet reports for a pod (pkg/kubelet/kubelet_pods.go generateAPIPodStatus and
// pkg/kubelet/status/generate.go, v1.33): phase, conditions, container statuses. Written only when it changed.

import { equalValues } from '../../api/index.ts'
import { digestOf, findImage } from '../../images/index.ts'
import type { Container, ContainerState, ContainerStatus, Pod, PodCondition, PodStatus } from '../../kinds/index.ts'
import type { ContainerMemory } from '../machine.ts'
import { pods, targetOf } from '../resources.ts'
import { timeText } from '../time.ts'
import { hostAddressOf } from './container-config.ts'
import type { PodWorker } from './worker.ts'

export function writeStatus(worker: PodWorker): void {
  const { context, pod } = worker
  const status = statusOf(worker)
  if (equalValues(status, pod.status)) return
  const next = { ...pod, status } as Pod
  context.client.update<Pod>(targetOf(pods, pod.metadata, 'status'), next)
}

export function statusOf(worker: PodWorker): PodStatus {
  const { context, memory, pod } = worker
  const init = pod.spec?.initContainers ?? []
  const main = pod.spec?.containers ?? []
  const initStatuses = init.map((container) => containerStatus(worker, container))
  const statuses = main.map((container) => containerStatus(worker, container))
  const ephemeral = pod.spec?.ephemeralContainers ?? []
  const phase = phaseOf(worker, init, initStatuses, statuses)
  const hostIP = hostAddressOf(context, pod)
  const { conditions: _, ...old } = pod.status ?? {}
  const address = knownAddress(worker)
  return {
    ...old,
    phase,
    conditions: conditionsOf(worker, phase, init, initStatuses, statuses),
    ...(hostIP === '' ? {} : { hostIP, hostIPs: [{ ip: hostIP }] }),
    ...(address === undefined ? {} : { podIP: address, podIPs: [{ ip: address }] }),
    startTime: pod.status?.startTime ?? timeText(memory.seenMs),
    ...(init.length > 0 ? { initContainerStatuses: initStatuses } : {}),
    containerStatuses: [...statuses].sort(byName),
    ...(ephemeral.length > 0
      ? { ephemeralContainerStatuses: ephemeral.map((container) => ephemeralStatus(worker, container)).sort(byName) }
      : {}),
    qosClass: pod.status?.qosClass ?? qosOf(pod),
  }
}

/** The kubelet's report is as of the end of a sync, and a pull holds that up: until then nobody hears of the sandbox. */
function knownAddress({ memory }: PodWorker): string | undefined {
  const reported = Object.values(memory.containers).some(({ id, waiting }) => id !== undefined || waiting !== undefined)
  return reported ? memory.address : undefined
}

function containerStatus(worker: PodWorker, container: Container): ContainerStatus {
  const { context, pod } = worker
  const memory = worker.memory.containers[container.name]
  const state = stateOf(worker, memory)
  const running = state.running !== undefined
  const started = running && (!container.startupProbe || memory?.probes.startup?.passed === true)
  const ready =
    worker.isInit(container) && container.restartPolicy !== 'Always'
      ? memory?.terminated?.exitCode === 0
      : started && (!container.readinessProbe || memory?.probes.readiness?.passed === true)
  const last = memory?.waiting && memory.terminated ? memory.terminated : memory?.lastTerminated
  const name = container.image ?? ''
  const { reference } = findImage(context.images, name)
  const known = memory?.id !== undefined
  const repository = reference.replace(/(:[\w.-]+)?(@.*)?$/, '')
  const { limits, requests } = container.resources ?? {}
  const mounts = (container.volumeMounts ?? []).map(({ name: volume, mountPath, readOnly }) => ({
    mountPath,
    name: volume,
    ...(readOnly ? { readOnly, recursiveReadOnly: 'Disabled' } : {}),
  }))
  const shown = memory?.containerID !== undefined && !(memory.restarts === 0 && !known)
  return {
    name: container.name,
    state,
    lastState: last ? { terminated: last } : {},
    ready,
    restartCount: memory?.restarts ?? 0,
    image: known ? reference : name,
    imageID: known ? `${repository}@${digestOf(reference)}` : '',
    ...(shown ? { containerID: memory.containerID } : {}),
    started,
    ...(known && requests ? { allocatedResources: requests } : {}),
    ...(known ? { resources: { ...(limits ? { limits } : {}), ...(requests ? { requests } : {}) } } : {}),
    ...(mounts.length > 0 ? { volumeMounts: mounts } : {}),
  } as ContainerStatus & { metadata?: typeof pod.metadata }
}

/** By name, as the kubelet sorts them. */
const byName = (a: ContainerStatus, b: ContainerStatus): number => (a.name < b.name ? -1 : 1)

/** Nobody waits for these: they are never ready. */
function ephemeralStatus(worker: PodWorker, container: Container): ContainerStatus {
  const { started: _, ...status } = containerStatus(worker, container)
  return { ...status, ready: false }
}

function stateOf(worker: PodWorker, memory: ContainerMemory | undefined): ContainerState {
  const fallback = (worker.pod.spec?.initContainers ?? []).length > 0 ? 'PodInitializing' : 'ContainerCreating'
  if (memory?.waiting && !(memory.pull && memory.terminated)) return { waiting: memory.waiting }
  if (memory?.terminated) return { terminated: memory.terminated }
  if (memory?.id !== undefined) return { running: { startedAt: timeText(memory.startedMs ?? worker.now) } }
  return { waiting: memory?.waiting ?? { reason: fallback } }
}

function phaseOf(
  worker: PodWorker,
  init: readonly Container[],
  initStatuses: readonly ContainerStatus[],
  statuses: readonly ContainerStatus[],
): string {
  const { pod, memory } = worker
  const old = pod.status?.phase
  if (old === 'Succeeded' || old === 'Failed') return old
  const policy = pod.spec?.restartPolicy ?? 'Always'
  const over = memory.terminating?.removeMs !== undefined
  const ended = statuses.map(({ state, lastState }) => state?.terminated ?? (over ? lastState?.terminated : undefined))
  if (over) {
    const codes = ended.map((end) => end?.exitCode)
    if (codes.every((code) => code === undefined)) return old ?? 'Pending'
    return codes.some((code) => code !== undefined && code !== 0) ? 'Failed' : 'Succeeded'
  }
  const pendingInit = initStatuses.some((status, index) =>
    init[index]?.restartPolicy === 'Always' ? !status.started : status.state?.terminated?.exitCode !== 0,
  )
  if (pendingInit) {
    const failed = initStatuses.some(
      (status, index) =>
        init[index]?.restartPolicy !== 'Always' &&
        status.state?.terminated !== undefined &&
        status.state.terminated.exitCode !== 0,
    )
    const anyStarted = statuses.some(
      ({ restartCount, state }) => restartCount > 0 || state?.running || state?.terminated,
    )
    if (failed && policy === 'Never') return 'Failed'
    return anyStarted ? 'Running' : 'Pending'
  }
  let running = 0
  let waiting = 0
  let stopped = 0
  let succeeded = 0
  for (const { state, lastState } of statuses) {
    if (state?.running) running++
    else if (state?.terminated) {
      stopped++
      if (state.terminated.exitCode === 0) succeeded++
    } else if (lastState?.terminated) stopped++
    else waiting++
  }
  if (waiting > 0) return 'Pending'
  if (running > 0) return 'Running'
  if (stopped === 0) return 'Pending'
  if (policy === 'Always') return 'Running'
  if (succeeded === stopped) return 'Succeeded'
  return policy === 'Never' ? 'Failed' : 'Running'
}

function conditionsOf(
  worker: PodWorker,
  phase: string,
  init: readonly Container[],
  initStatuses: readonly ContainerStatus[],
  statuses: readonly ContainerStatus[],
): PodCondition[] {
  const { pod, memory, now } = worker
  const incomplete = init
    .filter((container, index) => {
      const status = initStatuses[index]
      return container.restartPolicy === 'Always' ? !status?.started : status?.state?.terminated?.exitCode !== 0
    })
    .map(({ name }) => name)
  const sidecars = initStatuses.filter((_, index) => init[index]?.restartPolicy === 'Always')
  const unready = [...sidecars, ...statuses].filter(({ ready }) => !ready).map(({ name }) => name)
  type Verdict = readonly [status: 'True' | 'False', reason?: string, message?: string]
  const yes: Verdict = ['True']
  const over = memory.terminating?.removeMs !== undefined
  let initialized: Verdict =
    incomplete.length > 0
      ? ['False', 'ContainersNotInitialized', `containers with incomplete status: [${incomplete.join(' ')}]`]
      : yes
  let ready: Verdict =
    unready.length > 0 ? ['False', 'ContainersNotReady', `containers with unready status: [${unready.join(' ')}]`] : yes
  if (phase === 'Succeeded') {
    initialized = ['True', 'PodCompleted']
    ready = ['False', 'PodCompleted']
  } else if (phase === 'Failed') ready = ['False', 'PodFailed']
  let containersReady = ready
  const gates = (pod.spec?.readinessGates ?? []).filter(
    ({ conditionType }) => pod.status?.conditions?.find(({ type }) => type === conditionType)?.status !== 'True',
  )
  if (ready === yes && gates.length > 0) {
    const [gate] = gates
    containersReady = yes
    const known = pod.status?.conditions?.some(({ type }) => type === gate?.conditionType)
    const what = known
      ? `the status of pod readiness gate "${gate?.conditionType}" is not "True", but False`
      : `corresponding condition of pod readiness gate "${gate?.conditionType}" does not exist.`
    ready = ['False', 'ReadinessGatesNotReady', what]
  }
  const sandbox = knownAddress(worker) !== undefined && !over && phase !== 'Succeeded' && phase !== 'Failed'
  const verdicts: readonly (readonly [string, Verdict])[] = [
    ['PodReadyToStartContainers', sandbox ? yes : ['False']],
    ['Initialized', initialized],
    ['Ready', ready],
    ['ContainersReady', containersReady],
    ['PodScheduled', yes],
  ]
  const at = timeText(now)
  const old = new Map((pod.status?.conditions ?? []).map((condition) => [condition.type, condition]))
  const conditions = verdicts.map(([type, [status, reason, message]]): PodCondition => {
    const before = old.get(type)
    old.delete(type)
    return {
      type,
      status,
      lastProbeTime: null,
      lastTransitionTime: before?.status === status ? (before.lastTransitionTime ?? at) : at,
      ...(reason === undefined ? {} : { reason }),
      ...(message === undefined ? {} : { message }),
    } as unknown as PodCondition
  })
  return [...conditions, ...old.values()]
}

/** Guaranteed when every container has equal requests and limits of both, BestEffort when none has any. */
export function qosOf(pod: Pod): string {
  const all = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])]
  const none = all.every(({ resources }) => !resources?.requests && !resources?.limits)
  if (none) return 'BestEffort'
  const full = all.every(({ resources }) =>
    ['cpu', 'memory'].every((name) => {
      const limit = resources?.limits?.[name]
      return limit !== undefined && (resources?.requests?.[name] ?? limit) === limit
    }),
  )
  return full ? 'Guaranteed' : 'Burstable'
}
