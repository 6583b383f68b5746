// kubectl wait (k8s.io/kubectl/pkg/cmd/wait/wait.go, v1.33).

import { isNotFound, type KubeObject } from '../../api/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, isExpected } from '../errors.ts'
import { allNamespacesFlag, fieldSelectorFlag, filenameFlags, printFlags, selectorFlag } from '../flag-sets.ts'
import { objectPrinter } from '../printers/object-printer.ts'
import type { Info, ResourceResult } from '../resource-builder.ts'
import { parseCondition, type WaitFor } from '../wait-condition.ts'

const weekMs = 168 * 3_600_000
const pollMs = 500

export const wait: Command = {
  name: 'wait',
  suggestFor: ['list', 'ps'],
  use: "([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]] [options]",
  short: 'Wait until something holds for objects',
  examples: ['kubectl wait --for=condition=Ready pod/busybox1', 'kubectl wait --for=delete pod/busybox1 --timeout=60s'],
  completes: 'resource',
  flags: [
    ...printFlags,
    ...filenameFlags.filter(({ name }) => name === 'filename'),
    { name: 'recursive', short: 'R', type: 'bool', default: true, help: 'Also look into the folders of a folder.' },
    selectorFlag,
    fieldSelectorFlag,
    allNamespacesFlag,
    { name: 'all', type: 'bool', default: false, help: 'All objects of the type.' },
    {
      name: 'for',
      type: 'string',
      default: '',
      help: 'delete, create, condition=NAME[=VALUE] or jsonpath=PATH[=VALUE].',
    },
    { name: 'local', type: 'bool', default: false, help: 'Only look at files.' },
    { name: 'timeout', type: 'duration', default: 30_000, help: 'How long; 0: look once; below 0: a week.' },
  ],
  *run(ctx) {
    const { flags } = ctx
    const print = objectPrinter(ctx, { operation: 'condition met' })
    const condition = parseCondition(flags.string('for'), ctx.version)
    const given = flags.durationMs('timeout')
    const timeoutMs = given < 0 ? weekMs : given
    const until = ctx.nowMs() + timeoutMs
    if (condition.type === 'create') yield* waitForCreation(ctx, until)
    const result = yield* find(ctx)
    if (condition.type === 'delete') result.ignoreErrors(isNotFound)
    let count = 0
    yield* result.visit(function* (info) {
      count++
      print(yield* waitFor(ctx, info, condition, timeoutMs, until))
    })
    if (count === 0 && condition.type !== 'delete') throw new CommandError('no matching resources found')
    return 0
  },
}

function* find(ctx: Context): Steps<ResourceResult> {
  const { flags } = ctx
  return yield* ctx.resources({
    args: ctx.args,
    files: { filenames: flags.strings('filename'), recursive: flags.bool('recursive') },
    labelSelector: flags.string('selector'),
    fieldSelector: flags.string('field-selector'),
    allNamespaces: flags.bool('all-namespaces'),
    selectAll: flags.bool('all'),
    local: flags.bool('local'),
    continueOnError: true,
    latest: true,
  })
}

function* waitForCreation(ctx: Context, until: number): Steps<void> {
  for (;;) {
    let found = false
    try {
      const result = yield* find(ctx)
      yield* result.visit(() => {
        found = true
      })
    } catch (error) {
      if (!isExpected(error) || !isNotFound(error)) throw error
    }
    if (found) return
    if (ctx.nowMs() >= until) throw new CommandError('timed out waiting for the condition')
    yield { untilMs: Math.min(until, ctx.nowMs() + pollMs) }
  }
}

/** The object once the condition holds for it. All objects share one deadline; after it nothing is asked any more. */
function* waitFor(ctx: Context, info: Info, condition: WaitFor, timeoutMs: number, until: number): Steps<KubeObject> {
  const { name, ...collection } = info.target
  const timedOut = `timed out waiting for the condition on ${info.mapping.resource}/${name}`
  if (timeoutMs > 0 && ctx.nowMs() >= until) {
    const late = 'client rate limiter Wait returned an error: context deadline exceeded'
    const asks = condition.type === 'delete' && ctx.version.has('deleteWaitAsksLate')
    throw new CommandError(asks ? late : timedOut)
  }
  const watch = ctx.client.watch(collection, { fieldSelector: `metadata.name=${name}` })
  let last = info.object
  try {
    for (;;) {
      watch.take()
      const now = current(ctx, info)
      if (condition.type === 'delete') {
        if (!now || now.metadata.uid !== info.object.metadata.uid) return last
      } else {
        if (!now) return notFound(ctx, info)
        if (condition.type === 'create' || condition.holds(now)) return now
      }
      last = now
      if (timeoutMs === 0) {
        throw new CommandError(`condition not met for ${info.mapping.resource}/${name}`)
      }
      if (ctx.nowMs() >= until) {
        throw new CommandError(timedOut)
      }
      yield { signals: [watch.changed], untilMs: until }
    }
  } finally {
    watch.stop()
  }
}

function current(ctx: Context, info: Info): KubeObject | undefined {
  try {
    return ctx.client.get(info.target)
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}

/** The server's own words for an object that has gone. */
const notFound = (ctx: Context, info: Info): KubeObject => ctx.client.get(info.target)
