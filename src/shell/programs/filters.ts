// awk, jq and yq as programs. They work as filters: the whole input first, then the whole output. Differs: messages are
// just-bash's where they fail.

import type { Io, Program, Steps } from '../../sim/index.ts'
import { resolvePath } from '../paths.ts'
import { emit, readAll } from '../stream.ts'
import { type FilterCall, type FilterResult, type RunFilter, runFilter } from './filter-library.ts'

const summaries = {
  awk: 'awk program [file…]: work on the fields of lines',
  jq: 'jq filter [file…]: work on JSON',
  yq: 'yq filter [file…]: work on YAML',
}

/** The programs, each of whose runs is done by `runCall`: here, unless somebody has a better place. */
export function filters(runCall: RunFilter = runFilter): readonly Program[] {
  return (['awk', 'jq', 'yq'] as const).map((name) => ({
    name,
    summary: summaries[name],
    *run(args, io): Steps<number> {
      const stdin = needsInput(name, args, io) ? yield* readAll(io.stdin) : ''
      const env = Object.fromEntries(io.env)
      let result: FilterResult
      try {
        result = yield* outcome(runCall, { name, args, stdin, cwd: io.cwd, env, files: filesNamed(args, io) })
      } catch (error) {
        io.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`)
        return 2
      }
      io.stderr.write(result.stderr)
      for (const [path, text] of Object.entries(result.files)) {
        try {
          io.host.files.write(path, text)
        } catch {
          io.stderr.write(`${name}: cannot open "${path}" for output\n`)
          return 2
        }
      }
      yield* emit(io.stdout, result.stdout)
      return result.exitCode
    },
  }))
}

/** Waits for a run; whoever interrupts the program stops the run. Throws what went wrong with it. */
function* outcome(runCall: RunFilter, call: FilterCall): Steps<FilterResult> {
  const stop = new AbortController()
  let result: FilterResult | undefined
  let failure: { readonly error: unknown } | undefined
  const running = runCall(call, stop.signal).then(
    (made) => {
      result = made
    },
    (error: unknown) => {
      failure = { error }
    },
  )
  try {
    while (!result && !failure) yield { external: running }
  } finally {
    if (!result) stop.abort()
  }
  if (!result) throw failure?.error
  return result
}

/** Files of ours that are named as arguments, or in quotes within one, for the library to read or to go on writing. */
function filesNamed(args: readonly string[], io: Io): Record<string, string> {
  const found: Record<string, string> = {}
  for (const arg of args) {
    for (const name of [arg, ...Array.from(arg.matchAll(/"([^"\n]+)"/g), ([, quoted = '']) => quoted)]) {
      const path = resolvePath(io.cwd, name)
      if (io.host.files.stat(path)?.kind === 'file') found[path] = io.host.files.read(path)
    }
  }
  return found
}

/** Whether standard input is read: not when files are named, and not when none is needed. */
function needsInput(name: string, args: readonly string[], io: Io): boolean {
  if (args.some((arg) => arg === '-n' || arg === '--null-input')) return false
  const operands = args.filter((arg) => !arg.startsWith('-'))
  const named = operands.slice(1).some((arg) => io.host.files.stat(resolvePath(io.cwd, arg))?.kind === 'file')
  return !named && !(name === 'awk' && /^\s*BEGIN\s*\{[^}]*\}\s*$/.test(operands[0] ?? ''))
}
