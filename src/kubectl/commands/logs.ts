// kubectl logs (k8s.io/kubectl/pkg/cmd/logs/logs.go and polymorphichelpers/logsforobject.go, v1.33).
// Differs: containers of --all-containers and pods of -l follow their order, where upstream follows that of Go's maps.

import { isNotFound, type KubeObject, type LogOptions } from '../../api/index.ts'
import type { Pod } from '../../kinds/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, messageOf, usageError } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import { selectorFlag } from '../flag-sets.ts'
import { copyLogs, type LogRequest } from '../log-copy.ts'
import { annotatedContainer, choosePod, containerNames, findContainer, hasSeveral } from '../pod-choice.ts'
import { containerFlag, hasPodTimeout, POD_TIMEOUT_FAULT, podRunningTimeoutFlag } from '../pod-flags.ts'
import { listAll } from '../resource-builder.ts'

const usage = `expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.
POD or TYPE/NAME is a required argument for the logs command`
/** Lines of each container when pods are selected by label. */
const selectorTail = 10

export const logs: Command = {
  name: 'logs',
  use: '[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER] [options]',
  short: 'Show what a container has printed',
  examples: ['kubectl logs nginx', 'kubectl logs -f nginx', 'kubectl logs deployment/nginx -c nginx-1'],
  completes: 'pod',
  flags: [
    containerFlag,
    selectorFlag,
    podRunningTimeoutFlag(20_000),
    { name: 'all-containers', type: 'bool', default: false, help: 'Of all containers of the pod.' },
    { name: 'all-pods', type: 'bool', default: false, help: 'Of all pods of the workload; implies --prefix.' },
    { name: 'follow', short: 'f', type: 'bool', default: false, help: 'Go on while the container prints.' },
    { name: 'ignore-errors', type: 'bool', default: false, help: 'Go on with the others after an error.' },
    { name: 'insecure-skip-tls-verify-backend', type: 'bool', default: false, help: 'Do not check the kubelet.' },
    { name: 'limit-bytes', type: 'int', default: 0, help: 'At most so many bytes.' },
    { name: 'max-log-requests', type: 'int', default: 5, help: 'How many logs may be followed at once.' },
    { name: 'prefix', type: 'bool', default: false, help: 'Name pod and container in front of each line.' },
    { name: 'previous', short: 'p', type: 'bool', default: false, help: 'Of the run before the last restart.' },
    { name: 'since', type: 'duration', default: 0, help: 'Only what is younger than this, as 5s, 2m or 3h.' },
    { name: 'since-time', type: 'string', default: '', help: 'Only what is younger than this moment (RFC 3339).' },
    { name: 'tail', type: 'int', default: -1, help: 'Only the last lines; -1: all (10 with a selector).' },
    { name: 'timestamps', type: 'bool', default: false, help: 'Show when each line was printed.' },
  ],
  *run(ctx) {
    const { flags, args } = ctx
    const selector = flags.string('selector')
    if ((args.length === 0 && selector === '') || args.length > 2) throw usageError(ctx.path, usage)
    if (args.length === 1 && selector !== '') {
      throw usageError(ctx.path, 'only a selector (-l) or a POD name is allowed')
    }
    if (flags.changed('all-pods') && !ctx.version.has('logsAllPods')) {
      throw new CommandError(`unknown flag: --all-pods\nSee '${ctx.path} --help' for usage.`)
    }
    const container = args[1] ?? flags.string('container')
    const sinceTime = parseSinceTime(flags.string('since-time'))
    const object = selector === '' ? yield* objectOf(ctx, args[0] ?? '') : undefined
    const selectedPods = object ? undefined : listPods(ctx, selector)
    if (selectedPods?.length === 0) ctx.err(`No resources found in ${ctx.namespace} namespace.\n`)
    if (!hasPodTimeout(flags)) throw new CommandError(POD_TIMEOUT_FAULT)
    checkOptions(ctx, container)
    const options = logOptions(ctx, sinceTime)
    const requests: LogRequest[] = []
    const pods = selectedPods ?? (object ? yield* podsOf(ctx, object) : [])
    for (const pod of pods) requests.push(...requestsOf(ctx, pod, container, options))
    const follow = flags.bool('follow')
    const most = flags.int('max-log-requests')
    if (follow && requests.length > 1 && requests.length > most) {
      throw new CommandError(
        `you are attempting to follow ${requests.length} log streams, but maximum allowed concurrency is ${most}, use --max-log-requests to increase the limit`,
      )
    }
    yield* copyLogs(ctx, requests, {
      together: follow && requests.length > 1,
      prefix: flags.bool('prefix') || flags.bool('all-pods'),
      ignoreErrors: flags.bool('ignore-errors'),
    })
    return 0
  },
}

function* objectOf(ctx: Context, word: string): Steps<KubeObject> {
  const result = yield* ctx.resources({
    namesOf: 'pods',
    args: [word],
    singleResourceType: true,
    typed: true,
  })
  try {
    const infos = yield* result.infos()
    const [info, ...more] = infos
    if (!info || more.length > 0) throw new CommandError('expected a resource')
    return info.object
  } catch (error) {
    if (!isNotFound(error) || !ctx.version.has('logsWrapsNotFound')) throw error
    throw new CommandError(`error from server (NotFound): ${messageOf(error)} in namespace ${quote(ctx.namespace)}`)
  }
}

function listPods(ctx: Context, labelSelector: string): readonly Pod[] {
  return listAll(ctx.client, ctx.mapper.find('pods'), ctx.namespace, { labelSelector }) as readonly Pod[]
}

function* podsOf(ctx: Context, object: KubeObject): Steps<readonly Pod[]> {
  const { pod, all } = yield* choosePod(ctx, object, 'logs')
  if (all.length === 1) return all
  if (ctx.flags.bool('all-pods')) return all
  ctx.err(`Found ${all.length} pods, using pod/${pod.metadata.name}\n`)
  return [pod]
}

function checkOptions(ctx: Context, container: string): void {
  const { flags } = ctx
  if (flags.string('since-time') !== '' && flags.durationMs('since') !== 0) {
    throw new CommandError('at most one of `sinceTime` or `sinceSeconds` may be specified')
  }
  if (flags.bool('all-containers') && container !== '') {
    throw new CommandError(`--all-containers=true should not be specified with container name ${container}`)
  }
  if (flags.changed('container') && ctx.args.length === 2) {
    throw new CommandError('only one of -c or an inline [CONTAINER] arg is allowed')
  }
  if (flags.int('limit-bytes') < 0) throw new CommandError('--limit-bytes must be greater than 0')
  if (flags.durationMs('since') < 0) throw new CommandError('--since must be greater than 0')
  if (flags.changed('tail') && flags.int('tail') < -1) {
    throw new CommandError('--tail must be greater than or equal to -1')
  }
}

function parseSinceTime(text: string): string {
  if (text !== '' && Number.isNaN(Date.parse(text))) {
    throw new CommandError(
      `parsing time ${quote(text)} as "2006-01-02T15:04:05Z07:00": cannot parse ${quote(text)} as "2006"`,
    )
  }
  return text
}

function logOptions(ctx: Context, sinceTime: string): LogOptions {
  const { flags } = ctx
  const tail = flags.changed('tail') || flags.string('selector') === '' ? flags.int('tail') : selectorTail
  const sinceMs = flags.durationMs('since')
  return {
    follow: flags.bool('follow'),
    previous: flags.bool('previous'),
    timestamps: flags.bool('timestamps'),
    ...(tail >= 0 ? { tailLines: tail } : {}),
    ...(sinceMs > 0 ? { sinceSeconds: Math.ceil(sinceMs / 1000) } : {}),
    ...(sinceTime === '' ? {} : { sinceTime }),
    ...(flags.int('limit-bytes') > 0 ? { limitBytes: flags.int('limit-bytes') } : {}),
  }
}

function requestsOf(ctx: Context, pod: Pod, container: string, options: LogOptions): readonly LogRequest[] {
  const { initContainers = [], containers = [], ephemeralContainers = [] } = pod.spec ?? {}
  const of = (name: string): LogRequest => ({ pod, container: name, options: { ...options, container: name } })
  if (ctx.flags.bool('all-containers')) {
    return [...initContainers, ...containers, ...ephemeralContainers].map(({ name }) => of(name))
  }
  let name = container || annotatedContainer(ctx, pod)
  if (name === '') {
    name = containers[0]?.name ?? ''
    if (hasSeveral(pod) && !ctx.flags.bool('all-pods')) {
      ctx.err(`Defaulted container ${quote(name)} out of: ${containerNames(pod)}\n`)
    }
  }
  if (!findContainer(pod, name)) {
    throw new CommandError(`container ${name} is not valid for pod ${pod.metadata.name}`)
  }
  return [of(name)]
}
