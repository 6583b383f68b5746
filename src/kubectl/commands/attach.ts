// kubectl attach (k8s.io/kubectl/pkg/cmd/attach/attach.go, v1.33).

import type { Pod } from '../../kinds/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, isExpected, messageOf } from '../errors.ts'
import { copyLogs } from '../log-copy.ts'
import { choosePod, defaultContainerOf, findContainer } from '../pod-choice.ts'
import { hasPodTimeout, POD_TIMEOUT_FAULT, podRunningTimeoutFlag, streamFlags } from '../pod-flags.ts'
import { podOf } from '../pod-of.ts'
import { followProcess, settleTerminal, type Wanted } from '../remote-process.ts'

export const attach: Command = {
  name: 'attach',
  use: '(POD | TYPE/NAME) -c CONTAINER [options]',
  short: 'Connect to a process that runs in a container',
  examples: ['kubectl attach mypod -c ruby-container -i -t'],
  completes: 'pod',
  flags: [...streamFlags, podRunningTimeoutFlag(60_000)],
  *run(ctx) {
    const { flags, args } = ctx
    if (args.length === 0) throw new CommandError('at least 1 argument is required for attach')
    if (args.length > 2) {
      throw new CommandError(
        `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${args.length}: [${args.join(' ')}]`,
      )
    }
    if (!hasPodTimeout(flags)) throw new CommandError(POD_TIMEOUT_FAULT)
    const object = yield* podOf(ctx, args.join('/'))
    const { pod } = yield* choosePod(ctx, object, 'attach')
    const phase = pod.status?.phase
    if (phase === 'Succeeded' || phase === 'Failed') {
      throw new CommandError(`cannot attach a container in a completed pod; current phase is ${phase}`)
    }
    const quiet = flags.bool('quiet')
    const wanted = { stdin: flags.bool('stdin'), tty: flags.bool('tty'), quiet }
    yield* attachTo(ctx, pod, flags.string('container'), wanted, ctx.path)
    return 0
  },
}

/** What `run -it` and `debug` do once their container runs: when nobody can connect, the log is shown. */
export function* attachOrShowLog(ctx: Context, pod: Pod, name: string, wanted: Wanted): Steps<void> {
  try {
    yield* attachTo(ctx, pod, name, wanted, 'kubectl attach')
  } catch (error) {
    if (!isExpected(error)) throw error
    ctx.err(
      `warning: couldn't attach to pod/${pod.metadata.name}, falling back to streaming logs: ${messageOf(error)}\n`,
    )
    yield* showLog(ctx, pod, name || defaultContainerOf(pod, wanted.quiet ? undefined : ctx.err).name)
  }
}

export function* showLog(ctx: Context, pod: Pod, container: string): Steps<void> {
  const request = { pod, container, options: { container } }
  yield* copyLogs(ctx, [request], { together: false, prefix: false, ignoreErrors: false })
}

function* attachTo(ctx: Context, pod: Pod, name: string, wanted: Wanted, path: string): Steps<void> {
  const container = name === '' ? defaultContainerOf(pod, wanted.quiet ? undefined : ctx.err) : findContainer(pod, name)
  if (!container) {
    throw new CommandError(`cannot attach to the container: container ${name} not found in pod ${pod.metadata.name}`)
  }
  let tty = wanted.tty
  if (tty && !container.tty) {
    tty = false
    if (!wanted.quiet) {
      ctx.err(`error: Unable to use a TTY - container ${container.name} did not allocate one\n`)
    }
  } else if (container.tty) tty = true
  const mode = settleTerminal(ctx, { ...wanted, tty })
  if (!wanted.quiet) ctx.err("If you don't see a command prompt, try pressing enter.\n")
  const { namespace, name: podName } = pod.metadata
  const stream = ctx.client.attach(
    { group: '', version: 'v1', resource: 'pods', namespace, name: podName },
    { container: container.name, stdin: mode.stdin, stdout: true, stderr: !mode.tty, tty: mode.tty },
  )
  yield* followProcess(ctx, stream, { ...mode, redraw: true })
  if (!wanted.quiet && mode.stdin && mode.tty && pod.spec?.restartPolicy === 'Always') {
    const isEphemeral = pod.spec.ephemeralContainers?.some((one) => one.name === container.name)
    const again = `'${path} ${podName} -c ${container.name} -i -t'`
    ctx.out(
      isEphemeral
        ? `Session ended, the ephemeral container will not be restarted but may be reattached using ${again} if it is still running\n`
        : `Session ended, resume using ${again} command when the pod is running\n`,
    )
  }
}
