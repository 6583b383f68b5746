// What is there from the beginning of kinds that are served later, written whole: the priority classes that the pods of
// the system need at once (pkg/registry/scheduling/rest/storage_scheduling.go, v1.33), and what belongs to the nodes.

import type { KubeObject, Server } from '../api/index.ts'

export function seedPriorityClasses(server: Server): void {
  const add = (name: string, value: number, description: string): void => {
    server.seed({ group: 'scheduling.k8s.io', resource: 'priorityclasses' }, {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name, generation: 1 },
      value,
      description,
      preemptionPolicy: 'PreemptLowerPriority',
    } as KubeObject)
  }
  const text = (what: string): string => `Used for system critical pods that must ${what}.`
  add(
    'system-cluster-critical',
    2_000_000_000,
    text('run in the cluster, but can be moved to another node if necessary'),
  )
  add('system-node-critical', 2_000_001_000, text('not be moved from their current node'))
}

/** What each kubelet says of the storage drivers on its node (pkg/volume/csi/nodeinfomanager): there are none. */
export function seedCsiNodes(server: Server): void {
  for (const { metadata } of server.objects.list('/nodes'))
    server.seed({ group: 'storage.k8s.io', resource: 'csinodes' }, {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'CSINode',
      metadata: {
        name: metadata.name,
        ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: metadata.name, uid: metadata.uid ?? '' }],
      },
      spec: { drivers: null },
    } as KubeObject)
}
