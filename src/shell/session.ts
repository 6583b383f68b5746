// A learner's shell between lines: where it is, variables, functions, aliases, history, jobs. What it knows at the prompt
// is plain data. Background jobs are not part of a saved session: they end with it.

import { type Host, type Output, type Pipe, type Program, Signal, type Steps, type Terminal } from '../sim/index.ts'
import { Crew } from './crew.ts'
import { Exit } from './flow.ts'
import { expandHistory, type HistoryExpansion, type HistoryMemory, oneLine } from './history.ts'
import { Interpreter } from './interpreter.ts'
import { describeJob, jobStatus } from './jobs.ts'
import { readCommand, readUnits } from './reader.ts'
import { Arrivals } from './signals.ts'
import { type Descriptor, Shell, ShellError, type ShellOption, type Surroundings, type Variable } from './state.ts'
import { BrokenPipe } from './stream.ts'
import { parseCommand } from './syntax.ts'

export interface SessionOptions {
  readonly host: Host
  readonly programs: ReadonlyMap<string, Program>
  readonly env: Readonly<Record<string, string>>
  /** Where it begins; default `HOME`. */
  readonly cwd?: string
  readonly aliases?: Readonly<Record<string, string>>
  /** The prompt; `\w` is the directory, `\h` the host, `\u` the user, `\$` '#' or '$'. Default: the value of PS1. */
  readonly promptText?: string
  readonly name?: string
  readonly dialect?: Surroundings['dialect']
}

/** The streams of one execution. */
export interface SessionIo {
  readonly stdin: Pipe
  readonly stdout: Output
  readonly stderr: Output
  readonly stdinIsTty?: boolean
  readonly stdoutIsTty?: boolean
  readonly terminal?: Terminal | undefined
}

export interface SavedSession {
  readonly format: 1
  readonly cwd: string
  readonly variables: readonly (readonly [string, SavedVariable])[]
  readonly functions: readonly (readonly [string, string])[]
  readonly aliases: readonly (readonly [string, string])[]
  readonly options: readonly string[]
  readonly shopt: readonly string[]
  readonly positional: readonly string[]
  readonly directories: readonly string[]
  readonly history: readonly string[]
  readonly traps: readonly (readonly [string, string])[]
  readonly status: number
  readonly pipeStatus: readonly number[]
  readonly lastArgument: string
  readonly startMs: number
  readonly pids: number
}

type SavedVariable = Omit<Variable, 'items'> & { readonly items?: readonly (readonly [string, string])[] }

const FIRST_PID = 1000
const HISTORY_LIMIT = 1000

export class Session {
  readonly shell: Shell
  readonly history: string[] = []
  /** Set when the shell was left by `exit`. */
  exited: number | undefined
  readonly #interpreter = new Interpreter()
  readonly #historyMemory: HistoryMemory = {}
  readonly #around: Surroundings & { terminal: Terminal | undefined; startMs: number }
  readonly #promptText: string | undefined
  #pids = FIRST_PID

  constructor(options: SessionOptions) {
    const { host } = options
    this.#around = {
      host,
      programs: options.programs,
      terminal: undefined,
      terminate: new Signal(),
      arrivals: new Arrivals(),
      crew: new Crew(host.nowMs),
      foreground: {},
      interactive: true,
      name: options.name ?? 'bash',
      dialect: options.dialect ?? 'bash',
      history: this.history,
      startMs: host.nowMs(),
      nextPid: () => this.#pids++,
    }
    const cwd = options.cwd ?? options.env['HOME'] ?? '/'
    this.shell = new Shell(this.#around, cwd)
    this.shell.typed = true
    for (const [name, value] of Object.entries(options.env)) this.shell.variables.set(name, { value, exported: true })
    this.shell.variables.set('PWD', { value: cwd, exported: true })
    this.shell.variables.set('HOSTNAME', { value: host.hostname })
    for (const [name, text] of Object.entries(options.aliases ?? {})) this.shell.aliases.set(name, text)
    this.#promptText = options.promptText
  }

  /** The text in front of the next command. */
  prompt(): string {
    const { shell } = this
    const text = shell.get('PS1') ?? this.#promptText ?? '\\s-5.2\\$ '
    return expandPrompt(text, shell)
  }

  /** The text in front of further lines of a command. */
  continuationPrompt(): string {
    return expandPrompt(this.shell.get('PS2') ?? '> ', this.shell)
  }

  /** Whether the lines so far need more. */
  isComplete(text: string): boolean {
    return parseCommand(text).kind !== 'incomplete'
  }

  /** Puts earlier commands in place of `!!` and the like; `message` when there is none. */
  expandHistory(line: string): HistoryExpansion {
    return expandHistory(line, this.history, this.#historyMemory)
  }

  remember(command: string): void {
    const text = oneLine(command.replace(/\n+$/, ''))
    if (text.trim() === '' || text.startsWith(' ') || this.history.at(-1) === text) return
    this.history.push(text)
    if (this.history.length > HISTORY_LIMIT) this.history.shift()
  }

  /** Splits a paste into commands, each with the lines that it needs. */
  commands(text: string): readonly string[] {
    const lines = text.split('\n')
    if (lines.at(-1) === '') lines.pop()
    const commands: string[] = []
    for (let at = 0; at < lines.length; ) {
      const { text: command, next } = readCommand(lines, at)
      commands.push(command)
      at = next
    }
    return commands
  }

  /** Runs one or several command lines to their end; background jobs go on meanwhile. */
  *execute(text: string, io: SessionIo): Steps<number> {
    this.#around.terminal = io.terminal
    const output = (out: Output): Descriptor => ({ output: out, tty: io.stdoutIsTty ?? false })
    this.shell.fds = new Map<number, Descriptor>([
      [0, { input: io.stdin, tty: io.stdinIsTty ?? false }],
      [1, output(io.stdout)],
      [2, output(io.stderr)],
    ])
    const main = this.#around.crew.add(this.#run(text))
    let over = false
    try {
      yield* this.#around.crew.drive(() => main.result !== undefined)
      over = true
    } finally {
      if (!over) {
        this.shell.pipeStatus = [130]
        main.interrupt()
        this.shell.status = 130
      }
    }
    if (main.result && 'error' in main.result) throw main.result.error
    return main.result?.value ?? 0
  }

  *#run(text: string): Steps<number> {
    const { shell } = this
    for (const { parsed, line } of readUnits(text, () => shell.aliases)) {
      try {
        if (parsed.kind === 'complete') shell.status = yield* this.#interpreter.unit(shell, parsed, line + 1)
        else if (parsed.kind === 'incomplete' && parsed.unit) {
          shell.complain(parsed.reason)
          shell.status = yield* this.#interpreter.unit(shell, parsed.unit, line + 1)
        } else {
          shell.complain(parsed.kind === 'error' ? parsed.message : parsed.reason)
          shell.status = 2
        }
      } catch (error) {
        if (error instanceof Exit) {
          shell.status = yield* this.#interpreter.exitTrap(shell, error.status)
          this.exited = shell.status
          return shell.status
        }
        if (error instanceof BrokenPipe) shell.status = 141
        else if (error instanceof ShellError) {
          shell.complain(error.message)
          shell.status = error.status === 127 ? 1 : error.status
        } else if (error instanceof RangeError && /string length|call stack/.test(error.message)) {
          shell.complain('xmalloc: cannot allocate memory')
          shell.status = 2
        } else throw error
      } finally {
        this.#settleState()
      }
    }
    return shell.status
  }

  /** After an interrupt in the middle of a function or a loop, nothing of it is left. */
  #settleState(): void {
    const { shell } = this
    shell.loops = 0
    shell.depth = 0
    shell.nesting = 0
    shell.sourced = 0
    shell.tested = 0
    shell.scopes = []
  }

  /** Ctrl-Z: stops what runs in the foreground. */
  stop(): void {
    this.#around.foreground.stop?.()
  }

  /** Runs something of the terminal's while background jobs go on. */
  *alongside<T>(steps: Steps<T>): Steps<T> {
    const member = this.#around.crew.add(steps)
    try {
      yield* this.#around.crew.drive(() => member.result !== undefined)
    } finally {
      member.interrupt()
    }
    if (!member.result) throw new Error('not driven to its end')
    if ('error' in member.result) throw member.result.error
    return member.result.value
  }

  /** Lets background jobs go on while nobody types; ends when there are none. */
  *background(): Steps<void> {
    const { crew } = this.#around
    yield* crew.drive(() => crew.size === 0)
  }

  get backgroundJobs(): number {
    return this.#around.crew.size
  }

  /** What is said about ended jobs before the next prompt. */
  notices(): string {
    const { shell } = this
    let text = ''
    for (const job of shell.jobs) {
      if (jobStatus(job) === undefined || job.reported) continue
      job.reported = true
      text += `${describeJob(job, shell.jobs)}\n`
    }
    shell.jobs = shell.jobs.filter((job) => !job.reported)
    return text
  }

  /** Ends everything that runs. */
  end(): void {
    this.#around.crew.end()
  }

  snapshot(): SavedSession {
    const { shell } = this
    return {
      format: 1,
      cwd: shell.cwd,
      variables: [...outerVariables(shell)].map(([name, { items, ...rest }]) => [
        name,
        items ? { ...rest, items: [...items] } : rest,
      ]),
      functions: [...shell.functions],
      aliases: [...shell.aliases],
      options: [...shell.options],
      shopt: [...shell.shopt],
      positional: shell.positional,
      directories: shell.directories,
      history: [...this.history],
      traps: [...shell.traps],
      status: shell.status,
      pipeStatus: shell.pipeStatus,
      lastArgument: shell.lastArgument,
      startMs: this.#around.startMs,
      pids: this.#pids,
    }
  }

  restore(saved: SavedSession): void {
    this.end()
    const { shell } = this
    shell.cwd = saved.cwd
    shell.variables = new Map(
      saved.variables.map(([name, { items, ...rest }]) => [name, items ? { ...rest, items: new Map(items) } : rest]),
    )
    shell.functions = new Map(saved.functions)
    shell.aliases = new Map(saved.aliases)
    shell.options = new Set(saved.options as ShellOption[])
    shell.shopt = new Set(saved.shopt)
    shell.positional = saved.positional
    shell.directories = [...saved.directories]
    shell.traps = new Map(saved.traps)
    shell.status = saved.status
    shell.pipeStatus = saved.pipeStatus
    shell.lastArgument = saved.lastArgument
    this.#around.startMs = saved.startMs
    shell.jobs = []
    this.history.splice(0, this.history.length, ...saved.history)
    this.#pids = saved.pids
    this.exited = undefined
  }
}

export const createSession = (options: SessionOptions): Session => new Session(options)

/** The variables as they will be when the functions that run have ended. */
function outerVariables({ variables, scopes }: Shell): ReadonlyMap<string, Variable> {
  const outer = new Map(variables)
  for (const [name, value] of [...scopes].reverse().flatMap((scope) => [...scope])) {
    if (value) outer.set(name, value)
    else outer.delete(name)
  }
  return outer
}

/** The escapes of PS1 (bash 5.2 manual, 6.9). */
export function expandPrompt(text: string, shell: Shell): string {
  const home = shell.get('HOME') ?? ''
  const place =
    home.length > 1 && (shell.cwd === home || shell.cwd.startsWith(`${home}/`))
      ? `~${shell.cwd.slice(home.length)}`
      : shell.cwd
  return text.replace(/\\([\s\S])/g, (_, char: string) => {
    switch (char) {
      case 'w':
        return place
      case 'W':
        return place === '~' || place === '/' ? place : place.slice(place.lastIndexOf('/') + 1)
      case 'h':
        return shell.around.host.hostname.split('.')[0] ?? ''
      case 'H':
        return shell.around.host.hostname
      case 'u':
        return shell.get('USER') ?? 'root'
      case '$':
        return '#'
      case 's':
        return shell.around.name
      case 'n':
        return '\n'
      case 'e':
        return '\x1b'
      case '\\':
        return '\\'
      case '[':
      case ']':
        return ''
      default:
        return `\\${char}`
    }
  })
}
