// kubectl delete: asks the server to remove objects, then waits until they are gone (kubectl/pkg/cmd/delete/delete.go and
// cmd/wait/delete.go, v1.33). Missing: --raw.

import { ApiError, type DeleteOptions, isNotFound, type KubeObject, type Status } from '../../api/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, isExpected, throwAll, withSource } from '../errors.ts'
import { parseBool, quote } from '../flag-parser.ts'
import {
  allNamespacesFlag,
  type DryRun,
  dryRunFlag,
  dryRunOf,
  fieldSelectorFlag,
  filenameFlags,
  selectorFlag,
} from '../flag-sets.ts'
import { warnDryRun } from '../log-line.ts'
import { kindName } from '../mapper.ts'
import type { BuilderOptions, Info } from '../resource-builder.ts'

export const deleteCommand: Command = {
  name: 'delete',
  suggestFor: ['rm'],
  use: '([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)]) [options]',
  short: 'Remove objects by file, by name, or by label',
  examples: ['kubectl delete pod web', 'kubectl delete -f service.yaml', 'kubectl delete pods,services -l app=web'],
  flags: [
    { name: 'all', type: 'bool', default: false, help: 'All objects of the kinds, in the namespace.' },
    allNamespacesFlag,
    {
      name: 'cascade',
      type: 'string',
      default: 'background',
      implied: 'background',
      help: 'What happens to the objects that belong to it: background, orphan or foreground.',
      values: ['background', 'orphan', 'foreground'],
    },
    dryRunFlag,
    fieldSelectorFlag,
    ...filenameFlags,
    { name: 'force', type: 'bool', default: false, help: 'Remove at once, without waiting for the end of processes.' },
    { name: 'grace-period', type: 'int', default: -1, help: 'Seconds to end politely; negative: as the object says.' },
    { name: 'ignore-not-found', type: 'bool', default: false, help: 'What does not exist is no error.' },
    {
      name: 'interactive',
      short: 'i',
      type: 'bool',
      default: false,
      help: 'Ask before.',
      since: 'deletesInteractively',
    },
    { name: 'now', type: 'bool', default: false, help: 'The same as --grace-period=1.' },
    {
      name: 'output',
      short: 'o',
      type: 'string',
      default: '',
      help: 'name: print only kinds and names.',
      values: ['name'],
    },
    { name: 'raw', type: 'string', default: '', help: 'Send DELETE to this path.' },
    selectorFlag,
    { name: 'timeout', type: 'duration', default: 0, help: 'How long to wait; 0: by the kind of object.' },
    { name: 'wait', type: 'bool', default: true, help: 'Wait until the objects are gone.' },
  ],
  completes: 'resource',
  run,
}

const FORCE_WARNING =
  'Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.'
const DAYS_7_MS = 168 * 3_600_000

interface Plan {
  readonly gracePeriod: number
  readonly dryRun: DryRun
  readonly ignoreNotFound: boolean
  readonly propagationPolicy: NonNullable<DeleteOptions['propagationPolicy']>
}

function* run(ctx: Context): Steps<number> {
  const { flags } = ctx
  const selecting = flags.bool('all') || flags.string('selector') !== '' || flags.string('field-selector') !== ''
  const propagationPolicy = cascadeOf(ctx)
  let gracePeriod = flags.int('grace-period')
  if (flags.bool('now')) {
    if (gracePeriod !== -1) throw new CommandError('--now and --grace-period cannot be specified together')
    gracePeriod = 1
  }
  if (gracePeriod === 0 && !flags.bool('force')) gracePeriod = 1
  if (flags.bool('force') && gracePeriod < 0) gracePeriod = 0
  const dryRun = dryRunOf(flags, warnDryRun(ctx))
  const builder: BuilderOptions = {
    args: ctx.args,
    files: {
      filenames: flags.strings('filename'),
      kustomize: flags.string('kustomize'),
      recursive: flags.bool('recursive'),
    },
    labelSelector: flags.string('selector'),
    fieldSelector: flags.string('field-selector'),
    selectAll: flags.bool('all'),
    allNamespaces: flags.bool('all-namespaces'),
    continueOnError: true,
    requireObject: false,
    chunkSize: 0,
  }
  const result = yield* ctx.resources(builder)
  checkFlags(ctx, gracePeriod)
  const plan: Plan = {
    gracePeriod,
    dryRun,
    ignoreNotFound: flags.changed('ignore-not-found') ? flags.bool('ignore-not-found') : selecting,
    propagationPolicy,
  }
  if (plan.ignoreNotFound) result.ignoreErrors(isNotFound)
  const asking = flags.has('interactive') && flags.bool('interactive')
  const confirmed = asking ? yield* confirm(ctx, builder) : undefined
  if (asking && !confirmed) return 0
  const deleted: { readonly info: Info; readonly uid: string | undefined }[] = []
  let warnScope = ctx.namespaceExplicit && !flags.bool('all-namespaces')
  let found = 0
  yield* result.visit((info) => {
    if (confirmed && !confirmed.has(infoKey(info))) return
    found++
    if (warnScope && !info.mapping.namespaced) {
      ctx.warn('deleting cluster-scoped resources, not scoped to the provided namespace')
      warnScope = false
    }
    if (dryRun === 'client') printDeleted(ctx, info, plan)
    else deleted.push({ info, uid: deleteOne(ctx, info, plan) })
  })
  if (found === 0) {
    ctx.out('No resources found\n')
    return 0
  }
  if (!flags.bool('wait') || dryRun !== 'none') return 0
  const timeoutMs = flags.durationMs('timeout')
  yield* waitUntilGone(ctx, deleted, timeoutMs === 0 ? DAYS_7_MS : timeoutMs)
  return 0
}

/** What --cascade says. */
export function cascadeOf(ctx: Context): Plan['propagationPolicy'] {
  const value = ctx.flags.string('cascade')
  if (value === 'background') return 'Background'
  if (value === 'foreground') return 'Foreground'
  if (value === 'orphan') return 'Orphan'
  const bool = parseBool(value)
  if (bool === undefined) {
    throw new CommandError(`invalid cascade value (${value}). Must be "background", "foreground", or "orphan"`)
  }
  const instead = bool ? 'background' : 'orphan'
  ctx.err(`warning: --cascade=${value} is deprecated (boolean value) and can be replaced with --cascade=${instead}.\n`)
  return bool ? 'Background' : 'Orphan'
}

function checkFlags(ctx: Context, gracePeriod: number): void {
  const { flags } = ctx
  const output = flags.string('output')
  if (output !== '' && output !== 'name') {
    throw new CommandError(`unexpected -o output mode: ${output}. We only support '-o name'`)
  }
  if (flags.bool('all') && flags.string('selector') !== '') {
    throw new CommandError('cannot set --all and --selector at the same time')
  }
  if (flags.bool('all') && flags.string('field-selector') !== '') {
    throw new CommandError('cannot set --all and --field-selector at the same time')
  }
  if (flags.bool('force')) {
    if (gracePeriod === 0) ctx.warn(FORCE_WARNING)
    else throw new CommandError('--force and --grace-period greater than 0 cannot be specified together')
  }
  if (flags.string('raw') !== '') throw new CommandError('delete --raw is missing in this lab')
}

const infoKey = (info: Info): string => `${info.mapping.resource}.${info.mapping.group}/${info.namespace}/${info.name}`

/** The objects that the learner agreed to delete; undefined when there is nothing to do. */
function* confirm(ctx: Context, builder: BuilderOptions): Steps<ReadonlySet<string> | undefined> {
  const preview = yield* ctx.resources(builder)
  const infos = yield* preview.infos()
  if (infos.length === 0) {
    ctx.out('No resources found\n')
    return undefined
  }
  const lines = infos.map((info) => `${info.mapping.kind.toLowerCase()}/${info.name}\n`).join('')
  ctx.out(`You are about to delete the following ${infos.length} resource(s):\n${lines}`)
  ctx.out('Do you want to continue? (y/n): ')
  let answer = ''
  while (!answer.includes('\n') && !ctx.io.stdin.ended) {
    answer += ctx.io.stdin.read()
    if (!answer.includes('\n') && !ctx.io.stdin.ended) yield { signals: [ctx.io.stdin.changed] }
  }
  const [word = ''] = answer.trim().split(/\s+/)
  if (['y', 'yes'].includes(word.toLowerCase())) return new Set(infos.map(infoKey))
  ctx.out('deletion is cancelled\n')
  return undefined
}

/** Sends the request and prints the line; returns the UID of what is being deleted. */
function deleteOne(ctx: Context, info: Info, plan: Plan): string | undefined {
  const options: DeleteOptions = {
    propagationPolicy: plan.propagationPolicy,
    ...(plan.gracePeriod >= 0 ? { gracePeriodSeconds: plan.gracePeriod } : {}),
    ...(plan.dryRun === 'server' ? { dryRun: true } : {}),
  }
  let answer: KubeObject | Status
  try {
    if (info.name === '') throw new CommandError('resource name may not be empty')
    answer = ctx.client.delete(info.target, options)
  } catch (error) {
    if (isExpected(error)) throw withSource('deleting', info.source, error)
    throw error
  }
  printDeleted(ctx, info, plan)
  return answer.kind === 'Status' && 'details' in answer ? answer.details?.uid : (answer as KubeObject).metadata.uid
}

function printDeleted(ctx: Context, info: Info, plan: Plan): void {
  const kind = kindName(info.mapping)
  if (ctx.flags.string('output') === 'name') {
    ctx.out(`${kind}/${info.name}\n`)
    return
  }
  const operation = plan.gracePeriod === 0 ? 'force deleted' : 'deleted'
  const suffix = plan.dryRun === 'client' ? ' (dry run)' : plan.dryRun === 'server' ? ' (server dry run)' : ''
  ctx.out(`${kind} ${quote(info.name)} ${operation}${suffix}\n`)
}

/** Waits for each object in turn until it is gone, or another one has its name. */
export function* waitUntilGone(
  ctx: Context,
  deleted: readonly { readonly info: Info; readonly uid: string | undefined }[],
  timeoutMs: number,
): Steps<void> {
  const endMs = ctx.nowMs() + timeoutMs
  const faults: Error[] = []
  for (const { info, uid } of deleted) {
    try {
      yield* waitForOne(ctx, info, uid, endMs)
    } catch (error) {
      if (!isExpected(error)) throw error
      if (error instanceof ApiError && ['Forbidden', 'MethodNotAllowed'].includes(error.reason)) return
      faults.push(error)
    }
  }
  throwAll(faults)
}

function* waitForOne(ctx: Context, info: Info, uid: string | undefined, endMs: number): Steps<void> {
  const isGone = (): boolean => {
    try {
      const object = ctx.client.get(info.target)
      return uid !== undefined && object.metadata.uid !== uid
    } catch (error) {
      if (isNotFound(error)) return true
      throw error
    }
  }
  if (isGone()) return
  const { name: _, ...collection } = info.target
  const watch = ctx.client.watch(collection, { fieldSelector: `metadata.name=${info.name}` })
  try {
    for (;;) {
      watch.take()
      if (isGone()) return
      if (ctx.nowMs() >= endMs) {
        throw new CommandError(`timed out waiting for the condition on ${info.mapping.resource}/${info.name}`)
      }
      yield { signals: [watch.changed], untilMs: endMs }
    }
  } finally {
    watch.stop()
  }
}
