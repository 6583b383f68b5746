// A new node takes no pods before somebody has seen that it is ready (plugin/pkg/admission/nodetaint, v1.33).
// The node lifecycle controller takes the taint away again. The nodes that a cluster is born with have none.

import { type AdmissionPlugin, type Draft, isAbout } from '../api/index.ts'
import type { Node } from '../kinds/index.ts'

const notReady = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }

export const taintNodesByCondition: AdmissionPlugin = {
  name: 'TaintNodesByCondition',
  handles: (requests) => requests.operation === 'CREATE' && isAbout(requests, '/nodes'),
  mutate({ object }) {
    const node = object as Draft<Node>
    const taints = node.spec?.taints ?? []
    if (taints.some(({ key, effect }) => key === notReady.key && effect === notReady.effect)) return
    node.spec = { ...node.spec, taints: [...taints, { ...notReady }] }
  },
}
