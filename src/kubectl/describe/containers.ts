// The containers of pods and pod templates (k8s.io/kubectl/pkg/describe/describe.go, describeContainers, v1.33).

import { canonicalQuantity } from '../../api/index.ts'
import type { Container, ContainerPort, ContainerState, ContainerStatus, Pod } from '../../kinds/index.ts'
import { writeEnvironment } from './environment.ts'
import { sortedKeys } from './labels.ts'
import { compareText } from './order.ts'
import { probeText } from './probe.ts'
import { timeText } from './time-text.ts'
import type { DescribeWriter } from './writer.ts'

export interface ContainerGroup {
  readonly label: string
  readonly containers: readonly Container[]
  readonly statuses?: readonly ContainerStatus[] | undefined
  /** The pod that field references read from; undefined for templates. */
  readonly pod?: Pod
  /** '' in pods and two blanks in templates. */
  readonly indent: string
}

export function writeContainers(w: DescribeWriter, group: ContainerGroup): void {
  const { label, containers, indent } = group
  w.write(0, `${indent}${label}:${containers.length === 0 ? ' <none>' : ''}\n`)
  for (const container of containers) {
    const status = group.statuses?.find(({ name }) => name === container.name)
    w.write(1, `${indent === '' ? '' : ' '}${container.name}:\n`)
    writeBasics(w, container, status)
    writeWords(w, 'Command', container.command)
    writeWords(w, 'Args', container.args)
    if (status) writeStatus(w, status)
    writeResources(w, container.resources, 2)
    if (container.livenessProbe) w.field(2, 'Liveness', probeText(container.livenessProbe))
    if (container.readinessProbe) w.field(2, 'Readiness', probeText(container.readinessProbe))
    if (container.startupProbe) w.field(2, 'Startup', probeText(container.startupProbe))
    writeEnvironment(w, container, group.pod)
    writeMounts(w, container)
  }
}

function writeBasics(w: DescribeWriter, container: Container, status: ContainerStatus | undefined): void {
  if (status) w.field(2, 'Container ID', status.containerID ?? '')
  w.field(2, 'Image', container.image ?? '')
  if (status) w.field(2, 'Image ID', status.imageID)
  const ports = container.ports ?? []
  writePorts(w, 'Port', ports, (port) => port.containerPort)
  writePorts(w, 'Host Port', ports, (port) => port.hostPort ?? 0)
  const profile = container.securityContext?.seccompProfile
  if (profile) {
    w.field(2, 'SeccompProfile', profile.type)
    if (profile.type === 'Localhost') w.field(3, 'LocalhostProfile', profile.localhostProfile ?? '')
  }
}

function writePorts(
  w: DescribeWriter,
  label: string,
  ports: readonly ContainerPort[],
  number: (port: ContainerPort) => number,
): void {
  const text = ports.map((port) => `${number(port)}/${port.protocol ?? ''}`).join(', ')
  w.field(2, ports.length > 1 ? `${label}s` : label, text || '<none>')
}

function writeWords(w: DescribeWriter, label: string, words: readonly string[] | undefined): void {
  if (!words || words.length === 0) return
  w.write(2, `${label}:\n`)
  for (const word of words) for (const line of word.split('\n')) w.write(3, `${line}\n`)
}

function writeStatus(w: DescribeWriter, status: ContainerStatus): void {
  writeState(w, 'State', status.state ?? {})
  if (status.lastState?.terminated) writeState(w, 'Last State', status.lastState)
  w.field(2, 'Ready', status.ready ? 'True' : 'False')
  w.field(2, 'Restart Count', status.restartCount)
}

function writeState(w: DescribeWriter, label: string, { running, waiting, terminated }: ContainerState): void {
  if (running) {
    w.field(2, label, 'Running')
    w.field(3, 'Started', timeText(running.startedAt))
  } else if (terminated && !waiting) {
    w.field(2, label, 'Terminated')
    if (terminated.reason) w.field(3, 'Reason', terminated.reason)
    if (terminated.message) w.field(3, 'Message', terminated.message)
    w.field(3, 'Exit Code', terminated.exitCode)
    if (terminated.signal && terminated.signal > 0) w.field(3, 'Signal', terminated.signal)
    w.field(3, 'Started', timeText(terminated.startedAt))
    w.field(3, 'Finished', timeText(terminated.finishedAt))
  } else {
    w.field(2, label, 'Waiting')
    if (waiting?.reason) w.field(3, 'Reason', waiting.reason)
  }
}

/** Limits and requests, sorted by name. */
export function writeResources(w: DescribeWriter, resources: Container['resources'], level: number): void {
  for (const [label, list] of [
    ['Limits', resources?.limits],
    ['Requests', resources?.requests],
  ] as const) {
    const names = sortedKeys(list)
    if (names.length > 0) w.write(level, `${label}:\n`)
    for (const name of names) w.field(level + 1, name, canonicalQuantity(list?.[name] ?? ''))
  }
}

function writeMounts(w: DescribeWriter, container: Container): void {
  const mounts = [...(container.volumeMounts ?? [])].sort((a, b) => compareText(a.mountPath, b.mountPath))
  const none = mounts.length === 0 ? '\t<none>' : ''
  w.write(2, `Mounts:${none}\n`)
  for (const mount of mounts) {
    const flags = [mount.readOnly ? 'ro' : 'rw', ...(mount.subPath ? [`path=${JSON.stringify(mount.subPath)}`] : [])]
    w.write(3, `${mount.mountPath} from ${mount.name} (${flags.join(',')})\n`)
  }
  const devices = [...(container.volumeDevices ?? [])].sort((a, b) => compareText(a.devicePath, b.devicePath))
  if (devices.length > 0) w.write(2, `Devices:${none}\n`)
  for (const device of devices) w.write(3, `${device.devicePath} from ${device.name}\n`)
}
