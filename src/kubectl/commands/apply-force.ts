// kubectl apply --force: what the server refuses to change is deleted and created again
// (kubectl/pkg/cmd/apply/patcher.go, deleteAndCreate, v1.33).

import { type DeleteOptions, isNotFound, type KubeObject, type WriteOptions } from '../../api/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Context } from '../command.ts'
import { CommandError, isExpected, messageOf } from '../errors.ts'
import { withoutVersion } from '../last-applied.ts'
import type { Info } from '../resource-builder.ts'

const POLL_MS = 1000

/** Puts `modified` in the place of the live object, which is in `info`. Without --timeout it has to be gone at once. */
export function* createAgain(
  ctx: Context,
  info: Info,
  modified: KubeObject,
  propagationPolicy: NonNullable<DeleteOptions['propagationPolicy']>,
  options: WriteOptions,
): Steps<void> {
  const original = info.object
  const { name: _, ...collection } = info.target
  const gracePeriod = ctx.flags.int('grace-period')
  ctx.client.delete(info.target, {
    propagationPolicy,
    ...(gracePeriod >= 0 ? { gracePeriodSeconds: gracePeriod } : {}),
  })
  const endMs = ctx.nowMs() + ctx.flags.durationMs('timeout')
  yield* ctx.breathe()
  while (isThere(ctx, info)) {
    if (ctx.nowMs() >= endMs) throw new CommandError('context deadline exceeded')
    yield { untilMs: Math.min(endMs, ctx.nowMs() + POLL_MS) }
  }
  const create = (object: KubeObject): KubeObject => ctx.client.create(collection, withoutVersion(object), options)
  try {
    info.refresh(create(modified))
  } catch (error) {
    if (!isExpected(error)) throw error
    try {
      create(original)
    } catch (second) {
      if (!isExpected(second)) throw second
      throw new CommandError(
        `An error occurred force-replacing the existing object with the newly provided one:\n\n${messageOf(error)}.\n\nAdditionally, an error occurred attempting to restore the original object:\n\n${messageOf(second)}`,
      )
    }
    throw error
  }
}

function isThere(ctx: Context, info: Info): boolean {
  try {
    ctx.client.get(info.target)
    return true
  } catch (error) {
    if (isNotFound(error)) return false
    throw error
  }
}
