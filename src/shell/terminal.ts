// The interactive shell: prompt, line editor, commands in the foreground, jobs in the background, all as one computation
// in steps over two text channels. Whoever owns time (the page, Node, a container) drives it.

import { type EditSession, type Io, type Output, Pipe, type Program, Signal, type Steps } from '../sim/index.ts'
import { completeLine } from './complete.ts'
import { Crew } from './crew.ts'
import { type EditorMemory, LineEditor } from './line-editor.ts'
import { Session } from './session.ts'
import type { Surroundings } from './state.ts'
import { Tty } from './tty.ts'

/** What one command line did. */
export interface CommandRecord {
  readonly command: string
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

export interface InteractiveOptions {
  readonly session: Session
  readonly columns: number
  readonly rows: number
  /** Text for the screen, with the usual control sequences. */
  readonly write: (text: string) => void
  readonly commandEnded?: (record: CommandRecord) => void
  readonly edit?: (file: { readonly path: string; readonly text: string }) => EditSession
}

/** A record keeps this much of each stream; more is not kept, only shown. */
const RECORD_LIMIT = 1_000_000

export class InteractiveShell {
  readonly session: Session
  readonly #tty: Tty
  readonly #keys: Pipe
  readonly #options: InteractiveOptions
  readonly #memory: EditorMemory = { kills: [] }
  #busy = false
  #continued = false

  constructor(options: InteractiveOptions, keys: Pipe = new Pipe()) {
    this.#options = options
    this.session = options.session
    this.#keys = keys
    const { write, columns, rows, edit } = options
    this.#tty = new Tty({ keys, write, columns, rows, edit })
  }

  /** Keys, as a terminal sends them. */
  input(data: string): void {
    this.#keys.write(data)
  }

  resize(columns: number, rows: number): void {
    if (columns > 0 && rows > 0) this.#tty.resize(columns, rows)
  }

  /** A command is running in the foreground. */
  get busy(): boolean {
    return this.#busy
  }

  /** What was entered so far is not a whole command yet. */
  get continued(): boolean {
    return this.#continued
  }

  /** Nobody types any more: the shell ends as at the end of its input. */
  close(): void {
    this.#keys.end()
  }

  /** Prompts, reads and runs until the shell is left. Returns its exit code. */
  *run(): Steps<number> {
    const { session } = this
    try {
      while (session.exited === undefined) {
        const command = yield* session.alongside(this.#readCommand())
        if (command === undefined) break
        if (command !== '') yield* this.#execute(command)
      }
      return session.exited ?? session.shell.status
    } finally {
      session.end()
      this.#tty.close()
    }
  }

  /** A whole command, over as many lines as it needs; undefined at the end of the input. */
  *#readCommand(): Steps<string | undefined> {
    const { session } = this
    this.#tty.write(session.notices())
    let text: string | undefined
    for (;;) {
      const prompt = text === undefined ? session.prompt() : session.continuationPrompt()
      this.#continued = text !== undefined
      const line = yield* this.#readLine(prompt)
      this.#continued = false
      if (line.kind === 'interrupt') {
        session.shell.status = 130
        return ''
      }
      if (line.kind === 'end') {
        if (text === undefined) {
          this.#tty.write(session.shell.around.dialect === 'bash' ? 'exit\n' : '\n')
          return undefined
        }
        // The end of the input in the middle of a command: bash says what it was looking for.
        this.#tty.write('\n')
        return text
      }
      const expanded = session.expandHistory(line.text)
      if (expanded.fault !== undefined) {
        this.#tty.write(`${session.shell.around.name}: ${expanded.fault}\n`)
        return ''
      }
      if (expanded.changed) this.#tty.write(`${expanded.line}\n`)
      if (expanded.shownOnly) {
        session.remember(expanded.line)
        return ''
      }
      text = text === undefined ? expanded.line : `${text}\n${expanded.line}`
      if (text.trim() === '') return ''
      if (session.isComplete(text)) {
        session.remember(text)
        return text
      }
    }
  }

  *#readLine(prompt: string): Steps<{ kind: 'line'; text: string } | { kind: 'interrupt' } | { kind: 'end' }> {
    const { session } = this
    const tty = this.#tty
    const raw = tty.raw()
    const editor = new LineEditor({
      columns: tty.columns,
      write: this.#options.write,
      history: session.history,
      memory: this.#memory,
      complete: (before) => completeLine(before, session.shell),
    })
    const pastes = session.shell.around.dialect === 'bash'
    if (pastes) this.#options.write('\x1b[?2004h')
    editor.begin(prompt, tty.column)
    // The line is drawn again even when the size is what it was: so one who connects anew gets a prompt.
    let resized = false
    const unsubscribe = tty.resized.subscribe(() => {
      resized = true
    })
    try {
      for (;;) {
        if (resized) {
          resized = false
          editor.resize(tty.columns)
        }
        const keys = raw.keys.read()
        if (keys === '') {
          if (raw.keys.ended) return { kind: 'end' }
          yield { signals: [raw.keys.changed, tty.resized] }
          continue
        }
        const { event, rest } = editor.feed(keys)
        if (!event) continue
        raw.keys.unread(rest)
        return event
      }
    } finally {
      unsubscribe()
      if (pastes) this.#options.write('\x1b[?2004l')
      tty.lineEnded()
      raw.close()
    }
  }

  *#execute(command: string): Steps<void> {
    const tty = this.#tty
    const { session } = this
    let stdout = ''
    let stderr = ''
    const shown = (keep: (text: string) => void): Output => ({
      write(text) {
        keep(text)
        tty.write(text)
        return true
      },
    })
    const crew = new Crew(session.shell.around.host.nowMs)
    this.#busy = true
    // Ctrl-C may already be among the keys that wait.
    let interrupted = false
    const interrupt = new Signal()
    tty.onInterrupt = () => {
      interrupted = true
      interrupt.notify()
    }
    tty.onStop = () => session.stop()
    const member = crew.add(
      session.execute(command, {
        stdin: tty.openInput(),
        stdout: shown((text) => {
          if (stdout.length < RECORD_LIMIT) stdout += text
        }),
        stderr: shown((text) => {
          if (stderr.length < RECORD_LIMIT) stderr += text
        }),
        stdinIsTty: true,
        stdoutIsTty: true,
        terminal: tty,
      }),
    )
    const unsubscribe = interrupt.subscribe(() => {
      member.interrupt()
      crew.wake()
    })
    if (interrupted) {
      session.shell.pipeStatus = [130]
      member.interrupt()
    }
    try {
      yield* crew.drive(() => member.result !== undefined)
    } finally {
      unsubscribe()
      crew.end()
      tty.onInterrupt = () => {}
      tty.onStop = () => {}
      tty.closeInput()
      this.#busy = false
    }
    const { result } = member
    if (result && 'error' in result) {
      if (result.error === undefined) {
        tty.write('\n')
        session.shell.status = 130
      } else {
        // A fault of ours must not take the learner's terminal away.
        const message = result.error instanceof Error ? result.error.message : String(result.error)
        const text = `this command failed because of a fault in this program, not yours: ${message}\n`
        stderr += text
        tty.write(text)
        session.shell.status = 1
      }
    }
    this.#options.commandEnded?.({ command, stdout, stderr, exitCode: session.shell.status })
  }
}

export interface InteractiveStart {
  readonly io: Io
  readonly name: string
  readonly dialect: Surroundings['dialect']
  readonly programs: ReadonlyMap<string, Program>
}

/** A shell that was started without a script, on the terminal of its surroundings. */
export function* interactiveShell({ io, name, dialect, programs }: InteractiveStart): Steps<number> {
  const outer = io.terminal?.raw()
  const session = new Session({
    host: io.host,
    programs,
    env: Object.fromEntries(io.env),
    cwd: io.cwd,
    name,
    dialect,
    promptText: dialect === 'busybox' ? '\\w # ' : dialect === 'dash' ? '# ' : '\\u@\\h:\\w# ',
  })
  const shell = new InteractiveShell(
    {
      session,
      columns: io.terminal?.columns ?? 80,
      rows: io.terminal?.rows ?? 24,
      write: (text) => {
        io.stdout.write(text)
      },
      ...(io.terminal?.edit ? { edit: io.terminal.edit } : {}),
    },
    outer?.keys ?? io.stdin,
  )
  const unsubscribe = io.terminal?.resized.subscribe(() =>
    shell.resize(io.terminal?.columns ?? 80, io.terminal?.rows ?? 24),
  )
  try {
    return yield* shell.run()
  } finally {
    unsubscribe?.()
    outer?.close()
  }
}
