// kubectl as a program: finds the command among the words, parses its flags, runs it, and words whatever went wrong
// (k8s.io/kubectl/pkg/cmd/cmd.go and spf13/cobra v1.8, v1.33).

import type { Descriptions, Schema } from '../api/index.ts'
import { describedSchema } from '../api/later.ts'
import type { Completion, Io, Program, Steps } from '../sim/index.ts'
import type { Command, Context } from './command.ts'
import { rootCommand } from './commands/index.ts'
import { complete } from './complete.ts'
import { CommandError, Exit, isExpected, shownError, usageError } from './errors.ts'
import { FlagIndex, type Parsed, parseFlags, quote, withoutFlags } from './flag-parser.ts'
import { globalFlags } from './flag-sets.ts'
import { helpText } from './help.ts'
import { absolute, dialFault, namespaceOf } from './kubeconfig.ts'
import { logLine } from './log-line.ts'
import { readText } from './manifest-files.ts'
import { type RequestLog, requestLog } from './request-log.ts'
import { type BuilderOptions, buildResources } from './resource-builder.ts'
import { type Connect, surroundings } from './surroundings.ts'
import { type Version, type VersionFacts, versionFacts } from './versions.ts'

export interface KubectlOptions {
  readonly version?: Version
  readonly connect: Connect
  /** The types that are built in, for what is done without a server; default: what the server publishes. */
  readonly schema?: () => Schema
  /** What the server says of its types; loaded when asked for. Without it, it says nothing. */
  readonly descriptions?: () => Promise<Descriptions | undefined>
}

export function kubectl(options: KubectlOptions): Program {
  const version = versionFacts(options.version ?? '1.33')
  return {
    name: 'kubectl',
    summary: 'controls the Kubernetes cluster',
    *run(words, io) {
      try {
        const code = yield* runKubectl(words, io, version, options)
        yield* breathe(io)
        return code
      } catch (error) {
        // Nested deeper than the stack is; Go's readers have a limit too, and this is their text.
        if (!(error instanceof RangeError && /call stack/.test(error.message))) throw error
        io.stderr.write('error: exceeded max depth of 10000\n')
        return 1
      }
    },
    complete(words, io): readonly Completion[] {
      return complete(words, io, options)
    },
  }
}

/** Finds the command that `words` name, as cobra does: flags may stand before and between the names. */
export function findCommand(words: readonly string[]): {
  readonly command: Command
  readonly path: string
  readonly rest: readonly string[]
} {
  let command: Command = rootCommand
  let path = 'kubectl'
  let rest = words
  for (;;) {
    const index = new FlagIndex([...globalFlags, ...(command.flags ?? [])])
    const [next] = withoutFlags(rest, index)
    const found = next === undefined ? undefined : subcommand(command, next)
    if (next === undefined || !found) return { command, path, rest }
    rest = dropWord(rest, next, index)
    command = found
    path += ` ${found.name}`
  }
}

export const subcommand = (command: Command, word: string): Command | undefined =>
  command.subcommands?.find((one) => one.name === word || one.aliases?.includes(word))

/** Removes the first `word` that is neither a flag nor a flag's value. */
function dropWord(words: readonly string[], word: string, index: FlagIndex): readonly string[] {
  for (let i = 0; i < words.length; i++) {
    const here = words[i] ?? ''
    if (here === '--') break
    if (here.startsWith('-') && here !== '-') {
      if (withoutFlags([here, 'x'], index).length === 0) i++
    } else if (here === word) return [...words.slice(0, i), ...words.slice(i + 1)]
  }
  return words
}

interface RunState {
  warnings: number
  log: RequestLog | undefined
}

function* runKubectl(words: readonly string[], io: Io, version: VersionFacts, options: KubectlOptions): Steps<number> {
  const state: RunState = { warnings: 0, log: undefined }
  let more = 0
  try {
    const { command, path, rest } = findCommand(words)
    if (command.oneMeansDifferent) more = 1
    const flags = (command.flags ?? []).filter(
      (flag) => (!flag.since || version.has(flag.since)) && !(flag.until && version.has(flag.until)),
    )
    const index = new FlagIndex([...globalFlags, ...flags])
    if (command === rootCommand) {
      const [unknown] = withoutFlags(rest, index)
      if (unknown !== undefined) {
        const [first = ''] = words
        if (first.startsWith('-')) {
          // Upstream takes the word for a plugin's.
          throw new CommandError(`Error: flags cannot be placed before plugin name: ${first}`, { raw: true })
        }
        throw unknownCommand(unknown)
      }
    }
    const parsed = parse(command.anyFlags ? [] : rest, index, command, path)
    for (const line of parsed.deprecations) io.stderr.write(`${line}\n`)
    if (parsed.help) {
      io.stdout.write(helpText(command, path))
      return 0
    }
    if (!command.run) return bareGroup(command, path, parsed, io)
    const missing = (command.flags ?? []).filter((flag) => flag.required && !parsed.values.changed(flag.name))
    if (missing.length > 0) {
      throw new CommandError(`required flag(s) ${missing.map((flag) => quote(flag.name)).join(', ')} not set`)
    }
    // Commands may have a flag of their own by this name.
    if (!flags.some(({ name }) => name === 'profile')) checkProfile(parsed.values.string('profile'))
    state.log = requestLog(parsed.values.int('v'), version, (text) => io.stderr.write(text), io.host.nowMs)
    const ctx = createContext(command, path, words, parsed, io, version, options, state)
    yield* breathe(io)
    const started = command.run(ctx)
    const code = typeof started === 'number' ? started : yield* started
    if (code === 0 && state.warnings > 0 && parsed.values.bool('warnings-as-errors')) {
      throw new CommandError(`${state.warnings} warning${state.warnings === 1 ? '' : 's'} received`)
    }
    return code
  } catch (error) {
    const shown = shownError(error)
    state.log?.failed(error)
    if (shown.text !== '') io.stderr.write(shown.text)
    return error instanceof Exit ? shown.exitCode : shown.exitCode + more
  }
}

/** Upstream measures itself with these; here there is nothing to measure. */
const profiles = ['cpu', 'heap', 'goroutine', 'threadcreate', 'block', 'mutex']

function checkProfile(profile: string): void {
  if (profile === 'none') return
  throw new CommandError(
    profiles.includes(profile) ? `--profile=${profile} is missing in this lab` : `unknown profile '${profile}'`,
  )
}

/**
 * After what it has written the cluster has its turn, as over HTTP it has between two requests; and a page gets a breath,
 * for code is slow when it runs for the first time.
 */
function* breathe(io: Io): Steps<void> {
  yield { untilMs: io.host.nowMs() }
}

function parse(words: readonly string[], index: FlagIndex, command: Command, path: string): Parsed {
  try {
    return parseFlags(words, index)
  } catch (error) {
    if (error instanceof CommandError)
      throw command.oneMeansDifferent
        ? usageError(path, error.message)
        : new CommandError(`${error.message}\nSee '${path} --help' for usage.`)
    throw error
  }
}

/** A command that only holds others. */
function bareGroup(command: Command, path: string, parsed: Parsed, io: Io): number {
  const bare = command.bare ?? { stream: 'stderr', exitCode: 1 }
  if (parsed.args.length > 0 && command !== rootCommand) {
    throw new CommandError(`unknown command ${quote(parsed.args.join(' '))}\nSee '${path} -h' for help and examples`)
  }
  ;(bare.stream === 'stdout' ? io.stdout : io.stderr).write(helpText(command, path))
  return bare.exitCode
}

function unknownCommand(word: string): CommandError {
  const typed = word.toLowerCase()
  const similar = (rootCommand.subcommands ?? [])
    .filter((one) => !one.hidden)
    .filter(
      ({ name, suggestFor = [] }) => distance(typed, name) <= 2 || name.startsWith(typed) || suggestFor.includes(typed),
    )
    .map((one) => one.name)
  const hint = similar.length === 0 ? '' : `\n\nDid you mean this?\n${similar.map((name) => `\t${name}\n`).join('')}`
  return new CommandError(`unknown command ${quote(word)} for "kubectl"${hint}`)
}

/** Levenshtein distance. */
export function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}

function createContext(
  command: Command,
  path: string,
  words: readonly string[],
  parsed: Parsed,
  io: Io,
  version: VersionFacts,
  options: KubectlOptions,
  state: RunState,
): Context {
  const lazy = surroundings(
    io,
    parsed.values,
    options.connect,
    (error, tries) => {
      const cause = `couldn't get current server API group list: ${dialFault('Get', error, '/api?timeout=32s')}`
      const shown = version.has('logsUnhandledError') ? `"Unhandled Error" err=${quote(cause)}` : cause
      for (let i = 0; i < tries; i++) io.stderr.write(logLine('E', 'memcache.go:265', shown, io.host.nowMs()))
    },
    state.log,
  )
  const out = (text: string): void => {
    if (!io.stdout.write(text)) throw new Exit(141)
  }
  const namespace = (): { namespace: string; explicit: boolean } => namespaceOf(lazy.kubeconfig, parsed.values)
  /** Reads the configuration and connects with breaths between. What fails is told by what needs it, in its place. */
  function* connectInParts(): Steps<void> {
    try {
      for (const part of ['kubeconfig', 'client'] as const) if (lazy[part]) yield* breathe(io)
    } catch (error) {
      if (!isExpected(error)) throw error
    }
  }
  const schema = (): Schema => options.schema?.() ?? lazy.client.schema
  const resolvePath = (given: string): string => absolute(io.cwd, given)
  function* readStdin(): Steps<string> {
    let all = ''
    for (;;) {
      all += io.stdin.read()
      if (io.stdin.ended) return all
      yield { signals: [io.stdin.changed] }
    }
  }
  return {
    command,
    path,
    words,
    flags: parsed.values,
    args: parsed.args,
    argsLenAtDash: parsed.argsLenAtDash,
    io,
    version,
    get client() {
      return lazy.client
    },
    get kubeconfig() {
      return lazy.kubeconfig
    },
    mapper: lazy.mapper,
    get schema() {
      return schema()
    },
    *describedSchema() {
      let told: { readonly descriptions: Descriptions | undefined } | undefined
      const asked = options.descriptions?.().then((descriptions) => {
        told = { descriptions }
      })
      while (asked && !told) yield { external: asked }
      if (asked && !told?.descriptions) io.stderr.write('what is said of types and fields could not be loaded\n')
      return describedSchema(lazy.client.schema, told?.descriptions)
    },
    get namespace() {
      return namespace().namespace
    },
    get namespaceExplicit() {
      return namespace().explicit
    },
    nowMs: () => io.host.nowMs(),
    out,
    err: (text) => {
      io.stderr.write(text)
    },
    warn: (text) => {
      state.warnings++
      io.stderr.write(`Warning: ${text}\n`)
    },
    resolvePath,
    readFile: (given) => readText(io.host.files, resolvePath(given), given),
    readStdin,
    breathe: () => breathe(io),
    *flush() {
      const pipe = io.stdout.pipe
      while (pipe?.full && !pipe.cancelled) yield { signals: [pipe.changed] }
      if (pipe?.cancelled) throw new Exit(141)
    },
    *resources(builder: BuilderOptions) {
      if (!builder.local) yield* connectInParts()
      return yield* buildResources(
        {
          get client() {
            return lazy.client
          },
          mapper: lazy.mapper,
          get namespace() {
            return namespace().namespace
          },
          get namespaceExplicit() {
            return namespace().explicit
          },
          files: io.host.files,
          get schema() {
            return schema()
          },
          jsonFallsBack: version.has('readsBrokenJsonAsYaml'),
          resolvePath,
          readStdin,
          breathe: () => breathe(io),
        },
        builder,
      )
    },
  }
}
