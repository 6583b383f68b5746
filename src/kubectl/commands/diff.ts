// kubectl diff: what apply would change, by way of two folders of YAML that a program compares
// (k8s.io/kubectl/pkg/cmd/diff/{diff,prune}.go, v1.33). Differs: nothing changes between asking and comparing, so there is
// nothing to try again.

import { isNotFound, type Json, type KubeObject } from '../../api/index.ts'
import { CommandNotFound, type Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, Exit, isExpected, usageError, withSource } from '../errors.ts'
import { fieldManagerFlag, filenameFlags, selectorFlag } from '../flag-sets.ts'
import { LAST_APPLIED, withoutVersion } from '../last-applied.ts'
import { asData, asObject, copyData, isMap } from '../manifest-data.ts'
import { shownObject } from '../printers/object-printer.ts'
import { yamlText } from '../printers/yaml.ts'
import { fetchInfo, type Info } from '../resource-builder.ts'
import { patchFor, warnIfDeleting } from './apply.ts'
import { prunable } from './apply-prune.ts'
import { SERVER_SIDE_MANAGER } from './apply-server-side.ts'

export const diff: Command = {
  name: 'diff',
  use: '-f FILENAME',
  short: 'Show what apply would change',
  examples: ['kubectl diff -f deployment.yaml', 'cat service.yaml | kubectl diff -f -'],
  flags: [
    { name: 'concurrency', type: 'int', default: 1, help: 'How many objects to work on at once; here always one.' },
    fieldManagerFlag('kubectl-client-side-apply'),
    ...filenameFlags,
    {
      name: 'force-conflicts',
      type: 'bool',
      default: false,
      help: 'With --server-side, take fields from other owners.',
    },
    { name: 'prune', type: 'bool', default: false, help: 'Also show what apply --prune would delete.' },
    { name: 'prune-allowlist', type: 'array', default: [], help: 'The kinds that --prune considers.' },
    selectorFlag,
    { name: 'server-side', type: 'bool', default: false, help: 'Let the server merge.' },
    { name: 'show-managed-fields', type: 'bool', default: false, help: 'Compare metadata.managedFields, too.' },
  ],
  completes: 'file',
  oneMeansDifferent: true,
  *run(ctx) {
    const { flags } = ctx
    if (ctx.args.length > 0) throw usageError(ctx.path, `Unexpected args: [${ctx.args.join(' ')}]`)
    const filenames = flags.strings('filename')
    const kustomize = flags.string('kustomize')
    if (filenames.length === 0 && kustomize === '') throw new CommandError('must specify one of -f and -k')
    if (flags.bool('force-conflicts') && !flags.bool('server-side'))
      throw new CommandError('--force-conflicts only works with --server-side')
    const result = yield* ctx.resources({
      files: { filenames, kustomize, recursive: flags.bool('recursive') },
      labelSelector: flags.string('selector'),
    })
    const folders = new Folders(ctx)
    try {
      const seen = { namespaces: new Set<string>(), uids: new Set<string | undefined>() }
      yield* result.visit((info) => {
        const { live, merged } = versionsOf(ctx, info)
        if (info.mapping.namespaced) seen.namespaces.add(info.namespace)
        seen.uids.add(live?.metadata.uid)
        folders.add(fileName(info), ...shownVersions(ctx, live, merged))
        if (live) warnIfDeleting(ctx, info)
      })
      if (flags.bool('prune'))
        for (const { mapping, object } of prunable(ctx, seen.namespaces, seen.uids)) {
          const { name, namespace = '' } = object.metadata
          folders.add(fileName({ mapping, namespace, name }), yamlText(object))
        }
      return yield* compare(ctx, folders)
    } finally {
      folders.remove()
    }
  },
}

interface Versions {
  /** Undefined when there is none yet. */
  readonly live: KubeObject | undefined
  readonly merged: KubeObject
}

function versionsOf(ctx: Context, info: Info): Versions {
  const { flags } = ctx
  const local = info.object
  let live: KubeObject | undefined
  try {
    fetchInfo(ctx.client, info)
    live = info.object
  } catch (error) {
    if (!isExpected(error) || !isNotFound(error)) throw error
  }
  const serverSide = flags.bool('server-side')
  const fieldManager =
    serverSide && !flags.changed('field-manager') ? SERVER_SIDE_MANAGER : flags.string('field-manager')
  const options = { dryRun: true, fieldManager, onWarning: ctx.warn }
  if (serverSide) {
    const force = flags.bool('force-conflicts')
    return { live, merged: ctx.client.patch(info.target, 'apply', local as unknown as Json, { ...options, force }) }
  }
  if (!live) {
    const { name: _, ...collection } = info.target
    return { live, merged: ctx.client.create(collection, withoutVersion(local), options) }
  }
  const patch = patchFor(ctx, info, withoutLastApplied(local))
  if (patch.text === '{}') return { live, merged: live }
  try {
    return { live, merged: ctx.client.patch(info.target, patch.type, patch.body, options) }
  } catch (error) {
    throw isExpected(error) ? withSource('patching', info.source, error) : error
  }
}

/** As apply would send it, but for the annotation, which would differ whenever anything does. */
function withoutLastApplied(object: KubeObject): KubeObject {
  const { [LAST_APPLIED]: _, ...annotations } = object.metadata.annotations ?? {}
  return { ...object, metadata: { ...object.metadata, annotations } }
}

/** The texts to compare: without managed fields, and Secrets without what they hide. */
function shownVersions(ctx: Context, live: KubeObject | undefined, merged: KubeObject): [string, string] {
  const [from, to] = [live && shownObject(ctx, live), shownObject(ctx, merged)]
  const secret = merged.kind === 'Secret' && (merged.apiVersion === 'v1' || merged.apiVersion.endsWith('/v1'))
  if (!secret) return [from ? yamlText(from) : '', yamlText(to)]
  const [left, right] = [from && copyData(asData(from)), copyData(asData(to))]
  maskValues(left?.['data'], right['data'])
  // Upstream prints a Secret that is not there as a nil pointer.
  return [left ? yamlText(asObject(left)) : 'null\n', yamlText(asObject(right))]
}

function maskValues(from: unknown, to: unknown): void {
  const [before, after] = [isMap(from) ? from : {}, isMap(to) ? to : {}]
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const both = key in before && key in after
    const changed = both && before[key] !== after[key]
    if (key in before) before[key] = changed ? '*** (before)' : '***'
    if (key in after) after[key] = changed ? '*** (after)' : '***'
  }
}

function fileName({ mapping, namespace, name }: Pick<Info, 'mapping' | 'namespace' | 'name'>): string {
  const { group, version, kind } = mapping
  return `${group === '' ? '' : `${group}.`}${version}.${kind}.${namespace}.${name}`
}

/** The two folders; what is in one only counts as empty in the other. */
class Folders {
  readonly #ctx: Context
  readonly live: string
  readonly merged: string

  constructor(ctx: Context) {
    const { files, random } = ctx.io.host
    this.#ctx = ctx
    this.live = `/tmp/LIVE-${random.uint32()}`
    this.merged = `/tmp/MERGED-${random.uint32()}`
    for (const folder of [this.live, this.merged]) files.makeDirectory(folder, { parents: true })
  }

  add(name: string, live: string, merged?: string): void {
    const { files } = this.#ctx.io.host
    files.write(`${this.live}/${name}`, live)
    if (merged !== undefined) files.write(`${this.merged}/${name}`, merged)
  }

  remove(): void {
    const { files } = this.#ctx.io.host
    for (const folder of [this.live, this.merged]) if (files.stat(folder)) files.remove(folder, { recursive: true })
  }
}

/** Runs diff, or what KUBECTL_EXTERNAL_DIFF says. */
function* compare({ io }: Context, { live, merged }: Folders): Steps<number> {
  const external = io.env.get('KUBECTL_EXTERNAL_DIFF') ?? ''
  const [program = '', ...options] = external === '' ? ['diff', '-u', '-N'] : external.split(' ')
  // Upstream passes only plain words on, after the folders.
  const plain = options.filter((word) => /^[a-zA-Z0-9-=]+$/.test(word))
  const words = external === '' ? [program, ...options, live, merged] : [program, live, merged, ...plain]
  let code: number
  try {
    code = yield* io.run(words)
  } catch (error) {
    if (!(error instanceof CommandNotFound)) throw error
    throw new CommandError(`failed to run ${JSON.stringify(program)}: executable file not found in $PATH`)
  }
  if (code === 1) throw new Exit(1)
  if (code !== 0) throw new CommandError(`failed to run ${JSON.stringify(program)}: exit status ${code}`)
  return 0
}
