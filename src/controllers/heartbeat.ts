// The nodes' sign of life: every kubelet renews its lease every ten seconds, and its status conditions every five minutes
// or when it has other images (k8s.io/component-helpers/apimachinery/lease and pkg/kubelet/kubelet_node_status.go, v1.33).

import { equalValues } from '../api/index.ts'
import { digestOf } from '../images/index.ts'
import type { ContainerImage, Lease, Node } from '../kinds/index.ts'
import { type Controller, changedKey } from './controller.ts'
import { leases, nodes, targetOf } from './resources.ts'
import { microTimeText, timeOf, timeText } from './time.ts'

const RENEW_MS = 10_000
const REPORT_MS = 300_000
const HOME = 'kube-node-lease'

export const heartbeat: Controller = {
  name: 'heartbeat',
  fieldManager: 'kubelet',
  watches: { '/nodes': (change) => (change.type === 'ADDED' ? changedKey(change) : []) },
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
    const conditions = node.status?.conditions ?? []
    const newestMs = Math.max(0, ...conditions.map(({ lastHeartbeatTime }) => timeOf(lastHeartbeatTime) || 0))
    const isDue = now - newestMs >= REPORT_MS
    const images = imagesOn(context.machines.node(key).images)
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

/** The largest first, at most fifty, as the kubelet reports them. */
function imagesOn(images: Readonly<Record<string, number>>): ContainerImage[] {
  const list = Object.entries(images).map(([reference, sizeBytes]) => ({
    names: [`${reference.replace(/:[\w.-]+$/, '')}@${digestOf(reference)}`, reference],
    sizeBytes,
  }))
  list.sort((a, b) => b.sizeBytes - a.sizeBytes || ((a.names[1] ?? '') < (b.names[1] ?? '') ? -1 : 1))
  return list.slice(0, 50)
}
