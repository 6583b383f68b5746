// What the programs of one container see of the machine: its files, the network, the clock. What comes in from there is
// written into the container's record, and comes out of it again while the container is replayed.

import {
  type Files,
  type Host,
  type NetFault,
  type NetRequest,
  type NetResponse,
  Random,
  type Resolution,
} from '../sim/index.ts'
import { accounts } from './accounts.ts'
import { ContainerFiles } from './container-files.ts'
import type { IncomingRequest } from './container-journal.ts'
import type { ContainerRecord } from './container-record.ts'
import type { ContainerNetwork, ContainerStart } from './runtime.ts'

export interface HostOptions {
  readonly start: ContainerStart
  readonly seed: number
  readonly network: ContainerNetwork
  readonly files: ((files: Readonly<Record<string, string>>, nowMs: () => number) => Files) | undefined
}

interface Listening {
  readonly port: number
  readonly serve: (request: IncomingRequest) => NetResponse
  readonly close: () => void
}

const nothing: Resolution = { addresses: [], name: '', serverAddress: '' }

export class ContainerHost implements Host {
  readonly hostname: string
  readonly random: Random
  readonly nowMs: () => number
  readonly terminateFirst: () => void
  readonly #options: HostOptions
  readonly #record: ContainerRecord
  #files: Files | undefined
  #listening: readonly Listening[] = []

  constructor(options: HostOptions, record: ContainerRecord, terminateFirst: () => void) {
    this.terminateFirst = terminateFirst
    this.#options = options
    this.#record = record
    this.hostname = options.start.hostname
    this.random = new Random(options.seed)
    this.nowMs = () => record.nowMs
  }

  /** Few containers ever look at a file. */
  get files(): Files {
    const { start, files } = this.#options
    if (this.#files) return this.#files
    const mounts = Object.keys(start.files).filter((path) => path.endsWith('/'))
    const own = Object.entries(start.image.files ?? {}).filter(([path]) => !mounts.some((at) => path.startsWith(at)))
    const content = { ...(start.image.shell ? accounts(start.image) : {}), ...Object.fromEntries(own), ...start.files }
    this.#files = files ? files(content, this.nowMs) : new ContainerFiles(content, this.nowMs)
    return this.#files
  }

  resolve(name: string): Resolution {
    const known = this.#record.nextAnswer()
    if (known) return 'resolved' in known ? known.resolved : nothing
    const resolved = this.#options.network.resolve(name)
    this.#record.note({ resolved })
    return resolved
  }

  request(request: NetRequest): NetResponse | NetFault {
    const known = this.#record.nextAnswer()
    if (known) return 'answer' in known ? known.answer : { ok: false, fault: 'timeout' }
    const answer = this.#options.network.request(request)
    this.#record.note({ answer })
    return answer
  }

  listen(port: number, serve: (request: IncomingRequest) => NetResponse): () => void {
    const close = this.#options.network.listen(port, (request) => {
      // A request that a probe or a neighbour makes is known by the container's own port.
      const incoming = { ...request, port }
      if (!this.#options.start.image.stateless) this.#record.note({ serve: incoming, at: this.nowMs() })
      return serve(incoming)
    })
    const listening = { port, serve, close }
    this.#listening = this.#listening.concat(listening)
    return () => {
      this.#listening = this.#listening.filter((other) => other !== listening)
      close()
    }
  }

  /** A request that came in earlier comes in again. */
  serve(request: IncomingRequest): void {
    this.#listening.findLast(({ port }) => port === request.port)?.serve(request)
  }

  /** Nobody listens any more. */
  close(): void {
    for (const { close } of this.#listening) close()
    this.#listening = []
  }
}
