// What stands in for the nodes of the recorded cluster: containers that answer logs and exec with the lines that the
// recordings have, and objects that go away soon after they are deleted.
import { ApiError, type ExecStream, type PodStreams, type Status } from '../../src/api/index.ts'
import type { Cluster } from '../../src/cluster/index.ts'
import { Pipe, Signal } from '../../src/sim/index.ts'

function ended(stdout: string, stderr: string, status: Status): ExecStream {
  const stream = { stdin: new Pipe(), stdout: new Pipe(), stderr: new Pipe(), status, ended: new Signal() }
  stream.stdout.write(stdout)
  stream.stderr.write(stderr)
  stream.stdout.end()
  stream.stderr.end()
  return { ...stream, resize() {}, stop() {} }
}

const success: Status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' }

export const recordedStreams: PodStreams = {
  log(pod, { container, tailLines, timestamps, previous }) {
    if (previous) {
      const message = `previous terminated container "${container}" in pod "${pod.metadata.name}" not found`
      throw new ApiError(400, 'BadRequest', message)
    }
    let lines = [1, 2, 3].map((i) => `line ${i} of ${container}`)
    if (tailLines !== undefined) lines = lines.slice(lines.length - tailLines)
    if (timestamps) lines = lines.map((line, i) => `2025-01-01T00:00:0${i}.000000000Z ${line}`)
    const output = new Pipe()
    for (const line of lines) output.write(`${line}\n`)
    output.end()
    return { output, stop() {} }
  },
  exec(_pod, { command }) {
    const [program = ''] = command
    const failed = (rest: Partial<Status>): ExecStream =>
      ended(`you ran: ${command.join(' ')}\n`, 'and this is stderr\n', { ...success, status: 'Failure', ...rest })
    if (program === 'false')
      return failed({
        reason: 'NonZeroExitCode' as Exclude<Status['reason'], undefined>,
        message: 'command terminated with non-zero exit code: exit status 3',
        details: { causes: [{ reason: 'ExitCode', message: '3' }] },
      })
    if (program === 'nosuch')
      return failed({
        reason: 'InternalError',
        code: 500,
        message:
          'Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "x": OCI runtime exec failed: exec failed: unable to start container process: exec: "nosuch": executable file not found in $PATH: unknown',
      })
    return ended(`you ran: ${command.join(' ')}\n`, 'and this is stderr\n', success)
  },
  attach: () => ended('', '', success),
  forward: () => ({ ok: false, fault: 'refused' }),
  proxy: () => ({ ok: false, fault: 'refused', port: 0 }),
}

/** Removes what is marked for deletion a moment later, as the recorded API did. */
export function addReaper(cluster: Cluster): void {
  const { loop, server, client } = cluster
  loop.handle('reaper', (key) => {
    const [group = '', version = '', resource = '', namespace = '', name = ''] = key.split(' ')
    const target = { group, version, resource, name, ...(namespace ? { namespace } : {}) }
    const found = client.list({ group, version, resource, ...(namespace ? { namespace } : {}) }).items
    const object = found.find((item) => item.metadata.name === name)
    if (!object?.metadata.deletionTimestamp) return
    if (resource === 'namespaces') {
      client.update({ ...target, subresource: 'finalize' }, { ...object, spec: { finalizers: [] } } as typeof object)
      return
    }
    if (object.metadata.finalizers?.length) {
      client.update(target, { ...object, metadata: { ...object.metadata, finalizers: [] } })
    } else client.delete(target, { gracePeriodSeconds: 0 })
  })
  for (const { group, version, resource } of client.resources()) {
    server.subscribe({ group, version, resource }, ({ object }) => {
      const { namespace = '', name, deletionTimestamp } = object.metadata
      if (deletionTimestamp) loop.enqueueAfter('reaper', [group, version, resource, namespace, name].join(' '), 300)
    })
  }
}
