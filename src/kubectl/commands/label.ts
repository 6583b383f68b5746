// kubectl label (k8s.io/kubectl/pkg/cmd/label/label.go, v1.33).

import { labelValueFaults } from '../../api/index.ts'
import type { Command } from '../command.ts'
import { CommandError, throwAll } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import { dryRunSuffix } from '../flag-sets.ts'
import { dryRun } from '../generator.ts'
import { checkAll, checkSources, findObjects, listPairs, metadataFlags, patchObject } from '../metadata-change.ts'
import { type Changes, changed, splitPairs } from '../pairs.ts'
import { jsonText } from '../printers/json.ts'
import { objectPrinter } from '../printers/object-printer.ts'

export const label: Command = {
  name: 'label',
  use: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version] [options]',
  short: 'Change the labels of objects',
  examples: ['kubectl label pods foo unhealthy=true', 'kubectl label pods foo bar-'],
  completes: 'resource',
  flags: metadataFlags('label', 'kubectl-label'),
  *run(ctx) {
    const { flags } = ctx
    const mode = dryRun(ctx)
    const { resources, pairs } = splitPairs(ctx.args, 'label')
    const changes = parseLabels(pairs)
    const list = flags.bool('list')
    if (list && flags.string('output') !== '') {
      throw new CommandError('--list and --output may not be specified together')
    }
    checkAll(ctx)
    checkSources(ctx, resources, mode, 'pod')
    if (pairs.length === 0 && !list) throw new CommandError('at least one label update is required')
    const overwrite = flags.bool('overwrite')
    const result = yield* findObjects(ctx, resources)
    yield* result.visit((info) => {
      const before = info.object
      const labels = before.metadata.labels
      const sent = mode !== 'client' && !flags.bool('local') && !list
      if (sent) {
        for (const key of changes.remove) {
          if (labels?.[key] === undefined) ctx.out(`label ${quote(key)} not found.\n`)
        }
      }
      if (!overwrite) refuseOverwrites(labels, changes)
      const after = { ...before, metadata: { ...before.metadata, labels: changed(labels, changes) } }
      const [oldText, newText] = [jsonText(before), jsonText(after)]
      const shrunk = !overwrite && newText.length < oldText.length
      const message = oldText === newText ? 'not labeled' : shrunk ? 'unlabeled' : 'labeled'
      if (sent) patchObject(ctx, info, before, after, mode === 'server')
      if (list) listPairs(ctx, info, 'label', after.metadata.labels, result.singleItemImplied)
      else objectPrinter(ctx, { operation: `${message}${dryRunSuffix(mode)}` })(after)
    })
    return 0
  },
}

function parseLabels(pairs: readonly string[]): Changes {
  const set = new Map<string, string>()
  const remove: string[] = []
  for (const pair of pairs) {
    if (!pair.includes('=')) {
      remove.push(pair.slice(0, -1))
      continue
    }
    const [key = '', value = '', ...more] = pair.split('=')
    if (more.length > 0) throw new CommandError(`invalid label spec: ${pair}`)
    const faults = labelValueFaults(value)
    if (faults.length > 0) throw new CommandError(`invalid label value: ${quote(pair)}: ${faults.join(';')}`)
    set.set(key, value)
  }
  if (remove.some((key) => set.has(key))) {
    throw new CommandError('can not both modify and remove a label in the same command')
  }
  return { set, remove }
}

function refuseOverwrites(labels: Readonly<Record<string, string>> | undefined, { set }: Changes): void {
  const faults: Error[] = []
  for (const [key, value] of set) {
    const now = labels?.[key]
    if (now !== undefined && now !== value) {
      faults.push(new CommandError(`'${key}' already has a value (${now}), and --overwrite is false`))
    }
  }
  throwAll(faults)
}
