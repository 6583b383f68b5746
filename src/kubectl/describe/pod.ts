// describe pod (k8s.io/kubectl/pkg/describe/describe.go, describePod, v1.33).

import { ageText } from '../../api/index.ts'
import type { Pod } from '../../kinds/index.ts'
import { writeContainers, writeResources } from './containers.ts'
import { type DescribeContext, describer } from './context.ts'
import { controllerText } from './controller.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { qosClass } from './qos-class.ts'
import { timeText } from './time-text.ts'
import { writeTolerations, writeTopologySpread } from './tolerations.ts'
import { writeVolumes } from './volumes.ts'
import { DescribeWriter } from './writer.ts'

const mirror = 'kubernetes.io/config.mirror'

export const pod = describer<Pod>('', 'Pod', (object, context) => {
  const w = new DescribeWriter()
  writeHead(w, object, context.nowMs)
  const { spec, status } = object
  const init = spec?.initContainers ?? []
  if (init.length > 0) {
    const statuses = status?.initContainerStatuses
    writeContainers(w, { label: 'Init Containers', containers: init, statuses, pod: object, indent: '' })
  }
  const statuses = status?.containerStatuses
  writeContainers(w, { label: 'Containers', containers: spec?.containers ?? [], statuses, pod: object, indent: '' })
  const ephemeral = spec?.ephemeralContainers ?? []
  if (ephemeral.length > 0) {
    const statuses = status?.ephemeralContainerStatuses
    writeContainers(w, { label: 'Ephemeral Containers', containers: ephemeral, statuses, pod: object, indent: '' })
  }
  writeConditions(w, object)
  writeVolumes(w, spec?.volumes, '', context.version)
  w.field(0, 'QoS Class', qosClass(object))
  writeLabels(w, 'Node-Selectors', spec?.nodeSelector)
  writeTolerations(w, 'Tolerations', spec?.tolerations)
  writeTopologySpread(w, spec?.topologySpreadConstraints, '')
  writeEvents(w, podEvents(object, context), context.nowMs)
  return w.text
})

function writeHead(w: DescribeWriter, { metadata, spec, status }: Pod, nowMs: number): void {
  w.field(0, 'Name', metadata.name)
  w.field(0, 'Namespace', metadata.namespace ?? '')
  if (spec?.priority !== undefined) w.field(0, 'Priority', spec.priority)
  if (spec?.priorityClassName) w.field(0, 'Priority Class Name', spec.priorityClassName)
  if (spec?.runtimeClassName) w.field(0, 'Runtime Class Name', spec.runtimeClassName)
  if (spec?.serviceAccountName) w.field(0, 'Service Account', spec.serviceAccountName)
  w.field(0, 'Node', spec?.nodeName ? `${spec.nodeName}/${status?.hostIP ?? ''}` : '<none>')
  if (status?.startTime) w.field(0, 'Start Time', timeText(status.startTime))
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  const phase = status?.phase ?? ''
  if (metadata.deletionTimestamp && phase !== 'Failed' && phase !== 'Succeeded') {
    w.field(0, 'Status', `Terminating (lasts ${ageText(metadata.deletionTimestamp, nowMs)})`)
    w.field(0, 'Termination Grace Period', `${metadata.deletionGracePeriodSeconds ?? 0}s`)
  } else {
    w.field(0, 'Status', phase)
  }
  if (status?.reason) w.field(0, 'Reason', status.reason)
  if (status?.message) w.field(0, 'Message', status.message)
  const profile = spec?.securityContext?.seccompProfile
  if (profile) {
    w.field(0, 'SeccompProfile', profile.type)
    if (profile.type === 'Localhost') w.field(0, 'LocalhostProfile', profile.localhostProfile ?? '')
  }
  w.field(0, 'IP', status?.podIP ?? '')
  const addresses = status?.podIPs ?? []
  w.write(0, addresses.length === 0 ? 'IPs:\t<none>\n' : 'IPs:\n')
  for (const { ip } of addresses) w.field(1, 'IP', ip)
  const owner = controllerText(metadata)
  if (owner) w.field(0, 'Controlled By', owner)
  if (status?.nominatedNodeName) w.field(0, 'NominatedNodeName', status.nominatedNodeName)
  if (spec?.resources) {
    w.write(0, 'Resources:\n')
    writeResources(w, spec.resources, 1)
  }
}

function writeConditions(w: DescribeWriter, { spec, status }: Pod): void {
  const conditions = status?.conditions ?? []
  const gates = spec?.readinessGates ?? []
  if (gates.length > 0) w.write(0, 'Readiness Gates:\n  Type\tStatus\n')
  for (const { conditionType } of gates) {
    const found = conditions.find(({ type }) => type === conditionType)
    w.write(1, `${conditionType} \t${found?.status ?? '<none>'} \n`)
  }
  if (conditions.length > 0) w.write(0, 'Conditions:\n  Type\tStatus\n')
  for (const { type, status } of conditions) w.write(1, `${type} \t${status} \n`)
}

/** Pods are asked for without their kind; a static pod's events are those of the file it came from. */
function podEvents(object: Pod, context: DescribeContext) {
  const uid = object.metadata.annotations?.[mirror] ?? object.metadata.uid
  return findEvents(context, { ...subjectOf(object), kind: undefined, uid })
}
