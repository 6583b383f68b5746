// The kubelets of all nodes, as one loop over pods: whoever is bound to a node gets a worker there, and what is gone
// from the API is taken down (pkg/kubelet/pod_workers.go, v1.33). A kubelet whose node was deleted goes on with the pods
// that it has, and does not register again.
// Differs: upstream's would also start pods that are bound to the node later.

import type { Change, KubeObject } from '../api/index.ts'
import { isMirror, type Node, type Pod } from '../kinds/index.ts'
import { type Controller, type ControllerContext, keyOf } from './controller.ts'
import { PodWorker } from './kubelet/worker.ts'
import { type PodMemory, podIdentity } from './machine.ts'
import { nodeReference } from './ownership.ts'
import { nodes, pods, targetOf } from './resources.ts'
import { finished } from './view.ts'

export const kubelet: Controller = {
  name: 'kubelet',
  fieldManager: 'kubelet',
  watches: {
    '/pods': (change) => (concernsKubelet(change) ? [keyOf(change.object)] : []),
    '/nodes': (change, context) => (change.type === 'ADDED' ? podsOf(change.object.metadata.name, context) : []),
    '/configmaps': (change, context) => waitingFor(change, context),
    '/secrets': (change, context) => waitingFor(change, context),
  },
  reconcile(context, key) {
    const pod = context.view.get<Pod>(pods, key)
    let memory = context.machines.pods.get(key)
    if (memory && (!pod || podIdentity(pod) !== memory.uid)) {
      if (!pod && memory.manifest) {
        createMirror(context, memory.node, memory.manifest)
        return
      }
      takeDown(context, memory)
      context.machines.pods.delete(key)
      memory = undefined
    }
    const node = pod?.spec?.nodeName
    if (!pod || !node) return
    if (!memory) {
      if (!context.view.get<Node>(nodes, node)) return
      if (pod.metadata.deletionTimestamp !== undefined) {
        deleteNow(context, pod)
        return
      }
      if (finished(pod)) return
      memory = admit(context, pod, node)
      context.machines.pods.set(key, memory)
    }
    if (memory.manifest && pod.metadata.deletionTimestamp !== undefined) deleteNow(context, pod)
    else new PodWorker(context, pod, memory).sync()
  },
}

/** Only the mirror went: the containers run on. Without the node there is no mirror (kubelet.go tryReconcileMirrorPods). */
function createMirror(context: ControllerContext, nodeName: string, manifest: KubeObject): void {
  const node = context.view.get<Node>(nodes, nodeName)
  if (!node) return
  const mirror = { ...manifest, metadata: { ...manifest.metadata, ownerReferences: [nodeReference(node)] } }
  context.client.create({ ...pods, namespace: manifest.metadata.namespace }, mirror)
}

function deleteNow(context: ControllerContext, pod: Pod): void {
  const preconditions = { uid: pod.metadata.uid ?? '' }
  context.client.delete(targetOf(pods, pod.metadata), { gracePeriodSeconds: 0, preconditions })
}

/** The kubelet's own status reports do not wake it. */
function concernsKubelet({ type, object, old }: Change): boolean {
  const pod = object as Pod
  if (type === 'DELETED') return true
  if (!pod.spec?.nodeName) return false
  if (!old) return true
  const before = old as Pod
  return (
    before.spec?.nodeName !== pod.spec.nodeName ||
    before.metadata.generation !== pod.metadata.generation ||
    before.metadata.deletionTimestamp !== pod.metadata.deletionTimestamp ||
    before.metadata.finalizers?.length !== pod.metadata.finalizers?.length
  )
}

/** Those that waited for the node, and those whose mirrors did. */
function podsOf(node: string, { machines, view }: ControllerContext): string[] {
  const keys = new Set(view.boundTo(node).map(keyOf))
  for (const [key, memory] of machines.pods) if (memory.node === node && memory.manifest) keys.add(key)
  return [...keys].sort()
}

/** Something appeared that a container may have waited for: its worker looks again, some seconds later. */
function waitingFor({ type, object }: Change, context: ControllerContext): string[] {
  if (type === 'DELETED') return []
  const prefix = `${object.metadata.namespace}/`
  for (const [key, memory] of context.machines.pods) {
    if (!key.startsWith(prefix)) continue
    const waits = Object.values(memory.containers).some(
      ({ waiting }) => waiting?.reason === 'CreateContainerConfigError',
    )
    if (waits || memory.mount) context.loop.enqueueAfter('kubelet', key, memory.mount ? 2000 : 5000)
  }
  return []
}

function admit(context: ControllerContext, pod: Pod, node: string): PodMemory {
  const now = context.loop.nowMs
  return {
    uid: podIdentity(pod),
    node,
    seenMs: now,
    address: undefined,
    sandboxMs: now + 300 + context.loop.random.int(500),
    mount: undefined,
    terminating: undefined,
    containers: {},
    manifest: isMirror(pod) ? manifestOf(pod) : undefined,
  }
}

function manifestOf({ apiVersion, kind, metadata, spec }: Pod): Pod {
  const { name, namespace = 'default', labels = {}, annotations = {} } = metadata
  return { apiVersion, kind, metadata: { name, namespace, labels, annotations }, ...(spec ? { spec } : {}) }
}

/** The object was removed by force: the processes end with it. */
function takeDown(context: ControllerContext, memory: PodMemory): void {
  for (const [name, { restarts }] of Object.entries(memory.containers)) {
    for (let start = 0; start <= restarts; start++) {
      const id = `${memory.uid}/${name}/${start}`
      if (context.runtime.state(id)?.state === 'running') context.runtime.kill(id)
      context.runtime.remove(id)
    }
  }
}
