// kubectl rollout status (k8s.io/kubectl/pkg/cmd/rollout/rollout_status.go, v1.33).

import type { Steps } from '../../sim/index.ts'
import { findTargets, rolloutFlags } from '../change.ts'
import type { Command, Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import type { Info } from '../resource-builder.ts'
import { statusViewers } from '../rollout-status.ts'

export const rolloutStatus: Command = {
  name: 'status',
  use: '(TYPE NAME | TYPE/NAME) [flags] [options]',
  short: 'Watch a rollout until it is done',
  examples: ['kubectl rollout status deployment/nginx'],
  completes: 'resource',
  flags: [
    ...rolloutFlags,
    { name: 'revision', type: 'int', default: 0, help: 'Only while this revision is the newest.' },
    { name: 'timeout', type: 'duration', default: 0, help: 'How long to wait; 0: as long as it takes.' },
    { name: 'watch', short: 'w', type: 'bool', default: true, help: 'Wait until it is done.' },
  ],
  *run(ctx) {
    if (ctx.args.length === 0 && ctx.flags.strings('filename').length === 0) {
      throw new CommandError('required resource not specified')
    }
    if (ctx.flags.int('revision') < 0) {
      throw new CommandError(`revision must be a positive integer: ${ctx.flags.int('revision')}`)
    }
    const result = yield* findTargets(ctx, ctx.args, { allowEmptySelector: true })
    let found = false
    yield* result.visit(function* (info) {
      found = true
      yield* follow(ctx, info)
    })
    if (!found) ctx.err(`No resources found in ${ctx.namespace} namespace.\n`)
    return 0
  },
}

function* follow(ctx: Context, info: Info): Steps<void> {
  const { kind, group } = info.mapping
  const viewer = group === 'apps' && Object.hasOwn(statusViewers, kind) ? statusViewers[kind] : undefined
  if (!viewer) {
    throw new CommandError(`no status viewer has been implemented for ${group === '' ? kind : `${kind}.${group}`}`)
  }
  const timeoutMs = ctx.flags.durationMs('timeout')
  const until = timeoutMs > 0 ? ctx.nowMs() + timeoutMs : undefined
  const { name, ...target } = info.target
  const watch = ctx.client.watch(target, { fieldSelector: `metadata.name=${name}` })
  try {
    for (;;) {
      for (const { type, object } of watch.take()) {
        if (type === 'DELETED') throw new CommandError('object has been deleted')
        if (type !== 'ADDED' && type !== 'MODIFIED') continue
        const { text, done } = viewer(object, ctx.flags.int('revision'))
        ctx.out(text)
        if (done || !ctx.flags.bool('watch')) return
      }
      yield* ctx.flush()
      if (until !== undefined && ctx.nowMs() >= until) throw new CommandError('timed out waiting for the condition')
      yield { signals: [watch.changed], ...(until === undefined ? {} : { untilMs: until }) }
    }
  } finally {
    watch.stop()
  }
}
