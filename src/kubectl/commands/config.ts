// kubectl config: looks at the kubeconfig file; config-write.ts has what changes it (kubectl/pkg/cmd/config, v1.33).

import type { Command, Context } from '../command.ts'
import { CommandError, throwAll, usageError } from '../errors.ts'
import { outputFormats, printFlags } from '../flag-sets.ts'
import { absolute, contextName, findEntry, folderOf, type Kubeconfig, type NamedEntry } from '../kubeconfig.ts'
import { kubeconfigData } from '../kubeconfig-file.ts'
import { asObject, copyData, type DataMap, text } from '../manifest-data.ts'
import { jsonTextInOrder } from '../printers/json.ts'
import { formatPrinter, refuseFormat } from '../printers/object-printer.ts'
import { TABLE, tabbed } from '../printers/tabwriter.ts'
import { configWriters } from './config-write.ts'

const currentContext: Command = {
  name: 'current-context',
  use: '[flags] [options]',
  short: 'Show the context in use',
  run(ctx) {
    if (ctx.kubeconfig.currentContext === '') throw new CommandError('current-context is not set')
    ctx.out(`${ctx.kubeconfig.currentContext}\n`)
    return 0
  },
}

const getContexts: Command = {
  name: 'get-contexts',
  use: '[(-o|--output=)name)] [options]',
  short: 'List contexts',
  flags: [
    { name: 'no-headers', type: 'bool', default: false, help: 'Leave the line of headers out.' },
    { name: 'output', short: 'o', type: 'string', default: '', help: 'name: names only.', values: ['name'] },
  ],
  completes: 'context',
  run: listContexts,
}

function listContexts(ctx: Context): number {
  const output = ctx.flags.string('output')
  if (output !== '' && output !== 'name') {
    throw new CommandError(
      `--output ${output} is not available in kubectl config get-contexts; resetting to default output format`,
    )
  }
  const config = ctx.kubeconfig
  const all = names(config.contexts)
  const wanted = ctx.args.length === 0 ? all : ctx.args
  const faults = wanted
    .filter((name) => !all.includes(name))
    .map((name) => new CommandError(`context ${name} not found`))
  const found = wanted.filter((name) => all.includes(name)).sort()
  if (output === 'name') ctx.out(found.map((name) => `${name}\n`).join(''))
  else {
    const rows = found.map((name) => {
      const context = findEntry(config.contexts, name) ?? {}
      const mark = name === config.currentContext ? '*' : ''
      return [mark, name, text(context['cluster']), text(context['user']), text(context['namespace'])]
    })
    const headers = ctx.flags.bool('no-headers') ? [] : [['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE']]
    ctx.out(tabbed([...headers, ...rows], TABLE).text)
  }
  throwAll(faults)
  return 0
}

const names = (entries: readonly NamedEntry[]): readonly string[] => entries.map((entry) => entry.name)

const lister = (name: string, short: string, entries: (config: Kubeconfig) => readonly NamedEntry[]): Command => ({
  name,
  use: '[flags] [options]',
  short,
  run(ctx) {
    const lines = [...names(entries(ctx.kubeconfig))].sort().map((one) => `${one}\n`)
    ctx.out(`NAME\n${lines.join('')}`)
    return 0
  },
})

const view: Command = {
  name: 'view',
  use: '[flags] [options]',
  short: 'Show the configuration',
  flags: [
    ...printFlags.map((flag) => (flag.name === 'output' ? { ...flag, default: 'yaml' } : flag)),
    { name: 'flatten', type: 'bool', default: false, help: 'Put files into the output.' },
    { name: 'merge', type: 'bool', default: true, help: 'Merge all files.' },
    { name: 'minify', type: 'bool', default: false, help: 'Only what the current context uses.' },
    { name: 'raw', type: 'bool', default: false, help: 'Show secrets and certificates.' },
  ],
  run: viewConfig,
}

function viewConfig(ctx: Context): number {
  if (ctx.args.length > 0) throw usageError(ctx.path, `unexpected arguments: [${ctx.args.join(' ')}]`)
  const { explicit } = ctx.kubeconfig
  const merge = ctx.flags.changed('merge') ? ctx.flags.bool('merge') : !explicit
  if (!merge && !explicit) throw new CommandError('if merge==false a precise file must be specified')
  let config = ctx.kubeconfig
  if (ctx.flags.bool('minify')) config = minified(ctx, config)
  const flatten = ctx.flags.bool('flatten')
  if (flatten) config = flattened(ctx, config)
  const data = kubeconfigData(flatten || ctx.flags.bool('raw') ? config : redacted(config))
  const format = ctx.flags.string('output')
  if (format === 'json') {
    ctx.out(`${jsonTextInOrder(data, '    ')}\n`)
    return 0
  }
  const print = formatPrinter(ctx, format, { operation: '' }) ?? refuseFormat(format, outputFormats)
  print(asObject(data))
  return 0
}

function minified(ctx: Context, config: Kubeconfig): Kubeconfig {
  const name = contextName(config, ctx.flags)
  if (name === '') throw new CommandError('current-context must exist in order to minify')
  const context = findEntry(config.contexts, name)
  if (!context) throw new CommandError(`cannot locate context ${name}`)
  const only = (entries: readonly NamedEntry[], wanted: string): readonly NamedEntry[] =>
    entries.filter((entry) => entry.name === wanted)
  return {
    ...config,
    currentContext: name,
    contexts: only(config.contexts, name),
    clusters: only(config.clusters, text(context['cluster'])),
    users: only(config.users, text(context['user'])),
  }
}

/** With what is in the files in place of their paths. */
function flattened(ctx: Context, config: Kubeconfig): Kubeconfig {
  const files = ctx.io.host.files
  const flat = (entries: readonly NamedEntry[], keys: readonly string[]): readonly NamedEntry[] =>
    entries.map((entry) => {
      const value: DataMap = copyData(entry.value)
      for (const key of keys) {
        if (text(value[key]) === '') continue
        const path = absolute(folderOf(entry.file ?? config.path), text(value[key]))
        if (!files.stat(path)) throw new CommandError(`open ${path}: no such file or directory`)
        delete value[key]
        value[`${key}-data`] ??= btoa(files.read(path))
      }
      return { ...entry, value }
    })
  const users = flat(config.users, ['client-certificate', 'client-key'])
  return { ...config, users, clusters: flat(config.clusters, ['certificate-authority']) }
}

const hidden: Readonly<Record<string, string>> = {
  token: 'REDACTED',
  password: 'REDACTED',
  'client-key-data': 'DATA+OMITTED',
  'client-certificate-data': 'DATA+OMITTED',
  'certificate-authority-data': 'DATA+OMITTED',
}

function redacted(config: Kubeconfig): Kubeconfig {
  const cover = (entries: readonly NamedEntry[]): readonly NamedEntry[] =>
    entries.map(({ name, value }) => {
      const copy: DataMap = copyData(value)
      for (const [key, shown] of Object.entries(hidden)) if (text(copy[key]) !== '') copy[key] = shown
      return { name, value: copy }
    })
  return { ...config, clusters: cover(config.clusters), users: cover(config.users) }
}

export const config: Command = {
  name: 'config',
  use: 'SUBCOMMAND [options]',
  short: 'Look at and change kubeconfig files',
  subcommands: [
    currentContext,
    getContexts,
    lister('get-clusters', 'List clusters', (one) => one.clusters),
    lister('get-users', 'List users', (one) => one.users),
    ...configWriters,
    view,
  ].sort((a, b) => (a.name < b.name ? -1 : 1)),
}
