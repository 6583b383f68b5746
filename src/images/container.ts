// One running container, long because its processes share one journal: their steps, its files, log and listeners, all of
// which can be made again. Everything from outside goes through here: time, requests, answers, signals, input.

import type { ExecStream, Status } from '../api/index.ts'
import { type Io, type Output, Pipe, type Program, Signal, type Steps } from '../sim/index.ts'
import { ContainerHost, type HostOptions } from './container-host.ts'
import type { ContainerState, Entry } from './container-journal.ts'
import { ContainerLog } from './container-log.ts'
import { ContainerRecord } from './container-record.ts'
import { Screen } from './container-screen.ts'
import { execFault, exitStatus, notStarted, startFault } from './exec-status.ts'
import type { ContainerStart, ContainerState as State } from './runtime.ts'

export interface ContainerOptions extends HostOptions {
  readonly programs: readonly Program[]
  readonly world: ContainerWorld
}

/** What all containers share: the clock, and who has their processes continued. */
export interface ContainerWorld {
  readonly nowMs: number
  wake(start: ContainerStart, process: number): void
  wakeAt(start: ContainerStart, process: number, untilMs: number): void
  exited(start: ContainerStart): void
}

interface Process {
  readonly number: number
  readonly steps: Steps<number>
  readonly stdin: Pipe
  readonly screen: Screen | undefined
  readonly terminate: Signal
  unsubscribe: (() => void)[]
  untilMs: number
  onEnd: (exitCode: number) => void
}

interface Attachment {
  readonly stdout: Pipe
  readonly stderr: Pipe
  leaving: boolean
  readonly leave: () => void
}

/** Stands for the number of a process where those who are connected are meant. */
const LEAVING = -1

export class Container {
  readonly start: ContainerStart
  readonly log = new ContainerLog()
  state: State = { state: 'running' }
  readonly #options: ContainerOptions
  readonly #record: ContainerRecord
  readonly #host: ContainerHost
  #processes = new Map<number, Process>()
  #count = 0
  /** Who is connected to the main process. */
  #attached: readonly Attachment[] = []

  constructor(options: ContainerOptions) {
    this.#options = options
    this.start = options.start
    this.#record = new ContainerRecord(options.world)
    this.#host = new ContainerHost(options, this.#record, () => this.#processes.get(0)?.terminate.notify())
  }

  /** Starts the main process; the runtime's text when there is no such program. */
  begin(): string | undefined {
    const [name = '', ...args] = this.start.args
    const program = this.#find(name)
    if (!program) return startFault(name)
    this.#record.note({ run: 0, at: this.#record.nowMs })
    this.#begin(program, args)
    return undefined
  }

  /** Continues a process that was woken. */
  run(number: number): void {
    if (number === LEAVING) for (const { leaving, leave } of this.#attached) if (leaving) leave()
    const process = this.#processes.get(number)
    if (!process || this.state.state !== 'running') return
    this.#record.note({ run: number, at: this.#record.nowMs })
    this.#step(process)
  }

  terminate(): void {
    if (this.state.state !== 'running') return
    this.#record.note({ terminate: true, at: this.#record.nowMs })
    this.#processes.get(0)?.terminate.notify()
  }

  /** What the main process writes. */
  said(text: string, stream: 'stdout' | 'stderr'): void {
    this.log.append(text, this.#record.nowMs)
    for (const attachment of this.#attached) attachment[stream].write(text)
  }

  kill(exitCode: number): void {
    if (this.state.state !== 'running') return
    this.#end(exitCode)
  }

  exec(command: readonly string[], { stdin, tty }: { readonly stdin: boolean; readonly tty: boolean }): ExecStream {
    this.#record.note({ exec: command, tty, stdin, at: this.#record.nowMs })
    return this.#exec(command, stdin, tty)
  }

  /** Models pkg/cri/io ContainerIO.Attach of containerd 1.7: what happens to input at the end depends on stdinOnce. */
  attach(): ExecStream {
    const { stdin, stdinOnce, tty } = this.start
    const outer = new Pipe()
    const stdout = new Pipe()
    const attachment: Attachment = {
      stdout,
      stderr: tty ? stdout : new Pipe(),
      leaving: false,
      leave: () => {
        if (!this.#attached.includes(attachment)) return
        this.#attached = this.#attached.filter((other) => other !== attachment)
        stdout.end()
        attachment.stderr.end()
        stream.status = exitStatus(0)
        stream.ended.notify()
      },
    }
    const process = this.#processes.get(0)
    const once = stdinOnce === true && !tty
    const inputEnded = (): void => {
      if (once && process) this.#closeInput(process)
      else {
        // What the process answers to the last input is still waited for.
        attachment.leaving = true
        this.#options.world.wake(this.start, LEAVING)
      }
    }
    const stream: ExecStream = {
      stdin: outer,
      stdout,
      stderr: attachment.stderr,
      status: undefined,
      ended: new Signal(),
      resize: (columns, rows) => this.#resize(0, columns, rows),
      stop: () => {
        attachment.leave()
        if (stdin && once && process) this.#closeInput(process)
      },
    }
    this.#attached = [...this.#attached, attachment]
    if (stdin && process) this.#feed(outer, process, inputEnded)
    return stream
  }

  probe(command: readonly string[]): { readonly exitCode: number; readonly output: string } {
    this.#record.note({ probe: command, at: this.#record.nowMs })
    return this.#probe(command)
  }

  save(): ContainerState {
    const { seed } = this.#options
    if (this.state.state === 'running') return { seed, journal: [...this.#record.entries] }
    const { exitCode, finishedMs } = this.state
    return { seed, journal: [], ended: { exitCode, finishedMs, log: [...this.log.lines] } }
  }

  replay(saved: ContainerState): void {
    if (saved.ended) {
      this.log.lines = [...saved.ended.log]
      this.log.end(saved.ended.finishedMs)
      this.state = { state: 'exited', exitCode: saved.ended.exitCode, finishedMs: saved.ended.finishedMs }
      return
    }
    this.#record.replay(saved.journal, (entry) => this.#again(entry))
    // Nobody is connected any more to what people had started.
    for (const number of [...this.#processes.keys()]) if (number > 0) this.#interrupt(number)
  }

  #again(entry: Entry): void {
    if ('exec' in entry) this.#exec(entry.exec, entry.stdin, entry.tty)
    else if ('probe' in entry) this.#probe(entry.probe)
    else if ('serve' in entry) this.#host.serve(entry.serve)
    else if ('terminate' in entry) this.#processes.get(0)?.terminate.notify()
    else if ('input' in entry) this.#processes.get(entry.process)?.stdin.write(entry.input)
    else if ('close' in entry) this.#processes.get(entry.close)?.stdin.end()
    else if ('stop' in entry) this.#interrupt(entry.stop)
    else if ('resize' in entry) this.#processes.get(entry.process)?.screen?.resize(...entry.resize)
    else if ('run' in entry && this.#count === 0) {
      const [name = '', ...args] = this.start.args
      const program = this.#find(name)
      if (program) this.#begin(program, args)
    } else if ('run' in entry) {
      const process = this.#processes.get(entry.run)
      if (process) this.#step(process)
    }
  }

  /** Lets go of everything without a trace: the whole machine is replaced. */
  abandon(): void {
    this.#host.close()
    for (const process of this.#processes.values()) for (const off of process.unsubscribe.splice(0)) off()
    this.#processes.clear()
  }

  #begin(program: Program, args: readonly string[]): void {
    const { tty = false } = this.start
    const stdin = new Pipe()
    // A terminal at which nobody can type is silent, not at its end.
    if (!this.start.stdin && !tty) stdin.end()
    const stdout = new MainOutput(this, 'stdout')
    const process = this.#process(program, args, { stdin, stdout, stderr: new MainOutput(this, 'stderr'), tty })
    process.onEnd = (exitCode) => this.#end(exitCode)
    this.#step(process)
  }

  #process(
    program: Program,
    args: readonly string[],
    streams: { stdin: Pipe; stdout: Io['stdout']; stderr: Io['stderr']; tty: boolean },
  ): Process {
    const number = this.#count++
    const terminate = new Signal()
    const { stdin, tty } = streams
    const screen = tty ? new Screen(stdin) : undefined
    // What is executed later has the numbers behind those that the first process takes.
    const io = this.#io(streams, terminate, screen, number === 0 ? 1 : 30 + 7 * number)
    const process: Process = {
      number,
      steps: program.run(args, io),
      stdin,
      screen,
      terminate,
      unsubscribe: [],
      untilMs: Number.POSITIVE_INFINITY,
      onEnd: () => {},
    }
    this.#processes.set(number, process)
    return process
  }

  #io(
    { stdin, stdout, stderr, tty }: { stdin: Pipe; stdout: Io['stdout']; stderr: Io['stderr']; tty: boolean },
    terminate: Signal,
    screen: Screen | undefined,
    pid: number,
  ): Io {
    const io: Io = {
      stdin,
      stdout,
      stderr,
      stdinIsTty: tty,
      stdoutIsTty: tty,
      env: new Map(Object.entries(this.start.env)),
      cwd: this.start.workingDirectory,
      host: this.#host,
      terminal: screen,
      terminate,
      pid,
      run: (args, changes) => this.#runWithin(args, { ...io, ...changes }),
    }
    return io
  }

  #runWithin(args: readonly string[], io: Io): Steps<number> {
    const [name = '', ...rest] = args
    const program = this.#find(name)
    if (!program) return notFound(name, io)
    return program.run(rest, { ...io, run: (next, changes) => this.#runWithin(next, { ...io, ...changes }) })
  }

  #find(name: string): Program | undefined {
    const exact = this.#options.programs.find((program) => program.name === name)
    if (exact) return exact
    const base = /^\/(?:usr\/)?(?:local\/)?s?bin\/([^/]+)$/.exec(name)?.[1]
    return base === undefined ? undefined : this.#options.programs.find((program) => program.name === base)
  }

  #step(process: Process): void {
    for (const off of process.unsubscribe.splice(0)) off()
    let result: IteratorResult<{ readonly signals?: readonly Signal[]; readonly untilMs?: number }, number>
    try {
      result = process.steps.next()
    } catch (error) {
      this.log.append(`${error instanceof Error ? error.message : String(error)}\n`, this.#record.nowMs)
      this.#finish(process, 1)
      return
    }
    if (result.done) {
      this.#finish(process, result.value)
      return
    }
    const { signals = [], untilMs } = result.value
    let woken = false
    const wake = (): void => {
      if (woken || this.#record.replaying) return
      woken = true
      this.#options.world.wake(this.start, process.number)
    }
    process.unsubscribe = signals.map((signal) => signal.subscribe(wake))
    // While replaying, the loop's own queue and timers hold what is still to come.
    if (untilMs !== undefined && !this.#record.replaying)
      this.#options.world.wakeAt(this.start, process.number, untilMs)
  }

  #finish(process: Process, exitCode: number): void {
    this.#processes.delete(process.number)
    process.onEnd(exitCode)
  }

  #interrupt(number: number): void {
    const process = this.#processes.get(number)
    if (!process) return
    for (const off of process.unsubscribe.splice(0)) off()
    this.#processes.delete(number)
    process.steps.return(137)
    process.onEnd(137)
  }

  #end(exitCode: number): void {
    this.#host.close()
    const finishedMs = this.#record.nowMs
    this.state = { state: 'exited', exitCode, finishedMs }
    for (const number of [...this.#processes.keys()]) this.#interrupt(number)
    this.log.end(finishedMs)
    for (const { leave } of this.#attached) leave()
    if (!this.#record.replaying) this.#options.world.exited(this.start)
  }

  #probe(command: readonly string[]): { exitCode: number; output: string } {
    const [name = '', ...args] = command
    const program = this.#find(name)
    const number = this.#count
    if (!program) return { exitCode: 126, output: execFault(name) }
    let output = ''
    const sink = {
      write: (text: string) => {
        output += text
        return true
      },
    }
    const stdin = new Pipe()
    stdin.end()
    let exitCode: number | undefined
    const process = this.#process(program, args, { stdin, stdout: sink, stderr: sink, tty: false })
    process.onEnd = (code) => {
      exitCode = code
    }
    this.#step(process)
    if (exitCode === undefined) {
      this.#interrupt(number)
      return { exitCode: 124, output: `command "${command.join(' ')}" timed out` }
    }
    return { exitCode, output }
  }

  #exec(command: readonly string[], withInput: boolean, tty: boolean): ExecStream {
    const [name = '', ...args] = command
    const stdin = new Pipe()
    const outer = new Pipe()
    const stdout = new Pipe()
    const stderr = tty ? stdout : new Pipe()
    const ended = new Signal()
    const number = this.#count
    const stream: ExecStream = {
      stdin: outer,
      stdout,
      stderr,
      status: undefined,
      ended,
      resize: (columns, rows) => this.#resize(number, columns, rows),
      stop: () => {
        if (!this.#processes.has(number)) return
        this.#record.note({ stop: number, at: this.#record.nowMs })
        this.#interrupt(number)
      },
    }
    const finish = (status: Status): void => {
      stdout.end()
      stderr.end()
      stream.status = status
      ended.notify()
    }
    const program = this.#find(name)
    if (!program) {
      this.#count++
      finish(notStarted(name))
      return stream
    }
    const write = (pipe: Pipe) => ({ write: (text: string) => pipe.write(text), pipe })
    const process = this.#process(program, args, { stdin, stdout: write(stdout), stderr: write(stderr), tty })
    process.onEnd = (exitCode) => finish(exitStatus(exitCode))
    if (!withInput) stdin.end()
    else this.#feed(outer, process, () => this.#closeInput(process))
    // With a terminal it starts a moment later: so it knows the terminal's size from the beginning.
    if (!tty) this.#step(process)
    else if (!this.#record.replaying) this.#options.world.wake(this.start, number)
    return stream
  }

  /** Passes input on and writes it down, so that a replay has it too. */
  #feed(outer: Pipe, process: Process, ended: () => void): void {
    const pass = (): void => {
      const text = outer.read()
      if (text !== '' && !process.stdin.ended) {
        this.#record.note({ input: text, process: process.number, at: this.#record.nowMs })
        process.stdin.write(text)
      }
      if (!outer.ended) return
      off()
      ended()
    }
    const off = outer.changed.subscribe(pass)
    pass()
  }

  #closeInput(process: Process): void {
    if (process.stdin.ended) return
    this.#record.note({ close: process.number, at: this.#record.nowMs })
    process.stdin.end()
  }

  #resize(number: number, columns: number, rows: number): void {
    const screen = this.#processes.get(number)?.screen
    if (!screen || columns < 1 || rows < 1) return
    this.#record.note({ resize: [columns, rows], process: number, at: this.#record.nowMs })
    screen.resize(columns, rows)
  }
}

class MainOutput implements Output {
  readonly #container: Container
  readonly #stream: 'stdout' | 'stderr'

  constructor(container: Container, stream: 'stdout' | 'stderr') {
    this.#container = container
    this.#stream = stream
  }

  write(text: string): boolean {
    this.#container.said(text, this.#stream)
    return true
  }
}

function* notFound(name: string, io: Io): Steps<number> {
  io.stderr.write(`${name}: not found\n`)
  return 127
}
