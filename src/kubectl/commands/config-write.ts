// The subcommands of `kubectl config` that change the file (kubectl/pkg/cmd/config, v1.33). Missing: exec and
// auth-provider credentials of set-credentials.

import type { Command, Context } from '../command.ts'
import { CommandError, usageError } from '../errors.ts'
import { type FlagSpec, quote } from '../flag-parser.ts'
import { helpText } from '../help.ts'
import { findEntry, folderOf } from '../kubeconfig.ts'
import { withEntry } from '../kubeconfig-file.ts'
import { copyData, type DataMap } from '../manifest-data.ts'
import { configSet, configUnset, save, wrongArgs } from './config-set.ts'

type Section = 'contexts' | 'clusters' | 'users'

const textFlag = (name: string, help: string): FlagSpec => ({ name, type: 'string', default: '', help })

const useContext: Command = {
  name: 'use-context',
  aliases: ['use'],
  use: 'CONTEXT_NAME [options]',
  short: 'Choose the context to use',
  completes: 'context',
  run(ctx) {
    const [name = ''] = ctx.args
    if (ctx.args.length !== 1) throw wrongArgs(ctx)
    if (!findEntry(ctx.kubeconfig.contexts, name)) {
      throw new CommandError(`no context exists with the name: ${quote(name)}`)
    }
    save(ctx, { ...ctx.kubeconfig, currentContext: name })
    ctx.out(`Switched to context ${quote(name)}.\n`)
    return 0
  },
}

/** Puts the flags that were given into the entry; an empty value takes the field away. */
function merged(before: DataMap | undefined, ctx: Context, fields: Readonly<Record<string, string>>): DataMap {
  const entry: DataMap = copyData(before ?? {})
  for (const [flag, field] of Object.entries(fields)) {
    if (!ctx.flags.changed(flag)) continue
    const value = ctx.flags.string(flag)
    if (value === '') delete entry[field]
    else entry[field] = value
  }
  return entry
}

const setContext: Command = {
  name: 'set-context',
  use: '[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace] [options]',
  short: 'Make or change a context',
  examples: ['kubectl config set-context --current --namespace=dev'],
  flags: [
    textFlag('cluster', 'The cluster of the context.'),
    { name: 'current', type: 'bool', default: false, help: 'Change the context in use.' },
    { name: 'namespace', short: 'n', type: 'string', default: '', help: 'The namespace of the context.' },
    textFlag('user', 'The user of the context.'),
  ],
  completes: 'context',
  run(ctx) {
    const current = ctx.flags.bool('current')
    if (ctx.args.length > 1) throw usageError(ctx.path, `Unexpected args: [${ctx.args.join(' ')}]`)
    if (current && ctx.args.length > 0) {
      throw new CommandError('you cannot specify both a context name and --current')
    }
    const name = current ? ctx.kubeconfig.currentContext : (ctx.args[0] ?? '')
    if (current && name === '') throw new CommandError('no current context is set')
    if (name === '') throw new CommandError('you must specify a non-empty context name or --current')
    const before = findEntry(ctx.kubeconfig.contexts, name)
    const entry = merged(before, ctx, { cluster: 'cluster', namespace: 'namespace', user: 'user' })
    entry['cluster'] ??= ''
    entry['user'] ??= ''
    save(ctx, { ...ctx.kubeconfig, contexts: withEntry(ctx.kubeconfig.contexts, name, entry) })
    ctx.out(`Context ${quote(name)} ${before ? 'modified' : 'created'}.\n`)
    return 0
  },
}

const setCluster: Command = {
  name: 'set-cluster',
  use: 'NAME [--server=server] [--certificate-authority=path/to/certificate/authority] [options]',
  short: 'Make or change a cluster',
  flags: [
    textFlag('certificate-authority', 'File with the authority that signs the server.'),
    { name: 'embed-certs', type: 'bool', default: false, help: 'Put certificates into the file.' },
    { name: 'insecure-skip-tls-verify', type: 'bool', default: false, help: 'Do not check the server certificate.' },
    textFlag('proxy-url', 'Address of a proxy.'),
    { name: 'server', short: 's', type: 'string', default: '', help: 'Address of the API server.' },
    textFlag('tls-server-name', 'Name to expect in the server certificate.'),
  ],
  run(ctx) {
    const [name = ''] = ctx.args
    if (ctx.args.length !== 1) throw wrongArgs(ctx)
    const insecure = ctx.flags.bool('insecure-skip-tls-verify')
    const authority = ctx.flags.string('certificate-authority')
    if (name === '') throw new CommandError('you must specify a non-empty cluster name')
    if (insecure && authority !== '')
      throw new CommandError('you cannot specify a certificate authority and insecure mode at the same time')
    const embed = ctx.flags.bool('embed-certs')
    if (embed && authority === '') throw new CommandError('you must specify a --certificate-authority to embed')
    if (embed) needFiles(ctx, 'certificate-authority')
    const before = ctx.kubeconfig.clusters.find((one) => one.name === name)
    const entry = merged(before?.value, ctx, { server: 'server' })
    // A new address has another name to expect.
    if (ctx.flags.changed('server')) delete entry['tls-server-name']
    Object.assign(entry, merged(entry, ctx, { 'proxy-url': 'proxy-url', 'tls-server-name': 'tls-server-name' }))
    if (ctx.flags.changed('insecure-skip-tls-verify')) {
      delete entry['insecure-skip-tls-verify']
      if (insecure) {
        entry['insecure-skip-tls-verify'] = true
        delete entry['certificate-authority']
        delete entry['certificate-authority-data']
      }
    }
    if (authority !== '') delete entry['insecure-skip-tls-verify']
    setFile(ctx, entry, 'certificate-authority', before?.file)
    entry['server'] ??= ''
    save(ctx, { ...ctx.kubeconfig, clusters: withEntry(ctx.kubeconfig.clusters, name, entry) })
    ctx.out(`Cluster ${quote(name)} set.\n`)
    return 0
  },
}

const setCredentials: Command = {
  name: 'set-credentials',
  use: 'NAME [--token=bearer_token] [--username=basic_user] [--password=basic_password] [options]',
  short: 'Make or change a user',
  flags: [
    textFlag('client-certificate', 'File with the client certificate.'),
    textFlag('client-key', 'File with the key of the client certificate.'),
    { name: 'embed-certs', type: 'bool', default: false, help: 'Put certificates into the file.' },
    textFlag('password', 'Password.'),
    textFlag('token', 'Bearer token.'),
    textFlag('username', 'User name.'),
  ],
  run(ctx) {
    const [name = ''] = ctx.args
    if (ctx.args.length !== 1) throw wrongArgs(ctx, 'unexpected')
    if (name === '') throw new CommandError('you must specify a non-empty user name')
    const hasToken = ctx.flags.string('token') !== ''
    const hasPassword = ctx.flags.string('username') !== '' || ctx.flags.string('password') !== ''
    if (hasToken && hasPassword)
      throw new CommandError(
        'you cannot specify more than one authentication method at the same time: --token, --username/--password',
      )
    const embed = ctx.flags.bool('embed-certs')
    if (embed && !ctx.flags.changed('client-certificate') && !ctx.flags.changed('client-key'))
      throw new CommandError('you must specify a --client-certificate or --client-key to embed')
    if (embed) needFiles(ctx, 'client-certificate', 'client-key')
    const before = ctx.kubeconfig.users.find((one) => one.name === name)
    const entry = merged(before?.value, ctx, {
      password: 'password',
      token: 'token',
      username: 'username',
    })
    if (hasToken) for (const key of ['username', 'password']) delete entry[key]
    if (hasPassword) delete entry['token']
    for (const key of ['client-certificate', 'client-key']) setFile(ctx, entry, key, before?.file)
    save(ctx, { ...ctx.kubeconfig, users: withEntry(ctx.kubeconfig.users, name, entry) })
    ctx.out(`User ${quote(name)} set.\n`)
    return 0
  },
}

/** Refuses files to embed that are not there. */
function needFiles(ctx: Context, ...keys: readonly string[]): void {
  for (const key of keys) {
    const given = ctx.flags.string(key)
    if (given !== '' && !ctx.io.host.files.stat(ctx.resolvePath(given)))
      throw new CommandError(`could not stat ${key} file ${given}: stat ${given}: no such file or directory`)
  }
}

/** What is in a file, or its path: the whole one, or from the folder of the kubeconfig when it is below that. */
function setFile(ctx: Context, entry: DataMap, key: string, configFile = ctx.kubeconfig.path): void {
  if (!ctx.flags.changed(key)) return
  const path = ctx.resolvePath(ctx.flags.string(key))
  delete entry[key]
  delete entry[`${key}-data`]
  const folder = `${folderOf(configFile)}/`
  if (ctx.flags.bool('embed-certs')) entry[`${key}-data`] = btoa(ctx.io.host.files.read(path))
  else entry[key] = path.startsWith(folder) ? path.slice(folder.length) : path
}

const deleter = (kind: 'context' | 'cluster' | 'user', section: Section): Command => ({
  name: `delete-${kind}`,
  use: 'NAME [options]',
  short: `Remove a ${kind} from the file`,
  ...(kind === 'context' ? { completes: 'context' } : {}),
  run(ctx) {
    const [name = ''] = ctx.args
    if (ctx.args.length !== 1) {
      if (kind === 'user') throw usageError(ctx.path, 'user to delete is required')
      ctx.out(helpText(ctx.command, ctx.path))
      return 0
    }
    const config = ctx.kubeconfig
    if (!findEntry(config[section], name))
      throw new CommandError(`cannot delete ${kind} ${name}, not in ${config.shownPath}`)
    if (kind === 'context' && config.currentContext === name) {
      ctx.err('warning: this removed your active context, use "kubectl config use-context" to select a different one\n')
    }
    save(ctx, { ...config, [section]: withEntry(config[section], name, undefined) })
    ctx.out(`deleted ${kind} ${name} from ${config.shownPath}\n`)
    return 0
  },
})

const renameContext: Command = {
  name: 'rename-context',
  use: 'CONTEXT_NAME NEW_NAME [options]',
  short: 'Give a context another name',
  completes: 'context',
  run(ctx) {
    const [from = '', to = ''] = ctx.args
    if (ctx.args.length !== 2) throw wrongArgs(ctx)
    const config = ctx.kubeconfig
    const entry = config.contexts.find((one) => one.name === from)
    if (!entry) throw new CommandError(`cannot rename the context ${quote(from)}, it's not in ${config.shownPath}`)
    if (findEntry(config.contexts, to)) {
      throw new CommandError(
        `cannot rename the context ${quote(from)}, the context ${quote(to)} already exists in ${config.shownPath}`,
      )
    }
    save(ctx, {
      ...config,
      contexts: [...withEntry(config.contexts, from, undefined), { ...entry, name: to }],
      currentContext: config.currentContext === from ? to : config.currentContext,
    })
    ctx.out(`Context ${quote(from)} renamed to ${quote(to)}.\n`)
    return 0
  },
}

export const configWriters: readonly Command[] = [
  useContext,
  setContext,
  setCluster,
  setCredentials,
  deleter('context', 'contexts'),
  deleter('cluster', 'clusters'),
  deleter('user', 'users'),
  renameContext,
  configSet,
  configUnset,
]
