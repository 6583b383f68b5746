// Copies logs to standard output: one after the other, or together line by line.

import type { LogOptions, LogStream } from '../api/index.ts'
import type { Pod } from '../kinds/index.ts'
import type { Steps } from '../sim/index.ts'
import type { Context } from './command.ts'
import { isExpected, messageOf } from './errors.ts'

export interface LogRequest {
  readonly pod: Pod
  readonly container: string
  readonly options: LogOptions
}

interface CopyOptions {
  readonly together: boolean
  readonly prefix: boolean
  readonly ignoreErrors: boolean
}

interface Copy {
  readonly stream: LogStream
  readonly prefix: string
  /** The beginning of a line that is not complete yet. */
  rest: string
}

export function* copyLogs(ctx: Context, requests: readonly LogRequest[], options: CopyOptions): Steps<void> {
  const groups = options.together ? [requests] : requests.map((request) => [request])
  for (const group of groups) {
    const copies: Copy[] = []
    try {
      for (const request of group) {
        const copy = open(ctx, request, options)
        if (copy) copies.push(copy)
      }
      yield* drain(ctx, copies)
    } finally {
      for (const { stream } of copies) stream.stop()
    }
  }
}

function open(ctx: Context, { pod, container, options }: LogRequest, copy: CopyOptions): Copy | undefined {
  const { namespace, name } = pod.metadata
  try {
    const stream = ctx.client.log({ group: '', version: 'v1', resource: 'pods', namespace, name }, options)
    return { stream, prefix: copy.prefix ? `[pod/${name}/${container}] ` : '', rest: '' }
  } catch (error) {
    if (!copy.ignoreErrors || !isExpected(error)) throw error
    ctx.out(`error: ${messageOf(error)}\n`)
    return undefined
  }
}

function* drain(ctx: Context, copies: readonly Copy[]): Steps<void> {
  let open = [...copies]
  while (open.length > 0) {
    for (const copy of open) write(ctx, copy)
    open = open.filter(({ stream }) => !stream.output.ended)
    yield* ctx.flush()
    if (open.length > 0) yield { signals: open.map(({ stream }) => stream.output.changed) }
  }
}

/** Whole lines only, so that logs copied together do not mix; the last line may lack its end. */
function write(ctx: Context, copy: Copy): void {
  const text = copy.rest + copy.stream.output.read()
  const end = copy.stream.output.ended ? text.length : text.lastIndexOf('\n') + 1
  copy.rest = text.slice(end)
  if (end > 0) ctx.out(text.slice(0, end).replace(/[^\n]*\n|[^\n]+$/g, (line) => copy.prefix + line))
}
