// kubectl create -f: posts what files hold; the subcommands that make objects from words have their own files
// (kubectl/pkg/cmd/create/create.go, v1.33). Missing: --raw.

import type { Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, isExpected, usageError, withSource } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import {
  dryRunFlag,
  dryRunOf,
  dryRunSuffix,
  fieldManagerFlag,
  filenameFlags,
  printFlags,
  recordFlag,
  saveConfigFlag,
  selectorFlag,
  validateFlag,
  validationOf,
} from '../flag-sets.ts'
import { helpText } from '../help.ts'
import { recorded, savedConfig, withoutVersion } from '../last-applied.ts'
import { warnDryRun } from '../log-line.ts'
import { knownSubcommands } from '../missing.ts'
import { objectPrinter } from '../printers/object-printer.ts'
import { createEdited } from './create-edit.ts'
import { createSubcommands } from './create-subcommands.ts'

export const create: Command = {
  name: 'create',
  use: '-f FILENAME [options]',
  short: 'Make objects from files, standard input, or words on the command line',
  examples: ['kubectl create -f service.yaml', 'kubectl create deployment web --image=nginx --replicas=3'],
  flags: [
    ...printFlags,
    dryRunFlag,
    { name: 'edit', type: 'bool', default: false, help: 'Edit before creating.' },
    fieldManagerFlag('kubectl-create'),
    ...filenameFlags,
    { name: 'raw', type: 'string', default: '', help: 'Post the file to this path.' },
    recordFlag,
    saveConfigFlag,
    selectorFlag,
    validateFlag,
    { name: 'windows-line-endings', type: 'bool', default: false, help: 'With --edit, use the line ends of Windows.' },
  ],
  subcommands: knownSubcommands('create', createSubcommands),
  completes: 'file',
  run,
}

function* run(ctx: Context): Steps<number> {
  const filenames = ctx.flags.strings('filename')
  const kustomize = ctx.flags.string('kustomize')
  const noFiles = filenames.length === 0 && kustomize === ''
  if (noFiles && !ctx.version.has('createsWithoutHelp')) {
    ctx.err('Error: must specify one of -f and -k\n\n')
    if (ctx.args.length > 0) throw usageError(ctx.path, `unknown command ${quote(ctx.args.join(' '))}`)
    ctx.err(helpText(ctx.command, ctx.path))
    return 1
  }
  if (ctx.args.length > 0) throw usageError(ctx.path, `Unexpected args: [${ctx.args.join(' ')}]`)
  const dryRun = dryRunOf(ctx.flags, warnDryRun(ctx))
  const fieldValidation = validationOf(ctx.flags)
  const print = objectPrinter(ctx, { operation: `created${dryRunSuffix(dryRun)}` })
  if (noFiles) throw new CommandError('must specify one of -f and -k')
  if (ctx.flags.string('raw') !== '') throw new CommandError('create --raw is missing in this lab')
  const result = yield* ctx.resources({
    files: { filenames, kustomize, recursive: ctx.flags.bool('recursive') },
    labelSelector: ctx.flags.string('selector'),
    continueOnError: true,
    validate: fieldValidation !== 'Ignore',
  })
  if (ctx.flags.bool('edit')) return yield* createEdited(ctx, result)
  let count = 0
  yield* result.visit((info) => {
    const prepared = savedConfig(info.object, ctx.flags.bool('save-config'))
    info.setObject(recorded(prepared, ctx.flags.bool('record'), ctx.words))
    if (dryRun !== 'client') {
      try {
        const { name: _, ...collection } = info.target
        info.refresh(
          ctx.client.create(collection, withoutVersion(info.object), {
            dryRun: dryRun === 'server',
            fieldManager: ctx.flags.string('field-manager'),
            fieldValidation,
            onWarning: ctx.warn,
          }),
        )
      } catch (error) {
        if (isExpected(error)) throw withSource('creating', info.source, error)
        throw error
      }
    }
    count++
    print(info.object)
  })
  if (count === 0) throw new CommandError('no objects passed to create')
  return 0
}
