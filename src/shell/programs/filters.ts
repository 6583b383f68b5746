// awk, jq and yq: those of just-bash, loaded when one is first used, because they are larger than everything else here.
// They work as filters: the whole input first, then the whole output. Differs: messages are just-bash's where it fails.

import type { Io, Program, Steps } from '../../sim/index.ts'
import { resolvePath } from '../paths.ts'
import { emit, readAll } from '../stream.ts'

type Library = typeof import('just-bash')

let library: Library | undefined
let loading: Promise<void> | undefined
let failure: unknown

function* load(): Steps<Library> {
  while (!library) {
    loading ??= import('just-bash').then(
      (loaded) => {
        library = loaded
      },
      (error: unknown) => {
        failure = error
        loading = undefined
      },
    )
    if (failure !== undefined) {
      const error = failure
      failure = undefined
      throw error
    }
    yield { external: loading }
  }
  return library
}

const names = ['awk', 'jq', 'yq'] as const

const filter = (name: (typeof names)[number], summary: string): Program => ({
  name,
  summary,
  *run(args, io): Steps<number> {
    let loaded: Library
    try {
      loaded = yield* load()
    } catch (error) {
      io.stderr.write(`${name}: could not be loaded: ${error instanceof Error ? error.message : String(error)}\n`)
      return 1
    }
    const { Bash } = loaded
    const stdin = needsInput(name, args, io) ? yield* readAll(io.stdin) : ''
    const bash = new Bash({
      commands: [...names],
      files: filesNamed(args, io),
      cwd: io.cwd,
      env: Object.fromEntries(io.env),
    })
    let result: { readonly stdout: string; readonly stderr: string; readonly exitCode: number } | undefined
    let error: unknown
    const running = bash.exec(name, { args: [...args], stdin }).then(
      (made) => {
        result = made
      },
      (thrown: unknown) => {
        error = thrown ?? new Error('failed')
      },
    )
    while (!result && error === undefined) yield { external: running }
    if (!result) throw error
    io.stderr.write(result.stderr)
    yield* emit(io.stdout, result.stdout)
    return result.exitCode
  },
})

export const awk = filter('awk', 'awk program [file…]: work on the fields of lines')
export const jq = filter('jq', 'jq filter [file…]: work on JSON')
export const yq = filter('yq', 'yq filter [file…]: work on YAML')

/** Files of ours that are named as arguments, for the library to read. */
function filesNamed(args: readonly string[], io: Io): Record<string, string> {
  const found: Record<string, string> = {}
  for (const arg of args) {
    const path = resolvePath(io.cwd, arg)
    if (io.host.files.stat(path)?.kind === 'file') found[path] = io.host.files.read(path)
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
