// kubectl get: tables from the server, or objects in the format that -o names; -w goes on with what changes
// (kubectl/pkg/cmd/get/get.go, v1.33).

import { type ApiResource, isNotFound, type KubeObject, type Table } from '../../api/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { AggregateCommandError, CommandError, isExpected, throwAll, usageError } from '../errors.ts'
import type { FlagSpec } from '../flag-parser.ts'
import {
  allNamespacesFlag,
  checkSubresource,
  fieldSelectorFlag,
  filenameFlags,
  selectorFlag,
  subresourceFlag,
} from '../flag-sets.ts'
import { asData } from '../manifest-data.ts'

import { sortByField, Unsortable } from '../printers/sort-objects.ts'
import { TableWriter } from '../printers/table.ts'
import type { ResourceResult } from '../resource-builder.ts'
import { getFormats, getPrinter, isHumanReadable, tableOptions } from './get-printer.ts'
import { getRaw } from './get-raw.ts'
import { type FoundTable, fetchTables, namesTable } from './get-tables.ts'
import { watchObjects } from './get-watch.ts'

const flags: readonly FlagSpec[] = [
  allNamespacesFlag,
  {
    name: 'allow-missing-template-keys',
    type: 'bool',
    default: true,
    help: 'Treat missing keys in templates as empty.',
  },
  { name: 'chunk-size', type: 'int', default: 500, help: 'Ask for lists in parts of this size; 0: whole.' },
  fieldSelectorFlag,
  ...filenameFlags,
  { name: 'ignore-not-found', type: 'bool', default: false, help: 'Say nothing of objects that do not exist.' },
  { name: 'label-columns', short: 'L', type: 'strings', default: [], help: 'Labels to show as columns.' },
  { name: 'no-headers', type: 'bool', default: false, help: 'Leave the line of headers out.' },
  {
    name: 'output',
    short: 'o',
    type: 'string',
    default: '',
    help: `Format: ${getFormats.join(', ')}.`,
    values: getFormats,
  },
  { name: 'output-watch-events', type: 'bool', default: false, help: 'With -w, say what happened to each object.' },
  { name: 'raw', type: 'string', default: '', help: 'Ask the server for this path and print the answer as it is.' },
  selectorFlag,
  { name: 'server-print', type: 'bool', default: true, help: 'Let the server make the table.' },
  { name: 'show-kind', type: 'bool', default: false, help: 'Put the kind in front of names.' },
  { name: 'show-labels', type: 'bool', default: false, help: 'Show all labels in the last column.' },
  { name: 'show-managed-fields', type: 'bool', default: false, help: 'Keep metadata.managedFields in JSON and YAML.' },
  { name: 'sort-by', type: 'string', default: '', help: 'Sort by a field, such as .metadata.name.' },
  subresourceFlag,
  { name: 'template', type: 'string', default: '', help: 'Template text or file for -o go-template and the like.' },
  { name: 'watch', short: 'w', type: 'bool', default: false, help: 'After the list, go on with what changes.' },
  { name: 'watch-only', type: 'bool', default: false, help: 'Show only what changes.' },
]

export const get: Command = {
  name: 'get',
  suggestFor: ['list', 'ps'],
  use: `[(-o|--output=)${getFormats.join('|')}] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags] [options]`,
  short: 'Show one or many objects',
  examples: [
    'kubectl get pods',
    'kubectl get pods -o wide',
    'kubectl get deployment web -o yaml',
    'kubectl get svc,pods -l app=web',
  ],
  flags,
  completes: 'resource',
  run,
}

function* run(ctx: Context): Steps<number> {
  const raw = ctx.flags.string('raw')
  if (raw !== '') {
    if (ctx.args.length > 0) throw new CommandError('arguments may not be passed when --raw is specified')
    return getRaw(ctx, raw)
  }
  const watching = ctx.flags.bool('watch') || ctx.flags.bool('watch-only')
  if (watching && ctx.flags.string('sort-by') !== '') {
    ctx.err(
      ctx.flags.bool('watch')
        ? 'warning: --watch requested, --sort-by will be ignored for watch events received\n'
        : 'warning: --watch-only requested, --sort-by will be ignored\n',
    )
  }
  const noFiles = ctx.flags.strings('filename').length === 0 && ctx.flags.string('kustomize') === ''
  if (!watching && ctx.args.length === 0 && noFiles) {
    ctx.err(
      'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n',
    )
    throw usageError(
      ctx.path,
      'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).',
    )
  }
  checkFlags(ctx, watching)
  const result = yield* ctx.resources({
    args: ctx.args,
    allowEmptySelector: true,
    files: {
      filenames: ctx.flags.strings('filename'),
      kustomize: ctx.flags.string('kustomize'),
      recursive: ctx.flags.bool('recursive'),
    },
    labelSelector: ctx.flags.string('selector'),
    fieldSelector: ctx.flags.string('field-selector'),
    allNamespaces: ctx.flags.bool('all-namespaces'),
    subresource: ctx.flags.string('subresource'),
    chunkSize: ctx.flags.string('sort-by') === '' ? ctx.flags.int('chunk-size') : 0,
    continueOnError: !watching,
    latest: true,
    singleResourceType: watching,
  })
  if (watching) return yield* watchObjects(ctx, result)
  if (ctx.flags.bool('ignore-not-found')) result.ignoreErrors(isNotFound)
  if (!isHumanReadable(ctx)) return yield* printObjects(ctx, result)
  return ctx.flags.bool('server-print') ? yield* printTables(ctx, result) : yield* printNames(ctx, result)
}

function checkFlags(ctx: Context, watching: boolean): void {
  const output = ctx.flags.string('output')
  if (ctx.flags.bool('show-labels') && output !== '' && output !== 'wide') {
    throw new CommandError(`--show-labels option cannot be used with ${output} printer`)
  }
  if (ctx.flags.bool('output-watch-events') && !watching) {
    throw new CommandError('--output-watch-events option can only be used with --watch or --watch-only')
  }
  checkSubresource(ctx, ['status', 'scale'])
}

/** One table per kind, with a blank line between. */
function* printTables(ctx: Context, result: ResourceResult): Steps<number> {
  const { found, faults } = yield* fetchTables(ctx, result)
  const sortBy = ctx.flags.string('sort-by')
  if (sortBy !== '' && found.length > 1) sortByField(ctx, found, sortBy, (one) => one.table, 'objects')
  const severalKinds = new Set(found.map((one) => one.mapping)).size > 1
  let written = 0
  for (const group of consecutive(found)) {
    const [first] = group
    if (!first) continue
    const writer = new TableWriter(tableOptions(ctx, first.mapping, severalKinds))
    for (const { table } of group) {
      const sorted = sortedTable(ctx, table, sortBy)
      if (sorted) writer.add(sorted)
    }
    const text = writer.flush()
    if (text === '') continue
    ctx.out(written > 0 && !ctx.flags.bool('no-headers') ? `\n${text}` : text)
    written += text.length
    yield* ctx.flush()
  }
  if (written === 0 && faults.length === 0)
    sayNothingFound(
      ctx,
      found.map((one) => one.mapping),
    )
  throwCollected(faults)
  return 0
}

/** What came of files is one fault among others here, so it is shown without words before it. */
function throwCollected(faults: readonly Error[]): void {
  throwAll(faults[0] instanceof AggregateCommandError ? [new AggregateCommandError(faults)] : faults)
}

/** Undefined when it cannot be sorted: upstream drops that error, and the table with it. */
function sortedTable(ctx: Context, table: Table, sortBy: string): Table | undefined {
  if (sortBy === '' || table.rows.length < 2) return table
  try {
    return { ...table, rows: sortByField(ctx, table.rows, sortBy, (row) => row.object, 'rows') }
  } catch (error) {
    if (isExpected(error) && !(error instanceof Unsortable)) return undefined
    throw error
  }
}

function consecutive(found: readonly FoundTable[]): readonly (readonly FoundTable[])[] {
  const groups: FoundTable[][] = []
  for (const one of found) {
    const last = groups.at(-1)
    if (last?.[0]?.mapping === one.mapping) last.push(one)
    else groups.push([one])
  }
  return groups
}

function sayNothingFound(ctx: Context, mappings: readonly ApiResource[]): void {
  if (ctx.flags.bool('ignore-not-found')) return
  const namespaced = !ctx.flags.bool('all-namespaces') && mappings.every((mapping) => mapping.namespaced)
  ctx.err(namespaced ? `No resources found in ${ctx.namespace} namespace.\n` : 'No resources found\n')
}

/** --server-print=false: names and ages only. */
function* printNames(ctx: Context, result: ResourceResult): Steps<number> {
  const infos: { readonly mapping: ApiResource; readonly object: KubeObject }[] = []
  const faults: Error[] = []
  try {
    yield* result.visit((info) => {
      infos.push(info)
    })
  } catch (error) {
    if (!isExpected(error)) throw error
    faults.push(error)
  }
  const sortBy = ctx.flags.string('sort-by')
  const sorted =
    sortBy === '' || infos.length < 2 ? infos : sortByField(ctx, infos, sortBy, (one) => one.object, 'objects')
  const severalKinds = new Set(infos.map((one) => one.mapping)).size > 1
  const found = sorted.map((one) => ({ mapping: one.mapping, table: namesTable(one.object, ctx.nowMs()) }))
  let written = 0
  for (const group of consecutive(found)) {
    const [first] = group
    if (!first) continue
    const writer = new TableWriter(tableOptions(ctx, first.mapping, severalKinds))
    for (const { table } of group) writer.add(table)
    ctx.out((written++ > 0 && !ctx.flags.bool('no-headers') ? '\n' : '') + writer.flush())
  }
  if (written === 0 && faults.length === 0)
    sayNothingFound(
      ctx,
      result.targets.flatMap((target) => ('mapping' in target ? [target.mapping] : [])),
    )
  throwCollected(faults)
  return 0
}

/** All formats but the tables: one object bare, or a List of them. */
function* printObjects(ctx: Context, result: ResourceResult): Steps<number> {
  const objects: KubeObject[] = []
  const faults: Error[] = []
  try {
    yield* result.visit((info) => {
      objects.push(info.object)
    })
  } catch (error) {
    if (!isExpected(error) || result.singleItemImplied) throw error
    faults.push(error)
  }
  if (objects.length === 0 && ctx.flags.bool('ignore-not-found')) {
    throwAll(faults)
    return 0
  }
  const printer = getPrinter(ctx)
  const [only] = objects
  if (only && result.singleItemImplied && objects.length === 1) printer(only)
  else {
    const sortBy = ctx.flags.string('sort-by')
    const items = sortBy === '' || objects.length === 0 ? objects : sortByField(ctx, objects, sortBy, asData, 'objects')
    printer({ apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: '' }, items } as unknown as KubeObject)
  }
  yield* ctx.flush()
  throwAll(faults)
  return 0
}
