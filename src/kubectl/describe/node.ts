// describe node (k8s.io/kubectl/pkg/describe/describe.go, describeNode, v1.33).

import { ApiError, asApiError, canonicalQuantity } from '../../api/index.ts'
import type { Event, Lease, Node, Pod } from '../../kinds/index.ts'
import { type DescribeContext, describer } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { sortedKeys, writeAnnotations, writeLabels } from './labels.ts'
import { writeNodePods } from './node-pods.ts'
import { compareText } from './order.ts'
import { timeText } from './time-text.ts'
import { writeTaints } from './tolerations.ts'
import { DescribeWriter } from './writer.ts'

const rolePrefix = 'node-role.kubernetes.io/'

export const node = describer<Node>('', 'Node', (object, context) => {
  const { metadata, spec } = object
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  w.field(0, 'Roles', rolesOf(metadata.labels ?? {}).join(',') || '<none>')
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  w.field(0, 'CreationTimestamp', timeText(metadata.creationTimestamp))
  writeTaints(w, 'Taints', spec?.taints)
  w.field(0, 'Unschedulable', spec?.unschedulable ?? false)
  writeLease(w, metadata.name, context)
  writeStatus(w, object)
  if (spec?.podCIDR) w.field(0, 'PodCIDR', spec.podCIDR)
  if (spec?.podCIDRs?.length) w.field(0, 'PodCIDRs', spec.podCIDRs.join(','))
  if (spec?.providerID) w.field(0, 'ProviderID', spec.providerID)
  const pods = findPods(metadata.name, context)
  if (pods) writeNodePods(w, object, pods, context.nowMs)
  else w.field(0, 'Pods', 'not authorized')
  writeEvents(w, nodeEvents(object, context), context.nowMs)
  return w.text
})

function rolesOf(labels: Readonly<Record<string, string>>): string[] {
  const roles = new Set<string>()
  for (const [key, value] of Object.entries(labels)) {
    if (key.startsWith(rolePrefix) && key.length > rolePrefix.length) roles.add(key.slice(rolePrefix.length))
    else if (key === 'kubernetes.io/role' && value !== '') roles.add(value)
  }
  return [...roles].sort(compareText)
}

function writeLease(w: DescribeWriter, name: string, { client }: DescribeContext): void {
  const target = { group: 'coordination.k8s.io', version: 'v1', resource: 'leases', namespace: 'kube-node-lease', name }
  try {
    const { spec } = client.get<Lease>(target)
    const time = (text: string | undefined) => (text ? timeText(text) : '<unset>')
    w.write(0, 'Lease:\n')
    w.field(1, 'HolderIdentity', spec?.holderIdentity ?? '<unset>')
    w.field(1, 'AcquireTime', time(spec?.acquireTime))
    w.field(1, 'RenewTime', time(spec?.renewTime))
  } catch (error) {
    w.field(0, 'Lease', `Failed to get lease: ${asApiError(error).message}`)
  }
}

function writeStatus(w: DescribeWriter, { status }: Node): void {
  const conditions = status?.conditions ?? []
  if (conditions.length > 0) {
    w.write(0, 'Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage\n')
    w.write(1, '----\t------\t-----------------\t------------------\t------\t-------\n')
  }
  for (const { type, status, lastHeartbeatTime, lastTransitionTime, reason = '', message = '' } of conditions) {
    const times = `${timeText(lastHeartbeatTime)} \t${timeText(lastTransitionTime)}`
    w.write(1, `${type} \t${status} \t${times} \t${reason} \t${message}\n`)
  }
  w.write(0, 'Addresses:\n')
  for (const { type, address } of status?.addresses ?? []) w.field(1, type, address)
  writeAmounts(w, 'Capacity', status?.capacity)
  writeAmounts(w, 'Allocatable', status?.allocatable)
  const info = status?.nodeInfo
  w.write(0, 'System Info:\n')
  w.field(1, 'Machine ID', info?.machineID ?? '')
  w.field(1, 'System UUID', info?.systemUUID ?? '')
  w.field(1, 'Boot ID', info?.bootID ?? '')
  w.field(1, 'Kernel Version', info?.kernelVersion ?? '')
  w.field(1, 'OS Image', info?.osImage ?? '')
  w.field(1, 'Operating System', info?.operatingSystem ?? '')
  w.field(1, 'Architecture', info?.architecture ?? '')
  w.field(1, 'Container Runtime Version', info?.containerRuntimeVersion ?? '')
  w.field(1, 'Kubelet Version', info?.kubeletVersion ?? '')
  w.field(1, 'Kube-Proxy Version', info?.kubeProxyVersion ?? '')
}

function writeAmounts(w: DescribeWriter, title: string, amounts: Readonly<Record<string, string>> | undefined): void {
  const names = sortedKeys(amounts)
  if (names.length > 0) w.write(0, `${title}:\n`)
  for (const name of names) w.field(1, name, canonicalQuantity(amounts?.[name] ?? ''))
}

/** Undefined when the caller may not see pods. */
function findPods(name: string, { client }: DescribeContext): readonly Pod[] | undefined {
  const fieldSelector = `spec.nodeName=${name},status.phase!=Succeeded,status.phase!=Failed`
  try {
    return client.list<Pod>({ group: '', version: 'v1', resource: 'pods' }, { fieldSelector }).items
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'Forbidden') return undefined
    throw error
  }
}

/** Controllers write events with the node's uid, the kubelet with its name instead. */
function nodeEvents(object: Node, context: DescribeContext): readonly Event[] | undefined {
  const subject = subjectOf(object)
  const byUid = findEvents(context, subject)
  const byName = findEvents(context, { ...subject, uid: subject.name })
  return byUid && byName && [...byUid, ...byName]
}
