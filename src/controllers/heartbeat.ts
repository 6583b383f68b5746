// The nodes' sign of life: every kubelet renews its lease every ten seconds, and its status conditions every five minutes
// or when it has other images (k8s.io/component-helpers/apimachinery/lease and pkg/kubelet/kubelet_node_status.go, v1.33).
// The kubelet of a deleted node does not register it again; when somebody else does, it reports its status anew.

import { equalValues } from '../api/index.ts'
import { digestOf } from '../images/index.ts'
import type { ContainerImage, Lease, Node, NodeStatus } from '../kinds/index.ts'
import { type Controller, changedKey } from './controller.ts'
import { leases, nodes, targetOf } from './resources.ts'
import { microTimeText, timeOf, timeText } from './time.ts'

const RENEW_MS = 10_000
const REPORT_MS = 300_000
const HOME = 'kube-node-lease'

export const heartbeat: Controller = {
  name: 'heartbeat',
  fieldManager: 'kubelet',
  watches: {
    '/nodes': (change, { machines }) => {
      const { type, object } = change
      if (type === 'DELETED') machines.node(object.metadata.name).lastStatus = (object as Node).status
      return type === 'ADDED' ? changedKey(change) : []
    },
  },
  reconcile(context, key) {
    const node = context.view.get<Node>(nodes, key)
    if (!node) return
    const now = context.loop.nowMs
    const lease = context.view.get<Lease>(leases, `${HOME}/${key}`)
    if (!lease) {
      context.client.create({ ...leases, namespace: HOME }, {
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        metadata: {
          name: key,
          namespace: HOME,
          ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: key, uid: node.metadata.uid ?? '' }],
        },
        spec: { holderIdentity: key, leaseDurationSeconds: 40, renewTime: microTimeText(now) },
      } as Lease)
    } else if (now - timeOf(lease.spec?.renewTime) >= RENEW_MS) {
      const spec = { ...lease.spec, renewTime: microTimeText(now) }
      context.client.update(targetOf(leases, lease.metadata), { ...lease, spec } as Lease)
    }
    const machine = context.machines.node(key)
    if (machine.lastStatus && node.status?.conditions === undefined) {
      const status = again(machine.lastStatus, timeText(now))
      machine.lastStatus = undefined
      context.client.update(targetOf(nodes, node.metadata, 'status'), { ...node, status } as Node)
      context.loop.enqueueAfter(heartbeat.name, key, RENEW_MS, true)
      return
    }
    const conditions = node.status?.conditions ?? []
    const newestMs = Math.max(0, ...conditions.map(({ lastHeartbeatTime }) => timeOf(lastHeartbeatTime) || 0))
    const isDue = now - newestMs >= REPORT_MS
    const images = imagesOn(machine.images)
    if (isDue || !equalValues(images, node.status?.images ?? [])) {
      const at = timeText(now)
      const fresh = conditions.map((condition) =>
        // The network's own condition is written once, when the network comes up.
        condition.type === 'NetworkUnavailable' ? condition : { ...condition, lastHeartbeatTime: at },
      )
      const status = { ...node.status, conditions: fresh, ...(images.length > 0 ? { images } : {}) }
      context.client.update(targetOf(nodes, node.metadata, 'status'), { ...node, status } as Node)
    }
    context.loop.enqueueAfter(heartbeat.name, key, RENEW_MS, true)
  },
}

/** All of it but the network's own condition, as of now. */
function again(status: NodeStatus, at: string): NodeStatus {
  const conditions = (status.conditions ?? [])
    .filter(({ type }) => type !== 'NetworkUnavailable')
    .map((condition) => ({ ...condition, lastHeartbeatTime: at, lastTransitionTime: at }))
  return { ...status, conditions }
}

/** The largest first, at most fifty, as the kubelet reports them. */
function imagesOn(images: Readonly<Record<string, number>>): ContainerImage[] {
  const list = Object.entries(images).map(([reference, sizeBytes]) => ({
    names: [`${reference.replace(/:[\w.-]+$/, '')}@${digestOf(reference)}`, reference],
    sizeBytes,
  }))
  list.sort((a, b) => b.sizeBytes - a.sizeBytes || ((a.names[1] ?? '') < (b.names[1] ?? '') ? -1 : 1))
  return list.slice(0, 50)
}
