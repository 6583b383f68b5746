// kubectl replace -f: puts the whole object; --force deletes and creates it (kubectl/pkg/cmd/replace/replace.go, v1.33).
// Missing: --raw.

import { isNotFound, type KubeObject } from '../../api/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, isExpected, usageError, withSource } from '../errors.ts'
import {
  checkSubresource,
  dryRunFlag,
  dryRunOf,
  dryRunSuffix,
  fieldManagerFlag,
  filenameFlags,
  printFlags,
  recordFlag,
  saveConfigFlag,
  subresourceFlag,
  validateFlag,
  validationOf,
} from '../flag-sets.ts'
import { recorded, savedConfig, withoutVersion } from '../last-applied.ts'
import { warnDryRun } from '../log-line.ts'
import { kindName } from '../mapper.ts'
import { objectPrinter } from '../printers/object-printer.ts'
import { waitUntilGone } from './delete.ts'

export const replace: Command = {
  name: 'replace',
  use: '-f FILENAME [options]',
  short: 'Replace an object by what a file says',
  examples: ['kubectl replace -f pod.yaml', 'kubectl replace --force -f pod.yaml'],
  flags: [
    ...printFlags,
    {
      name: 'cascade',
      type: 'string',
      default: 'background',
      implied: 'background',
      help: 'With --force, what happens to the objects that belong to it.',
    },
    dryRunFlag,
    fieldManagerFlag('kubectl-replace'),
    ...filenameFlags,
    { name: 'force', type: 'bool', default: false, help: 'Delete, then create again.' },
    { name: 'grace-period', type: 'int', default: -1, help: 'With --force, seconds to end politely.' },
    { name: 'raw', type: 'string', default: '', help: 'Put the file to this path.' },
    recordFlag,
    saveConfigFlag,
    subresourceFlag,
    { name: 'timeout', type: 'duration', default: 0, help: 'With --force, how long to wait for the deletion.' },
    validateFlag,
    { name: 'wait', type: 'bool', default: false, help: 'Wait until deleted objects are gone.' },
  ],
  completes: 'file',
  run,
}

const DEFAULT_TIMEOUT_MS = 300_000

function* run(ctx: Context): Steps<number> {
  const { flags } = ctx
  const force = flags.bool('force')
  const dryRun = dryRunOf(flags, warnDryRun(ctx))
  const fieldValidation = validationOf(flags)
  const print = objectPrinter(ctx, { operation: `replaced${dryRunSuffix(dryRun)}` })
  if (flags.int('grace-period') >= 0 && !force) throw new CommandError('--grace-period must have --force specified')
  if (flags.durationMs('timeout') !== 0 && !force) throw new CommandError('--timeout must have --force specified')
  const filenames = flags.strings('filename')
  if (filenames.length === 0 && flags.string('kustomize') === '') {
    throw new CommandError('must specify one of -f and -k')
  }
  if (ctx.args.length > 0) throw usageError(ctx.path, `Unexpected args: [${ctx.args.join(' ')}]`)
  if (flags.string('raw') !== '') throw new CommandError('replace --raw is missing in this lab')
  const subresource = flags.string('subresource')
  checkSubresource(ctx, ['status', 'scale'])
  const result = yield* ctx.resources({
    files: { filenames, kustomize: flags.string('kustomize'), recursive: flags.bool('recursive') },
    validate: fieldValidation !== 'Ignore',
    continueOnError: true,
  })
  let count = 0
  yield* result.visit(function* (info): Steps<void> {
    info.setObject(recorded(savedConfig(info.object, flags.bool('save-config')), flags.bool('record'), ctx.words))
    const options = {
      dryRun: dryRun === 'server',
      fieldManager: flags.string('field-manager'),
      fieldValidation,
      onWarning: ctx.warn,
    }
    count++
    if (dryRun === 'client') {
      print(info.object)
      return
    }
    if (!force) {
      try {
        if (info.name === '') throw new CommandError('resource name may not be empty')
        const target = subresource === '' ? info.target : { ...info.target, subresource }
        info.refresh(ctx.client.update(target, versioned(ctx, info.object, info.target), options))
      } catch (error) {
        if (isExpected(error)) throw withSource('replacing', info.source, error)
        throw error
      }
      print(info.object)
      return
    }
    yield* removeFirst(ctx, info)
    const { name: _, ...collection } = info.target
    info.refresh(ctx.client.create(collection, withoutVersion(info.object), options))
    print(info.object)
  })
  if (count === 0) throw new CommandError('no objects passed to replace')
  return 0
}

/** An object without a resource version takes the live one's, so that the last writer wins. */
function versioned(ctx: Context, object: KubeObject, target: Parameters<Context['client']['update']>[0]): KubeObject {
  if ((object.metadata.resourceVersion ?? '') !== '') return object
  let resourceVersion: string | undefined
  try {
    resourceVersion = ctx.client.get(target).metadata.resourceVersion
  } catch (error) {
    // Not there, or not to be read: the server's answer to the write says it better.
    if (!isExpected(error)) throw error
  }
  return resourceVersion === undefined ? object : { ...object, metadata: { ...object.metadata, resourceVersion } }
}

function* removeFirst(ctx: Context, info: Parameters<typeof waitUntilGone>[1][number]['info']): Steps<void> {
  const gracePeriod = ctx.flags.int('grace-period')
  try {
    const answer = ctx.client.delete(info.target, {
      propagationPolicy: 'Background',
      ...(gracePeriod >= 0 ? { gracePeriodSeconds: gracePeriod } : {}),
    })
    ctx.out(
      `${kindName(info.mapping)} ${JSON.stringify(info.name)} ${gracePeriod === 0 ? 'force deleted' : 'deleted'}\n`,
    )
    const uid = answer.kind === 'Status' ? undefined : (answer as KubeObject).metadata.uid
    yield* waitUntilGone(ctx, [{ info, uid }], ctx.flags.durationMs('timeout') || DEFAULT_TIMEOUT_MS)
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}
