// kubectl apply view-last-applied and set-last-applied (kubectl/pkg/cmd/apply, v1.33).

import type { Json, KubeObject } from '../../api/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, usageError } from '../errors.ts'
import { dryRunFlag, dryRunOf, dryRunSuffix, filenameFlags, printFlags, selectorFlag } from '../flag-sets.ts'
import { LAST_APPLIED, lastApplied, withLastApplied } from '../last-applied.ts'
import { jsonText } from '../printers/json.ts'
import { objectPrinter } from '../printers/object-printer.ts'
import { yamlText } from '../printers/yaml.ts'

export const viewLastApplied: Command = {
  name: 'view-last-applied',
  use: '(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME) [options]',
  short: 'Show what was applied last',
  flags: [
    { name: 'all', type: 'bool', default: false, help: 'All objects of the kinds, in the namespace.' },
    ...filenameFlags,
    { name: 'output', short: 'o', type: 'string', default: 'yaml', help: 'yaml or json.', values: ['yaml', 'json'] },
    selectorFlag,
  ],
  completes: 'resource',
  run: view,
}

function* view(ctx: Context): Steps<number> {
  const output = ctx.flags.string('output')
  const result = yield* ctx.resources({
    args: ctx.args,
    files: { filenames: ctx.flags.strings('filename'), recursive: ctx.flags.bool('recursive') },
    labelSelector: ctx.flags.string('selector'),
    selectAll: ctx.flags.bool('all'),
    latest: true,
  })
  const found: string[] = []
  yield* result.visit((info) => {
    const text = lastApplied(info.object)
    if (text !== undefined) found.push(text)
  })
  if (output !== 'yaml' && output !== 'json') {
    throw usageError(ctx.path, `Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`)
  }
  for (const text of found) {
    const data: unknown = JSON.parse(text)
    ctx.out(output === 'yaml' ? yamlText(data) : `${jsonText(data, '  ')}\n`)
  }
  return 0
}

export const setLastApplied: Command = {
  name: 'set-last-applied',
  use: '-f FILENAME [options]',
  short: 'Note a file as what was applied last',
  flags: [
    ...printFlags,
    { name: 'create-annotation', type: 'bool', default: false, help: 'Also where nothing was noted yet.' },
    dryRunFlag,
    ...filenameFlags,
  ],
  completes: 'file',
  run: set,
}

function* set(ctx: Context): Steps<number> {
  const dryRun = dryRunOf(ctx.flags)
  const result = yield* ctx.resources({
    files: { filenames: ctx.flags.strings('filename'), recursive: ctx.flags.bool('recursive') },
  })
  const print = objectPrinter(ctx, { operation: `configured${dryRunSuffix(dryRun)}` })
  yield* result.visit((info) => {
    const annotation = withLastApplied(info.object).metadata.annotations?.[LAST_APPLIED] ?? ''
    const live: KubeObject = ctx.client.get(info.target)
    if (lastApplied(live) === undefined && !ctx.flags.bool('create-annotation')) {
      throw new CommandError(
        `no last-applied-configuration annotation found on resource: ${info.name}, to create the annotation, run the command with --create-annotation`,
      )
    }
    const patch: Json = { metadata: { annotations: { [LAST_APPLIED]: annotation } } }
    if (dryRun === 'client') print(live)
    else print(ctx.client.patch(info.target, 'merge', patch, { dryRun: dryRun === 'server' }))
  })
  return 0
}
