// The kubeconfig file: where it is, what it holds, and which server, user and namespace follow from it and from the
// flags (k8s.io/client-go/tools/clientcmd v1.33). Missing: several files in $KUBECONFIG are not merged, only the first is used.

import type { FileError, Files, Io } from '../sim/index.ts'
import { type Credentials, credentialsFor } from './credentials.ts'
import { CommandError, ConnectionError } from './errors.ts'
import type { FlagValues } from './flag-parser.ts'
import { type Data, type DataMap, isMap, text } from './manifest-data.ts'
import { readYaml, YamlFault } from './yaml-reader.ts'

export interface NamedEntry {
  readonly name: string
  readonly value: DataMap
}

export interface Kubeconfig {
  /** Where it was read from, or would be written to. */
  readonly path: string
  readonly exists: boolean
  readonly currentContext: string
  readonly clusters: readonly NamedEntry[]
  readonly contexts: readonly NamedEntry[]
  readonly users: readonly NamedEntry[]
  readonly preferences: DataMap
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

const FALLBACK_SERVER = 'http://localhost:8080'

export function kubeconfigPath(io: Pick<Io, 'env' | 'cwd'>, flag: string): { path: string; explicit: boolean } {
  if (flag !== '') return { path: absolute(io.cwd, flag), explicit: true }
  const listed = (io.env.get('KUBECONFIG') ?? '').split(':').find((path) => path !== '')
  if (listed !== undefined) return { path: absolute(io.cwd, listed), explicit: false }
  return { path: `${io.env.get('HOME') ?? '/root'}/.kube/config`, explicit: false }
}

export function absolute(cwd: string, path: string): string {
  const parts: string[] = []
  for (const part of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

export function loadKubeconfig(
  io: Pick<Io, 'env' | 'cwd'> & { readonly host: { readonly files: Files } },
  flag: string,
): Kubeconfig {
  const { path, explicit } = kubeconfigPath(io, flag)
  const files = io.host.files
  const empty = { path, exists: false, currentContext: '', clusters: [], contexts: [], users: [], preferences: {} }
  if (!files.stat(path)) {
    if (explicit) throw new CommandError(`stat ${flag}: no such file or directory`)
    return empty
  }
  let source: string
  try {
    source = files.read(path)
  } catch (error) {
    throw new CommandError(`error loading config file ${JSON.stringify(path)}: open ${path}: ${goFileFault(error)}`)
  }
  try {
    const data = dataOf(source)
    if (data === null || data === undefined) return { ...empty, exists: true }
    if (!isMap(data)) throw new YamlFault('cannot unmarshal the document into a configuration')
    return {
      path,
      exists: true,
      currentContext: text(data['current-context']),
      clusters: entries(data['clusters'], 'cluster'),
      contexts: entries(data['contexts'], 'context'),
      users: entries(data['users'], 'user'),
      preferences: isMap(data['preferences']) ? data['preferences'] : {},
    }
  } catch (error) {
    if (error instanceof YamlFault) {
      throw new CommandError(`error loading config file ${JSON.stringify(explicit ? flag : path)}: ${error.message}`)
    }
    throw error
  }
}

/** What was read last: every command reads the file, which seldom changes. */
let last: { readonly source: string; readonly data: Data | undefined } | undefined

function dataOf(source: string): Data | undefined {
  if (last?.source !== source) last = { source, data: readYaml(source) }
  return last.data
}

function entries(list: Data | undefined, key: string): readonly NamedEntry[] {
  if (!Array.isArray(list)) return []
  return list.filter(isMap).map((entry) => {
    const value = entry[key]
    return { name: text(entry['name']), value: isMap(value) ? value : {} }
  })
}

export const findEntry = (list: readonly NamedEntry[], name: string): DataMap | undefined =>
  list.find((entry) => entry.name === name)?.value

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
  const name = contextName(config, flags)
  const context = findEntry(config.contexts, name)
  if (!context && flagText(flags, 'context') !== '') {
    throw new CommandError(`Error in configuration: context was not found for specified context: ${name}\n`, {
      raw: true,
    })
  }
  if (!context && name !== '' && config.exists) {
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
  const server = flagText(flags, 'server') || text(clusterData?.['server']) || FALLBACK_SERVER
  const credentials = credentialsFor(user, userData ?? {}, flags, {
    files: io.host.files,
    // Paths in the file start where the file is.
    folder: config.path.slice(0, config.path.lastIndexOf('/')),
    cwd: io.cwd,
  })
  return { server, context: name, cluster, user, userData: userData ?? {}, credentials, clusterData: clusterData ?? {} }
}

export function namespaceOf(config: Kubeconfig, flags: FlagValues): { namespace: string; explicit: boolean } {
  const flag = flagText(flags, 'namespace')
  if (flag !== '') return { namespace: flag, explicit: true }
  const context = findEntry(config.contexts, contextName(config, flags))
  return { namespace: text(context?.['namespace']) || 'default', explicit: false }
}

/** 'controlplane:6443' */
const hostOf = (server: string): string => server.replace(/^[a-z]+:\/\//, '').replace(/\/.*$/, '')

/** The faults that kubectl words when a server cannot be reached. */
export function connectionError(server: string, fault: string): ConnectionError {
  const message =
    fault === 'refused'
      ? `The connection to the server ${hostOf(server)} was refused - did you specify the right host or port?`
      : `Unable to connect to the server: ${fault}`
  return new ConnectionError(message, server)
}

/** Go's words for a request to a server where nobody listens: `Get "http://…": dial tcp …: connect: connection refused`. */
export function dialFault(method: 'Get' | 'Post', server: string, path: string): string {
  const address = hostOf(server).replace(/^localhost(?=:|$)/, '127.0.0.1')
  return `${method} "${server}${path}": dial tcp ${address}: connect: connection refused`
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
