// Startup, liveness and readiness probes (pkg/kubelet/prober, v1.33) by command, HTTP and TCP, with the texts of the
// events that failures leave. Missing: grpc probes (they always fail, and say so).

import type { Container, Probe, ProbeHandler } from '../../kinds/index.ts'
import type { ContainerMemory, ProbeMemory } from '../machine.ts'
import { hostAddressOf } from './container-config.ts'
import type { PodWorker } from './worker.ts'

type Kind = 'startup' | 'liveness' | 'readiness'

const titles: Readonly<Record<Kind, string>> = { startup: 'Startup', liveness: 'Liveness', readiness: 'Readiness' }

/** Runs the probes that are due in all running containers, and asks to be woken for the next. */
export function runProbes(worker: PodWorker): void {
  const { spec } = worker.pod
  const all = [...(spec?.initContainers ?? []).filter((c) => c.restartPolicy === 'Always'), ...(spec?.containers ?? [])]
  for (const container of all) {
    if (!worker.isRunning(container.name)) continue
    const memory = worker.containerMemory(container.name)
    if (memory.killAtMs !== undefined) continue
    const startup = runProbe(worker, container, memory, 'startup', container.startupProbe)
    if (startup === 'waits') continue
    if (runProbe(worker, container, memory, 'liveness', container.livenessProbe) === 'stopped') continue
    runProbe(worker, container, memory, 'readiness', container.readinessProbe)
  }
}

function runProbe(
  worker: PodWorker,
  container: Container,
  memory: ContainerMemory,
  kind: Kind,
  probe: Probe | undefined,
): 'passed' | 'waits' | 'stopped' {
  if (!probe) return 'passed'
  let state = memory.probes[kind]
  if (!state) {
    const delayMs = Math.max((probe.initialDelaySeconds ?? 0) * 1000, 100 + 900 * worker.chance())
    const nextMs = Math.max((memory.startedMs ?? worker.now) + delayMs, worker.now)
    state = { nextMs, successes: 0, failures: 0, passed: kind === 'liveness' }
    memory.probes[kind] = state
  }
  if (kind === 'startup' && state.passed) return 'passed'
  if (worker.now >= state.nextMs) {
    const outcome = runOnce(worker, container, memory, kind, probe, state)
    if (outcome !== 'passed') return outcome
    state.nextMs = worker.now + (probe.periodSeconds ?? 10) * 1000
  }
  const delayMs = state.nextMs - worker.now
  if (state.passed && kind !== 'startup') worker.wake(delayMs, true)
  else worker.wakePatiently(delayMs)
  return kind === 'startup' && !state.passed ? 'waits' : 'passed'
}

function runOnce(
  worker: PodWorker,
  container: Container,
  memory: ContainerMemory,
  kind: Kind,
  probe: Probe,
  state: ProbeMemory,
): 'passed' | 'stopped' {
  const result = check(worker, container, memory, probe)
  if (result.ok) {
    state.failures = 0
    state.successes++
    if (state.successes >= (probe.successThreshold ?? 1)) state.passed = true
    return 'passed'
  }
  worker.happen(container, 'Warning', 'Unhealthy', `${titles[kind]} probe failed: ${result.message}`)
  state.successes = 0
  state.failures++
  if (state.failures < (probe.failureThreshold ?? 3)) return 'passed'
  if (kind === 'readiness') {
    state.passed = false
    return 'passed'
  }
  const message = `Container ${container.name} failed ${kind} probe, will be restarted`
  worker.happen(container, 'Normal', 'Killing', message)
  const grace = probe.terminationGracePeriodSeconds ?? worker.pod.spec?.terminationGracePeriodSeconds ?? 30
  worker.stop(container, memory, grace)
  worker.wake(100)
  return 'stopped'
}

export function check(
  worker: PodWorker,
  container: Container,
  memory: ContainerMemory,
  handler: ProbeHandler,
): { readonly ok: true } | { readonly ok: false; readonly message: string } {
  if (handler.exec) {
    const { exitCode, output } = worker.context.runtime.probe(memory.id ?? '', handler.exec.command ?? [])
    return exitCode === 0 ? { ok: true } : { ok: false, message: output }
  }
  const source = hostAddressOf(worker.context, worker.pod)
  const own = worker.memory.address ?? ''
  if (handler.httpGet) {
    const { path = '/', host, scheme = 'HTTP', httpHeaders = [] } = handler.httpGet
    const port = portNumber(container, handler.httpGet.port)
    const url = `${scheme.toLowerCase()}://${host ?? own}:${port}${path.startsWith('/') ? path : `/${path}`}`
    const headers = {
      'user-agent': 'kube-probe/1.33',
      accept: '*/*',
      ...Object.fromEntries(httpHeaders.map(({ name, value }) => [name.toLowerCase(), value])),
    }
    const request = { host: host ?? own, port, protocol: 'http', method: 'GET', path, headers, body: '' } as const
    const answer = worker.context.request(source, request)
    if (answer.ok && answer.status >= 200 && answer.status < 400) return { ok: true }
    if (answer.ok) return { ok: false, message: `HTTP probe failed with statuscode: ${answer.status}` }
    const why =
      answer.fault === 'refused'
        ? `dial tcp ${host ?? own}:${port}: connect: connection refused`
        : 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)'
    return { ok: false, message: `Get "${url}": ${why}` }
  }
  if (handler.tcpSocket) {
    const host = handler.tcpSocket.host ?? own
    const port = portNumber(container, handler.tcpSocket.port)
    const request = { host, port, protocol: 'tcp', method: '', path: '', headers: {}, body: '' } as const
    const answer = worker.context.request(source, request)
    if (answer.ok) return { ok: true }
    const why = answer.fault === 'refused' ? 'connect: connection refused' : 'i/o timeout'
    return { ok: false, message: `dial tcp ${host}:${port}: ${why}` }
  }
  if (handler.grpc) return { ok: false, message: 'grpc probes are missing in this cluster' }
  return { ok: true }
}

function portNumber(container: Container, port: number | string): number {
  if (typeof port === 'number') return port
  return container.ports?.find(({ name }) => name === port)?.containerPort ?? (Number(port) || 0)
}
