// What a shell knows: variables, functions, options, where it is, what it last did. A subshell is a copy. Values are
// plain data, so that a session can be saved at the prompt.

import type { Host, Output, Pipe, Program, Signal, Terminal } from '../sim/index.ts'
import type { Crew } from './crew.ts'
import { wordSyntax } from './dialect.ts'
import type { Job } from './jobs.ts'
import type { Arrivals } from './signals.ts'
import type { Unit } from './syntax.ts'

export interface Variable {
  readonly value: string | undefined
  /** Elements by index or key; then `value` is not used. */
  readonly items?: ReadonlyMap<string, string>
  readonly keyed?: boolean
  readonly exported?: boolean
  readonly readonly?: boolean
  readonly integer?: boolean
  /** It stands for the variable that its value names. */
  readonly reference?: boolean
  /** Its letters become these. */
  readonly letters?: 'lower' | 'upper' | undefined
}

/** What a number before a redirection stands for. */
export interface Descriptor {
  readonly input?: Pipe
  readonly output?: Output
  readonly tty: boolean
}

export type Descriptors = ReadonlyMap<number, Descriptor>

/** What a shell shares with its subshells. */
export interface Surroundings {
  readonly host: Host
  readonly programs: ReadonlyMap<string, Program>
  readonly terminal: Terminal | undefined
  readonly terminate: Signal
  /** Signals to this shell. */
  readonly arrivals: Arrivals
  readonly crew: Crew
  /** Stops what runs in the foreground, as Ctrl-Z does; absent while there is nothing that can be stopped. */
  readonly foreground: { stop?: (() => void) | undefined }
  readonly interactive: boolean
  /** How messages begin: 'bash', or the name of the script. */
  readonly name: string
  /** Not bash but the small shell of containers: other messages, `$0` 'sh'. */
  readonly dialect: 'bash' | 'busybox' | 'dash'
  /** The commands are the text after `-c`; messages about their syntax say so. */
  readonly commandString?: boolean
  readonly history: string[]
  readonly startMs: number
  nextPid: () => number
}

/** Where a function stands. */
export interface Place {
  readonly file: string | undefined
  readonly line: number
}

export type ShellOption =
  | 'allexport'
  | 'errexit'
  | 'errtrace'
  | 'nounset'
  | 'xtrace'
  | 'pipefail'
  | 'noglob'
  | 'noclobber'
  | 'verbose'
  | 'noexec'

/** A mistake that ends the command line, not the shell, when a person types; a script ends. */
export class ShellError extends Error {
  readonly status: number
  constructor(message: string, status = 1) {
    super(message)
    this.status = status
  }
}

/** A variable has room for so many characters. Differs: a real shell takes all the memory that there is. */
const VALUE_LIMIT = 16 * 2 ** 20
/** Arrays that follow from what the shell does. */
const COMPUTED: ReadonlySet<string> = new Set(['PIPESTATUS', 'FUNCNAME', 'BASH_SOURCE'])
/** And an array for so many elements. */
const ITEMS_LIMIT = 2 ** 19

export class Shell {
  readonly around: Surroundings
  variables = new Map<string, Variable>()
  functions = new Map<string, string>()
  /** Where functions were read. */
  functionPlaces = new Map<string, Place>()
  aliases = new Map<string, string>()
  options = new Set<ShellOption>()
  shopt = new Set<string>()
  traps = new Map<string, string>()
  positional: readonly string[] = []
  zero: string
  cwd: string
  status = 0
  pipeStatus: readonly number[] = []
  lastArgument = ''
  lastBackground: number | undefined
  pid: number
  line = 1
  baseLine = 1
  jobs: Job[] = []
  directories: string[] = []
  fds: Descriptors = new Map()
  /** Values that `local` hid, one map per running function. */
  scopes: Map<string, Variable | undefined>[] = []
  unit: Unit | undefined
  loops = 0
  sourced = 0
  /** The file whose commands run, where it is not the script itself. */
  file: string | undefined
  /** The simple command that runs, or that a trap is about. */
  command: string | undefined
  /** It was said that there are stopped jobs. */
  warned = false
  /** A trap runs. */
  trapping = false
  /** The functions that run, the innermost last. */
  callers: readonly string[] = []
  depth = 0
  /** Commands inside commands, whatever holds them together: the stack under the shell is not endless. */
  nesting = 0
  /** Background jobs that began this one, one inside the other. */
  generation = 0
  /** Inside a condition, where `set -e` does not count. */
  tested = 0
  substitutionStatus: number | undefined
  /** What runs now has taken this shell's place, its number and the signals to it. */
  replaced = false
  /** Command substitutions that this shell is in, one inside the other. */
  substitutions = 0

  constructor(around: Surroundings, cwd: string) {
    this.around = around
    this.cwd = cwd
    this.zero = around.name
    this.pid = around.nextPid()
  }

  /** Arrays that nobody else holds, to be changed where they are, and the index behind their last element. */
  #own = new WeakMap<ReadonlyMap<string, string>, { readonly items: Map<string, string>; next: number }>()

  /** A subshell: the same knowledge, its own from here on. */
  fork(): Shell {
    this.#own = new WeakMap()
    const child = new Shell({ ...this.around, interactive: false, nextPid: this.around.nextPid }, this.cwd)
    child.variables = new Map(this.variables)
    child.functions = new Map(this.functions)
    child.functionPlaces = new Map(this.functionPlaces)
    child.file = this.file
    child.callers = this.callers
    child.command = this.command
    child.aliases = new Map(this.aliases)
    child.options = new Set(this.options)
    child.shopt = new Set(this.shopt)
    child.positional = this.positional
    child.zero = this.zero
    child.status = this.status
    child.lastArgument = this.lastArgument
    child.lastBackground = this.lastBackground
    child.line = this.line
    child.baseLine = this.baseLine
    child.jobs = [...this.jobs]
    child.fds = this.fds
    child.scopes = this.scopes.map((scope) => new Map(scope))
    child.unit = this.unit
    child.loops = this.loops
    child.depth = this.depth
    child.nesting = this.nesting + 1
    child.generation = this.generation
    child.tested = this.tested
    child.substitutions = this.substitutions
    child.rootPid = this.rootPid
    child.typed = this.typed
    child.first = this.first
    return child
  }

  /** The text that the shell was started with. */
  first: Unit | undefined

  #rootPid: number | undefined
  /** `$$`: the first shell's number, in its subshells too. */
  get rootPid(): number {
    return this.#rootPid ?? this.pid
  }
  set rootPid(pid: number) {
    this.#rootPid = pid
  }

  /** The variable that a name stands for: itself, or what its references lead to. */
  target(name: string): string {
    let found = name
    for (let turn = 0; turn < 8; turn++) {
      const variable = this.variables.get(found)
      if (!variable?.reference || !variable.value) break
      found = variable.value
    }
    return found
  }

  get(given: string): string | undefined {
    const name = this.target(given)
    const variable = this.variables.get(name)
    if (variable) return variable.items ? variable.items.get('0') : variable.value
    switch (name) {
      case 'RANDOM':
        if (this.around.dialect === 'dash') return undefined
        return String(this.around.host.random.int(32_768))
      case 'SECONDS':
        if (this.around.dialect !== 'bash') return undefined
        return String(Math.floor((this.around.host.nowMs() - this.around.startMs) / 1000))
      case 'EPOCHSECONDS':
        return String(Math.floor(this.around.host.nowMs() / 1000))
      case 'FUNCNAME':
      case 'BASH_SOURCE':
        return this.around.dialect === 'bash' ? this.items(name)[0]?.[1] : undefined
      case 'BASH_COMMAND':
        return this.command
      case 'LINENO':
        return String(this.line)
      case 'BASHPID':
        return this.around.dialect === 'bash' ? String(this.pid) : undefined
      case 'PPID':
        return this.rootPid === 1 ? '0' : '1'
      case 'BASH_VERSION':
        return this.around.dialect === 'bash' ? '5.2.37(1)-release' : undefined
      case 'UID':
      case 'EUID':
        return this.around.dialect === 'bash' ? '0' : undefined
      default:
        return undefined
    }
  }

  element(given: string, index: string): string | undefined {
    const name = this.target(given)
    if (COMPUTED.has(name) && this.around.dialect === 'bash') return this.items(name)[Number(index)]?.[1]
    const variable = this.variables.get(name)
    if (!variable?.items) return index === '0' ? this.get(name) : undefined
    if (variable.keyed) return variable.items.get(index)
    return variable.items.get(this.#wrapped(variable, index))
  }

  #wrapped(variable: Variable, index: string): string {
    const at = Number(index)
    if (at >= 0 || !variable.items) return index
    return String(this.#next(variable.items) + at)
  }

  #next(items: ReadonlyMap<string, string>): number {
    let next = this.#own.get(items)?.next
    if (next !== undefined) return next
    next = 0
    for (const key of items.keys()) next = Math.max(next, Number(key) + 1)
    return next
  }

  /** The index behind the last element of an array. */
  nextIndex(name: string): number {
    const variable = this.variables.get(this.target(name))
    return variable?.items ? this.#next(variable.items) : this.get(name) === undefined ? 0 : 1
  }

  /** A variable for whoever puts it back later; what comes between does not change it. */
  keep(name: string): Variable | undefined {
    const variable = this.variables.get(name)
    if (variable?.items) this.#own.delete(variable.items)
    return variable
  }

  set(given: string, text: string, index?: string): void {
    const name = this.target(given)
    const known = this.variables.get(name)
    const value =
      known?.letters === 'lower' ? text.toLowerCase() : known?.letters === 'upper' ? text.toUpperCase() : text
    if (known?.readonly) throw new ShellError(`${name}: readonly variable`)
    if (value.length > VALUE_LIMIT) throw new ShellError(`xrealloc: cannot allocate ${value.length} bytes`)
    if (index !== undefined || known?.items) {
      const at = index ?? '0'
      this.addItems(name, [[known?.keyed || !known ? at : this.#wrapped(known, at), value]], known?.keyed)
    } else {
      const exported = this.options.has('allexport') || known?.exported === true
      this.variables.set(name, { ...known, value, ...(exported ? { exported } : {}) })
    }
  }

  /** An array of these elements; the map belongs to the shell from here on. */
  setItems(given: string, items: Map<string, string>, keyed?: boolean): void {
    const name = this.target(given)
    const known = this.variables.get(name)
    if (known?.readonly) throw new ShellError(`${name}: readonly variable`)
    if (items.size > ITEMS_LIMIT) throw new ShellError('xmalloc: cannot allocate 56 bytes')
    const next = keyed ? 0 : this.#next(items)
    this.variables.set(name, { ...known, value: undefined, items, ...(keyed === undefined ? {} : { keyed }) })
    this.#own.set(items, { items, next })
  }

  /** Puts elements into an array, which may be new; takes no longer when it is large. */
  addItems(given: string, entries: readonly (readonly [string, string])[], keyed?: boolean): void {
    const name = this.target(given)
    const known = this.variables.get(name)
    const own = known?.items && this.#own.get(known.items)
    if (!own || known.readonly) {
      const before = known?.items ?? (known?.value === undefined ? [] : [['0', known.value] as const])
      this.setItems(name, new Map([...before, ...entries]), keyed)
      return
    }
    for (const [key, value] of entries) {
      own.items.set(key, value)
      own.next = Math.max(own.next, Number(key) + 1)
    }
    if (own.items.size > ITEMS_LIMIT) throw new ShellError('xmalloc: cannot allocate 56 bytes')
  }

  mark(
    name: string,
    marks: Partial<Pick<Variable, 'exported' | 'readonly' | 'integer' | 'reference' | 'letters'>>,
  ): void {
    this.variables.set(name, { value: undefined, ...this.variables.get(name), ...marks })
  }

  unset(name: string): void {
    if (this.variables.get(name)?.readonly) throw new ShellError(`${name}: cannot unset: readonly variable`)
    this.variables.delete(name)
  }

  #computed(name: string): readonly string[] {
    if (name === 'PIPESTATUS') return this.pipeStatus.map(String)
    const { commandString, name: script } = this.around
    const file = !this.typed && !commandString
    if (name === 'BASH_SOURCE') return [this.file ?? (file ? script : undefined)].filter((known) => known !== undefined)
    if (this.callers.length === 0) return []
    return [...[...this.callers].reverse(), ...(file ? ['main'] : [])]
  }

  /** Values in order of index. */
  items(given: string): readonly (readonly [string, string])[] {
    const name = this.target(given)
    if (COMPUTED.has(name) && this.around.dialect === 'bash')
      return this.#computed(name).map((value, i) => [String(i), value])
    const variable = this.variables.get(name)
    if (!variable?.items) {
      const value = this.get(name)
      return value === undefined ? [] : [['0', value]]
    }
    const entries = [...variable.items]
    return variable.keyed ? entries : entries.sort(([a], [b]) => Number(a) - Number(b))
  }

  /** The environment of programs. */
  environment(): Map<string, string> {
    const env = new Map<string, string>()
    for (const [name, { value, exported }] of this.variables) if (exported && value !== undefined) env.set(name, value)
    return env
  }

  /** How messages begin. */
  get prefix(): string {
    const { name, dialect } = this.around
    if (dialect === 'busybox') return `${name}: `
    if (dialect === 'dash') return `${name}: ${this.line}: `
    if (this.typed && this.file === undefined) return `${name}: `
    return `${this.file ?? name}: line ${this.line}: `
  }

  /** A person types the commands of this shell, or of the one that it is a subshell of. */
  typed = false

  output(fd: number): Output {
    return this.fds.get(fd)?.output ?? NOWHERE
  }

  /** Something is wrong with the text of the commands, in this line. */
  complainAbout(text: string, line: number, expecting?: string): void {
    const { name, dialect, commandString } = this.around
    this.line = line
    const message = wordSyntax(dialect, text, expecting)
    if (this.typed || this.file || dialect !== 'bash' || !commandString || message.startsWith('warning'))
      this.complain(message)
    else this.output(2).write(`${name}: -c: line ${line}: ${message}\n`)
  }

  complain(message: string): void {
    this.output(2).write(`${this.prefix}${message}\n`)
  }
}

export const NOWHERE: Output = { write: () => false }
