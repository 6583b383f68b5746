// kubectl drain (k8s.io/kubectl/pkg/cmd/drain/drain.go and pkg/drain/drain.go, v1.33).
// Differs: pods are evicted one after the other in the order of the list; upstream's come all at once, in random order.

import { ApiError, type KubeObject } from '../../api/index.ts'
import type { Pod } from '../../kinds/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { longDeleted, podsForDeletion } from '../drain-filter.ts'
import { CommandError, isExpected, messageOf, throwAll } from '../errors.ts'
import { goDurationText, quote } from '../flag-parser.ts'
import { type DryRun, dryRunFlag, dryRunSuffix, selectorFlag } from '../flag-sets.ts'
import { dryRun } from '../generator.ts'
import { readLabelSelector } from '../label-selector.ts'
import { objectPrinter } from '../printers/object-printer.ts'
import { findNodes, setSchedulable } from './cordon.ts'

const RETRY_MS = 5000
const POLL_MS = 1000

export const drain: Command = {
  name: 'drain',
  use: 'NODE [options]',
  short: 'Take all pods off a node',
  examples: ['kubectl drain node01 --ignore-daemonsets'],
  completes: 'nodes',
  flags: [
    { name: 'chunk-size', type: 'int', default: 500, help: 'How many objects to ask for at once.' },
    { name: 'delete-emptydir-data', type: 'bool', default: false, help: 'Also pods with emptyDir volumes.' },
    { name: 'disable-eviction', type: 'bool', default: false, help: 'Delete, whatever disruption budgets say.' },
    dryRunFlag,
    { name: 'force', type: 'bool', default: false, help: 'Also pods that no controller makes anew.' },
    { name: 'grace-period', type: 'int', default: -1, help: "Seconds for each pod; negative: the pod's own." },
    { name: 'ignore-daemonsets', type: 'bool', default: false, help: 'Leave the pods of daemon sets.' },
    { name: 'pod-selector', type: 'string', default: '', help: 'Only pods whose labels match.' },
    selectorFlag,
    {
      name: 'skip-wait-for-delete-timeout',
      type: 'int',
      default: 0,
      help: 'Do not wait for pods deleted longer ago than so many seconds.',
    },
    { name: 'timeout', type: 'duration', default: 0, help: 'How long to go on; 0: without end.' },
  ],
  *run(ctx) {
    const { flags } = ctx
    const mode = dryRun(ctx)
    if (flags.string('pod-selector') !== '') checkSelector(flags.string('pod-selector'))
    const infos = yield* findNodes(ctx)
    setSchedulable(ctx, infos, true, mode)
    const faults: Error[] = []
    const pending: string[] = []
    for (const info of infos) {
      try {
        yield* emptyNode(ctx, info.name, mode)
        objectPrinter(ctx, { operation: `drained${dryRunSuffix(mode)}` })(info.object)
      } catch (error) {
        if (!isExpected(error)) throw error
        const why = messageOf(error)
        const space = ctx.version.has('drainSpacesError') ? ' ' : ''
        ctx.err(`error: unable to drain node ${quote(info.name)} due to error:${space}${why}, continuing command...\n`)
        faults.push(error)
        pending.push(info.name)
      }
    }
    if (pending.length > 0) {
      ctx.err(`There are pending nodes to be drained:\n${pending.map((name) => ` ${name}\n`).join('')}`)
    }
    throwAll(faults)
    return 0
  },
}

function checkSelector(text: string): void {
  try {
    readLabelSelector(text)
  } catch {
    throw new CommandError('--pod-selector=<pod_selector> must be a valid label selector')
  }
}

function* emptyNode(ctx: Context, node: string, mode: DryRun): Steps<void> {
  const list = () => {
    const { flags } = ctx
    return podsForDeletion(ctx.client, node, {
      force: flags.bool('force'),
      ignoreDaemonSets: flags.bool('ignore-daemonsets'),
      deleteEmptyDirData: flags.bool('delete-emptydir-data'),
      podSelector: flags.string('pod-selector'),
      skipDeletedSeconds: flags.int('skip-wait-for-delete-timeout'),
      nowMs: ctx.nowMs(),
      version: ctx.version,
    })
  }
  const { pods, warnings, faults } = list()
  throwAll(faults.map((text) => new CommandError(text, { raw: true })))
  if (warnings !== '') ctx.warn(warnings)
  if (mode === 'client') {
    for (const { metadata } of pods) ctx.out(`evicting pod ${metadata.namespace}/${metadata.name} (dry run)\n`)
    return
  }
  const untilMs = ctx.flags.durationMs('timeout') > 0 ? ctx.nowMs() + ctx.flags.durationMs('timeout') : undefined
  try {
    if (ctx.flags.bool('disable-eviction')) yield* deletePods(ctx, pods, mode, untilMs)
    else yield* evictPods(ctx, pods, mode, untilMs)
  } catch (error) {
    if (!isExpected(error)) throw error
    const left = list().pods
    if (left.length > 0) {
      const names = left.map(({ metadata }) => `pod/${metadata.name}\n`).join('')
      ctx.err(`There are pending pods in node ${quote(node)} when an error occurred: ${messageOf(error)}\n${names}`)
    }
    throw error
  }
}

const podTarget = ({ metadata }: Pod) => ({
  group: '',
  version: 'v1',
  resource: 'pods',
  namespace: metadata.namespace,
  name: metadata.name,
})

function deleteOptions(ctx: Context): { readonly gracePeriodSeconds?: number } {
  const seconds = ctx.flags.int('grace-period')
  return seconds >= 0 ? { gracePeriodSeconds: seconds } : {}
}

/** Each pod is evicted as soon as its budget allows, and awaited. */
function* evictPods(ctx: Context, pods: readonly Pod[], mode: DryRun, untilMs: number | undefined): Steps<void> {
  const faults: Error[] = []
  const gone = awaitGone(ctx, 'evicted')
  let tries = pods.map((pod) => ({ pod, atMs: ctx.nowMs() }))
  let pending: readonly Pod[] = []
  for (;;) {
    const nowMs = ctx.nowMs()
    const late = untilMs !== undefined && nowMs >= untilMs
    tries = tries.filter((one) => {
      if (one.atMs > nowMs && !late) return true
      const { pod } = one
      const { name, namespace = '' } = pod.metadata
      const which = `error when evicting pods/${quote(name)} -n ${quote(namespace)}`
      ctx.out(`evicting pod ${namespace}/${name}${mode === 'server' ? ' (server dry run)' : ''}\n`)
      const fault = late ? undefined : evict(ctx, pod, mode)
      if (late) faults.push(new CommandError(`${which}: ${timeoutFault(ctx)}`))
      else if (!fault) {
        if (mode === 'none') pending = [...pending, pod]
      } else if (fault.code === 429) {
        ctx.err(`${which} (will retry after 5s): ${fault.message}\n`)
        one.atMs = nowMs + RETRY_MS
        return true
      } else if (fault.reason !== 'NotFound') faults.push(new CommandError(`${which}: ${fault.message}`))
      return false
    })
    pending = pending.filter((pod) => !gone(pod))
    if (late) {
      for (const { metadata } of pending) {
        const which = `pod ${quote(metadata.name)} in namespace ${quote(metadata.namespace ?? '')}`
        faults.push(new CommandError(`error when waiting for ${which} to terminate: ${timeoutFault(ctx)}`))
      }
      break
    }
    if (tries.length === 0 && pending.length === 0) break
    const next = Math.min(untilMs ?? nowMs + POLL_MS, nowMs + POLL_MS, ...tries.map(({ atMs }) => atMs))
    yield { untilMs: next }
  }
  throwAll(faults)
}

const timeoutFault = (ctx: Context): string =>
  `global timeout reached: ${goDurationText(ctx.flags.durationMs('timeout'))}`

function evict(ctx: Context, pod: Pod, mode: DryRun): ApiError | undefined {
  const { name, namespace } = pod.metadata
  const eviction = {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name, namespace },
    deleteOptions: { ...deleteOptions(ctx), ...(mode === 'server' ? { dryRun: ['All'] } : {}) },
  }
  try {
    ctx.client.create({ ...podTarget(pod), subresource: 'eviction' }, eviction as KubeObject)
    return undefined
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
}

function* deletePods(ctx: Context, pods: readonly Pod[], mode: DryRun, untilMs: number | undefined): Steps<void> {
  for (const pod of pods) {
    try {
      ctx.client.delete(podTarget(pod), { ...deleteOptions(ctx), dryRun: mode === 'server' })
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'NotFound') throw error
    }
  }
  if (mode !== 'none') return
  const gone = awaitGone(ctx, 'deleted')
  let pending = pods.filter((pod) => !gone(pod))
  while (pending.length > 0) {
    const nowMs = ctx.nowMs()
    if (untilMs !== undefined && nowMs >= untilMs) throw new CommandError('context deadline exceeded')
    yield { untilMs: Math.min(untilMs ?? nowMs + POLL_MS, nowMs + POLL_MS) }
    pending = pending.filter((pod) => !gone(pod))
  }
}

/** Whether a pod is gone, or another of the same name is there; says so once. */
function awaitGone(ctx: Context, word: string): (pod: Pod) => boolean {
  const skipSeconds = ctx.flags.int('skip-wait-for-delete-timeout')
  const print = objectPrinter(ctx, { operation: word })
  return (pod) => {
    let now: Pod | undefined
    try {
      now = ctx.client.get<Pod>(podTarget(pod))
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'NotFound') throw error
    }
    if (!now || now.metadata.uid !== pod.metadata.uid) {
      print(pod)
      return true
    }
    if (!longDeleted(now, skipSeconds, ctx.nowMs())) return false
    ctx.out(`pod ${quote(pod.metadata.name)} has DeletionTimestamp older than ${skipSeconds} seconds, skipping\n`)
    return true
  }
}
