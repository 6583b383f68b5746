// kubectl cordon and uncordon (k8s.io/kubectl/pkg/cmd/drain/drain.go and pkg/drain/cordon.go, v1.33).

import type { Node } from '../../kinds/index.ts'
import type { Steps } from '../../sim/index.ts'
import { sendChange } from '../change.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, isExpected, messageOf, usageError } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import { type DryRun, dryRunFlag, dryRunSuffix, selectorFlag } from '../flag-sets.ts'
import { dryRun } from '../generator.ts'
import { objectPrinter } from '../printers/object-printer.ts'
import type { Info } from '../resource-builder.ts'

export const cordon: Command = cordonCommand('cordon', true, 'Let no more pods come to a node')
export const uncordon: Command = cordonCommand('uncordon', false, 'Let pods come to a node again')

function cordonCommand(name: string, desired: boolean, short: string): Command {
  return {
    name,
    use: 'NODE [options]',
    short,
    examples: [`kubectl ${name} node01`],
    completes: 'nodes',
    flags: [selectorFlag, dryRunFlag],
    *run(ctx) {
      const mode = dryRun(ctx)
      setSchedulable(ctx, yield* findNodes(ctx), desired, mode)
      return 0
    },
  }
}

/** The nodes that the words or the selector name. */
export function* findNodes(ctx: Context): Steps<readonly Info[]> {
  const selector = ctx.flags.string('selector')
  if (ctx.args.length === 0 && !ctx.flags.changed('selector')) {
    throw usageError(ctx.path, `USAGE: ${ctx.command.name} NODE [flags]`)
  }
  if (ctx.args.length > 0 && selector !== '') {
    throw usageError(ctx.path, 'error: cannot specify both a node name and a --selector option')
  }
  const named = { namesOf: 'nodes', args: ctx.args }
  const result = yield* ctx.resources({ ...named, labelSelector: selector, singleResourceType: true })
  const infos = yield* result.infos()
  const other = infos.find(({ mapping }) => mapping.resource !== 'nodes' || mapping.group !== '')
  if (other) {
    const { group, version, resource } = other.mapping
    const shown = `${group}/${version}, Resource=${resource}`
    throw new CommandError(`error: expected resource of type node, got ${quote(shown)}`)
  }
  return infos
}

export function setSchedulable(ctx: Context, infos: readonly Info[], desired: boolean, mode: DryRun): void {
  const word = desired ? 'cordoned' : 'uncordoned'
  for (const info of infos) {
    const { metadata, spec, ...rest } = info.object as Node
    const changes = (spec?.unschedulable ?? false) !== desired
    if (changes && mode !== 'client') {
      const { unschedulable: _, ...kept } = spec ?? {}
      const after: Node = { ...rest, metadata, spec: desired ? { ...kept, unschedulable: true } : kept }
      try {
        sendChange(ctx, info, after, mode === 'server')
      } catch (error) {
        if (!isExpected(error)) throw error
        const verb = desired ? 'cordon' : 'uncordon'
        ctx.err(`error: unable to ${verb} node ${quote(info.name)}: ${messageOf(error)}\n`)
        continue
      }
    }
    const operation = `${changes ? '' : 'already '}${word}${dryRunSuffix(mode)}`
    objectPrinter(ctx, { operation })(info.object)
  }
}
