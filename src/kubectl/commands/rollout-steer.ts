// kubectl rollout pause, resume and restart (k8s.io/kubectl/pkg/cmd/rollout/rollout_{pause,resume,restart}.go, v1.33).

import type { Deployment } from '../../kinds/index.ts'
import { changedCopy, collect, findTargets, rolloutFlags, sameObject, sendChange } from '../change.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, isExpected, messageOf, throwAll } from '../errors.ts'
import { fieldManagerFlag, printFlags } from '../flag-sets.ts'
import { typedPrinter } from '../generator.ts'
import { childMap, type DataMap } from '../manifest-data.ts'
import { groupResource } from '../mapper.ts'
import type { Info } from '../resource-builder.ts'

interface Steering {
  readonly name: string
  readonly short: string
  readonly done: string
  readonly kinds: readonly string[]
  /** Changes the workload, or throws why it cannot be. Only deployments are ever paused. */
  change(workload: Deployment, copy: DataMap, ctx: Context): void
  readonly unsupported: string
}

const pause: Steering = {
  name: 'pause',
  short: 'Keep changes from being rolled out',
  done: 'paused',
  kinds: ['Deployment'],
  unsupported: 'pausing is not supported',
  change({ spec }, copy) {
    if (spec?.paused) throw new CommandError('is already paused')
    childMap(copy, 'spec')['paused'] = true
  },
}

const resume: Steering = {
  name: 'resume',
  short: 'Let changes be rolled out again',
  done: 'resumed',
  kinds: ['Deployment'],
  unsupported: 'resuming is not supported',
  change({ spec }, copy) {
    if (!spec?.paused) throw new CommandError('is not paused')
    delete childMap(copy, 'spec')['paused']
  },
}

const restart: Steering = {
  name: 'restart',
  short: 'Replace all pods one by one',
  done: 'restarted',
  kinds: ['Deployment', 'DaemonSet', 'StatefulSet'],
  unsupported: 'restarting is not supported',
  change({ spec }, copy, ctx) {
    if (spec?.paused) throw new CommandError("can't restart paused deployment (run rollout resume first)")
    const metadata = childMap(childMap(childMap(copy, 'spec'), 'template'), 'metadata')
    const now = new Date(ctx.nowMs()).toISOString().replace(/\.\d+Z$/, 'Z')
    childMap(metadata, 'annotations')['kubectl.kubernetes.io/restartedAt'] = now
  },
}

export const rolloutPause = steeringCommand(pause)
export const rolloutRestart = steeringCommand(restart)
export const rolloutResume = steeringCommand(resume)

function steeringCommand(steering: Steering): Command {
  return {
    name: steering.name,
    use: 'RESOURCE [options]',
    short: steering.short,
    examples: [`kubectl rollout ${steering.name} deployment/nginx`],
    completes: 'resource',
    flags: [...printFlags, ...rolloutFlags, fieldManagerFlag('kubectl-rollout')],
    *run(ctx) {
      if (ctx.args.length === 0 && ctx.flags.strings('filename').length === 0) {
        throw new CommandError('required resource not specified')
      }
      const print = typedPrinter(ctx, steering.done)
      const { infos, faults } = yield* collect(yield* findTargets(ctx, ctx.args, { allowEmptySelector: true }))
      if (infos.length === 0 && faults.length === 0) {
        ctx.err(`No resources found in ${ctx.namespace} namespace.\n`)
        return 0
      }
      for (const info of infos) {
        try {
          print(steer(ctx, info, steering))
        } catch (error) {
          if (!isExpected(error)) throw error
          faults.push(error)
        }
      }
      throwAll(faults)
      return 0
    },
  }
}

function steer(ctx: Context, info: Info, steering: Steering) {
  const workload = info.object as Deployment
  let after: typeof info.object
  try {
    if (!steering.kinds.includes(info.mapping.kind)) throw new CommandError(steering.unsupported)
    after = changedCopy(workload, (copy) => steering.change(workload, copy, ctx))
  } catch (error) {
    throw new CommandError(`error: ${groupResource(info.mapping)} "${info.name}" ${messageOf(error)}`)
  }
  if (sameObject(workload, after)) {
    throw new CommandError(
      `failed to create patch for ${info.name}: if restart has already been triggered within the past second, please wait before attempting to trigger another`,
    )
  }
  try {
    return sendChange(ctx, info, after)
  } catch (error) {
    throw new CommandError(`failed to patch: ${messageOf(error)}`)
  }
}
