// kubectl annotate (k8s.io/kubectl/pkg/cmd/annotate/annotate.go, v1.33).

import type { Command } from '../command.ts'
import { CommandError } from '../errors.ts'
import { dryRunSuffix } from '../flag-sets.ts'
import { dryRun } from '../generator.ts'
import { checkAll, checkSources, findObjects, listPairs, metadataFlags, patchObject } from '../metadata-change.ts'
import { type Changes, changed, parsePairs, splitPairs } from '../pairs.ts'
import { objectPrinter } from '../printers/object-printer.ts'

const changeCause = 'kubernetes.io/change-cause'

export const annotate: Command = {
  name: 'annotate',
  use: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version] [options]',
  short: 'Change the annotations of objects',
  examples: ["kubectl annotate pods foo description='my frontend'", 'kubectl annotate pods foo description-'],
  completes: 'resource',
  flags: metadataFlags('annotation', 'kubectl-annotate'),
  *run(ctx) {
    const { flags } = ctx
    const mode = dryRun(ctx)
    const done = ctx.version.has('annotatesInPast') ? 'annotated' : 'annotate'
    const print = objectPrinter(ctx, { operation: `${done}${dryRunSuffix(mode)}` })
    const { resources, pairs } = splitPairs(ctx.args, 'annotation')
    const changes = parsePairs(pairs, 'annotation')
    const list = flags.bool('list')
    if (list && flags.string('output') !== '') {
      throw new CommandError('--list and --output may not be specified together')
    }
    checkAll(ctx)
    checkSources(ctx, resources, mode, 'rsrc')
    if (pairs.length === 0 && !list) throw new CommandError('at least one annotation update is required')
    const both = changes.remove.filter((key) => changes.set.has(key))
    if (both.length > 0) {
      throw new CommandError(
        `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
      )
    }
    const result = yield* findObjects(ctx, resources)
    yield* result.visit((info) => {
      const before = info.object
      const annotations = before.metadata.annotations
      if (!flags.bool('overwrite')) refuseOverwrites(annotations, changes)
      const after = { ...before, metadata: { ...before.metadata, annotations: changed(annotations, changes) } }
      const sent = mode !== 'client' && !flags.bool('local') && !list
      const shown = sent ? patchObject(ctx, info, before, after, mode === 'server') : after
      if (list) listPairs(ctx, info, 'annotation', shown.metadata.annotations, result.singleItemImplied)
      else print(shown)
    })
    return 0
  },
}

function refuseOverwrites(annotations: Readonly<Record<string, string>> | undefined, { set }: Changes): void {
  const faults: string[] = []
  for (const [key, value] of set) {
    const now = annotations?.[key]
    if (key !== changeCause && now !== undefined && now !== value) faults.push(`'${key}' already has a value (${now})`)
  }
  if (faults.length > 0) {
    throw new CommandError(`--overwrite is false but found the following declared annotation(s): ${faults.join('; ')}`)
  }
}
