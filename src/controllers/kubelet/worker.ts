// One pod on one node: what the kubelet does for it whenever it looks (pkg/kubelet/kubelet.go SyncPod and
// pkg/kubelet/kuberuntime/kuberuntime_manager.go, v1.33): volumes, sandbox, init containers and sidecars, containers,
// ephemeral containers, restarts with back-off. Everything it remembers is in the machine's memory.
// Missing: activeDeadlineSeconds, eviction, OOM kills, image volumes, grpc probes.

import type { KubeObject } from '../../api/index.ts'
import { StartError } from '../../images/index.ts'
import type { Container, ContainerStateTerminated, Pod } from '../../kinds/index.ts'
import type { ControllerContext } from '../controller.ts'
import { keyOf } from '../controller.ts'
import type { ContainerMemory, PodMemory } from '../machine.ts'
import { record } from '../record.ts'
import { durationText, timeText } from '../time.ts'
import { podAddress } from './address.ts'
import { ConfigError, environmentOf, expand, filesOf, hostnameOf, volumeFiles } from './container-config.ts'
import { runHook } from './hook.ts'
import { runProbes } from './probe.ts'
import { ensureImage } from './pull.ts'
import { writeStatus } from './status.ts'
import { terminate } from './terminate.ts'

const FIRST_BACK_OFF_MS = 10_000
const LAST_BACK_OFF_MS = 300_000
const RESYNC_MS = 12_000
/** Timers of things that may never come to rest count as foreground only this long after the pod was first seen. */
const PATIENCE_MS = 45_000

export class PodWorker {
  readonly context: ControllerContext
  readonly pod: Pod
  readonly memory: PodMemory
  readonly now: number
  readonly nodeName: string

  constructor(context: ControllerContext, pod: Pod, memory: PodMemory) {
    this.context = context
    this.pod = pod
    this.memory = memory
    this.now = context.loop.nowMs
    this.nodeName = memory.node
  }

  sync(): void {
    this.#seeExits()
    if (this.pod.metadata.deletionTimestamp !== undefined) {
      terminate(this)
      return
    }
    if (this.pod.status?.phase === 'Succeeded' || this.pod.status?.phase === 'Failed') return
    if (!this.#prepared()) {
      writeStatus(this)
      return
    }
    const started = this.#runContainers()
    if (started) {
      // What was started is seen at the next relist, within a second.
      this.wake(200 + 800 * this.chance())
      return
    }
    runProbes(this)
    writeStatus(this)
  }

  /** A number from 0 to 1 of the machine's chance. */
  chance(): number {
    return this.context.loop.random.uint32() / 2 ** 32
  }

  wake(delayMs: number, background = false): void {
    this.context.loop.enqueueAfter('kubelet', keyOf(this.pod), delayMs, background)
  }

  /** For what repeats until someone helps: housekeeping, once the pod has had its time. */
  wakePatiently(delayMs: number): void {
    this.wake(delayMs, this.now + delayMs > this.memory.seenMs + PATIENCE_MS)
  }

  happen(container: Container | undefined, type: 'Normal' | 'Warning', reason: string, message: string): void {
    record(this.context, {
      about: this.pod,
      type,
      reason,
      message,
      component: 'kubelet',
      host: this.nodeName,
      ...(container ? { fieldPath: `spec.${this.#listOf(container)}{${container.name}}` } : {}),
    })
  }

  isInit(container: Container): boolean {
    return this.pod.spec?.initContainers?.includes(container) ?? false
  }

  #listOf(container: Container): string {
    if (this.isInit(container)) return 'initContainers'
    return this.pod.spec?.ephemeralContainers?.includes(container) ? 'ephemeralContainers' : 'containers'
  }

  containerMemory(name: string): ContainerMemory {
    const found = this.memory.containers[name]
    if (found) return found
    const fresh: ContainerMemory = {
      restarts: 0,
      id: undefined,
      containerID: undefined,
      imageID: undefined,
      startedMs: undefined,
      terminated: undefined,
      lastTerminated: undefined,
      waiting: undefined,
      pull: undefined,
      pullBackOff: undefined,
      crashBackOff: undefined,
      resyncMs: undefined,
      killAtMs: undefined,
      probes: {},
    }
    this.memory.containers[name] = fresh
    return fresh
  }

  isRunning(name: string): boolean {
    const memory = this.memory.containers[name]
    return memory?.id !== undefined && memory.terminated === undefined
  }

  /** Sends SIGTERM, and SIGKILL after the grace. */
  stop(container: Container, memory: ContainerMemory, graceSeconds: number): void {
    if (memory.id === undefined || memory.killAtMs !== undefined) return
    memory.killAtMs = this.now + graceSeconds * 1000
    const hook = container.lifecycle?.preStop
    const hookMs = hook ? runHook(this, container, memory, hook, 'PreStop') : 0
    if (graceSeconds <= 0) this.context.runtime.kill(memory.id)
    else if (hookMs > 0) this.wake(Math.min(hookMs, graceSeconds * 1000))
    else this.context.runtime.terminate(memory.id)
  }

  /** Kills whatever has outlived its grace. */
  killOverdue(): void {
    for (const memory of Object.values(this.memory.containers)) {
      if (memory.id === undefined || memory.terminated || memory.killAtMs === undefined) continue
      if (this.now >= memory.killAtMs) this.context.runtime.kill(memory.id)
      else this.wake(memory.killAtMs - this.now)
    }
    this.#seeExits()
  }

  #seeExits(): void {
    for (const memory of Object.values(this.memory.containers)) {
      if (memory.id === undefined || memory.terminated) continue
      const state = this.context.runtime.state(memory.id)
      if (state?.state === 'running') continue
      const exitCode = state?.exitCode ?? 255
      memory.terminated = {
        exitCode,
        reason: state === undefined ? 'ContainerStatusUnknown' : exitCode === 0 ? 'Completed' : 'Error',
        startedAt: timeText(memory.startedMs ?? this.now),
        finishedAt: timeText(state?.finishedMs ?? this.now),
        ...(memory.containerID === undefined ? {} : { containerID: memory.containerID }),
      }
      memory.killAtMs = undefined
      memory.probes = {}
    }
  }

  /** Volumes and sandbox. */
  #prepared(): boolean {
    const { memory, now } = this
    if (memory.address !== undefined) return true
    if (memory.mount && now < memory.mount.untilMs) {
      this.wake(memory.mount.untilMs - now, true)
      return false
    }
    for (const volume of this.pod.spec?.volumes ?? []) {
      try {
        volumeFiles(this.context, this.pod, volume)
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error
        const delayMs = Math.min((memory.mount?.delayMs ?? 250) * 2, 122_000)
        memory.mount = { delayMs, untilMs: now + delayMs }
        const message = `MountVolume.SetUp failed for volume "${volume.name}" : ${error.message}`
        this.happen(undefined, 'Warning', 'FailedMount', message)
        this.wake(delayMs, delayMs > 2000)
        return false
      }
    }
    memory.mount = undefined
    if (now < memory.sandboxMs) {
      this.wake(memory.sandboxMs - now)
      return false
    }
    memory.address = podAddress(this)
    return true
  }

  /** Takes each container as far as it goes now. True when something was started. */
  #runContainers(): boolean {
    this.killOverdue()
    let started = false
    for (const container of this.pod.spec?.ephemeralContainers ?? []) {
      const step = this.#advance(container, this.containerMemory(container.name), 'Never')
      if (step === 'started') started = true
      if (step === 'pulling') return started
    }
    for (const container of this.pod.spec?.initContainers ?? []) {
      const sidecar = container.restartPolicy === 'Always'
      const memory = this.containerMemory(container.name)
      const done = memory.terminated?.exitCode === 0 && !sidecar
      if (done) continue
      const step = this.#advance(container, memory, sidecar ? 'Always' : this.#initPolicy())
      if (step === 'started') started = true
      if (sidecar && this.isRunning(container.name) && this.#hasStarted(container, memory)) continue
      return started
    }
    for (const container of this.pod.spec?.containers ?? []) {
      const step = this.#advance(
        container,
        this.containerMemory(container.name),
        this.pod.spec?.restartPolicy ?? 'Always',
      )
      if (step === 'started') started = true
      // A pull holds up the containers behind it.
      if (step === 'pulling') return started
    }
    return started
  }

  #initPolicy(): string {
    return this.pod.spec?.restartPolicy === 'Never' ? 'Never' : 'OnFailure'
  }

  #hasStarted(container: Container, memory: ContainerMemory): boolean {
    return !container.startupProbe || memory.probes.startup?.passed === true
  }

  #advance(container: Container, memory: ContainerMemory, policy: string): 'started' | 'pulling' | 'rests' {
    if (this.isRunning(container.name)) return 'rests'
    const ended = memory.terminated
    if (ended && memory.pull === undefined) {
      if (policy === 'Never' || (policy === 'OnFailure' && ended.exitCode === 0)) return 'rests'
      if (this.#backsOff(container, memory, ended)) return 'rests'
    }
    const outcome = ensureImage(this, container, memory)
    if (outcome.state === 'pulling') {
      this.wake(outcome.untilMs - this.now)
      return 'pulling'
    }
    if (outcome.state === 'failed') {
      // The sandbox's own start makes the kubelet look again soon after the first failure.
      if (memory.waiting?.reason === 'ErrImagePull') this.wakePatiently(1000 + 2000 * this.chance())
      else this.wake(RESYNC_MS * (0.85 + 0.3 * this.chance()), true)
      return 'rests'
    }
    return this.#start(container, memory, outcome.image) ? 'started' : 'rests'
  }

  #backsOff(container: Container, memory: ContainerMemory, ended: ContainerStateTerminated): boolean {
    const endedMs = ended.finishedAt ? Date.parse(ended.finishedAt) : this.now
    const known = memory.crashBackOff
    const backOff = known && endedMs - known.updatedMs <= 2 * LAST_BACK_OFF_MS ? known : undefined
    if (backOff && this.now - endedMs < backOff.delayMs) {
      if (memory.waiting && memory.resyncMs !== undefined && this.now < memory.resyncMs) return true
      const pod = `${this.pod.metadata.name}_${this.pod.metadata.namespace}(${this.pod.metadata.uid})`
      const what = `restarting failed container=${container.name} pod=${pod}`
      memory.waiting = { reason: 'CrashLoopBackOff', message: `back-off ${durationText(backOff.delayMs)} ${what}` }
      const message = `Back-off restarting failed container ${container.name} in pod ${pod}`
      this.happen(container, 'Warning', 'BackOff', message)
      const leftMs = backOff.delayMs - (this.now - endedMs)
      const resyncMs = Math.min(leftMs, RESYNC_MS * (0.85 + 0.3 * this.chance()))
      memory.resyncMs = this.now + resyncMs
      this.wake(resyncMs, true)
      return true
    }
    const delayMs = backOff ? Math.min(backOff.delayMs * 2, LAST_BACK_OFF_MS) : FIRST_BACK_OFF_MS
    memory.crashBackOff = { delayMs, updatedMs: this.now }
    memory.resyncMs = undefined
    return false
  }

  #start(container: Container, memory: ContainerMemory, image: Parameters<typeof environmentOf>[4]): boolean {
    const { context, pod } = this
    const address = this.memory.address ?? ''
    let env: Record<string, string>
    let files: Record<string, string>
    try {
      env = environmentOf(context, pod, container, address, image)
      files = filesOf(context, pod, container, address)
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      memory.waiting = { reason: 'CreateContainerConfigError', message: error.message }
      this.happen(container, 'Warning', 'Failed', `Error: ${error.message}`)
      this.wake(RESYNC_MS * (0.85 + 0.3 * this.chance()), true)
      return false
    }
    const again = memory.id !== undefined || memory.terminated !== undefined
    if (again) {
      memory.restarts++
      memory.lastTerminated = memory.terminated
    }
    const id = `${this.memory.uid}/${container.name}/${memory.restarts}`
    // The log of the start before the last one goes.
    if (memory.restarts > 1) context.runtime.remove(`${this.memory.uid}/${container.name}/${memory.restarts - 2}`)
    memory.id = id
    memory.containerID = ['containerd://', hex64(this)].join('')
    memory.imageID = container.image ?? ''
    memory.terminated = undefined
    memory.waiting = undefined
    memory.killAtMs = undefined
    memory.probes = {}
    memory.startedMs = this.now
    this.happen(container, 'Normal', 'Created', `Created container: ${container.name}`)
    const command = container.command?.map((word) => expand(word, env)) ?? image.entrypoint
    const given = container.args?.map((word) => expand(word, env))
    const args = command.concat(given ?? (container.command ? [] : image.command))
    try {
      context.runtime.start({
        id,
        pod: slim(pod),
        container: container.name,
        image,
        args,
        env,
        workingDirectory: container.workingDir ?? image.workingDirectory ?? '/',
        files,
        hostname: hostnameOf(pod),
        address,
        stdin: container.stdin ?? false,
        stdinOnce: container.stdinOnce ?? false,
        tty: container.tty ?? false,
      })
    } catch (error) {
      if (!(error instanceof StartError)) throw error
      memory.terminated = {
        exitCode: error.exitCode,
        reason: 'StartError',
        message: error.message,
        startedAt: '1970-01-01T00:00:00Z',
        finishedAt: timeText(this.now),
        containerID: memory.containerID,
      }
      memory.waiting = { reason: 'RunContainerError', message: error.message }
      this.happen(container, 'Warning', 'Failed', `Error: ${error.message}`)
      this.wakePatiently(1000)
      return false
    }
    this.happen(container, 'Normal', 'Started', `Started container ${container.name}`)
    const hook = container.lifecycle?.postStart
    if (hook) runHook(this, container, memory, hook, 'PostStart')
    return true
  }
}

/** What a runtime needs of a pod. */
function slim({ apiVersion, kind, metadata, spec }: Pod): KubeObject {
  const { name, namespace = 'default', uid = '' } = metadata
  const { hostNetwork = false, dnsPolicy = 'ClusterFirst' } = spec ?? {}
  return { apiVersion, kind, metadata: { name, namespace, uid }, spec: { hostNetwork, dnsPolicy } } as KubeObject
}

function hex64(worker: PodWorker): string {
  return worker.context.loop.random.hex(8)
}
