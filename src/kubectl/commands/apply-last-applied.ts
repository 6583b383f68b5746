// kubectl apply view-last-applied, set-last-applied and edit-last-applied (kubectl/pkg/cmd/apply, v1.33).

import type { Json, KubeObject } from '../../api/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { editText } from '../edit-session.ts'
import { CommandError, usageError } from '../errors.ts'
import {
  dryRunFlag,
  dryRunOf,
  dryRunSuffix,
  fieldManagerFlag,
  filenameFlags,
  printFlags,
  recordFlag,
  selectorFlag,
  validateFlag,
} from '../flag-sets.ts'
import { LAST_APPLIED, lastApplied } from '../last-applied.ts'
import { isMap } from '../manifest-data.ts'
import { readDocuments } from '../manifest-reader.ts'
import { jsonText } from '../printers/json.ts'
import { objectPrinter } from '../printers/object-printer.ts'
import { yamlText } from '../printers/yaml.ts'
import { editHeader, sameText } from './edit.ts'

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
    const annotation = jsonText(info.object)
    const live: KubeObject = ctx.client.get(info.target)
    const noted = lastApplied(live)
    if (noted === undefined && !ctx.flags.bool('create-annotation')) {
      throw new CommandError(
        `no last-applied-configuration annotation found on resource: ${info.name}, to create the annotation, run the command with --create-annotation`,
      )
    }
    if (noted?.trimEnd() === annotation) {
      ctx.out(`set-last-applied ${info.name}: no changes required.\n`)
      return
    }
    const patch: Json = { metadata: { annotations: { [LAST_APPLIED]: annotation } } }
    if (dryRun === 'client') print(live)
    else print(ctx.client.patch(info.target, 'merge', patch, { dryRun: dryRun === 'server' }))
  })
  return 0
}

export const editLastApplied: Command = {
  name: 'edit-last-applied',
  use: '(RESOURCE/NAME | -f FILENAME) [options]',
  short: 'Change in an editor what was applied last',
  flags: [
    ...printFlags,
    ...filenameFlags,
    fieldManagerFlag('kubectl-client-side-apply'),
    recordFlag,
    validateFlag,
    { name: 'windows-line-endings', type: 'bool', default: false, help: 'End lines as Windows does.' },
  ],
  completes: 'resource',
  run: editNoted,
}

/** Missing: several objects at once, and being asked again after a text that cannot be read. */
function* editNoted(ctx: Context): Steps<number> {
  const print = objectPrinter(ctx, { operation: 'edited' })
  const result = yield* ctx.resources({
    args: ctx.args,
    files: { filenames: ctx.flags.strings('filename'), recursive: ctx.flags.bool('recursive') },
    allowEmptySelector: true,
    continueOnError: true,
    latest: true,
  })
  const noted = (yield* result.infos()).filter(({ object }) => lastApplied(object) !== undefined)
  const [info] = noted
  if (!info) {
    throw new CommandError(
      'no last-applied-configuration annotation found on resources, to create the annotation, use command `kubectl apply set-last-applied --create-annotation`',
    )
  }
  if (noted.length > 1) throw new CommandError(`${ctx.path} of several objects is missing in this lab`)
  const before = yamlText(JSON.parse(lastApplied(info.object) ?? ''))
  const path = `/tmp/kubectl-edit-${ctx.io.host.random.uint32()}.yaml`
  const after = yield* editText(ctx, path, editHeader + before)
  if (sameText(before, after)) {
    ctx.io.host.files.remove(path)
    ctx.err('Edit cancelled, no changes made.\n')
    return 0
  }
  const [document] = [...readDocuments(after)]
  if (!document || !('data' in document) || !isMap(document.data)) {
    const fault = document && 'fault' in document ? document.fault : 'it holds no object'
    throw new CommandError(
      `the edited file could not be read: ${fault}\nA copy of your changes has been stored to "${path}"`,
    )
  }
  const patch: Json = { metadata: { annotations: { [LAST_APPLIED]: `${jsonText(document.data)}\n` } } }
  print(ctx.client.patch(info.target, 'merge', patch, { fieldManager: ctx.flags.string('field-manager') }))
  ctx.io.host.files.remove(path)
  return 0
}
