// kubectl port-forward (k8s.io/kubectl/pkg/cmd/portforward/portforward.go and client-go/tools/portforward, v1.33): ports of
// this machine are ports of a pod, until the command is stopped or a connection fails.

import { portRefusal } from '../../api/later.ts'
import type { Pod } from '../../kinds/index.ts'
import { type NetRequest, Signal, type Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, usageError } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import { type ForwardedPort, forwardedPorts } from '../forwarded-ports.ts'
import { type Answer, joinHostPort, Listeners } from '../local-server.ts'
import { logLine } from '../log-line.ts'
import { choosePod } from '../pod-choice.ts'
import { podRunningTimeoutFlag } from '../pod-flags.ts'
import { podOf } from '../pod-of.ts'

const POD_TIMEOUT_MS = 60_000

export const portForward: Command = {
  name: 'port-forward',
  use: 'TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
  short: 'Forward local ports to a pod',
  examples: ['kubectl port-forward pod/web 8080:80', 'kubectl port-forward service/web 8080:http'],
  completes: 'pod',
  flags: [
    {
      name: 'address',
      type: 'strings',
      default: ['localhost'],
      help: 'Where to listen: localhost or addresses of this machine.',
    },
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
    return yield* forward(ctx, pod, ports, placesOf(ctx.flags.strings('address')))
  },
}

interface Place {
  readonly address: string
  readonly protocol: 'tcp4' | 'tcp6'
  /** localhost: one of its addresses is enough. */
  readonly enough: 'all' | 'any'
}

const isIpv4 = (text: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256)
const isIpv6 = (text: string): boolean => /^[\da-f:]*:[\da-f:]*$/i.test(text)

function placesOf(addresses: readonly string[]): readonly Place[] {
  const places = new Map<string, Place>()
  for (const address of addresses) {
    if (address === 'localhost') {
      const local: Place = { address: '127.0.0.1', protocol: 'tcp4', enough: 'all' }
      if (!places.has(local.address)) places.set(local.address, local)
      if (!places.has('::1')) places.set('::1', { ...local, address: '::1', protocol: 'tcp6' })
    } else {
      const protocol = isIpv4(address) ? 'tcp4' : isIpv6(address) ? 'tcp6' : undefined
      if (!protocol) throw new CommandError(`${address} is not a valid IP`)
      places.set(address, { address, protocol, enough: 'any' })
    }
  }
  return [...places.values()].sort((a, b) => (a.address < b.address ? -1 : 1))
}

function* forward(ctx: Context, pod: Pod, ports: readonly ForwardedPort[], places: readonly Place[]): Steps<number> {
  const { namespace, name } = pod.metadata
  const connection = ctx.client.portForward({ group: '', version: 'v1', resource: 'pods', namespace, name })
  const listeners = new Listeners(ctx)
  const lost = new Signal()
  let isLost = false
  const answer = (remote: number, request: NetRequest, local: number): Answer => {
    ctx.io.stdout.write(`Handling connection for ${local}\n`)
    const answered = connection.request(remote, request)
    if (answered.ok) return answered
    const text = `an error occurred forwarding ${local} -> ${remote}: ${portRefusal(connection.pod, remote, answered)}`
    const shown = ctx.version.has('logsUnhandledError') ? `"Unhandled Error" err=${quote(text)}` : text
    ctx.err(logLine('E', 'portforward.go:424', shown, ctx.nowMs()))
    isLost = true
    lost.notify()
    return { ok: false, fault: 'closed' }
  }
  try {
    let listening = 0
    for (const { local, remote } of ports) {
      const problem = listenAt(ctx, listeners, local, remote, places, answer)
      if (problem === undefined) listening++
      else ctx.err(`Unable to listen on port ${local}: ${problem}\n`)
    }
    if (listening === 0) {
      const shown = ports.map(({ local, remote }) => `{${local} ${remote}}`).join(' ')
      throw new CommandError(`unable to listen on any of the requested ports: [${shown}]`)
    }
    yield* ctx.flush()
    // As upstream: nobody notices that the pod is gone before someone connects.
    while (!isLost) yield { signals: [lost] }
    throw new CommandError('lost connection to pod')
  } finally {
    listeners.close()
  }
}

/** What is wrong when too few of the places could be had. */
function listenAt(
  ctx: Context,
  listeners: Listeners,
  local: number,
  remote: number,
  places: readonly Place[],
  answer: (remote: number, request: NetRequest, local: number) => Answer,
): string | undefined {
  const failed: (Place & { readonly why: string })[] = []
  let port = local
  for (const place of places) {
    const opened = listeners.open(place.protocol, place.address, port, (request, at) => answer(remote, request, at))
    if (typeof opened === 'string') failed.push({ ...place, why: `unable to create listener: Error ${opened}` })
    else {
      port = opened
      ctx.out(`Forwarding from ${joinHostPort(place.address, port)} -> ${remote}\n`)
    }
  }
  const failing = (enough: Place['enough']) => failed.filter((place) => place.enough === enough).length
  const wanted = places.filter(({ enough }) => enough === 'all').length
  if (failing('any') === 0 && (failing('all') === 0 || failing('all') < wanted)) return undefined
  return `Listeners failed to create with the following errors: [${failed.map(({ why }) => why).join(' ')}]`
}
