// The end of a pod (pkg/kubelet/kuberuntime/kuberuntime_container.go killContainersWithSyncResult and
// pkg/kubelet/pod_workers.go, v1.33): polite signal, the other one after the grace, last status, and then the object
// goes. Missing: sidecars stop after the containers, here all stop together.

import { keyOf } from '../controller.ts'
import { pods, targetOf } from '../resources.ts'
import { timeOf } from '../time.ts'
import { writeStatus } from './status.ts'
import type { PodWorker } from './worker.ts'

export function terminate(worker: PodWorker): void {
  const { memory, pod, now, context } = worker
  const { deletionTimestamp, deletionGracePeriodSeconds } = pod.metadata
  const grace = deletionGracePeriodSeconds ?? 30
  const { initContainers = [], containers = [], ephemeralContainers = [] } = pod.spec ?? {}
  const all = [...initContainers, ...containers, ...ephemeralContainers]
  const endMs = Math.min(timeOf(deletionTimestamp) || now, now + grace * 1000)
  if (!memory.terminating) {
    memory.terminating = { untilMs: endMs, removeMs: undefined }
    for (const container of all) {
      const state = memory.containers[container.name]
      if (!state || !worker.isRunning(container.name)) continue
      worker.happen(container, 'Normal', 'Killing', `Stopping container ${container.name}`)
      worker.stop(container, state, grace)
    }
  } else {
    // A second, shorter delete shortens the grace; a preStop hook that is over lets the signal through.
    for (const container of all) {
      const state = memory.containers[container.name]
      if (!state?.id || !worker.isRunning(container.name)) continue
      if (endMs < memory.terminating.untilMs) state.killAtMs = endMs
      if (container.lifecycle?.preStop) context.runtime.terminate(state.id)
    }
    memory.terminating.untilMs = Math.min(endMs, memory.terminating.untilMs)
  }
  worker.killOverdue()
  if (all.some(({ name }) => worker.isRunning(name))) {
    writeStatus(worker)
    return
  }
  if (memory.terminating.removeMs === undefined) {
    memory.terminating.removeMs = now + 200 + 800 * worker.chance()
    writeStatus(worker)
  }
  if (now < memory.terminating.removeMs) {
    worker.wake(memory.terminating.removeMs - now)
    return
  }
  const preconditions = { uid: pod.metadata.uid ?? '' }
  context.client.delete(targetOf(pods, pod.metadata), { gracePeriodSeconds: 0, preconditions })
  if (!context.view.get(pods, keyOf(pod))) forget(worker)
}

function forget({ context, memory, pod }: PodWorker): void {
  for (const [name, { restarts }] of Object.entries(memory.containers))
    for (let start = 0; start <= restarts; start++) context.runtime.remove(`${memory.uid}/${name}/${start}`)
  context.machines.pods.delete(keyOf(pod))
}
