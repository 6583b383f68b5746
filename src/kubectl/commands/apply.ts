// kubectl apply -f: creates, or patches by comparing what was applied last, the file, and what is live
// (kubectl/pkg/cmd/apply/apply.go, patcher.go, v1.33). Missing: --overwrite=false.

import {
  ApiError,
  createThreeWayMergePatch,
  createThreeWayStrategicPatch,
  isNotFound,
  type Json,
  type KubeObject,
} from '../../api/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, isExpected, messageOf, throwAll, usageError, withSource } from '../errors.ts'
import {
  type DryRun,
  dryRunFlag,
  dryRunOf,
  dryRunSuffix,
  fieldManagerFlag,
  filenameFlags,
  printFlags,
  recordFlag,
  selectorFlag,
  subresourceFlag,
  validateFlag,
  validationOf,
} from '../flag-sets.ts'
import { LAST_APPLIED, lastApplied, recorded, withLastApplied, withoutNulls, withoutVersion } from '../last-applied.ts'
import { warnDryRun } from '../log-line.ts'
import { joinApiVersion } from '../manifest-data.ts'
import { knownSubcommands } from '../missing.ts'
import { jsonText } from '../printers/json.ts'
import { objectPrinter } from '../printers/object-printer.ts'
import { fetchInfo, type Info } from '../resource-builder.ts'
import { createAgain } from './apply-force.ts'
import { editLastApplied, setLastApplied, viewLastApplied } from './apply-last-applied.ts'
import { planPruning } from './apply-prune.ts'
import { applyOnServer, SERVER_SIDE_MANAGER } from './apply-server-side.ts'
import { cascadeOf } from './delete.ts'

export const apply: Command = {
  name: 'apply',
  use: '(-f FILENAME | -k DIRECTORY) [options]',
  short: 'Bring objects to what files say',
  examples: ['kubectl apply -f deployment.yaml', 'cat pod.json | kubectl apply -f -'],
  flags: [
    ...printFlags,
    { name: 'all', type: 'bool', default: false, help: 'With --prune, consider all objects.' },
    {
      name: 'cascade',
      type: 'string',
      default: 'background',
      implied: 'background',
      help: 'What happens to the objects that belong to a deleted one.',
    },
    dryRunFlag,
    fieldManagerFlag('kubectl-client-side-apply'),
    ...filenameFlags,
    { name: 'force', type: 'bool', default: false, help: 'Delete and create again when a patch is refused.' },
    {
      name: 'force-conflicts',
      type: 'bool',
      default: false,
      help: 'With --server-side, take fields from other owners.',
    },
    { name: 'grace-period', type: 'int', default: -1, help: 'Seconds to end politely.' },
    { name: 'openapi-patch', type: 'bool', default: true, help: 'Use the published structure for patches.' },
    { name: 'overwrite', type: 'bool', default: true, help: 'Settle conflicts in favour of the file.' },
    { name: 'prune', type: 'bool', default: false, help: 'Delete objects that are no longer in the files.' },
    { name: 'prune-allowlist', type: 'array', default: [], help: 'The kinds that --prune considers.' },
    recordFlag,
    selectorFlag,
    { name: 'server-side', type: 'bool', default: false, help: 'Let the server merge.' },
    { ...subresourceFlag, since: 'appliesSubresource' },
    { name: 'timeout', type: 'duration', default: 0, help: 'How long to wait for a deletion.' },
    validateFlag,
    { name: 'wait', type: 'bool', default: false, help: 'Wait until deleted objects are gone.' },
  ],
  subcommands: knownSubcommands('apply', [editLastApplied, setLastApplied, viewLastApplied]),
  completes: 'file',
  run,
}

interface Plan {
  readonly dryRun: DryRun
  readonly fieldValidation: 'Strict' | 'Warn' | 'Ignore'
  readonly fieldManager: string
  /** What becomes of the objects that belong to one that --force deletes. */
  readonly cascade: ReturnType<typeof cascadeOf>
  /** -o asks for whole objects, which are printed at the end. */
  readonly collecting: boolean
}

function* run(ctx: Context): Steps<number> {
  const { flags } = ctx
  if (ctx.args.length > 0) throw usageError(ctx.path, `Unexpected args: [${ctx.args.join(' ')}]`)
  const serverSide = flags.bool('server-side')
  const dryRun = dryRunOf(flags, warnDryRun(ctx))
  const filenames = flags.strings('filename')
  const cascade = cascadeOf(ctx)
  if (serverSide && dryRun === 'client') {
    throw new CommandError("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)")
  }
  if (filenames.length === 0 && flags.string('kustomize') === '') {
    throw new CommandError('must specify one of -f and -k')
  }
  const fieldValidation = validationOf(flags)
  if (flags.bool('force-conflicts') && !serverSide) {
    throw new CommandError('--force-conflicts only works with --server-side')
  }
  if (flags.bool('force') && serverSide) throw new CommandError('--force cannot be used with --server-side')
  if (flags.bool('force') && dryRun === 'server') {
    throw new CommandError('--dry-run=server cannot be used with --force')
  }
  const pruning = planPruning(ctx, dryRun, serverSide)
  if (flags.changed('subresource') && flags.string('subresource') !== '' && !serverSide) {
    throw new CommandError('--subresource can only be specified for --server-side')
  }
  const output = flags.string('output')
  const collecting = output !== '' && output !== 'name'
  const finish = collecting ? objectPrinter(ctx, { operation: '' }) : undefined
  const plan: Plan = {
    dryRun,
    fieldValidation,
    fieldManager: serverSide && !flags.changed('field-manager') ? SERVER_SIDE_MANAGER : flags.string('field-manager'),
    cascade,
    collecting,
  }
  const result = yield* ctx.resources({
    files: { filenames, kustomize: flags.string('kustomize'), recursive: flags.bool('recursive') },
    labelSelector: flags.string('selector'),
    continueOnError: true,
    validate: fieldValidation !== 'Ignore',
  })
  const faults: Error[] = []
  const infos: Info[] = []
  try {
    yield* result.visit((info) => {
      infos.push(info)
    })
  } catch (error) {
    if (!isExpected(error)) throw error
    faults.push(error)
  }
  if (infos.length === 0 && faults.length === 0) throw new CommandError('no objects passed to apply')
  for (const info of infos) {
    try {
      info.setObject(recorded(info.object, flags.bool('record'), ctx.words))
      refuseNameless(info)
      if (serverSide) {
        applyOnServer(ctx, info, writeOptions(ctx, plan))
        warnIfDeleting(ctx, info)
        say(ctx, info, plan, 'serverside-applied')
      } else yield* applyHere(ctx, info, plan)
    } catch (error) {
      if (!isExpected(error)) throw error
      faults.push(error)
    }
    yield* ctx.breathe()
  }
  throwAll(faults)
  if (finish) {
    const [only] = infos
    if (only && infos.length === 1) finish(only.object)
    else {
      const items = infos.map((info) => info.object)
      finish({ apiVersion: 'v1', kind: 'List', metadata: {}, items } as unknown as KubeObject)
    }
  }
  pruning?.finish(infos)
  return 0
}

function refuseNameless(info: Info): void {
  const generateName = info.object.metadata.generateName ?? ''
  if (info.name === '' && generateName !== '') {
    throw new CommandError(`from ${generateName}: cannot use generate name with apply`)
  }
}

function say(ctx: Context, info: Info, plan: Plan, operation: string): void {
  if (!plan.collecting) objectPrinter(ctx, { operation: operation + dryRunSuffix(plan.dryRun) })(info.object)
}

const writeOptions = (ctx: Context, plan: Plan) => ({
  dryRun: plan.dryRun === 'server',
  fieldManager: plan.fieldManager,
  fieldValidation: plan.fieldValidation,
  onWarning: ctx.warn,
})

function* applyHere(ctx: Context, info: Info, plan: Plan): Steps<void> {
  const given = info.object
  const modified = withLastApplied(given)
  if (info.name === '') {
    throw new CommandError(
      `error when retrieving current configuration of:\n${info.toString()}\nfrom server for: "${info.source}": resource name may not be empty`,
    )
  }
  try {
    fetchInfo(ctx.client, info)
  } catch (error) {
    if (!isExpected(error)) throw error
    const missing = isNotFound(error)
    if (!missing) {
      throw withSource(`retrieving current configuration of:\n${info.toString()}\nfrom server for:`, info.source, error)
    }
    createFirst(ctx, info, modified, plan)
    return
  }
  if (plan.dryRun === 'client') {
    say(ctx, info, plan, 'configured')
    return
  }
  if (lastApplied(info.object) === undefined) {
    ctx.err(
      `Warning: resource ${info.mapping.resource}/${info.name} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n`,
    )
  }
  const changed = yield* patchLive(ctx, info, modified, plan)
  warnIfDeleting(ctx, info)
  say(ctx, info, plan, changed ? 'configured' : 'unchanged')
}

function createFirst(ctx: Context, info: Info, modified: KubeObject, plan: Plan): void {
  info.setObject(withoutNulls(modified))
  if (plan.dryRun !== 'client') {
    const { name: _, ...collection } = info.target
    try {
      info.refresh(ctx.client.create(collection, withoutVersion(info.object), writeOptions(ctx, plan)))
    } catch (error) {
      if (isExpected(error)) throw withSource('creating', info.source, error)
      throw error
    }
  }
  say(ctx, info, plan, 'created')
}

/** Returns false when there is nothing to change. */
function* patchLive(ctx: Context, info: Info, modified: KubeObject, plan: Plan): Steps<boolean> {
  let patch: LivePatch
  try {
    patch = patchFor(ctx, info, modified)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw withSource(
      `applying patch:\n\nto:\n${info.toString()}\nfor:`,
      info.source,
      new CommandError(messageOf(error)),
    )
  }
  if (patch.text === '{}') return false
  let sent = patch.text
  try {
    try {
      info.refresh(ctx.client.patch(info.target, patch.type, patch.body, writeOptions(ctx, plan)))
    } catch (error) {
      if (!isExpected(error)) throw error
      const refused = error instanceof ApiError && (error.reason === 'Invalid' || error.reason === 'Conflict')
      if (!refused || !ctx.flags.bool('force')) throw withSource('patching', info.source, error)
      sent = `${jsonText(modified)}\n`
      yield* createAgain(ctx, info, modified, plan.cascade, writeOptions(ctx, plan))
    }
  } catch (error) {
    if (!isExpected(error)) throw error
    throw withSource(`applying patch:\n${sent}\nto:\n${info.toString()}\nfor:`, info.source, error)
  }
  return true
}

export interface LivePatch {
  readonly type: 'merge' | 'strategic'
  readonly body: Json
  readonly text: string
}

/** What brings the live object (in `info`) to what the file says, by what was applied last. */
export function patchFor(ctx: Context, info: Info, modified: KubeObject): LivePatch {
  const { group, version, kind } = info.mapping
  const type = ctx.client.schema.kinds[`${joinApiVersion(group, version)}/${kind}`]
  const applied = lastApplied(info.object)
  const original: unknown = applied === undefined || applied === '' ? undefined : JSON.parse(applied)
  const body =
    type === undefined
      ? createThreeWayMergePatch(original, modified, info.object)
      : createThreeWayStrategicPatch(original, modified, info.object, ctx.client.schema, type)
  return { type: type === undefined ? 'merge' : 'strategic', body: body as Json, text: jsonText(body) }
}

export function warnIfDeleting(ctx: Context, info: Info): void {
  if (info.object.metadata.deletionTimestamp !== undefined) {
    ctx.err(`Warning: Detected changes to resource ${info.name} which is currently being deleted.\n`)
  }
}
