// Lifecycle hooks (pkg/kubelet/lifecycle/handlers.go, v1.33): exec, httpGet, tcpSocket and sleep.
// Missing: a postStart hook that takes its time does not hold up the container's state.

import type { Container, LifecycleHandler } from '../../kinds/index.ts'
import type { ContainerMemory } from '../machine.ts'
import { check } from './probe.ts'
import type { PodWorker } from './worker.ts'

/** Runs it; returns how long it takes. */
export function runHook(
  worker: PodWorker,
  container: Container,
  memory: ContainerMemory,
  hook: LifecycleHandler,
  name: 'PostStart' | 'PreStop',
): number {
  if (hook.sleep) return hook.sleep.seconds * 1000
  const sleeps = /^(?:\S*\/)?sleep (\d+)$/.exec((hook.exec?.command ?? []).join(' ').replace(/^(?:\S*\/)?sh -c /, ''))
  if (sleeps) return Number(sleeps[1]) * 1000
  const result = check(worker, container, memory, hook)
  if (result.ok) return 0
  worker.happen(container, 'Warning', `Failed${name}Hook`, `${name}Hook failed`)
  if (name === 'PostStart' && memory.id !== undefined) {
    worker.happen(container, 'Normal', 'Killing', 'FailedPostStartHook')
    worker.stop(container, memory, 0)
  }
  return 0
}
