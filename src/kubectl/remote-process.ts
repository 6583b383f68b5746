// Connects this program's streams with a process in a container, for exec, attach and run
// (k8s.io/kubectl/pkg/cmd/exec/exec.go and client-go/tools/remotecommand, v1.33).

import type { ExecStream } from '../api/index.ts'
import type { Steps } from '../sim/index.ts'
import type { Context } from './command.ts'
import { CommandError } from './errors.ts'

export interface Wanted {
  readonly stdin: boolean
  readonly tty: boolean
  readonly quiet: boolean
}

/** What can be had of what was asked for: a terminal needs standard input that is one. */
export function settleTerminal(ctx: Context, wanted: Wanted): { readonly stdin: boolean; readonly tty: boolean } {
  if (!wanted.stdin || !wanted.tty) return { stdin: wanted.stdin, tty: false }
  if (ctx.io.stdinIsTty && ctx.io.terminal) return { stdin: true, tty: true }
  if (!wanted.quiet) ctx.err('Unable to use a TTY - input is not a terminal or the right kind of file\n')
  return { stdin: true, tty: false }
}

/** Runs until the process ends; throws when it failed. */
export function* followProcess(
  ctx: Context,
  stream: ExecStream,
  mode: { readonly stdin: boolean; readonly tty: boolean; readonly redraw?: boolean },
): Steps<void> {
  const { io } = ctx
  const raw = mode.tty ? io.terminal?.raw() : undefined
  const input = raw?.keys ?? io.stdin
  let inputEnded = false
  let size = ''
  try {
    for (;;) {
      if (raw && io.terminal && size !== `${io.terminal.columns}x${io.terminal.rows}`) {
        // A change of size makes what runs there already draw its screen again.
        if (mode.redraw && size === '') stream.resize(io.terminal.columns + 1, io.terminal.rows + 1)
        size = `${io.terminal.columns}x${io.terminal.rows}`
        stream.resize(io.terminal.columns, io.terminal.rows)
      }
      if (mode.stdin && !stream.status) {
        const typed = input.read()
        if (typed !== '') stream.stdin.write(typed)
        if (input.ended && !inputEnded) {
          inputEnded = true
          stream.stdin.end()
        }
      }
      const finished = stream.status !== undefined
      const out = stream.stdout.read()
      const err = stream.stderr.read()
      if (out !== '') ctx.out(out)
      if (err !== '') ctx.err(err)
      yield* ctx.flush()
      if (finished && out === '' && err === '') break
      if (out !== '' || err !== '') continue
      const signals = [stream.stdout.changed, stream.stderr.changed, stream.ended]
      if (mode.stdin && !inputEnded) signals.push(input.changed)
      if (raw && io.terminal) signals.push(io.terminal.resized)
      yield { signals }
    }
  } finally {
    raw?.close()
    if (!stream.status) stream.stop()
  }
  throwOnFailure(ctx, stream)
}

/** The same without this program's own streams: gives all of `stdin`, and tells what comes. */
export function* collectProcess(
  ctx: Context,
  stream: ExecStream,
  streams: {
    readonly stdin: string | undefined
    readonly out: (text: string) => void
    readonly err: (text: string) => void
  },
): Steps<void> {
  const { stdin } = streams
  if (stdin !== undefined) {
    stream.stdin.write(stdin)
    stream.stdin.end()
  }
  try {
    for (;;) {
      const finished = stream.status !== undefined
      const [out, err] = [stream.stdout.read(), stream.stderr.read()]
      if (out !== '') streams.out(out)
      if (err !== '') streams.err(err)
      if (out !== '' || err !== '') continue
      if (finished) break
      yield { signals: [stream.stdout.changed, stream.stderr.changed, stream.ended] }
    }
  } finally {
    if (!stream.status) stream.stop()
  }
  throwOnFailure(ctx, stream)
}

function throwOnFailure(ctx: Context, { status }: ExecStream): void {
  if (!status || status.status === 'Success') return
  const code = status.details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message
  if (code !== undefined) {
    throw new CommandError(`command terminated with exit code ${code}`, { exitCode: Number(code), raw: true })
  }
  const message = status.message ?? ''
  throw new CommandError(
    ctx.version.has('execUsesWebSockets') ? message : message.replace(/^Internal error occurred: /, ''),
  )
}
