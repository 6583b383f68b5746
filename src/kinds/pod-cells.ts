// READY, STATUS and RESTARTS of a pod, told from its container statuses. Models printPod of
// pkg/printers/internalversion/printers.go (v1.33).

import { durationText } from '../api/index.ts'
import type { ContainerStatus, Pod } from './types.generated.ts'

export interface PodCells {
  readonly ready: string
  readonly status: string
  readonly restarts: string
}

let last: { readonly pod: Pod; readonly nowMs: number; readonly cells: PodCells } | undefined

/** Three columns ask for the same pod, one after the other. */
export function podCells(pod: Pod, nowMs: number): PodCells {
  // Stored pods are frozen, so the same object has the same cells.
  if (last?.pod !== pod || last.nowMs !== nowMs) last = { pod, nowMs, cells: computeCells(pod, nowMs) }
  return last.cells
}

function computeCells(pod: Pod, nowMs: number): PodCells {
  const { spec, status } = pod
  const initContainers = spec?.initContainers ?? []
  const sidecars = new Set(initContainers.filter((c) => c.restartPolicy === 'Always').map(({ name }) => name))
  const total = (spec?.containers ?? []).length + sidecars.size
  const conditionIs = (type: string, value: string) =>
    status?.conditions?.find((condition) => condition.type === type)?.status === value

  let reason = status?.reason || status?.phase || ''
  if (status?.conditions?.some((c) => c.type === 'PodScheduled' && c.reason === 'SchedulingGated')) {
    reason = 'SchedulingGated'
  }

  let ready = 0
  let counted: ContainerStatus[] = []
  const sidecarStatuses: ContainerStatus[] = []
  let initializing = false
  for (const [i, container] of (status?.initContainerStatuses ?? []).entries()) {
    const isSidecar = sidecars.has(container.name)
    const { terminated, waiting } = container.state ?? {}
    counted.push(container)
    if (isSidecar) sidecarStatuses.push(container)
    if (terminated?.exitCode === 0) continue
    if (isSidecar && container.started) {
      if (container.ready) ready++
      continue
    }
    if (terminated) reason = `Init:${endText(terminated)}`
    else if (waiting?.reason && waiting.reason !== 'PodInitializing') reason = `Init:${waiting.reason}`
    else reason = `Init:${i}/${initContainers.length}`
    initializing = true
    break
  }

  if (!initializing || conditionIs('Initialized', 'True')) {
    counted = sidecarStatuses
    let hasRunning = false
    for (const container of (status?.containerStatuses ?? []).toReversed()) {
      const { terminated, waiting, running } = container.state ?? {}
      counted.push(container)
      if (waiting?.reason) reason = waiting.reason
      else if (terminated) reason = endText(terminated)
      else if (container.ready && running) {
        hasRunning = true
        ready++
      }
    }
    if (reason === 'Completed' && hasRunning) reason = conditionIs('Ready', 'True') ? 'Running' : 'NotReady'
  }

  if (pod.metadata.deletionTimestamp) {
    if (status?.reason === 'NodeLost') reason = 'Unknown'
    else if (status?.phase !== 'Succeeded' && status?.phase !== 'Failed') reason = 'Terminating'
  }
  return { ready: `${ready}/${total}`, status: reason, restarts: restartsText(counted, nowMs) }
}

function endText({ reason, signal, exitCode }: { reason?: string; signal?: number; exitCode: number }): string {
  return reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode}`)
}

function restartsText(counted: readonly ContainerStatus[], nowMs: number): string {
  const restarts = counted.reduce((sum, { restartCount }) => sum + (restartCount ?? 0), 0)
  const ends = counted.flatMap(({ lastState }) => Date.parse(lastState?.terminated?.finishedAt ?? '') || [])
  if (restarts === 0 || ends.length === 0) return String(restarts)
  return `${restarts} (${durationText(nowMs - Math.max(...ends))} ago)`
}
