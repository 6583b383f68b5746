// kubectl create -f --edit: each object is edited before it is created, and is not when nothing was changed
// (RunEditOnCreate of kubectl/pkg/cmd/create/create.go and EditBeforeCreateMode of cmd/util/editor/editoptions.go, v1.33).

import type { Steps } from '../../sim/index.ts'
import type { Context } from '../command.ts'
import { isExpected, messageOf } from '../errors.ts'
import { validationOf } from '../flag-sets.ts'
import { recorded, savedConfig, withoutVersion } from '../last-applied.ts'
import { objectPrinter, refuseFormat } from '../printers/object-printer.ts'
import type { Info, ResourceResult } from '../resource-builder.ts'
import { type Edited, editFormats, editLoop } from './edit.ts'

/** A dry run is none, as upstream. */
export function* createEdited(ctx: Context, result: ResourceResult): Steps<number> {
  const output = ctx.flags.string('output')
  yield* result.visit((info) => {
    if (output !== '' && !editFormats.includes(output)) refuseFormat(output, editFormats)
    return editLoop(ctx, [info], (edited) => send(ctx, edited))
  })
  return 0
}

function* send(ctx: Context, { path, round }: Edited): Steps<void> {
  let infos: readonly Info[]
  try {
    const result = yield* ctx.resources({ files: { filenames: [path] }, continueOnError: true })
    infos = yield* result.infos()
  } catch (error) {
    if (!isExpected(error)) throw error
    const message = messageOf(error).replaceAll(path, 'edited-file')
    round.reasons.push({ head: `The edited file had a syntax error: ${message}`, other: [] })
    return
  }
  for (const info of infos) {
    const { name: _, ...collection } = info.target
    const object = recorded(
      savedConfig(info.object, ctx.flags.bool('save-config')),
      ctx.flags.bool('record'),
      ctx.words,
    )
    const options = {
      fieldManager: ctx.flags.string('field-manager'),
      fieldValidation: validationOf(ctx.flags),
      onWarning: ctx.warn,
    }
    objectPrinter(ctx, { operation: 'created' })(ctx.client.create(collection, withoutVersion(object), options))
  }
}
