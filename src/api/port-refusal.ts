// What is said of a port of a pod that nobody answers at, or whose pod has gone: the kubelet
// (pkg/kubelet/cri/streaming/portforward/httpstream.go, v1.33) around containerd's words.

import type { NetFault } from '../sim/index.ts'
import type { KubeObject } from './object.ts'

export function portRefusal({ metadata: { uid = '' } }: KubeObject, port: number, { fault }: NetFault): string {
  const sandbox = uid.replaceAll('-', '').repeat(2)
  const place = `/var/run/netns/cni-${uid}`
  const why =
    fault === 'unreachable'
      ? `failed to find sandbox "${sandbox}" in store: not found`
      : `failed to execute portforward in network namespace "${place}": failed to connect to localhost:${port} inside namespace "${sandbox}", IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused IPv6 dial tcp6: address localhost: no suitable address `
  return `error forwarding port ${port} to pod ${sandbox}, uid : ${why}`
}
