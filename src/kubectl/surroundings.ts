// What a command finds around itself, each part made when it is first asked for: configuration, connection, discovery.

import { type ApiResource, asApiError, type Client } from '../api/index.ts'
import type { Io } from '../sim/index.ts'
import { CommandError, ConnectionError } from './errors.ts'
import { type FlagValues, parseDurationMs } from './flag-parser.ts'
import { type ConnectFault, connectionError, type Kubeconfig, type ServerConfig, serverConfig } from './kubeconfig.ts'
import { loadKubeconfig } from './kubeconfig-file.ts'
import { createMapper, type Mapper } from './mapper.ts'
import type { RequestLog } from './request-log.ts'
import { overUnknownPaths } from './unknown-paths.ts'

/** Gives the client for what the kubeconfig says, or why it cannot be reached. */
export type Connect = (config: ServerConfig) => Client | ConnectFault

function checkTimeout(value: string): void {
  if (value === '' || /^\d+$/.test(value) || parseDurationMs(value) !== undefined) return
  throw new CommandError(
    'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
  )
}

export interface Surroundings {
  readonly kubeconfig: Kubeconfig
  readonly client: Client
  readonly mapper: Mapper
}

export function surroundings(
  io: Pick<Io, 'env' | 'cwd' | 'host'>,
  flags: FlagValues,
  open: Connect,
  onDiscoveryFault: (error: ConnectionError, tries: number) => void,
  log?: RequestLog,
): Surroundings {
  let kubeconfig: Kubeconfig | undefined
  let client: Client | undefined
  const config = (): Kubeconfig => {
    if (kubeconfig) return kubeconfig
    kubeconfig = loadKubeconfig(io, flags.string('kubeconfig'))
    for (const path of kubeconfig.files.keys()) log?.loaded(path)
    return kubeconfig
  }
  const connect = (): Client => {
    if (client) return client
    checkTimeout(flags.string('request-timeout'))
    const found = serverConfig(config(), flags, io)
    const answer = open(found)
    if ('fault' in answer) throw connectionError(found.server, answer)
    client = overUnknownPaths(log?.over(answer, found.server) ?? answer)
    return client
  }
  const mapper = createMapper((tries): readonly ApiResource[] => {
    try {
      return connect().resources()
    } catch (error) {
      if (error instanceof ConnectionError) onDiscoveryFault(error, tries)
      else if (!(error instanceof CommandError)) asApiError(error)
      throw error
    }
  })
  return {
    get kubeconfig() {
      return config()
    },
    get client() {
      return connect()
    },
    mapper,
  }
}
