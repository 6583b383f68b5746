// How the end of an executed process is told to whoever is connected to it: the Status that travels on the error channel
// (k8s.io/kubelet/pkg/cri/streaming/remotecommand and k8s.io/apiserver/pkg/util/proxy, v1.33; the runtime's texts are runc's).

import type { Status } from '../api/index.ts'
import { digestOf } from './reference.ts'

export function exitStatus(exitCode: number): Status {
  if (exitCode === 0) return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' }
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${exitCode}`,
    reason: 'NonZeroExitCode' as never,
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  }
}

const missing = (name: string): string =>
  `exec: "${name}": ${name.startsWith('/') ? `stat ${name}: no such file or directory` : 'executable file not found in $PATH'}: unknown`

/** A container whose command is not there. */
export const startFault = (name: string): string =>
  `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ${missing(name)}`

export const execFault = (name: string): string =>
  `OCI runtime exec failed: exec failed: unable to start container process: ${missing(name)}`

export function notStarted(name: string): Status {
  const message = `Internal error occurred: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "${digest(name)}": ${execFault(name)}`
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason: 'InternalError',
    code: 500,
  }
}

/** Stands for the id that the runtime gives to the attempt. */
const digest = (name: string): string => digestOf(name).slice('sha256:'.length)
