// kubectl exec (k8s.io/kubectl/pkg/cmd/exec/exec.go, v1.33).

import type { Command } from '../command.ts'
import { CommandError, usageError } from '../errors.ts'
import { choosePod, defaultContainerOf } from '../pod-choice.ts'
import { hasPodTimeout, POD_TIMEOUT_FAULT, podRunningTimeoutFlag, streamFlags } from '../pod-flags.ts'
import { podOf } from '../pod-of.ts'
import { followProcess, settleTerminal } from '../remote-process.ts'

export const exec: Command = {
  name: 'exec',
  use: '(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...] [options]',
  short: 'Run a command in a container',
  examples: ['kubectl exec mypod -- date', 'kubectl exec mypod -c ruby-container -i -t -- bash -il'],
  completes: 'pod',
  flags: [
    ...streamFlags,
    podRunningTimeoutFlag(60_000),
    { name: 'filename', short: 'f', type: 'strings', default: [], help: 'A file with the pod.' },
  ],
  *run(ctx) {
    const { flags, args, argsLenAtDash: dash, version } = ctx
    const filenames = flags.strings('filename')
    const name = args.length > 0 && dash !== 0 ? (args[0] ?? '') : ''
    let command = dash > -1 ? args.slice(dash) : []
    if (dash === -1 && (args.length > 1 || (args.length > 0 && filenames.length > 0))) {
      if (version.has('execNeedsDashes')) {
        throw usageError(ctx.path, 'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead')
      }
      ctx.err(
        'kubectl exec [POD] [COMMAND] is DEPRECATED and will be removed in a future version. Use kubectl exec [POD] -- [COMMAND] instead.\n',
      )
      command = args.slice(filenames.length > 0 ? 0 : 1)
    }
    if (name === '' && filenames.length === 0) {
      throw new CommandError('pod, type/name or --filename must be specified')
    }
    if (!hasPodTimeout(flags)) throw usageError(ctx.path, POD_TIMEOUT_FAULT)
    if (command.length === 0) throw new CommandError('you must specify at least one command for the container')
    const object = yield* podOf(ctx, name, filenames)
    const { pod } = yield* choosePod(ctx, object, 'attach')
    const phase = pod.status?.phase
    if (phase === 'Succeeded' || phase === 'Failed') {
      throw new CommandError(`cannot exec into a container in a completed pod; current phase is ${phase}`)
    }
    const quiet = flags.bool('quiet')
    const container = flags.string('container') || defaultContainerOf(pod, quiet ? undefined : ctx.err).name
    const mode = settleTerminal(ctx, { stdin: flags.bool('stdin'), tty: flags.bool('tty'), quiet })
    const { namespace, name: podName } = pod.metadata
    const stream = ctx.client.exec(
      { group: '', version: 'v1', resource: 'pods', namespace, name: podName },
      { container, command, stdin: mode.stdin, stdout: true, stderr: !mode.tty, tty: mode.tty },
    )
    yield* followProcess(ctx, stream, mode)
    return 0
  },
}
