// Pulls images, one after another on each node, with the kubelet's events and containerd's texts
// (pkg/kubelet/images/image_manager.go, v1.33; containerd 1.7). The registry is the cluster's list of images.

import { findImage, type Image } from '../../images/index.ts'
import type { Container } from '../../kinds/index.ts'
import type { ContainerMemory } from '../machine.ts'
import { durationText } from '../time.ts'
import type { PodWorker } from './worker.ts'

const FIRST_BACK_OFF_MS = 10_000
const LAST_BACK_OFF_MS = 300_000

export type PullOutcome =
  | { readonly state: 'present'; readonly image: Image }
  | { readonly state: 'pulling'; readonly untilMs: number }
  | { readonly state: 'failed' }

/** Makes sure that the image is on the node, or says until when that takes, or sets why it fails. */
export function ensureImage(worker: PodWorker, container: Container, memory: ContainerMemory): PullOutcome {
  const { context, now } = worker
  const name = container.image ?? ''
  const found = findImage(context.images, name)
  const machine = context.machines.node(worker.nodeName)
  const reference = found.reference
  const pull = memory.pull
  if (pull) {
    if (now < pull.endMs) return { state: 'pulling', untilMs: pull.endMs }
    memory.pull = undefined
    delete machine.layers[reference]
    if (!found.ok) return fail(worker, container, memory, found.error)
    machine.images[reference] = found.image.sizeBytes
    memory.pullBackOff = undefined
    const took = durationText(pull.endMs - pull.beginMs)
    const waited = durationText(pull.endMs - pull.askedMs)
    worker.happen(
      container,
      'Normal',
      'Pulled',
      `Successfully pulled image "${name}" in ${took} (${waited} including waiting). Image size: ${found.image.sizeBytes} bytes.`,
    )
    return { state: 'present', image: found.image }
  }
  if (found.invalid) {
    const message = `Failed to apply default image tag "${name}": couldn't parse image name "${name}": ${found.error}`
    worker.happen(container, 'Warning', 'InspectFailed', message)
    worker.happen(container, 'Warning', 'Failed', 'Error: InvalidImageName')
    memory.waiting = { reason: 'InvalidImageName', message }
    return { state: 'failed' }
  }
  const present = reference in machine.images
  const policy = container.imagePullPolicy ?? 'IfNotPresent'
  if (policy === 'Never' && !present) {
    const message = `Container image "${name}" is not present with pull policy of Never`
    worker.happen(container, 'Warning', 'ErrImageNeverPull', message)
    worker.happen(container, 'Warning', 'Failed', 'Error: ErrImageNeverPull')
    memory.waiting = { reason: 'ErrImageNeverPull', message }
    return { state: 'failed' }
  }
  if (present && policy !== 'Always' && found.ok) {
    worker.happen(container, 'Normal', 'Pulled', `Container image "${name}" already present on machine`)
    return { state: 'present', image: found.image }
  }
  const backOff = memory.pullBackOff
  if (backOff && now - backOff.updatedMs < backOff.delayMs) {
    const message = `Back-off pulling image "${name}"`
    worker.happen(container, 'Normal', 'BackOff', message)
    worker.happen(container, 'Warning', 'Failed', 'Error: ImagePullBackOff')
    memory.waiting = { reason: 'ImagePullBackOff', message: `${message}: ErrImagePull: ${backOff.error}` }
    return { state: 'failed' }
  }
  worker.happen(container, 'Normal', 'Pulling', `Pulling image "${name}"`)
  // What is there needs no layers any more: the registry is only asked for the manifest.
  const fullMs = found.ok ? (present || reference in machine.layers ? 250 : found.image.pullMs) : 1200
  const takesMs = Math.max(1, Math.round(fullMs * (0.85 + 0.3 * worker.chance())))
  const beginMs = Math.max(now, machine.pullFreeMs)
  memory.pull = { askedMs: now, beginMs, endMs: beginMs + takesMs }
  machine.pullFreeMs = beginMs + takesMs
  // The next of several that wait for one image finds its layers there.
  if (found.ok) machine.layers[reference] = true
  return { state: 'pulling', untilMs: memory.pull.endMs }
}

function fail(worker: PodWorker, container: Container, memory: ContainerMemory, error: string): PullOutcome {
  const old = memory.pullBackOff
  const delayMs = old ? Math.min(old.delayMs * 2, LAST_BACK_OFF_MS) : FIRST_BACK_OFF_MS
  memory.pullBackOff = { delayMs, updatedMs: worker.now, error }
  worker.happen(container, 'Warning', 'Failed', `Failed to pull image "${container.image}": ${error}`)
  worker.happen(container, 'Warning', 'Failed', 'Error: ErrImagePull')
  memory.waiting = { reason: 'ErrImagePull', message: error }
  return { state: 'failed' }
}
