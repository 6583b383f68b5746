// The life of a server process: it says what it says at the start, listens, and ends when it is asked to. The kernel
// keeps a signal from a container's first process that has no handler for it (Linux kernel/signal.c, sig_task_ignored).

import type { Io, NetRequest, NetResponse, Steps } from '../sim/index.ts'

export type Incoming = NetRequest & { readonly sourceAddress: string }

export interface ServerLife {
  readonly ports: readonly number[]
  readonly started: (io: Io) => string
  readonly answer: (request: Incoming, io: Io) => NetResponse
  /** What it writes on its way out. */
  readonly stopping?: (io: Io) => string
  readonly exitCode?: number
  /** Has no handler for SIGTERM: as a first process it only ends when it is killed. */
  readonly deaf?: true
}

/** Serves until SIGTERM. */
export function* serve(io: Io, life: ServerLife): Steps<number> {
  let stopped = false
  const off = io.terminate.subscribe(() => {
    stopped = life.deaf !== true
  })
  const closers = life.ports.map((port) => io.host.listen(port, (request) => life.answer(request, io)))
  try {
    io.stdout.write(life.started(io))
    while (!stopped) yield { signals: [io.terminate] }
    if (life.stopping) io.stdout.write(life.stopping(io))
    return life.exitCode ?? 0
  } finally {
    off()
    for (const close of closers) close()
  }
}

export function reply(status: number, body: string, headers: Readonly<Record<string, string>> = {}): NetResponse {
  const type = 'content-type' in headers ? {} : { 'content-type': 'text/plain; charset=utf-8' }
  return {
    ok: true,
    status,
    headers: { ...type, 'content-length': String(new TextEncoder().encode(body).length), ...headers },
    body,
    address: '',
  }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

const two = (value: number): string => String(value).padStart(2, '0')

/** '05/Jan/2026:09:00:00 +0000' */
export function accessTime(ms: number): string {
  const at = new Date(ms)
  const day = `${two(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}`
  return `${day}:${at.toISOString().slice(11, 19)} +0000`
}

/** '2026/01/05 09:00:00' */
export function slashTime(ms: number): string {
  const text = new Date(ms).toISOString()
  return `${text.slice(0, 4)}/${text.slice(5, 7)}/${text.slice(8, 10)} ${text.slice(11, 19)}`
}

/** 'Mon, 05 Jan 2026 09:00:00 GMT' */
export function httpTime(ms: number): string {
  const at = new Date(ms)
  const date = `${two(at.getUTCDate())} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`
  return `${days[at.getUTCDay()]}, ${date} ${at.toISOString().slice(11, 19)} GMT`
}
