// What becomes of nodes (pkg/controller/nodelifecycle/node_lifecycle_controller.go, v1.33): one that comes with the taint
// of a node that is not ready loses it when it is, and that one comes or goes is told within five seconds.
// Missing: the other taints that follow conditions, the one of a cordoned node, and nodes whose kubelets are silent.

import type { Node } from '../kinds/index.ts'
import { type Controller, type ControllerContext, splitKey } from './controller.ts'
import { record } from './record.ts'
import { nodes, targetOf } from './resources.ts'

const NAME = 'node-lifecycle'
const LOOK_MS = 5000
const NOT_READY = 'node.kubernetes.io/not-ready'

/** Keys are 'name' (it is ready) and 'name/uid' (it came or went). */
export const nodeLifecycle: Controller = {
  name: NAME,
  watches: {
    '/nodes': ({ type, object }, { isSilent, loop }) => {
      const { name, uid } = object.metadata
      if (type === 'MODIFIED') return isReady(object as Node) && isTainted(object as Node) ? [name] : []
      if (!isSilent()) loop.enqueueAfter(NAME, `${name}/${uid}`, LOOK_MS - (loop.nowMs % LOOK_MS), true)
      return []
    },
  },
  reconcile(context, key) {
    if (key.includes('/')) tell(context, key)
    else release(context, key)
  },
}

const isReady = ({ status }: Node): boolean =>
  status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false

const isTainted = ({ spec }: Node): boolean =>
  spec?.taints?.some(({ key, effect }) => key === NOT_READY && effect === 'NoSchedule') ?? false

function release(context: ControllerContext, name: string): void {
  const node = context.view.get<Node>(nodes, name)
  if (!node || !isReady(node) || !isTainted(node)) return
  const { taints = [], ...spec } = node.spec ?? {}
  const kept = taints.filter(({ key, effect }) => key !== NOT_READY || effect !== 'NoSchedule')
  const next = { ...node, spec: kept.length > 0 ? { ...spec, taints: kept } : spec } as Node
  context.client.update(targetOf(nodes, node.metadata), next)
}

function tell(context: ControllerContext, key: string): void {
  const { namespace: name, name: uid } = splitKey(key)
  const isThere = context.view.get(nodes, name)?.metadata.uid === uid
  record(context, {
    about: { apiVersion: 'v1', kind: 'Node', metadata: { name, uid } },
    type: 'Normal',
    reason: isThere ? 'RegisteredNode' : 'RemovingNode',
    message: `Node ${name} event: ${isThere ? `Registered Node ${name} in` : `Removing Node ${name} from`} Controller`,
    component: 'node-controller',
  })
}
