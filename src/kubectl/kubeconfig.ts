// The kubeconfig: what it holds, and which server, user and namespace follow from it and from the flags
// (k8s.io/client-go/tools/clientcmd v1.33). kubeconfig-file.ts reads and writes the files.

import type { FileError, Files, Io } from '../sim/index.ts'
import { type Credentials, credentialsFor } from './credentials.ts'
import { CommandError, ConnectionError } from './errors.ts'
import type { FlagValues } from './flag-parser.ts'
import { type DataMap, text } from './manifest-data.ts'

export interface NamedEntry {
  readonly name: string
  readonly value: DataMap
  /** The file that it is from; absent when it is new. */
  readonly file?: string
}

/** What one file says. */
export interface ConfigContent {
  readonly currentContext: string
  readonly clusters: readonly NamedEntry[]
  readonly contexts: readonly NamedEntry[]
  readonly users: readonly NamedEntry[]
  readonly preferences: DataMap
}

/** What all files say together: the first that names something wins. */
export interface Kubeconfig extends ConfigContent {
  /** The file for what is new, and its name as it was given. */
  readonly path: string
  readonly shownPath: string
  /** The file was named by --kubeconfig. */
  readonly explicit: boolean
  /** Those that exist, in order, by their paths. */
  readonly files: ReadonlyMap<string, ConfigContent>
}

/** What the configuration says about the server to talk to. */
export interface ServerConfig {
  /** 'https://controlplane:6443' */
  readonly server: string
  readonly context: string
  readonly cluster: string
  readonly user: string
  readonly userData: DataMap
  readonly credentials: Credentials
  readonly clusterData: DataMap
}

/** Why there is no client: 'refused', or the text of another network fault. */
export interface ConnectFault {
  readonly fault: string
  /** Who refused, as 'ADDRESS:PORT'; default: as the server is named. */
  readonly address?: string
}

const FALLBACK_SERVER = 'http://localhost:8080'

export function absolute(cwd: string, path: string): string {
  const parts: string[] = []
  for (const part of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

export const findEntry = (list: readonly NamedEntry[], name: string): DataMap | undefined =>
  list.find((entry) => entry.name === name)?.value

/** Only `kubectl config` goes on without the file that --kubeconfig names. */
function needFile({ explicit, files, shownPath }: Kubeconfig): void {
  if (explicit && files.size === 0) throw new CommandError(`stat ${shownPath}: no such file or directory`)
}

export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))

/** A command's own list of the same name (`create rolebinding --user`) is not meant. */
const flagText = (flags: FlagValues, name: string): string => (flags.has(name, 'string') ? flags.string(name) : '')

/** Which context is in force: --context, else the file's. */
export function contextName(config: Kubeconfig, flags: FlagValues): string {
  return flagText(flags, 'context') || config.currentContext
}

export function serverConfig(
  config: Kubeconfig,
  flags: FlagValues,
  io: Pick<Io, 'cwd'> & { readonly host: { readonly files: Files } },
): ServerConfig {
  needFile(config)
  const name = contextName(config, flags)
  const context = findEntry(config.contexts, name)
  if (!context && flagText(flags, 'context') !== '') {
    throw new CommandError(`Error in configuration: context was not found for specified context: ${name}\n`, {
      raw: true,
    })
  }
  if (!context && name !== '' && config.files.size > 0) {
    throw new CommandError(`Error in configuration: context was not found for specified context: ${name}\n`, {
      raw: true,
    })
  }
  const cluster = flagText(flags, 'cluster') || text(context?.['cluster'])
  const user = flagText(flags, 'user') || text(context?.['user'])
  const clusterData = findEntry(config.clusters, cluster)
  if (cluster !== '' && !clusterData && flagText(flags, 'server') === '') {
    throw new CommandError(`no server found for cluster ${JSON.stringify(cluster)}`)
  }
  const userData = findEntry(config.users, user)
  if (user !== '' && !userData) throw new CommandError(`auth info ${JSON.stringify(user)} does not exist`)
  const given = flagText(flags, 'server') || text(clusterData?.['server']) || FALLBACK_SERVER
  const server = given.includes('://') ? given : `http://${given}`
  const credentials = credentialsFor(user, userData ?? {}, flags, {
    files: io.host.files,
    // Paths in a file start where the file is.
    folder: folderOf(config.users.find((one) => one.name === user)?.file ?? config.path),
    cwd: io.cwd,
    faults: authorityFaults(cluster, clusterData, config, flags, io),
  })
  return { server, context: name, cluster, user, userData: userData ?? {}, credentials, clusterData: clusterData ?? {} }
}

/** A file with the server's authority that cannot be read. */
function authorityFaults(
  cluster: string,
  data: DataMap | undefined,
  config: Kubeconfig,
  flags: FlagValues,
  { cwd, host: { files } }: Pick<Io, 'cwd'> & { readonly host: { readonly files: Files } },
): readonly string[] {
  const given = flagText(flags, 'certificate-authority')
  const named = text(data?.['certificate-authority'])
  if (given === '' && named === '') return []
  const folder = folderOf(config.clusters.find((one) => one.name === cluster)?.file ?? config.path)
  const path = given === '' ? absolute(folder, named) : absolute(cwd, given)
  const shown = given || path
  if (files.stat(path)) return []
  return [
    `unable to read certificate-authority ${shown} for ${cluster} due to open ${shown}: no such file or directory`,
  ]
}

export function namespaceOf(config: Kubeconfig, flags: FlagValues): { namespace: string; explicit: boolean } {
  needFile(config)
  const flag = flagText(flags, 'namespace')
  if (flag !== '') return { namespace: flag, explicit: true }
  const context = findEntry(config.contexts, contextName(config, flags))
  return { namespace: text(context?.['namespace']) || 'default', explicit: false }
}

/** 'controlplane:6443' */
const hostOf = (server: string): string => server.replace(/^[a-z]+:\/\//, '').replace(/\/.*$/, '')

/** The faults that kubectl words when a server cannot be reached. */
export function connectionError(server: string, { fault, address }: ConnectFault): ConnectionError {
  const message =
    fault === 'refused'
      ? `The connection to the server ${hostOf(server)} was refused - did you specify the right host or port?`
      : `Unable to connect to the server: ${fault}`
  const refuser = address ?? hostOf(server).replace(/^localhost(?=:|$)/, '127.0.0.1')
  const words = fault === 'refused' ? `dial tcp ${refuser}: connect: connection refused` : fault
  return new ConnectionError(message, server, words)
}

/** Go's words for a request that did not reach the server: `Get "http://…": dial tcp …: connect: connection refused`. */
export function dialFault(method: 'Get' | 'Post', { server, fault }: ConnectionError, path: string): string {
  return `${method} "${server}${path}": ${fault}`
}

/** Go's words for a file that cannot be read. */
export function goFileFault(error: unknown): string {
  const fault = (error as Partial<FileError>).fault
  if (fault === undefined) throw error
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'no such file or directory',
    EISDIR: 'is a directory',
    EACCES: 'permission denied',
    ENOTDIR: 'not a directory',
  }
  return words[fault] ?? (error as Error).message.toLowerCase()
}
