// Ports of the machine that kubectl runs on, for port-forward and proxy: taken, or why not in the words of Go's net.Listen,
// and held until the program is stopped.

import type { NetFault, NetRequest, NetResponse } from '../sim/index.ts'
import type { Context } from './command.ts'

export type Answer = NetResponse | NetFault

/** What Linux gives who asks for any port. */
const ANY_PORT = { from: 32_768, count: 28_232 } as const

export class Listeners {
  readonly #ctx: Context
  readonly #closers: (() => void)[] = []

  constructor(ctx: Context) {
    this.#ctx = ctx
  }

  /** The port that is listened at (0 asks for any), or what is wrong. */
  open(
    protocol: 'tcp' | 'tcp4' | 'tcp6',
    address: string,
    port: number,
    serve: (request: NetRequest, port: number) => Answer,
  ): number | string {
    const { host } = this.#ctx.io
    if (!host.listenAt) return 'listening is missing on this machine'
    const wanted = port === 0 ? ANY_PORT.from + host.random.int(ANY_PORT.count) : port
    const close = host.listenAt(address, wanted, (request) => serve(request, wanted))
    if (typeof close === 'string') return `listen ${protocol} ${joinHostPort(address, wanted)}: bind: ${close}`
    this.#closers.push(close)
    return wanted
  }

  close(): void {
    for (const close of this.#closers.splice(0)) close()
  }
}

export const joinHostPort = (host: string, port: number): string => `${host.includes(':') ? `[${host}]` : host}:${port}`
