// What becomes of nodes (pkg/controller/nodelifecycle/node_lifecycle_controller.go, v1.33): taints that keep pods off follow
// their conditions and `kubectl cordon`, and that one comes or goes is told within five seconds.
// Missing: the taints that drive pods away (NoExecute), and nodes whose kubelets are silent.

import type { Node, Taint } from '../kinds/index.ts'
import { type Controller, type ControllerContext, splitKey } from './controller.ts'
import { record } from './record.ts'
import { nodes, targetOf } from './resources.ts'
import { timeText } from './time.ts'

const NAME = 'node-lifecycle'
const LOOK_MS = 5000
const PREFIX = 'node.kubernetes.io/'
const NOT_READY = `${PREFIX}not-ready`
const UNSCHEDULABLE = `${PREFIX}unschedulable`
const EFFECT = 'NoSchedule'

/** The taint that follows from a condition's status. */
const taintOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Ready: { False: NOT_READY, Unknown: `${PREFIX}unreachable` },
  MemoryPressure: { True: `${PREFIX}memory-pressure` },
  DiskPressure: { True: `${PREFIX}disk-pressure` },
  NetworkUnavailable: { True: `${PREFIX}network-unavailable` },
  PIDPressure: { True: `${PREFIX}pid-pressure` },
}
const managed = new Set([UNSCHEDULABLE, ...Object.values(taintOf).flatMap((keys) => Object.values(keys))])

/** Keys are 'name' (its taints do not fit) and 'name/uid' (it came or went). */
export const nodeLifecycle: Controller = {
  name: NAME,
  watches: {
    '/nodes': ({ type, object }, { isSilent, loop }) => {
      const { name, uid } = object.metadata
      if (type === 'MODIFIED') return taintsFor(object as Node) ? [name] : []
      if (!isSilent()) loop.enqueueAfter(NAME, `${name}/${uid}`, LOOK_MS - (loop.nowMs % LOOK_MS), true)
      return []
    },
  },
  reconcile(context, key) {
    if (key.includes('/')) tell(context, key)
    else taint(context, key)
  },
}

/** Undefined when the node has the right ones. One whose kubelet has not yet spoken keeps what it came with. */
function taintsFor({
  spec,
  status,
}: Node): { readonly missing: readonly string[]; readonly kept: Taint[] } | undefined {
  const wanted = new Set(spec?.unschedulable ? [UNSCHEDULABLE] : [])
  let hasSpoken = false
  for (const { type, status: value } of status?.conditions ?? []) {
    if (type === 'Ready') hasSpoken = true
    const key = taintOf[type]?.[value]
    if (key) wanted.add(key)
  }
  if (!hasSpoken) wanted.add(NOT_READY)
  const taints = spec?.taints ?? []
  const kept = taints.filter(({ key, effect }) => effect !== EFFECT || !managed.has(key) || wanted.has(key))
  const missing = [...wanted].filter((key) => !kept.some((one) => one.key === key && one.effect === EFFECT))
  return missing.length > 0 || kept.length < taints.length ? { missing, kept } : undefined
}

function taint({ client, loop, view }: ControllerContext, name: string): void {
  const node = view.get<Node>(nodes, name)
  const change = node && taintsFor(node)
  if (!change) return
  const added = change.missing.map((key): Taint => ({ key, effect: EFFECT, timeAdded: timeText(loop.nowMs) }))
  const { taints: _, ...spec } = node.spec ?? {}
  const taints = [...change.kept, ...added]
  const next = { ...node, spec: taints.length > 0 ? { ...spec, taints } : spec } as Node
  client.update(targetOf(nodes, node.metadata), next)
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
