// Gives a pod its address from the node's range, in turn and never one in use, as the host-local plugin of CNI does:
// it goes on after the last one given, so a successor has another address.

import type { Node } from '../../kinds/index.ts'
import { keyOf } from '../controller.ts'
import { nodes } from '../resources.ts'
import { hostAddressOf } from './container-config.ts'
import type { PodWorker } from './worker.ts'

export function podAddress(worker: PodWorker): string {
  const { context, pod, nodeName } = worker
  if (pod.spec?.hostNetwork) return hostAddressOf(context, pod)
  const node = context.view.get<Node>(nodes, nodeName)
  const [base, size] = range(node?.spec?.podCIDR ?? '10.244.0.0/24')
  const machine = context.machines.node(nodeName)
  const used = context.view.usage(nodeName).addresses
  const isReserved = (address: string): boolean => {
    for (const key of context.view.usage(nodeName).pods.keys())
      if (context.machines.pods.get(key)?.address === address && key !== keyOf(pod)) return true
    return false
  }
  for (let tries = 0; tries < size; tries++) {
    // .0 is the network, .1 the bridge, the last one the broadcast address.
    machine.lastAddress = machine.lastAddress + 1 >= size - 1 ? 2 : machine.lastAddress + 1
    const address = addressText(base + machine.lastAddress)
    if (!used.has(address) && !isReserved(address)) return address
  }
  throw new Error(`no addresses are left in ${node?.spec?.podCIDR}`)
}

function range(cidr: string): readonly [number, number] {
  const [address = '', bits = '24'] = cidr.split('/')
  const base = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  return [base, 2 ** (32 - Number(bits))]
}

const addressText = (value: number): string =>
  [value / 2 ** 24, value / 2 ** 16, value / 2 ** 8, value].map((part) => Math.floor(part) % 256).join('.')
