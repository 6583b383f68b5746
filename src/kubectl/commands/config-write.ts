// The subcommands of `kubectl config` that change the file (kubectl/pkg/cmd/config, v1.33). Missing: exec and
// auth-provider credentials of set-credentials.

import type { Command, Context } from '../command.ts'
import { CommandError, usageError } from '../errors.ts'
import { type FlagSpec, quote } from '../flag-parser.ts'
import { helpText } from '../help.ts'
import { findEntry, type Kubeconfig } from '../kubeconfig.ts'
import { withEntry, writeKubeconfig } from '../kubeconfig-file.ts'
import { copyData, type DataMap } from '../manifest-data.ts'
import { configSet, configUnset } from './config-set.ts'

type Section = 'contexts' | 'clusters' | 'users'

export function save(ctx: Context, config: Kubeconfig): void {
  writeKubeconfig(ctx.io.host.files, config)
}

/** Help on stdout, then the complaint: what these commands do with the wrong number of words. */
export function wrongArgs(ctx: Context): CommandError {
  ctx.out(helpText(ctx.command, ctx.path))
  return new CommandError(`Unexpected args: [${ctx.args.join(' ')}]\nSee '${ctx.path} -h' for help and examples`)
}

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
      throw usageError(ctx.path, 'cannot specify both a context name and --current')
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
    const authority = ctx.flags.string('certificate-authority')
    if (authority !== '' && !ctx.io.host.files.stat(ctx.resolvePath(authority)) && ctx.flags.bool('embed-certs')) {
      throw new CommandError(
        `could not stat certificate-authority file ${authority}: stat ${authority}: no such file or directory`,
      )
    }
    const entry = merged(findEntry(ctx.kubeconfig.clusters, name), ctx, {
      'certificate-authority': 'certificate-authority',
      'proxy-url': 'proxy-url',
      server: 'server',
      'tls-server-name': 'tls-server-name',
    })
    if (ctx.flags.changed('insecure-skip-tls-verify')) {
      if (ctx.flags.bool('insecure-skip-tls-verify')) entry['insecure-skip-tls-verify'] = true
      else delete entry['insecure-skip-tls-verify']
    }
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
    if (ctx.args.length !== 1) throw wrongArgs(ctx)
    const hasToken = ctx.flags.string('token') !== ''
    const hasPassword = ctx.flags.string('username') !== '' || ctx.flags.string('password') !== ''
    if (hasToken && hasPassword)
      throw new CommandError(
        'you cannot specify more than one authentication method at the same time: --token, --username/--password',
      )
    const embed = ctx.flags.bool('embed-certs')
    if (embed && !ctx.flags.changed('client-certificate') && !ctx.flags.changed('client-key'))
      throw new CommandError('you must specify a --client-certificate or --client-key to embed')
    const entry = merged(findEntry(ctx.kubeconfig.users, name), ctx, {
      password: 'password',
      token: 'token',
      username: 'username',
    })
    if (hasToken) for (const key of ['username', 'password']) delete entry[key]
    if (hasPassword) delete entry['token']
    for (const key of ['client-certificate', 'client-key']) setFile(ctx, entry, key, embed)
    save(ctx, { ...ctx.kubeconfig, users: withEntry(ctx.kubeconfig.users, name, entry) })
    ctx.out(`User ${quote(name)} set.\n`)
    return 0
  },
}

/** A file by its whole path, or what is in it. */
function setFile(ctx: Context, entry: DataMap, key: string, embed: boolean): void {
  if (!ctx.flags.changed(key)) return
  const given = ctx.flags.string(key)
  delete entry[key]
  if (!embed) {
    entry[key] = given === '' ? '' : ctx.resolvePath(given)
    return
  }
  const path = ctx.resolvePath(given)
  if (!ctx.io.host.files.stat(path))
    throw new CommandError(`could not read --${key} data from ${given}: open ${given}: no such file or directory`)
  entry[`${key}-data`] = btoa(ctx.io.host.files.read(path))
}

const deleter = (kind: 'context' | 'cluster' | 'user', section: Section): Command => ({
  name: `delete-${kind}`,
  use: 'NAME [options]',
  short: `Remove a ${kind} from the file`,
  ...(kind === 'context' ? { completes: 'context' } : {}),
  run(ctx) {
    const [name = ''] = ctx.args
    if (ctx.args.length !== 1) throw wrongArgs(ctx)
    const config = ctx.kubeconfig
    if (!findEntry(config[section], name))
      throw new CommandError(`cannot delete ${kind} ${name}, not in ${config.path}`)
    if (kind === 'context' && config.currentContext === name) {
      ctx.err('warning: this removed your active context, use "kubectl config use-context" to select a different one\n')
    }
    save(ctx, { ...config, [section]: withEntry(config[section], name, undefined) })
    ctx.out(`deleted ${kind} ${name} from ${config.path}\n`)
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
    const entry = findEntry(config.contexts, from)
    if (!entry) throw new CommandError(`cannot rename the context ${quote(from)}, it's not in ${config.path}`)
    if (findEntry(config.contexts, to)) {
      throw new CommandError(
        `cannot rename the context ${quote(from)}, the context ${quote(to)} already exists in ${config.path}`,
      )
    }
    save(ctx, {
      ...config,
      contexts: withEntry(withEntry(config.contexts, from, undefined), to, entry),
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
