// Long because one kind of command calls the others. Runs parsed commands in steps, as bash 5.2 does (manual, "Shell
// Commands"): lists, pipelines, compound commands, functions, simple commands. Missing: `coproc`; traps
// on DEBUG and RETURN, and on the signals of keys.

import {
  CommandNotFound,
  FileError,
  type Io,
  type Output,
  Pipe,
  type Program,
  Signal,
  type Steps,
  type Terminal,
  type Wait,
} from '../sim/index.ts'
import { effortOf } from './bounded-regex.ts'
import { builtins, PROGRAM_BUILTINS } from './builtins/index.ts'
import { readUntil } from './builtins/input.ts'
import { selectMenu } from './columns.ts'
import { compareIntegers, testBinary, testContext, testUnary } from './conditional.ts'
import { Crew } from './crew.ts'
import { foreignSyntax, lacksBuiltin } from './dialect.ts'
import { Expander } from './expand.ts'
import { Break, Exit, Return } from './flow.ts'
import { GiveWay } from './give-way.ts'
import { inForeground, nextJobId } from './jobs.ts'
import { HelpRequested, UsageError } from './options.ts'
import { matchesPattern, toExpression } from './pattern.ts'
import { findCommand, programFor } from './programs-path.ts'
import { quoteWord } from './quote.ts'
import { readUnits } from './reader.ts'
import { pipeOf, redirect } from './redirect.ts'
import { signalName } from './signals.ts'
import { type Descriptor, type Descriptors, NOWHERE, type Shell, ShellError } from './state.ts'
import { BrokenPipe, MemoryExhausted } from './stream.ts'
import {
  type AndOr,
  type Assignment,
  type Case,
  type Command,
  type CommandNode,
  type CompoundList,
  type ParsedScript,
  type Pipeline,
  type PipelineNode,
  parseCommand,
  type Redirection,
  type Statement,
  type TestExpression,
  type Unit,
  type Word,
} from './syntax.ts'

/** What asks a shell to end does not reach what it runs. */
const UNHEARD = new Signal()
const EMPTY = (): Pipe => pipeOf('')
/** Loops and functions give way after so many turns, so that endless ones can be stopped. */
const TURNS = 500
/** What takes about as long as one of these turns. */
const ITEMS_PER_TURN = 100
const CHARACTERS_PER_TURN = 100_000
const REGEX_STEPS_PER_TURN = 2000
/** How deep commands may be nested in commands (functions, groups, substitutions, scripts): the stack is not endless. */
const NESTING_LIMIT = 300
/** How many background jobs may run at once. */
const JOBS_LIMIT = 60
/** How deep background jobs may begin background jobs, so that a fork bomb burns out. Differs: a real machine drowns in it. */
const GENERATIONS_LIMIT = 6
/** How much a command substitution may hold. */
const CAPTURE_LIMIT = 16 * 2 ** 20

export class Interpreter {
  readonly expander: Expander
  #turns = 0
  #giveWay: GiveWay | undefined
  #temporary = 0

  constructor() {
    this.expander = new Expander({
      capture: (shell, script) => this.#capture(shell, script),
      pathOf: (shell, script, operator) => this.#processFile(shell, script, operator),
    })
  }

  /** Runs a script's text as a shell reads it: command by command. */
  *text(shell: Shell, text: string, firstLine = 1): Steps<number> {
    shell.nesting++
    try {
      return yield* this.#units(shell, text, firstLine)
    } finally {
      shell.nesting--
    }
  }

  *#units(shell: Shell, text: string, firstLine: number): Steps<number> {
    const aliases = shell.typed || shell.shopt.has('expand_aliases') ? () => shell.aliases : undefined
    let status = 0
    for (const { parsed, line } of readUnits(text, aliases)) {
      shell.line = firstLine + line
      if (parsed.kind === 'complete') status = yield* this.unit(shell, parsed, firstLine + line)
      else {
        if (parsed.kind === 'incomplete') {
          const last = text.replace(/\n$/, '').split('\n').length
          const lines = shell.around.dialect === 'dash' ? last - 1 : last
          // What was opened is told by where it was, the rest by where the text ends.
          const bash = shell.around.dialect === 'bash'
          const quote = /matching `["'`]/.test(parsed.reason)
          const opened = bash && parsed.reason.includes('looking for') && !parsed.toldAtEnd
          const reason = parsed.reason.replace(/(?<= at line )\d+/, (at) => String(firstLine + line + Number(at) - 1))
          const document = parsed.reason.includes('here-document')
          const end = bash && document ? lines - 1 : lines
          if (bash || !document)
            shell.complainAbout(reason, firstLine + (opened || quote ? line : end), parsed.expecting)
          if (parsed.unit) {
            status = yield* this.unit(shell, parsed.unit, firstLine + line)
            continue
          }
        } else {
          const at = line + parsed.line
          shell.complainAbout(parsed.message, firstLine + at, parsed.expecting)
          if (!shell.typed && shell.around.dialect === 'bash')
            shell.complainAbout(`\`${text.split('\n')[at] ?? ''}'`, firstLine + at)
        }
        status = parsed.kind === 'incomplete' && parsed.array ? 1 : 2
        shell.status = status
        return status
      }
    }
    return status
  }

  *unit(shell: Shell, unit: Unit, line: number): Steps<number> {
    const foreign = foreignSyntax(shell.around.dialect, unit.script)
    if (foreign !== undefined) {
      shell.complainAbout(`syntax error near unexpected token \`${foreign}'`, line)
      if (shell.typed) return 2
      throw new Exit(2)
    }
    const [before, beforeLine] = [shell.unit, shell.baseLine]
    shell.unit = unit
    shell.first ??= unit
    shell.baseLine = line
    try {
      return yield* this.statements(shell, unit.script.commands)
    } finally {
      shell.unit = before
      shell.baseLine = beforeLine
    }
  }

  *statements(shell: Shell, statements: readonly Statement[]): Steps<number> {
    let status = 0
    for (const statement of statements) {
      // Missing: mistakes in what is only read.
      if (shell.options.has('noexec') && !shell.typed) break
      if (!statement.background && this.#isLast(shell, statements, statement)) shell.replaced = true
      status = statement.background ? this.#background(shell, statement) : yield* this.#node(shell, statement.command)
      shell.status = status
      if (shell.around.arrivals.first !== undefined && shell.pid === shell.rootPid) yield* this.#signals(shell)
    }
    return status
  }

  /**
   * Whether the shell gives its place to this command, the last one of the text after `-c`: bash and BusyBox do (bash's
   * builtins/evalstring.c, ash's EV_EXIT), dash 0.5.12 does not. Missing: BusyBox does behind `&&` and in `if`, too.
   */
  #isLast(shell: Shell, statements: readonly Statement[], statement: Statement): boolean {
    const { commandString, dialect } = shell.around
    return (
      commandString === true &&
      dialect !== 'dash' &&
      shell.pid === shell.rootPid &&
      shell.traps.size === 0 &&
      statement.command.type === 'Command' &&
      statements === shell.first?.script.commands &&
      statements.at(-1) === statement
    )
  }

  /** What the traps for the signals that came say; one without a trap ends a script. */
  *#signals(shell: Shell): Steps<void> {
    for (let number = shell.around.arrivals.take(); number !== undefined; number = shell.around.arrivals.take()) {
      const name = signalName(number) ?? ''
      const trap = name === 'KILL' ? undefined : shell.traps.get(`SIG${name}`)
      if (trap !== undefined) yield* this.#trap(shell, trap)
      else if (!shell.typed && !['CHLD', 'CONT'].includes(name)) throw new Exit(128 + number)
    }
  }

  *#trap(shell: Shell, trap: string): Steps<void> {
    const { status, pipeStatus, line } = shell
    shell.trapping = true
    try {
      yield* this.text(shell, trap, line)
    } finally {
      Object.assign(shell, { status, pipeStatus, line, trapping: false })
    }
  }

  /** Runs something in a subshell and turns every way it may end into a status. */
  *subshell(child: Shell, steps: () => Steps<number>): Steps<number> {
    let status: number
    try {
      status = yield* steps()
    } catch (error) {
      if (error instanceof ShellError) {
        child.complain(error.message)
        status = error.status
      } else if (error instanceof Exit || error instanceof Return) status = error.status
      else if (error instanceof BrokenPipe) return 141
      else if (error instanceof Break) status = 0
      else throw error
    }
    return yield* this.exitTrap(child, status)
  }

  *exitTrap(shell: Shell, status: number): Steps<number> {
    const trap = shell.traps.get('EXIT')
    if (trap === undefined) return status
    shell.traps.delete('EXIT')
    shell.status = status
    try {
      yield* this.text(shell, trap)
    } catch (error) {
      if (error instanceof Exit) return error.status
      throw error
    }
    return status
  }

  #background(shell: Shell, statement: Statement): number {
    if (shell.around.crew.size >= JOBS_LIMIT || shell.generation >= GENERATIONS_LIMIT)
      throw new ShellError('fork: Resource temporarily unavailable', 254)
    const child = shell.fork()
    child.nesting = 0
    child.generation++
    child.fds = new Map(shell.fds).set(0, { input: EMPTY(), tty: false })
    const member = shell.around.crew.add(this.subshell(child, () => this.#node(child, statement.command)))
    const id = nextJobId(shell)
    const command = (shell.unit?.source.slice(statement.pos, statement.command.end) ?? '').replace(/\s*\n\s*/g, '; ')
    shell.jobs.push({ id, pid: child.pid, command, member })
    shell.lastBackground = child.pid
    if (shell.around.interactive) shell.output(2).write(`[${id}] ${child.pid}\n`)
    return 0
  }

  *#node(shell: Shell, node: PipelineNode | AndOr): Steps<number> {
    if (node.type !== 'AndOr') return yield* this.#checked(shell, node)
    let status = 0
    for (const [i, command] of node.commands.entries()) {
      const operator = i === 0 ? undefined : node.operators[i - 1]
      if ((operator === '&&' && status !== 0) || (operator === '||' && status === 0)) continue
      if (i < node.commands.length - 1) status = yield* this.#tested(shell, () => this.#pipelineNode(shell, command))
      else status = yield* this.#checked(shell, command)
      shell.status = status
    }
    return status
  }

  *#tested<T>(shell: Shell, steps: () => Steps<T>): Steps<T> {
    shell.tested++
    try {
      return yield* steps()
    } finally {
      shell.tested--
    }
  }

  /** `set -e` and a trap on ERR look at simple commands, pipelines and subshells. */
  *#checked(shell: Shell, node: PipelineNode): Steps<number> {
    const status = yield* this.#pipelineNode(shell, node)
    const inherited = shell.depth === 0 || shell.options.has('errtrace')
    const trap = inherited ? shell.traps.get('ERR') : undefined
    if (status !== 0 && shell.tested === 0 && (trap !== undefined || shell.options.has('errexit'))) {
      const kind = node.type === 'Redirected' ? node.command.type : node.type
      const counts = kind === 'Command' || kind === 'Subshell' || kind === 'TestCommand' || kind === 'ArithmeticCommand'
      if (counts || (node.type === 'Pipeline' && !node.prefixes.some(({ type }) => type === 'Negation'))) {
        shell.status = status
        if (trap !== undefined) yield* this.#trap(shell, trap)
        if (shell.options.has('errexit')) throw new Exit(status)
      }
    }
    return status
  }

  *#pipelineNode(shell: Shell, node: PipelineNode): Steps<number> {
    if (node.type === 'Pipeline') return yield* this.#pipeline(shell, node)
    const status = yield* this.#command(shell, node)
    shell.pipeStatus = [status]
    return status
  }

  *#pipeline(shell: Shell, node: Pipeline): Steps<number> {
    const negated = node.prefixes.filter(({ type }) => type === 'Negation').length % 2 === 1
    const timed = node.prefixes.some(({ type }) => type === 'Time')
    const startMs = shell.around.host.nowMs()
    const run = (): Steps<number> => this.#stages(shell, node)
    let status = negated ? yield* this.#tested(shell, run) : yield* run()
    if (timed) {
      const seconds = (shell.around.host.nowMs() - startMs) / 1000
      const shown = `${Math.floor(seconds / 60)}m${(seconds % 60).toFixed(3)}s`
      shell.output(2).write(`\nreal\t${shown}\nuser\t0m0.000s\nsys\t0m0.000s\n`)
    }
    if (negated) status = status === 0 ? 1 : 0
    return status
  }

  /** What a person waits for can be stopped with Ctrl-Z. */
  *#foreground(shell: Shell, command: () => string, steps: Steps<number>): Steps<number> {
    const { interactive, crew } = shell.around
    if (!interactive) return yield* steps
    const first = steps.next()
    if (first.done) return first.value
    const member = crew.add(after(first.value, steps))
    const text = command().replace(/\s*\n\s*/g, '; ')
    return yield* inForeground(shell, { id: nextJobId(shell), pid: 0, command: text, member })
  }

  *#stages(shell: Shell, node: Pipeline): Steps<number> {
    const [only, second] = node.commands
    if (!only) return 0
    if (!second) return yield* this.#command(shell, only)
    return yield* this.#foreground(shell, () => this.#sourceOf(shell, node), this.#piped(shell, node))
  }

  *#piped(shell: Shell, node: Pipeline): Steps<number> {
    const crew = new Crew(shell.around.host.nowMs)
    let from: Pipe | undefined
    const members = node.commands.map((command, i) => {
      const child = shell.fork()
      const fds = new Map<number, Descriptor>(shell.fds)
      const input = from
      if (input) fds.set(0, { input, tty: false })
      const last = i === node.commands.length - 1
      const to = last ? undefined : new Pipe()
      if (to) {
        const output: Descriptor = { output: pipeOutput(to), tty: false }
        fds.set(1, output)
        if (node.operators[i] === '|&') fds.set(2, output)
      }
      child.fds = fds
      from = to
      return crew.add(this.#stage(child, command, input, to))
    })
    let over = false
    try {
      yield* crew.drive(() => members.every(({ result }) => result !== undefined))
      over = true
    } finally {
      // Ctrl-C ends those that still run.
      if (!over) shell.pipeStatus = members.map(({ result }) => (result && 'value' in result ? result.value : 130))
      crew.end()
    }
    const statuses = members.map(({ result }) => {
      if (result && 'error' in result) throw result.error
      return result?.value ?? 0
    })
    shell.pipeStatus = statuses
    if (shell.options.has('pipefail')) return statuses.findLast((status) => status !== 0) ?? 0
    return statuses.at(-1) ?? 0
  }

  *#stage(child: Shell, command: CommandNode, input: Pipe | undefined, output: Pipe | undefined): Steps<number> {
    try {
      return yield* this.subshell(child, () => this.#command(child, command))
    } finally {
      output?.end()
      input?.cancel()
    }
  }

  *#command(shell: Shell, node: CommandNode): Steps<number> {
    if (shell.nesting > NESTING_LIMIT) throw new ShellError(`maximum command nesting level exceeded (${NESTING_LIMIT})`)
    shell.nesting++
    try {
      return yield* this.#oneCommand(shell, node)
    } finally {
      shell.nesting--
    }
  }

  *#oneCommand(shell: Shell, node: CommandNode): Steps<number> {
    switch (node.type) {
      case 'Command':
        return yield* this.#simple(shell, node)
      case 'Function': {
        const source = shell.unit?.source.slice(node.pos, node.end) ?? ''
        shell.functions.set(node.name.value, source)
        const file = shell.file ?? (shell.around.commandString ? 'environment' : undefined)
        shell.functionPlaces.set(node.name.value, { file, line: this.#lineOf(shell, node.pos) })
        return 0
      }
      case 'Redirected': {
        shell.line = this.#lineOf(shell, node.pos)
        const before = shell.fds
        const fds = yield* this.#redirected(shell, node.redirects)
        if (!fds) return 1
        shell.fds = fds
        try {
          return yield* this.#command(shell, node.command)
        } finally {
          shell.fds = before
        }
      }
      case 'BraceGroup':
        return yield* this.statements(shell, node.body.commands)
      case 'Subshell': {
        const child = shell.fork()
        const steps = this.subshell(child, () => this.statements(child, node.body.commands))
        return yield* this.#foreground(shell, () => this.#sourceOf(shell, node), steps)
      }
      case 'If':
        if ((yield* this.#condition(shell, node.clause)) === 0) return yield* this.statements(shell, node.then.commands)
        for (const { clause, then } of node.elif) {
          if ((yield* this.#condition(shell, clause)) === 0) return yield* this.statements(shell, then.commands)
        }
        return node.else ? yield* this.statements(shell, node.else.commands) : 0
      case 'While': {
        const wanted = node.kind === 'while'
        let status = 0
        return yield* this.#loop(shell, function* (this: Interpreter) {
          if (((yield* this.#condition(shell, node.clause)) === 0) !== wanted) return { done: true, status }
          status = yield* this.statements(shell, node.body.commands)
          return { done: false, status }
        })
      }
      case 'For': {
        const values = node.wordlist ? yield* this.expander.words(shell, node.wordlist) : [...shell.positional]
        const listed = node.wordlist?.map(({ text }) => text).join(' ') ?? '"$@"'
        const header = `for ${node.name.value} in ${listed}`
        let at = 0
        let status = 0
        return yield* this.#loop(shell, function* (this: Interpreter) {
          const value = values[at++]
          if (value === undefined) return { done: true, status }
          this.#trace(shell, header)
          shell.set(node.name.value, value)
          status = yield* this.statements(shell, node.body.commands)
          return { done: false, status }
        })
      }
      case 'ArithmeticFor': {
        const part = (of: { readonly pos: number; readonly end: number } | undefined): string | undefined =>
          of && shell.unit?.source.slice(of.pos, of.end)
        const [initialize, test, update] = [part(node.initialize), part(node.test), part(node.update)]
        if (initialize) yield* this.expander.arithmetic(shell, initialize)
        let status = 0
        let first = true
        return yield* this.#loop(shell, function* (this: Interpreter) {
          if (!first && update) yield* this.expander.arithmetic(shell, update)
          first = false
          if (test && (yield* this.expander.arithmetic(shell, test)) === 0n) return { done: true, status }
          status = yield* this.statements(shell, node.body.commands)
          return { done: false, status }
        })
      }
      case 'Case':
        return yield* this.#case(shell, node)
      case 'TestCommand':
        shell.line = this.#lineOf(shell, node.pos)
        if (shell.around.dialect === 'dash') {
          shell.complain('[[: not found')
          return 127
        }
        try {
          return (yield* this.#test(shell, node.expression)) ? 0 : 1
        } catch (error) {
          if (!(error instanceof ShellError)) throw error
          shell.complain(`[[: ${error.message}`)
          return 1
        }
      case 'ArithmeticCommand':
        shell.line = this.#lineOf(shell, node.pos)
        this.#trace(shell, `(( ${node.body.trim()} ))`)
        try {
          return (yield* this.expander.arithmetic(shell, node.body)) === 0n ? 1 : 0
        } catch (error) {
          if (!(error instanceof ShellError)) throw error
          shell.complain(`((: ${error.message}`)
          return 1
        }
      case 'Select': {
        const values = node.wordlist ? yield* this.expander.words(shell, node.wordlist) : [...shell.positional]
        if (values.length === 0) return 0
        const menu = (): void => {
          const width = Number(shell.get('COLUMNS')) || (shell.around.terminal?.columns ?? 80)
          shell.output(2).write(selectMenu(values, width))
        }
        let status = 0
        menu()
        return yield* this.#loop(shell, function* (this: Interpreter) {
          shell.output(2).write(shell.get('PS3') ?? '#? ')
          const { text, ended } = yield* readUntil(shell.fds.get(0)?.input ?? EMPTY())
          if (ended && text === '') {
            shell.output(1).write('\n')
            return { done: true, status: 1 }
          }
          shell.set('REPLY', text)
          if (text === '') {
            menu()
            return { done: false, status }
          }
          shell.set(node.name.value, (/^\s*\d+\s*$/.test(text) ? values[Number(text) - 1] : undefined) ?? '')
          status = yield* this.statements(shell, node.body.commands)
          return { done: false, status }
        })
      }
      case 'Coproc':
        shell.complain(`${node.type.toLowerCase()}: this shell does not have this command`)
        return 2
    }
  }

  *#condition(shell: Shell, list: CompoundList): Steps<number> {
    return yield* this.#tested(shell, () => this.statements(shell, list.commands))
  }

  *#loop(
    shell: Shell,
    turn: (this: Interpreter) => Steps<{ readonly done: boolean; readonly status: number }>,
  ): Steps<number> {
    shell.loops++
    try {
      for (;;) {
        yield* this.#turn(shell)
        try {
          const { done, status } = yield* turn.call(this)
          if (done) return status
        } catch (error) {
          if (!(error instanceof Break)) throw error
          if (error.levels > 1 && shell.loops > 1) throw new Break(error.levels - 1, error.again)
          if (!error.again) return 0
        }
      }
    } finally {
      shell.loops--
    }
  }

  /** Everything that may go round and round comes through here. */
  *#turn(shell: Shell, cost = 1): Steps<void> {
    this.#turns += cost
    if (this.#turns < TURNS) return
    this.#turns = 0
    this.#giveWay ??= new GiveWay(shell.around.host.nowMs)
    yield* this.#giveWay.once()
  }

  *#case(shell: Shell, node: Case): Steps<number> {
    this.#trace(shell, `case ${node.word.text} in`)
    const value = yield* this.expander.text(shell, node.word)
    let status = 0
    let through = false
    for (const item of node.items) {
      let matches = through
      for (const pattern of matches ? [] : item.pattern) {
        if (matchesPattern(value, yield* this.expander.pattern(shell, pattern))) {
          matches = true
          break
        }
      }
      if (!matches) continue
      status = yield* this.statements(shell, item.body.commands)
      if (item.terminator === ';&') through = true
      else if (item.terminator === ';;&') through = false
      else return status
    }
    return status
  }

  *#test(shell: Shell, node: TestExpression): Steps<boolean> {
    switch (node.type) {
      case 'TestGroup':
        return yield* this.#test(shell, node.expression)
      case 'TestNot':
        return (yield* this.#test(shell, node.operand)) === (node.negations.length % 2 === 0)
      case 'TestLogical':
        for (const operand of node.operands) {
          if ((yield* this.#test(shell, operand)) !== (node.operator === '&&')) return node.operator !== '&&'
        }
        return node.operator === '&&'
      case 'TestUnary': {
        const operand = yield* this.expander.text(shell, node.operand)
        this.#trace(shell, `[[ ${node.operator} ${quoteWord(operand)} ]]`)
        return testUnary(node.operator, operand, testContext(shell))
      }
      case 'TestBinary': {
        const left = yield* this.expander.text(shell, node.left)
        const trace = (right: string): void =>
          this.#trace(shell, `[[ ${quoteWord(left)} ${node.operator} ${right === '' ? "''" : right} ]]`)
        if (node.operator === '=~') {
          const expression = yield* this.expander.expression(shell, node.right)
          trace(expression)
          const regex = toExpression(expression, 'u')
          const found = regex.exec(left)
          yield* this.#turn(shell, effortOf(regex) / REGEX_STEPS_PER_TURN)
          if (found) {
            const items = found.map((text, i): [string, string] => [String(i), text ?? ''])
            shell.setItems('BASH_REMATCH', new Map(items), false)
          }
          return found !== null
        }
        if (node.operator === '=' || node.operator === '==' || node.operator === '!=') {
          const pattern = yield* this.expander.pattern(shell, node.right)
          trace(pattern)
          return matchesPattern(left, pattern, shell.shopt.has('nocasematch')) === (node.operator !== '!=')
        }
        const right = yield* this.expander.text(shell, node.right)
        trace(quoteWord(right))
        if (/^-(eq|ne|lt|le|gt|ge)$/.test(node.operator)) {
          const a = yield* this.expander.arithmetic(shell, left)
          return compareIntegers(a, node.operator, yield* this.expander.arithmetic(shell, right))
        }
        return testBinary(left, node.operator, right, testContext(shell))
      }
    }
  }

  *#redirected(shell: Shell, redirects: readonly Redirection[]): Steps<Descriptors | undefined> {
    if (redirects.length === 0) return shell.fds
    try {
      return yield* redirect(shell, redirects, this.expander)
    } catch (error) {
      if (!(error instanceof ShellError)) throw error
      shell.complain(error.message)
      return undefined
    }
  }

  *#simple(shell: Shell, node: Command): Steps<number> {
    shell.line = this.#lineOf(shell, node.pos)
    if (!shell.trapping) shell.command = this.#sourceOf(shell, node)
    shell.substitutionStatus = undefined
    const assignments = node.prefix.filter((part): part is Assignment => part.type === 'Assignment')
    const given: (Word | Assignment)[] = node.name ? [node.name, ...node.args] : []
    const args: string[] = []
    const arrays: Assignment[] = []
    for (const word of given) {
      if (word.type === 'Word') args.push(...(yield* this.expander.words(shell, [word])))
      else if (word.value.type === 'ArrayValue') {
        arrays.push(word)
        args.push(word.name)
      } else {
        const index = word.index ? `[${yield* this.expander.text(shell, word.index)}]` : ''
        const value = yield* this.expander.text(shell, word.value, true)
        args.push(`${word.name}${index}${word.append ? '+' : ''}=${value}`)
      }
    }
    const [name] = args
    const fds = yield* this.#redirected(shell, node.redirects)
    if (!fds) return 1
    if (name === undefined) {
      for (const assignment of assignments) yield* this.#assign(shell, assignment)
      return shell.substitutionStatus ?? 0
    }
    shell.lastArgument = args.at(-1) ?? ''
    const before = shell.fds
    const hidden: [string, ReturnType<typeof shell.variables.get>][] = []
    const kept = name === 'exec' && args.length === 1
    try {
      if (assignments.length > 0) {
        for (const assignment of assignments) {
          hidden.push([assignment.name, shell.keep(assignment.name)])
          yield* this.#assign(shell, assignment)
          shell.mark(assignment.name, { exported: true })
        }
      }
      if (shell.options.has('xtrace')) this.#trace(shell, args.map((arg) => quoteWord(arg)).join(' '))
      shell.fds = fds
      const status = yield* this.invoke(shell, args)
      for (const assignment of arrays) yield* this.#assign(shell, assignment, args)
      return status
    } finally {
      if (!kept) shell.fds = before
      for (const [variable, value] of hidden.reverse()) {
        if (value) shell.variables.set(variable, value)
        else shell.variables.delete(variable)
      }
    }
  }

  /** What `set -x` shows; the first sign of PS4 once for each substitution that this is in. */
  #trace(shell: Shell, text: string): void {
    if (!shell.options.has('xtrace')) return
    const sign = shell.get('PS4') ?? '+ '
    shell.output(2).write(`${sign.slice(0, 1).repeat(shell.substitutions)}${sign}${text}\n`)
  }

  #sourceOf(shell: Shell, { pos, end }: { readonly pos: number; readonly end: number }): string {
    return shell.unit?.source.slice(pos, end) ?? ''
  }

  /** Runs a command by its name: function, then builtin, then program. */
  *invoke(shell: Shell, args: readonly string[], only?: 'builtin' | 'no-function'): Steps<number> {
    const [name = '', ...rest] = args
    const source = only ? undefined : shell.functions.get(name)
    if (source !== undefined) return yield* this.#call(shell, name, source, rest)
    const { dialect } = shell.around
    const builtin = lacksBuiltin(dialect, name) ? undefined : builtins.get(name)
    if (builtin) {
      const context = { shell, interpreter: this, stdin: shell.fds.get(0)?.input ?? EMPTY() }
      try {
        return yield* builtin.run(rest, context)
      } catch (error) {
        if (error instanceof ShellError) {
          shell.complain(`${name}: ${error.message}`)
          return error.status
        }
        throw error
      }
    }
    if (name === '') {
      shell.complain(': command not found')
      return 127
    }
    const found = findCommand(shell, name)
    if (found.kind === 'fault') {
      if (found.plain) shell.output(2).write(`${found.message}\n`)
      else shell.complain(found.message)
      return found.status
    }
    if (found.kind === 'script') {
      const runner = programFor(shell, found.interpreter) ?? programFor(shell, 'sh')
      if (!runner) {
        shell.complain(`${name}: cannot execute: required file not found`)
        return 127
      }
      const script = this.program(shell, runner, [...found.options, found.path, ...rest])
      return yield* this.#foreground(shell, () => shell.command ?? name, script)
    }
    // dash's own echo knows no option but -n, and always reads escapes.
    const echo = name === 'echo' && dialect === 'dash'
    const plain = rest[0] === '-n' ? ['-ne', rest.slice(1).join(' ')] : ['-e', rest.join(' ')]
    const program = this.program(shell, found.program, echo ? plain : rest)
    const status = yield* this.#foreground(shell, () => shell.command ?? name, program)
    // What the shell does itself dies of a broken pipe together with the shell.
    if (status === 141 && PROGRAM_BUILTINS.has(name)) throw new BrokenPipe('broken pipe')
    return status
  }

  *#call(shell: Shell, name: string, source: string, args: readonly string[]): Steps<number> {
    if (shell.nesting > NESTING_LIMIT - 2)
      throw new ShellError(`${name}: maximum function nesting level exceeded (${NESTING_LIMIT})`)
    yield* this.#turn(shell)
    const parsed = parseCommand(source)
    const command = parsed.kind === 'complete' ? parsed.script.commands[0]?.command : undefined
    if (parsed.kind !== 'complete' || command?.type !== 'Function') return 1
    const { positional, unit, baseLine, loops, file, callers, line } = shell
    const before = { positional, unit, baseLine, loops, file, callers, line }
    const place = shell.functionPlaces.get(name)
    shell.positional = args
    shell.unit = parsed
    shell.baseLine = place?.line ?? baseLine
    shell.file = place?.file
    shell.callers = [...callers, name]
    shell.scopes.push(new Map())
    shell.depth++
    shell.loops = 0
    try {
      const body = command.body
      return body.type === 'CompoundList'
        ? yield* this.statements(shell, body.commands)
        : yield* this.#command(shell, body)
    } catch (error) {
      if (error instanceof Return) return error.status
      throw error
    } finally {
      shell.depth--
      for (const [variable, value] of shell.scopes.pop() ?? []) {
        if (value) shell.variables.set(variable, value)
        else shell.variables.delete(variable)
      }
      Object.assign(shell, before)
    }
  }

  *program(shell: Shell, program: Program, args: readonly string[]): Steps<number> {
    return yield* runProgram(program, args, this.io(shell))
  }

  io(shell: Shell): Io {
    const { around, fds } = shell
    const [stdin, stdout, stderr] = [fds.get(0), fds.get(1), fds.get(2)]
    // A job in the background has no keys, so it must not take the screen either. Differs: a real one is stopped.
    const terminal: Terminal | undefined = shell.generation > 0 ? undefined : around.terminal
    const io: Io = {
      stdin: stdin?.input ?? EMPTY(),
      stdout: stdout?.output ?? NOWHERE,
      stderr: stderr?.output ?? NOWHERE,
      stdinIsTty: stdin?.tty ?? false,
      stdoutIsTty: stdout?.tty ?? false,
      env: shell.environment(),
      cwd: shell.cwd,
      host: around.host,
      terminal,
      nesting: shell.nesting,
      terminate: shell.replaced ? around.terminate : UNHEARD,
      ...(shell.replaced ? { pid: shell.pid } : {}),
      run: (args, overrides) => runNamed(shell, args, { ...io, ...overrides }),
    }
    return io
  }

  *#assign(shell: Shell, assignment: Assignment, declared: readonly string[] = []): Steps<void> {
    const { value, append } = assignment
    const name = shell.target(assignment.name)
    const known = shell.variables.get(name)
    if (value.type === 'ArrayValue') {
      const keyed = known?.keyed === true || declared.includes('-A')
      const entries: [string, string][] = []
      let next = append && !keyed ? shell.nextIndex(name) : 0
      for (const element of value.elements) {
        const pair = /^\[([^\]]*)\]=/.exec(element.text)
        if (pair) {
          const typed = pair[1] ?? ''
          const key = keyed
            ? (yield* this.expander.words(shell, [
                { ...element, text: typed, value: typed.replace(/^(["'])(.*)\1$/, '$2'), parts: undefined },
              ])).join(' ')
            : String(yield* this.expander.arithmetic(shell, typed))
          const whole = yield* this.expander.text(shell, element)
          entries.push([key, whole.slice(whole.indexOf(']=') + 2)])
          if (!keyed) next = Number(key) + 1
        } else for (const text of yield* this.expander.words(shell, [element])) entries.push([String(next++), text])
      }
      this.#trace(shell, this.#sourceOf(shell, assignment))
      if (append) shell.addItems(name, entries, keyed)
      else shell.setItems(name, new Map(entries), keyed)
      yield* this.#turn(shell, entries.length / ITEMS_PER_TURN)
      return
    }
    let index: string | undefined
    if (assignment.index) {
      index = known?.keyed
        ? yield* this.expander.text(shell, assignment.index)
        : String(yield* this.expander.arithmetic(shell, assignment.index.text))
    }
    let text = yield* this.expander.text(shell, value, true)
    const before = append ? ((index === undefined ? shell.get(name) : shell.element(name, index)) ?? '') : ''
    if (known?.integer)
      text = String(yield* this.expander.arithmetic(shell, append ? `${before || 0}+(${text})` : text))
    else text = before + text
    // Quoting a long text takes long.
    if (shell.options.has('xtrace'))
      this.#trace(shell, `${name}${index === undefined ? '' : `[${index}]`}=${quoteWord(text)}`)
    shell.set(name, text, index)
    yield* this.#turn(shell, text.length / CHARACTERS_PER_TURN)
  }

  *#capture(shell: Shell, script: ParsedScript | undefined): Steps<string> {
    if (!script) return ''
    const child = shell.fork()
    child.options.delete('errexit')
    child.substitutions++
    if (script.errors && script.errors.length > 0) {
      shell.complain('command substitution: syntax error')
      shell.substitutionStatus = 2
      return ''
    }
    if (script.source !== undefined) child.unit = { source: script.source, script }
    let text = ''
    const output: Output = {
      write(more) {
        text += more
        return text.length <= CAPTURE_LIMIT
      },
    }
    child.fds = new Map(shell.fds).set(1, { output, tty: false })
    const [only] = script.commands
    // `$(< file)` reads the file.
    if (script.commands.length === 1 && only?.command.type === 'Command' && !only.command.name) {
      const [first] = only.command.redirects
      if (first?.type === 'Redirect' && first.operator === '<' && only.command.redirects.length === 1) {
        const fds = yield* this.#redirected(child, only.command.redirects)
        shell.substitutionStatus = fds ? 0 : 1
        return fds?.get(0)?.input?.read() ?? ''
      }
    }
    yield* this.#turn(shell)
    shell.substitutionStatus = yield* this.subshell(child, () => this.statements(child, script.commands))
    if (text.length > CAPTURE_LIMIT) throw new ShellError(`xrealloc: cannot allocate ${text.length} bytes`)
    shell.status = shell.substitutionStatus
    return text
  }

  *#processFile(shell: Shell, script: ParsedScript | undefined, operator: '<' | '>'): Steps<string> {
    if (operator === '>') throw new ShellError('>(…): this shell has no output process substitution')
    const text = yield* this.#capture(shell, script)
    const path = `/dev/fd/${63 - (this.#temporary++ % 20)}`
    const { files } = shell.around.host
    if (!files.stat('/dev/fd')) files.makeDirectory('/dev/fd', { parents: true })
    files.write(path, text)
    return path
  }

  #lineOf(shell: Shell, pos: number): number {
    const source = shell.unit?.source ?? ''
    let line = shell.baseLine
    for (let at = source.indexOf('\n'); at >= 0 && at < pos; at = source.indexOf('\n', at + 1)) line++
    return line
  }
}

function* after(wait: Wait, steps: Steps<number>): Steps<number> {
  try {
    yield wait
    return yield* steps
  } finally {
    steps.return(0)
  }
}

/** A pipe's writing end; a process that outlives its pipeline finds it broken. */
function pipeOutput(pipe: Pipe): Output {
  return {
    pipe,
    write(text) {
      try {
        return pipe.write(text)
      } catch {
        return false
      }
    },
  }
}

/** Runs a program by name, for programs that run others (`xargs`, `watch`). */
function* runNamed(shell: Shell, args: readonly string[], io: Io): Steps<number> {
  const [name = '', ...rest] = args
  const found = findCommand(shell, name)
  const script = found.kind === 'script'
  const program = script ? (programFor(shell, found.interpreter) ?? programFor(shell, 'sh')) : undefined
  const runner = found.kind === 'program' ? found.program : program
  if (!runner) throw new CommandNotFound(name)
  return yield* runProgram(runner, script ? [...found.options, found.path, ...rest] : rest, {
    ...io,
    run: (more, overrides) => runNamed(shell, more, { ...io, ...overrides }),
  })
}

/** Runs a program; a file's fault that it did not word itself gets the usual wording. */
export function* runProgram(program: Program, args: readonly string[], io: Io): Steps<number> {
  try {
    return yield* program.run(args, io)
  } catch (error) {
    if (error instanceof FileError) {
      const what = error.fault === 'ENOSPC' ? 'write error' : error.path
      io.stderr.write(`${program.name}: ${what}: ${error.message}\n`)
      return 1
    }
    if (error instanceof BrokenPipe) {
      if (io.stdout !== NOWHERE) return 141
      io.stderr.write(`${program.name}: write error: Bad file descriptor\n`)
      return 1
    }
    if (error instanceof HelpRequested) {
      io.stdout.write(`${program.summary ?? program.name}\n`)
      return 0
    }
    if (error instanceof MemoryExhausted) {
      io.stderr.write(`${program.name}: memory exhausted\n`)
      return 2
    }
    if (error instanceof UsageError) {
      const hint = error.hint ? `Try '${program.name} --help' for more information.\n` : ''
      io.stderr.write(`${program.name}: ${error.message}\n${hint}`)
      return error.status
    }
    if (error instanceof CommandNotFound) {
      io.stderr.write(`${program.name}: ${error.command}: No such file or directory\n`)
      return 127
    }
    throw error
  }
}
