// kubectl port-forward (k8s.io/kubectl/pkg/cmd/portforward/portforward.go and client-go/tools/portforward, v1.33): ports of
// this machine's 127.0.0.1 are ports of a pod, until the command is stopped or the pod goes. This machine has no IPv6.
// Missing: --address of others than localhost.

import { portRefusal } from '../../api/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, usageError } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import { type ForwardedPort, forwardedPorts } from '../forwarded-ports.ts'
import { type Answer, Listeners } from '../local-server.ts'
import { logLine } from '../log-line.ts'
import { choosePod } from '../pod-choice.ts'
import { podRunningTimeoutFlag } from '../pod-flags.ts'
import { podOf } from '../pod-of.ts'

const POD_TIMEOUT_MS = 60_000
const pods = { group: '', version: 'v1', resource: 'pods' } as const

export const portForward: Command = {
  name: 'port-forward',
  use: 'TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
  short: 'Forward local ports to a pod',
  examples: ['kubectl port-forward pod/web 8080:80', 'kubectl port-forward service/web 8080:http'],
  completes: 'pod',
  flags: [
    { name: 'address', type: 'strings', default: ['localhost'], help: 'Where to listen; only localhost here.' },
    podRunningTimeoutFlag(POD_TIMEOUT_MS),
  ],
  *run(ctx) {
    const [name = '', ...words] = ctx.args
    if (words.length === 0) throw usageError(ctx.path, 'TYPE/NAME and list of ports are required for port-forward')
    const object = yield* podOf(ctx, name)
    const { pod } = yield* choosePod(ctx, object, 'attach')
    const ports = forwardedPorts(words, object, pod)
    const phase = pod.status?.phase
    if (phase !== 'Running')
      throw new CommandError(`unable to forward port because pod is not running. Current status=${phase ?? ''}`)
    checkAddresses(ctx.flags.strings('address'))
    return yield* forward(ctx, { namespace: pod.metadata.namespace, name: pod.metadata.name }, ports)
  },
}

function checkAddresses(addresses: readonly string[]): void {
  for (const address of addresses) {
    if (address === 'localhost' || address === '127.0.0.1') continue
    if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(address) && !address.includes(':'))
      throw new CommandError(`${address} is not a valid IP`)
    throw new CommandError(`listening at ${address} is missing in this lab; leave out --address`)
  }
}

function* forward(
  ctx: Context,
  where: { readonly namespace: string | undefined; readonly name: string },
  ports: readonly ForwardedPort[],
): Steps<number> {
  const { client, io } = ctx
  const connection = client.portForward({ ...pods, ...where })
  const watch = client.watch({ ...pods, namespace: where.namespace }, { fieldSelector: `metadata.name=${where.name}` })
  const listeners = new Listeners(ctx)
  let lost = false
  const answer = (remote: number, request: Parameters<typeof connection.request>[1], local: number): Answer => {
    io.stdout.write(`Handling connection for ${local}\n`)
    const answered = connection.request(remote, request)
    if (answered.ok) return answered
    const text = `an error occurred forwarding ${local} -> ${remote}: ${portRefusal(connection.pod, remote)}`
    const shown = ctx.version.has('logsUnhandledError') ? `"Unhandled Error" err=${quote(text)}` : text
    io.stderr.write(logLine('E', 'portforward.go:424', shown, ctx.nowMs()))
    lost = true
    watch.changed.notify()
    return { ok: false, fault: 'closed' }
  }
  try {
    let listening = 0
    for (const { local, remote } of ports) {
      const opened = listeners.open(local, (request, port) => answer(remote, request, port))
      if (typeof opened === 'number') {
        listening++
        ctx.out(`Forwarding from 127.0.0.1:${opened} -> ${remote}\n`)
      } else {
        const why = `[unable to create listener: Error ${opened}]`
        ctx.err(`Unable to listen on port ${local}: Listeners failed to create with the following errors: ${why}\n`)
      }
    }
    if (listening === 0) {
      const shown = ports.map(({ local, remote }) => `{${local} ${remote}}`).join(' ')
      throw new CommandError(`unable to listen on any of the requested ports: [${shown}]`)
    }
    for (;;) {
      if (lost || watch.take().some(({ type }) => type === 'DELETED')) throw new CommandError('lost connection to pod')
      yield* ctx.flush()
      yield { signals: [watch.changed] }
    }
  } finally {
    watch.stop()
    listeners.close()
  }
}
