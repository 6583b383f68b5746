// exec and attach over SPDY/3.1: one stream per channel, named by its header `streamtype`. Kubectl 1.27–1.29 use only
// this; later ones when WebSockets are switched off.

import type { Duplex } from 'node:stream'
import type { ExecStream } from '../api/index.ts'
import { channels, type ExecInput, joinExec } from './exec-channels.ts'
import { speakSpdy } from './spdy.ts'

const PROTOCOL = 'v4.channel.k8s.io'

/** Undefined when the client speaks none of the protocols that end with a Status. */
export function spdyProtocol(offered: string): string | undefined {
  return offered.split(',').some((one) => one.trim() === PROTOCOL) ? PROTOCOL : undefined
}

/** Only WebSockets go through the API server's translator, which puts these words before the kubelet's. */
const untranslated = (message: string): string => message.replace(/^Internal error occurred: /, '')

export function execOverSpdy(
  socket: Duplex,
  head: Buffer,
  stream: ExecStream,
  wanted: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean; readonly tty: boolean },
  on: { woken(): void; sent(): void },
): void {
  const names = Object.entries(channels)
  const open = new Map<number, number>()
  const awaited = new Set([
    'error',
    ...(['stdin', 'stdout'] as const).filter((name) => wanted[name]),
    ...(wanted.stderr && !wanted.tty ? ['stderr'] : []),
  ])
  let input: ExecInput | undefined
  const early: (() => void)[] = []
  const later = (work: () => void): void => {
    if (input) work()
    else early.push(work)
  }
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: ${PROTOCOL}\r\n\r\n`,
  )
  const spdy = speakSpdy(socket, head, {
    opened(id, headers) {
      const type = headers.get('streamtype') ?? ''
      const channel = names.find(([name]) => name === type)?.[1]
      if (channel === undefined) return
      open.set(channel, id)
      awaited.delete(type)
      if (awaited.size === 0 && !input) {
        input = joinExec(stream, { send, end }, () => on.woken(), untranslated)
        for (const work of early) work()
      }
    },
    data(id, bytes) {
      if (id === open.get(channels.stdin)) later(() => input?.stdin(bytes))
      else if (id === open.get(channels.resize)) later(() => input?.resize(bytes))
    },
    finished(id) {
      if (id === open.get(channels.stdin)) later(() => input?.endStdin())
    },
    gone() {
      if (input) input.gone()
      else stream.stop()
    },
  })
  function send(channel: number, bytes: Uint8Array): void {
    const id = open.get(channel)
    if (id === undefined) return
    spdy.send(id, bytes)
    on.sent()
  }
  function end(): void {
    for (const channel of [channels.stdout, channels.stderr, channels.error]) {
      const id = open.get(channel)
      if (id !== undefined) spdy.finish(id)
    }
    spdy.end()
  }
}
